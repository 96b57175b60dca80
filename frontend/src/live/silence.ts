// A table that recorded nothing for some minutes is asked on its own screen what it needs, and from whom: no reproach.
// Control hears of it later. Only in play, only while the clock runs; "Not now" puts it off until something was recorded.
//
//   <div data-silence data-after="240" data-words="Nothing recorded for {n} min. ..." hidden> with [data-silence-words]
//   [data-counts data-last="t"]   the exercise second of the last thing recorded, -1 for none

import { announce } from "./announce";

let putOff = Number.NaN;

export function listenSilence(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-silence] button") : null;
    if (!button) return;
    putOff = last();
    button.closest<HTMLElement>("[data-silence]")?.setAttribute("hidden", "");
  });
}

const last = (): number => Number(document.querySelector<HTMLElement>("[data-counts]")?.dataset.last ?? -1);

// `since` is when play began; `t` is now; both in exercise seconds. `speed` makes real minutes of them; 0 stands still.
export function showSilence(t: number, since: number | null, speed: number): void {
  const box = document.querySelector<HTMLElement>("[data-silence]");
  if (!box) return;
  const from = since === null ? Number.NaN : Math.max(since, last());
  const silent = t - from;
  const show = speed > 0 && silent >= Number(box.dataset.after ?? 240) && putOff !== last();
  if (!show) {
    box.hidden = true;
    return;
  }
  const n = Math.max(1, Math.floor(silent / speed / 60));
  const words = (box.dataset.words ?? "").replace("{n}", String(n));
  const place = box.querySelector<HTMLElement>("[data-silence-words]");
  if (place && place.textContent !== words) place.textContent = words;
  if (box.hidden) announce(words);
  box.hidden = false;
}
