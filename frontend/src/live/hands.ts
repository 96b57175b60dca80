// A device that a whole table shares: who types now, and the calm word at each phase that the keyboard may go on.
//
//   <select data-hands>                         the people; the chosen one's seat asks, and sees what is hers alone
//   [data-lend="s-..."]                         what another of them can do (desks.ts): a press lets her type
//   <h1> with [data-role]                       says the role of whoever types
//   [data-pass] hidden                          shown when a new phase of play begins; rotates through the people
//     [data-pass-words="Pass it to {name}."]    filled in;  [data-pass-take] she types now;  [data-pass-not] not now

import { announce } from "./announce";
import { onPhase } from "./clock";
import { type Hand, type Page, speakFor } from "./page";
import type { Store } from "./store";

const TYPES = "types"; // whose seat typed last on this device
const PHASE = "passed"; // the last phase for which the device has asked, or been told not now

// Calls back once somebody else types.
export function listenHands(page: Page, store: Store, changed: () => void): void {
  const choice = document.querySelector<HTMLSelectElement>("[data-hands]");
  const { hands } = page;
  const find = (seat: string | null): Hand | undefined => hands.find((hand) => hand.seat === seat);
  const before = find(store.get(TYPES));
  if (before) speak(before);
  if (!choice) return;
  choice.value = page.seat;

  // The page's heading, for those who hear it, says whose page it is now.
  function speak(hand: Hand): void {
    speakFor(page, hand);
    const role = document.querySelector("h1 [data-role]");
    if (role) role.textContent = hand.role ? `, ${hand.role}` : "";
  }

  function give(hand: Hand): void {
    if (choice) choice.value = hand.seat;
    hide();
    if (hand.seat === page.seat) return;
    speak(hand);
    store.set(TYPES, hand.seat);
    announce(`${choice?.labels[0]?.querySelector("span")?.textContent ?? ""} ${hand.name}`);
    changed();
  }

  choice.addEventListener("change", () => {
    const hand = find(choice.value);
    if (hand) give(hand);
  });

  document.addEventListener("click", (event) => {
    const lent = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-lend]") : null;
    const hand = find(lent?.dataset.lend ?? null);
    if (hand) give(hand);
  });

  const strip = document.querySelector<HTMLElement>("[data-pass]");
  let next: Hand | undefined;

  function hide(): void {
    if (strip) strip.hidden = true;
  }

  function offer(): void {
    const place = hands.findIndex((hand) => hand.seat === page.seat);
    next = hands[(place + 1) % hands.length];
    if (!strip || !next) return;
    for (const words of strip.querySelectorAll<HTMLElement>("[data-pass-words]")) {
      words.textContent = (words.dataset.passWords ?? "").replace("{name}", next.name);
    }
    strip.hidden = false;
  }

  strip?.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (!pressed) return;
    if (pressed.matches("[data-pass-take]") && next) give(next);
    hide();
    choice.focus({ preventScroll: true });
  });

  onPhase((phase) => {
    const last = store.get(PHASE);
    store.set(PHASE, phase.id);
    // Who opened the page begins; after that each new phase of play is a good moment.
    if (last !== null && last !== phase.id && phase.kind === "play") offer();
    else if (phase.kind !== "play") hide();
  });
}
