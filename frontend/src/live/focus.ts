// Where the focus goes when what had it is gone: to the nearest place around it that is still there.

const TAKES = "button:not(:disabled, [aria-disabled=true]), a[href], input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]";

// The places around an element, nearest first, by their ids.
export function placesAround(element: Element): string[] {
  const ids: string[] = [];
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (at.id && !at.matches("main, [data-panel], #view")) ids.push(at.id);
  }
  return ids;
}

// Gives the focus to the first of these places that can be seen; tells whether there was one.
export function goAround(ids: readonly string[]): boolean {
  for (const id of ids) {
    const place = document.getElementById(id);
    if (!place?.checkVisibility()) continue;
    const inner = [...place.querySelectorAll<HTMLElement>(TAKES)].find((one) => one.checkVisibility());
    if (!inner && !place.hasAttribute("tabindex")) place.tabIndex = -1;
    (inner ?? place).focus({ preventScroll: true });
    return true;
  }
  return false;
}
