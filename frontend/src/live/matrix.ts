// The order of "Who knows what": by owner as the server writes it, by the conclusion a fact can serve, by how long it waits.
//
//   <button data-mode="owner" aria-pressed>   in [data-matrix]: tr[data-since], tr[data-question], tr[data-heading] hidden

type Mode = "owner" | "question" | "wait";

let mode: Mode = "owner";
let server: readonly HTMLElement[] = []; // the rows in the server's order
let ours: readonly HTMLElement[] = []; // and as we put them last

export function listenMatrix(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-mode]") : null;
    if (!button) return;
    mode = button.dataset.mode as Mode;
    orderMatrix();
  });
}

// Rows that do not stand as we put them last stand as the server wrote them.
export function orderMatrix(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-mode]")) {
    button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
  }
  const body = document.querySelector<HTMLElement>("[data-matrix] tbody");
  if (!body) return;
  const rows = [...body.children].filter((row): row is HTMLElement => row instanceof HTMLElement);
  if (rows.length !== ours.length || rows.some((row, n) => ours[n] !== row)) server = rows;
  const headings = server.filter((row) => row.dataset.heading !== undefined);
  const facts = server.filter((row) => row.dataset.heading === undefined);
  let ordered: HTMLElement[];
  switch (mode) {
    case "wait":
      ordered = [...facts].sort((a, b) => since(a) - since(b));
      break;
    case "question": {
      const none = facts.filter((row) => !row.dataset.question);
      ordered = headings.flatMap((heading) => [heading, ...facts.filter((row) => row.dataset.question === heading.dataset.heading)]);
      ordered.push(...none);
      break;
    }
    default:
      ordered = facts;
  }
  const shown = new Set(ordered);
  for (const heading of headings) heading.hidden = !shown.has(heading);
  ordered.push(...server.filter((row) => !shown.has(row)));
  ours = ordered;
  if (ordered.some((row, n) => body.children[n] !== row)) body.append(...ordered);
}

const since = (row: HTMLElement): number => (row.dataset.since === undefined ? Infinity : Number(row.dataset.since));
