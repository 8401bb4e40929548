// The scoring desk: pages work without this file; it adds up while points are given.
(() => {
  "use strict";

  const form = document.querySelector("form[data-desk]");
  const shown = form && form.querySelector("[data-total]");
  if (!shown) return;
  const boxes = [...form.querySelectorAll("[name^='points_']")];
  // In hundredths: a tenth is no binary fraction.
  const figure = (text) => {
    const plain = String(text).replace(/[\s\u00a0]/g, "").replace(",", ".");
    return /^\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
  };
  const written = (hundredths) => {
    const whole = hundredths % 100 === 0;
    return (hundredths / 100).toFixed(whole ? 0 : 2).replace(".", ",");
  };
  const most = boxes.reduce((sum, box) => sum + figure(box.dataset.most), 0);
  const add = () => {
    let sum = 0;
    let share = 0;
    let weights = 0;
    for (const box of boxes) {
      const [least, top, weight] = ["least", "most", "weight"].map((name) => figure(box.dataset[name]));
      const points = figure(box.value);
      weights += weight;
      const reason = form.querySelector(`[name="${box.name.replace("points", "reason")}"]`);
      const due = points !== null && (box.dataset.always || points === least || points === top);
      const note = reason.parentElement.querySelector(".due");
      reason.setAttribute("aria-required", String(Boolean(due)));
      if (note) note.hidden = !due || reason.value.trim() !== "";
      if (points === null) continue;
      sum += points;
      share += (weight * (points - least)) / (top - least);
    }
    shown.textContent = "weighted" in form.dataset
      ? `${written(Math.round((10000 * share) / (weights || 1)))} %`
      : `${written(sum)} / ${written(most)}`;
  };
  form.addEventListener("input", add);
  add();
  const keys = form.querySelector(".keys");
  if (keys && matchMedia("(hover: hover)").matches) keys.hidden = false;
  // None of these types a letter, opens a list or is taken by the browser; the page names them.
  const press = (name) => {
    const button = form.querySelector(name);
    if (button && !button.disabled) form.requestSubmit(button);
  };
  // What is typed is saved as a draft on the way to the sheet beside this one.
  const lay = (rel) => {
    const link = document.querySelector(`nav.desk a[rel="${rel}"]`);
    if (!link) return;
    if (!form.dataset.touched) {
      link.click();
      return;
    }
    const way = document.createElement("input");
    Object.assign(way, { type: "hidden", name: "lay", value: rel });
    form.append(way);
    press("[data-draft-press]");
  };
  const deeds = {
    "ctrl KeyS": () => press("[data-draft-press]"),
    "ctrl Enter": () => press("[name='send']"),
    "ctrl NumpadEnter": () => press("[name='send']"),
    "alt PageUp": () => lay("prev"),
    "alt PageDown": () => lay("next"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.shiftKey || event.repeat || event.isComposing) return;
    const ctrl = event.ctrlKey || event.metaKey;
    if (ctrl === event.altKey) return;
    const deed = deeds[`${ctrl ? "ctrl" : "alt"} ${event.code}`];
    if (!deed) return;
    event.preventDefault();
    deed();
  });
})();
