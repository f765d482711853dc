"""A book of norms by rules, which needs no model: the baseline, and what works offline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from folkways.norms.book import NormBook
from folkways.norms.planning import chosen_topics, learnt_from
from folkways.norms.rules import mine_rules
from folkways.surveys import Survey
from folkways.surveys.split import Split


def rules_book(
    survey: Survey,
    split: Split | None,
    *,
    populations: Sequence[str] | None = None,
    topics: Sequence[str] | None = None,
    per_topic: int = 5,
) -> NormBook:
    """Norms from the shares of the training questions alone.

    Args:
        survey: the whole of it.
        split: what of it is held out; all is learnt from where None.
        populations: ids or names, all that are seen where absent.
        topics: as the survey names them, all where absent.
        per_topic: how many norms a people and topic at most.

    Raises:
        InputError: a topic is unknown or a population held out.
        SurveyError: the survey is not the one that was split.
    """
    training, peoples = learnt_from(survey, split, populations)
    wanted = [question.id for questions in chosen_topics(training, topics).values() for question in questions]
    # Of all peoples: what sets one apart is seen beside the others.
    part = training.select(questions=wanted)
    norms = [norm for norm in mine_rules(part, per_topic=per_topic) if norm.population in peoples]
    questions = tuple(question.id for question in part.questions)
    return NormBook(
        tuple(norms), survey.name, survey.digest, split.digest if split is not None else "", questions=questions
    )


def rules_for_all(survey: Survey, split: Split, *, per_topic: int = 5) -> NormBook:
    """Norms of every people from the training questions, of the held-out ones too: to describe them, not to learn from.

    Those of the seen peoples know nothing of the unseen.

    Args:
        survey: the whole of it.
        split: what of it is held out: no answer to a held-out question goes in.
        per_topic: how many norms a people and topic at most.

    Raises:
        SurveyError: the survey is not the one that was split.
    """
    seen = rules_book(survey, split, populations=split.seen, per_topic=per_topic)
    if not split.unseen:
        return seen
    everybody = replace(split, seen=(*split.seen, *split.unseen), unseen=())
    unseen = rules_book(survey, everybody, populations=split.unseen, per_topic=per_topic)
    return seen.with_norms((*seen.norms, *unseen.norms))
