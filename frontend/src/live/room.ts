// The room screen: the way in is shown before the start and when control asks for it, and two sounds: something was said to
// all, and the last minute of a phase. Everything else on it is written by the server.
//
//   [data-room data-told="id of the newest"]   in region `room`; [data-room-join] while the way in is to be seen
//   [data-join]                                outside the regions: code, address, picture code
//   [data-full]                                a button for the whole screen

import { chime, lastMinute } from "../device/sound";
import { onLastMinute } from "./clock";

let told: string | undefined;

export function followRoom(): void {
  const room = document.querySelector<HTMLElement>("[data-room]");
  if (!room) return;
  const join = document.querySelector<HTMLElement>("[data-join]");
  const joining = room.dataset.roomJoin !== undefined;
  if (join) join.hidden = !joining;
  room.closest<HTMLElement>(".projector")?.toggleAttribute("data-joining", joining);
  const now = room.dataset.told ?? "";
  if (told !== undefined && now && now !== told) void chime();
  told = now;
}

export function listenRoom(): void {
  if (!document.querySelector("[data-room]")) return;
  onLastMinute(() => void lastMinute());
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-full]")) return;
    if (document.fullscreenElement) void document.exitFullscreen();
    else void document.documentElement.requestFullscreen?.();
  });
}
