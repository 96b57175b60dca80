// The debrief on a phone: what one may write for the step that runs stands outside the regions, so that nothing typed is
// lost when they change. Notes "just for me" stay on this device and are never sent.
//
//   [data-step="keep"]                in a region: the step that runs, '' for none
//   [data-for-step="keep commit"]     shown during these steps; all of them show while [data-every-step] is pressed
//   <textarea data-just-me="note">    kept in the browser for exercise and seat

import type { Store } from "./store";

export function followSteps(): void {
  const step = document.querySelector<HTMLElement>("[data-step]")?.dataset.step;
  if (step === undefined) {
    for (const part of document.querySelectorAll<HTMLElement>("[data-after-end]")) part.hidden = true;
    return;
  }
  for (const part of document.querySelectorAll<HTMLElement>("[data-after-end]")) part.hidden = false;
  for (const part of document.querySelectorAll<HTMLDetailsElement>("[data-for-step]")) {
    const now = (part.dataset.forStep ?? "").split(" ").includes(step);
    if (part.dataset.was === step) continue;
    part.dataset.was = step;
    if (now) part.open = true;
    part.classList.toggle("present", now);
  }
}

export function listenNotes(store: Store): void {
  for (const place of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-just-me]")) {
    const name = `me.${place.dataset.justMe}`;
    place.value = store.get(name) ?? place.value;
    place.addEventListener("input", () => store.set(name, place.value));
  }
}

// A page is printed whole: what is folded away on the screen is open on paper.
export function listenPrint(): void {
  let folded: HTMLDetailsElement[] = [];
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
  });
  window.addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll<HTMLDetailsElement>("[data-part]:not([open]), [data-part] details:not([open])")];
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    folded = [];
  });
}
