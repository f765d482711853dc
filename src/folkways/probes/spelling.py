"""One spelling for what readers take as the same: accents, letter forms, digits and quotation marks fall together."""

from __future__ import annotations

import functools
import re
import unicodedata

#: The joint of a Persian compound, which is also written as a space or not at all.
ZWNJ = "\u200c"

_FORMS = str.maketrans(
    {
        **dict(zip("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789", strict=True)),
        **dict.fromkeys("ىیے", "ي"),
        **dict.fromkeys("کڪ", "ك"),
        **dict.fromkeys("ةہھە", "ه"),
        **dict.fromkeys("ٱ", "ا"),
        **dict.fromkeys("ıİ", "i"),
        **dict.fromkeys("“”„‟«»‹›〝〞", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–−", "-"),
        "ـ": None,
    }
)


def fold(text: str) -> str:
    """The text in one spelling; upper and lower case stay, since A may be a label and a is a word.

    Accents, vowel signs, hamza on its carrier, tatweel and marks of direction go; Persian and Arabic letters for the
    same sound, all digits and all quotation marks become one.

    >>> fold("أُوافِقُ بشدّة ٣ ۴"), fold("Seçeneği İŞARETLE"), fold("کی") == fold("كي")
    ('اوافق بشده 3 4', 'Secenegi iSARETLE', True)
    """
    parts = unicodedata.normalize("NFKD", text.translate(_FORMS))
    kept = (c for c in parts if c == ZWNJ or c.isascii() or unicodedata.category(c) not in _DROPPED)
    # "سيئ" is mostly written "سيء".
    return "".join(kept).translate(_FORMS).replace("يء", "يي")


_DROPPED = frozenset({"Mn", "Me", "Cf"})


def rule(pattern: str, around: str = r"(?<!\w)(?:{})(?!\w)") -> re.Pattern[str]:
    """A compiled rule for folded text: the pattern as whole words, in any case.

    `{}` in `around` is where the pattern goes. A space in it stands for any white space, or, between Arabic letters,
    also for a joint or nothing.

    >>> bool(rule("نمی توانم").search(fold("نمی\u200cتوانم"))), bool(rule("üzgün").search(fold("ÜZGÜN.")))
    (True, True)
    """
    return re.compile(around.replace("{}", spaced(fold(pattern))), re.IGNORECASE)


def spaced(pattern: str) -> str:
    """The pattern with its spaces made as free as `rule` says."""
    maybe = pattern.replace(" ?", rf"[\s{ZWNJ}]*")
    loose = re.sub(rf"(?<=[\u0600-\u06ff])(?: |{ZWNJ})(?=[\u0600-\u06ff])", rf"[\\s{ZWNJ}]*", maybe)
    return loose.replace(" ", rf"[\s{ZWNJ}]+")


@functools.lru_cache(maxsize=4096)
def wording_rule(option: str) -> re.Pattern[str]:
    """Where an option's wording stands in folded text, with its own kind of quotation marks or other ones."""
    words = fold(option).strip().strip("\"'.").strip()
    if " " in words:
        words = words.replace("علي الاطلاق", "اطلاقا")
    parts = re.split(rf"[\s{ZWNJ}]+", words)
    degree = next((f"(?:{'|'.join(same)})" for same in _DEGREES if parts[1:] and parts[-1] in same), "")
    plain = " ".join(parts)
    if degree:
        pattern = _reworded(" ".join(parts[:-1])) + f" {degree}"
    elif (last := _SAID_ALIKE.split(plain)[-2:]) and not last[-1] and last[0] in _SAME and plain not in _VERY:
        pattern = _reworded(plain)
    elif both := _NEITHER.fullmatch(plain):
        pattern = rf"نه {both[1]}{_COPULA}[،,]? و? ?نه {both[2]}{_COPULA}"
    elif len(parts) == 2 and parts[0] in _SAME:
        # "I agree with this completely", "completely with this agree".
        adverb, word = _SAME[parts[0]], _ended(parts[1:])
        pattern = rf"(?:{adverb}(?: (?:با|به|از)(?: [\w{ZWNJ}]+){{1,4}}?)? {word}|{word} {adverb}(?=\W*(?:[.!\n]|\Z)))"
    else:
        pattern = _reworded(" ".join(parts[:-1])) + _ended(parts)
    pattern = re.sub(
        r"(?<!\w)(do|does|did|is|are|was|would|should|could|have|has) not(?!\w)", r"\1(?: not|n't)", pattern
    )
    # Arabic writes "and" and "so" onto the word.
    left = r"(?:(?<!\w)|(?<=(?<!\w)[وف]))" if words[:1] >= "\u0600" else r"(?<!\w)"
    pattern = _RUN_ON.sub(r"\1 ?", pattern)
    pattern = _SOMEONE.sub(_SOMEBODY, pattern)
    return re.compile(rf"{left}{spaced(pattern)}(?!\w)", re.IGNORECASE)


def _reworded(words: str) -> str:
    """The words with every other one that says the same: "کاملاً" and "به‌شدت"."""
    parts = (part.strip() for part in _SAID_ALIKE.split(words))
    return " ".join(_SAME[part] if part in _SAME else " ".join(map(_inflected, part.split())) for part in parts if part)


def _inflected(word: str) -> str:
    """The word, where it is Arabic in either gender and case, and with any word for "not"."""
    if match := re.fullmatch(r"(\w+)n'?t", word, re.IGNORECASE):
        full = {"ca": "can ?not", "wo": "will not"}.get(match[1].lower(), f"{match[1]} not")
        return f"(?:{match[1]}n'?t|{full})"
    if word in _NOT:
        return f"(?:{'|'.join(_NOT)})"
    if word.lower() == "ne":
        return "ne(?: de)?"
    stem = re.sub(r"(?<=[\u0620-\u064a]{3})[اه]$", "", word)
    weak = stem[-1:] in ("ا", "و", "ي") and not stem.endswith("يي")
    ending = "(?:[اهي]|ون|ين|يه|يا|ان|انه)?" if re.fullmatch(r"[\u0620-\u064a]{3,}", stem) and not weak else ""
    body = stem if ending else word
    # "I agree", "we agree", "agreeing": the first letter is the person's.
    person = "[اونيتم]" if re.fullmatch(r"ا(?!ل)[\u0620-\u064a]{2,}", body) else ""
    return person + "".join(_CHARACTER.get(c, re.escape(c)) for c in body[bool(person) :]) + ending


def _ended(parts: list[str]) -> str:
    """The last word, where it is a predicate with any copula or person: "mutluyum", "خوشحالم"."""
    word, joint = parts[-1], " " if parts[1:] else ""
    if _DENIED.fullmatch(word):
        return joint + _DENIES
    if joint and word in _IS:
        return _COPULA
    if match := re.fullmatch(r"(\w{3,})m[iu]yor(?:um|uz|lar)?", word):
        stem, persons = re.escape(match[1]), _PERSONS[0][1]
        return joint + rf"{stem}(?:m{persons}|[dt][iu]g[iu][mn](?:[iu]z)?[iu]? soyle(?:yem\w+|nem\w+))"
    for ending, persons in _PERSONS:
        if match := re.search(ending, word):
            return joint + re.escape(word[: match.start()]) + persons
    if re.fullmatch(r"[a-z]{3,}", word, re.IGNORECASE):
        return joint + re.escape(word) + r"(?:y?[iu][mz]|[dt][iu]r|l[ae]r)?"
    persian = re.fullmatch(r"[\u0620-\u06d3]{2,}", word)
    return joint + _inflected(word) + (_COPULA if persian else "")


_IS = ("است", "هست", "هستم", "هستيم", "اند", "ام")
_COPULA = rf"(?:(?:[^\S\n]|{ZWNJ})*(?:{'|'.join(_IS)}|م|يم|ند|ه|ايم|هستند))?"
# An ending of the option's last word, and those that say the same of another person or time.
_PERSONS = (
    (
        r"(?<=\wm)[iu]yor(?:um|uz|lar)?$",
        "(?:[iu]yor(?:um|uz|lar|du|dum)?|[ae]m|[ae]y[iu]z|[ae]z(?:lar)?|[ae]d[iu]g[iu]m[iu]|[ae]y[ae]nl[ae]rd[ae]n[iu]m)",
    ),
    (
        r"(?<=\w\w)[iu]yor(?:um|uz|lar)?$",
        "(?:[iu]yor(?:um|uz|lar|du|dum)?|[iuae]r(?:[iu]m|[iu]z|l[ae]r)?|[dt][iu]g[iu]m[iu]|[ae]nl[ae]rd[ae]n[iu]m)",
    ),
    (r"(?<=دار)(?:م|يم|ند|د)$|(?<=كن)(?:م|يم|ند|د)$|(?<=باش)(?:م|يم|ند|د)$", "(?:م|يم|ند|د|ه|ن)"),
    (r"(?<=\w\w\w\w)م$", _COPULA),
    (r"(?<=شد)ه$|(?<=كرد)ه$", rf"(?:ه(?:[\s{ZWNJ}]*(?:است|ام|اند|ايم))?|م|ند|يم)?"),
    (r"(?<=نيس)تم?$", "(?:ت(?:م|يم|ند)?)?"),
)
_NEITHER = re.compile(r"نه (\w+?)م?[،,]? (?:و )?نه (\w+?)م?")
_VERY = ("خيلي", "بسيار")
# Persian words that mean the same in an option, whichever of them it has.
_SAME = {
    word: f"(?:{'|'.join(alike)})"
    for alike in (
        ("كاملا", "به طور كامل", "به شدت", "شديدا", "قويا", "صد در صد", "تماما"),
        _VERY,
        ("نسبتا", "تا حدي", "تا حدودي", "تا اندازه اي", "تا يك حدي", "تا يه حدي"),
        ("نه چندان", "نه خيلي", "نه زياد", "نه انچنان"),
        ("هرگز", "هيچ وقت", "هيچ گاه", "هيچ موقع"),
        (
            "هفته اي يك بار",
            "هفته اي يه بار",
            "هفته اي يك دفعه",
            "هفته اي يه دفعه",
            "هر هفته يك بار",
            "هر هفته يه بار",
            "در هفته يك بار",
            "هفته اي يكبار",
        ),
        (
            "ماهي يك بار",
            "ماهي يه بار",
            "ماهي يك دفعه",
            "ماهي يه دفعه",
            "هر ماه يك بار",
            "هر ماه يه بار",
            "در ماه يك بار",
            "ماهي يكبار",
        ),
        (
            "سالي يك بار",
            "سالي يه بار",
            "سالي يك دفعه",
            "سالي يه دفعه",
            "هر سال يك بار",
            "هر سال يه بار",
            "در سال يك بار",
            "سالي يكبار",
        ),
        ("نه چندان زياد", "نه خيلي زياد", "نه زياد", "نه چندان"),
        (
            "گاهي",
            "گاه گاهي",
            "گاهي اوقات",
            "گاهي وقت ?ها",
            "گاهي وقتا",
            "بعضي وقت ?ها",
            "بعضي وقتا",
            "بعضي اوقات",
            "گه گاه",
        ),
        ("اغلب", "اغلب اوقات", "بيشتر وقت ?ها", "بيشتر اوقات", "غالبا"),
        ("هميشه", "همواره"),
        ("كمي", "اندكي", "يه كم", "يك كم", "يه كمي", "يك كمي", "يه ذره"),
        ("پاسخ", "جواب"),
    )
    for word in alike
} | {"چندان": "(?:چندان|زياد|خيلي|انچنان|ان ?قدرها(?: هم)?)"}
_SAID_ALIKE = re.compile(rf"(?<!\w)({'|'.join(sorted(_SAME, key=len, reverse=True))})(?!\w)")
_NOT = ("غير", "ليس", "ليست", "لست", "لسنا", "ليسوا", "مش", "مو", "موش", "مب", "مهوب")
# Arabic words for the same degree, which are said for one another behind an adjective.
_DEGREES = (
    ("جدا", "للغايه", "اوي", "قوي", "كتير", "حيل", "كلش", "وايد", "بزاف", "برشا"),
    ("بشده", "تماما", "بقوه", "جدا"),
    ("اطلاقا", "ابدا", "مطلقا", "بتاتا", "نهاييا", "خالص", "بالمره", "البته", "علي الاطلاق"),
)
# "A religious person" and "somebody religious".
_SOMEONE = re.compile(r"(?<!\w)bir (?:insan|kisi|birey)(?=(?:y?im)?\b)", re.IGNORECASE)
_SOMEBODY = r"bir(?: (?:insan|kisi|birey|adam|kadin)|i|isi)(?:y(?=im))?"
# Also written in one word.
_RUN_ON = re.compile(r"(?<!\w)(her|hic) (?=(?:gun|hafta|ay|zaman|kimse|biri)\b)", re.IGNORECASE)
# "I am not" and "I do not count as".
_DENIED = re.compile(r"degil(?:im|iz|dir|ler)?", re.IGNORECASE)
_DENIES = "(?:degil(?:[dt]?[iu][rmz]|l[ae]r)?|sayilm(?:am|az|ayiz|azlar|iyorum))"
_CHARACTER = {'"': "[\"']?", "'": "[\"']?"}
