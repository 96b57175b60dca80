"""What is printed: the pack of an exercise as data, as a page for the browser's print, and as PDF."""

from palermo.report.html import page
from palermo.report.kit import Way, kit
from palermo.report.pdf import NotMade, pdf, ready
from palermo.report.records import KINDS, Kit
from palermo.report.wanted import Wanted, chosen

__all__ = ["KINDS", "Kit", "NotMade", "Wanted", "Way", "chosen", "kit", "page", "pdf", "ready"]
