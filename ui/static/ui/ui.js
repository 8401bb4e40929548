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
    if (document.querySelector("form[data-guard][data-touched]")) event.preventDefault();
  });

  // Sums under the columns of figures while they are typed.
  const figure = (text) => {
    const plain = text.replace(/[\s\u00a0\u202f']/g, "").replace(",", ".");
    return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : 0;
  };
  const written = (sum) =>
    (Math.round(sum * 100) / 100)
      .toFixed(Number.isInteger(Math.round(sum * 100) / 100) ? 0 : 2)
      .replace(".", ",")
      .replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
  const add = (table) => {
    for (const cell of table.querySelectorAll("[data-sum-of]")) {
      let sum = 0;
      for (const line of table.tBodies[0].rows) {
        const gone = line.querySelector("[name$='-DELETE']");
        if (gone && gone.checked) continue;
        let product = 1;
        let typed = false;
        for (const name of cell.dataset.sumOf.split("*")) {
          const box = line.querySelector(`[name$='-${name}']`);
          typed = typed || Boolean(box && box.value);
          product *= box ? figure(box.value) : 0;
        }
        if (typed) sum += product;
      }
      cell.textContent = written(sum);
    }
  };
  for (const table of document.querySelectorAll("table.lines")) {
    table.addEventListener("input", () => add(table));
    add(table);
  }
})();
