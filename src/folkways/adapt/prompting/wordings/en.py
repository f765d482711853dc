"""English cultural prompts."""

from __future__ import annotations

from folkways.adapt.prompting.wordings.phrasing import Wording

WORDING = Wording(
    language="en",
    provenance="written by: folkways",
    identity="What follows is about an average {people}: go by what this person thinks, not by views of your own.",
    cell="What is known of this person: {values}.",
    languages="Languages of this people, the most widely used first: {languages}.",
    anthropological=(
        "First look at the question from within, in the terms that these people use themselves; only then look at it "
        "from outside, as someone who compares peoples.",
        "Think of the setting: history, faith, law, work and income decide what seems ordinary to those who live "
        "there.",
        "Think of kinship: to whom this person owes an answer, and what parents, spouse, children and neighbours "
        "would say to it.",
        "Think of time: what was handed down, what is changing, and how the old and the young see it.",
        "Set what the person alone would want against what the group expects, and ask which of the two counts more "
        "in this matter.",
        "Measure the answer by these people's own standards, and remember that they differ among themselves.",
    ),
    shown="Other questions, and what people such as an average {people} answered:",
    question="Question: {question}",
    answer="Most frequent answer: {answer}",
    shares="Answers: {shares}",
    norms="Commonly held or expected among people such as an average {people}:",
    weigh=(
        "Before you answer, weigh these norms: which of them bear on the question, how strongly each is held, and "
        "where they pull in different directions."
    ),
    profile="Notes for a conversation with an average {people} who looks for help:",
    sections={
        "values": "What matters:",
        "stressors": "What weighs on people:",
        "roles": "Family and its roles:",
        "communication": "How people talk to and trust one another:",
        "avoid": "What to avoid:",
    },
    topics={
        "values": "What matters most in life and is worth striving for",
        "stressors": "Worries, threats, insecurity, trouble with money and with health",
        "roles": "Husbands, wives, parents and children in the family; men and women",
        "communication": "Trusting others, talking with them, respect, asking for help and advice",
        "avoid": "What can never be justified and gives offence",
    },
    asked="Asked “{question}”, {share} answer “{answer}”.",
    caution="Ask rather than assume: the one you talk to may differ from all of this.",
)
