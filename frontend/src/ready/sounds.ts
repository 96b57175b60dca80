// Trying the sounds: <button data-sound-test="chime|last">, and [data-sound-failed] shown when the device stays silent.

import { chime, lastMinute } from "../device/sound";

export function listenSoundTests(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const which = event.target.closest<HTMLElement>("[data-sound-test]")?.dataset.soundTest;
    if (which) void test(which === "last" ? lastMinute : chime);
  });
}

async function test(play: (always: boolean) => Promise<boolean>): Promise<void> {
  const heard = await play(true);
  for (const line of document.querySelectorAll<HTMLElement>("[data-sound-failed]")) line.hidden = heard;
}
