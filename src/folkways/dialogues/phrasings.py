"""How a user asks for what an opinion answers: several phrasings, in the languages of the probes.

Who speaks is named in the words of the probes (persona and observer), so that what is trained is what is measured; the
options and the way of replying are not, for a sample answers in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from folkways.populations import Population
from folkways.probes.wordings import wording
from folkways.surveys import Question

#: `asked`: as the probe's persona, in the user's turn. `told`: the same in the system turn. `observed`: what somebody
#: of the people would say. `custom`: what is usual there. `begun`: the first words of the opinion, to be gone on with.
PHRASINGS = ("asked", "told", "observed", "custom", "begun")
# Kinds of opinion that tell what is usual among a people.
_USUAL = ("norm", "custom", "fact")
#: An opinion of fewer characters is not begun: its first words would be most of it.
BEGUN_FROM = 40
# The share of an opinion that `begun` shows.
_SHOWN = 0.3


@dataclass(frozen=True, slots=True)
class Asking:
    """The fixed words in one language.

    Attributes:
        provenance: who wrote or translated them, and whether someone reviewed them.
        identity: of the system turn; `{people}` as in the probes' wordings.
        freely: how to reply.
        custom: asks what is usual.
        begun: asks to go on; `{start}` are the first words.
        tongue: asks for another language, `{language}`.
        quoted: how the question stands after the words above.
    """

    provenance: str
    identity: str
    freely: str
    custom: str
    begun: str
    tongue: str
    quoted: str


ASKINGS: Mapping[str, Asking] = {
    "en": Asking(
        provenance="written by: folkways",
        identity="You are an average {people}.",
        freely="Answer in your own words, in one or two sentences.",
        custom="What does a typical {people} know to be usual or expected at home, in the matter of this question?",
        begun="An average {people} began to answer the question below with these words: “{start}…” Write it in full.",
        tongue="Write in {language}.",
        quoted="Question: {question}",
    ),
    "ar": Asking(
        provenance="translated by: folkways, unreviewed",
        identity="أنت شخص عادي {people}.",
        freely="أجب بكلماتك في جملة أو جملتين.",
        custom="ما الذي يعرف شخص عادي {people} أنه معتاد أو متوقع في بلده في ما يخص هذا السؤال؟",
        begun="بدأ شخص عادي {people} جوابه عن السؤال أدناه بهذه الكلمات: «{start}…» اكتب الجواب كاملًا.",
        tongue="لغة الجواب: {language}.",
        quoted="السؤال: {question}",
    ),
    "fa": Asking(
        provenance="translated by: folkways, unreviewed",
        identity="شما فردی معمولی {people} هستید.",
        freely="در یک یا دو جمله و به زبان خودتان پاسخ دهید.",
        custom="فردی معمولی {people} دربارهٔ موضوع این پرسش چه چیزی را در جامعهٔ خود رایج یا مورد انتظار می‌داند؟",
        begun="فردی معمولی {people} پاسخ خود به پرسش زیر را با این واژه‌ها آغاز کرد: «{start}…» پاسخ را کامل بنویسید.",
        tongue="زبان پاسخ: {language}.",
        quoted="پرسش: {question}",
    ),
    "tr": Asking(
        provenance="translated by: folkways, unreviewed",
        identity="Siz {people} ortalama bir kişisiniz.",
        freely="Kendi sözlerinizle, bir iki cümleyle yanıtlayın.",
        custom="Bu sorunun konusunda {people} ortalama bir kişi kendi toplumunda neyin alışılmış olduğunu bilir?",
        begun="{people} ortalama bir kişi aşağıdaki soruyu şu sözlerle yanıtlamaya başladı: “{start}…” Tamamını yazın.",
        tongue="Yanıtın dili: {language}.",
        quoted="Soru: {question}",
    ),
}


def frame_language(question: Question, language: str) -> str:
    """The language of the user's turn.

    The opinion's, where there are words for it and the question has a text in it; else that of the question; else
    English.
    """
    if language in ASKINGS and language in question.texts:
        return language
    return question.language if question.language in ASKINGS else "en"


def usable(kind: str, text: str) -> tuple[str, ...]:
    """The phrasings that an opinion of this kind and text can answer.

    >>> usable("belief", "Family comes first.")
    ('asked', 'told', 'observed')
    """
    custom = ("custom",) if kind in _USUAL else ()
    begun = ("begun",) if start_of(text) else ()
    return (*PHRASINGS[:3], *custom, *begun)


def start_of(text: str) -> str:
    """The first words of a text, about a third of it; "" where it is too short to be begun.

    Where words are not parted by spaces, it is cut between characters.

    >>> start_of("In my family the oldest one speaks first at the table.")
    'In my family the'
    """
    if len(text) < BEGUN_FROM:
        return ""
    cut = int(len(text) * _SHOWN)
    space = text.find(" ", cut)
    # A space far behind the cut parts sentences, not words.
    return (text[:space] if 0 <= space <= 2 * cut else text[:cut]).strip()


def messages(phrasing: str, question: Question, people: Population, language: str, text: str) -> list[dict[str, str]]:
    """The chat of one sample.

    Args:
        phrasing: one of `PHRASINGS`.
        question: what it is about.
        people: who speaks.
        language: of the text, BCP 47; "" where it cannot be told.
        text: what the assistant answers, and all that it answers.
    """
    tag = frame_language(question, language)
    words, probe = ASKINGS[tag], wording(tag)
    named = probe.people(people)
    asked = question.text(tag if tag in question.texts else question.language)
    quoted = words.quoted.format(question=asked)
    system, blocks = "", [asked, words.freely]
    if phrasing == "told":
        system = words.identity.format(people=named)
    elif phrasing == "custom":
        blocks = [words.custom.format(people=named), quoted]
    elif phrasing == "begun":
        blocks = [words.begun.format(people=named, start=start_of(text)), quoted]
    else:
        framing = "persona" if phrasing == "asked" else "observer"
        blocks = [probe.phrasings[framing, "plain"].before.format(people=named), *blocks]
    if language not in ("", tag):
        blocks.append(words.tongue.format(language=_named(language, tag)))
    turns = [("user", "\n\n".join(blocks)), ("assistant", text)]
    if system:
        turns.insert(0, ("system", system))
    return [{"role": role, "content": content} for role, content in turns]


def _named(language: str, tag: str) -> str:
    """The name of a language in another, from CLDR; the tag itself where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-").get_display_name(tag) or language
    except (UnknownLocaleError, ValueError):
        return language
