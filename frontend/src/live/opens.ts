// Dialogs that stand in the page from the start.
//
//   <button data-opens="way-back">   shows <dialog id="way-back">;  [data-shut] in it closes it again

export function listenOpens(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const opener = target?.closest<HTMLElement>("[data-opens]");
    const dialog = opener ? document.getElementById(opener.dataset.opens ?? "") : null;
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
    if (target?.closest("[data-shut]")) target.closest("dialog")?.close();
  });
}
