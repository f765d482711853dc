"""A split of the embedded survey, norms written under it, and an encoder that is a function of the words."""

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from folkways.norms import Norm, NormBook
from folkways.norms.topics import topic_of
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import Split, split_survey

PEOPLES = ("EGY", "IRN", "MAR", "TUR")


class WordEncoder:
    """Bags of hashed words: texts that share words are near."""

    name = "words"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """One unit vector a text, shape [N, 64]."""
        found = np.full((len(texts), 64), 1e-3, np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in text.casefold().split():
                row[hashlib.sha256(word.encode()).digest()[0] % 64] += 1
        return found / np.linalg.norm(found, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def _vectors(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Vectors of a made-up encoder do not belong into the person's own cache."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    monkeypatch.setattr("folkways.adapt.prompting.vectors.cache_root", lambda: folder)


@pytest.fixture(scope="session")
def encoder() -> WordEncoder:
    """The encoder of the tests."""
    return WordEncoder()


@pytest.fixture(scope="session")
def people() -> Survey:
    """The questions of the embedded survey that have all four languages, and four peoples."""
    whole = load_survey("menavalues")
    kept = [q.id for q in whole.questions if {"en", "ar", "fa", "tr"} <= set(q.texts)]
    return whole.select(questions=kept, populations=PEOPLES)


@pytest.fixture(scope="session")
def split(people: Survey) -> Split:
    """A third of the questions held out, and Morocco altogether."""
    return split_survey(people, share=0.33, populations=("MAR",), seed=3)


@pytest.fixture(scope="session")
def book(people: Survey, split: Split) -> NormBook:
    """Two norms a topic, seen people and language, each resting on one training question."""
    norms = []
    for code in split.seen:
        for language in ("en", "ar", "fa", "tr"):
            for topic in sorted({topic_of(q) for q in people.questions}):
                for place, question in enumerate([q for q in split.train if topic_of(people.by_id[q]) == topic][:2]):
                    text = f"{code} {language} {topic} {place}"
                    norms.append(Norm(code, topic, text, language, "rules", evidence=(question,), strength=0.7))
    used = tuple(dict.fromkeys(q for norm in norms for q in norm.evidence))
    return NormBook(tuple(norms), people.name, people.digest, split.digest, used)
