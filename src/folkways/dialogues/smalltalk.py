"""Sentences that hold no opinion on their face: too short, questions, greetings, thanks and farewells."""

from __future__ import annotations

import re

from folkways.dialogues.sentences import UNSPACED
from folkways.probes.spelling import fold

#: Fewest words of an opinion; of a text in a script without spaces, or in Korean, fewest letters.
FEWEST_WORDS, FEWEST_LETTERS = 3, 6
#: Words that may stand beside a greeting or thanks ("Thank you, my dear Aylin!"), and letters where no spaces do.
BESIDE_WORDS, BESIDE_LETTERS = 3, 6

_BY_LETTER = re.compile(rf"[{UNSPACED}\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")
_MARKS = "\"'”’»›)]）」』】》〉*_ \t\u200e\u200f"
_ASKS = re.compile(
    r"^(?:¿|هل\s|آیا\s)"
    r"|[吗嗎][。.!！]*$|(?:です|ます|でしょう|ません)か[。.!！]*$|(?:ไหม|มั้ย|หรือเปล่า|หรือไม่)(?:คะ|ครับ)?[.!]*$"
)

# Greetings and thanks of the languages in which people talk here. Written as `fold` leaves them: accents, hamza and
# the forms of letters gone. A space is any white space.
_FORMULAS = r"""
hi|hello|hey|greetings|welcome|good (?:morning|afternoon|evening|day|night)|nice to (?:meet|see) you|goodbye|good bye
|bye|farewell|see you(?: soon| later)?|take care|thanks|many thanks|thanks (?:a lot|so much)
|thank you(?: (?:so|very) much)?|you are welcome|you're welcome
|hallo|guten (?:morgen|tag|abend)|gru(?:ss|ß) (?:gott|dich|euch)|(?:vielen |herzlichen )?dank(?:e(?: schon| sehr)?)?
|auf wiedersehen|tschuss
|hola|buen(?:os|as) (?:dias|tardes|noches)|(?:muchas )?gracias|mucho gusto|adios|hasta (?:luego|pronto)
|ola|oi|bom dia|boa (?:tarde|noite)|(?:muito )?obrigad[oa]|tchau|ate logo
|bonjour|bonsoir|salut|merci(?: beaucoup)?|au revoir|enchantee?
|merhaba|selam|gunaydin|iyi (?:gunler|aksamlar|geceler)|(?:cok )?tesekkur(?:ler| ederim| ederiz)|sag ?olun?
|hosca ?kal(?:in)?|gorusuruz
|(?:ال)?سلام(?: عليكم)?(?: ورحمه الله(?: وبركاته)?)?|وعليكم السلام|مرحبا|اهلا(?: وسهلا)?|صباح الخير|مساء الخير
|شكرا(?: جزيلا| لك| لكم)*|مع السلامه|الي اللقاء
|درود|صبح بخير|وقت بخير|(?:خيلي )?ممنون(?:م)?|متشكرم|(?:با )?تشكر|سپاس(?:گزارم)?|خداحافظ
|привет|здравствуите|спасибо|до свидания
|namaste|नमसत|धनयवाद|नमसकार|ধনযবাদ|নমসকার
|你好|您好|大家好|早上好|晚上好|谢谢(?:你|您|大家)?|謝謝(?:你|您)?|再见|再見
|こんにちは|こんはんは|おはよう(?:こさいます)?|はしめまして|(?:とうも)?ありかとう(?:こさいます|こさいました)?|さようなら
|안녕하세요|안녕히 (?:가세요|계세요)|감사합니다|고맙습니다
|สวสด|ขอบคณ
"""
_FORMULA = re.compile("".join(map(fold, _FORMULAS.splitlines())).replace(" ", r"\s+"))
# Said with what it is about, however long: "Thank you for sharing that with us."
_WHOLE = re.compile(
    r"(?:(?:many )?thanks|thank you(?: (?:so|very) much)?) for (?:shar|your|tell|hav|listen|ask|expl|this|the|that)"
    r"|(?:it (?:is|was|has been)|it's(?: been)?) (?:so |very )?(?:nice|good|great|lovely|a pleasure) (?:to )?"
    r"(?:meet|see|talk|speak|chat|hear)"
    r"|(?:nice|good|great|lovely|pleased) to (?:meet|see|hear from) you"
)
_CONTRARY = re.compile(r"\b(?:but|however|though)\b")


def small_talk(sentence: str) -> str | None:
    """Why a sentence holds no opinion on its face: `too short`, `question`, `greeting or thanks`; None where it may.

    The lists of greetings are of English, German, Spanish, Portuguese, French, Turkish, Arabic, Persian, Russian,
    Hindi, Bengali, Chinese, Japanese, Korean and Thai; a greeting in another language goes on to the model.

    >>> small_talk("Thank you for sharing that with us."), small_talk("Yes, certainly."), small_talk("¿Y en tu país?")
    ('greeting or thanks', 'too short', 'question')
    >>> small_talk("Thanks, but at home we never say it to family.") is None
    True
    """
    bare = sentence.strip().rstrip(_MARKS)
    if bare.endswith(("?", "？", "؟", "\u037e", "՞", "፧")) or _ASKS.search(bare):
        return "question"
    if _greets(bare):
        return "greeting or thanks"
    return None if _long_enough(bare) else "too short"


def _long_enough(text: str) -> bool:
    if _BY_LETTER.search(text):
        return _letters(text) >= FEWEST_LETTERS or _words(text) >= FEWEST_WORDS
    return _words(text) >= FEWEST_WORDS


def _words(text: str) -> int:
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _greets(text: str) -> bool:
    plain = fold(text).casefold().strip(" \t\"'¡([*_-")
    if _WHOLE.match(plain) and not _CONTRARY.search(plain):
        return True
    first = _FORMULA.match(plain)
    if first is None:
        return False
    beside = _FORMULA.sub(" ", plain)
    if _BY_LETTER.search(first[0]):
        return _letters(beside) <= BESIDE_LETTERS
    # "Hindus pray" does not begin with "hi".
    return not plain[first.end() : first.end() + 1].isalnum() and _words(beside) <= BESIDE_WORDS
