// Short words at the edge of the page: refusals (read out at once), and what was sent with a way to take it back.

import { say } from "./words";

export interface ToastButton {
  readonly label: string;
  readonly act: () => void;
}

const REFUSAL_SECONDS = 20;

let shown: HTMLElement | null = null;
let timer: number | undefined;

function hide(): void {
  window.clearTimeout(timer);
  shown?.remove();
  shown = null;
}

function show(box: HTMLElement, seconds: number): void {
  hide();
  shown = box;
  // In an open dialog the rest of the page is inert: the toast belongs to what can be reached.
  const dialogs = document.querySelectorAll<HTMLDialogElement>("dialog[open]");
  (dialogs[dialogs.length - 1] ?? document.body).append(box);
  if (seconds > 0) timer = window.setTimeout(hide, seconds * 1000);
}

function button(label: string, kind: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = `btn btn-sm ${kind}`;
  made.textContent = label;
  made.addEventListener("click", () => {
    hide();
    act();
  });
  return made;
}

function box(kind: string, role: string, text: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const made = document.createElement("div");
  made.className = `toast-at ${kind}`;
  made.setAttribute("role", role);
  const words = document.createElement("p");
  words.className = "s";
  words.textContent = text;
  const line = document.createElement("div");
  line.className = "line";
  line.append(...buttons);
  made.append(document.createElement("span"), words, line);
  return made;
}

export function showRefusal(sentence: string): void {
  show(box("refuse", "alert", sentence, [button(say("close"), "bare", () => undefined)]), REFUSAL_SECONDS);
}

export function showNote(text: string, offer: ToastButton | null, seconds: number): void {
  const buttons = offer ? [button(offer.label, "", offer.act)] : [];
  show(box("tell", "status", text, buttons), seconds);
}
