// Words that explain themselves. A tap on one opens a small box beside it with its meaning; a second tap, Escape or a tap
// elsewhere closes it. The meaning stands in the handbook, which every page has.
//
//   <button class="term" data-term="ID" aria-expanded="false">   opens the words of  #term-ID

const SETTLES = 400; // what still scrolls when a word is tapped does not close its box

let open: { button: HTMLElement; box: HTMLElement; at: number } | null = null;

export function listenTerms(): void {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>("[data-term]");
    if (open && target && open.box.contains(target)) return;
    const same = open?.button === button;
    close();
    if (button && !same) show(button);
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !open) return;
      // Only the box goes, not the dialog it may stand in.
      event.preventDefault();
      event.stopPropagation();
      const { button } = open;
      close();
      if (button.isConnected) button.focus();
    },
    true,
  );
  window.addEventListener("resize", close);
  document.addEventListener(
    "scroll",
    (event) => {
      if (!open || performance.now() - open.at < SETTLES) return;
      if (event.target instanceof Node && event.target.contains(open.button)) close();
    },
    { capture: true, passive: true },
  );
}

function close(): void {
  open?.button.setAttribute("aria-expanded", "false");
  open?.box.remove();
  open = null;
}

function show(button: HTMLElement): void {
  const words = document.getElementById(`term-${button.dataset.term ?? ""}`);
  if (!words) return;
  const box = document.createElement("div");
  box.className = "term-box";
  box.setAttribute("role", "status");
  (button.closest("dialog") ?? document.body).append(box);
  const at = button.getBoundingClientRect();
  const wide = Math.min(340, window.innerWidth - 24);
  box.style.width = `${wide}px`;
  box.style.left = `${Math.max(12, Math.min(at.left, window.innerWidth - wide - 12))}px`;
  box.textContent = words.textContent?.trim() ?? "";
  const below = at.bottom + 6 + box.offsetHeight < window.innerHeight - 8;
  box.style.top = `${below ? at.bottom + 6 : Math.max(8, at.top - box.offsetHeight - 6)}px`;
  button.setAttribute("aria-expanded", "true");
  open = { button, box, at: performance.now() };
}
