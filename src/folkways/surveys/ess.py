"""European Social Survey files as the archive hands them out.

Layout: `cntry` (ISO alpha-2), `anweight` or `pspwght` and `pweight`, `stratum`, `psu`, `idno`. Missing codes depend on
the width of the item: 6–9 for one digit, 66–99 for two. The built-in items are worded in our own words; a codebook
brings others or the official wording.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from folkways.errors import SurveyError
from folkways.surveys.codebook import Codebook, Item
from folkways.surveys.microdata import column_names
from folkways.surveys.respondents import from_respondents
from folkways.surveys.survey import Survey

_TWO_DIGITS = ("66", "77", "88", "99")


def _scale(low: str, high: str) -> dict[str, str]:
    """Eleven points from 0 to 10 of which only the ends are named."""
    named = {0: low, 10: high}
    return {str(i): named.get(i, f"point {i + 1} of 11 between '{low}' and '{high}'") for i in range(11)}


ITEMS = (
    Item("lrscale", "Where do you place yourself between the political left and right?", _scale("left", "right"),
         missing=_TWO_DIGITS, topic="Politics"),
    Item("imbgeco", "Is immigration bad or good for the economy of this country?",
         _scale("bad for the economy", "good for the economy"), missing=_TWO_DIGITS, topic="Immigration"),
    Item("imueclt", "Do immigrants undermine or enrich the cultural life of this country?",
         _scale("cultural life is undermined", "cultural life is enriched"), missing=_TWO_DIGITS, topic="Immigration"),
    Item("imwbcnt", "Do immigrants make this country a worse or a better place to live?",
         _scale("a worse place", "a better place"), missing=_TWO_DIGITS, topic="Immigration"),
)  # fmt: skip


def load_ess(
    file: Path,
    *,
    name: str = "ess",
    codebook: Codebook | None = None,
    by: tuple[str, ...] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Survey:
    """Aggregate a European Social Survey file.

    Args:
        file: csv, sav or dta.
        name: of the survey.
        codebook: other items or wording; its design columns are completed from the file's layout.
        by: demographic columns of the codebook's `cells`.
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the layout is not that of the European Social Survey, or a weight or code is bad.
    """
    columns = set(column_names(file))
    if "cntry" not in columns:
        raise SurveyError("column 'cntry' is missing", where=str(file), mend="give a European Social Survey file")
    if "anweight" in columns:
        weight: tuple[str, ...] = ("anweight",)
    elif {"pspwght", "pweight"} <= columns:
        weight = ("pspwght", "pweight")
    else:
        raise SurveyError(
            "has neither anweight nor pspwght and pweight", where=str(file), mend="download the file with its weights"
        )
    book = codebook or Codebook(items=tuple(item for item in ITEMS if item.column in columns))
    if not book.items:
        raise SurveyError(
            "has none of the built-in items", where=str(file), mend=f"give a codebook, or one of {ITEMS[0].column}, …"
        )
    book = replace(
        book,
        population="cntry",
        weight=book.weight or weight,
        psu=book.psu or ("psu" if "psu" in columns else ""),
        stratum=book.stratum or ("stratum" if "stratum" in columns else ""),
        id=book.id or ("idno" if "idno" in columns else ""),
        title=book.title or "European Social Survey",
        citation=book.citation or "European Social Survey ERIC (ESS ERIC). europeansocialsurvey.org",
        licence=book.licence or "ESS terms: non-commercial use; may not be redistributed",
    )
    return from_respondents(file, book, name=name, by=by, progress=progress)
