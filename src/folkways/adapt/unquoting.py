"""Taking the norms' own words out of a trace: what is learnt is to consider them, not to recite a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from folkways.adapt.leaks import quotes

_SENTENCE = re.compile(r"[^.!?؟\n]+(?:[.!?؟]+[\"'”»)]*|\n|$)\s*")
# "According to the norms above", "norm 3 says", "as listed": of a list that the trained model will not see.
_POINTS = re.compile(
    r"\b(?:the|these|those|this|given|listed|above|following) norms?\b|\bnorms? (?:\d|above|listed|given|provided)|"
    r"\b(?:list|statements?|context|information) (?:above|given|provided)\b|\b(?:listed|mentioned|stated) above\b|"
    r"\b(?:i was|was i|been|as) (?:told|given|instructed)\b",
    re.IGNORECASE,
)


def unquoted(thought: str, norms: Sequence[str]) -> str:
    """A thought without the sentences that quote a norm or point to the list of norms.

    Args:
        thought: without the answer.
        norms: the texts of the norms that its writer saw.

    Returns:
        What is left; it holds no eight words in a row of a norm, nor all the words of a shorter one.

    >>> unquoted("Family comes first here. I would not decide alone.", ["Family comes first."])
    'I would not decide alone.'
    >>> unquoted("According to the norms above, I agree. My parents would too.", [])
    'My parents would too.'
    """
    kept = [s for s in _SENTENCE.findall(thought) if not _POINTS.search(s) and not quotes(s, norms)]
    text = "".join(kept).strip()
    # A quotation that runs over the end of a sentence is seen only in the whole.
    while kept and quotes(text, norms):
        at = next(
            i for i in range(len(kept)) if not quotes("".join(kept[:i] + kept[i + 1 :]), norms) or i == len(kept) - 1
        )
        kept.pop(at)
        text = "".join(kept).strip()
    return text
