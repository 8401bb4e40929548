// Tables of rows: sums while they are typed, a row more, rows pasted from a spreadsheet.
// The rules are those of the server (ui/rows.py, ui/pasting.py).
(() => {
  "use strict";

  // --- figures: whole tyiyn in BigInt, so that nothing is lost by rounding on the way

  const figure = (box) => {
    if (!box) return null;
    const places = Number(box.dataset.places || 2);
    const plain = box.value.replace(/[\s\u00a0\u2007\u2009\u202f']+/g, "").replace(/(сом|som|kgs)\.?$/i, "");
    const parts = /^([0-9]+)(?:[.,]([0-9]+))?$/.exec(plain);
    if (!parts || (parts[2] || "").length > places) return null;
    return { sum: BigInt(parts[1] + (parts[2] || "").padEnd(places, "0")), places };
  };
  const product = (row, spec) => {
    let sum = 1n;
    let places = 0;
    for (const name of spec.split("*")) {
      const found = figure(row.querySelector(`[name$='-${name}']`));
      if (found === null) return null;
      sum *= found.sum;
      places += found.places;
    }
    if (places < 2) return sum * 10n ** BigInt(2 - places);
    const part = 10n ** BigInt(places - 2);
    return (2n * sum + part) / (2n * part);
  };
  const written = (tyiyn) => {
    const plain = tyiyn < 0n ? -tyiyn : tyiyn;
    const whole = String(plain / 100n).replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
    const rest = plain % 100n;
    return (tyiyn < 0n ? "\u2212" : "") + whole + (rest ? "," + String(rest).padStart(2, "0") : "");
  };

  const removed = (row) => Boolean(row.querySelector("[name$='-DELETE']:checked"));
  const reckon = (box) => {
    const rows = [...box.querySelectorAll("tbody tr")];
    for (const cell of box.querySelectorAll("[data-sum-of]")) {
      let sum = 0n;
      for (const row of rows) {
        const amount = product(row, cell.dataset.sumOf);
        if (cell.dataset.sumOf.includes("*")) {
          const own = row.querySelector("[data-sum]");
          if (own) own.textContent = amount === null ? "" : written(amount);
          row.dataset.amount = amount === null || removed(row) ? "0" : String(amount);
        }
        if (amount !== null && !removed(row)) sum += amount;
      }
      cell.textContent = written(sum);
    }
    box.dispatchEvent(new CustomEvent("reckoned", { bubbles: true }));
  };

  // --- rows: added from the pattern that came with the page

  const rowsOf = (box) => box.querySelectorAll("tbody tr");
  const addRows = (box, wanted) => {
    const total = box.querySelector(`[name='${box.dataset.lines}-TOTAL_FORMS']`);
    const pattern = box.querySelector("template[data-row]").innerHTML;
    const most = Number(box.dataset.most);
    while (rowsOf(box).length < Math.min(wanted, most)) {
      const number = rowsOf(box).length;
      box.querySelector("tbody").insertAdjacentHTML(
        "beforeend",
        pattern.replaceAll("__prefix__", number).replaceAll("__number__", number + 1),
      );
      total.value = number + 1;
    }
    return rowsOf(box).length >= wanted;
  };

  // --- cells: the same reading as on the server

  const folded = (text) =>
    text.normalize("NFC").replaceAll("\u00a0", " ").toLowerCase().split(/\s+/).join(" ").trim().replace(/[*:. ]+$/, "");
  const cellsOf = (given) => {
    const text = given.slice(0, 60000).replaceAll("\r\n", "\n").replaceAll("\r", "\n").replace(/^\n+|\n+$/g, "");
    const outside = text.replace(/"(?:[^"]|"")*"/g, "");
    const lines = outside.split("\n").filter((line) => line.trim());
    const semicolons = !outside.includes("\t") && lines.length && lines.every((line) => line.includes(";"));
    const cell = semicolons
      ? /"((?:[^"]|"")*)" *(?=[;\n]|$)|([^;\n]*)/y
      : /"((?:[^"]|"")*)" *(?=[\t\n]|$)|([^\t\n]*)/y;
    const rows = [[]];
    for (let place = 0; ; place += 1) {
      cell.lastIndex = place;
      const found = cell.exec(text);
      const said = found[1] === undefined ? found[2] : found[1].replaceAll('""', '"');
      rows[rows.length - 1].push(said.replaceAll("\u00a0", " ").split(/\s+/).join(" ").trim());
      place += found[0].length;
      if (place >= text.length) break;
      if (text[place] === "\n") rows.push([]);
    }
    return rows.filter((row) => row.some(Boolean));
  };
  const headsOf = (line, columns, idle) => {
    const known = (head) => columns.find((column) => column.heads.includes(head));
    const found = line.filter(Boolean).map(folded);
    const sure = found.filter((head) => known(head) || idle.includes(head));
    if (sure.length < 2 || sure.length * 2 < found.length) return null;
    const named = sure.map(known).filter(Boolean);
    if (sure.length < found.length || new Set(named).size < named.length) return [];
    return line.map((cell) => known(folded(cell)) || null);
  };
  const isoDay = (cell) => {
    let parts = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(cell);
    if (parts) parts = [0, parts[3], parts[2], parts[1]];
    else parts = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$/.exec(cell);
    if (!parts) return "";
    const [year, month, day] = parts.slice(1).map(Number);
    const moment = new Date(Date.UTC(year, month - 1, day));
    moment.setUTCFullYear(year);
    const real = year > 0 && moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
    return real ? moment.toISOString().slice(0, 10) : "";
  };
  const put = (box, column, cell) => {
    if (box.tagName === "SELECT") {
      const key = column.words[folded(cell)] ?? cell;
      // What is not understood stays to be read; the server says what is wrong with it.
      if (![...box.options].some((option) => option.value === key)) box.add(new Option(key, key));
      box.value = key;
      return;
    }
    if (column.kind === "day") {
      const day = isoDay(cell);
      box.type = day || !cell ? "date" : "text";
      box.value = day || cell;
      return;
    }
    box.value = cell;
  };
  const say = (box, words, facts = {}) => {
    const place = box.querySelector(":scope > [data-said]");
    place.textContent = Object.entries(facts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), words);
  };
  const fill = (box, text, firstRow, firstColumn) => {
    const columns = JSON.parse(box.dataset.columns);
    const said = box.querySelector(":scope > [data-said]").dataset;
    let lines = cellsOf(text);
    let places = columns.slice(firstColumn);
    const heads = lines.length ? headsOf(lines[0], columns, JSON.parse(box.dataset.over)) : null;
    if (heads !== null) {
      lines = lines.slice(1);
      if (heads.length) places = heads;
    }
    const wide = lines.findIndex((line) => line.slice(places.length).some(Boolean));
    if (wide >= 0) {
      say(box, said.wide, { line: wide + 1 });
      return false;
    }
    if (firstRow + lines.length > Number(box.dataset.most)) {
      say(box, said.full);
      return false;
    }
    addRows(box, firstRow + lines.length);
    lines.forEach((line, number) => {
      const row = rowsOf(box)[firstRow + number];
      places.forEach((column, place) => {
        const target = column && place < line.length && row.querySelector(`[name$='-${column.name}']`);
        if (target) put(target, column, line[place]);
      });
    });
    say(box, said.filled, { count: lines.length });
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  // Below the last row in which somebody has written a word.
  const firstBlank = (box) => {
    const blank = box.querySelector("template[data-row]").content;
    const inPlace = (row, name) => row.querySelector(`[name$='-${name}']`);
    const names = JSON.parse(box.dataset.columns).map((column) => column.name);
    const typed = (row) => names.some((name) => inPlace(row, name).value !== inPlace(blank, name).value);
    return [...rowsOf(box)].reduce((found, row, number) => (typed(row) ? number + 1 : found), 0);
  };

  // Spare rows are for those without scripts: on a phone one is enough, the button gives more.
  const narrow = window.matchMedia("(max-width: 599px)").matches;
  const fold = (box) => {
    const total = box.querySelector(`[name='${box.dataset.lines}-TOTAL_FORMS']`);
    const rows = rowsOf(box);
    for (let number = rows.length - 1; number > firstBlank(box); number -= 1) rows[number].remove();
    total.value = rowsOf(box).length;
  };

  for (const box of document.querySelectorAll(".lines-box")) {
    if (narrow && box.dataset.columns) fold(box);
    box.addEventListener("input", () => reckon(box));
    box.addEventListener("change", () => reckon(box));
    box.addEventListener("rows", (event) => addRows(box, event.detail));
    reckon(box);

    const more = box.querySelector("[data-add-row]");
    more.hidden = false;
    more.addEventListener("click", () => {
      const wanted = rowsOf(box).length + 1;
      if (!addRows(box, wanted)) {
        say(box, box.querySelector(":scope > [data-said]").dataset.full);
        return;
      }
      rowsOf(box)[wanted - 1].querySelector("input:not([type=hidden]), select, textarea").focus();
    });

    if (!box.dataset.columns) continue;
    box.addEventListener("paste", (event) => {
      const text = event.clipboardData.getData("text/plain");
      if (event.target.matches("[data-paste]")) {
        if (!fill(box, text, firstBlank(box), 0)) return;
        event.preventDefault();
        event.target.value = "";
        return;
      }
      const cell = event.target.closest("tbody td");
      const target = cell && cell.querySelector("[name]");
      if (!target || (!text.includes("\t") && text.trim().split(/\r\n|\r|\n/).length < 2)) return;
      event.preventDefault();
      const names = JSON.parse(box.dataset.columns).map((column) => column.name);
      const first = names.indexOf(target.name.split("-").pop());
      fill(box, text, cell.parentElement.sectionRowIndex, Math.max(first, 0));
    });
  }
})();
