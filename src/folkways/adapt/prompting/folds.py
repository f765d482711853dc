"""Inner folds of the training questions: each is judged by what was made without it."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace

from folkways.adapt.prompting.material import rests_on
from folkways.errors import InputError
from folkways.norms.book import NormBook
from folkways.surveys import Question, Survey
from folkways.surveys.split import Split, alike


@dataclass(frozen=True, slots=True)
class Fold:
    """Training questions that are asked, and the split under which prompts for them are made.

    Attributes:
        asked: ids; held out of `split`, as are the questions that the outer split holds out.
        split: its training questions are those of the outer split without the fold.
    """

    asked: tuple[str, ...]
    split: Split


def cut_folds(survey: Survey, split: Split, count: int, *, seed: int = 0) -> list[Fold]:
    """Cut the training questions of a split into folds, topic by topic, those nearly the same in their words together.

    Raises:
        InputError: fewer than two folds, or fewer groups of questions than folds.
        SurveyError: the split is of another survey.
    """
    training = split.training(survey)
    groups = alike([q for q in training.questions if q.id in set(training.cells["question"])])
    if not 2 <= count <= len(groups):
        raise InputError(
            f"{count} folds of {len(groups)} training questions", mend="use at least 2 folds, and fewer than questions"
        )
    random.Random(f"{seed}:folds").shuffle(groups)
    groups.sort(key=lambda group: (_topic(group), -len(group)))
    folds: list[list[str]] = [[] for _ in range(count)]
    for group in groups:
        smallest = min(folds, key=len)
        smallest += [q.id for q in group]
    order = {q.id: place for place, q in enumerate(survey.questions)}
    found = []
    for fold in folds:
        asked = tuple(sorted(fold, key=order.__getitem__))
        rest = tuple(q for q in split.train if q not in set(asked))
        held = tuple(sorted({*split.held_out, *asked}, key=order.__getitem__))
        found.append(Fold(asked, replace(split, train=rest, held_out=held)))
    return found


def book_without(book: NormBook, questions: tuple[str, ...]) -> NormBook:
    """The norms that rest on none of these questions, and the questions that went into those.

    A book that was mined with all questions of a topic before the writer's eyes leaves nothing: mine it again for each
    fold in its place.
    """
    out = set(questions)
    kept = tuple(norm for norm in book.norms if not rests_on(norm) & out)
    used = frozenset().union(*(rests_on(norm) for norm in kept))
    return replace(book, norms=kept, questions=tuple(q for q in book.questions if q in used))


def _topic(group: list[Question]) -> str:
    return Counter(q.topic for q in group).most_common(1)[0][0]
