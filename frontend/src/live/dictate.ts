// A note by voice, where the browser turns speech into words and the page is one it trusts (https, or the machine itself).
// Elsewhere the button stays hidden: the phone's own keyboard can listen too.
//
//   <button data-dictate="dlg-text" aria-pressed hidden>   [data-dictate-note] says where the voice may go

import { put } from "./fill";

interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
}

type Heard = Event & { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> };

function recogniser(): (new () => Recognition) | null {
  const known = window as unknown as Record<string, (new () => Recognition) | undefined>;
  return window.isSecureContext ? (known.SpeechRecognition ?? known.webkitSpeechRecognition ?? null) : null;
}

let listening: Recognition | null = null;

// After a dialog was opened: shows the button where it can work.
export function offerDictation(root: ParentNode): void {
  if (!recogniser()) return;
  for (const part of root.querySelectorAll<HTMLElement>("[data-dictate], [data-dictate-note]")) part.hidden = false;
}

export function listenDictation(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-dictate]") : null;
    if (button) toggle(button);
  });
}

function toggle(button: HTMLElement): void {
  if (listening) {
    listening.stop();
    return;
  }
  const made = recogniser();
  if (!made) return;
  const ear = new made();
  listening = ear;
  ear.lang = document.documentElement.lang;
  ear.interimResults = false;
  button.setAttribute("aria-pressed", "true");
  ear.addEventListener("result", (event) => {
    for (const result of Array.from((event as Heard).results)) put(button.dataset.dictate ?? "", result[0]?.transcript.trim() ?? "");
  });
  const over = (): void => {
    if (listening === ear) listening = null;
    button.setAttribute("aria-pressed", "false");
  };
  ear.addEventListener("end", over);
  ear.addEventListener("error", over);
  try {
    ear.start();
  } catch {
    over();
  }
}
