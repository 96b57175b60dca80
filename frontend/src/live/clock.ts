// Story time, the phases as bars and the minutes left, told from what stands in the page. Views hold due times, never
// "now": this is the only place where the page knows what time it is. It steps once a second; bars step every five.
//
//   [data-clock data-wall data-t data-speed data-running data-schedule data-words]
//   [data-story]  [data-phase-name]  [data-phase-left]  [data-second]   filled in
//   li[data-phase] > i        filled with the share that is over
//   [data-phase-minutes]      the minutes left alone, for large letters
//   [data-due data-since]     with [data-left="left" | "min"] and a bar
//   [data-ago="t"]            real minutes since an exercise second
//   [data-in="t"]             minutes and seconds until one
//   [data-over-at="t"]        gets data-s="over" then, and shows its [data-over-text]
//   [data-arrives]            time of day when what goes now by the form's chosen channel is there
//   [data-late-at="t" data-takes="s"]   shown while what takes so long would be over only after t
//   [data-from="t"]           hidden until then;  [data-to="t"]  hidden from then on
//   [data-none-shown]         hidden while the list before it shows something
//   rect[data-t0 data-t1 data-full]   as wide as the share of its time that is over
//   [data-now-line data-t0 data-t1 data-x0 data-x1]   moved to where the clock is, hidden out of play

import { announce } from "./announce";
import { showSilence } from "./silence";

type Piece = readonly [t0: number, t1: number, s0: number, s1: number];

export interface Phase {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly story: number;
  readonly rate: number;
  readonly pieces: readonly Piece[];
}

type ClockWord = "left" | "under" | "late" | "lately" | "min" | "less" | "begins";

interface Clock {
  readonly wall: number;
  readonly t: number;
  readonly speed: number;
  readonly running: boolean;
  readonly phases: readonly Phase[];
  readonly words: Readonly<Partial<Record<ClockWord, string>>>;
}

const DAY = 24 * 3600;
const SPOKEN = [5, 1];
const SAMPLES = 12;

const heard: number[] = [];
let offset = 0;
let read: { from: HTMLElement; text: string; clock: Clock } | null = null;
let spoken = "";
let lastMinuteBegan: () => void = () => undefined;

// Called when the last minute of a phase begins.
export function onLastMinute(act: () => void): void {
  lastMinuteBegan = act;
}
let phaseNow = "";
let entered: (phase: Phase) => void = () => undefined;

// The server's clock counts: a device's own may be minutes off. A word that was long on its way makes the server seem
// behind, never ahead: of the last few, the largest difference is the nearest to the truth.
export function setServerTime(now: number): void {
  heard.push(now - Date.now() / 1000);
  if (heard.length > SAMPLES) heard.shift();
  offset = Math.max(...heard);
}

// The server's UTC second now.
export function serverNow(): number {
  return Date.now() / 1000 + offset;
}

function readClock(): Clock | null {
  const from = document.querySelector<HTMLElement>("[data-clock]");
  if (!from) return null;
  const { wall, t, speed, running, schedule, words } = from.dataset;
  const text = [wall, t, speed, running, schedule, words].join("\n");
  if (read?.from === from && read.text === text) return read.clock;
  const clock: Clock = {
    wall: Number(wall),
    t: Number(t),
    speed: Number(speed),
    running: Boolean(running),
    phases: JSON.parse(schedule ?? "[]") as Phase[],
    words: JSON.parse(words ?? "{}") as Clock["words"],
  };
  read = { from, text, clock };
  return clock;
}

function exerciseSecond(clock: Clock): number {
  if (!clock.running) return clock.t;
  const now = Date.now() / 1000 + offset;
  return Math.max(clock.t, clock.t + Math.floor((now - clock.wall) * clock.speed));
}

const starts = (phase: Phase): number => phase.pieces[0]?.[0] ?? 0;
const ends = (phase: Phase): number => phase.pieces.at(-1)?.[1] ?? 0;

function phaseAt(clock: Clock, t: number): Phase | undefined {
  return clock.phases.find((phase) => t < ends(phase)) ?? clock.phases.at(-1);
}

function scriptSecond(phase: Phase, t: number): number {
  for (const [t0, t1, s0, s1] of phase.pieces) {
    if (t < t1) return t1 > t0 ? s0 + ((t - t0) * (s1 - s0)) / (t1 - t0) : s0;
  }
  return phase.pieces.at(-1)?.[3] ?? 0;
}

function story(phase: Phase, t: number): string {
  const seconds = (phase.story + Math.floor(scriptSecond(phase, t) * phase.rate)) % DAY;
  const part = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${part(seconds / 3600)}:${part((seconds % 3600) / 60)}`;
}

const clockFace = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

const fill = (words: string | undefined, n: number): string => (words ?? "{n}").replace("{n}", String(n));

// Exercise seconds are real seconds times the speed; people are told real minutes.
function minutes(clock: Clock, seconds: number): number {
  return Math.floor(seconds / (clock.speed || 1) / 60);
}

function minutesLeft(clock: Clock, seconds: number): string {
  const n = minutes(clock, seconds);
  return n < 1 ? "<1" : String(n);
}

function left(clock: Clock, seconds: number, style: string): string {
  const { words } = clock;
  const n = minutes(clock, Math.abs(seconds));
  if (seconds < 0) return n < 1 ? (words.lately ?? "") : fill(words.late, n);
  if (style === "min") return n < 1 ? (words.less ?? "") : fill(words.min, n);
  return n < 1 ? (words.under ?? "") : fill(words.left, n);
}

// -- filling in ---------------------------------------------------------------------------------

function write(root: ParentNode, selector: string, text: string): void {
  for (const place of root.querySelectorAll(selector)) {
    if (place.textContent !== text) place.textContent = text;
  }
}

function bar(place: HTMLElement | null, share: number): void {
  const value = `${(Math.min(1, Math.max(0, share)) * 100).toFixed(1)}%`;
  if (place && place.style.getPropertyValue("--f") !== value) place.style.setProperty("--f", value);
}

function phases(clock: Clock, t: number, current: Phase | undefined): void {
  const bars = (phase: Phase): NodeListOf<HTMLElement> =>
    document.querySelectorAll(`li[data-phase="${CSS.escape(phase.id)}"]`);
  for (const phase of clock.phases) {
    const long = ends(phase) - starts(phase);
    for (const item of bars(phase)) {
      item.style.setProperty("--m", String(Math.max(1, Math.round(long / 60))));
      bar(item.querySelector("i"), long > 0 ? (t - starts(phase)) / long : Number(t >= ends(phase)));
      if (phase === current) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
  }
}

function dues(root: ParentNode, clock: Clock, t: number, withBars: boolean): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-due]")) {
    const due = Number(place.dataset.due);
    const since = Number(place.dataset.since ?? t);
    const text = place.querySelector<HTMLElement>("[data-left]");
    if (text) write(place, "[data-left]", left(clock, due - t, text.dataset.left ?? ""));
    const share = due > since ? (t - since) / (due - since) : Number(t >= due);
    if (withBars) bar(place.querySelector<HTMLElement>(":scope > i"), share);
    // The last third is soon. What somebody has taken or what is met keeps its own mark.
    if (place.dataset.s === "wait" && share >= 2 / 3) place.dataset.s = "soon";
    if ((place.dataset.s === "wait" || place.dataset.s === "soon") && t > due && place.dataset.need !== undefined) {
      place.dataset.s = "over";
    }
  }
}

function spans(root: ParentNode, clock: Clock, t: number): void {
  const put = (place: HTMLElement, text: string): void => {
    if (place.textContent !== text) place.textContent = text;
  };
  for (const place of root.querySelectorAll<HTMLElement>("[data-ago]")) {
    const n = minutes(clock, t - Number(place.dataset.ago));
    put(place, n < 1 ? (clock.words.less ?? "") : fill(clock.words.min, n));
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-in]")) {
    put(place, clockFace(Math.max(0, (Number(place.dataset.in) - t) / (clock.speed || 1))));
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-over-at]")) {
    const over = t > Number(place.dataset.overAt);
    if (over) place.dataset.s = "over";
    for (const text of place.querySelectorAll<HTMLElement>("[data-over-text]")) text.hidden = !over;
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-from], [data-to]")) {
    const { from = "-1", to = "Infinity" } = place.dataset;
    place.hidden = t < Number(from) || t >= Number(to);
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-none-shown]")) {
    const list = place.previousElementSibling;
    place.hidden = [...(list?.children ?? [])].some((one) => one instanceof HTMLElement && !one.hidden);
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-arrives]")) {
    const way = place.closest("form")?.querySelector<HTMLElement>("input[name=channel]:checked");
    const there = t + Number(way?.dataset.takes ?? 0);
    const then = phaseAt(clock, there);
    if (then) put(place, story(then, there));
  }
  for (const place of root.querySelectorAll<HTMLElement>("[data-late-at]")) {
    const at = Number(place.dataset.lateAt);
    place.hidden = t > at || t + Number(place.dataset.takes) <= at;
  }
}

function strip(root: ParentNode, t: number): void {
  for (const bar of root.querySelectorAll<SVGElement>("rect[data-t0]")) {
    const [from, to, full] = [Number(bar.dataset.t0), Number(bar.dataset.t1), Number(bar.dataset.full)];
    const share = to > from ? Math.min(1, Math.max(0, (t - from) / (to - from))) : 0;
    bar.setAttribute("width", (full * share).toFixed(1));
  }
  // An attribute of the drawing: a style would need the page's permission.
  for (const line of root.querySelectorAll<SVGElement>("[data-now-line]")) {
    const [from, to] = [Number(line.dataset.t0), Number(line.dataset.t1)];
    const [x0, x1] = [Number(line.dataset.x0), Number(line.dataset.x1)];
    const share = to > from ? Math.min(1, Math.max(0, (t - from) / (to - from))) : 0;
    line.setAttribute("transform", `translate(${(x0 + share * (x1 - x0)).toFixed(1)} 0)`);
    line.toggleAttribute("hidden", t < from || t >= to);
  }
}

// Five minutes and one before the end of a phase, and never in between: clocks are silent.
function speak(clock: Clock, t: number, phase: Phase | undefined): void {
  if (!clock.running || !phase || phase.kind !== "play") return;
  const rest = (ends(phase) - t) / (clock.speed || 1) / 60;
  const mark = SPOKEN.find((n) => rest <= n && rest > n - 0.1);
  const key = `${phase.id}.${mark}`;
  if (mark === undefined || key === spoken) return;
  spoken = key;
  if (mark === 1) lastMinuteBegan();
  announce(`${phase.name}: ${fill(clock.words.left, mark)}`);
}

// Calls back with the phase that stands now, and with each one that begins.
export function onPhase(tell: (phase: Phase) => void): void {
  entered = tell;
  phaseNow = "";
}

function tick(root: ParentNode, withBars: boolean): void {
  const clock = readClock();
  if (!clock) return;
  const t = exerciseSecond(clock);
  const phase = phaseAt(clock, t);
  if (phase && root === document) {
    write(root, "[data-story]", story(phase, t));
    write(root, "[data-second]", clockFace(t));
    write(root, "[data-phase-name]", phase.name);
    write(root, "[data-phase-left]", t < ends(phase) ? left(clock, ends(phase) - t, "left") : "");
    write(root, "[data-phase-minutes]", t < ends(phase) ? minutesLeft(clock, ends(phase) - t) : "0");
    if (withBars) phases(clock, t, phase);
    speak(clock, t, phase);
    const play = clock.phases.find((one) => one.kind === "play");
    const inPlay = clock.running && phase?.kind === "play" && t < ends(phase);
    showSilence(t, play ? starts(play) : null, inPlay ? clock.speed || 1 : 0);
    if (phase.id !== phaseNow) {
      phaseNow = phase.id;
      entered(phase);
    }
  }
  dues(root, clock, t, withBars);
  spans(root, clock, t);
  if (withBars) strip(root, t);
}

// Real seconds for so many of the exercise, at the present speed.
export function realSeconds(seconds: number): number {
  return seconds / (readClock()?.speed || 1);
}

// After a change of the page, before it is painted.
export function tickNow(root: ParentNode = document): void {
  tick(root, true);
}

export function startClock(): void {
  let count = 0;
  tickNow();
  window.setInterval(() => {
    if (document.visibilityState === "visible") tick(document, count % 5 === 0);
    count += 1;
  }, 1_000);
}
