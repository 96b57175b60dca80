// What control's pages alone need: who sees to what, what is heard and felt. Fetched when a page is control's.

import { listenTaken, showTaken } from "./taken";
import { watchControl, watchDemands } from "./watch";

export { showTaken };

export function start(take: (call: string, by: string) => void): void {
  listenTaken(take);
  window.setInterval(watchDemands, 1_000);
}

export function changed(): void {
  showTaken();
  watchControl();
}
