// Regions are a team's; a power in them names its desks. What another person's role may do is not shown as ours to press.
// The server checks again. On a device that several people share, a button says who of them can.

import type { Page } from "./page";
import { say } from "./words";

export function showOurs(page: Page, root: ParentNode): void {
  if (page.desks.size === 0) return;
  for (const power of root.querySelectorAll<HTMLElement>("[data-desk]")) {
    const desks = (power.dataset.desk ?? "").split(/\s+/).filter(Boolean);
    const ours = desks.length === 0 || desks.some((desk) => page.desks.has(desk));
    power.classList.toggle("d-none", !ours);
    if (page.hands.length > 1 && power instanceof HTMLButtonElement && !power.closest("dialog")) lend(page, power, ours ? [] : desks);
  }
}

// "Marek can": whoever may do it is one press away. Of what has a button of its own for another desk beside it, that one is enough.
function lend(page: Page, power: HTMLButtonElement, desks: readonly string[]): void {
  const there = power.nextElementSibling?.matches("[data-lend]") ? (power.nextElementSibling as HTMLElement) : null;
  const hand = page.hands.find((one) => one.desks.some((desk) => desks.includes(desk)));
  if (!hand) {
    there?.remove();
    return;
  }
  if (there?.dataset.lend === hand.seat) return;
  there?.remove();
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm bare";
  made.dataset.lend = hand.seat;
  made.textContent = say("can", { name: hand.name });
  made.setAttribute("aria-label", say("can_more", { name: hand.name, what: power.textContent?.trim() ?? "" }));
  power.after(made);
}
