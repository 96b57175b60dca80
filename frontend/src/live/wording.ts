// The softer or the plain wording, on this device alone: the choice is kept in a cookie by the server, and the page's regions
// come again in the other words. Nothing is loaded anew, so nothing typed is lost.
//
//   <form data-wording action="/wording"> with one <button name="gentle" value="1" aria-pressed="false">

import type { Page } from "./page";

export function listenWording(page: Page, anew: () => void): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter;
    if (!(form instanceof HTMLFormElement) || form.dataset.wording === undefined) return;
    if (!(button instanceof HTMLButtonElement)) return;
    event.preventDefault();
    void choose(form, button.value === "1");
  });

  async function choose(form: HTMLFormElement, soft: boolean): Promise<void> {
    const body = new URLSearchParams({ gentle: soft ? "1" : "0", next: "/about" });
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      if (!answer.ok) return;
    } catch {
      return; // without the server there are no other words
    }
    page.gentle = soft;
    document.documentElement.toggleAttribute("data-gentle", soft);
    for (const button of document.querySelectorAll<HTMLButtonElement>("[data-wording] button[name=gentle]")) {
      button.value = soft ? "0" : "1";
      button.setAttribute("aria-pressed", String(soft));
    }
    anew();
  }
}
