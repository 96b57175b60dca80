"""Views turned into regions of HTML, and the sentences of refusals."""

from palermo.pages.aftermath import DEBRIEF_REGIONS, debrief_regions
from palermo.pages.control import CONTROL_REGIONS, control_regions
from palermo.pages.forms import FORMS, forms
from palermo.pages.options import Options
from palermo.pages.refusals import refusal, refusal_html, sentence
from palermo.pages.steering import CONTROL_FORMS, control_forms
from palermo.pages.team import OWN, REGIONS, ROOM_REGIONS, changed, regions
from palermo.pages.texts import Texts

__all__ = [
    "CONTROL_FORMS",
    "CONTROL_REGIONS",
    "DEBRIEF_REGIONS",
    "FORMS",
    "OWN",
    "REGIONS",
    "ROOM_REGIONS",
    "Options",
    "Texts",
    "changed",
    "control_forms",
    "control_regions",
    "debrief_regions",
    "forms",
    "refusal",
    "refusal_html",
    "regions",
    "sentence",
]
