// Messages: a list of exchanges, and beside it the chosen one to read. On the phone first the list, then the one that was
// chosen, with a way back. The choice outlives live updates and is kept for each seat; the address names it (#messages/ID).
//
//   <div data-mailbox>                          data-open while one is chosen
//     <a data-mail="ID" data-unread="ID ID">    a row: arrows go through the rows, Enter or a tap opens, and so reads it
//     <div data-mail-pane="ID">                 what there is to read of it;  [data-reading-none] while none is chosen
//     <button data-mail-back>                   back to the list, as Escape

import type { Commands } from "./commands";
import { askedFrom } from "./regions";
import type { Store } from "./store";

const NAME = "mail";
const HASH = "messages/";
const PHONE = "(max-width: 900px)";

let chosen = "";

const box = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-mailbox]");
const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-mail]")];
const rowOf = (id: string): HTMLElement | undefined => rows().find((row) => row.dataset.mail === id);
const phone = (): boolean => matchMedia(PHONE).matches;
const named = (): string => (location.hash.startsWith(`#${HASH}`) ? decodeURIComponent(location.hash.slice(HASH.length + 1)) : "");

export function listenMailbox(store: Store, commands: Commands): void {
  // The phone begins with the list, unless the address names one.
  const kept = store.get(NAME) ?? "";
  chosen = named() || (phone() || !rowOf(kept) ? "" : kept);

  function open(id: string, focus: boolean): void {
    const row = rowOf(id);
    if (!row) return;
    chosen = id;
    store.set(NAME, id);
    const address = `#${HASH}${encodeURIComponent(id)}`;
    // On the phone the device's own way back leads to the list as well.
    if (location.hash !== address) history[phone() && !named() ? "pushState" : "replaceState"](null, "", address);
    askedFrom(row);
    for (const message of (row.dataset.unread ?? "").split(" ").filter(Boolean)) {
      void commands.ask({ do: "openmessage", message }, "", undefined).outcome;
    }
    showMailbox();
    if (phone()) window.scrollTo({ top: 0 });
    if (focus) document.getElementById(`read-h-${id}`)?.focus({ preventScroll: true });
  }

  function back(): void {
    const row = rowOf(chosen);
    if (phone()) {
      chosen = "";
      if (named()) history.replaceState(null, "", `#${HASH.slice(0, -1)}`);
      showMailbox();
    }
    row?.focus();
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const row = target?.closest<HTMLElement>("[data-mail]");
    const place = target?.closest<HTMLElement>("[data-goto^='mail-']");
    if (target?.closest("[data-mail-back]")) back();
    else if (row) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(row.dataset.mail ?? "", true);
    } else if (place) open((place.dataset.goto ?? "").slice(5), true);
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (!target?.closest("[data-mailbox]") || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "Escape" && target.closest("[data-reading]") && chosen) {
      event.preventDefault();
      back();
      return;
    }
    const row = target.closest<HTMLElement>("[data-mail]");
    if (!row) return;
    const seen = rows().filter((one) => one.checkVisibility());
    const at = seen.indexOf(row);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: seen.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = seen[Math.min(seen.length - 1, Math.max(0, to))];
    if (!next) return;
    stop(next);
    next.focus();
  });
  window.addEventListener("popstate", () => {
    if (!box()) return;
    const before = chosen;
    chosen = named();
    showMailbox();
    if (!chosen) rowOf(before)?.focus();
  });
  window.addEventListener("hashchange", () => {
    if (named() && named() !== chosen) open(named(), true);
  });
}

// One row can be reached by Tab: the chosen one, or the one the arrows stand on.
function stop(row: HTMLElement): void {
  for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
}

// After each change of the page: the choice stays, on a list that may have moved.
export function showMailbox(): void {
  const list = box();
  if (!list) return;
  const row = chosen ? rowOf(chosen) : undefined;
  list.toggleAttribute("data-open", row !== undefined);
  for (const one of rows()) {
    if (one === row) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  const here = document.activeElement instanceof HTMLElement ? rowOf(document.activeElement.dataset.mail ?? "") : undefined;
  const reached = here ?? row ?? rows().find((one) => one.tabIndex === 0 && one.checkVisibility()) ?? rows()[0];
  if (reached) stop(reached);
  for (const pane of document.querySelectorAll<HTMLElement>("[data-mail-pane]")) pane.hidden = pane.dataset.mailPane !== row?.dataset.mail;
  const none = document.querySelector<HTMLElement>("[data-reading-none]");
  if (none) none.hidden = row !== undefined;
}
