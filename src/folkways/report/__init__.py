"""Reports: plots, tables, one self-contained HTML file."""

import sys
from types import ModuleType
from typing import Any

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


class _Room(ModuleType):
    """Importing this room puts it where `folkways.report`, the function, is looked for; so it can be called as that."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return report(*args, **kwargs)


sys.modules[__name__].__class__ = _Room
