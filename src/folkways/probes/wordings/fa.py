"""Persian prompts."""

from __future__ import annotations

import functools

from folkways.populations import Population
from folkways.probes.wordings.phrasing import Phrasing, Wording

# CLDR's own short names, which babel leaves out.
_SHORT = {"PSE": "فلسطین", "HKG": "هنگ‌کنگ", "MAC": "ماکائو", "MMR": "میانمار"}

_PLAIN = {
    "options": "گزینه‌ها:",
    "reply": "فقط {kind} یک گزینه را بنویسید و چیز دیگری ننویسید.",
    "reasoned": "نخست در دو یا سه جمله دربارهٔ آن فکر کنید. سپس «{answer}» و پس از آن {kind} یک گزینه را بنویسید.",
}
_POLL = {
    "options": "پاسخ‌های ممکن:",
    "reply": "فقط {kind} پاسخی را که انتخاب می‌کنید بنویسید.",
    "reasoned": (
        "پیش از انتخاب، به‌اختصار دلیل بیاورید. در پایان «{answer}» و پس از آن {kind} پاسخ انتخابی خود را بنویسید."
    ),
}


@functools.cache
def _country(population: Population) -> str | None:
    """The country in Persian; None for a community."""
    from babel import Locale
    from babel.core import get_global

    root = population.id.split("[")[0]
    if root in _SHORT:
        return _SHORT[root]
    alpha2 = get_global("territory_aliases").get(root, ()) if len(root) == 3 and root.isupper() else ()
    return Locale("fa").territories.get(alpha2[0]) if len(alpha2) == 1 else None


def people(population: Population) -> str:
    """How a Persian prompt names one of a people: what follows "an ordinary person".

    >>> from folkways.populations import country, community
    >>> people(country("EGY"))
    'اهل مصر'
    >>> people(country("IRN").cell(sex="female"))
    'اهل ایران (sex: female)'
    >>> people(community("sami", "the Sámi people"))
    'از the Sámi people'
    """
    country = _country(population)
    named = f"از {population.name}" if country is None else f"اهل {country}"
    return f"{named}{population.label[len(population.name) :]}"


WORDING = Wording(
    language="fa",
    provenance="translated by: folkways, unreviewed",
    phrasings={
        ("neutral", "plain"): Phrasing(before="", after="", task="به این پرسش نظرسنجی پاسخ دهید.", **_PLAIN),
        ("neutral", "poll"): Phrasing(before="", after="", task="این پرسشی از یک نظرسنجی است.", **_POLL),
        ("persona", "plain"): Phrasing(
            before="شما فردی معمولی {people} هستید. به این پرسش نظرسنجی چنان پاسخ دهید که آن فرد پاسخ می‌داد.",
            after="به پرسش نظرسنجی بالا چنان پاسخ دهید که گویی این فرد هستید: فردی معمولی {people}.",
            task="",
            **_PLAIN,
        ),
        ("persona", "poll"): Phrasing(
            before="نقش فردی عادی {people} را بر عهده بگیرید که در یک نظرسنجی از او چنین می‌پرسند.",
            after="نقش کسی را بر عهده بگیرید که در یک نظرسنجی پرسش بالا را از او می‌پرسند: فردی عادی {people}.",
            task="",
            **_POLL,
        ),
        ("observer", "plain"): Phrasing(
            before="فردی معمولی {people} به این پرسش نظرسنجی چه پاسخی می‌داد؟",
            after="این فرد به پرسش نظرسنجی بالا چه پاسخی می‌داد: فردی معمولی {people}؟",
            task="",
            **_PLAIN,
        ),
        ("observer", "poll"): Phrasing(
            before="پیش‌بینی کنید که فردی عادی {people} در یک نظرسنجی به پرسش زیر چگونه پاسخ می‌دهد.",
            after="پیش‌بینی کنید که این فرد در یک نظرسنجی به پرسش بالا چگونه پاسخ می‌دهد: فردی عادی {people}.",
            task="",
            **_POLL,
        ),
    },
    kinds={"digits": "شمارهٔ", "letters": "حرفِ", "custom": "برچسبِ"},
    nonsense=("دربارهٔ {word} چه نظری دارید؟", "موضوع {word} را چگونه می‌بینید؟"),
    answer="پاسخ:",
    people=people,
)
