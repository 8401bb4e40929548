// Pages work without this file; it only makes them kinder.
(() => {
  "use strict";

  const summary = document.querySelector("[data-focus]");
  if (summary) summary.focus();

  // One press is enough: the second would only be refused.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    delete form.dataset.touched;
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.forms) delete form.dataset.sent;
  });

  // Leaving a page with something typed and not sent asks first.
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) form.dataset.touched = "yes";
  });
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("form[data-guard][data-touched]:not([data-kept])")) event.preventDefault();
  });

  // What is typed stays in this tab until the server has it: a lost link or a change of
  // language costs nothing. Secrets and files are never kept, and signing out forgets all.
  const KEPT = "typed:";
  const place = KEPT + location.pathname;
  const boxes = (form) =>
    [...form.elements].filter((box) => box.name && !["hidden", "password", "file"].includes(box.type));
  // At the computer in the room the next person comes after this one: nothing is kept there.
  const shared = "room" in document.body.dataset;
  const forget = () => {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(KEPT)) sessionStorage.removeItem(key);
  };
  // Drafts are kept by draft.js; what the server has taken from a plain press is forgotten here.
  const SENT = "draft-sent";
  const forgetDraft = () => {
    const key = sessionStorage.getItem(SENT);
    if (key) localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  };
  const forgetAllDrafts = () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
  };
  const keep = (form) => {
    const typed = boxes(form).map((box) => ["checkbox", "radio"].includes(box.type) ? box.checked : box.value);
    sessionStorage.setItem(place, JSON.stringify(typed));
  };
  const bringBack = (form) => {
    const typed = JSON.parse(sessionStorage.getItem(place) || "null");
    const now = boxes(form);
    if (!typed || typed.length !== now.length) return;
    let changed = false;
    now.forEach((box, number) => {
      const name = ["checkbox", "radio"].includes(box.type) ? "checked" : "value";
      changed = changed || box[name] !== typed[number];
      box[name] = typed[number];
    });
    const note = document.querySelector("[data-restored]");
    if (changed && note) note.hidden = false;
  };
  try {
    if (shared) {
      forget();
      forgetAllDrafts();
    } else if (document.querySelector(".notice-success")) {
      forget();
      forgetDraft();
    }
    const guarded = document.querySelector("form[data-guard]:not([data-draft])");
    if (guarded && !shared) {
      if (!document.querySelector(".error-summary, .reasons")) bringBack(guarded);
      guarded.addEventListener("input", () => keep(guarded));
    }
    document.addEventListener("submit", (event) => {
      if (!event.target.closest(".person")) return;
      forget();
      forgetAllDrafts();
    });
  } catch {
    // A browser that keeps nothing is as good as before.
  }

  // How long is left until the last minute, refreshed. Words and seconds come with the page: the
  // clock of this computer may be wrong, so only the time since the page was made is counted.
  for (const place of document.querySelectorAll("[data-countdown]")) {
    const words = JSON.parse(place.dataset.words);
    const seconds = Number(place.dataset.countdown);
    const kinds = new Intl.PluralRules(document.documentElement.lang);
    const said = (unit, n) => words[unit][kinds.select(n)].replace("{n}", n);

    const refresh = () => {
      const left = seconds - performance.now() / 1000;
      const minutes = Math.floor(left / 60);
      if (left < 0) {
        place.textContent = words.closed;
        return;
      }
      const parts = minutes >= 1440
        ? [["days", Math.floor(minutes / 1440)], ["hours", Math.floor((minutes % 1440) / 60)]]
        : [["hours", Math.floor(minutes / 60)], ["minutes", minutes % 60]];
      const time = parts.filter(([, n]) => n).map(([unit, n]) => said(unit, n)).join(" ");
      place.textContent = time ? words.left.replace("{time}", time) : words.moment;
      setTimeout(refresh, ((left % 60) + 0.05) * 1000);
    };

    refresh();
  }
})();
