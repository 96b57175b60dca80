// Words in one tap: <button data-fill="dlg-text" data-words="read it back"> puts words into a field, after what is there.

export function listenFill(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-fill]") : null;
    if (button) put(button.dataset.fill ?? "", button.dataset.words ?? "");
  });
}

export function put(id: string, words: string): void {
  const field = document.getElementById(id);
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) || !words) return;
  const before = field.value.trim();
  field.value = before ? `${before}, ${words}` : words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}
