// Light or dark, remembered by the device. Until somebody chooses, the page's own default counts
// (control is dark, tables are light): <html data-theme-default="dark">.

export type Theme = "light" | "dark";

const KEY = "palermo-theme";

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : null;
  } catch {
    return null; // storage may be switched off; the page then starts with its default
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // the choice then lasts as long as the page
  }
}

export function current(): Theme {
  return document.documentElement.dataset.bsTheme === "dark" ? "dark" : "light";
}

export function show(theme: Theme): void {
  document.documentElement.dataset.bsTheme = theme;
}

export function showRemembered(): void {
  const fallback = document.documentElement.dataset.themeDefault === "dark" ? "dark" : "light";
  show(remembered() ?? fallback);
}

function label(button: Element): void {
  button.setAttribute("aria-pressed", String(current() === "dark"));
}

// A button with data-theme-toggle ("Dark") is pressed while the page is dark. It may be inside a
// region that is replaced, so clicks are heard on the document.
export function listen(): void {
  const labelAll = () => document.querySelectorAll("[data-theme-toggle]").forEach(label);
  labelAll();
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-theme-toggle]")) return;
    const next: Theme = current() === "dark" ? "light" : "dark";
    remember(next);
    show(next);
    labelAll();
  });
  window.addEventListener("storage", (event) => {
    if (event.key !== KEY) return;
    showRemembered();
    labelAll();
  });
}
