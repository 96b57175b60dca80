// What is new: the tab's title counts it, a polite voice speaks the sum, and after a lost connection the page says how
// many came meanwhile. A new thing never opens itself and never takes the focus.

import { announce } from "./announce";
import { firstUnread, readHere } from "./seen";
import { say } from "./words";

const TITLE = document.title;

let known: number | null = null;
let spoken = "";

export function newCount(): number {
  const text = document.querySelector<HTMLElement>("[data-counts]")?.dataset.counts;
  const told = text ? ((JSON.parse(text) as { new?: number }).new ?? 0) : 0;
  return Math.max(0, told - readHere());
}

// After each change of the page.
export function watchNews(): void {
  const count = newCount();
  document.title = count > 0 ? `(${count}) ${TITLE}` : TITLE;
  const all = document.querySelector<HTMLElement>("[data-say]")?.textContent?.trim() ?? "";
  const words = all && readHere() > 0 ? (count > 0 ? say("new", { n: count, first: firstUnread() }) : "") : all;
  if (known !== null && words && words !== spoken && count >= known) {
    announce(words);
    if (count > known && document.visibilityState === "visible") buzz();
  }
  known = count;
  spoken = words;
}

export function sinceThen(before: number): string {
  const more = newCount() - before;
  return more > 0 ? say("back_new", { n: more }) : say("back");
}

// Browsers let a page buzz only once somebody has tapped on it, and complain in the console before.
function buzz(): void {
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(120);
}
