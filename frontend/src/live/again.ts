// Parts of a page that are worked out from the whole log and so are in no region: fetched again when something they stand
// on has changed. What the reader opened stays open, and where she is stays where it is.
//
//   <div data-again="ADDRESS"> ... </div>   fetched again when the value of [data-sign] on the page changes

import { Idiomorph } from "idiomorph";

const seen = new WeakMap<HTMLElement, string>();

export function lookAgain(done: () => void): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-again]")) {
    const sign = document.querySelector<HTMLElement>("[data-sign]")?.dataset.sign ?? "";
    const before = seen.get(place);
    seen.set(place, sign);
    if (before !== undefined && sign !== before) void fetchAgain(place, done);
  }
}

async function fetchAgain(place: HTMLElement, done: () => void): Promise<void> {
  try {
    const answer = await fetch(place.dataset.again ?? "", { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const html = await answer.text();
    Idiomorph.morph(place, html, {
      morphStyle: "innerHTML",
      callbacks: { beforeAttributeUpdated: (name, element) => !(name === "open" && element.matches("details")) },
    });
    done();
  } catch {
    seen.delete(place); // it is tried again with the next change
  }
}
