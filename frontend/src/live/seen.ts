// What this device has read of "New for us": opening an item takes it out of the list here. Another device, and the table's
// own "All seen", are not touched. The newest few stand open, the others behind "and 5 more".
//
//   <ul data-news-list data-shown="4"><li data-news="NAME">   NAME changes when the thing changes: it is new again
//   <details id="more-new"> with [data-new-more]              shows the others, and how many they are
//   [data-new-count], [data-new-none]                         how many are left; what is said when none is
//   <section data-news-part> around a list of [data-news]     hidden once all in it was read; its <details> folds, once, when
//                                                             the table has seen the facts that were dealt (#new-dealt is gone)

import type { Store } from "./store";

const NAME = "seen";
const MOST = 400;

let store: Store | null = null;
let folded = false;

function names(): string[] {
  try {
    const found: unknown = JSON.parse(store?.get(NAME) ?? "[]");
    return Array.isArray(found) ? found.filter((name): name is string => typeof name === "string") : [];
  } catch {
    return [];
  }
}

// Calls back once something was read.
export function listenSeen(kept: Store, changed: () => void): void {
  store = kept;
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("a, button") : null;
    const name = pressed?.closest<HTMLElement>("[data-news]")?.dataset.news;
    if (!name) return;
    // Another tab of this seat may have read something meanwhile: what is kept is read again each time.
    kept.set(NAME, JSON.stringify([...names().filter((other) => other !== name), name].slice(-MOST)));
    // After all others have heard the click: they look at the item it came from.
    window.setTimeout(changed);
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target instanceof HTMLElement && event.target.id === "more-new") showUnread();
    },
    true,
  );
}

// How many of the items that the server counts as new were read on this device.
export function readHere(): number {
  const seen = new Set(names());
  return [...document.querySelectorAll<HTMLElement>("[data-news-list] [data-news]")].filter((item) =>
    seen.has(item.dataset.news ?? ""),
  ).length;
}

export function showUnread(): void {
  const seen = new Set(names());
  for (const part of document.querySelectorAll<HTMLElement>("[data-news-part]")) {
    let left = 0;
    for (const item of part.querySelectorAll<HTMLElement>("[data-news]")) {
      item.hidden = seen.has(item.dataset.news ?? "");
      if (!item.hidden) left += 1;
    }
    part.hidden = left === 0;
  }
  const dealt = document.getElementById("new-dealt") !== null;
  const first = document.querySelector<HTMLDetailsElement>("[data-news-part] details");
  if (first && !dealt && !folded) first.open = false;
  folded = first !== null && !dealt;
  const list = document.querySelector<HTMLElement>("[data-news-list]");
  if (list) showList(list, seen);
}

function showList(list: HTMLElement, seen: ReadonlySet<string>): void {
  const region = list.closest("section") ?? document.body;
  const more = region.querySelector<HTMLDetailsElement>("#more-new");
  const shown = Number(list.dataset.shown ?? 4);
  const unread: HTMLElement[] = [];
  for (const item of list.querySelectorAll<HTMLElement>("[data-news]")) {
    const read = seen.has(item.dataset.news ?? "");
    item.hidden = read || (unread.length >= shown && !more?.open);
    item.querySelector(":scope > .btn")?.classList.toggle("btn-primary", !read && unread.length === 0);
    if (!read) unread.push(item);
  }
  const behind = Math.max(0, unread.length - shown);
  if (more) more.hidden = behind === 0;
  const number = more?.querySelector("[data-new-more]");
  if (number) number.textContent = String(behind);
  const count = region.querySelector<HTMLElement>("[data-new-count]");
  if (count) {
    count.textContent = String(unread.length);
    count.classList.toggle("fresh", unread.length > 0);
  }
  const none = region.querySelector<HTMLElement>("[data-new-none]");
  if (none) none.hidden = unread.length > 0;
  const all = region.querySelector<HTMLElement>(".head > [data-command]");
  if (all) all.hidden = unread.length === 0;
}

// The first words of what is left, for the voice.
export function firstUnread(): string {
  return document.querySelector("[data-news-list] [data-news]:not([hidden]) h3")?.textContent?.trim() ?? "";
}
