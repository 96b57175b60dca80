// What depends on what within a form: parts that belong to a choice, channels that do not reach everyone chosen, and the
// warning before more is given than a rule allows. The warning leaves the choice and asks for a reason.
//
//   data-needs="f-BG-1 to-P"     shown while these boxes are ticked; its fields count only then
//   data-reach="P SS"            a channel's desks; [class=why] beside it says that it does not reach all
//   data-shows="channel"         says which of the choices of that name is chosen
//   data-reads="POL"             the very words of what is chosen for this recipient, from [data-words-of="BG-6|full"];
//                                [data-reads-none] beside it is shown while the message says nothing to this recipient
//   data-arrows                  arrow keys go through its boxes, Enter takes the one in focus and sends
//   data-over                    an option that is more than its rule; [data-over-warning] with [data-reason]

//                                [data-over-better] takes less, [data-over-anyway] asks for the reason; [data-over-for="BG-7"]

import { lawful } from "./lawful";

export function settle(form: HTMLFormElement): void {
  needs(form);
  reach(form);
  lawful(form, recipients(form));
  shows(form);
  over(form);
  reads(form);
  chosen(form);
}

// Tells whether a form may go: more than a rule allows first asks for a reason.
export function ready(form: HTMLFormElement): boolean {
  const reason = form.querySelector<HTMLElement>("[data-over-warning]:not([hidden]) [data-over-reason][hidden]");
  if (!reason) return true;
  askWhy(reason);
  return false;
}

function askWhy(reason: HTMLElement): void {
  reason.hidden = false;
  const field = reason.querySelector<HTMLTextAreaElement>("textarea");
  if (!field) return;
  field.disabled = false;
  field.required = true;
  field.focus();
}

export function listenChoices(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const form = target?.closest("form");
    if (!form || !target) return;
    const reason = form.querySelector<HTMLElement>("[data-over-reason]");
    if (target.closest("[data-over-anyway]") && reason) askWhy(reason);
    if (target.closest("[data-over-better]")) {
      takeLess(form);
      form.dispatchEvent(new Event("change", { bubbles: true }));
      form.querySelector<HTMLElement>("button[type=submit]")?.focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target instanceof HTMLInputElement ? event.target : null;
    const field = box?.closest<HTMLElement>("[data-arrows]");
    if (!box || !field || event.ctrlKey || event.metaKey || event.altKey) return;
    const boxes = [...field.querySelectorAll<HTMLInputElement>("input[type=checkbox]:not(:disabled)")];
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      boxes[(boxes.indexOf(box) + step + boxes.length) % boxes.length]?.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!boxes.some((one) => one.checked)) {
        box.checked = true;
        box.dispatchEvent(new Event("change", { bubbles: true }));
      }
      box.form?.requestSubmit(box.form.querySelector<HTMLButtonElement>("button[type=submit]"));
    }
  });
}

// What the rule names is what the form began with.
function takeLess(form: HTMLFormElement): void {
  for (const select of form.querySelectorAll<HTMLSelectElement>("select:not(:disabled)")) {
    if (select.selectedOptions[0]?.dataset.over === undefined) continue;
    const less = [...select.options].find((one) => one.defaultSelected) ?? [...select.options].find((one) => one.dataset.over === undefined);
    if (less) less.selected = true;
  }
  for (const chosen of form.querySelectorAll<HTMLInputElement>("input[data-over]:checked")) {
    const others = [...form.querySelectorAll<HTMLInputElement>(`input[name="${CSS.escape(chosen.name)}"]`)];
    const less = others.find((one) => one.dataset.over === undefined);
    if (less) less.checked = true;
  }
}

function reads(form: HTMLFormElement): void {
  const places = form.querySelectorAll<HTMLElement>("[data-reads]");
  if (places.length === 0) return;
  let any = false;
  for (const place of places) {
    const mine = [...form.querySelectorAll<HTMLSelectElement>('select[name="items[]"]:not(:disabled)')]
      .filter((select) => select.value.endsWith(`|${place.dataset.reads ?? ""}`))
      .map((select) => [select.value.split("|").slice(0, 2).join("|"), select.selectedOptions[0]?.dataset.over !== undefined] as const);
    any ||= !place.closest<HTMLElement>("[data-needs]")?.hidden;
    const key = mine.map(([name, more]) => `${name}${more ? "!" : ""}`).join(" ");
    if (place.dataset.key === key) continue;
    place.dataset.key = key;
    place.replaceChildren(
      ...mine.flatMap(([name, more]) => {
        const words = form.querySelector(`[data-words-of="${CSS.escape(name)}"]`)?.cloneNode(true);
        if (!(words instanceof HTMLElement)) return [];
        words.querySelector(".quote")?.classList.toggle("over", more);
        words.removeAttribute("data-words-of");
        words.className = "stack";
        return [words];
      }),
    );
  }
  form.querySelector<HTMLElement>("[data-outcome-none]")?.toggleAttribute("hidden", any);
  const typed = form.querySelector<HTMLTextAreaElement>('textarea[name="text"]')?.value.trim() ?? "";
  const about = form.querySelector<HTMLSelectElement>('select[name="about"]:not(:disabled)')?.value ?? "";
  for (const none of form.querySelectorAll<HTMLElement>("[data-reads-none]")) {
    none.hidden = typed !== "" || about !== "" || (none.parentElement?.querySelector("[data-reads]")?.childElementCount ?? 0) > 0;
  }
  const said = form.querySelector<HTMLElement>("[data-said]");
  if (said) {
    said.hidden = typed === "";
    if (said.textContent !== typed) said.textContent = typed;
  }
}

const ticked = (form: HTMLFormElement, id: string): boolean => {
  const box = form.querySelector(`#${CSS.escape(id)}`);
  return box instanceof HTMLInputElement && box.checked && !box.disabled;
};

function show(part: HTMLElement, on: boolean): void {
  part.hidden = !on;
  for (const field of part.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
    "input, select, textarea",
  )) {
    field.disabled = !on;
  }
}

function needs(form: HTMLFormElement): void {
  for (const part of form.querySelectorAll<HTMLElement>("[data-needs]")) {
    show(part, (part.dataset.needs ?? "").split(" ").every((id) => ticked(form, id)));
  }
}

// Words for the form that the rule names say nothing true about another one.
function chosen(form: HTMLFormElement): void {
  for (const words of form.querySelectorAll<HTMLElement>("[data-as-chosen]")) {
    const select = words.parentElement?.querySelector("select");
    words.hidden = select ? !select.selectedOptions[0]?.defaultSelected : false;
  }
}

function recipients(form: HTMLFormElement): string[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[name="to[]"]')]
    .filter((input) => input.type === "hidden" || input.checked)
    .map((input) => input.value);
}

function reach(form: HTMLFormElement): void {
  const to = recipients(form);
  const ways = [...form.querySelectorAll<HTMLInputElement>("input[data-reach]")];
  for (const way of ways) {
    const desks = (way.dataset.reach ?? "").split(" ");
    const all = to.every((desk) => desks.includes(desk));
    way.disabled = !all;
    way.closest("label")?.querySelector<HTMLElement>(".why")?.toggleAttribute("hidden", all);
  }
  const chosen = ways.find((way) => way.checked);
  if (chosen?.disabled) {
    const other = ways.find((way) => !way.disabled);
    if (other) other.checked = true;
  }
}

function shows(form: HTMLFormElement): void {
  for (const place of form.querySelectorAll<HTMLElement>("[data-shows]")) {
    const name = CSS.escape(place.dataset.shows ?? "");
    const chosen = form.querySelector(`input[name="${name}"]:checked`)?.closest("label");
    const words = (chosen?.querySelector("b") ?? chosen)?.textContent?.trim();
    if (words && place.textContent !== words) place.textContent = words;
  }
}

function over(form: HTMLFormElement): void {
  const warning = form.querySelector<HTMLElement>("[data-over-warning]");
  if (!warning) return;
  const more = [...form.querySelectorAll<HTMLElement>("[data-over]")].some((choice) => {
    if (choice instanceof HTMLOptionElement) return choice.selected && !choice.closest("select")?.disabled;
    return choice instanceof HTMLInputElement && choice.checked && !choice.disabled;
  });
  if (warning.hidden === more) {
    show(warning, more);
    // The reason is asked for only when somebody goes on all the same.
    warning.querySelector<HTMLElement>("[data-over-reason]")?.setAttribute("hidden", "");
  }
  const reason = warning.querySelector<HTMLTextAreaElement>("[data-reason]");
  if (reason) {
    const asked = more && !reason.closest("[data-over-reason][hidden]");
    reason.required = asked;
    reason.disabled = !asked;
  }
  const facts = new Set(
    [...form.querySelectorAll<HTMLSelectElement>("select:not(:disabled)")]
      .filter((select) => select.selectedOptions[0]?.dataset.over !== undefined)
      .map((select) => select.value.split("|")[0]),
  );
  for (const words of warning.querySelectorAll<HTMLElement>("[data-over-for]")) words.hidden = !facts.has(words.dataset.overFor);
}
