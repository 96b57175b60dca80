// Regions of the page, replaced whole by what the server renders: nothing typed or focused is lost in it. The order of a
// list changes only while nobody points at it or is focused in it; meanwhile what is new waits under "2 new".

import { Idiomorph } from "idiomorph";
import { goAround, placesAround } from "./focus";
import { say } from "./words";

export interface Frame {
  readonly v: number;
  readonly since: number;
  readonly now: number;
  readonly regions: Readonly<Record<string, string>>;
  readonly digests: Readonly<Record<string, string>>;
}

const POINTED = 4_000; // a pointer that rested so long reads no list
const KEYED = 10_000; // and a keyboard that was silent so long does not walk through one
const OWN = 5_000; // what we asked for ourselves may change the list under our hand

const digests = new Map<string, string>();
const waiting = new Map<HTMLElement, string>();
let afterwards: () => void = () => undefined;
let pointed: { region: Element | null; at: number } = { region: null, at: 0 };
let keyed = -KEYED;
let asked: { region: Element | null; at: number } = { region: null, at: 0 };

const regionOf = (node: EventTarget | null): HTMLElement | null =>
  node instanceof Element ? node.closest<HTMLElement>("[data-region]") : null;

const places = (name: string): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>(`[data-region="${CSS.escape(name)}"]`),
];

// What this page has, for the stream's first frame.
export function have(): Record<string, string> {
  return Object.fromEntries(digests);
}

let shown = -1;
let awaited: { v: number; done: () => void }[] = [];

// Resolves once the page shows version `v` or a later one; or after `patience` ms, whatever it shows.
export function reached(v: number, patience: number): Promise<void> {
  if (shown >= v) return Promise.resolve();
  return new Promise((done) => {
    awaited.push({ v, done });
    window.setTimeout(done, patience);
  });
}

// The version of the exercise that this page shows.
export function version(): number {
  return shown;
}

export function apply(frame: Frame): void {
  for (const [name, html] of Object.entries(frame.regions)) {
    if (name in frame.digests) digests.set(name, frame.digests[name] ?? "");
    for (const region of places(name)) {
      if (busy(region) && reorders(region, html)) hold(region, html);
      else put(region, html);
    }
  }
  shown = Math.max(shown, frame.v); // first: what is brought up to it looks at the version
  afterwards();
  for (const one of awaited) if (one.v <= shown) one.done();
  awaited = awaited.filter((one) => one.v > shown);
}

// -- putting ------------------------------------------------------------------------------------

function put(region: HTMLElement, html: string): void {
  waiting.delete(region);
  const fresh = parse(region, html);
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  // Only of what is typed in: a focused button says what it does now.
  const typing = focused?.matches("input, textarea, select") ?? false;
  const around = focused ? placesAround(focused) : [];
  const first = region.childElementCount === 0;
  Idiomorph.morph(region, fresh.innerHTML, {
    morphStyle: "innerHTML",
    ignoreActiveValue: typing,
    callbacks: {
      beforeAttributeUpdated: (name, element) => !keeps(element, name),
      afterNodeAdded: (node) => {
        if (!first && node instanceof HTMLElement && node.matches("li, article")) node.classList.add("arrive");
      },
    },
  });
  if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused) {
    focused.focus({ preventScroll: true }); // it was moved
  }
  if (focused && !focused.isConnected && !goAround(around)) focusNear(region);
}

// A region's HTML may come with its own element around it or without.
function parse(region: HTMLElement, html: string): HTMLElement {
  const holder = document.implementation.createHTMLDocument("").createElement(region.tagName);
  holder.innerHTML = html;
  const only = holder.childElementCount === 1 ? holder.firstElementChild : null;
  return only instanceof HTMLElement && only.dataset.region === region.dataset.region ? only : holder;
}

// What the reader opened stays open; sizes and bars are set by the clock, and [data-kept="hidden tabindex"] by the page.
function keeps(element: Element, name: string): boolean {
  if (name === "style" || (name === "open" && element.matches("details, dialog"))) return true;
  return element instanceof HTMLElement && (element.dataset.kept?.split(" ").includes(name) ?? false);
}

function focusNear(region: HTMLElement): void {
  const next = region.querySelector<HTMLElement>("button:not(:disabled), a[href], [tabindex]");
  if (next && next.checkVisibility()) {
    next.focus({ preventScroll: true });
    return;
  }
  if (!region.hasAttribute("tabindex")) region.tabIndex = -1;
  region.focus({ preventScroll: true });
}

// -- waiting ------------------------------------------------------------------------------------

function busy(region: HTMLElement): boolean {
  const now = performance.now();
  if (asked.region === region && now - asked.at < OWN) return false;
  if (pointed.region === region && now - pointed.at < POINTED && region.matches(":hover")) return true;
  const active = document.activeElement;
  if (!active || active === region || !region.contains(active) || !document.hasFocus()) return false;
  return active.matches("input, textarea, select") || now - keyed < KEYED;
}

function keys(list: Element): string[] {
  return [...list.children].map((item) => item.id || item.querySelector("h3")?.textContent || item.textContent || "");
}

const lists = (root: Element): Element[] => [...root.querySelectorAll("ul, ol, tbody, [data-list]")];

// Parts of a region that stand beside each other ([data-part="NAME"]): what moves in one moves nothing in another.
function partsInHand(region: HTMLElement): string[] {
  const parts = [...region.querySelectorAll<HTMLElement>("[data-part]")];
  return parts.filter((part) => part.matches(":hover") || part.contains(document.activeElement)).map((part) => part.dataset.part ?? "");
}

// Tells whether items would move under the reader's hand: all but what is added at the end of a list.
function reorders(region: HTMLElement, html: string): boolean {
  const parts = partsInHand(region);
  const near = (root: Element): string[][] => {
    const places = parts.map((name) => root.querySelector(`[data-part="${CSS.escape(name)}"]`));
    return (places.length === 0 ? [root] : places).flatMap((place) => (place ? lists(place).map(keys) : []));
  };
  const before = near(region);
  const after = near(parse(region, html));
  return before.some((items, n) => items.some((key, place) => after[n]?.[place] !== key));
}

function hold(region: HTMLElement, html: string): void {
  waiting.set(region, html);
  const shown = new Set(lists(region).flatMap(keys));
  const fresh = lists(parse(region, html)).flatMap(keys).filter((key) => !shown.has(key)).length;
  let chip = region.querySelector<HTMLButtonElement>(":scope > [data-waiting]");
  if (!chip) {
    chip = document.createElement("button");
    chip.type = "button";
    chip.className = "btn btn-sm w-100";
    chip.dataset.waiting = "";
    region.append(chip); // below, so that it moves nothing itself
  }
  chip.textContent = say("waiting_new", { n: Math.max(1, fresh) });
}

function release(only: Element | null = null): void {
  let any = false;
  for (const [region, html] of [...waiting]) {
    if (only !== null && region !== only) continue;
    if (only === null && region.isConnected && busy(region)) continue;
    put(region, html);
    any = true;
  }
  if (any) afterwards();
}

// -- listening ----------------------------------------------------------------------------------

export function listenRegions(decorate: () => void): void {
  afterwards = decorate;
  for (const region of document.querySelectorAll<HTMLElement>("[data-region]")) {
    const { region: name, digest } = region.dataset;
    if (name && digest) digests.set(name, digest);
  }
  const point = (event: PointerEvent): void => {
    const region = event.pointerType === "touch" ? null : regionOf(event.target);
    if (region) pointed = { region, at: performance.now() };
  };
  document.addEventListener("pointermove", point, { passive: true });
  document.addEventListener("keydown", () => (keyed = performance.now()), { passive: true });
  document.addEventListener("click", (event) => {
    const region = regionOf(event.target);
    if (region && event.target instanceof Element && event.target.closest("[data-waiting]")) release(region);
  });
  document.addEventListener("focusout", () => window.setTimeout(release, 200));
  window.setInterval(release, 1_000);
}

// A command was asked for from here: its result may change the list under our hand.
export function askedFrom(element: Element): void {
  asked = { region: regionOf(element), at: performance.now() };
}
