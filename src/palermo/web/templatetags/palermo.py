"""Template tags: files of the built front end, icons of its sprite, regions of a page."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from palermo.live import screens
from palermo.web import assets

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: {% asset "main.js" %}."""
    return assets.url(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside words, hidden from screen readers: {% icon "info" %}."""
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', assets.url("icons.svg"), name)


@register.simple_tag
def region(regions: dict[str, str], name: str, kind: str = "") -> SafeString:
    """A region's container with its HTML in it: {% region regions "facts" %}. `pages` escapes what it puts in."""
    html = regions.get(name, "")
    return format_html(
        '<div id="region-{}" data-region="{}" data-digest="{}" class="{}">{}</div>',
        name,
        name,
        screens.digest(html) if name in regions else "",
        kind,
        SafeString(html),
    )


@register.filter
def spaced(code: str) -> str:
    """A join code as one reads it aloud: KDM 7RP."""
    middle = len(code) // 2
    return f"{code[:middle]} {code[middle:]}"


@register.filter
def grouped(code: str) -> str:
    """A personal code in groups of four."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))
