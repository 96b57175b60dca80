// Short words at the edge of the page: refusals (read out at once), and what was sent with a way to take it back. Where a
// page has a place for them ([data-notices]) they stand there and cover nothing.

import { say } from "./words";

export interface ToastButton {
  readonly label: string;
  readonly act: () => void;
}

type Kind = "refuse" | "tell";

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
  box.classList.add("toast-at");
  shown = box;
  // In an open dialog the rest of the page is inert: the toast belongs to what can be reached.
  const dialogs = document.querySelectorAll<HTMLDialogElement>("dialog[open]");
  (dialogs[dialogs.length - 1] ?? document.querySelector("[data-notices]") ?? document.body).append(box);
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

const SVG = "http://www.w3.org/2000/svg";

// The sprite's address stands in every icon of the page.
function icon(name: string): Element {
  const href = document.querySelector("svg.ic use")?.getAttribute("href") ?? "";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("class", "ic");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${href.split("#")[0] ?? ""}#${name}`);
  drawing.append(use);
  return drawing;
}

function box(kind: Kind, role: string, text: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const made = document.createElement("div");
  made.className = kind;
  made.setAttribute("role", role);
  const words = document.createElement("p");
  words.className = "s";
  words.textContent = text;
  made.append(icon(kind === "refuse" ? "hand" : "info"), words);
  if (buttons.length > 0) {
    const line = document.createElement("div");
    line.className = "line";
    line.append(...buttons);
    made.append(line);
  }
  return made;
}

// The same words within a form, where the button is that was pressed.
export function refusalBox(sentence: string): HTMLElement {
  return box("refuse", "alert", sentence, []);
}

export function showRefusal(sentence: string): void {
  show(box("refuse", "alert", sentence, [button(say("close"), "bare", () => undefined)]), REFUSAL_SECONDS);
}

// It stays until somebody does something about it.
export function showEnd(text: string, offer: ToastButton): void {
  show(box("refuse", "alert", text, [button(offer.label, "btn-primary", offer.act)]), 0);
}

export function showNote(text: string, offer: ToastButton | null, seconds: number): void {
  const buttons = offer ? [button(offer.label, "", offer.act)] : [];
  show(box("tell", "status", text, buttons), seconds);
}
