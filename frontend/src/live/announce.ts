// One polite voice for the whole page. It speaks the latest sum, at most every ten seconds.

const EVERY = 10_000;

let place: HTMLElement | null = null;
let last = -EVERY;
let pending: string | null = null;
let timer: number | undefined;

function voice(): HTMLElement {
  if (!place?.isConnected) {
    place = document.createElement("div");
    place.className = "visually-hidden";
    place.setAttribute("aria-live", "polite");
    place.setAttribute("role", "status");
    document.body.append(place);
  }
  return place;
}

function speak(): void {
  timer = undefined;
  if (pending === null) return;
  voice().textContent = pending;
  pending = null;
  last = performance.now();
}

export function announce(text: string): void {
  pending = text;
  if (timer !== undefined) return;
  timer = window.setTimeout(speak, Math.max(0, last + EVERY - performance.now()));
}

// The element has to be there before it says something, or nobody hears the first word.
export function prepareVoice(): void {
  voice();
}
