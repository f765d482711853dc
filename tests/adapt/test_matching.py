import itertools
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.adapt.examples import Formats, Row, rows, substantive_shares
from folkways.adapt.match import match
from folkways.adapt.matching import answer_logits, batch, log_masses, loss_of
from folkways.errors import InputError
from folkways.models.loading import open_weights
from folkways.surveys import Survey, load_survey
from folkways.surveys.split import split_survey

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def weights():
    model, tokenizer, _ = open_weights("smollm2", dtype="fp32")
    return model.eval(), tokenizer


@pytest.fixture(scope="module")
def training() -> Survey:
    survey = load_survey("menavalues")
    return split_survey(survey, populations=["MAR"]).training(survey)


def _some(training: Survey, tokenizer, n: int, **more) -> list[Row]:
    settings = {"formats": Formats(), "peoples": 4, "seed": 1} | more
    return list(rows(training, tokenizer, limit=n, **settings))


def test_a_row_of_branches_gives_the_logits_of_its_prompts_one_by_one(weights, training: Survey) -> None:
    model, tokenizer = weights
    found = _some(training, tokenizer, 2)
    with torch.no_grad():
        together = answer_logits(model, batch(found))
        alone = [
            model(torch.tensor([row.shared + branch.tokens])).logits[0, -1] for row in found for branch in row.branches
        ]
    assert (together - torch.stack(alone)).abs().max() < 2e-3
    assert (torch.log_softmax(together, -1) - torch.log_softmax(torch.stack(alone), -1)).abs().max() < 1e-3


def test_gradients_of_a_row_are_those_of_its_prompts(training: Survey) -> None:
    model, tokenizer, _ = open_weights("smollm2", dtype="fp32")
    model = model.eval().double()  # what differs in float64 is the method, not the machine's rounding
    row = _some(training, tokenizer, 1)[0]
    weight = model.model.layers[3].self_attn.q_proj.weight
    gradients = []
    for parts in ([row], [Row(row.shared, (branch,), row.ordinal) for branch in row.branches]):
        model.zero_grad()
        for part in parts:
            made = batch([part], dtype=torch.float64)
            loss = loss_of(log_masses(answer_logits(model, made), made.ways), made.target, made.ordinal, "kl")
            (loss / len(parts)).backward()
        gradients.append(weight.grad.clone())
    assert (gradients[0] - gradients[1]).norm() / gradients[1].norm() < 1e-5


def test_a_row_holds_the_prompts_of_the_probe_and_shares_most_of_them(weights, training: Survey) -> None:
    _, tokenizer = weights
    for row in _some(training, tokenizer, 6):
        text = tokenizer.decode(row.shared + row.branches[0].tokens)
        assert training.by_id[row.branches[0].question].text("en").split("\n")[0][:40] in text
        assert len(row.shared) > max(len(b.tokens) for b in row.branches)


def test_the_same_seed_gives_the_same_rows(weights, training: Survey) -> None:
    _, tokenizer = weights
    assert _some(training, tokenizer, 5) == _some(training, tokenizer, 5)
    assert _some(training, tokenizer, 5) != _some(training, tokenizer, 5, seed=2)


def test_only_training_questions_and_seen_peoples_occur(weights) -> None:
    _, tokenizer = weights
    survey = load_survey("menavalues")
    split = split_survey(survey, populations=["MAR", "TUR"])
    made = _some(split.training(survey), tokenizer, len(split.train) + 5, peoples=2)
    used = {(b.question, b.population) for row in made for b in row.branches}
    assert {q for q, _ in used} <= set(split.train)
    assert not {p for _, p in used} & {"MAR", "TUR"}
    # And by their words: no held-out wording is shown, whatever its id.
    shown = {tokenizer.decode(row.shared + row.branches[0].tokens) for row in made}
    held = [survey.by_id[q] for q in split.held_out]
    for question, text in itertools.product(held, shown):
        options = [o.text("en") for o in question.substantive]
        assert not (question.text("en") in text and all(o in text for o in options))


def test_targets_are_the_shares_in_the_order_shown(weights, training: Survey) -> None:
    _, tokenizer = weights
    shares = substantive_shares(training)
    turned = _some(training, tokenizer, 8, formats=Formats(orders=("reversed",)))
    for row in turned:
        for b in row.branches:
            assert np.allclose(b.target[::-1], shares[b.question, b.population], atol=1e-6)


def test_nothing_can_be_matched_in_the_neutral_framing(tmp_path: Path) -> None:
    survey = load_survey("menavalues")
    with pytest.raises(InputError, match="names no people"):
        match("smollm2", survey, split_survey(survey), out=tmp_path, formats=Formats(framings=("neutral",)))


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.floats(0.01, 1), min_size=2, max_size=6).flatmap(
        lambda p: st.tuples(st.just(p), st.lists(st.floats(-5, 5), min_size=len(p) + 1, max_size=len(p) + 1))
    ),
    st.booleans(),
)
def test_losses_agree_with_their_formulas(case, ordinal: bool) -> None:
    raw, logits = np.array(case[0]), np.array(case[1])
    p, m = raw / raw.sum(), np.exp(logits - np.logaddexp.reduce(logits))[:-1]
    ways = torch.arange(len(p))[None, :, None]
    masses = log_masses(torch.tensor(logits)[None], ways)
    arguments = masses, torch.tensor(p, dtype=torch.float32)[None], torch.tensor([ordinal])
    assert loss_of(*arguments, "kl").item() == pytest.approx(float((p * np.log(p / m)).sum()), abs=1e-4)
    q = m / m.sum()
    distance = np.abs(np.cumsum(p - q))[:-1].sum() / (len(p) - 1) if ordinal else 0.5 * np.abs(p - q).sum()
    assert loss_of(*arguments, "wasserstein").item() == pytest.approx(distance - np.log(m.sum()), abs=1e-4)


@pytest.mark.parametrize("kind", ["kl", "wasserstein"])
def test_options_that_a_question_does_not_have_count_for_nothing(kind: str) -> None:
    logits, p = torch.tensor([[0.3, -1.0, 0.7, 2.0, -0.4]]), [0.2, 0.5, 0.3]
    short = loss_of(log_masses(logits, torch.tensor([[[0], [1], [2]]])), torch.tensor([p]), torch.tensor([True]), kind)
    padded = loss_of(
        log_masses(logits, torch.tensor([[[0, -1], [1, -1], [2, -1], [-1, -1]]])),
        torch.tensor([[*p, 0.0]]),
        torch.tensor([True]),
        kind,
    )
    assert short.item() == pytest.approx(padded.item(), abs=1e-6)


def test_the_loss_is_least_where_the_model_is_the_people() -> None:
    p = torch.tensor([[0.2, 0.5, 0.3]])
    ways = torch.arange(3)[None, :, None]
    for kind in ("kl", "wasserstein"):
        at = loss_of(log_masses(p.log(), ways), p, torch.tensor([True]), kind)
        assert at.item() == pytest.approx(0, abs=1e-6)


def test_an_unknown_loss_is_refused() -> None:
    p = torch.tensor([[0.5, 0.5]])
    with pytest.raises(InputError, match="unknown loss"):
        loss_of(p.log(), p, torch.tensor([True]), "hinge")
