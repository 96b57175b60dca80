// From the fields of a form to a command, and from a form to its draft and back.
//
//   <form data-do="send">   name="to[]" a list;  name="items[]" value="BG-6|short|SS" a list of triples;
//   data-type="int", "float", "bool" or "minutes" (14 or 14:30, as seconds) for what is no text; the button that was pressed
//   counts as a field;  name="when" with another value than "now": the command is planned, and goes out later.

import type { Command } from "./commands";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Saved = readonly [name: string, value: string, on: boolean | null];

const isField = (node: Element): node is Field =>
  node instanceof HTMLInputElement || node instanceof HTMLSelectElement || node instanceof HTMLTextAreaElement;

function fields(form: HTMLFormElement): Field[] {
  return [...form.elements].filter(isField).filter((field) => field.type !== "submit" && keyOf(field) !== "");
}

// A box that only opens a part of the form has no name, and belongs to the draft all the same. One of a list is known by
// its id: the list may have grown when the draft comes back.
function keyOf(field: Field): string {
  const own = field.id && `#${field.id}`;
  return field.name.endsWith("[]") ? own || field.name : field.name || own;
}

// What is not the reader's own stays as the server set it. A line's base goes with what was typed upon it: if somebody
// has written the line since, both versions stand side by side.
const fixed = (field: Field): boolean =>
  field.type === "password" || (field.type === "hidden" && field.name !== "base");

const isSwitch = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");

const yes = (text: string): boolean => ["1", "true", "yes", "on"].includes(text);

function values(field: Field): string[] {
  if (isSwitch(field)) return field.checked ? [field.value] : [];
  if (field instanceof HTMLSelectElement && field.multiple) return [...field.selectedOptions].map((one) => one.value);
  return [field.value];
}

function put(into: Record<string, unknown>, name: string, type: string, found: readonly string[], isBox: boolean): void {
  if (name.endsWith("[]")) {
    const key = name.slice(0, -2);
    const list = (into[key] ??= []) as unknown[];
    list.push(...found.filter(Boolean).map((value) => (key === "items" ? value.split("|") : value)));
    return;
  }
  if (type === "bool") {
    if (isBox) into[name] = found.length > 0;
    else if (found[0] !== undefined) into[name] = yes(found[0]);
    return;
  }
  const value = found[0];
  if (value === undefined) return;
  if (type === "minutes") {
    const [minutes = "", seconds = "0"] = value.trim().split(":");
    const number = Number(minutes) * 60 + Number(seconds);
    if (minutes !== "" && Number.isFinite(number)) into[name] = Math.round(number);
    return;
  }
  if (type === "int" || type === "float") {
    const number = Number(value);
    if (value.trim() !== "" && Number.isFinite(number)) into[name] = type === "int" ? Math.round(number) : number;
    return;
  }
  into[name] = value;
}

// Returns the command a form stands for, sent with the button that was pressed.
export function commandOf(form: HTMLFormElement, submitter: HTMLElement | null): Command {
  const made: Record<string, unknown> = {};
  for (const field of fields(form)) {
    if (field.name === "" || field.matches(":disabled")) continue;
    const isBox = field instanceof HTMLInputElement && field.type === "checkbox";
    put(made, field.name, field.dataset.type ?? "", values(field), isBox);
  }
  if (submitter instanceof HTMLButtonElement && submitter.name) {
    put(made, submitter.name, submitter.dataset.type ?? "", [submitter.value], false);
  }
  const { to, items } = made;
  // Each recipient gets what is ticked for it; who is not ticked gets nothing.
  if (Array.isArray(to) && Array.isArray(items)) {
    made.items = items.filter((item: readonly string[]) => to.includes(item[2]));
  }
  const { when = "now", ...rest } = made;
  const deed = form.dataset.do ?? "";
  return when === "now" || deed === "plan" ? { ...rest, do: deed } : { ...rest, do: "plan", what: deed };
}

export function saved(form: HTMLFormElement): string {
  const rows: Saved[] = [];
  for (const field of fields(form)) {
    if (fixed(field)) continue;
    if (isSwitch(field)) rows.push([keyOf(field), field.value, field.checked]);
    else for (const value of values(field)) rows.push([keyOf(field), value, null]);
  }
  return JSON.stringify(rows);
}

// Puts a draft back into a form; returns whether anything in it was other than the form's own beginning.
export function restore(form: HTMLFormElement, text: string | null): boolean {
  if (!text) return false;
  let rows: readonly Saved[];
  try {
    rows = JSON.parse(text) as readonly Saved[];
  } catch {
    return false;
  }
  let changed = false;
  const lists = new Map<string, Set<string>>();
  for (const [name, value, on] of rows) {
    if (on === null) lists.set(name, (lists.get(name) ?? new Set()).add(value));
  }
  const places = new Map<string, number>();
  const inOrder = (name: string): string | undefined => {
    const place = places.get(name) ?? 0;
    places.set(name, place + 1);
    return rows.filter((row) => row[0] === name && row[2] === null)[place]?.[1];
  };
  for (const field of fields(form)) {
    if (fixed(field)) continue;
    const key = keyOf(field);
    if (isSwitch(field)) {
      // A radio's choice may have been made in a list, in another form of the same thing.
      const row = rows.find((one) => one[0] === key && one[1] === field.value && (one[2] !== null || field.type === "radio"));
      const on = row?.[2] ?? true;
      if (!row || on === field.checked) continue;
      field.checked = on;
      changed = true;
    } else if (field instanceof HTMLSelectElement && field.multiple) {
      const wanted = lists.get(key);
      for (const option of field.options) option.selected = wanted?.has(option.value) ?? option.selected;
    } else {
      const value = inOrder(key);
      if (value === undefined || value === field.value || field === document.activeElement) continue;
      const before = field.value;
      field.value = value;
      if (field.value !== value) field.value = before; // a choice that is no longer offered
      else if (field.type !== "hidden") changed = true;
    }
  }
  return changed;
}
