// Buttons that show a part of a list. What is chosen outlives a change of the list.
//
//   <button data-filter="others" data-list="facts-list">   shows what has the word in data-tags or data-kind
//   <div data-none="facts-list" hidden>                     shown when that is nothing

const chosen = new Map<string, string>();

export function listenFilters(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-filter]") : null;
    if (!button?.dataset.list) return;
    chosen.set(button.dataset.list, button.dataset.filter ?? "");
    applyFilters();
  });
}

export function applyFilters(): void {
  for (const [list, word] of chosen) apply(list, word);
}

function apply(list: string, word: string): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[data-list="${CSS.escape(list)}"]`)) {
    button.setAttribute("aria-pressed", String((button.dataset.filter ?? "") === word));
  }
  let shown = 0;
  for (const item of document.getElementById(list)?.children ?? []) {
    if (!(item instanceof HTMLElement)) continue;
    const words = `${item.dataset.tags ?? ""} ${item.dataset.kind ?? ""}`.split(" ");
    item.hidden = word !== "" && !words.includes(word);
    if (!item.hidden) shown += 1;
  }
  const none = document.querySelector<HTMLElement>(`[data-none="${CSS.escape(list)}"]`);
  if (none) none.hidden = shown > 0;
}
