"""The errors that folkways raises.

    FolkwaysError
    ├── InputError          what was handed in is wrong: says where, and the mend
    │   ├── SurveyError     a survey, its questions, its people or its shares
    │   ├── AnswersError    a table of a model's answers
    │   └── PopulationError a people that nobody knows
    ├── ModelError          a model that cannot be loaded or asked
    └── RunError            a run folder that cannot be written, resumed or read

Every one is a single line for the user; the command line prints it and exits with code 2.
"""

from __future__ import annotations


class FolkwaysError(Exception):
    """What went wrong, where, and how to mend it, in one line.

    >>> str(FolkwaysError("share is -0.1", where="people.csv, row 3", mend="shares lie between 0 and 1"))
    'people.csv, row 3: share is -0.1. Mend: shares lie between 0 and 1.'
    """

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        self.what = what.rstrip(".")
        self.where = where
        self.mend = mend.rstrip(".")
        place = f"{where}: " if where else ""
        cure = f" Mend: {self.mend}." if self.mend else ""
        super().__init__(f"{place}{self.what}.{cure}")


class InputError(FolkwaysError):
    """Something that was handed in is wrong."""


class SurveyError(InputError):
    """A survey, its questions, its people or its shares are wrong."""


class AnswersError(InputError):
    """A table of a model's answers is wrong."""


class PopulationError(InputError):
    """A population that is not known."""


class ModelError(FolkwaysError):
    """A model that cannot be loaded or asked."""


class RunError(FolkwaysError):
    """A run folder that cannot be written, resumed or read."""
