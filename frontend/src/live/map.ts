// The map: closer, farther, moved; and a mark chosen in the drawing or in the lists, which say the same in words. The drawing
// comes from the server; this only moves the window over it. What is chosen is kept for each seat.
//
//   <section data-map>  with  <div data-map-box> around <svg data-plane="WIDTH HEIGHT">, in it <g data-spot="ID">
//   <button data-map-do="in|out|whole">
//   <button data-spot-pick="ID" aria-pressed>  in  <li data-spot="ID">, whose [data-spot-words] are shown in [data-map-chosen]
//   on the box: --unit (units of the plane a pixel), data-far while names would cover each other, data-near while it can be moved

import type { Store } from "./store";

const MOST = 8;
const STEP = 1.6;
const CROWDED = 1.75; // units a pixel from which on names are left out
const MOVE = 0.15; // of what is seen, an arrow key
const TAP = 6; // pixels a finger may move and still choose

interface Window {
  zoom: number;
  x: number; // of the middle, in units of the plane
  y: number;
}

const windows = new WeakMap<Element, Window>();
const watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver((all) => all.forEach(({ target }) => show(target)));
let store: Store | null = null;

export function listenMap(kept: Store): void {
  store = kept;
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const map = target?.closest<HTMLElement>("[data-map]");
    if (!target || !map) return;
    const box = map.querySelector<HTMLElement>("[data-map-box]");
    const how = target.closest<HTMLElement>("[data-map-do]")?.dataset.mapDo;
    if (box && how) closer(box, how === "in" ? STEP : how === "out" ? 1 / STEP : 0);
    const pick = target.closest<HTMLElement>("[data-spot-pick]");
    if (!pick) return;
    const again = pick.getAttribute("aria-pressed") === "true";
    choose(again ? "" : (pick.dataset.spotPick ?? ""));
    if (box && !again) {
      lead(box, pick.dataset.spotPick ?? "");
      box.scrollIntoView({ block: "nearest" });
    }
  });
  document.addEventListener("keydown", (event) => {
    const box = event.target instanceof Element && event.target.matches("[data-map-box]") ? event.target : null;
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const ways: Record<string, readonly [number, number]> = { ArrowLeft: [-MOVE, 0], ArrowRight: [MOVE, 0], ArrowUp: [0, -MOVE], ArrowDown: [0, MOVE] };
    const way = ways[event.key];
    if (way && windowOf(box).zoom > 1) moved(box, way[0], way[1]);
    else if (event.key === "+" || event.key === "=") closer(box, STEP);
    else if (event.key === "-") closer(box, 1 / STEP);
    else if (event.key === "0") closer(box, 0);
    else return;
    event.preventDefault();
  });
  listenFingers();
}

// One finger or the mouse moves the map, two fingers bring it closer; a tap on a mark chooses it.
function listenFingers(): void {
  const down = new Map<number, PointerEvent>();
  let far = 0;
  document.addEventListener("pointerdown", (event) => {
    const box = boxOf(event);
    if (!box || event.button !== 0) return;
    if (down.size === 0) far = 0;
    down.set(event.pointerId, event);
  });
  document.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    const box = before ? boxOf(before) : null;
    if (!before || !box) return;
    const { width, height } = box.getBoundingClientRect();
    const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
    if (down.size === 1) {
      far += Math.abs(dx) + Math.abs(dy);
      if (windowOf(box).zoom > 1) moved(box, -dx / width, -dy / height);
    } else {
      const other = [...down.entries()].find(([id]) => id !== event.pointerId)?.[1];
      if (other && box.dataset.near !== undefined) closer(box, apart(event, other) / Math.max(1, apart(before, other)));
      far = TAP + 1;
    }
    down.set(event.pointerId, event);
  });
  const up = (event: PointerEvent): void => {
    const before = down.get(event.pointerId);
    down.delete(event.pointerId);
    const spot = event.target instanceof Element ? event.target.closest<SVGElement>("[data-map-box] [data-spot]") : null;
    if (before && spot && event.type === "pointerup" && far <= TAP) choose(spot.dataset.spot ?? "");
  };
  document.addEventListener("pointerup", up);
  document.addEventListener("pointercancel", up);
  document.addEventListener(
    "wheel",
    (event) => {
      const box = event.ctrlKey || event.metaKey ? boxOf(event) : null;
      if (!box) return;
      event.preventDefault();
      closer(box, event.deltaY < 0 ? 1.2 : 1 / 1.2);
    },
    { passive: false },
  );
}

const apart = (one: PointerEvent, two: PointerEvent): number => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
const boxOf = (event: Event): HTMLElement | null => (event.target instanceof Element ? event.target.closest<HTMLElement>("[data-map-box]") : null);

// After each swap: the window and what was chosen are put back.
export function drawMap(): void {
  for (const box of document.querySelectorAll("[data-map-box]")) {
    watcher?.observe(box);
    show(box);
  }
  choose(store?.get("map") ?? "");
}

function plane(box: Element): [width: number, height: number] {
  const [width = 1, height = 1] = (box.querySelector<SVGElement>("[data-plane]")?.dataset.plane ?? "1000 640").split(" ").map(Number);
  return [width, height];
}

function windowOf(box: Element): Window {
  const [width, height] = plane(box);
  const found = windows.get(box) ?? { zoom: 1, x: width / 2, y: height / 2 };
  windows.set(box, found);
  return found;
}

function closer(box: Element, by: number): void {
  const [width, height] = plane(box);
  const seen = windowOf(box);
  if (by === 0) windows.set(box, { zoom: 1, x: width / 2, y: height / 2 });
  else seen.zoom = Math.min(MOST, Math.max(1, seen.zoom * by));
  show(box);
}

function moved(box: Element, right: number, down: number): void {
  const [width, height] = plane(box);
  const seen = windowOf(box);
  seen.x += (right * width) / seen.zoom;
  seen.y += (down * height) / seen.zoom;
  show(box);
}

// A mark that lies outside the window is brought to its middle.
function lead(box: Element, id: string): void {
  const spot = box.querySelector(`[data-spot="${CSS.escape(id)}"]`);
  const at = /translate\(([\d.-]+)[ ,]([\d.-]+)\)/.exec(spot?.getAttribute("transform") ?? "");
  if (!at) return;
  const seen = windowOf(box);
  if (seen.zoom > 1) [seen.x, seen.y] = [Number(at[1]), Number(at[2])];
  show(box);
}

function show(box: Element): void {
  const svg = box.querySelector("svg");
  if (!(box instanceof HTMLElement) || !svg) return;
  const [width, height] = plane(box);
  const seen = windowOf(box);
  const [w, h] = [width / seen.zoom, height / seen.zoom];
  seen.x = Math.min(width - w / 2, Math.max(w / 2, seen.x));
  seen.y = Math.min(height - h / 2, Math.max(h / 2, seen.y));
  const view = `${(seen.x - w / 2).toFixed(1)} ${(seen.y - h / 2).toFixed(1)} ${w.toFixed(1)} ${h.toFixed(1)}`;
  if (svg.getAttribute("viewBox") !== view) svg.setAttribute("viewBox", view);
  const pixels = svg.getBoundingClientRect().width;
  if (pixels > 0) {
    const unit = w / pixels;
    box.style.setProperty("--unit", unit.toFixed(3));
    box.toggleAttribute("data-far", unit > CROWDED);
  }
  box.toggleAttribute("data-near", seen.zoom > 1);
}

function choose(id: string): void {
  store?.set("map", id);
  for (const map of document.querySelectorAll<HTMLElement>("[data-map]")) {
    for (const spot of map.querySelectorAll("g[data-spot]")) spot.classList.toggle("chosen", spot.getAttribute("data-spot") === id);
    for (const button of map.querySelectorAll<HTMLElement>("[data-spot-pick]")) button.setAttribute("aria-pressed", String(button.dataset.spotPick === id));
    const line = map.querySelector<HTMLElement>(`li[data-spot="${CSS.escape(id)}"]`);
    const place = map.querySelector<HTMLElement>("[data-map-chosen]");
    if (place) say(place, id === "" ? null : line);
  }
}

function say(place: HTMLElement, line: HTMLElement | null): void {
  const name = line?.querySelector("[data-spot-pick]")?.textContent?.trim() ?? "";
  const words = line?.querySelector("[data-spot-words]");
  const key = line ? `${name}|${words?.innerHTML ?? ""}` : "";
  if (place.dataset.said === key && (key === "" || place.childElementCount > 0)) return;
  place.dataset.said = key;
  if (!line) {
    place.replaceChildren();
    return;
  }
  const head = document.createElement("b");
  head.textContent = name;
  place.replaceChildren(head, ...(words ? [words.cloneNode(true)] : []));
}
