// A dialog: what it is called, where the focus begins and where it goes back to; its buttons while they are asked for, its refusals.

import { goAround } from "./focus";
import { refusalBox } from "./toast";
import { say } from "./words";

export const returns = new WeakMap<HTMLDialogElement, readonly [opener: HTMLElement, what: string, target: string, around: readonly string[]]>();

// Focus goes back to where it came from; if the page has changed meanwhile, to the same button in it.
export function giveBack(dialog: HTMLDialogElement): void {
  const back = returns.get(dialog);
  if (!back || document.querySelector("dialog[open]")) return;
  const [opener, what, target, around] = back;
  const same = [...document.querySelectorAll<HTMLElement>("[data-form]")].find(
    (button) => button.dataset.form === what && (button.dataset.target ?? "") === target && button.checkVisibility(),
  );
  const there = opener.isConnected && opener.checkVisibility() ? opener : same;
  if (there) there.focus();
  else if (!goAround(around)) document.querySelector<HTMLElement>("main")?.focus();
}

// The frame says that it is a dialog; here the element around it is one.
export function name(dialog: HTMLDialogElement): void {
  const frame = dialog.querySelector<HTMLElement>(":scope > .dlg");
  frame?.removeAttribute("role");
  frame?.removeAttribute("aria-modal");
  frame?.removeAttribute("aria-labelledby");
  frame?.classList.add("bg-black", "bg-opacity-50");
  const title = dialog.querySelector<HTMLElement>("h1, h2");
  if (!title) return;
  title.id ||= "dialog-title";
  dialog.setAttribute("aria-labelledby", title.id);
}

export function first(dialog: HTMLDialogElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>("[autofocus]") ??
    dialog.querySelector<HTMLElement>(
      "form :is(input:not([type=hidden]), select, textarea):not(:disabled)",
    ) ??
    dialog.querySelector<HTMLElement>("form button:not(:disabled):not([data-close])") ??
    dialog.querySelector<HTMLElement>("button, a[href]")
  );
}

// A button that has been pressed says so, and is not pressed twice. Returns what sets it free.
export function busy(button: HTMLElement, words = true): () => void {
  if (!(button instanceof HTMLButtonElement) || button.disabled) return () => undefined;
  const before = [...button.childNodes];
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
  if (words) button.replaceChildren(say("sending"));
  return () => {
    if (button.getAttribute("aria-busy") !== "true") return;
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
    if (words && button.textContent === say("sending")) button.replaceChildren(...before);
  };
}

export function refuse(form: HTMLFormElement, sentence: string): void {
  form.querySelector("[data-refusal]")?.remove();
  const box = refusalBox(sentence);
  box.dataset.refusal = "";
  form.append(box);
  box.scrollIntoView({ block: "nearest" });
}
