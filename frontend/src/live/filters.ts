// Buttons that show a part of a list. What is chosen outlives a change of the list.
//
//   <button data-filter="others" data-list="facts-list">   shows what has the word in data-tags or data-kind
//   <input data-find="facts-list">                         shows what has these words in it; kept over swaps as well
//   <div data-none="facts-list" hidden>                     shown when that is nothing

const chosen = new Map<string, string>();
const sought = new Map<string, string>();

export function listenFilters(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-filter]") : null;
    if (!button?.dataset.list) return;
    chosen.set(button.dataset.list, button.dataset.filter ?? "");
    applyFilters();
  });
  document.addEventListener("input", (event) => {
    const field = event.target instanceof HTMLInputElement ? event.target : null;
    if (!field?.dataset.find) return;
    sought.set(field.dataset.find, field.value);
    applyFilters();
  });
}

export function applyFilters(): void {
  for (const list of new Set([...chosen.keys(), ...sought.keys()])) apply(list, chosen.get(list) ?? "");
}

function apply(list: string, word: string): void {
  for (const button of document.querySelectorAll<HTMLElement>(`[data-list="${CSS.escape(list)}"]`)) {
    button.setAttribute("aria-pressed", String((button.dataset.filter ?? "") === word));
  }
  const typed = sought.get(list) ?? "";
  const wanted = typed.trim().toLowerCase();
  const field = document.querySelector<HTMLInputElement>(`[data-find="${CSS.escape(list)}"]`);
  if (field && field !== document.activeElement && field.value !== typed) field.value = typed;
  let shown = 0;
  for (const item of document.getElementById(list)?.children ?? []) {
    if (!(item instanceof HTMLElement)) continue;
    const words = `${item.dataset.tags ?? ""} ${item.dataset.kind ?? ""}`.split(" ");
    const found = wanted === "" || (item.textContent ?? "").toLowerCase().includes(wanted);
    item.hidden = (word !== "" && !words.includes(word)) || !found;
    if (!item.hidden) shown += 1;
  }
  const none = document.querySelector<HTMLElement>(`[data-none="${CSS.escape(list)}"]`);
  if (none) none.hidden = shown > 0;
}
