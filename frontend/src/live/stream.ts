// The stream of a seat's page: one socket that comes back by itself, after sleep, a lost network or a restart of the
// server, and goes on from what the page has. Where sockets do not get through, the regions are fetched every few seconds.

import { headers, type Page } from "./page";
import { type Frame, apply, have } from "./regions";
import type { Draft } from "./writing";

export type Link = "live" | "lost" | "back";

export interface Told {
  link(link: Link): void;
  ended(why: "revoked"): void;
  server(now: number): void;
  present(seats: Readonly<Record<string, number>>): void;
  taken(calls: Readonly<Record<string, string>>): void;
  writing(drafts: readonly Draft[]): void;
}

interface Said extends Partial<Frame> {
  readonly present?: Record<string, number>;
  readonly taken?: Record<string, string>;
  readonly writing?: readonly Draft[];
  readonly pong?: number;
}

// As in src/palermo/live/stream.py.
const RESTART = 1012;
const STRANGER = 4001;
const REVOKED = 4003;
const NOWHERE = 4004;
const SLOW = 4008;
const MOVED = 4009;

const PING = 25_000;
const PATIENCE = 5_000;
const LONGEST = 5_000;
const FORGIVEN = 1_500; // a gap so short is not worth a word
const ASK_ANEW = 5_000;

// A page of few regions (<html data-few>) is told of no others.
function few(): string[] {
  if (document.documentElement.dataset.few === undefined) return [];
  return [...document.querySelectorAll<HTMLElement>("[data-region]")].map((place) => place.dataset.region ?? "");
}

export interface Stream {
  // Fetches all regions again.
  anew(): void;
  // Tells the others at control who sees to a call; '' lets go of it.
  take(call: string, by: string): void;
  // Says something small to the server, if there is a connection.
  send(message: object): void;
}

export function openStream(page: Page, told: Told): Stream {
  let socket: WebSocket | null = null;
  let version = -1;
  let tries = 0;
  let ended = false;
  let wasLost = false;
  let opened = false;
  let again: number | undefined;
  let lost: number | undefined;
  let patience: number | undefined;

  function connect(): void {
    window.clearTimeout(again);
    if (ended || socket) return;
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const mine = new WebSocket(`${scheme}//${location.host}/live/socket`);
    socket = mine;
    opened = false;
    mine.addEventListener("open", () => {
      mine.send(JSON.stringify({ token: page.token, language: page.language, gentle: page.gentle, have: have(), only: few() }));
    });
    mine.addEventListener("message", (event) => {
      if (mine === socket && typeof event.data === "string") hear(JSON.parse(event.data) as Said);
    });
    mine.addEventListener("close", (event) => {
      if (mine === socket) closed(event.code);
    });
    expect(PATIENCE * 2);
  }

  function hear(said: Said): void {
    if (said.pong !== undefined) {
      settle();
      told.server(said.pong);
    }
    if (said.present) told.present(said.present);
    if (said.taken) told.taken(said.taken);
    if (said.writing) told.writing(said.writing);
    if (said.regions && said.v !== undefined) {
      settle();
      const first = !opened;
      opened = true;
      tries = 0;
      frame(said as Frame);
      if (first) found();
    }
  }

  function frame(next: Frame): void {
    told.server(next.now);
    if (next.since >= 0 && next.since !== version) {
      void askAnew();
      return;
    }
    version = next.v;
    apply(next);
  }

  function found(): void {
    window.clearTimeout(lost);
    lost = undefined;
    told.link(wasLost ? "back" : "live");
    wasLost = false;
  }

  // -- losing it --------------------------------------------------------------------------------

  function closed(code: number): void {
    socket = null;
    settle();
    switch (code) {
      case MOVED:
        location.reload();
        return;
      case STRANGER:
        if (reloadOnce()) return;
        end();
        return;
      case REVOKED:
      case NOWHERE:
        end();
        return;
      default:
        miss();
        later(code === RESTART ? 1_000 : code === SLOW ? 300 : Math.min(LONGEST, 500 * 2 ** tries));
    }
    tries += 1;
    if (tries >= 3 && !opened) void askAnew();
  }

  function miss(): void {
    if (lost !== undefined || wasLost) return;
    lost = window.setTimeout(() => {
      wasLost = true;
      told.link("lost");
    }, FORGIVEN);
  }

  function end(): void {
    ended = true;
    window.clearTimeout(lost);
    told.link("lost");
    told.ended("revoked");
  }

  function later(wait: number): void {
    window.clearTimeout(again);
    again = window.setTimeout(connect, wait * (0.5 + Math.random()));
  }

  // A token that ran out while the page stood open: the page brings a new one, if its owner is still signed in.
  function reloadOnce(): boolean {
    const key = `palermo.reloaded.${page.exercise}.${page.seat}`;
    try {
      const last = Number(sessionStorage.getItem(key) ?? 0);
      if (Date.now() - last < 60_000) return false;
      sessionStorage.setItem(key, String(Date.now()));
    } catch {
      return false;
    }
    location.reload();
    return true;
  }

  // -- is anybody there? ------------------------------------------------------------------------

  function expect(wait: number): void {
    window.clearTimeout(patience);
    patience = window.setTimeout(drop, wait);
  }

  function settle(): void {
    window.clearTimeout(patience);
  }

  // The other side may be gone without a word: the close of such a socket takes minutes to be noticed.
  function drop(): void {
    const gone = socket;
    if (!gone) return;
    socket = null;
    gone.close();
    closed(1006);
  }

  function ping(): void {
    if (socket?.readyState !== WebSocket.OPEN || !opened) return;
    socket.send('{"ping":1}');
    expect(PATIENCE);
  }

  function poke(): void {
    if (ended) return;
    if (socket) {
      ping();
      return;
    }
    tries = 0;
    connect();
  }

  // Somebody else speaks from this page now: her regions come over a stream of her own.
  function anew(): void {
    const gone = socket;
    socket = null;
    settle();
    gone?.close();
    ended = false;
    tries = 0;
    connect();
  }

  // All regions anew: after a gap, and where sockets do not get through.
  let asking = 0;
  async function askAnew(): Promise<void> {
    if (performance.now() - asking < ASK_ANEW && asking > 0) return;
    asking = performance.now();
    try {
      const answer = await fetch(`/live/regions?${new URLSearchParams({ only: few().join(" ") })}`, { headers: headers(page), cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return;
      const fresh = (await answer.json()) as Frame;
      told.server(fresh.now);
      version = fresh.v;
      apply(fresh);
      found();
    } catch {
      // the next try comes with the next connection
    }
  }

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") poke();
  });
  window.addEventListener("online", poke);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) poke();
  });
  window.setInterval(() => {
    if (document.visibilityState === "visible") ping();
  }, PING);
  connect();
  // What is lost with the connection is said again by who says it.
  function send(message: object): void {
    if (socket?.readyState === WebSocket.OPEN && opened) socket.send(JSON.stringify(message));
  }

  const take = (call: string, by: string): void => {
    send({ take: call, by });
  };
  return { anew, take, send };
}
