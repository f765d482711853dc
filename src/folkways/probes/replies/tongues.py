"""Which of the four languages a text may be in."""

from __future__ import annotations

import functools
import re

from folkways.probes.replies.words import either
from folkways.probes.spelling import ZWNJ, fold


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{fold(pattern)})(?!\w)", re.IGNORECASE)


# After folding, the Arabic and the Persian forms of a letter are one; these letters are Persian only.
_PERSIAN = re.compile(rf"\w*[پچژگ{ZWNJ}]\w*")
_MARKS = {
    "en": _words(
        either(
            "the a an i i'm i'd i'll is are am was of to and in my it it's that this not as for would don't can't "
            "cannot no yes but or so we you your with be have do by most people they he she"
        )
    ),
    "tr": _words(
        either(
            "bir ve bu için değil ama ben bana benim çok hiç ne de da ile gibi daha en olarak kadar ancak fakat evet "
            "hayır yok var bence diye ya mi mı o şu biz pek oldukça kesinlikle cevap cevabım yanıt yanıtım soru soruya"
        )
        + r"|\w+(?:[iıuü]yor\w*|[ae]m[ae]m|[ae]rım|[ae]rim|[ıi]rım|irim|urum|ürüm|m[ae]m|l[ae]r[ıi]?n?|d[iıuü]r|"
        r"mak|mek|c[ae]ğ[ıi]\w*|s[ıi]n[ıi]z|y[ıiuü]m|tim|dim|dım|değil\w*)"
    ),
    "ar": _words(
        r"[وفبكل]?ال(?!ان|بته|گو)\w{2,}|لل\w{3,}|[وف]?(?:في|هذا|هذه|إلى|على|عن|التي|الذي|لا|لن|لم|ليس|ليست|"
        r"لست|لكن\w*|قد|"
        r"هو|هي|أن|أنا|إن|أنني|إنني|ذلك|جدا|كل|أي|أو|مع|لي|لدي|عندي|غير|هل|أختار|أقول|أجيب|أستطيع|أريد|أعتقد|"
        r"أرى|يمكنني|"
        r"رأيي|إجابتي|جوابي|آسف|عذرا|مش|مو|شو|بس|ليه|مين|أدري|أقدر|أعرف|أعلم|أعطيك|بدي|فيني|عندنا|ليش|هيك|ده|دي|عشان|"
        r"علشان|إحنا|نحن|أنت|كيف|هاد|هذي|مالي|ماليش|معرفش|مقدرش|مدري|معنديش|الله|ما|يا|أما|أصلا|به|هم)"
    ),
    "fa": _words(
        "(?:ن?می) ?[^\\W\\d]{2,}|"
        + either(
            "است را که این از با به برای هم نیست نیستم هستم ندارم دارم دارد دارند باید شود شده کنم کرد بود هست خیلی نه "
            "آن یا تا اما ولی اگر هر ما شما بله آره رو اصلا نظرم خودم یک بی هیچ پس چون بهتر مردم آدم نسبتا کاملا راستش "
            "نظری ایران میشه میگم میدم باشد باشه همین"
        )
    ),
}
_SCRIPTS = ((re.compile("[a-z]", re.IGNORECASE), ("en", "tr")), (re.compile("[\u0620-\u06d3]"), ("ar", "fa")))


@functools.lru_cache(maxsize=256)
def tongues(text: str) -> tuple[str, ...]:
    """The languages that a folded text may be in: of one script both, where no word tells them apart.

    >>> tongues(fold("می‌گویم ۳")), tongues(fold("أقول ٣")), tongues("I say 3"), tongues("3 derim, ama bilmem")
    (('fa',), ('ar',), ('en',), ('tr',))
    """
    found: list[str] = []
    for script, pair in _SCRIPTS:
        if not script.search(text):
            continue
        counts = {language: len(_MARKS[language].findall(text[:2000])) for language in pair}
        if "fa" in counts:
            counts["fa"] += 2 * len(_PERSIAN.findall(text[:2000]))
        first, second = pair
        # A few words of the other language are names or quotations, a half is an answer in two languages.
        if counts[first] > 2 * counts[second]:
            found.append(first)
        elif counts[second] > 2 * counts[first]:
            found.append(second)
        else:
            found += pair
    return tuple(found) or tuple(_MARKS)
