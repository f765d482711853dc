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

_TWO_DIGITS = {code: f"{reason} (code {code})" for code, reason in
               {"66": "not applicable", "77": "refused", "88": "don't know", "99": "no answer"}.items()}  # fmt: skip
_ONE_DIGIT = {code: f"{reason} (code {code})" for code, reason in
              {"6": "not applicable", "7": "refused", "8": "don't know", "9": "no answer"}.items()}  # fmt: skip


def _scale(low: str, high: str) -> dict[str, str]:
    """Eleven points from 0 to 10 of which only the ends are named."""
    named = {0: low, 10: high}
    return {str(i): named.get(i, f"point {i + 1} of 11 between '{low}' and '{high}'") for i in range(11)}


_BETWEEN = tuple(map(str, range(1, 10)))
_INTEREST = ("Very interested", "Quite interested", "Hardly interested", "Not at all interested")
_ALLOW = ("Let many come", "Let some come", "Let a few come", "Let none come")
_AGREE = ("Agree strongly", "Agree", "Neither agree nor disagree", "Disagree", "Disagree strongly")
_TRUST = ("no trust at all", "complete trust")
_CONTENT = ("extremely dissatisfied", "extremely satisfied")

#: Items of eleven points: column, wording in our own words, ends, topic.
_ELEVEN: tuple[tuple[str, str, tuple[str, str], str], ...] = (
    ("ppltrst", "Can most people be trusted, or can one not be too careful?",
     ("one cannot be too careful", "most people can be trusted"), "Trust"),
    ("pplfair", "Would most people take advantage of you if they could, or would they try to be fair?",
     ("most would take advantage", "most would be fair"), "Trust"),
    ("pplhlp", "Do people mostly try to be helpful, or do they mostly look out for themselves?",
     ("they look out for themselves", "they try to be helpful"), "Trust"),
    ("trstprl", "How much do you trust the parliament of this country?", _TRUST, "Trust"),
    ("trstlgl", "How much do you trust the courts of this country?", _TRUST, "Trust"),
    ("trstplc", "How much do you trust the police?", _TRUST, "Trust"),
    ("trstplt", "How much do you trust politicians?", _TRUST, "Trust"),
    ("trstprt", "How much do you trust political parties?", _TRUST, "Trust"),
    ("trstep", "How much do you trust the European Parliament?", _TRUST, "Trust"),
    ("trstun", "How much do you trust the United Nations?", _TRUST, "Trust"),
    ("lrscale", "Where do you place yourself between the political left and right?", ("left", "right"), "Politics"),
    ("stfeco", "How satisfied are you with the state of the economy in this country?", _CONTENT, "Politics"),
    ("stfgov", "How satisfied are you with the way the government does its job?", _CONTENT, "Politics"),
    ("stfdem", "How satisfied are you with the way democracy works in this country?", _CONTENT, "Politics"),
    ("stfedu", "What do you think of the state of education in this country?",
     ("extremely bad", "extremely good"), "Politics"),
    ("stfhlth", "What do you think of the state of health services in this country?",
     ("extremely bad", "extremely good"), "Politics"),
    ("stflife", "How satisfied are you with your life as a whole?", _CONTENT, "Well-being"),
    ("happy", "How happy are you, all in all?", ("extremely unhappy", "extremely happy"), "Well-being"),
    ("rlgdgr", "How religious are you, whether or not you belong to a religion?",
     ("not at all religious", "very religious"), "Religion"),
    ("imbgeco", "Is immigration bad or good for the economy of this country?",
     ("bad for the economy", "good for the economy"), "Immigration"),
    ("imueclt", "Do immigrants undermine or enrich the cultural life of this country?",
     ("cultural life is undermined", "cultural life is enriched"), "Immigration"),
    ("imwbcnt", "Do immigrants make this country a worse or a better place to live?",
     ("a worse place", "a better place"), "Immigration"),
)  # fmt: skip

#: Items whose options are all named, from code 1.
_NAMED: tuple[tuple[str, str, tuple[str, ...], str], ...] = (
    ("polintr", "How interested are you in politics?", _INTEREST, "Politics"),
    ("gincdif", "The government should reduce differences in income. Do you agree?", _AGREE, "Politics"),
    ("freehms", "Gay men and lesbians should be free to live as they wish. Do you agree?", _AGREE, "Politics"),
    ("imsmetn", "How many people of the majority's ethnic group should be let in from other countries?", _ALLOW,
     "Immigration"),
    ("imdfetn", "How many people of other ethnic groups should be let in from other countries?", _ALLOW, "Immigration"),
    ("impcntr", "How many people from the poorer countries outside Europe should be let in?", _ALLOW, "Immigration"),
)  # fmt: skip

ITEMS = tuple(
    Item(column, text, _scale(*ends), missing=_TWO_DIGITS, topic=topic, unnamed=_BETWEEN)
    for column, text, ends, topic in _ELEVEN
) + tuple(
    Item(column, text, {str(i): o for i, o in enumerate(options, 1)}, missing=_ONE_DIGIT, topic=topic)
    for column, text, options, topic in _NAMED
)


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
        file: csv, sav or dta; column names in any case.
        name: of the survey.
        codebook: other items or wording; its design columns are completed from the file's layout.
        by: demographic columns of the codebook's `cells`.
        progress: called with (questions done, questions in all).

    Raises:
        SurveyError: the layout is not that of the European Social Survey, or a weight or code is bad.
    """
    columns = {name.lower() for name in column_names(file)}
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
