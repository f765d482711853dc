"""What the interface says, in English and in Arabic."""

from folkways.web.words.ar import AR
from folkways.web.words.catalogue import Words
from folkways.web.words.en import EN

WORDS = {words.tag: words for words in (EN, AR)}

__all__ = ["WORDS", "Words"]
