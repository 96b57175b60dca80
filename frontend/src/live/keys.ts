// Keys for those who like them: off until switched on under Help, remembered by the device, silent while somebody types.
//
//   H hand over   A ask   N to what is new   1-8 the tabs
//   <button data-keys-toggle aria-pressed>   switches them
//
// Control: what a key presses says so itself (data-key="n", "h", "o", ".", "space"), and J and K go through the injects.

const NAME = "palermo.keys";
const FORMS: Readonly<Record<string, string>> = { h: "hand", a: "ask" };

let on = read();

function read(): boolean {
  try {
    return localStorage.getItem(NAME) === "1";
  } catch {
    return false;
  }
}

function keep(): void {
  try {
    localStorage.setItem(NAME, on ? "1" : "");
  } catch {
    // then it is for this page only
  }
}

export function showKeys(root: ParentNode = document): void {
  for (const button of root.querySelectorAll("[data-keys-toggle]")) button.setAttribute("aria-pressed", String(on));
}

export function listenKeys(): void {
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-keys-toggle]")) return;
    on = !on;
    keep();
    showKeys();
  });
  document.addEventListener("keydown", (event) => {
    if (!on || event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    if (types(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key === " " ? "space" : event.key.toLowerCase();
    // The blank presses what is focused.
    if (key === "space" && event.target instanceof Element && event.target.closest("button, summary, a[href]")) return;
    if (marked(key) || press(key)) event.preventDefault();
  });
}

const types = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));

function marked(key: string): boolean {
  if (key === "j" || key === "k") return step(key === "j" ? 1 : -1);
  const button = [...document.querySelectorAll<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)].find((one) => one.checkVisibility());
  button?.click();
  return button !== undefined;
}

function step(by: number): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("li.inj")].filter((row) => row.checkVisibility());
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[here < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, here + by))];
  if (!next) return false;
  next.tabIndex = -1;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

function press(key: string): boolean {
  const form = FORMS[key];
  if (form) return click(`[data-region="can"] [data-form="${form}"]`);
  if (key === "n") return toNew();
  if (!/^[1-8]$/.test(key)) return false;
  const tab = document.querySelectorAll<HTMLElement>("nav.tabs.wide [data-tab]")[Number(key) - 1];
  if (!tab) return false;
  tab.click();
  const panel = document.querySelector<HTMLElement>(`[data-panel="${tab.dataset.tab ?? ""}"]`);
  const place = panel?.querySelector<HTMLElement>("h2");
  if (place) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  }
  return true;
}

function click(selector: string): boolean {
  const button = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => !one.classList.contains("d-none"));
  button?.click();
  return button !== undefined;
}

function toNew(): boolean {
  document.querySelector<HTMLElement>('nav.tabs.slim [data-tab="now"]')?.click();
  const region = document.querySelector<HTMLElement>('[data-region="new"]');
  const items = [...(region?.querySelectorAll<HTMLElement>("[data-news]:not([hidden]) button") ?? [])];
  const place = items.find((one) => one.checkVisibility()) ?? region?.querySelector<HTMLElement>("h2");
  if (!place) return false;
  if (!place.matches("button")) place.tabIndex = -1;
  place.focus();
  return true;
}
