// What a message between countries wants or brings about, shown as channel, recipients, facts and subject are chosen.
//
//   <input name="channel" data-court data-wants-code data-copies>   what the channel yields and wants
//   data-coded                            the handling codes: asked for while the channel wants one
//   data-copy="P SS" data-unless="CP"     a copy by law, while one of these gets the message and none of those does
//   data-uncounted="BG-6|POL"             this fact would not count in court there by this channel
//   data-twice="POL|second_place"         this desk has been asked about this already

export function lawful(form: HTMLFormElement, to: string[]): void {
  const way = form.querySelector<HTMLInputElement>('input[name="channel"]:checked:not(:disabled)');
  for (const part of form.querySelectorAll<HTMLElement>("[data-coded]")) {
    const on = way?.dataset.wantsCode !== undefined;
    part.hidden = !on;
    for (const field of part.querySelectorAll<HTMLInputElement>("input")) field.disabled = !on;
  }
  const some = (desks: string | undefined): boolean => (desks ?? "").split(" ").some((desk) => to.includes(desk));
  for (const part of form.querySelectorAll<HTMLElement>("[data-copy]")) {
    part.hidden = way?.dataset.copies === undefined || !some(part.dataset.copy) || some(part.dataset.unless);
  }
  const sent = new Set(
    [...form.querySelectorAll<HTMLSelectElement>('select[name="items[]"]:not(:disabled)')]
      .map((select) => select.value.split("|"))
      .map(([fact, , desk]) => `${fact ?? ""}|${desk ?? ""}`),
  );
  for (const part of form.querySelectorAll<HTMLElement>("[data-uncounted]")) {
    part.hidden = !way || way.dataset.court !== undefined || !sent.has(part.dataset.uncounted ?? "");
  }
  const about = form.querySelector<HTMLSelectElement>('select[name="about"]:not(:disabled)')?.value ?? "";
  for (const part of form.querySelectorAll<HTMLElement>("[data-twice]")) {
    const [desk, what] = (part.dataset.twice ?? "").split("|");
    part.hidden = !about || what !== about || !to.includes(desk ?? "");
  }
}
