// Notes of the board can be dragged to another place; the buttons on each do the same for the keyboard and the phone.
//
//   <ul id="notes"><li data-note="ID" draggable="true">

import type { Commands } from "./commands";
import { askedFrom } from "./regions";
import { showRefusal } from "./toast";

export function listenPins(commands: Commands): void {
  let dragged = "";
  const over = (event: DragEvent): HTMLElement | null =>
    event.target instanceof Element && dragged ? event.target.closest<HTMLElement>("[data-note]") : null;
  const mark = (note: HTMLElement | null, after = false): void => {
    for (const one of document.querySelectorAll("[data-drop]")) one.removeAttribute("data-drop");
    if (note && note.dataset.note !== dragged) note.dataset.drop = after ? "after" : "before";
  };
  const behind = (note: HTMLElement, event: DragEvent): boolean => {
    const box = note.getBoundingClientRect();
    return event.clientX > box.left + box.width / 2;
  };

  document.addEventListener("dragstart", (event) => {
    const note = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-note]") : null;
    dragged = note?.dataset.note ?? "";
    if (dragged) event.dataTransfer?.setData("text/plain", note?.querySelector("p")?.textContent ?? "");
  });
  document.addEventListener("dragover", (event) => {
    const note = over(event);
    if (!note) return;
    event.preventDefault();
    mark(note, behind(note, event));
  });
  document.addEventListener("dragend", () => {
    dragged = "";
    mark(null);
  });
  document.addEventListener("drop", (event) => {
    const note = over(event);
    if (!note) return;
    event.preventDefault();
    const next = note.nextElementSibling instanceof HTMLElement ? note.nextElementSibling : null;
    const before = (behind(note, event) ? next : note)?.dataset.note ?? "";
    const pin = dragged;
    dragged = "";
    mark(null);
    if (before === pin) return;
    askedFrom(note);
    void commands.ask({ do: "movepin", pin, before }, "", undefined).outcome.then((outcome) => {
      if (!outcome.ok) showRefusal(outcome.refused.sentence || outcome.refused.code);
    });
  });
}
