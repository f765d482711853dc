"""Which licence a sample carries, and which sources may not lie in one data set.

A sample is adapted from all of its sources, so it owes what each of them asks. What of the Creative Commons may be
adapted together is in their own frequent questions (creativecommons.org/faq). This is no legal advice: it refuses what
is known not to go together, and what nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from folkways.errors import InputError

#: What a source is called that says nothing of its licence.
NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Licence:
    """What a licence asks.

    Attributes:
        name: as people write it; terms that are not in the list are kept as they are.
        hub: its identifier on the Hugging Face hub; `other` where it has none.
        rank: place in the order from the mildest to the strictest.
        family: of a share-alike licence: what is adapted from it stays in this family; "" for others.
        non_commercial, no_derivatives: as in Creative Commons.
        known: False for terms that are not in the list; whether they let anything pass on is for people to read.
    """

    name: str
    hub: str = "other"
    rank: int = 99
    family: str = ""
    non_commercial: bool = False
    no_derivatives: bool = False
    known: bool = True


_CC = {
    "BY": Licence("CC BY", "cc-by", 20),
    "BY-SA": Licence("CC BY-SA", "cc-by-sa", 30, family="CC BY-SA"),
    "BY-NC": Licence("CC BY-NC", "cc-by-nc", 40, non_commercial=True),
    "BY-NC-SA": Licence("CC BY-NC-SA", "cc-by-nc-sa", 50, family="CC BY-NC-SA", non_commercial=True),
    "BY-ND": Licence("CC BY-ND", "cc-by-nd", 60, no_derivatives=True),
    "BY-NC-ND": Licence("CC BY-NC-ND", "cc-by-nc-nd", 61, non_commercial=True, no_derivatives=True),
}
_OTHERS = (
    Licence("CC0 1.0", "cc0-1.0", 0),
    Licence("public domain", "cc0-1.0", 1),
    Licence("PDDL 1.0", "pddl", 2),
    Licence("Unlicense", "unlicense", 3),
    Licence("MIT", "mit", 10),
    Licence("BSD-2-Clause", "bsd-2-clause", 11),
    Licence("BSD-3-Clause", "bsd-3-clause", 12),
    Licence("Unicode-3.0", "other", 13),
    Licence("Apache-2.0", "apache-2.0", 14),
    Licence("ODC-By 1.0", "odc-by", 19),
    Licence("ODbL 1.0", "odbl", 31, family="ODbL"),
)
_SAID = {re.sub(r"[\W_]+", "", licence.name).casefold(): licence for licence in _OTHERS} | {
    "cc0": _OTHERS[0],
    "pddl": _OTHERS[2],
    "mitlicense": _OTHERS[4],
    "mitlicence": _OTHERS[4],
    "apache20": _OTHERS[8],
    "apachelicense20": _OTHERS[8],
    "odcby": _OTHERS[9],
    "odbl": _OTHERS[10],
}
_CC_SAID = re.compile(
    r"(?:CC|creative commons)[\s-]*(?P<asks>BY(?:[\s-]+NC)?(?:[\s-]+(?:SA|ND))?)(?:[\s-]*v?(?P<version>\d(?:\.\d)?))?"
    r"(?:[\s-]+(?:international|unported))?",
    re.IGNORECASE,
)


def licence(said: str) -> Licence:
    """What is known of a licence by its name.

    >>> licence("cc-by-nc-sa-4.0").name, licence("MIT license").name, licence("ask me").known
    ('CC BY-NC-SA 4.0', 'MIT', False)
    """
    text = " ".join(said.split())
    if match := _CC_SAID.fullmatch(text):
        found = _CC["-".join(re.split(r"[\s-]+", match["asks"].upper()))]
        version = match["version"] or "4.0"
        version = version if "." in version else version + ".0"
        return Licence(
            f"{found.name} {version}", f"{found.hub}-{version}", found.rank, found.family, found.non_commercial,
            found.no_derivatives,
        )  # fmt: skip
    known = _SAID.get(re.sub(r"[\W_]+", "", text).casefold())
    return known or Licence(text or NOT_STATED, known=False)


def strictest(licences: Iterable[str]) -> str:
    """The licence that asks all that any of these asks.

    Terms that are not in the list are stricter than all that are; several of them, and licences none of which covers
    the other, stand joined by AND. CC BY-SA with CC BY-NC gives CC BY-NC-SA, which names what both ask; that they may
    not be adapted together is for `conflict` to say.

    Raises:
        InputError: no licence is given.

    >>> strictest(["MIT", "CC BY 4.0", "CC0"]), strictest(["CC BY-SA 4.0", "CC BY-NC 4.0"])
    ('CC BY 4.0', 'CC BY-NC-SA 4.0')
    """
    found = _distinct(licences)
    if not found:
        raise InputError("a sample has no licence", mend="give the licence of its survey")
    if unknown := [given for given in found if not given.known]:
        return " AND ".join(given.name for given in unknown)
    covering = [given for given in found if all(_covers(given, other) for other in found)]
    if covering:
        return max(covering, key=lambda given: (given.rank, given.name)).name
    asking = [given for given in found if given.rank >= _CC["BY"].rank]
    if any(given.no_derivatives or given.hub == "odbl" for given in asking):
        return " AND ".join(given.name for given in asking)
    return f"CC BY-NC-SA {max(given.name.split()[-1] for given in asking)}"


def conflict(licences: Iterable[str]) -> str:
    """Why these may not be in one data set that is passed on; "" where they may."""
    found = _distinct(licences)
    if unknown := [given for given in found if not given.known]:
        return f"the terms {unknown[0].name!r} are not known to allow that data made from it are passed on"
    if closed := [given for given in found if given.no_derivatives]:
        return f"{closed[0].name} does not allow that what is adapted is passed on"
    families = sorted({given.family for given in found if given.family})
    if len(families) > 1:
        return f"{families[0]} and {families[1]} each want what is adapted under their own terms"
    limited = [given for given in found if given.non_commercial and not given.family]
    if limited and families and families != ["CC BY-NC-SA"]:
        return f"{families[0]} lets no further limit be added, and {limited[0].name} asks for one"
    return ""


def source(name: str, said: str) -> str:
    """How a sample names a source: `menavalues: MIT`.

    Raises:
        InputError: the name would be taken apart wrongly.
    """
    if ": " in name or not name:
        raise InputError(f"a source cannot be named {name!r}", mend="give the survey a short name without a colon")
    return f"{name}: {said.strip() or NOT_STATED}"


def licence_of(source: str) -> str:
    """The licence that a source names.

    >>> licence_of("menavalues: MIT")
    'MIT'
    """
    return source.partition(": ")[2] or NOT_STATED


def admit(samples: pl.DataFrame, *, accept: Iterable[str] = (), only: Iterable[str] = ()) -> pl.DataFrame:
    """The samples that may be passed on together.

    Args:
        samples: `SAMPLES_SCHEMA`.
        accept: licences whose owners have agreed, or whose terms you have read and found to allow it: a conflict that
            they are part of is not refused.
        only: keep only samples that carry one of these licences.

    Returns:
        The same rows; fewer with `only`.

    Raises:
        InputError: nothing is left, or sources may not be mixed; names the sources.
    """
    wanted = {licence(said).name for said in only}
    kept = samples
    if wanted:
        kept = samples.filter(pl.col("licence").is_in(sorted(wanted)))
        if kept.is_empty():
            there = ", ".join(sorted(set(samples["licence"])))
            raise InputError(f"no sample carries {' or '.join(sorted(wanted))}", mend=f"use some of {there}")
    agreed = {licence(said).name for said in accept}
    sources = sorted({name for row in kept["sources"] for name in row})
    open_ = [name for name in sources if licence(licence_of(name)).name not in agreed]
    if why := conflict(licence_of(name) for name in open_):
        carried = sorted(set(kept["licence"]))
        raise InputError(
            f"these sources may not be mixed into one data set, for {why}: {'; '.join(open_)}",
            mend=(
                f"keep one licence (--only-licence, of {', '.join(carried)}), or accept one whose owners agreed "
                "(--accept-licence)"
            ),
        )
    return kept


def _distinct(licences: Iterable[str]) -> list[Licence]:
    found = {given.name: given for given in map(licence, licences)}
    return [found[name] for name in sorted(found)]


def _covers(mine: Licence, other: Licence) -> bool:
    """Whether who keeps to mine keeps to the other, too; of two versions the later counts."""
    if mine.family and other.family and mine.family != other.family:
        return mine.family == "CC BY-NC-SA" and other.family == "CC BY-SA"
    return (
        mine.rank >= other.rank
        and mine.non_commercial >= other.non_commercial
        and mine.no_derivatives >= other.no_derivatives
        and bool(mine.family) >= bool(other.family)
    ) and (mine.rank != other.rank or mine.name >= other.name)
