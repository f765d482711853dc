"""The embedded model labels sentences: everything runs on real weights, and its worth is reported as it is."""

from __future__ import annotations

from collections import Counter

import pytest

from folkways.dialogues.extracting import extract
from folkways.dialogues.opinion import KINDS
from folkways.dialogues.smalltalk import small_talk
from folkways.models import load_model
from tests.dialogues.turns import SEEDS, gold_turns, one_question, spoken


@pytest.mark.slow
@pytest.mark.model
def test_the_embedded_model_is_too_small_to_tell_the_kinds_of_opinion() -> None:
    """What `read_by_sentences` says of it; should it fail, that has to be mended."""
    model = load_model("smollm2")
    gold: list[str] = []
    said: list[str] = []
    for turn in gold_turns():
        opinions, rejects = extract(model, spoken([turn.text]), SEEDS, one_question(turn.question))
        assert set(opinions["extractor"]) <= {"sentences"}
        kinds = dict(zip(opinions["text"], opinions["kind"], strict=True))
        assert {*kinds, *rejects["text"]} == set(turn.sentences)
        for sentence, kind in zip(turn.sentences, turn.kinds, strict=True):
            if small_talk(sentence) is None:
                gold.append(kind)
                said.append(kinds.get(sentence, "none"))
    right = sum(one == other for one, other in zip(gold, said, strict=True)) / len(gold)
    opinion = sum((one in KINDS) == (other in KINDS) for one, other in zip(gold, said, strict=True)) / len(gold)
    most, count = Counter(gold).most_common(1)[0]
    print(
        f"\n{len(gold)} sentences: right kind {right:.2f} (always {most}: {count / len(gold):.2f}), opinion or not "
        f"{opinion:.2f} (always an opinion: {sum(kind in KINDS for kind in gold) / len(gold):.2f}); "
        f"said {dict(Counter(said))}"
    )
    assert right < 0.5
