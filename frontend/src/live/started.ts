// An action that was asked for: the page says at once until when it runs, or what it waits for, and where to follow it.
//
//   <li id="run-ID" data-started="Started: ... It ends about 08:40.">

import { reached, version } from "./regions";
import { showNote } from "./toast";
import { say } from "./words";

const PATIENCE = 6_000;
const SECONDS = 12;

interface Asked {
  readonly seat: string;
  readonly id: string;
}

// What the page says of it; '' when it has not begun (what is missing stands in the page), null when the page does not know yet.
export async function started(asked: Asked & { readonly v: number }): Promise<string | null> {
  await reached(asked.v, PATIENCE);
  if (version() < asked.v) return null;
  return document.getElementById(`run-${asked.seat}.${asked.id}`)?.dataset.started ?? "";
}

export function showStarted(words: string, asked: Asked): void {
  const place = `[data-goto$="-${CSS.escape(`${asked.seat}.${asked.id}`)}"]`;
  showNote(words, { label: say("follow"), act: () => document.querySelector<HTMLElement>(place)?.click() }, SECONDS);
}
