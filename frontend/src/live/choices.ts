// What depends on what within a form: parts that belong to a choice, channels that do not reach everyone chosen, and the
// warning before more is given than a rule allows. The warning leaves the choice and asks for a reason.
//
//   data-needs="f-BG-1 to-P"     shown while these boxes are ticked; its fields count only then
//   data-reach="P SS"            a channel's desks; [class=why] beside it says that it does not reach all
//   data-shows="channel"         says which of the choices of that name is chosen
//   data-over                    an option that is more than its rule; [data-over-warning] with [data-reason]

export function settle(form: HTMLFormElement): void {
  needs(form);
  reach(form);
  shows(form);
  over(form);
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
  show(warning, more);
  const reason = warning.querySelector<HTMLTextAreaElement>("[data-reason]");
  if (reason) reason.required = more;
}
