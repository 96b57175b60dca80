// Control's composer: one of its forms at a time; what was typed in the others is kept.
//
//   <button data-compose="note" aria-pressed>   <form data-composer="note" hidden>

export function listenCompose(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-compose]") : null;
    if (!button) return;
    const chosen = button.dataset.compose ?? "";
    for (const other of document.querySelectorAll<HTMLElement>("[data-compose]")) {
      other.setAttribute("aria-pressed", String(other.dataset.compose === chosen));
    }
    for (const form of document.querySelectorAll<HTMLElement>("[data-composer]")) form.hidden = form.dataset.composer !== chosen;
    document.querySelector<HTMLElement>(`[data-composer="${CSS.escape(chosen)}"] textarea`)?.focus();
  });
}
