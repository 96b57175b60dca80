// Dialogs fetched when they are asked for, drafts kept with each keystroke, and forms that become commands.
//
//   <button data-form="handover" data-target="BG-1">      opens a form
//   <button data-command='{"do": "openmessage", ...}'>    asks for a command at once
//   <form data-do="send" data-draft="...">                becomes a command; its draft outlives a reload
//   [data-close]                                          closes the dialog it is in

import { announce } from "./announce";
import type { Command, Commands, Outcome } from "./commands";
import { commandOf, restore, saved } from "./fields";
import { headers, type Page } from "./page";
import { askedFrom } from "./regions";
import type { Store } from "./store";
import { showNote, showRefusal } from "./toast";
import { say } from "./words";

const UNDO_SECONDS = 5;
const SLOW = 3_000;

interface Way {
  readonly page: Page;
  readonly store: Store;
  readonly commands: Commands;
  readonly decorate: (root: ParentNode) => void;
}

export function listenForms(way: Way): { refill: () => void } {
  const draftOf = (form: HTMLFormElement): string =>
    `draft.${form.dataset.draft ?? `${form.dataset.do}.${hidden(form)}`}`;

  // -- commands ---------------------------------------------------------------------------------

  function press(button: HTMLElement): void {
    const text = button.dataset.command;
    if (!text) return;
    askedFrom(button);
    void follow(JSON.parse(text) as Command, button, "");
  }

  async function follow(command: Command, button: HTMLElement | null, draft: string): Promise<Outcome> {
    const free = button ? busy(button) : () => undefined;
    const slow = window.setTimeout(() => {
      showNote(say("kept"), null, 6);
      free();
    }, SLOW);
    const asking = way.commands.ask(command, draft);
    const outcome = await asking.outcome;
    window.clearTimeout(slow);
    free();
    if (outcome.ok && command.do === "send") offerBack(outcome.id);
    if (!outcome.ok && !draft) showRefusal(outcome.refused.sentence || outcome.refused.code);
    return outcome;
  }

  function offerBack(id: string): void {
    const message = `${way.page.seat}.${id}`;
    const back = (): void => {
      void follow({ do: "takeback", message }, null, "").then((outcome) => {
        if (outcome.ok) showNote(say("taken_back"), null, UNDO_SECONDS);
      });
    };
    showNote(say("sent"), { label: say("take_back"), act: back }, UNDO_SECONDS);
  }

  // -- dialogs ----------------------------------------------------------------------------------

  async function open(opener: HTMLElement): Promise<void> {
    const { form: what = "", target = "" } = opener.dataset;
    const within = opener.closest("dialog");
    const carried = within?.querySelector<HTMLFormElement>("form[data-do]");
    const typed = carried ? saved(carried) : null;
    const free = busy(opener, false);
    const html = await fetchForm(what, target);
    free();
    if (html === null) return;
    const dialog = document.createElement("dialog");
    dialog.className = "dlg";
    dialog.dataset.what = what;
    dialog.innerHTML = html;
    name(dialog);
    const back = within instanceof HTMLDialogElement ? returns.get(within) : [opener, what, target] as const;
    if (back) returns.set(dialog, back);
    if (within) within.remove();
    document.body.append(dialog);
    way.decorate(dialog);
    for (const form of dialog.querySelectorAll<HTMLFormElement>("form[data-do]")) {
      form.dataset.draft ??= `${what}.${target}`;
      restore(form, typed);
      if (restore(form, way.store.get(draftOf(form)))) announce(say("restored"));
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveBack(dialog);
    });
    dialog.showModal();
    first(dialog)?.focus();
  }

  async function fetchForm(what: string, target: string): Promise<string | null> {
    const query = new URLSearchParams({ what, target });
    try {
      const answer = await fetch(`/live/form?${query}`, { headers: headers(way.page), cache: "no-store" });
      if (answer.ok) return await answer.text();
      const refused = ((await answer.json()) as { refused: { sentence: string } }).refused;
      showRefusal(refused.sentence || say("no_form"));
    } catch {
      showRefusal(say("no_form"));
    }
    return null;
  }

  // -- submitting -------------------------------------------------------------------------------

  async function submit(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const command = commandOf(form, submitter);
    const draft = draftOf(form);
    way.store.set(draft, saved(form));
    askedFrom(form);
    const outcome = await follow(command, submitter, draft);
    if (outcome.ok) {
      way.store.remove(draft);
      const dialog = form.closest("dialog");
      if (dialog) dialog.close();
      else form.reset();
      return;
    }
    refuse(form, outcome.refused.sentence || outcome.refused.code);
  }

  // -- listening --------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>("[data-command], [data-form], [data-close]");
    if (!button || button.closest("[disabled], [aria-disabled=true]") || button instanceof HTMLFormElement) return;
    event.preventDefault();
    press(button);
    if (button.dataset.form) void open(button);
    if (button.dataset.close !== undefined) button.closest("dialog")?.close();
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.do) return;
    event.preventDefault();
    void submit(form, event.submitter);
  });
  const keep = (event: Event): void => {
    const form = event.target instanceof Element ? event.target.closest<HTMLFormElement>("form[data-do]") : null;
    if (!form) return;
    way.store.set(draftOf(form), saved(form));
    form.querySelector("[data-refusal]")?.remove();
  };
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);

  // Forms that stand in the page itself get their drafts back after each change of the page.
  const refill = (): void => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-do]")) {
      if (!form.closest("dialog")) restore(form, way.store.get(draftOf(form)));
    }
  };
  return { refill };
}

const returns = new WeakMap<HTMLDialogElement, readonly [opener: HTMLElement, what: string, target: string]>();

// Focus goes back to where it came from; if the page has changed meanwhile, to the same button in it.
function giveBack(dialog: HTMLDialogElement): void {
  const back = returns.get(dialog);
  if (!back || document.querySelector("dialog[open]")) return;
  const [opener, what, target] = back;
  const same = [...document.querySelectorAll<HTMLElement>("[data-form]")].find(
    (button) => button.dataset.form === what && (button.dataset.target ?? "") === target && button.checkVisibility(),
  );
  (opener.isConnected ? opener : (same ?? document.querySelector<HTMLElement>("main")))?.focus();
}

function hidden(form: HTMLFormElement): string {
  const inputs = [...form.querySelectorAll<HTMLInputElement>("input[type=hidden][name]")];
  return inputs
    .filter((input) => input.name !== "base")
    .map((input) => input.value)
    .join(".");
}

function name(dialog: HTMLDialogElement): void {
  const title = dialog.querySelector<HTMLElement>("h1, h2");
  if (!title) return;
  title.id ||= "dialog-title";
  dialog.setAttribute("aria-labelledby", title.id);
}

function first(dialog: HTMLDialogElement): HTMLElement | null {
  return (
    dialog.querySelector<HTMLElement>("[autofocus]") ??
    dialog.querySelector<HTMLElement>(
      "form :is(input:not([type=hidden]), select, textarea):not(:disabled), form button:not(:disabled)",
    ) ??
    dialog.querySelector<HTMLElement>("button, a[href]")
  );
}

// A button that has been pressed says so, and is not pressed twice. Returns what sets it free.
function busy(button: HTMLElement, words = true): () => void {
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

function refuse(form: HTMLFormElement, sentence: string): void {
  form.querySelector("[data-refusal]")?.remove();
  const box = document.createElement("div");
  box.className = "refuse";
  box.dataset.refusal = "";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.className = "s";
  words.textContent = sentence;
  box.append(document.createElement("span"), words);
  form.append(box);
  box.scrollIntoView({ block: "nearest" });
}
