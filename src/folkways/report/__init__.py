"""Reports: plots, tables, one self-contained HTML file."""

from folkways.report.page import (
    Column,
    Contrast,
    Estimate,
    Figure,
    Items,
    KeyFigure,
    Page,
    Pairs,
    Section,
    Table,
    Text,
    render,
)
from folkways.report.people import people_section
from folkways.report.report import alignment_sections, report
from folkways.report.trust import gate_section
from folkways.report.verdict import key_figures_of, verdict_of

__all__ = [
    "Column",
    "Contrast",
    "Estimate",
    "Figure",
    "Items",
    "KeyFigure",
    "Page",
    "Pairs",
    "Section",
    "Table",
    "Text",
    "alignment_sections",
    "gate_section",
    "key_figures_of",
    "people_section",
    "render",
    "report",
    "verdict_of",
]
