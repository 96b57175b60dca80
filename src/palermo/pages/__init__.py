"""Views turned into regions of HTML, and the sentences of refusals."""

from palermo.pages.aftermath import DEBRIEF_REGIONS, debrief_regions, good_practice, part_names, questions
from palermo.pages.control import CONTROL_REGIONS, control_regions
from palermo.pages.forms import FORMS, forms
from palermo.pages.observing import OBSERVER_REGIONS, observed_regions, observer_regions
from palermo.pages.options import Options
from palermo.pages.refusals import refusal, refusal_html, sentence
from palermo.pages.steering import CONTROL_FORMS, control_forms
from palermo.pages.team import OWN, REGIONS, ROOM_REGIONS, changed, regions
from palermo.pages.texts import Texts
from palermo.pages.voice import VOICE_REGIONS, voice_regions

__all__ = [
    "CONTROL_FORMS",
    "CONTROL_REGIONS",
    "DEBRIEF_REGIONS",
    "FORMS",
    "OBSERVER_REGIONS",
    "OWN",
    "REGIONS",
    "ROOM_REGIONS",
    "VOICE_REGIONS",
    "Options",
    "Texts",
    "changed",
    "control_forms",
    "control_regions",
    "debrief_regions",
    "forms",
    "good_practice",
    "observed_regions",
    "observer_regions",
    "part_names",
    "questions",
    "refusal",
    "refusal_html",
    "regions",
    "sentence",
    "voice_regions",
]
