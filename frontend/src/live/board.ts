// The board: one thing in the middle, what our facts link it with around it. The words stand in the region; this draws
// them. What is chosen is kept for each seat. The picture is for the eye: the same stands in words below it.
//
//   <div data-board data-first="ID">  with  <div data-thing="ID" data-name data-icon>  each with  <li data-link="ID" data-facts>,
//                                     or  <li data-link="ID" data-word>  for one that was drawn by hand
//   <button data-thing-pick="ID">     puts it in the middle
//   <div data-around>                 the picture;  [data-board-name]  what stands in the middle

import type { Store } from "./store";

const SVG = "http://www.w3.org/2000/svg";
// Columns and rows of three by three, in the order in which neighbours take them.
const PLACES: readonly (readonly [column: number, row: number])[] = [
  [1, 0],
  [1, 2],
  [0, 0],
  [2, 0],
  [0, 2],
  [2, 2],
  [0, 1],
  [2, 1],
];

const LONGEST = 18; // letters of a word on a line; all of it stands in words below

let store: Store | null = null;

export function listenBoard(kept: Store): void {
  store = kept;
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-thing-pick]") : null;
    if (!button) return;
    const fromPicture = button.closest("[data-around]") !== null;
    kept.set("board", button.dataset.thingPick ?? "");
    drawBoard();
    const phone = matchMedia("(max-width: 900px)").matches;
    if (phone) document.querySelector("[data-thing]:not([hidden])")?.scrollIntoView({ block: "center" });
    if (fromPicture) document.querySelector<HTMLElement>("[data-around] .middle")?.focus();
  });
}

const things = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-board] [data-thing]")];
const find = (id: string): HTMLElement | undefined => things().find((thing) => thing.dataset.thing === id);

export function drawBoard(): void {
  const board = document.querySelector<HTMLElement>("[data-board]");
  if (!board) return;
  const chosen = find(store?.get("board") ?? "") ?? find(board.dataset.first ?? "") ?? things()[0];
  if (!chosen) return;
  for (const thing of things()) thing.hidden = thing !== chosen;
  for (const button of board.querySelectorAll<HTMLElement>("[data-thing-pick][aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button.dataset.thingPick === chosen.dataset.thing));
  }
  for (const name of board.querySelectorAll("[data-board-name]")) name.textContent = chosen.dataset.name ?? "";
  const place = board.querySelector<HTMLElement>("[data-around]");
  if (place) picture(place, chosen);
}

function picture(place: HTMLElement, chosen: HTMLElement): void {
  const links = around(chosen).slice(0, PLACES.length);
  const key = `${chosen.dataset.name}|${links.map((link) => `${link.to}:${link.label}:${link.byHand}`).join(" ")}`;
  if (place.dataset.drawn === key && place.childElementCount > 0) return;
  place.dataset.drawn = key;
  place.hidden = links.length === 0;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const texts: Element[] = [];
  const boxes = [box(chosen, 1, 1, true)];
  links.forEach((link, n) => {
    const [column, row] = PLACES[n] ?? [0, 0];
    const other = find(link.to);
    if (other) boxes.push(box(other, column, row, false));
    const [x, y] = [at(column), at(row)];
    svg.append(made("line", { x1: "50%", y1: "50%", x2: `${x}%`, y2: `${y}%`, ...(link.vague ? { "stroke-dasharray": "5 4" } : {}), ...(link.byHand ? { class: "hand" } : {}) }));
    const label = made("text", { x: `${(50 + x) / 2}%`, y: `${(50 + y) / 2}%`, "text-anchor": "middle", "dominant-baseline": "central" });
    label.textContent = link.label;
    if (link.byHand) label.setAttribute("class", "hand");
    texts.push(label);
  });
  svg.append(...texts);
  place.replaceChildren(svg, ...boxes);
}

interface Around {
  readonly to: string;
  readonly label: string;
  readonly vague: boolean;
  readonly byHand: boolean;
}

// One line to each neighbour: what a person wrote on it, and the facts that link the two.
function around(chosen: HTMLElement): Around[] {
  const found = new Map<string, Around>();
  for (const link of chosen.querySelectorAll<HTMLElement>("[data-link]")) {
    const { link: to = "", facts = "", word = "", vague } = link.dataset;
    const before = found.get(to);
    const said = word.length > LONGEST ? `${word.slice(0, LONGEST - 1)}…` : word;
    const label = [before?.label, said, facts].filter(Boolean).join(" · ");
    found.set(to, { to, label, vague: vague !== undefined, byHand: word !== "" || (before?.byHand ?? false) });
  }
  return [...found.values()];
}

const at = (cell: number): number => [16, 50, 84][cell] ?? 50;

function made(name: string, values: Readonly<Record<string, string>>): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(values)) element.setAttribute(key, value);
  return element;
}

function box(thing: HTMLElement, column: number, row: number, middle: boolean): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `node${middle ? " middle" : ""}${thing.dataset.vague === undefined ? "" : " dashed"}`;
  button.dataset.thingPick = thing.dataset.thing ?? "";
  button.dataset.cell = `${column}${row}`;
  const icon = thing.querySelector("svg.ic")?.cloneNode(true);
  const words = document.createElement("span");
  const name = document.createElement("b");
  name.textContent = thing.dataset.name ?? "";
  words.append(name);
  if (thing.dataset.sub) {
    const sub = document.createElement("span");
    sub.className = "xs d-block";
    sub.textContent = thing.dataset.sub;
    words.append(sub);
  }
  button.append(...(icon ? [icon] : []), words);
  return button;
}
