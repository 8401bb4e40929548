// How long is left until the last minute, refreshed. The words and the seconds come with the page:
// the clock of this computer may be wrong, so only the time since the page was made is counted.
"use strict";

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
