// The label in the header: Live, No connection, Back. 3 new. One sentence says what becomes of what is being written.

import { announce } from "./announce";
import { newCount, sinceThen } from "./news";
import type { Link } from "./stream";
import { showNote } from "./toast";
import { say } from "./words";

const BACK_SECONDS = 6;

let before = 0;
let lost = false;
let shown = -1;
let waiting: () => number = () => 0;
let timer: number | undefined;

function label(kind: "ok" | "soon", text: string): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-connection]")) {
    place.classList.toggle("ok", kind === "ok");
    place.classList.toggle("soon", kind === "soon");
    // On a phone the header has no room for a word that is always the same.
    place.classList.toggle("wide", kind === "ok" && text === say("live"));
    place.textContent = text;
  }
}

// While nothing goes out the label says how much waits; `count` tells how many have not been acknowledged.
export function listenWaiting(count: () => number): void {
  waiting = count;
  window.setInterval(() => {
    if (lost && waiting() !== shown) sayLost();
  }, 500);
}

function sayLost(): void {
  shown = waiting();
  label("soon", shown > 0 ? say("lost_waiting", { n: shown }) : say("lost"));
}

export function showLink(link: Link): void {
  window.clearTimeout(timer);
  lost = link === "lost";
  switch (link) {
    case "live":
      label("ok", say("live"));
      return;
    case "lost":
      before = newCount();
      sayLost();
      showNote(say("lost_more"), null, 8);
      return;
    case "back": {
      const words = sinceThen(before);
      label("ok", words);
      announce(words);
      timer = window.setTimeout(() => label("ok", say("live")), BACK_SECONDS * 1000);
    }
  }
}
