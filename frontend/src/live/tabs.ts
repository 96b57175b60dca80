// Tabs above the work on a desk, a bar below it on the phone. What was open is remembered for each seat.
//
//   <a href="#facts" data-tab="facts">      opens <section data-panel="facts">
//   data-tab="now"                          on the phone: the first page; beside it, nothing changes
//   data-goto="fact-BG-1"                   and then goes to that place in it
//   <span data-count="facts">               a number of [data-counts='{"facts": 13, ...}']

import { newCount } from "./news";
import type { Store } from "./store";

const NOW = "now";
const PHONE = "(max-width: 900px)";

export function listenTabs(store: Store): { decorate: () => void } {
  const panels = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-panel]")];
  if (panels().length === 0) return { decorate };
  const has = (tab: string): boolean => panels().some((panel) => panel.dataset.panel === tab);

  function open(tab: string): void {
    if (tab !== NOW && !has(tab)) return;
    // The address names a place in one tab only.
    if (location.hash.includes("/") && location.hash.slice(1).split("/")[0] !== tab) {
      history.replaceState(null, "", location.pathname + location.search);
    }
    if (tab !== NOW) {
      for (const panel of panels()) panel.hidden = panel.dataset.panel !== tab;
      store.set("tab", tab);
    }
    if (document.body.dataset.pane !== undefined) document.body.dataset.pane = tab === NOW ? NOW : "desk";
    mark(tab);
  }

  function mark(tab: string): void {
    const phone = matchMedia(PHONE).matches;
    for (const link of document.querySelectorAll<HTMLElement>("nav [data-tab]")) {
      const slim = link.closest(".slim") !== null;
      const current = slim ? tabOnPhone(link, tab, phone) : link.dataset.tab === (tab === NOW ? store.get("tab") : tab);
      if (current) link.setAttribute("aria-current", "page");
      else if (slim || tab !== NOW) link.removeAttribute("aria-current");
    }
  }

  // What has no tab of its own below is under "More".
  function tabOnPhone(link: HTMLElement, tab: string, phone: boolean): boolean {
    const bar = [...(link.closest("nav")?.querySelectorAll<HTMLElement>("[data-tab]") ?? [])];
    const own = bar.some((other) => other.dataset.tab === tab);
    return link.dataset.tab === (own ? tab : phone ? "more" : tab);
  }

  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest<HTMLElement>("[data-tab], [data-goto]");
    if (!link) return;
    event.preventDefault();
    const { tab, goto } = link.dataset;
    link.closest("dialog")?.close();
    if (tab) open(tab);
    if (goto) reach(goto);
    else if (tab && matchMedia(PHONE).matches) window.scrollTo({ top: 0 });
  });
  const remembered = store.get("tab");
  const asked = location.hash.slice(1).split("/")[0] ?? ""; // "messages/ID" names a place in a tab
  const first = has(asked) ? asked : remembered && has(remembered) ? remembered : "";
  if (first) {
    const pane = document.body.dataset.pane;
    open(first);
    // On the phone a page begins with what is new, unless a place was asked for.
    if (first !== asked && pane !== undefined) {
      document.body.dataset.pane = pane;
      if (matchMedia(PHONE).matches) mark(NOW);
    }
  }
  return { decorate };
}

function reach(id: string): void {
  const place = document.getElementById(id);
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

// Regions come as the server knows them: the numbers in them stand at the tabs as well.
function decorate(): void {
  const text = document.querySelector<HTMLElement>("[data-counts]")?.dataset.counts;
  if (!text) return;
  const numbers = JSON.parse(text) as Record<string, number>;
  for (const place of document.querySelectorAll<HTMLElement>("[data-count]")) {
    const name = place.dataset.count ?? "";
    const n = name === "new" ? newCount() : (numbers[name] ?? 0);
    if (place.textContent !== String(n)) place.textContent = String(n);
    place.hidden = n === 0;
  }
}
