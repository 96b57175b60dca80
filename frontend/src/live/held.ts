// What goes out in some seconds unless it is undone: nothing has happened yet, and the page says so. Each has a row of its
// own at the edge of the page. A page that is closed meanwhile sends it when it is opened again, or by then it was sent.

import type { Outcome } from "./commands";
import { say } from "./words";

const SECONDS = 5;
const DONE = 2_500;

export interface Holding {
  readonly sent: Promise<Outcome>;
  undo(): boolean;
}

let place: HTMLElement | null = null;

// Rows come into what can be reached: an open dialog makes the rest of the page inert.
function rows(): HTMLElement {
  if (!place?.isConnected) {
    place = document.createElement("div");
    place.className = "held-at";
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  return place;
}

export function prepareHeld(): void {
  rows();
}

export function milliseconds(): number {
  const asked = Number(document.documentElement.dataset.holdSeconds ?? SECONDS);
  return Number.isFinite(asked) ? asked * 1000 : SECONDS * 1000;
}

// Shows one. `refused` is told what was refused when its time came, `over` when it is undone or done.
export function showHeld(words: string, holding: Holding, refused: (outcome: Outcome) => void, over: () => void): void {
  const row = document.createElement("div");
  row.className = "tell held";
  const text = document.createElement("p");
  text.className = "s";
  text.textContent = `${words.replace(/[.…!?]?$/, ".")} ${say("held", { n: Math.round(milliseconds() / 1000) })}`;
  const undo = document.createElement("button");
  undo.type = "button";
  undo.className = "btn";
  undo.textContent = say("undo");
  undo.addEventListener("click", () => {
    if (!holding.undo()) return;
    over();
    text.textContent = say("not_sent");
    undo.remove();
    window.setTimeout(() => row.remove(), DONE);
  });
  row.append(text, undo);
  rows().append(row);
  void holding.sent.then((outcome) => {
    over();
    undo.remove();
    if (outcome.ok) text.textContent = say("done", { what: words });
    else {
      row.remove();
      refused(outcome);
    }
    window.setTimeout(() => row.remove(), DONE);
  });
}
