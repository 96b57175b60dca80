// A form that is not whole leads to what is missing. A page that came back from the server opens there; a box that has to be
// ticked is asked for before anything is sent. Without this script the server's answer does the same by anchors.
//
//   [autofocus]                       the first field that needs another look
//   <input data-must="part-no">       must be ticked, unless the input of that id is; the words beside it ([aria-describedby]) are shown

export function leadToWrong(): void {
  const first = document.querySelector<HTMLElement>("form [autofocus]");
  if (first) lookAt(first);
  document.addEventListener("submit", (event) => {
    if (!(event.target instanceof HTMLFormElement)) return;
    const missing = [...event.target.querySelectorAll<HTMLInputElement>("input[data-must]")].find(lacking);
    if (!missing) return;
    event.preventDefault();
    tell(missing, true);
    lookAt(missing);
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.must !== undefined && box.checked) tell(box, false);
  });
}

function lacking(box: HTMLInputElement): boolean {
  const spared = document.getElementById(box.dataset.must ?? "");
  return !box.checked && !(spared instanceof HTMLInputElement && spared.checked);
}

function tell(box: HTMLInputElement, missing: boolean): void {
  const words = document.getElementById(box.getAttribute("aria-describedby") ?? "");
  if (words) words.hidden = !missing;
  if (missing) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
}

function lookAt(place: HTMLElement): void {
  place.focus({ preventScroll: true });
  place.scrollIntoView({ block: "center" });
}
