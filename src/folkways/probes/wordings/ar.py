"""Arabic prompts (Modern Standard)."""

from __future__ import annotations

import functools

from folkways.populations import Population
from folkways.probes.wordings.phrasing import Phrasing, Wording

# CLDR's own short names, which babel leaves out.
_SHORT = {"PSE": "فلسطين", "HKG": "هونغ كونغ", "MAC": "ماكاو", "MMR": "ميانمار"}

_PLAIN = {
    "options": "الخيارات:",
    "reply": "اكتب {kind} خيار واحد فقط، ولا تكتب شيئًا غيره.",
    "reasoned": "فكّر في الأمر أولًا في جملتين أو ثلاث، ثم اكتب «{answer}» وبعدها {kind} خيار واحد.",
}
_POLL = {
    "options": "الأجوبة الممكنة:",
    "reply": "اذكر فقط {kind} الجواب الذي تختاره.",
    "reasoned": "علّل بإيجاز قبل أن تختار، واختم بكتابة «{answer}» وبعدها {kind} الجواب الذي تختاره.",
}


@functools.cache
def _name(population: Population) -> str:
    """The country in Arabic; a community's own name."""
    from babel import Locale
    from babel.core import get_global

    root = population.id.split("[")[0]
    if root in _SHORT:
        return _SHORT[root]
    alpha2 = get_global("territory_aliases").get(root, ()) if len(root) == 3 and root.isupper() else ()
    return str(Locale("ar").territories.get(alpha2[0], population.name)) if len(alpha2) == 1 else population.name


def people(population: Population) -> str:
    """How an Arabic prompt names one of a people: what follows "an ordinary person", adjectives coming second.

    >>> from folkways.populations import country, community
    >>> people(country("EGY"))
    'من مصر'
    >>> people(country("MAR").cell(sex="female"))
    'من المغرب (sex: female)'
    >>> people(community("sami", "the Sámi people"))
    'من the Sámi people'
    """
    return f"من {_name(population)}{population.label[len(population.name) :]}"


WORDING = Wording(
    language="ar",
    provenance="translated by: folkways, unreviewed",
    phrasings={
        ("neutral", "plain"): Phrasing(before="", after="", task="أجب عن سؤال الاستبيان هذا.", **_PLAIN),
        ("neutral", "poll"): Phrasing(before="", after="", task="إليك سؤالًا من استطلاع للرأي.", **_POLL),
        ("persona", "plain"): Phrasing(
            before="أنت شخص عادي {people}. أجب عن سؤال الاستبيان هذا كما كان ذلك الشخص ليجيب.",
            after="أجب عن سؤال الاستبيان أعلاه كما لو كنت هذا الشخص: شخص عادي {people}.",
            task="",
            **_PLAIN,
        ),
        ("persona", "poll"): Phrasing(
            before="تقمّص دور فرد عادي {people} يُطرح عليه السؤال التالي في استطلاع للرأي.",
            after="تقمّص دور من يُطرح عليه هذا السؤال في استطلاع للرأي: فرد عادي {people}.",
            task="",
            **_POLL,
        ),
        ("observer", "plain"): Phrasing(
            before="بماذا كان شخص عادي {people} ليجيب عن سؤال الاستبيان هذا؟",
            after="بماذا كان هذا الشخص ليجيب عن سؤال الاستبيان أعلاه: شخص عادي {people}؟",
            task="",
            **_PLAIN,
        ),
        ("observer", "poll"): Phrasing(
            before="توقّع كيف يجيب فرد عادي {people} عن السؤال التالي في استطلاع للرأي.",
            after="توقّع كيف يجيب هذا الشخص عن هذا السؤال في استطلاع للرأي: فرد عادي {people}.",
            task="",
            **_POLL,
        ),
    },
    kinds={"digits": "رقم", "letters": "حرف", "custom": "رمز"},
    nonsense=("ما رأيك في {word}؟", "كيف تنظر إلى مسألة {word}؟"),
    answer="الإجابة:",
    people=people,
)
