"""Picture codes, drawn into the page: no further request, and they print."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString


def code(address: str) -> SafeString:
    """Return an address as a picture code in SVG, black on white with its margin; its size is the stylesheet's."""
    made = segno.make(address, error="m", micro=False)
    drawn: str = made.svg_inline(border=2, light="white", omitsize=True, svgclass="qr", lineclass=None)
    return SafeString(drawn)
