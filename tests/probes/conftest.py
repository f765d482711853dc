"""A small survey."""

import numpy as np
import polars as pl
import pytest

from folkways.populations import country
from folkways.surveys import Option, Question, Survey


@pytest.fixture(scope="session")
def survey() -> Survey:
    """Thirty questions of two to five options, three countries, ten of them with strong agreement."""
    rng = np.random.default_rng(7)
    questions, rows = [], []
    people = [country(code) for code in ("EGY", "TUR", "IRN")]
    for i in range(30):
        k = 2 + i % 4
        options = tuple(Option(str(j + 1), {"en": f"answer {i}-{j} of its own"}) for j in range(k))
        scale = "nominal" if i % 7 == 3 else "ordinal"
        questions.append(
            Question(f"q{i}", {"en": f"How do you feel about matter number {i}?"}, options, scale, topic=f"t{i % 3}")
        )
        base = rng.dirichlet(np.ones(k))
        if i % 3 == 0:
            base = np.full(k, 0.05 / max(k - 1, 1))
            base[0] = 0.95
        for people_index, person in enumerate(people):
            shares = base + 0.02 * people_index * np.eye(k)[k - 1]
            shares = shares / shares.sum()
            rows += [(f"q{i}", person.id, str(j + 1), float(s), 500.0, 500) for j, s in enumerate(shares)]
    human = pl.DataFrame(rows, schema=["question", "population", "option", "share", "n_eff", "n"], orient="row")
    return Survey("toy", tuple(questions), tuple(people), human, title="Toy")
