"""Which language a turn is in: by its script, and among languages of one script by their most common words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

#: The languages that can be told.
HEARD = ("ar", "bn", "de", "en", "es", "fa", "fr", "hi", "ja", "ko", "pt", "tr", "zh")

#: Share of the letters that must be of one script.
_MOSTLY = 0.6

_SCRIPTS = {
    "ARABIC": "arabic", "BENGALI": "bn", "DEVANAGARI": "hi", "HANGUL": "ko", "HIRAGANA": "kana", "KATAKANA": "kana",
    "CJK": "han", "LATIN": "latin",
}  # fmt: skip

_COMMON = {
    "en": "the of and to is are in that it for was with as be this have not but they we you my people from by at or "
    "which an i would can our their what do does when there because so if all about more think say",
    "de": "der die das und ist nicht ich ein eine zu mit den dem von auf für sich auch es sie wir aber dass wie bei "
    "oder haben hat sind mein meine im wenn nur noch man so was uns unsere sehr weil werden wird",
    "es": "el la los las de que y en un una es no se por con para su lo como más pero mi muy hay está son nos también "
    "porque cuando todo sin sobre ser tiene nuestra nuestro al del creo yo esto eso gente",
    "pt": "o a os as de que e em um uma é não se por com para seu sua mais mas meu minha muito há está são nos também "
    "porque quando tudo sem sobre ser tem nossa nosso ao do da dos das na no eu isso você acho pessoas",
    "fr": "le la les de des et est en un une que qui ne pas dans pour il elle nous vous je ce cette sur avec plus mais "
    "mon ma au aux son sa sont par ou être très c d l qu j n s du se on parce gens",
    "ar": "في من على إلى أن هذا هذه التي الذي لا ما هو هي كان مع عن كل لكن نحن أنا ليس لأن بعد قبل أو ثم لم لن كما بين "
    "جدا يجب الناس",
    "fa": "و در به از که این آن را با است برای من ما می هم یک تا بر هر خود آنها بود نیست هستند اما یا ولی خیلی مردم "
    "چون شما",
    "tr": "ve bir bu da de için ile çok ben o ne ama var daha gibi kadar benim biz olarak olan değil mi mı ki her en "
    "bence onun bizim diye sonra şey olur yok hem ya insanlar nasıl zaman bana",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_LETTERS = {
    "de": "ßäöü", "es": "ñ¿¡áíóú", "pt": "ãõâêçáíóúà", "fr": "çéèêàùîôœâëï", "tr": "ışğçöü", "en": "",
}  # fmt: skip

#: Letters that only one of the two writes; ٹ ڈ ڑ ں ے are neither's (Urdu).
_ARABIC_ONLY, _PERSIAN_ONLY, _NEITHER = frozenset("ةيكىؤإ"), frozenset("پچژگیک"), frozenset("ٹڈڑںے")


def heard_as(text: str) -> str:
    """The language of a text, of `HEARD`; "" where it cannot be told.

    Another language of the same script can be taken for one of these; a language of a script that none of them has
    cannot be.

    >>> heard_as("I think that family is the most important thing."), heard_as("家庭对我来说很重要。"), heard_as("42!")
    ('en', 'zh', '')
    """
    scripts: Counter[str] = Counter()
    for letter in text:
        if letter.isalpha():
            name = unicodedata.name(letter, "").split(" ")[0]
            scripts[_SCRIPTS.get(name.split("-")[0], "other")] += 1
    total = scripts.total()
    if not total:
        return ""
    japanese = scripts["kana"] + scripts["han"]
    # Japanese has kana in every sentence; a single one in Chinese is a quotation.
    if japanese >= _MOSTLY * total:
        return "ja" if scripts["kana"] >= 0.1 * japanese else "zh"
    script, count = max(scripts.items(), key=lambda item: (item[1], item[0]))
    if count < _MOSTLY * total:
        return ""
    if script == "latin":
        return _latin(text)
    if script == "arabic":
        return _arabic(text)
    return script if script in HEARD else ""


def _latin(text: str) -> str:
    """The language most of whose common words stand in the text; its own letters decide between equals."""
    words = re.findall(r"[^\W\d_]+", text.replace("İ", "i").casefold())
    if not words:
        return ""
    letters = set(text.replace("İ", "i").casefold())
    scores = {
        language: (
            sum(word in _WORDS[language] for word in words) + 0.5 * len(letters & set(own)),
            language,
        )
        for language, own in _LETTERS.items()
    }
    (first, language), (second, _) = sorted(scores.values(), reverse=True)[:2]
    # A few common words are the least: another language has one of them by chance.
    return language if first > second and first >= max(1.5, 0.15 * len(words)) else ""


def _arabic(text: str) -> str:
    letters = Counter(text)
    if sum(letters[letter] for letter in _NEITHER):
        return ""
    plain = "".join(letter for letter in text if not unicodedata.combining(letter))
    words = re.findall(r"[^\W\d_]+", plain)
    # Either may be typed on the other's keyboard, so that words count and not letters alone.
    arabic = sum(w in _WORDS["ar"] or w.startswith("ال") for w in words) + sum(letters[x] for x in _ARABIC_ONLY) / 3
    persian = sum(w in _WORDS["fa"] for w in words) + sum(letters[x] for x in _PERSIAN_ONLY) / 3
    if arabic == persian:
        return ""
    return "ar" if arabic > persian else "fa"
