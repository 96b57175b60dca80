"""Writes pages of regions to a folder, to be looked at in a browser: `PYTHONPATH=tests python tests/pages/look.py FOLDER`.

The frame around the regions is as plain as can be; a small script tells the time as the real one does.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from cast import Table
from pages import played
from palermo.engine.viewing import control_view
from palermo.pages import control_forms, control_regions, debrief_regions, forms, regions
from palermo.pages.options import Options

STATIC = Path(__file__).parents[2] / "src" / "palermo" / "web" / "static" / "palermo"
NAMES = {
    "s-BG": "Marta",
    "s-POL": "Jan",
    "s-PRO": "Iwona",
    "s-SOC": "Kasia",
    "s-NGO": "Ola",
    "s-GOV": "Ewa",
    "s-PIP": "Piotr",
}
OPTIONS = Options(icons="icons.svg", names=NAMES, control="Anna", support="800 000 000")
TABS = ("facts", "messages", "people", "board", "analysis", "operations", "handbook")

CLOCK = """
const c = document.querySelector('[data-clock]');
if (c) {
  const now = NOW, words = JSON.parse(c.dataset.words), phases = JSON.parse(c.dataset.schedule);
  const min = (s, a, b) => s < 60 ? words[b] : words[a].replace('{n}', Math.floor(s / 60));
  const all = (q, f) => document.querySelectorAll(q).forEach(f);
  for (const p of phases) {
    const t0 = p.pieces[0][0], t1 = p.pieces.at(-1)[1];
    all(`.phases [data-phase="${p.id}"]`, li => {
      li.style.setProperty('--m', (t1 - t0) / 60);
      li.querySelector('i').style.setProperty('--f', Math.max(0, Math.min(100, 100 * (now - t0) / (t1 - t0))) + '%');
      if (now >= t0 && now < t1) li.setAttribute('aria-current', 'step');
    });
    if (now >= t0 && now < t1) {
      all('[data-phase-name]', e => e.textContent = p.name);
      all('[data-phase-left]', e => e.textContent = min(t1 - now, 'left', 'under'));
      for (const [a, b, s0, s1] of p.pieces) if (now >= a && now < b) {
        const s = p.story + (s0 + (now - a) * (s1 - s0) / (b - a)) * p.rate;
        const two = n => String(Math.floor(n)).padStart(2, '0');
        all('[data-story]', e => e.textContent = two(s / 3600 % 24) + ':' + two(s % 3600 / 60));
      }
    }
  }
  all('[data-second]', e => e.textContent = Math.floor(now / 60) + ':' + String(Math.floor(now % 60)).padStart(2, '0'));
  all('[data-due]', e => {
    const due = +e.dataset.due, since = +e.dataset.since, left = due - now;
    const word = e.querySelector('[data-left]');
    if (word) word.textContent = left < 0 ? min(-left, 'late', 'lately')
      : word.dataset.left === 'min' ? min(left, 'min', 'less') : min(left, 'left', 'under');
    const share = Math.max(0, Math.min(1, (now - since) / Math.max(1, due - since)));
    e.querySelector('i')?.style.setProperty('--f', 100 * share + '%');
    if (e.dataset.s === 'wait' && share > .66) e.dataset.s = left < 0 ? 'over' : 'soon';
  });
  all('[data-ago]', e => e.textContent = min(now - e.dataset.ago, 'min', 'less'));
  all('[data-in]', e => { const s = Math.max(0, e.dataset.in - now); e.textContent = Math.floor(s / 60) + ':' + String(Math.floor(s % 60)).padStart(2, '0'); });
  all('[data-over-at]', e => { if (now > +e.dataset.overAt) { e.dataset.s = 'over'; e.querySelectorAll('[data-over-text]').forEach(x => x.hidden = false); } });
}
const own = document.querySelector('[data-own-desks]')?.dataset.ownDesks.split(' ');
if (own) document.querySelectorAll('[data-desk]').forEach(e => { if (!e.dataset.desk.split(' ').some(d => own.includes(d))) e.hidden = true; });
const counts = JSON.parse(document.querySelector('[data-counts]')?.dataset.counts ?? '{}');
document.querySelectorAll('[data-count]').forEach(e => e.textContent = counts[e.dataset.count] ?? '');
const needs = () => document.querySelectorAll('[data-needs]').forEach(e => {
  const on = e.dataset.needs.split(' ').every(id => document.getElementById(id)?.checked);
  e.hidden = !on; e.querySelectorAll('select,input,textarea').forEach(x => x.disabled = !on);
  const over = [...document.querySelectorAll('.dlg select:enabled')].some(s => s.selectedOptions[0]?.dataset.over !== undefined);
  document.querySelectorAll('[data-over-warning]').forEach(x => x.hidden = !over);
});
document.addEventListener('change', needs); needs();
"""


def html(body: str, now: float, dense: bool = False, theme: str = "light", pane: str = "now") -> str:
    """Return a whole page."""
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Look</title>'
    )
    sheets = '<link rel="stylesheet" href="palermo.css"><link rel="stylesheet" href="pages.css">'
    body_tag = f'<body class="{"dense" if dense else ""}" data-pane="{pane}">'
    script = f"<script>{CLOCK.replace('NOW', str(now))}</script>"
    return f'<!doctype html><html lang="en" data-bs-theme="{theme}"><head>{head}{sheets}</head>{body_tag}{body}{script}</body></html>'


def region(made: dict[str, str], name: str, more: str = "") -> str:
    """Return a region in its container."""
    return f'<div id="region-{name}" data-region="{name}" {more}>{made[name]}</div>'


def team_page(table: Table, seat: str, tab: str, dialog: str = "") -> str:
    """Return a seat's page with one of its tabs open."""
    own = table.own(seat)
    view = table.view(own.team)
    texts = played.texts(table)
    made = regions(table.scenario, texts, view, "en", OPTIONS, own=own)
    side = next(d.colour for d in table.scenario.desks if d.id == own.desks[0])
    tabs = "".join(
        f'<a href="#{name}" data-tab="{name}"{" aria-current=page" if name == tab else ""}>{name.title()} <span class="n" data-count="{name}"></span></a>'
        for name in TABS
    )
    first = region(made, "first")
    now = "".join(region(made, name) for name in ("ended", "new", "expected", "can")) + first
    header = f'<header class="bar" data-a="{side}">{region(made, "own", chr(39).join(("class=", "line who", "")))}{region(made, "clock", "class=d-contents")}'
    header += '<button type="button" class="btn btn-sm wide">Help</button><button type="button" class="btn btn-sm">Step out</button></header>'
    lobby = made["lobby"]
    work = f'<div class="now" role="region" aria-label="Now" tabindex="0">{now}</div><div class="desk"><nav class="tabs wide">{tabs}</nav><div id="view" class="view" tabindex="-1">{region(made, tab)}</div></div>'
    main = f'<main class="view">{region(made, "lobby")}</main>' if lobby else f'<main class="work">{work}</main>'
    slim = f'<nav class="tabs slim">{tabs}</nav>'
    body = f'<style>.d-contents{{display:contents}}</style><div class="app">{header}{region(made, "hold")}{main}{slim}</div>{region(made, "counts")}{dialog}'
    return html(body, table.t, pane="now" if tab == "facts" and not dialog else "desk")


def dialog(table: Table, seat: str, what: str, target: str, check: tuple[str, ...] = ()) -> str:
    """Return a dialog over a dimmed page, some of its boxes ticked."""
    own = table.own(seat)
    made = forms(table.scenario, played.texts(table), table.view(own.team), own, what, target, "en", OPTIONS)
    for box in check:
        made = made.replace(f'id="{box}"', f'id="{box}" checked')
    return f'<div class="modal-backdrop show" style="opacity:.45"></div>{made}'


def control_page(table: Table, theme: str = "light", dialog_: str = "") -> str:
    """Return control's page."""
    view = control_view(table.scenario, table.state)
    made = control_regions(table.scenario, played.texts(table), view, "en", OPTIONS)
    left = f'<section class="card pane">{region(made, "injects", "class=fill")}</section>'
    middle = f'<div class="pane gap-2">{region(made, "teams")}<section class="card pane flex-fill">{region(made, "matrix", "class=fill")}</section></div>'
    right = "".join(
        f'<section class="card">{region(made, name)}</section>'
        for name in ("calls", "exchange", "people", "harm", "seats")
    )
    body = f'<div class="ctl"><header class="bar" data-a="ctl">{region(made, "clock", "class=d-contents")}</header><div></div><main class="cols">{left}{middle}<div class="pane gap-2 fill overflow-auto">{right}</div></main></div>{dialog_}'
    return html(f"<style>.d-contents{{display:contents}}</style>{body}", table.t, dense=True, theme=theme)


def control_dialog(table: Table, what: str, target: str) -> str:
    """Return one of control's dialogs."""
    view = control_view(table.scenario, table.state)
    made = control_forms(table.scenario, played.texts(table), view, what, target, "en", OPTIONS)
    return f'<div class="modal-backdrop show" style="opacity:.45"></div>{made}'


def debrief_page(table: Table, watcher: str) -> str:
    """Return the debrief's page."""
    made = debrief_regions(table.scenario, played.texts(table), (), tuple(table.entries), "en", OPTIONS, watcher)
    left = "".join(f'<section class="card pad">{region(made, name)}</section>' for name in ("timeline", "knowledge"))
    right = "".join(
        f'<section class="card pad">{region(made, name)}</section>'
        for name in ("outcome", "people", "harm", "exchange")
    )
    return html(
        f'<main class="view two"><div class="stack">{left}</div><aside class="stack">{right}</aside></main>', table.t
    )


def pages() -> dict[str, str]:
    """Return every page there is to look at, by file name."""
    before, early, late, paused, over = played.lobby(), played.early(), played.late(), played.paused(), played.over()
    out = {f"team-{tab}": team_page(late, "s-BG", tab) for tab in TABS}
    out["lobby"] = team_page(before, "s-BG", "facts")
    out["early"] = team_page(early, "s-BG", "facts")
    out["police"] = team_page(late, "s-POL", "operations")
    out["social"] = team_page(late, "s-SOC", "people")
    out["paused"] = team_page(paused, "s-BG", "facts")
    out["ended"] = team_page(over, "s-BG", "facts")
    for name, (seat, what, target, check) in played.DIALOGS.items():
        out[f"dialog-{name}"] = team_page(late, seat, "facts", dialog(late, seat, what, target, check))
    out["control"] = control_page(late)
    out["control-dark"] = control_page(late, "dark")
    for name, (what, target) in played.CONTROL_DIALOGS.items():
        out[f"control-{name}"] = control_page(late, "light", control_dialog(late, what, target))
    out["debrief"] = debrief_page(over, "control")
    return out


def main(folder: Path) -> None:
    """Write the pages and what they need."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(next(STATIC.glob("icons-*.svg")), folder / "icons.svg")
    for font in STATIC.glob("*.woff2"):
        shutil.copy(font, folder)
    shutil.copy(next(STATIC.glob("palermo-*.css")), folder / "palermo.css")
    (folder / "pages.css").touch()
    for name, page in pages().items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
