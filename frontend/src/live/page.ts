// What the page says of itself: whose it is, and the token that speaks for it. Two chairs in one browser must not
// collide, so nothing here is shared between pages and every key of the storage names exercise and seat.
//
//   <html data-exercise="x7" data-seat="s-abcdefgh" data-desks="BG POL" lang="en" data-gentle="1">
//                                                                 data-gentle: this device wants the softer wording
//   <meta name="seat-token" content="...">
//   <meta name="seat-words" content='{"live": "Live", ...}'>   the words this code says, in the page's language

export interface Page {
  readonly exercise: string;
  readonly seat: string;
  readonly desks: ReadonlySet<string>;
  readonly language: string;
  readonly gentle: boolean;
  readonly token: string;
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
    token,
    desks: new Set((root.dataset.desks ?? "").split(/\s+/).filter(Boolean)),
    language: document.documentElement.lang,
    gentle: root.dataset.gentle === "1",
  };
}

export function headers(page: Page): Record<string, string> {
  return { "X-Seat": page.token, "X-Language": page.language, ...(page.gentle ? { "X-Gentle": "1" } : {}) };
}
