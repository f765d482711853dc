"""folkways: how well does a language model represent the people of a culture?

import folkways as fw

survey = fw.load_survey("menavalues")
model = fw.load_model("smollm2")
answers = fw.probe(model, survey, populations=["EGY", "TUR"], limit=40)
print(fw.align(answers, survey).summary)
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from folkways.version import __version__

_HOMES = {
    "Alignment": "folkways.alignment",
    "Answers": "folkways.answers",
    "Population": "folkways.populations",
    "Question": "folkways.surveys",
    "Survey": "folkways.surveys",
    "align": "folkways.alignment",
    "compare": "folkways.alignment",
    "load_model": "folkways.models",
    "load_survey": "folkways.surveys",
    "probe": "folkways.probes",
    "report": "folkways.report",
}

if TYPE_CHECKING:
    from folkways.alignment import Alignment, align, compare
    from folkways.answers import Answers
    from folkways.models import load_model
    from folkways.populations import Population
    from folkways.probes import probe
    from folkways.report import report
    from folkways.surveys import Question, Survey, load_survey

__all__ = [
    "Alignment",
    "Answers",
    "Population",
    "Question",
    "Survey",
    "__version__",
    "align",
    "compare",
    "load_model",
    "load_survey",
    "probe",
    "report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'folkways' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
