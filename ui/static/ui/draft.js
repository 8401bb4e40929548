// A page of a draft saves itself, and keeps in this browser what the server does not have yet.
// Nothing newer is ever overwritten: the server compares, and the person chooses.
(() => {
  "use strict";

  const form = document.querySelector("form[data-draft]");
  const keeping = document.querySelector("[data-keeping]");
  if (!form || !keeping) return;

  const IDLE = 8000;
  const PAUSES = [3, 6, 12, 25, 50, 100].map((seconds) => seconds * 1000);
  const LONGEST_WAIT = 30000;
  const MONTH = 30 * 24 * 3600 * 1000;
  const PREFIX = "draft:";
  const KEY = `${PREFIX}${form.dataset.person}:${form.dataset.draft}`;
  const LOOKS = ["compare", "take"];
  const STOPS = ["clash", "forbidden", "gone", "another_person", "unknown"];
  const words = keeping.dataset;
  const seenBox = form.querySelector("[name='seen']");

  // --- what is said, and what can be done about it

  const said = keeping.querySelector("[data-said]");
  const say = (text, when = "") => {
    if (said.textContent !== text) said.textContent = text;
    for (const act of keeping.querySelectorAll("[data-when]")) act.hidden = act.dataset.when !== when;
  };

  // --- what is typed, as one text; and the browser's shelf for it

  const isTyped = (name) => name !== "csrfmiddlewaretoken" && name !== "seen";
  const typed = () => {
    const pairs = [...new FormData(form)].filter(([name, value]) => isTyped(name) && typeof value === "string");
    return String(new URLSearchParams(pairs));
  };
  // Keys and counts of rows say nothing about what somebody typed.
  const bare = (text) =>
    String(new URLSearchParams([...new URLSearchParams(text)].filter(([name, value]) => value && !/-(id|TOTAL_FORMS|INITIAL_FORMS)$/.test(name))));
  const shelf = {
    get() {
      try {
        return JSON.parse(localStorage.getItem(KEY));
      } catch {
        return null;
      }
    },
    put(entry) {
      try {
        localStorage.setItem(KEY, JSON.stringify(entry));
        form.dataset.kept = "yes"; // leaving the page costs nothing: nobody need be asked
        return true;
      } catch {
        return false;
      }
    },
    drop() {
      try {
        localStorage.removeItem(KEY);
      } catch {
        // Nothing was kept.
      }
    },
    sweep() {
      try {
        for (const key of Object.keys(localStorage)) {
          if (!key.startsWith(PREFIX)) continue;
          const entry = JSON.parse(localStorage.getItem(key) || "null");
          if (!entry || Date.now() - entry.at > MONTH) localStorage.removeItem(key);
        }
      } catch {
        // A browser that keeps nothing is as good as before.
      }
    },
  };

  // --- the state of this page

  let seen = seenBox.value; // which saving what is typed here is based on
  let known = typed(); // what the server is known to have
  let lost = null; // sent, and no answer came: it is sent again first, word for word
  let busy = null; // the sending that is under way
  let timer = 0;
  let failures = 0;
  let unripe = false; // the server has all of it but what is not complete yet
  let stopped = false; // a clash or a refusal: nothing goes out by itself any more
  let pressed = false;
  const waits = "waits" in form.dataset; // both texts are shown: the person chooses first
  // Until then what is kept rests on the text it was typed over, never on the newer one.
  const base = waits ? (shelf.get() || { seen: "-1" }).seen : "";

  const keep = () => shelf.put({ at: Date.now(), seen: waits ? base : seen, text: typed(), lost });
  const isDirty = () => bare(typed()) !== bare(known);

  // --- talking with the server

  const token = () => (/(?:^|; )csrftoken=([^;]+)/.exec(document.cookie) || [])[1] || form.querySelector("[name='csrfmiddlewaretoken']").value;
  const post = async (text, base, more = {}) => {
    const body = new URLSearchParams(text);
    body.set("seen", base);
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    const stop = new AbortController();
    const alarm = setTimeout(() => stop.abort(), LONGEST_WAIT);
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        headers: { Accept: "application/json", "X-Person": form.dataset.person, "X-CSRFToken": token() },
        body,
        signal: stop.signal,
        // The page may be going away; the browser carries small bodies to the end.
        keepalive: document.visibilityState === "hidden" && String(body).length < 60000,
      });
      if (answer.status >= 500) throw new Error("no answer");
      const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
      return { status: answer.status, ...(isData ? await answer.json() : { problem: "unknown", words: words.reload }) };
    } finally {
      clearTimeout(alarm);
    }
  };

  const noLink = () => {
    failures += 1;
    say(keep() ? words.offline : words.unkept);
    clearTimeout(timer);
    timer = setTimeout(send, PAUSES[Math.min(failures, PAUSES.length) - 1]);
  };
  const refused = (answer) => {
    keep();
    stopped = STOPS.includes(answer.problem);
    say(answer.words, answer.problem);
  };
  const saved = (answer, text) => {
    failures = 0;
    seen = String(answer.seen);
    seenBox.value = seen;
    known = text;
    const names = Object.values(answer.left);
    unripe = names.length > 0;
    if (isDirty() || unripe) keep();
    else {
      shelf.drop();
      delete form.dataset.touched;
    }
    const sentence = names.length ? words.left.replace("{names}", names.join(", ")) : words.saved;
    say(sentence.replace("{time}", answer.at));
  };

  // Sends what is typed, and before it what may or may not have arrived: the server sees that a
  // text it has already is the same, and nothing is saved twice.
  const exchange = async (more = { by_itself: "1" }) => {
    if (lost) {
      const answer = await post(lost.text, lost.seen, { by_itself: "1" });
      lost = null;
      if (answer.status !== 200) return answer;
      seen = String(answer.seen);
      seenBox.value = seen;
    }
    const text = typed();
    lost = { text, seen };
    keep();
    const answer = await post(text, seen, more);
    lost = null;
    return { ...answer, text };
  };
  async function send() {
    clearTimeout(timer);
    if (busy || stopped || pressed || waits || (!isDirty() && !lost)) return;
    busy = exchange();
    try {
      const answer = await busy;
      if (answer.status === 200) saved(answer, answer.text);
      else refused(answer);
    } catch {
      noLink();
      return;
    } finally {
      busy = null;
    }
    if (isDirty() && !stopped) later();
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, IDLE);
  }

  // --- pressing: by fetch, so that a lost link never shows the browser's own page of errors

  const plainly = (button) => {
    if (button && button.name) {
      const carried = document.createElement("input");
      Object.assign(carried, { type: "hidden", name: button.name, value: button.value });
      form.append(carried);
    }
    form.querySelector("[name='csrfmiddlewaretoken']").value = token();
    keep();
    try {
      sessionStorage.setItem("draft-sent", KEY);
    } catch {
      // Forgotten later, when the page is opened again.
    }
    delete form.dataset.touched;
    HTMLFormElement.prototype.submit.call(form);
  };
  const press = async (button) => {
    const more = button && button.name ? { [button.name]: button.value } : {};
    pressed = true;
    form.dataset.sending = "yes";
    clearTimeout(timer);
    say(words.saving);
    try {
      if (busy) await busy.catch(() => null);
      const answer = await exchange(more);
      if (answer.status === 200) {
        shelf.drop();
        delete form.dataset.touched;
        location.assign(answer.next);
        return;
      }
      if (answer.status === 409 || answer.problem === "faults" || answer.problem === "refused") {
        plainly(button);
        return;
      }
      refused(answer);
    } catch {
      noLink();
    }
    pressed = false;
    delete form.dataset.sending;
    delete form.dataset.sent;
  };
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const files = [...form.querySelectorAll("input[type=file]")].some((box) => box.files.length);
    if (files) return;
    event.preventDefault();
    if (pressed) return;
    if (!button || !LOOKS.includes(button.name)) {
      press(button);
      return;
    }
    if (navigator.onLine) plainly(button);
    else {
      noLink();
      setTimeout(() => delete form.dataset.sent);
    }
  });

  // --- back in its place

  const restore = (text) => {
    const pairs = new URLSearchParams(text);
    for (const box of form.querySelectorAll(".lines-box")) {
      box.dispatchEvent(new CustomEvent("rows", { detail: Number(pairs.get(`${box.dataset.lines}-TOTAL_FORMS`) || 0) }));
    }
    for (const box of form.elements) {
      if (!box.name || !isTyped(box.name) || ["hidden", "submit", "button", "password", "file"].includes(box.type)) continue;
      if (["checkbox", "radio"].includes(box.type)) {
        box.checked = pairs.getAll(box.name).includes(box.value);
        continue;
      }
      const value = pairs.get(box.name) || "";
      if (box.tagName === "SELECT" && ![...box.options].some((option) => option.value === value)) box.add(new Option(value, value));
      box.value = value;
      if (box.type === "date" && box.value !== value) {
        box.type = "text";
        box.value = value;
      }
    }
    applyRates();
    for (const box of form.querySelectorAll(".lines-box")) box.dispatchEvent(new Event("change"));
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-drop]")) return;
    stopped = true; // what is thrown away is not sent on leaving
    shelf.drop();
    delete form.dataset.touched;
    if (event.target.tagName === "BUTTON") location.assign(location.pathname);
  });

  // --- rates of the call: the value of one is the rate's

  const rates = JSON.parse(form.dataset.rates || "{}");
  const applyRates = () => {
    for (const choice of form.querySelectorAll("select[name$='-rate']")) {
      const value = choice.closest("tr").querySelector("[name$='-value']");
      const rate = rates[choice.value];
      if (rate) value.value = written(tyiynOf(rate));
      value.readOnly = Boolean(rate);
    }
  };

  // --- the sums beside the table, in the words of the server

  const tyiynOf = (plain) => {
    const [whole, rest = ""] = plain.split(".");
    return BigInt(whole + rest.padEnd(2, "0"));
  };
  const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+(?!\d))/g, "\u00a0");
  const written = (tyiyn) => {
    const plain = tyiyn < 0n ? -tyiyn : tyiyn;
    const rest = plain % 100n;
    return (tyiyn < 0n ? "\u2212" : "") + grouped(plain / 100n) + (rest ? "," + String(rest).padStart(2, "0") : "");
  };
  // In tenths of a percent, rounded half up.
  const tenths = (part, whole) => (whole ? (2000n * part + whole) / (2n * whole) : 0n);
  const percent = (part, whole) => {
    const shown = tenths(part, whole);
    return `${grouped(shown / 10n)},${shown % 10n}`;
  };
  const live = document.querySelector("[data-live]");
  const byChoice = (table, name, otherwise) => {
    const box = form.querySelector(`.lines-box[data-lines='${table}']`);
    if (!box) return Object.fromEntries(Object.entries(otherwise).map(([key, sum]) => [key, tyiynOf(sum)]));
    const sums = {};
    for (const row of box.querySelectorAll("tbody tr")) {
      const key = row.querySelector(`[name$='-${name}']`).value;
      const amount = BigInt(row.dataset.amount || "0");
      if (key && amount) sums[key] = (sums[key] || 0n) + amount;
    }
    return sums;
  };
  const addUp = () => {
    const facts = JSON.parse(live.dataset.live);
    const sources = byChoice("lines", "source", facts.sources);
    const promised = byChoice("pledges", "kind", facts.promised);
    const asked = sources.grant || 0n;
    let own = 0n;
    let counted = 0n;
    for (const [key, sum] of Object.entries(sources)) {
      if (key === "grant") continue;
      own += sum;
      if (facts.admitted.includes(key)) counted += sum;
    }
    const total = asked + own;
    const money = (sum) => live.dataset.som.replace("0", written(sum)).replaceAll(" ", "\u00a0");
    const figures = { asked, own, counted, total, room: tyiynOf(facts.maximum) - asked };
    const bars = { share: [0n, tenths(counted, total)] };
    const shown = { total: total > 0n, promises: false };
    let place = 0n;
    for (const bar of live.querySelectorAll("[data-bar]:not([data-bar='share'])")) {
      const key = bar.dataset.bar;
      const sum = sources[key] || 0n;
      figures[`source ${key}`] = sum;
      figures[`promise ${key}`] = promised[key] || 0n;
      shown[`source ${key}`] = sum > 0n;
      shown[`promise ${key}`] = sum > 0n || (promised[key] || 0n) > 0n;
      shown.promises = shown.promises || (key !== "grant" && shown[`promise ${key}`]);
      bars[key] = [place, tenths(sum, total)];
      place += tenths(sum, total);
    }
    for (const cell of live.querySelectorAll("[data-figure]")) {
      const name = cell.dataset.figure;
      const target = cell.querySelector(".figure") || cell;
      if (name === "share") target.textContent = `${percent(counted, total)} %`;
      else if (name.startsWith("percent ")) target.textContent = `${percent(sources[name.slice(8)] || 0n, total)} %`;
      else target.textContent = money(figures[name]);
    }
    for (const part of live.querySelectorAll("[data-shown]")) part.hidden = !shown[part.dataset.shown];
    for (const bar of live.querySelectorAll("[data-bar]")) {
      const [x, width] = bars[bar.dataset.bar];
      bar.setAttribute("x", Number(x) / 10);
      bar.setAttribute("width", Math.min(Number(width) / 10, 100));
    }
    const heading = document.querySelector("[data-live-title]");
    if (heading) heading.textContent = heading.dataset.liveTitle;
  };

  // --- begin

  shelf.sweep();
  const kept = shelf.get();
  const drawnByPress = "posted" in form.dataset;
  if (drawnByPress || waits) known = "";
  if (kept && !drawnByPress && !waits) {
    if (bare(kept.text) === bare(known)) shelf.drop();
    else {
      restore(kept.text);
      seen = kept.seen;
      lost = kept.lost;
      form.dataset.touched = "yes";
      say(words.back, "back");
      setTimeout(send, 1000);
    }
  }
  applyRates();
  if (live) {
    form.addEventListener("reckoned", addUp);
    addUp();
  }
  // Written down between two words, not at every letter: a long table on a small phone.
  let writing = 0;
  const note = () => {
    clearTimeout(writing);
    if (pressed) return;
    if (isDirty() || lost || waits || unripe) keep();
    else shelf.drop();
  };
  form.addEventListener("input", () => {
    clearTimeout(writing);
    writing = setTimeout(note, 250);
    if (!waits) later();
  });
  // Before the table reckons.
  form.addEventListener("input", applyRates, true);
  form.addEventListener("focusout", (event) => {
    const box = event.target.closest(".lines-box");
    if (box && !box.contains(event.relatedTarget)) send();
  });
  // Who goes on by a link takes the saved page along, if the link is quick enough.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const elsewhere = !link || link.target || link.origin !== location.origin || link.matches("[data-drop], [href^='#']");
    if (elsewhere || event.metaKey || event.ctrlKey || event.shiftKey || stopped || waits || pressed || !isDirty()) return;
    event.preventDefault();
    const patience = new Promise((done) => setTimeout(done, 2500));
    Promise.race([send(), patience]).finally(() => location.assign(link.href));
  });
  document.addEventListener("visibilitychange", () => {
    if (form.dataset.touched) note();
    send();
  });
  window.addEventListener("pagehide", () => form.dataset.touched && note());
  window.addEventListener("online", () => send());
  window.addEventListener("offline", () => isDirty() && noLink());
})();
