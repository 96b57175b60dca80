// Who works with whom: an agency chosen by its button or on the ring, its lines lit, and what it may do and whom it reaches beside it.
// Without this script every agency's part stands open, one below the other.
//
//   <article data-ways-map data-first="ID">  with  [data-way-pick="ID"] (buttons, and marks on the ring),  <line data-ways="A>B B>A">
//   <section data-way-of="ID" data-kept="hidden">

import type { Store } from "./store";

let store: Store | null = null;

export function listenWays(kept: Store): void {
  store = kept;
  document.addEventListener("click", (event) => {
    const pick = event.target instanceof Element ? event.target.closest<HTMLElement | SVGElement>("[data-way-pick]") : null;
    if (!pick) return;
    kept.set("ways", pick.dataset.wayPick ?? "");
    drawWays();
  });
}

export function drawWays(): void {
  for (const map of document.querySelectorAll<HTMLElement>("[data-ways-map]")) {
    const parts = [...map.querySelectorAll<HTMLElement>("[data-way-of]")];
    const chosen = [store?.get("ways"), map.dataset.first].find((id) => parts.some((part) => part.dataset.wayOf === id)) ?? "";
    for (const part of parts) part.hidden = part.dataset.wayOf !== chosen;
    const reached = new Set<string>();
    for (const line of map.querySelectorAll<SVGElement>("[data-ways]")) {
      const out = (line.dataset.ways ?? "").split(" ").filter((way) => way.startsWith(`${chosen}>`));
      line.classList.toggle("lit", out.length > 0);
      for (const way of out) reached.add(way.split(">")[1] ?? "");
    }
    for (const pick of map.querySelectorAll<HTMLElement | SVGElement>("[data-way-pick]")) {
      const id = pick.dataset.wayPick ?? "";
      if (pick instanceof HTMLElement) pick.setAttribute("aria-pressed", String(id === chosen));
      pick.classList.toggle("chosen", id === chosen);
      pick.classList.toggle("reached", reached.has(id));
    }
  }
}
