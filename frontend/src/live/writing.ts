// Who else is writing: a line of a sheet with its words so far, a dialog of our own table without them. It is told while
// somebody types, and forgotten when the dialog closes or its keyboard rests.
//
//   <div data-writing="line:SHEET.LINE" hidden>        filled with "Ewa is writing: ..."
//   <span data-writing-mark="line:SHEET.LINE" hidden>  shown meanwhile

import { say } from "./words";

export interface Draft {
  readonly key: string;
  readonly who: string;
  readonly text: string;
}

const PACE = 1_200;
const AGAIN = 8_000;
const RESTS = 60_000;

let others: readonly Draft[] = [];
let send: (message: object) => void = () => undefined;
let mine = { key: "", text: "", told: "", typed: 0, sent: 0 };
let timer: number | undefined;

export function listenWriting(sender: (message: object) => void): void {
  send = sender;
  document.addEventListener("input", (event) => {
    const field = event.target instanceof Element ? event.target : null;
    const dialog = field?.closest<HTMLElement>("dialog[data-what]");
    if (!field || !dialog || dialog.dataset.seat) return;
    const { what = "", target = "" } = dialog.dataset;
    const text = what === "line" ? (dialog.querySelector<HTMLTextAreaElement>("textarea[name=text]")?.value ?? "") : "";
    mine = { ...mine, key: what === "line" ? `line:${target}` : `form:${what}:${target}`, text, typed: performance.now() };
    timer ??= window.setTimeout(tell, Math.max(0, mine.sent + PACE - performance.now()));
  });
  document.addEventListener("close", stop, true);
  window.setInterval(() => {
    if (!mine.key) return;
    if (performance.now() - mine.typed > RESTS) stop();
    else if (performance.now() - mine.sent > AGAIN) tell(true);
  }, 2_000);
}

function tell(again: unknown = false): void {
  timer = undefined;
  const told = `${mine.key}|${mine.text}`;
  if (!mine.key || (told === mine.told && again !== true)) return;
  mine = { ...mine, told, sent: performance.now() };
  send({ writing: { key: mine.key, text: mine.text.slice(0, 300) } });
}

function stop(): void {
  window.clearTimeout(timer);
  timer = undefined;
  if (mine.told) send({ writing: { key: "", text: "" } });
  mine = { key: "", text: "", told: "", typed: 0, sent: mine.sent };
}

export function showWriting(found: readonly Draft[] | null = null): void {
  others = found ?? others;
  for (const place of document.querySelectorAll<HTMLElement>("[data-writing]")) {
    const here = others.filter((one) => one.key === place.dataset.writing);
    const words = here.map((one) => sentence(one)).join(" \u00b7 ");
    if (place.textContent !== words) place.textContent = words;
    place.hidden = words === "";
  }
  for (const mark of document.querySelectorAll<HTMLElement>("[data-writing-mark]")) {
    const on = others.some((one) => one.key === mark.dataset.writingMark);
    mark.hidden = !on;
    if (mark.nextElementSibling instanceof HTMLElement) mark.nextElementSibling.hidden = on;
  }
}

function sentence(draft: Draft): string {
  const who = draft.who || say("somebody");
  const words = draft.text.trim();
  return words ? say("writes_this", { who, words }) : say("writes", { who });
}
