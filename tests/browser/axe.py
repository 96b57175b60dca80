"""Whether a page can be used by everybody: axe, light and dark, on a desk and at 320 pixels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize

from browser.people import DESK

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
NARROW = ViewportSize(width=320, height=640)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SERIOUS = ("serious", "critical")

_RUN = """async ({tags, contrast, part}) => {
    const options = contrast ? {runOnly: ["color-contrast"]} : {runOnly: tags};
    const found = await axe.run(part || document, {...options, resultTypes: ["violations"]});
    return found.violations.map(({id, impact, nodes}) => ({id, impact, nodes: nodes.map(({html, failureSummary}) =>
        `${html.slice(0, 160)} | ${(failureSummary ?? "").split("\\n").slice(1, 3).join(" ").trim().slice(0, 220)}`)}));
}"""


class Findings:
    """What axe found on some pages: impact, rule and place, with the pages it was found on."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str, str], list[str]] = {}

    @property
    def serious(self) -> list[str]:
        """What keeps somebody out."""
        return [
            f"{impact} {id}: {node} ({', '.join(where)})"
            for (impact, id, node), where in self.rows.items()
            if impact in SERIOUS
        ]

    def look(self, page: Page, name: str) -> None:
        """Look at a page as it stands, on a desk and narrow, and at its colours once more in the dark."""
        for size in (DESK, NARROW):
            self._add(page, "", (name, "light", size), contrast=False)
            self._add(page, "", (name, "dark", size), contrast=True)
        wide = page.evaluate("() => document.scrollingElement.scrollWidth")
        if wide > NARROW["width"]:
            self.rows.setdefault(("serious", "reflow", f"{wide} pixels wide"), []).append(name)
        page.set_viewport_size(DESK)

    def look_at_dialog(self, page: Page, name: str) -> None:
        """Look at the open dialog, on a desk in the light and narrow in the dark."""
        self._add(page, "dialog[open]", (name, "light", DESK), contrast=False)
        self._add(page, "dialog[open]", (name, "dark", NARROW), contrast=False)
        page.set_viewport_size(DESK)

    def _add(self, page: Page, part: str, how: tuple[str, str, ViewportSize], *, contrast: bool) -> None:
        name, theme, size = how
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(_source())
        page.set_viewport_size(size)
        page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme }", theme)
        asked = {"tags": TAGS, "contrast": contrast, "part": part}
        found: list[dict[str, Any]] = page.evaluate(_RUN, asked)
        for row in found:
            for node in row["nodes"]:
                where = f"{name}, {theme}, {size['width']}"
                self.rows.setdefault((row["impact"], row["id"], node), []).append(where)


@cache
def _source() -> str:
    return AXE.read_text(encoding="utf-8")
