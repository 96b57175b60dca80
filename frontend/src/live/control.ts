// What control's pages alone need: who sees to what, what is heard and felt. Fetched when a page is control's.

import { listenCompose } from "./compose";
import { listenMatrix, orderMatrix } from "./matrix";
import { listenTaken, showTaken } from "./taken";
import { watchControl, watchDemands } from "./watch";

export { showTaken };

export function start(take: (call: string, by: string) => void): void {
  listenTaken(take);
  listenCompose();
  listenMatrix();
  window.setInterval(watchDemands, 1_000);
}

export function changed(): void {
  showTaken();
  orderMatrix();
  watchControl();
}
