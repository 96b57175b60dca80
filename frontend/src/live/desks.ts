// Regions are a team's; a power in them names its desks. What another person's role may do is not shown as ours to press.
// The server checks again.

import type { Page } from "./page";

export function showOurs(page: Page, root: ParentNode): void {
  if (page.desks.size === 0) return;
  for (const power of root.querySelectorAll<HTMLElement>("[data-desk]")) {
    const desks = (power.dataset.desk ?? "").split(/\s+/).filter(Boolean);
    const ours = desks.length === 0 || desks.some((desk) => page.desks.has(desk));
    power.classList.toggle("d-none", !ours);
  }
}
