"""Drafting a survey's translation with a model, and looking for what went wrong on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from folkways.models.access import Failure, Generation, Model, Prompt
from folkways.populations import language_name
from folkways.surveys import Question, Survey
from folkways.surveys.translation_sheet import Draft

#: Above it a back translation is flagged. Chosen on no data: a reviewer sorts by drift anyway.
DRIFT = 0.5
_TOKENS = 256


def chrf(candidate: str, reference: str, *, order: int = 6, beta: float = 2.0) -> float:
    """Likeness of two texts by their character n-grams, 0 to 1 (chrF, Popović 2015; white space left out).

    Precision and recall are averaged over the orders 1 … 6 for which both texts have n-grams, as sacreBLEU does.

    >>> chrf("the same", "the same")
    1.0
    >>> chrf("abc", "xyz")
    0.0
    """
    one, other = ("".join(text.split()) for text in (candidate, reference))
    precisions, recalls = [], []
    for n in range(1, order + 1):
        a = Counter(one[i : i + n] for i in range(len(one) - n + 1))
        b = Counter(other[i : i + n] for i in range(len(other) - n + 1))
        if not a or not b:
            continue
        shared = (a & b).total()
        precisions.append(shared / a.total())
        recalls.append(shared / b.total())
    if not precisions:
        return 0.0
    p, r = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 0.0 if p + r == 0 else (1 + beta**2) * p * r / (beta**2 * p + r)


def draft(
    model: Model,
    survey: Survey,
    questions: Sequence[Question],
    language: str,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[list[Draft]]:
    """Translate questions and their options with a model, and translate back; one list of rows a question.

    Args:
        model: whom to ask; greedy.
        survey: whose questions they are.
        questions: to translate, as many of them as the iterator is run for.
        language: BCP 47 tag.
        progress: called with (questions done, in all).
    """
    source, target = language_name(survey.questions[0].language), language_name(language)
    for number, question in enumerate(questions, 1):
        stem = question.text(question.language)
        texts = [("", stem), *((option.code, option.text(question.language)) for option in question.options)]
        there = [_asked(text, stem if code else "", source, target) for code, text in texts]
        drafts = [_said(reply) for reply in model.generate(there, max_tokens=_TOKENS)]
        back = [_asked(text, "", target, source) for text, _ in drafts]
        returned = [_said(reply) for reply in model.generate(back, max_tokens=_TOKENS)]
        rows = []
        for (code, text), (made, cut), (again, _) in zip(texts, drafts, returned, strict=True):
            others = [other for other, _ in drafts[1:]] if code else []
            drift = 1 - chrf(again, text)
            rows.append(Draft(question.id, code, text, made, again, drift, _flags(text, made, cut, drift, others)))
        yield rows
        if progress:
            progress(number, len(questions))


def prompts(survey: Survey, questions: Sequence[Question], language: str) -> list[Prompt]:
    """What `draft` asks first, for an estimate; as much again is asked to translate back."""
    source, target = language_name(survey.questions[0].language), language_name(language)
    return [
        _asked(text, "", source, target)
        for question in questions
        for text in (question.text(question.language), *(o.text(question.language) for o in question.options))
    ]


def _asked(text: str, stem: str, source: str, target: str) -> Prompt:
    context = f"It is one answer to this survey question: {stem}\n" if stem else ""
    return Prompt(
        f"Translate the text below from {source} into {target}, for a survey of the general public. {context}"
        f"Keep numbers and names. Write the translation and nothing else.\n\n{text}"
    )


def _said(reply: Generation | Failure) -> tuple[str, bool]:
    if isinstance(reply, Failure):
        return "", False
    return reply.text.rpartition("</think>")[2].strip(), reply.truncated


def _flags(source: str, made: str, cut: bool, drift: float, others: Sequence[str]) -> str:
    found = []
    if not made:
        found.append("empty")
    if made.casefold() == source.casefold():
        found.append("not translated")
    if cut:
        found.append("cut")
    if _numbers(source) != _numbers(made):
        found.append("numbers differ")
    if made and others.count(made) > 1:
        found.append("same as another option")
    if len(made) > 4 * len(source) + 40:
        found.append("much longer")
    if drift > DRIFT:
        found.append("drift")
    return "; ".join(found)


def _numbers(text: str) -> Counter[int]:
    return Counter(int(number) for number in re.findall(r"\d+", text))
