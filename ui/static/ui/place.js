// Where a photo is taken: asked of the phone only when the person presses, and the phone asks again.
(() => {
  "use strict";

  const asking = document.querySelector("[data-place-ask]");
  const boxes = ["latitude", "longitude"].map((name) => document.querySelector(`[data-place='${name}']`));
  if (!asking || boxes.includes(null) || !navigator.geolocation) return;

  const words = asking.dataset;
  const button = asking.querySelector("button");
  const said = asking.querySelector("[data-said]");
  const put = (latitude, longitude) => {
    boxes[0].value = latitude;
    boxes[1].value = longitude;
  };
  const found = ({ coords }) => {
    put(coords.latitude.toFixed(5), coords.longitude.toFixed(5));
    said.textContent = words.found.replace("{place}", `${boxes[0].value}, ${boxes[1].value}`);
    button.textContent = words.forget;
  };
  button.addEventListener("click", () => {
    if (boxes[0].value) {
      put("", "");
      said.textContent = "";
      button.textContent = words.ask;
      return;
    }
    said.textContent = words.looking;
    const missed = () => {
      said.textContent = words.missed;
    };
    navigator.geolocation.getCurrentPosition(found, missed, { enableHighAccuracy: true, timeout: 20000 });
  });
  asking.hidden = false;
})();
