"""What becomes of an opinion: the one place where the lanes' verdicts are turned into a status.

The first line that applies decides.

    1  filter blocked                                         rejected
    2  evidence refuted                                       rejected
    3  the first judge failed or is undecided                 grey
    4  a second judge was asked, and failed or is undecided   grey
    5  the two judges disagree                                grey
    6  contradicted (and not rewritten), or irrelevant        rejected
    7  filter grey or failed                                  grey
    8  evidence undecided, failed or none                     grey
    9  else                                                   rewritten where the text is not as spoken, kept elsewhere

A lane that was not gone through is None: no second judge, no claim of fact, or a text that was rejected before.
"""

from __future__ import annotations

from dataclasses import dataclass

from folkways.dialogues.voting import FAILED, UNDECIDED

_SAYS = {"contradicted": "contradicts the seed's answer", "irrelevant": "is irrelevant to the seed's answer"}


@dataclass(frozen=True, slots=True)
class Lanes:
    """The verdicts on the text that would go on, with their reasons in words ("" where the verdict says all).

    Attributes:
        consistency, second, evidence, filter: verdicts; None for a lane that was not gone through.
        rewritten: the text is a rewriting, which was checked itself.
        why_consistency, why_second, why_evidence, why_filter: reasons.
        why_not_rewritten: why a contradicted opinion has no rewriting that could take its place.
    """

    consistency: str
    second: str | None = None
    evidence: str | None = None
    filter: str | None = None
    rewritten: bool = False
    why_consistency: str = ""
    why_second: str = ""
    why_evidence: str = ""
    why_filter: str = ""
    why_not_rewritten: str = ""


def decide(lanes: Lanes) -> tuple[str, str]:
    """The status, and the reason: a class of reasons, and after a colon what is particular ("" for what is kept).

    >>> decide(Lanes("entailed", evidence="none", why_evidence="no passage settles it"))
    ('grey', 'evidence none: no passage settles it')
    """
    if lanes.filter == "blocked":
        return "rejected", _with("blocked by the filter", lanes.why_filter)
    if lanes.evidence == "refuted":
        return "rejected", _with("refuted by the collection", lanes.why_evidence)
    if lanes.consistency in (FAILED, UNDECIDED):
        return "grey", _with(f"consistency {lanes.consistency}", lanes.why_consistency)
    if lanes.second in (FAILED, UNDECIDED):
        return "grey", _with(f"second judge {lanes.second}", lanes.why_second)
    if lanes.second is not None and lanes.second != lanes.consistency:
        return "grey", f"judges disagree: {lanes.consistency} and {lanes.second}"
    if lanes.consistency != "entailed":
        return "rejected", _with(_SAYS[lanes.consistency], lanes.why_not_rewritten)
    if lanes.filter in ("grey", FAILED):
        return "grey", _with(f"filter {lanes.filter}", lanes.why_filter)
    if lanes.evidence in (UNDECIDED, FAILED, "none"):
        return "grey", _with(f"evidence {lanes.evidence}", lanes.why_evidence)
    return ("rewritten", "contradicted as spoken, and rewritten") if lanes.rewritten else ("kept", "")


def _with(what: str, why: str) -> str:
    return f"{what}: {why}" if why else what
