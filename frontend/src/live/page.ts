// What the page says of itself: whose it is, and the token that speaks for it. Two chairs in one browser must not
// collide, so nothing here is shared between pages and every key of the storage names exercise and seat.
//
//   <html data-exercise="x7" data-seat="s-abcdefgh" data-desks="BG POL" lang="en" data-gentle="1">
//                                                                 data-gentle: this device wants the softer wording
//   <meta name="seat-token" content="...">
//   <meta name="seat-hands" content='[{"seat": "s-...", "name": "Ewa", "desks": ["BG"], "token": "..."}, ...]'>
//                                                                 a table's device: its people, of whom one types (hands.ts);
//   <html data-keeper="d-7">                                      what it keeps is the device's, whoever types
//   <meta name="seat-words" content='{"live": "Live", ...}'>   the words this code says, in the page's language

export interface Hand {
  readonly seat: string;
  readonly name: string;
  readonly role: string;
  readonly desks: readonly string[];
  readonly token: string;
}

export interface Page {
  readonly exercise: string;
  readonly keeper: string; // under whose name this browser keeps things: the seat, or the device that several share
  readonly hands: readonly Hand[]; // empty where a page is one person's
  readonly language: string;
  seat: string;
  desks: ReadonlySet<string>;
  token: string;
  gentle: boolean; // changes when the device takes the other wording
}

function content(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

// The page of a seat, or null when this is another page (the sign-in, the list of exercises).
export function readPage(): Page | null {
  const root = document.querySelector<HTMLElement>("[data-exercise][data-seat]");
  const token = content("seat-token");
  const exercise = root?.dataset.exercise;
  const seat = root?.dataset.seat;
  if (!root || !token || !exercise || !seat) return null;
  return {
    exercise,
    seat,
    keeper: root.dataset.keeper ?? seat,
    hands: JSON.parse(content("seat-hands") || "[]") as Hand[],
    token,
    desks: new Set((root.dataset.desks ?? "").split(/\s+/).filter(Boolean)),
    language: document.documentElement.lang,
    gentle: root.dataset.gentle === "1",
  };
}

// From now on the page speaks for this one of its people.
export function speakFor(page: Page, hand: Hand): void {
  page.seat = hand.seat;
  page.desks = new Set(hand.desks);
  page.token = hand.token;
}

// As whoever asked, also if somebody else types by now.
export function headers(page: Page, seat = page.seat): Record<string, string> {
  const token = page.hands.find((hand) => hand.seat === seat)?.token ?? page.token;
  return { "X-Seat": token, "X-Language": page.language, ...(page.gentle ? { "X-Gentle": "1" } : {}) };
}
