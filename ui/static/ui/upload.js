// Sends files in pieces, so that a broken link costs one piece and not the file. Without this file
// the same forms send the whole file at once.
(() => {
  "use strict";

  const place = document.getElementById("documents");
  const bar = document.getElementById("sending");
  if (!place || !bar || !window.fetch || !window.AbortController) return;

  const words = JSON.parse(document.getElementById("upload-words").textContent);
  const line = bar.querySelector("p");
  const progress = bar.querySelector("progress");
  const PIECE = Number(place.dataset.piece);
  const LARGE_PHOTO = 1.5 * 1024 * 1024;
  const LONGEST = 2400;
  const EDGE = 64 * 1024;
  const PATIENCE = 180; // seconds for one piece
  const TRIES = 8; // answers of a server that stumbles, one after another

  class Stop extends Error {}
  class Broken extends Error {}

  // -- words

  const filled = (sentence, facts) =>
    sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in facts ? facts[name] : whole));
  const inWords = (bytes) => {
    const megabytes = bytes / 1048576;
    const [unit, figure] = megabytes < 1 ? ["kilobytes", Math.ceil(bytes / 1024)] : ["megabytes", megabytes.toFixed(1)];
    return filled(words[unit], { figure: String(figure).replace(".", ",") });
  };
  const say = (sentence, facts = {}, fault = false) => {
    bar.hidden = false;
    line.className = fault ? "fault" : "";
    line.textContent = filled(sentence, facts);
  };
  const show = (done, size) => {
    progress.max = size;
    progress.value = done;
  };

  // -- what the file is known by when it is chosen again

  const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const subtle = window.crypto && window.crypto.subtle;
  // Where the page is not sent over HTTPS the browser has no SHA-256; to know a file again this is enough.
  const mixed = (bytes) => {
    let found = "";
    for (let turn = 0; turn < 8; turn += 1) {
      let hash = 2166136261 ^ turn;
      for (const byte of bytes) hash = Math.imul(hash ^ byte, 16777619);
      found += (hash >>> 0).toString(16).padStart(8, "0");
    }
    return found;
  };
  const fingerprint = async (file) => {
    const edges = new Blob([file.slice(0, EDGE), file.slice(-EDGE), `${file.name}:${file.size}`]);
    const bytes = await edges.arrayBuffer();
    return subtle ? hex(await subtle.digest("SHA-256", bytes)) : mixed(new Uint8Array(bytes));
  };

  // -- a large photo is made smaller here already, to spare the link; the server looks at it anyway

  const isPhoto = (file) => /\.(jpe?g|hei[cf])$/i.test(file.name) && file.size > LARGE_PHOTO;
  const smaller = async (file) => {
    if (!isPhoto(file) || !window.createImageBitmap) return null;
    try {
      const bitmap = await createImageBitmap(file);
      const share = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * share);
      canvas.height = Math.round(bitmap.height * share);
      const pen = canvas.getContext("2d");
      pen.imageSmoothingQuality = "high";
      pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      bitmap.close();
      const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      canvas.width = 0;
      return blob && blob.size < file.size * 0.7 ? blob : null;
    } catch {
      return null; // a photo this browser cannot draw is sent as it is
    }
  };

  // -- talking to the server

  const ask = async (address, options = {}) => {
    const gaveUp = new AbortController();
    const clock = setTimeout(() => gaveUp.abort(), PATIENCE * 1000);
    let answer;
    let told = {};
    try {
      answer = await fetch(address, {
        credentials: "same-origin",
        redirect: "manual",
        signal: gaveUp.signal,
        ...options,
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, ...options.headers },
      });
      const isOurs = (answer.headers.get("Content-Type") || "").includes("application/json");
      if (isOurs) told = await answer.json();
      else if (answer.status < 500 && answer.status !== 404 && answer.type !== "opaqueredirect") told = null;
    } catch (error) {
      throw new Broken(String(error));
    } finally {
      clearTimeout(clock);
    }
    if (answer.type === "opaqueredirect") throw new Stop(words.signed_out);
    if (answer.status >= 500 || answer.status === 429) throw new Broken("server");
    if (told === null) throw new Stop(words.reload);
    return { status: answer.status, told };
  };
  const rest = (seconds) =>
    new Promise((done) => {
      const clock = setTimeout(done, seconds * 1000);
      window.addEventListener("online", () => { clearTimeout(clock); done(); }, { once: true });
    });

  // -- one file

  const begin = async (thing) => {
    const body = new FormData();
    for (const name of ["name", "size", "fingerprint", "original_sha256", "item", "title"]) body.append(name, thing[name]);
    const { status, told } = await ask(place.dataset.upload, { method: "POST", body });
    if (status !== 200) throw new Stop((told.faults || [words.reload]).join(" "));
    if (told.received) say(words.found, { done: inWords(told.received) });
    return told;
  };
  const piece = async (thing, upload) => {
    const part = thing.blob.slice(upload.received, upload.received + PIECE);
    const { status, told } = await ask(`${upload.address}?offset=${upload.received}`, {
      method: "POST",
      body: part,
      headers: { "Content-Type": "application/octet-stream" },
    });
    if (status === 400 && upload.received < thing.size) throw new Broken("piece");
    if (status !== 200 && status !== 409) throw new Stop((told.faults || [words.reload]).join(" "));
    return told;
  };
  const progressOf = (thing, upload) => {
    show(upload.received, thing.size);
    say(upload.received >= thing.size ? words.looking : words.sending, {
      name: thing.name, done: inWords(upload.received), size: inWords(thing.size),
    });
  };

  const send = async (thing) => {
    let upload = null;
    let unsure = false;
    let tries = 0;
    for (;;) {
      try {
        if (!upload) upload = await begin(thing);
        if (unsure) {
          const { status, told } = await ask(upload.address);
          upload = status === 200 ? told : await begin(thing);
          unsure = false;
        }
        while (!upload.finished) {
          progressOf(thing, upload);
          upload = await piece(thing, upload);
          tries = 0;
        }
        return;
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        tries += 1;
        if (error.message === "server" && tries > TRIES) throw new Stop(words.given_up);
        const seconds = Math.min(2 ** tries, 30);
        say(words.waiting, { seconds });
        unsure = Boolean(upload);
        await rest(seconds);
      }
    }
  };

  // -- one after another

  const queue = [];
  let busy = false;

  const refresh = async (keepsTitle) => {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("documents");
    if (!fresh) return;
    const title = place.querySelector("[name=title]");
    const here = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren(...fresh.childNodes);
    const again = place.querySelector("[name=title]");
    if (keepsTitle && title && again) again.value = title.value;
    ready();
    if (here && document.getElementById(here)) document.getElementById(here).focus();
  };

  const work = async () => {
    if (busy) return;
    busy = true;
    let fault = "";
    let named = false;
    while (queue.length) {
      const { file, item, title } = queue.shift();
      named = named || item === "other";
      try {
        const blob = await smaller(file);
        const thing = {
          blob: blob || file,
          name: blob ? file.name.replace(/\.\w+$/, ".jpg") : file.name,
          size: (blob || file).size,
          fingerprint: await fingerprint(file),
          original_sha256: blob && subtle ? hex(await subtle.digest("SHA-256", await file.arrayBuffer())) : "",
          item,
          title,
        };
        await send(thing);
        say(words.arrived, { name: thing.name });
        if (blob) say(`${words.arrived} ${words.smaller}`, { name: thing.name, from: inWords(file.size), to: inWords(blob.size) });
      } catch (error) {
        fault = `${fault} ${file.name}: ${error instanceof Stop ? error.message : words.given_up}`.trim();
        say(fault, {}, true);
      }
    }
    busy = false;
    progress.hidden = true;
    if (fault) say(fault, {}, true);
    await refresh(fault || !named).catch(() => {});
  };

  const take = (form) => {
    const chosen = form.querySelector("[type=file]");
    const title = form.querySelector("[name=title]");
    if (!chosen.files.length) return false;
    if (title && !title.value.trim()) {
      say(words.title, {}, true);
      title.focus();
      return true;
    }
    for (const file of chosen.files) {
      queue.push({ file, item: form.querySelector("[name=item]").value, title: title ? title.value : "" });
    }
    chosen.value = "";
    progress.hidden = false;
    show(0, 1);
    work();
    return true;
  };

  const ready = () => {
    for (const form of place.querySelectorAll("[data-upload-form]")) {
      const title = form.querySelector("[name=title]");
      // One press: what is chosen is sent at once. Another document is named first.
      if (!title) form.querySelector("button").hidden = true;
      form.querySelector("[type=file]").addEventListener("change", () => {
        if (!title || title.value.trim()) take(form);
        else { say(words.title); title.focus(); }
      });
      form.addEventListener("submit", (event) => {
        if (!take(form)) return; // nothing is chosen: the server says so
        event.preventDefault();
        event.stopPropagation();
      });
    }
  };
  ready();

  window.addEventListener("beforeunload", (event) => {
    if (busy) event.preventDefault();
  });
})();
