// The paper desk: control's page on which what happens on paper is recorded in two taps.
//
//   [data-paper-team="T2"]        chooses the table whose panel stands in [data-region="paper-panel"]; the device remembers it
//   [data-paper-find]             "bg6" and Enter marks that fact, at whichever table holds it; typing narrows the facts
//   [data-paper-fact="BG-6"]      marks a fact (data-giver: who tells it; data-forms: the lawful form for a desk in writing)
//   [data-paper-to="POL"]         records the marked facts for this desk; with data-channel they are sent by it
//   [data-paper-several]          turns the desks into marks too, and shows [data-paper-record]
//
// The panel is a form of the server's for control acting for that table. It is fetched again when the exercise moved.

import type { Command, Commands } from "./commands";
import { headers, type Page } from "./page";
import { apply, askedFrom, version } from "./regions";
import type { Store } from "./store";
import { showNote, showRefusal } from "./toast";
import { say } from "./words";

const PANEL = "paper-panel";
const OFTEN = 400; // ms between two looks at the panel
const PATIENCE = 10_000;
const RETRY = 2_000; // ms after a panel that did not come
const UNDO_SECONDS = 10;
const SLOW = 3_000;
const TEAM = "paper.team";

interface Way {
  readonly page: Page;
  readonly store: Store;
  readonly commands: Commands;
}

interface Row {
  readonly command: Command;
  readonly acting: string | undefined;
  readonly undo: (id: string) => Command;
}

const all = (selector: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(selector)];
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

// Returns what brings the desk up after each change of the page; on other pages it does nothing.
export function openPaper(way: Way): () => void {
  const panel = document.querySelector<HTMLElement>(`[data-region="${PANEL}"]`);
  if (!panel) return () => undefined;

  let team = way.store.get(TEAM) ?? "";
  let shownAt = -2; // the version the panel was made at
  let loading = false;
  let again = false;
  let later: number | undefined;
  let wanted = ""; // a fact asked for by its number, to be marked as soon as its table is there
  let several = false;
  const facts = new Set<string>();
  const heard = new Set<string>();
  const find = document.querySelector<HTMLInputElement>("[data-paper-find]");

  // -- the panel --------------------------------------------------------------------------------

  async function load(): Promise<void> {
    if (loading) {
      again = true;
      return;
    }
    loading = true;
    window.clearTimeout(later);
    const asked = team;
    const at = version();
    let came = false;
    try {
      const query = new URLSearchParams({ what: "paper", target: "", desk: "", for: asked });
      const answer = await fetch(`/live/form?${query}`, { headers: headers(way.page), cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok && asked === team) {
        const html = await answer.text();
        shownAt = at;
        came = true;
        apply({ v: -1, since: -1, now: 0, regions: { [PANEL]: html }, digests: {} });
        mark();
      }
    } catch {
      // The label in the header says that there is no connection; what is shown stays, and is another table's perhaps.
      if (asked === team && document.querySelector<HTMLElement>("[data-paper]")?.dataset.paper !== team) showRefusal(say("no_form"));
    }
    loading = false;
    if (again) {
      again = false;
      void load();
    } else if (!came && asked === team) {
      later = window.setTimeout(follow, RETRY); // what it missed may be the last thing that moves
    }
  }

  function follow(): void {
    choose();
    if (team && version() > shownAt) {
      // What moved while a panel is on its way may not be in it, and may be the last thing that moves.
      if (loading) again = true;
      else {
        window.clearTimeout(later);
        later = window.setTimeout(() => void load(), shownAt < 0 ? 0 : OFTEN);
      }
    }
    mark();
  }

  // The table of last time, if it is still there; else the first.
  function choose(): void {
    const tables = all("[data-paper-team]");
    if (tables.some((one) => one.dataset.paperTeam === team)) return;
    team = tables[0]?.dataset.paperTeam ?? "";
    shownAt = -2;
  }

  function go(to: string): void {
    if (to === team) return;
    team = to;
    way.store.set(TEAM, to);
    facts.clear();
    heard.clear();
    shownAt = -2;
    panel?.setAttribute("aria-busy", "true");
    mark();
    void load();
  }

  // -- marks ------------------------------------------------------------------------------------

  function mark(): void {
    const there = new Set(all("[data-paper-fact]").map((one) => one.dataset.paperFact ?? ""));
    const here = document.querySelector<HTMLElement>("[data-paper]")?.dataset.paper === team;
    if (here) panel?.removeAttribute("aria-busy");
    for (const fact of [...facts]) if (here && !there.has(fact)) facts.delete(fact);
    if (here && wanted) {
      if (there.has(wanted)) {
        facts.add(wanted);
        clear();
        first()?.focus();
      }
      wanted = "";
    }
    for (const one of all("[data-paper-team]")) press(one, one.dataset.paperTeam === team);
    for (const one of all("[data-paper-fact]")) press(one, facts.has(one.dataset.paperFact ?? ""));
    for (const one of all("[data-paper-several]")) press(one, several);
    for (const one of all("[data-paper-to]")) {
      (one as HTMLButtonElement).disabled = facts.size === 0;
      if (several) press(one, heard.has(key(one)));
      else one.removeAttribute("aria-pressed");
    }
    for (const one of all("[data-paper-record]")) {
      one.hidden = !several;
      (one as HTMLButtonElement).disabled = facts.size === 0 || heard.size === 0;
    }
    narrow();
  }

  function press(button: HTMLElement, on: boolean): void {
    button.setAttribute("aria-pressed", String(on));
  }

  const key = (button: HTMLElement): string => `${button.dataset.paperTo}.${button.dataset.channel ?? ""}`;
  const first = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-paper-to]:not(:disabled)");

  function toggle(set: Set<string>, name: string): void {
    if (!set.delete(name)) set.add(name);
    mark();
    if (set === facts && facts.size > 0) for (const one of all("[data-paper-to]")) (one as HTMLButtonElement).disabled = false;
  }

  // -- finding ----------------------------------------------------------------------------------

  function narrow(): void {
    const asked = plain(find?.value ?? "");
    let any = false;
    for (const one of all("[data-paper-fact]")) {
      const fits = asked === "" || plain(one.dataset.find ?? "").includes(asked);
      one.hidden = !fits && !facts.has(one.dataset.paperFact ?? "");
      any ||= fits;
    }
    for (const one of all("[data-paper-none]")) one.hidden = any || asked === "";
  }

  function clear(): void {
    if (find) find.value = "";
  }

  // "bg6": the fact of this number at this table; else at the table that its letters name.
  function take(): void {
    const asked = plain(find?.value ?? "");
    if (!asked) return;
    const chips = all("[data-paper-fact]");
    const exact = chips.find((one) => plain(one.dataset.paperFact ?? "") === asked);
    const fitting = chips.filter((one) => !one.hidden && plain(one.dataset.find ?? "").includes(asked));
    const one = exact ?? (fitting.length === 1 ? fitting[0] : undefined);
    if (one) {
      facts.add(one.dataset.paperFact ?? "");
      clear();
      mark();
      first()?.focus();
      return;
    }
    const letters = asked.replace(/\d+$/, "");
    const digits = asked.slice(letters.length);
    for (const table of all("[data-paper-team]")) {
      const own = (table.dataset.paperDesks ?? "").split(" ").find((name) => plain(name) === letters);
      if (own && digits && table.dataset.paperTeam !== team) {
        go(table.dataset.paperTeam ?? "");
        wanted = `${own}-${digits}`;
        return;
      }
    }
  }

  // -- recording --------------------------------------------------------------------------------

  function rows(to: HTMLElement): Row[] {
    const desk = to.dataset.paperTo ?? "";
    const channel = to.dataset.channel;
    const chips = all("[data-paper-fact]").filter((one) => facts.has(one.dataset.paperFact ?? ""));
    if (channel === undefined) {
      return chips.map((one) => ({
        command: { do: "told", desk, number: one.dataset.paperFact ?? "", giver: one.dataset.giver ?? "" },
        acting: undefined,
        undo: (id) => ({ do: "correct", told: `control.${id}` }),
      }));
    }
    // A letter has one writer: one for each desk of this table that holds some of the facts.
    const writers = new Map<string, string[][]>();
    for (const one of chips) {
      const forms = JSON.parse(one.dataset.forms ?? "{}") as Record<string, string>;
      const giver = one.dataset.giver ?? "";
      writers.set(giver, [...(writers.get(giver) ?? []), [one.dataset.paperFact ?? "", forms[desk] ?? "full", desk]]);
    }
    return [...writers].map(([giver, items]) => ({
      command: { do: "send", kind: "own", desk: giver, to: [desk], channel, items },
      acting: team,
      undo: (id) => ({ do: "takeback", message: `control@${team}.${id}` }),
    }));
  }

  async function record(to: readonly HTMLElement[], button: HTMLElement): Promise<void> {
    const asked = to.flatMap(rows);
    const named = [...facts].join(", ");
    const whom = to.map((one) => one.dataset.name ?? "").join(", ");
    const of = team;
    if (asked.length === 0) return;
    askedFrom(button);
    facts.clear();
    heard.clear();
    mark();
    const slow = window.setTimeout(() => showNote(say("kept"), null, 6), SLOW);
    const outcomes = await Promise.all(asked.map((row) => way.commands.ask(row.command, "", row.acting).outcome));
    window.clearTimeout(slow);
    const undo: Command[] = [];
    let refused = "";
    outcomes.forEach((outcome, n) => {
      const row = asked[n];
      if (outcome.ok && row) undo.push(row.undo(outcome.id));
      else if (!outcome.ok) refused = outcome.refused.sentence || outcome.refused.code;
    });
    if (refused) showRefusal(refused);
    else showNote(say("paper_told", { facts: named, to: whom }), { label: say("undo"), act: () => void takeBack(undo, of) }, UNDO_SECONDS);
    void load();
  }

  async function takeBack(commands: readonly Command[], of: string): Promise<void> {
    for (const command of commands) {
      const outcome = await way.commands.ask(command, "", of).outcome;
      if (!outcome.ok) {
        showRefusal(outcome.refused.sentence || outcome.refused.code);
        return;
      }
    }
    showNote(say("undone"), null, 5);
    void load();
  }

  // -- listening --------------------------------------------------------------------------------

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("button") : null;
    if (!pressed || pressed.matches(":disabled")) return;
    const { paperTeam, paperFact, paperTo } = pressed.dataset;
    if (paperTeam !== undefined) go(paperTeam);
    else if (paperFact !== undefined) toggle(facts, paperFact);
    else if (paperTo !== undefined && several) toggle(heard, key(pressed));
    else if (paperTo !== undefined) void record([pressed], pressed);
    else if (pressed.dataset.paperSeveral !== undefined) {
      several = !several;
      heard.clear();
      mark();
    } else if (pressed.dataset.paperRecord !== undefined) {
      void record(all("[data-paper-to]").filter((one) => heard.has(key(one))), pressed);
    }
  });
  find?.addEventListener("input", narrow);
  find?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      take();
    } else if (event.key === "Escape") {
      clear();
      narrow();
    }
  });
  return follow;
}
