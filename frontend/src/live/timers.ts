// Timers that run by the server's clock and not by the exercise's: whose turn it is to speak, a step of the debrief. They
// are calm: minutes until the last one, then tens of seconds, then seconds; nothing blinks, and at the end a word says so.
//
//   <div data-timer="UTC second of its start" data-seconds="60">
//     <b data-timer-left></b><i></i><span data-timer-over hidden>...</span>

import { serverNow } from "./clock";

const LAST = 20; // seconds; from here each one is told

export function timers(root: ParentNode = document): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-timer]")) {
    const long = Number(place.dataset.seconds ?? 0);
    const left = Math.max(0, Number(place.dataset.timer) + long - serverNow());
    const text = place.querySelector<HTMLElement>("[data-timer-left]");
    const words = face(left, long);
    if (text && text.textContent !== words) text.textContent = words;
    const over = left <= 0;
    if (over) place.dataset.s = "over";
    else delete place.dataset.s;
    const said = place.querySelector<HTMLElement>("[data-timer-over]");
    if (said && said.hidden === over) said.hidden = !over;
    place.querySelector<HTMLElement>("i")?.style.setProperty("--f", `${long > 0 ? ((1 - left / long) * 100).toFixed(1) : 100}%`);
  }
}

function face(left: number, long: number): string {
  const step = left <= LAST || long <= 120 ? 1 : 10;
  const seconds = Math.ceil(left / step) * step;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function startTimers(): void {
  window.setInterval(() => {
    if (document.visibilityState === "visible") timers();
  }, 1_000);
}
