"""Checking norms: properties that hold whatever the sentence."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl
import pytest

from folkways.encoders import TextEncoder
from folkways.models.access import Failure, Generation, LabelScores, ModelInfo, Prompt
from folkways.norms import JudgeChecker, Norm, NormBook, RuleChecker, checked, mine_rules
from folkways.norms.cells import Cell
from folkways.norms.entailment import verdict_of
from folkways.norms.judge import CHOICES, averaged
from folkways.norms.quantifiers import quantifier
from folkways.norms.stance import Claim
from folkways.surveys import Survey

PEOPLES = ("EGY", "JOR", "LBN", "TUR")


@pytest.fixture(scope="module")
def mined(menavalues: Survey) -> tuple[Norm, ...]:
    return mine_rules(menavalues, populations=PEOPLES)


def test_every_norm_mined_by_rules_is_supported_by_the_survey_it_comes_from(checker: RuleChecker, mined) -> None:
    wrong = [(n.text, found) for n in mined if (found := checker.check(n)).verdict != "supported"]
    assert wrong == []


def test_the_share_that_is_found_is_the_share_that_was_mined(checker: RuleChecker, mined) -> None:
    for norm in mined:
        # Two questions of one wording may differ by a rounded digit.
        assert checker.check(norm).strength == pytest.approx(norm.strength, abs=1e-4), norm.text


def negated(text: str) -> str:
    """The mined sentence with its verb denied, or with its denial taken out."""
    place = re.search(r"people in [^,]*? (?=(?:do not|are|would|have|say|trust|agree|disagree|strongly|lean|call|count|"
                      r"consider|rate|think|believe|belong|feel|answer|stand|oppose|support|do)\b)", text)  # fmt: skip
    assert place, text
    head, tail = text[: place.end()], text[place.end() :]
    if tail.startswith("do not "):
        return head + tail.removeprefix("do not ")
    for verb in ("are ", "would "):
        if tail.startswith(verb):
            return head + verb + "not " + tail.removeprefix(verb)
    return head + "do not " + tail


def test_a_negated_norm_is_never_supported(checker: RuleChecker, mined) -> None:
    for norm in mined:
        other = replace(norm, text=negated(norm.text))
        assert checker.check(other).verdict != "supported", other.text


NORMS = (
    ("EGY", "Egyptians hold their faith dear."),
    ("EGY", "Most Egyptians trust the press."),
    ("JOR", "Few Jordanians trust the police."),
    ("TUR", "Turks watch TV news daily."),
    ("LBN", "Most Lebanese would like to emigrate."),
    ("IRQ", "Iraqis feel that their country is heading in the right direction."),
    ("TUN", "In Tunisia, people mostly do not believe others can be trusted."),
    ("DZA", "Algerians oppose a woman becoming president or prime minister."),
    ("MAR", "Most Moroccans have active membership in a sport organization."),
    ("LBN", "The Lebanese rate their government's efforts to reduce income inequality as poor."),
    ("IRN", "Iranians admire the poetry of Hafez."),
)


def turned(survey: Survey) -> Survey:
    return replace(survey, questions=tuple(replace(q, options=q.options[::-1]) for q in survey.questions))


def relabelled(survey: Survey) -> Survey:
    questions = tuple(
        replace(q, options=tuple(replace(o, code=f"x{o.code}y") for o in q.options)) for q in survey.questions
    )
    return replace(survey, questions=questions, human=survey.human.with_columns(option="x" + pl.col("option") + "y"))


@pytest.mark.parametrize("change", [turned, relabelled])
def test_neither_the_order_nor_the_codes_of_options_change_a_verdict(
    change, menavalues: Survey, encoder: TextEncoder, checker: RuleChecker
) -> None:
    other = RuleChecker(change(menavalues), encoder)
    for people, text in NORMS:
        norm = Norm(people, "", text)
        here, there = checker.check(norm), other.check(norm)
        assert (here.verdict, here.evidence) == (there.verdict, there.evidence), text
        assert here.strength == pytest.approx(there.strength)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nearly all people pray.", "nearly all"),
        ("Hardly anyone here trusts parties.", "hardly any"),
        ("Parties are trusted by few people.", "few"),
        ("NATO is trusted by the majority of people.", "most"),
        ("People mostly pray.", "most"),
        ("People pray.", "plain"),
        ("More than half of the people pray.", "most"),
        ("People are divided over the death penalty.", "divided"),
        ("People think that few politicians are honest.", "plain"),
        ("Most people say so (72 %).", "72%"),
    ],
)
def test_a_quantifier_is_read_where_it_counts_people(text: str, name: str) -> None:
    assert quantifier(text)[0].name == name


def test_few_and_most_are_opposites_on_a_clear_majority() -> None:
    said = Claim(frozenset("1"), frozenset("1"), frozenset("2"))
    many, few = Cell({"1": 0.8, "2": 0.2}, 1000), Cell({"1": 0.1, "2": 0.9}, 1000)
    most, hardly = quantifier("Most people pray.")[0], quantifier("Few people pray.")[0]
    assert [verdict_of(said, k, c)[0] for k in (most, hardly) for c in (many, few)] == [
        "supported",
        "contradicted",
        "contradicted",
        "supported",
    ]


def test_a_small_sample_that_leaves_the_matter_open_is_not_tested() -> None:
    said = Claim(frozenset("1"), frozenset("1"), frozenset("2"))
    assert verdict_of(said, quantifier("Most people pray.")[0], Cell({"1": 0.52, "2": 0.48}, 100))[0] == "not tested"


def test_a_norm_in_another_language_or_about_nothing_asked_is_not_tested(checker: RuleChecker) -> None:
    assert checker.check(Norm("EGY", "", "الدين مهم جدا.", language="ar")).verdict == "not tested"
    found = checker.check(Norm("TUN", "", "Tunisians love harissa."))
    assert (found.verdict, found.evidence, found.strength) == ("not tested", (), None)


@pytest.mark.parametrize("text", ["Young Egyptians trust the press.", "Most Egyptian women trust the press."])
def test_a_norm_about_a_part_of_a_people_is_not_tested_by_the_whole(checker: RuleChecker, text: str) -> None:
    assert checker.check(Norm("EGY", "", text)).verdict == "not tested"
    assert checker.check(Norm("EGY", "", "Egyptians trust the press.")).verdict == "contradicted"


@pytest.mark.parametrize(
    ("people", "text"),
    [
        ("JOR", "Jordanians trust the army more than the police."),
        ("EGY", "Egyptians trust their government more than others do."),
        ("EGY", "Most Egyptians are prouder of their country than other Arabs."),
        ("TUR", "Women in Turkey trust the police more than men do."),
    ],
)
def test_a_comparison_is_not_tested_by_a_question_that_compares_nothing(
    checker: RuleChecker, people: str, text: str
) -> None:
    assert checker.check(Norm(people, "", text)).verdict == "not tested"


def test_a_comparison_is_tested_by_the_question_that_makes_it(checker: RuleChecker) -> None:
    found = checker.check(Norm("JOR", "", "Jordanians think women are less corrupt than men."))
    assert (found.verdict, found.evidence) == ("supported", ("m122",))


@pytest.mark.parametrize(
    "text",
    [
        "Most Jordanians think tribal elders should settle disputes between neighbours.",
        "Jordanians hold that managers ought to treat their workers with respect.",
    ],
)
def test_what_ought_to_be_is_not_tested_by_a_question_of_what_is(checker: RuleChecker, text: str) -> None:
    assert checker.check(Norm("JOR", "", text)).verdict == "not tested"


@pytest.mark.parametrize(
    ("people", "text", "question", "verdict"),
    [
        ("LBN", "Most Lebanese say the government does a bad job of keeping prices down.", "m266", "supported"),
        ("EGY", "Egyptians keep up with current affairs by reading a newspaper most mornings.", "m204", "contradicted"),
        ("MRT", "Islam and democratic rule do not go together, Mauritanians tend to argue.", "m636", "contradicted"),
        ("TUR", "Party membership is widespread among Turkish citizens.", "m102", "contradicted"),
    ],
)
def test_a_question_is_found_by_likeness_where_the_words_differ(
    checker: RuleChecker, people: str, text: str, question: str, verdict: str
) -> None:
    found = checker.check(Norm(people, "", text))
    assert (found.verdict, found.evidence) == (verdict, (question,))


@pytest.mark.parametrize(
    "text", ["Turkish voters like tea.", "Moroccan parliament meets in Rabat.", "Lebanese police wear blue."]
)
def test_naming_what_a_question_is_about_is_not_enough(checker: RuleChecker, text: str) -> None:
    people = {"Turkish": "TUR", "Moroccan": "MAR", "Lebanese": "LBN"}[text.split()[0]]
    assert checker.check(Norm(people, "", text)).verdict == "not tested"


def test_a_people_that_the_survey_did_not_ask_is_not_tested(checker: RuleChecker) -> None:
    assert checker.check(Norm("NOR", "", "Norwegians trust the police.")).verdict == "not tested"


def test_a_checked_book_says_by_whom_and_keeps_the_evidence_among_its_questions(checker: RuleChecker) -> None:
    book = NormBook(tuple(Norm(p, "", t, status="reviewed") for p, t in NORMS), questions=("m001",))
    seen: list[int] = []
    after = checked(book, checker, seen.append)
    assert seen == list(range(1, len(NORMS) + 1))
    assert {n.checker for n in after.norms} == {"rules"} and all(n.status == "reviewed" for n in after.norms)
    assert [n.text for n in after.norms] == [n.text for n in book.norms]
    used = {q for n in after.norms for q in n.evidence}
    assert used and {"m001", *used} == set(after.questions)


class Leaning:
    """A model that takes the first option with a fixed excess, and what the shares say with the rest."""

    info = ModelInfo("leaning", "1", "none")

    def __init__(self, verdict: str, first: float = 0.3) -> None:
        self.verdict, self.first = verdict, first
        self.asked: list[str] = []

    def count_tokens(self, prompts: Sequence[Prompt]) -> list[int]:
        return [len(p.user.split()) for p in prompts]

    def score(self, prompts: Sequence[Prompt], labels: Sequence[Sequence[str]]) -> Sequence[LabelScores | Failure]:
        results = []
        for prompt, names in zip(prompts, labels, strict=True):
            self.asked.append(prompt.user)
            said = [line.split(". ", 1)[1].split(":")[0].lower() for line in prompt.user.splitlines() if
                    re.match(r"[ABC]\. ", line)]  # fmt: skip
            mass = [self.first * (i == 0) + 0.5 * (said[i] == self.verdict) for i in range(len(names))]
            results.append(LabelScores(tuple(mass), 1 - sum(mass), 10))
        return results

    def generate(self, prompts: Sequence[Prompt], *, max_tokens: int) -> Sequence[Generation | Failure]:
        raise NotImplementedError

    def sample(
        self, prompts: Sequence[Prompt], *, max_tokens: int, n: int, seed: int, temperature: float = 1.0
    ) -> Sequence[Sequence[Generation | Failure]]:
        raise NotImplementedError


@pytest.mark.parametrize("verdict", CHOICES)
def test_a_judge_that_likes_the_first_option_still_gives_its_own_verdict(
    verdict: str, menavalues: Survey, encoder: TextEncoder
) -> None:
    model = Leaning(verdict)
    found = JudgeChecker(model, menavalues, encoder).check(Norm("EGY", "", "Egyptians trust the press."))
    assert found.verdict == verdict and found.evidence[0] == "m069"
    assert len(model.asked) == 2 and "point" in model.asked[0] and "Egypt" in model.asked[0]
    assert "None at all: 50%" in model.asked[0]


def test_a_judge_is_not_asked_where_nothing_was(menavalues: Survey, encoder: TextEncoder) -> None:
    model = Leaning("supported")
    judge = JudgeChecker(model, menavalues, encoder)
    assert judge.check(Norm("TUN", "", "Tunisians love harissa.")).verdict == "not tested" and model.asked == []
    assert judge.name == "judge:leaning"


def test_a_call_that_failed_counts_for_no_verdict() -> None:
    orders = (CHOICES, CHOICES[::-1])
    assert averaged([Failure("timeout", "late"), Failure("timeout", "late")], orders) is None
    one = averaged([LabelScores((0.2, 0.6, 0.2), 0, 1), Failure("timeout", "late")], orders)
    assert one is not None and one["contradicted"] == pytest.approx(0.6)
