// What control hears and feels: a chime when an inject has gone out, and on the phone one short shake when something new
// asks for control. Nothing is told by these alone.

import { chime } from "../device/sound";
import { announce } from "./announce";

const SHAKE = 80;

let sent = -1;
let asking: Set<string> | null = null;

export function watchControl(): void {
  const count = Number(document.querySelector<HTMLElement>("[data-clock]")?.dataset.sent ?? -1);
  if (sent >= 0 && count > sent) void chime();
  sent = count;
  watchDemands();
}

// Once a second as well: a demand may show because its minute has come.
export function watchDemands(): void {
  const list = document.querySelector<HTMLElement>('[data-region="walk_now"]');
  if (!list) return;
  const shown = [...list.querySelectorAll<HTMLElement>("[data-call]")].filter((one) => !one.hidden);
  const ids = new Set(shown.map((one) => one.id));
  const fresh = asking ? shown.find((one) => !asking?.has(one.id)) : undefined;
  asking = ids;
  if (!fresh) return;
  announce(fresh.querySelector("b")?.textContent ?? "");
  // Before the first touch of the page a browser shakes nothing, and says so in its console.
  if (navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKE);
}
