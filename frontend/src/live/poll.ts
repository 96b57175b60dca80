// Small parts of a page that are in no log and so in no stream: fetched again every few seconds while somebody looks.
//
//   <span data-poll="people/out" data-every="15">
//   <form data-piece> in one     is sent without leaving the page, and answered with the part anew
//   [data-page-anew] in the answer: what the part waited for is there, and the page is loaded anew

const last = new WeakMap<HTMLElement, string>(); // what was fetched last: the page's own HTML is written otherwise

export function startPolls(): void {
  for (const place of document.querySelectorAll<HTMLElement>("[data-poll]")) {
    const every = Math.max(5, Number(place.dataset.every ?? 15)) * 1000;
    window.setInterval(() => void fetchAgain(place), every);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target instanceof HTMLFormElement ? event.target : null;
    const place = form?.closest<HTMLElement>("[data-poll]");
    if (!form || !place || form.dataset.piece === undefined) return;
    event.preventDefault();
    void send(form, place);
  });
}

async function fetchAgain(place: HTMLElement): Promise<void> {
  if (document.visibilityState !== "visible" || place.contains(document.activeElement)) return;
  try {
    const answer = await fetch(place.dataset.poll ?? "", { cache: "no-store", redirect: "error" });
    if (!answer.ok) return;
    const html = await answer.text();
    if (html !== last.get(place)) place.innerHTML = html;
    last.set(place, html);
    if (place.querySelector("[data-page-anew]")) location.reload();
  } catch {
    // what is shown stays until the next time
  }
}

async function send(form: HTMLFormElement, place: HTMLElement): Promise<void> {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Piece": "1" }, redirect: "error" });
    if (answer.ok) place.innerHTML = await answer.text();
  } catch {
    form.submit(); // then the whole page says what is the matter
  }
}
