"""What the interface says, in English and in Arabic."""

from folkways.web.words.ar import AR
from folkways.web.words.catalogue import Words
from folkways.web.words.en import EN
from folkways.web.words.talk import TalkWords
from folkways.web.words.talk_ar import TALK_AR
from folkways.web.words.talk_en import TALK_EN

WORDS = {words.tag: words for words in (EN, AR)}
TALK_WORDS = {EN.tag: TALK_EN, AR.tag: TALK_AR}

__all__ = ["TALK_WORDS", "WORDS", "TalkWords", "Words"]
