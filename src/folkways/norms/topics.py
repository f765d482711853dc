"""What a norm's topic is: the finer one that a survey gives its questions."""

from __future__ import annotations

from folkways.surveys import Question, Survey


def topic_of(question: Question) -> str:
    """The topic under which norms are mined and looked up: the question's subtopic, else its topic.

    Topics of some surveys hold hundreds of questions (578 of MENAValues' 864 share one), too many for a sentence to
    say something of them; their subtopics are what a person would call a topic.

    >>> from folkways.surveys import Option
    >>> two = (Option("1", {"en": "Yes"}), Option("2", {"en": "No"}))
    >>> topic_of(Question("q", {"en": "Do you vote?"}, two, topic="Governance", subtopic="Elections"))
    'Elections'
    """
    return question.subtopic or question.topic


def topics_of(survey: Survey) -> dict[str, tuple[Question, ...]]:
    """The questions of each topic, both in survey order."""
    found: dict[str, list[Question]] = {}
    for question in survey.questions:
        found.setdefault(topic_of(question), []).append(question)
    return {topic: tuple(questions) for topic, questions in found.items()}
