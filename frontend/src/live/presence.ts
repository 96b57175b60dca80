// For control: how many seats of each table are connected just now. It is in no log and in no version.
//
//   <span data-present="G1"></span>   filled with the number

let seats: Readonly<Record<string, number>> | null = null;

export function showPresence(found: Readonly<Record<string, number>> | null = null): void {
  seats = found ?? seats;
  if (!seats) return;
  for (const place of document.querySelectorAll<HTMLElement>("[data-present]")) {
    const text = String(seats[place.dataset.present ?? ""] ?? 0);
    if (place.textContent !== text) place.textContent = text;
  }
}
