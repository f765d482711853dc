"""When a conversation has to end: role flip, repetition, farewell loop, empty reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

#: Two turns that share so many of their character trigrams (Jaccard index) say the same.
ALIKE = 0.8
#: A sentence that is said so often in one turn is a loop.
LOOP = 3
#: A farewell stands among so many last characters of a turn.
_TAIL = 60

# Where a model speaks of itself, by language. Only the first person counts: people may talk about machines.
_MACHINE = re.compile(
    r"\bas an? (?:ai\b|artificial intelligence|(?:large )?language model)"
    r"|\b(?:i am|i['’]m) (?:just |only )?an? (?:ai\b|artificial intelligence|(?:large )?language model)"
    r"|\ben tant qu['’]?(?:e |une? )?(?:ia\b|intelligence artificielle|modèle de langage)"
    r"|\bje suis une? (?:ia\b|intelligence artificielle|modèle de langage)"
    r"|\b(?:como|soy|sou) (?:una? |uma? )?(?:ia\b|intelig[eê]ncia artificial|modelo de (?:lenguaje|linguagem))"
    r"|\bals (?:eine? )?(?:ki\b|künstliche intelligenz|sprachmodell)"
    r"|\bich bin (?:nur )?eine? (?:ki\b|künstliche intelligenz|sprachmodell)"
    r"|\bbir (?:yapay zek[aâ]|dil modeli) olarak|\bben bir (?:yapay zek[aâ]|dil modeli)"
    r"|(?:كنموذج لغوي|بصفتي نموذج|كذكاء اصطناعي|بصفتي ذكاء|أنا نموذج لغوي|أنا ذكاء اصطناعي)"
    r"|(?:به عنوان یک (?:مدل زبانی|هوش مصنوعی)|من یک (?:مدل زبانی|هوش مصنوعی))"
    r"|(?:作为|我是|作為)(?:一个|一名|一款|一個)?(?:人工智能|人工智慧|ai|语言模型|語言模型)"
    r"|(?:ai|人工知能|言語モデル)として|(?:私|わたし)は(?:ai|人工知能|言語モデル)"
    r"|(?:ai|인공지능|언어 모델)(?:으)?로서|(?:저는|나는) (?:ai|인공지능|언어 모델)"
    r"|(?:এআই|ভাষা মডেল) হিসেবে|আমি একটি (?:এআই|ভাষা মডেল|কৃত্রিম বুদ্ধিমত্তা)"
    r"|(?:एआई|भाषा मॉडल) के रूप में|मैं एक (?:एआई|भाषा मॉडल)",
    re.IGNORECASE,
)

# "I am", "my name is", by language; a name follows.
_I_AM = (
    r"i am|i['’]m|my name is|je suis|je m['’]appelle|soy|me llamo|sou|chamo-me|o meu nome é|meu nome é|ich bin|"
    r"ich heiße|mein name ist|benim adım|adım|أنا|اسمي|من|اسم من|我是|我叫|私は|저는|제 이름은|আমি|আমার নাম|मैं|मेरा नाम"
)

_FAREWELL = re.compile(
    r"\b(?:good[- ]?bye|bye|farewell|so long|take care(?! of)|see you (?:soon|later|again|around|next|tomorrow)|"
    r"(?:it was|it['’]s been|nice|a pleasure) (?:so )?(?:nice|great|good|a pleasure|talking|speaking)[^.!?]*"
    r"(?:talk|speak|chat|you)\w*|"
    r"auf wiedersehen|auf wiederhören|tschüss|tschüß|bis bald|lebewohl|mach['’]s gut|"
    r"adi[óo]s|hasta (?:luego|pronto|la vista|mañana)|nos vemos|adeus|tchau|até (?:logo|breve|à próxima|mais)|"
    r"au revoir|adieu|à bientôt|à la prochaine|hoşça ?kal\w*|güle güle|görüşürüz|görüşmek üzere|elveda)\b"
    r"|مع السلامة|وداعا|إلى اللقاء|في أمان الله|خداحافظ|خدا حافظ|خدانگهدار|بدرود"
    r"|再见|再見|再会|拜拜|さようなら|さよなら|じゃあね|また会いましょう|またね|안녕히|잘 가|또 봐요|또 만나요"
    r"|다음에 봐"
    r"|বিদায়|আবার দেখা হবে|খোদা হাফেজ|আল্লাহ হাফেজ|अलविदा|फिर मिलेंगे",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?…。！？؟।\n]+")


def broken(
    text: str, others: Iterable[str], earlier: Collection[str], *, farewell_before: bool, brief: str = ""
) -> str:
    """The stop rule that a turn breaks, of `STOPS`; "" for none.

    Args:
        text: what the others would hear.
        others: the names of the others.
        earlier: the turns that were heard before, the moderator's too.
        farewell_before: the turn before it said goodbye.
        brief: of the speaker.
    """
    if not any(letter.isalpha() for letter in text):
        return "empty reply"
    if speaks_as_machine(text) or speaks_as(text, others) or recites(text, brief):
        return "role flip"
    if loops(text) or any(likeness(text, other) >= ALIKE for other in earlier):
        return "repetition"
    return "farewell" if farewell_before and says_goodbye(text) else ""


def speaks_as_machine(text: str) -> bool:
    """Whether the speaker calls itself a machine.

    >>> speaks_as_machine("As an AI, I have no family."), speaks_as_machine("People fear AI.")
    (True, False)
    """
    return bool(_MACHINE.search(text))


def speaks_as(text: str, names: Iterable[str]) -> bool:
    """Whether the speaker introduces itself by one of these names.

    >>> speaks_as("Hello, I'm Emre.", ["Emre"]), speaks_as("I am Emre's friend.", ["Emre"])
    (True, False)
    """
    # A letter, the last resort of names, would be found in "I am a teacher" in any case.
    who = "|".join(re.escape(name) for name in names)
    return bool(re.search(rf"(?<!\w)(?i:{_I_AM})\s*(?:{who})(?!\w|['’]s)", text))


def recites(text: str, brief: str) -> bool:
    """Whether a turn holds a whole line of the speaker's brief, as small models do that read it out.

    >>> recites("You are Mona, from Egypt. I like tea.", "You are Mona, from Egypt.\\nSpeak English.")
    True
    """
    said = " ".join(text.casefold().split())
    return any(" ".join(line.casefold().split()) in said for line in brief.splitlines() if line.strip())


def says_goodbye(text: str) -> bool:
    """Whether a turn ends in a farewell.

    >>> says_goodbye("It was nice talking to you. Goodbye!"), says_goodbye("We take care of our parents.")
    (True, False)
    """
    return bool(_FAREWELL.search(text.strip()[-_TAIL:]))


def loops(text: str) -> bool:
    """Whether a turn says one sentence over and over."""
    said = Counter(" ".join(part.casefold().split()) for part in _SENTENCE.split(text))
    return any(count >= LOOP for part, count in said.items() if len(part) > 3)


def likeness(one: str, other: str) -> float:
    """Jaccard index of the character trigrams of two texts, 0 to 1, whatever their case and punctuation.

    >>> likeness("Family comes first.", "family comes first"), likeness("abc", "xyz")
    (1.0, 0.0)
    """
    mine, theirs = _trigrams(one), _trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _trigrams(text: str) -> set[str]:
    words = re.findall(r"\w+", text.casefold())
    plain = f" {' '.join(words)} "
    return {plain[at : at + 3] for at in range(len(plain) - 2)}
