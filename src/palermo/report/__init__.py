"""What is printed: the pack of an exercise as data, as a page for the browser's print, and as PDF."""

from palermo.report.handout import handout_pdf
from palermo.report.html import page
from palermo.report.kit import Way, kit
from palermo.report.papers import Paper, about, papers
from palermo.report.pdf import NotMade, pdf, ready
from palermo.report.records import KINDS, Kit
from palermo.report.wanted import Wanted, chosen

__all__ = [
    "KINDS",
    "Kit",
    "NotMade",
    "Paper",
    "Wanted",
    "Way",
    "about",
    "chosen",
    "handout_pdf",
    "kit",
    "page",
    "papers",
    "pdf",
    "ready",
]
