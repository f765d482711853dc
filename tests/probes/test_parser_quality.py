"""How well the parser reads labelled replies, and what must not change its reading.

`FOLKWAYS_WRITE_DOCS=1 pytest tests/probes/test_parser_quality.py` writes the table of `docs/methods/reading-answers.md`
again from the labelled replies.
"""

from __future__ import annotations

import json
import math
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.probes.parse import Parsed, parse

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "methods" / "reading-answers.md"
REPLIES = ROOT / "tests" / "data" / "replies"
NAMES = {"en": "English", "ar": "Arabic", "fa": "Persian", "tr": "Turkish"}
LABELLED = [language for language in NAMES if (REPLIES / f"{language}.jsonl").exists()]


@dataclass(frozen=True)
class Reply:
    """A labelled reply of the held-out half and what the parser makes of it."""

    language: str
    truth: Parsed
    read: Parsed


@dataclass(frozen=True)
class Share:
    """k of n, with its Wilson 95 % interval (Wilson 1927, JASA 22:209-212)."""

    k: int
    n: int

    @property
    def value(self) -> float:
        return self.k / self.n

    @property
    def interval(self) -> tuple[float, float]:
        z = 1.959963984540054
        middle = (self.value + z**2 / (2 * self.n)) / (1 + z**2 / self.n)
        half = z / (1 + z**2 / self.n) * math.sqrt(self.value * (1 - self.value) / self.n + z**2 / (4 * self.n**2))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.3f} ({low:.3f}–{high:.3f})"


def replies(split: str) -> list[Reply]:
    """Every labelled reply of one half, parsed."""
    found = []
    for language in LABELLED:
        for line in (REPLIES / f"{language}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["split"] == split:
                read = parse(row["text"], row["labels"], row["options"], truncated=row["truncated"])
                found.append(Reply(row["language"], Parsed(row["state"], row["index"]), read))
    return found


def shares(part: list[Reply]) -> dict[str, Share]:
    """Precision and recall of a refusal, and of an answer with the right option."""
    refused = sum(r.truth.state == r.read.state == "refused" for r in part)
    right = sum(r.truth.state == "answered" and r.truth == r.read for r in part)
    return {
        "refusal precision": Share(refused, sum(r.read.state == "refused" for r in part)),
        "refusal recall": Share(refused, sum(r.truth.state == "refused" for r in part)),
        "answer precision": Share(right, sum(r.read.state == "answered" for r in part)),
        "answer recall": Share(right, sum(r.truth.state == "answered" for r in part)),
    }


def table(found: list[Reply]) -> str:
    """The table of the documentation, a row a language and one for all."""
    lines = [
        "| language | n | refusal: precision | refusal: recall | answer: precision | answer: recall |",
        "|---|---|---|---|---|---|",
    ]
    parts = {
        name: [r for r in found if r.language == language] for language, name in NAMES.items() if language in LABELLED
    }
    for name, part in {**parts, "all": found}.items():
        lines.append(f"| {name} | {len(part)} | {' | '.join(map(str, shares(part).values()))} |")
    return "\n".join(lines)


@pytest.mark.parametrize("measure", ["refusal precision", "refusal recall", "answer precision", "answer recall"])
def test_97_of_100_held_out_replies_are_read_right(measure: str) -> None:
    assert shares(replies("test"))[measure].value >= 0.97


def test_the_table_in_the_documentation_is_the_measured_one() -> None:
    page = PAGE.read_text("utf-8")
    pattern = re.compile(r"(?<=<!-- measured -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)
    measured = table(replies("test"))
    if os.environ.get("FOLKWAYS_WRITE_DOCS"):
        PAGE.write_text(pattern.sub(lambda _: measured, page), "utf-8")
        page = PAGE.read_text("utf-8")
    assert pattern.findall(page) == [measured]


def test_wilson_intervals_are_those_of_the_published_formula() -> None:
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3.
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (k, n), interval in published.items():
        assert Share(k, n).interval == pytest.approx(interval, abs=5e-5)


OPTIONS = {
    "en": ["Very important", "Rather important", "Not very important", "Not at all important"],
    "ar": ["مهمة جدًا", "مهمة إلى حد ما", "غير مهمة كثيرًا", "غير مهمة على الإطلاق"],
    "fa": ["خیلی مهم", "نسبتاً مهم", "نه چندان مهم", "اصلاً مهم نیست"],
    "tr": ["Çok önemli", "Oldukça önemli", "Pek önemli değil", "Hiç önemli değil"],
}
SENTENCES = [
    ("en", "{0}"),
    ("en", "Answer: {0}"),
    ("en", "**{0}**"),
    ("en", "Between {1} and {2}, I say {0}."),
    ("en", "Option {1} is too strong, so {0}."),
    ("en", "{0}. They would say so."),
    ("en", "As an AI, I have no opinions. Most people would choose {0}"),
    ("en", "Either {1} or {2}."),
    ("en", "I cannot choose between {1} and {2}."),
    ("ar", "الإجابة: {0}"),
    ("ar", "بين {1} و{2} أقول {0}."),
    ("ar", "سيختار الشخص العادي الخيار {0}."),
    ("ar", "{1} أو {2}"),
    ("ar", "لا يمكنني الاختيار بين {1} و{2}."),
    ("fa", "پاسخ: {0}"),
    ("fa", "گزینهٔ {0} را انتخاب می‌کنم."),
    ("fa", "بین {1} و {2}، می‌گویم {0}."),
    ("fa", "{1} یا {2}"),
    ("fa", "نمی‌توانم میان {1} و {2} یکی را انتخاب کنم."),
    ("tr", "Cevap: {0}"),
    ("tr", "{0}'yi seçiyorum."),
    ("tr", "{1} ile {2} arasında, {0} derim."),
    ("tr", "{1} veya {2}"),
    ("tr", "{1} ile {2} arasında seçim yapamam."),
]
places = st.permutations(range(4)).map(lambda order: order[:3])


@given(st.sampled_from(SENTENCES), places)
def test_letters_in_place_of_digits_change_nothing(sentence: tuple[str, str], order: list[int]) -> None:
    language, words = sentence
    read = {
        parse(words.format(*(labels[place] for place in order)), labels, OPTIONS[language])
        for labels in ("1234", "ABCD")
    }
    assert len(read) == 1
    assert next(iter(read)).index == (order[0] if "{0}" in words else None)


@given(st.sampled_from(SENTENCES), places, st.sampled_from(["١٢٣٤", "۱۲۳۴"]))
def test_arabic_and_persian_digits_equal_latin_ones(sentence: tuple[str, str], order: list[int], digits: str) -> None:
    language, words = sentence
    latin = words.format(*("1234"[place] for place in order))
    other = words.format(*(digits[place] for place in order))
    assert parse(other, "1234", OPTIONS[language]) == parse(latin, "1234", OPTIONS[language])
    assert parse(latin, digits, OPTIONS[language]) == parse(latin, "1234", OPTIONS[language])


@given(st.sampled_from(["fa", "ar"]), st.integers(0, 3), st.data())
def test_the_spelling_of_a_wording_changes_nothing(language: str, place: int, data: st.DataObject) -> None:
    """Letters of either keyboard, with or without vowel signs, joints and the hamza."""
    written = OPTIONS[language][place]
    forms = {"ی": "يىی", "ي": "يیى", "ک": "كک", "ك": "كک", "أ": "أا", "إ": "إا", "ة": "ةه", " ": (" ", "\u200c", "  ")}
    typed = "".join(
        data.draw(st.sampled_from(forms.get(c, c))) + data.draw(st.sampled_from(["", "\u0640"])) * c.isalpha()
        for c in written
    )
    assert parse(typed, "1234", OPTIONS[language]) == Parsed("answered", place)


@pytest.mark.parametrize(
    "text",
    ["HİÇ ÖNEMLİ DEĞİL", "hiç önemli değil.", "Hic onemli degil", "HIÇ ÖNEMLI DEĞIL"],
)
def test_turkish_letters_match_in_any_case(text: str) -> None:
    assert parse(text, "1234", OPTIONS["tr"]).index == 3


@pytest.mark.parametrize("text", ["2'yi seçiyorum", "2. seçenek", "Seçenek 2", "2 numaralı seçenek", "İkinci seçenek"])
def test_turkish_names_an_option_before_or_behind(text: str) -> None:
    assert parse(text, "1234", OPTIONS["tr"]).index == 1


@pytest.mark.parametrize("language", list(OPTIONS))
def test_a_repeated_list_of_the_options_names_none(language: str) -> None:
    options = OPTIONS[language]
    lines = [f"{i + 1}. {option}" for i, option in enumerate(options)]
    assert parse("\n".join(lines), "1234", options).state == "malformed"
    assert parse(" ".join(lines), "1234", options).state == "malformed"
    assert parse(", ".join(options), "1234", options).state == "malformed"
    assert parse("\n".join([*lines, "", "3"]), "1234", options).index == 2


@pytest.mark.parametrize(
    "text",
    ["h" * 2000 + ". Rather important, maybe", "ه" * 2000, "من مسلمان " + "ه" * 2000, "I can't " * 500, "değil " * 400],
)
def test_a_reply_that_repeats_itself_to_the_token_limit_is_read_at_all(text: str) -> None:
    """A rule that tries every way to cut a word would not come to an end here."""
    assert parse(text, "1234", OPTIONS["en"]).state in {"answered", "refused", "malformed"}
