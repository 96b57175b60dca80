// Dialogs fetched when they are asked for, drafts kept with each keystroke, and forms that become commands.
//
//   <button data-form="hand" data-target="BG-1" data-as="BG">   opens a form, for one desk of several
//   <button data-command='{"do": "openmessage", ...}'>          asks for a command at once; with data-form it does both
//   <form data-do="send" data-draft="...">                      becomes a command; its draft outlives a reload
//   data-hold="Goes to the tables"                              on a button or form: goes out in some seconds, unless undone
//   data-seat="control@T1"                                      on either: control acts for that team, also in the dialog
//   [data-close]                                                closes the dialog it is in
//   [data-keep]                                                 a chosen box of a form in the page that stays chosen

import { announce } from "./announce";
import { ready, settle } from "./choices";
import { realSeconds } from "./clock";
import type { Command, Commands, Outcome } from "./commands";
import { busy, first, giveBack, name, refuse, returns } from "./dialog";
import { offerDictation } from "./dictate";
import { commandOf, restore, saved } from "./fields";
import { placesAround } from "./focus";
import { milliseconds, showHeld } from "./held";
import { headers, type Page } from "./page";
import { askedFrom, reached } from "./regions";
import { showStarted, started } from "./started";
import type { Store } from "./store";
import { showNote, showRefusal } from "./toast";
import { unknown } from "./unknown";
import { say } from "./words";
import { showWriting } from "./writing";

const UNDO_SECONDS = 5;
const UNDO_MOST = 60;
const UNPIN_SECONDS = 12;
const SLOW = 3_000;
const DOUBLE = 700;
const PATIENCE = 10_000;
const ANSWER = 6_000;

const ALL_READY = new Set(["ready", "practise"]);

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

  let pressed = { button: null as HTMLElement | null, text: "", at: 0 };

  // The second click of a double click may meet a button that has become another: "Begin" is "Pause" by then.
  function becameAnother(button: HTMLElement): boolean {
    const text = button.dataset.command ?? "";
    if (text.includes('"do":"movepin"')) return false; // pressed again and again, it goes on
    const now = performance.now();
    if (pressed.button === button && pressed.text !== text && now - pressed.at < DOUBLE) return true;
    pressed = { button, text, at: now };
    return false;
  }

  async function press(button: HTMLElement): Promise<void> {
    if (becameAnother(button)) return;
    const text = button.dataset.command;
    const opens = button.dataset.form !== undefined;
    if (text && button.dataset.hold !== undefined) {
      wait(button, JSON.parse(text) as Command, "", button.dataset.hold);
      return;
    }
    if (text) {
      askedFrom(button);
      const asked = tell(JSON.parse(text) as Command, opens ? null : button, teamOf(button));
      // In a talk the next dialog says what was answered; elsewhere it need not wait.
      if (opens && button.closest("dialog")) await asked;
    }
    if (opens) await open(button);
  }

  async function tell(command: Command, button: HTMLElement | null, acting: string | undefined): Promise<void> {
    const outcome = await follow(command, button, "", acting);
    if (!outcome.ok) showRefusal(outcome.refused.sentence || outcome.refused.code);
    else if (command.do === "send") offerBack(outcome, 0);
    else if (command.do === "unpin" && command.back !== true) {
      const again = { ...command, back: true };
      showNote(say("unpinned"), { label: say("put_back"), act: () => void tell(again, null, acting) }, UNPIN_SECONDS);
    }
  }

  // Asks in some seconds, unless somebody undoes it: nothing has happened until then.
  const held = new Set<string>();
  function wait(from: HTMLElement, command: Command, draft: string, words: string): void {
    const text = JSON.stringify(command);
    if (held.has(text)) return; // a second tap on what is on its way
    held.add(text);
    const holding = way.commands.hold(command, draft, teamOf(from), milliseconds());
    const refused = (outcome: Outcome): void => {
      if (!outcome.ok) showRefusal(outcome.refused.sentence || outcome.refused.code);
    };
    showHeld(words, holding, refused, () => held.delete(text));
    if (draft) void holding.sent.then((outcome) => outcome.ok && way.store.remove(draft));
  }

  // Asks, and says so on the button until there is an answer, however long that takes.
  async function follow(
    command: Command,
    button: HTMLElement | null,
    draft: string,
    acting: string | undefined,
  ): Promise<Outcome> {
    const free = button ? busy(button) : () => undefined;
    const slow = window.setTimeout(() => showNote(say("kept"), null, 6), SLOW);
    const outcome = await way.commands.ask(command, draft, acting).outcome;
    window.clearTimeout(slow);
    free();
    if (outcome.ok && ALL_READY.has(command.do)) readyToo();
    return outcome;
  }

  // Who shares a device is ready together; nobody has to pass the keyboard for it.
  function readyToo(): void {
    for (const hand of way.page.hands) {
      if (hand.seat !== way.page.seat) void way.commands.ask({ do: "ready" }, "", undefined, hand.seat).outcome;
    }
  }

  // As long as the channel takes: what is there cannot be taken back.
  function offerBack(sent: { seat: string; id: string }, takes: number): void {
    const command = { do: "takeback", message: `${sent.seat}.${sent.id}` };
    const back = async (): Promise<void> => {
      const outcome = await follow(command, null, "", undefined);
      if (outcome.ok) showNote(say("taken_back"), null, UNDO_SECONDS);
      else showRefusal(outcome.refused.sentence || outcome.refused.code);
    };
    const seconds = Math.min(UNDO_MOST, Math.max(UNDO_SECONDS, realSeconds(takes)));
    showNote(say("sent"), { label: say("take_back"), act: () => void back() }, seconds);
  }

  // Forms in the page whose words went along into a dialog: sent from there, they are sent.
  const origins = new WeakMap<HTMLFormElement, HTMLFormElement>();
  const fetched = new Map<string, string>();

  // -- dialogs ----------------------------------------------------------------------------------

  async function open(opener: HTMLElement): Promise<void> {
    const { form: what = "", target = "", as = "" } = opener.dataset;
    const within = opener.closest("dialog");
    const stands = within ? null : opener.closest<HTMLFormElement>("form[data-do]");
    const carried = within?.querySelector<HTMLFormElement>("form[data-do]") ?? stands;
    const typed = carried ? saved(carried) : null;
    const free = busy(opener, false);
    const acting = teamOf(opener);
    const html = await fetchForm(what, target, as, acting);
    free();
    if (html === null) return;
    const dialog = document.createElement("dialog");
    dialog.className = "p-0 border-0 bg-transparent w-100 h-100 mw-100 mh-100";
    dialog.innerHTML = html;
    dialog.dataset.what = what;
    dialog.dataset.target = target;
    if (acting) dialog.dataset.seat = `control@${acting}`;
    name(dialog);
    const back = within instanceof HTMLDialogElement ? returns.get(within) : [opener, what, target, placesAround(opener)] as const;
    if (back) returns.set(dialog, back);
    if (within) within.remove();
    document.body.append(dialog);
    way.decorate(dialog);
    showWriting();
    for (const form of dialog.querySelectorAll<HTMLFormElement>("form[data-do]")) {
      if (stands) origins.set(form, stands);
      form.dataset.draft = `${acting ?? ""}.${form.dataset.draft ?? `${what}.${target}`}`;
      // What was typed goes along to another form of the same thing; a part that it opens counts from then on.
      restore(form, typed);
      settle(form);
      if (restore(form, way.store.get(draftOf(form)))) announce(say("restored"));
      settle(form);
    }
    dialog.addEventListener("close", () => {
      dialog.remove();
      giveBack(dialog);
    });
    offerDictation(dialog);
    dialog.showModal();
    first(dialog)?.focus();
  }

  async function fetchForm(what: string, target: string, desk: string, acting = ""): Promise<string | null> {
    const query = new URLSearchParams({ what, target, desk, for: acting });
    try {
      const answer = await fetch(`/live/form?${query}`, { headers: headers(way.page), cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok) {
        const html = await answer.text();
        fetched.set(query.toString(), html);
        return html;
      }
      const refused = ((await answer.json()) as { refused: { sentence: string } }).refused;
      showRefusal(refused.sentence || say("no_form"));
    } catch {
      // Without a connection the dialog opens as it was: what is written in it waits, and the server decides then.
      const before = fetched.get(query.toString());
      if (before !== undefined) {
        showNote(say("old_form"), null, 8);
        return before;
      }
      showRefusal(say("no_form"));
    }
    return null;
  }

  // -- submitting -------------------------------------------------------------------------------

  // What is tapped again and again is emptied at once, and may be sent again before the first answer is there.
  async function many(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    const command = commandOf(form, submitter);
    const typed = saved(form);
    way.store.remove(draftOf(form));
    askedFrom(form);
    emptied(form);
    const empty = saved(form);
    const free = submitter ? busy(submitter, false) : () => undefined; // what it counts goes on counting
    const outcome = await follow(command, null, "", teamOf(form));
    free();
    if (outcome.ok) return;
    if (saved(form) === empty) restore(form, typed);
    refuse(form, outcome.refused.sentence || outcome.refused.code);
  }

  async function submit(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    if (form.dataset.many !== undefined) return many(form, submitter);
    if (form.dataset.busy !== undefined || !ready(form)) return;
    const takes = Number(form.querySelector<HTMLElement>("input[name=channel]:checked")?.dataset.takes ?? 0);
    form.dataset.busy = "";
    const command = commandOf(form, submitter);
    const draft = draftOf(form);
    way.store.set(draft, saved(form));
    if (form.dataset.hold !== undefined) {
      delete form.dataset.busy;
      form.closest("dialog")?.close();
      wait(form, command, draft, form.dataset.hold);
      return;
    }
    const within = form.closest("dialog");
    askedFrom((within && returns.get(within)?.[0]) ?? form);
    const before = unknown(command.number);
    const outcome = await follow(command, submitter, draft, teamOf(form));
    const words = form.querySelector<HTMLElement>("[data-unknown-words]")?.dataset.unknownWords;
    if (outcome.ok && words) {
      // The server notes that number and check word do not go together; the page says so a moment later.
      const free = submitter ? busy(submitter) : () => undefined;
      await reached(outcome.v, ANSWER);
      free();
      if (unknown(command.number) > before) {
        delete form.dataset.busy;
        refuse(form, words);
        return;
      }
    }
    let begun: string | null = null;
    if (outcome.ok && command.do === "start" && !teamOf(form)) {
      const free = submitter ? busy(submitter) : () => undefined;
      begun = await started(outcome);
      free();
    }
    delete form.dataset.busy;
    if (begun === "") {
      refuse(form, say("not_started"));
      return;
    }
    if (outcome.ok) {
      way.store.remove(draft);
      const dialog = form.closest("dialog");
      if (dialog) dialog.close();
      else emptied(form);
      const origin = origins.get(form);
      if (origin) {
        way.store.remove(draftOf(origin));
        emptied(origin);
      }
      if (command.do === "plan") showNote(say("planned"), null, UNDO_SECONDS);
      if (form.dataset.done) showNote(form.dataset.done, null, UNDO_SECONDS);
      if (command.do === "send") offerBack(outcome, takes);
      if (begun) showStarted(begun, outcome);
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
    void press(button);
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
    settle(form);
    way.store.set(draftOf(form), saved(form));
    form.querySelector("[data-refusal]")?.remove();
  };
  document.addEventListener("input", keep);
  document.addEventListener("change", keep);

  // Forms that stand in the page itself get their drafts back after each change of the page.
  const refill = (): void => {
    for (const form of document.querySelectorAll<HTMLFormElement>("form[data-do]")) {
      if (form.closest("dialog")) continue;
      restore(form, way.store.get(draftOf(form)));
      settle(form);
    }
  };
  return { refill };
}

// The team that control acts for with this button or form.
function teamOf(element: HTMLElement): string | undefined {
  return element.closest<HTMLElement>('[data-seat^="control@"]')?.dataset.seat?.split("@")[1];
}

// A form that stands in the page is as at first once it is sent, but for what stays chosen: [data-keep].
function emptied(form: HTMLFormElement): void {
  const kept = [...form.querySelectorAll<HTMLInputElement>("[data-keep]:checked")];
  form.reset();
  for (const one of kept) one.checked = true;
}

function hidden(form: HTMLFormElement): string {
  const inputs = [...form.querySelectorAll<HTMLInputElement>("input[type=hidden][name]")];
  return inputs
    .filter((input) => input.name !== "base")
    .map((input) => input.value)
    .join(".");
}
