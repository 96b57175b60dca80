// Commands: asked under an id of their own, kept until they are acknowledged, and asked again under the same id after a
// lost answer, a reload or a restart of the server. The server does each id once.

import type { Holding } from "./held";
import { headers, type Page } from "./page";
import type { Store } from "./store";

export type Command = { readonly do: string } & Readonly<Record<string, unknown>>;

export interface Refusal {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly sentence: string;
}

export type Outcome = { readonly ok: true; readonly id: string; readonly seat: string; readonly v: number } | { readonly ok: false; readonly refused: Refusal };

export interface Asking {
  readonly id: string;
  readonly seat: string;
  readonly outcome: Promise<Outcome>;
}

export interface Commands {
  ask(command: Command, draft: string, acting: string | undefined, seat?: string): Asking;
  // Asks after so many milliseconds, unless it is undone before.
  hold(command: Command, draft: string, acting: string | undefined, ms: number): Holding;
  retry(): void;
  // How many have been asked for and not acknowledged.
  waiting(): number;
}

interface Kept {
  readonly id: string;
  readonly command: Command;
  readonly draft: string;
  readonly acting: string | undefined;
  readonly seat: string;
  readonly at: number;
}

interface Heard {
  // A command of an earlier page was acknowledged or refused, and nobody on this page waits for it.
  orphan(outcome: Outcome, draft: string): void;
  tooOld(count: number): void;
}

const KEPT = "asked."; // one key for each: two tabs of one seat do not overwrite each other's
const TOO_OLD = 30 * 60_000;
const LONGEST = 15_000;
const PATIENCE = 15_000; // for an answer; the server gives up earlier
const BROKEN_TRIES = 3;
const FINAL = new Set([400, 403, 404, 405, 409, 413, 414, 415, 422]);

// Not `randomUUID`: a room's network has no HTTPS, and browsers then keep it away.
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const sleep = (ms: number): Promise<void> => new Promise((done) => window.setTimeout(done, ms));

export function openCommands(page: Page, store: Store, heard: Heard): Commands {
  const waiters = new Map<string, (outcome: Outcome) => void>();
  let running = false;
  let wake: (() => void) | null = null;

  const nameOf = (item: Kept): string => `${KEPT}${item.at}.${item.id}`;
  const queue = earlier();

  // What an earlier page asked for and nobody acknowledged. Another tab may be at it too: the server does it once.
  function earlier(): Kept[] {
    const found: Kept[] = [];
    let old = 0;
    for (const name of store.names(KEPT)) {
      const item = read(name);
      if (item && Date.now() - item.at < TOO_OLD && ours(item)) {
        found.push(item);
        continue;
      }
      store.remove(name);
      old += 1;
    }
    if (old > 0) heard.tooOld(old);
    return found;
  }

  // Of a table's device: somebody who is no longer at it cannot be asked for.
  function ours(item: Kept): boolean {
    return page.hands.length === 0 || page.hands.some((hand) => hand.seat === item.seat);
  }

  function read(name: string): Kept | null {
    try {
      return JSON.parse(store.get(name) ?? "null") as Kept | null;
    } catch {
      return null;
    }
  }

  function ask(command: Command, draft: string, acting: string | undefined, seat = page.seat): Asking {
    const item: Kept = { id: newId(), command, draft, acting, seat, at: Date.now() };
    const outcome = new Promise<Outcome>((done) => waiters.set(item.id, done));
    store.set(nameOf(item), JSON.stringify(item));
    queue.push(item);
    void pump();
    return { id: item.id, seat: item.seat, outcome };
  }

  // It is kept from the start: a page that is loaded anew meanwhile asks for it then.
  function hold(command: Command, draft: string, acting: string | undefined, ms: number): Holding {
    const item: Kept = { id: newId(), command, draft, acting, seat: page.seat, at: Date.now() };
    const sent = new Promise<Outcome>((done) => waiters.set(item.id, done));
    store.set(nameOf(item), JSON.stringify(item));
    let waits: number | undefined = window.setTimeout(() => {
      waits = undefined;
      queue.push(item);
      void pump();
    }, ms);
    const undo = (): boolean => {
      if (waits === undefined) return false;
      window.clearTimeout(waits);
      waits = undefined;
      waiters.delete(item.id);
      store.remove(nameOf(item));
      return true;
    };
    return { sent, undo };
  }

  // One after the other: what was asked first is decided first.
  async function pump(): Promise<void> {
    if (running) return;
    running = true;
    try {
      // Whoever waited for the last one may ask for the next before this loop has quite ended.
      while (queue[0]) await drain();
    } finally {
      running = false;
    }
  }

  async function drain(): Promise<void> {
    let tries = 0;
    let broken = 0;
    for (let item = queue[0]; item; item = queue[0]) {
      const result = await post(item);
      if (result.kind === "later" || (result.kind === "broken" && ++broken < BROKEN_TRIES)) {
        const wait = Math.max(result.after, Math.min(LONGEST, 500 * 2 ** tries)) * (0.75 + Math.random() / 2);
        tries += 1;
        await Promise.race([sleep(wait), new Promise<void>((done) => (wake = done))]);
        continue;
      }
      tries = 0;
      broken = 0;
      settle(item, result.kind === "ok" ? { ok: true, id: item.id, seat: item.seat, v: result.v } : { ok: false, refused: result.refused });
    }
  }

  function settle(item: Kept, outcome: Outcome): void {
    queue.shift();
    store.remove(nameOf(item));
    const waiter = waiters.get(item.id);
    waiters.delete(item.id);
    if (waiter) waiter(outcome);
    else heard.orphan(outcome, item.draft);
  }

  type Result =
    | { kind: "ok"; v: number }
    | { kind: "refused"; refused: Refusal }
    | { kind: "later"; after: number }
    | { kind: "broken"; after: number; refused: Refusal };

  async function post(item: Kept): Promise<Result> {
    try {
      const answer = await fetch("/live/command", {
        method: "POST",
        headers: { ...headers(page, item.seat), "Content-Type": "application/json" },
        body: JSON.stringify({ id: item.id, command: item.command, for: item.acting }),
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (answer.ok) return { kind: "ok", v: await versionOf(answer) };
      const after = Number(answer.headers.get("Retry-After") ?? 0) * 1000 || 0;
      if (!FINAL.has(answer.status) && answer.status !== 500) return { kind: "later", after };
      const refused = await refusalOf(answer);
      return answer.status === 500 ? { kind: "broken", after, refused } : { kind: "refused", refused };
    } catch {
      return { kind: "later", after: 0 };
    }
  }

  // It was done, whatever else can be read of the answer.
  async function versionOf(answer: Response): Promise<number> {
    try {
      return ((await answer.json()) as { v?: number }).v ?? 0;
    } catch {
      return 0;
    }
  }

  async function refusalOf(answer: Response): Promise<Refusal> {
    try {
      return ((await answer.json()) as { refused: Refusal }).refused;
    } catch {
      return { code: String(answer.status), params: {}, sentence: "" };
    }
  }

  window.setTimeout(() => void pump());
  return {
    ask,
    hold,
    retry: () => wake?.(),
    waiting: () => queue.length,
  };
}
