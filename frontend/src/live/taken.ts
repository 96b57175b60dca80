// Two facilitators: who sees to what. It is in no log; it stands for three minutes, or until the thing itself is gone.
//
//   <html data-me="Anna">   <li data-call="call-help-..."> ... <p data-taken hidden></p> <button data-take="call-help-...">
//
// Opening a dialog from within a call takes it as well.

import { say } from "./words";

let taken: Readonly<Record<string, string>> = {};

const me = (): string => document.documentElement.dataset.me ?? "";

export function showTaken(found: Readonly<Record<string, string>> | null = null): void {
  taken = found ?? taken;
  for (const call of document.querySelectorAll<HTMLElement>("[data-call]")) {
    const by = taken[call.dataset.call ?? ""] ?? "";
    const place = call.querySelector<HTMLElement>("[data-taken]");
    if (place) {
      const text = by === "" ? "" : by === me() ? say("taken_me") : say("taken_by", { who: by });
      if (place.textContent !== text) place.textContent = text;
      place.hidden = by === "";
    }
    for (const button of call.querySelectorAll<HTMLElement>("[data-take]")) button.hidden = by !== "";
    call.classList.toggle("theirs", by !== "" && by !== me());
  }
}

export function listenTaken(take: (call: string, by: string) => void): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const call = target?.closest<HTMLElement>("[data-call]")?.dataset.call ?? "";
    if (!call || !me() || !target?.closest("[data-take], [data-form]")) return;
    take(call, me());
    showTaken({ ...taken, [call]: me() });
  });
}
