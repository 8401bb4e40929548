// The computer in the room: pages work without this file; it ends a turn nobody ends.
(() => {
  "use strict";

  // One computer in the room: the back button asks the server anew, and whoever gets up without
  // handing over is signed out; what was typed becomes a draft before.
  const over = document.querySelector("[data-hand-over]");
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
  if (over) {
    const term = Number(document.body.dataset.room) * 1000;
    let touched = Date.now();
    let told = touched;
    const stay = () => {
      touched = Date.now();
      if (touched - told < 30000) return;
      told = touched;
      fetch(location.href, { method: "HEAD" }).catch(() => {});
    };
    for (const sign of ["input", "keydown", "pointerdown"]) document.addEventListener(sign, stay);
    const leave = async () => {
      const typed = document.querySelector("form[data-desk][data-touched]");
      if (typed) {
        delete typed.dataset.touched;
        await fetch(location.href, { method: "POST", body: new FormData(typed) }).catch(() => {});
      }
      over.requestSubmit();
    };
    const watch = setInterval(() => {
      if (Date.now() - touched < term - 10000) return;
      clearInterval(watch);
      leave();
    }, 1000);
  }
})();
