// The debrief on a phone: what one may write for the step that runs stands outside the regions, so that nothing typed is
// lost when they change. Notes "just for me" stay on this device and are never sent.
//
//   [data-step="keep"]                in a region: the step that runs, '' for none
//   [data-for-step="keep commit"]     opens when one of these steps begins
//                                     one that was opened by its step folds when the step is over, unless somebody writes in it
//   [data-when-step="close"]          shown during this step alone
//   <textarea data-just-me="note">    kept in the browser for exercise and seat

import type { Store } from "./store";

export function followSteps(): void {
  const step = document.querySelector<HTMLElement>("[data-step]")?.dataset.step;
  if (step === undefined) {
    for (const part of document.querySelectorAll<HTMLElement>("[data-after-end]")) part.hidden = true;
    return;
  }
  for (const part of document.querySelectorAll<HTMLElement>("[data-after-end]")) part.hidden = false;
  for (const part of document.querySelectorAll<HTMLElement>("[data-when-step]")) part.hidden = part.dataset.whenStep !== step;
  for (const part of document.querySelectorAll<HTMLDetailsElement>("[data-for-step]")) {
    const now = (part.dataset.forStep ?? "").split(" ").includes(step);
    if (part.dataset.was === step) continue;
    part.dataset.was = step;
    if (now) part.open = true;
    else if (part.classList.contains("present") && !busy(part)) part.open = false;
    part.classList.toggle("present", now);
  }
}

// Somebody writes there, or has words there that were not sent.
function busy(part: HTMLElement): boolean {
  const fields = [...part.querySelectorAll<HTMLTextAreaElement>("form textarea")];
  return part.querySelector("textarea:focus") !== null || fields.some((field) => field.value.trim() !== "");
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
