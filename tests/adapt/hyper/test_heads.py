"""What hypernetworks emit: the formulas, where they start, and how many numbers they learn."""

from __future__ import annotations

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.adapt.hyper.heads import VARIANTS, Hypernetwork, Move, count, seeded
from folkways.adapt.hyper.shape import Place, Shape, mistral_7b
from folkways.errors import InputError

SHAPE = Shape(
    4, 16.0,
    tuple(Place(f"m.layers.{n}.{kind}", n, kind, 12, out) for n in (1, 2) for kind, out in (("q", 12), ("v", 6))),
)  # fmt: skip
WIDTH = 10


def moved(variant: str, seed: int = 0) -> Hypernetwork:
    """A hypernetwork whose every number is random, as after training."""
    network = seeded(variant, SHAPE, WIDTH, 16, seed=seed)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.normal_(std=0.3)
    return network


def vectors(rows: int, variant: str) -> torch.Tensor:
    if variant == "per-culture":
        return torch.eye(WIDTH)[torch.arange(rows) % WIDTH]
    return torch.randn(rows, WIDTH, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("variant", VARIANTS)
def test_every_variant_starts_as_the_untouched_model(variant: str) -> None:
    network = seeded(variant, SHAPE, WIDTH, 16, seed=0)
    x = torch.randn(3, 5, 12)
    for move in network(vectors(3, variant)):
        assert torch.equal(move.of(x), torch.zeros(3, 5, move.up.shape[-2]))
        assert move.down.abs().max() > 0, "with both matrices at 0 nothing would be learnt"


@pytest.mark.parametrize("variant", ["diag", "square"])
def test_training_starts_as_plain_lora_whatever_is_described(variant: str) -> None:
    for move in seeded(variant, SHAPE, WIDTH, 16, seed=0)(vectors(3, variant)):
        down, _ = move.folded(0)
        assert torch.equal(down, move.down) and torch.equal(move.folded(2)[0], move.down)


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_row_is_moved_by_its_own_matrix_and_by_no_other(variant: str) -> None:
    network, given_ = moved(variant), vectors(3, variant)
    x = torch.randn(3, 5, 12)
    for move in network(given_):
        together = move.of(x)
        for row in range(3):
            down, up = move.folded(row)
            assert torch.allclose(together[row], x[row] @ (up @ down).T, atol=1e-5)


@pytest.mark.parametrize("variant", ["diag", "square", "text-to-lora", "per-culture"])
def test_what_is_emitted_depends_on_the_description(variant: str) -> None:
    for move in moved(variant)(vectors(2, variant)):
        assert not torch.allclose(move.folded(0)[0], move.folded(1)[0], atol=1e-4)


@pytest.mark.parametrize("variant", ["diag", "square"])
def test_the_formula_of_the_paper(variant: str) -> None:
    """ΔW = B · diag(z) · A, and B · Z · A."""
    for move in moved(variant)(vectors(2, variant)):
        assert move.middle is not None
        z = torch.diag(move.middle[1]) if variant == "diag" else move.middle[1]
        down, up = move.folded(1)
        assert torch.allclose(up @ down, move.up @ z @ move.down, atol=1e-5)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 5), st.integers(1, 4), st.integers(1, 6), st.randoms(use_true_random=False))
def test_rows_may_stand_in_any_order(rows: int, rank: int, tokens: int, chance: object) -> None:
    order = list(range(rows))
    chance.shuffle(order)  # type: ignore[attr-defined]
    draw = torch.Generator().manual_seed(rows * 100 + rank)
    x = torch.randn(rows, tokens, 7, generator=draw)
    down, up = torch.randn(rank, 7, generator=draw), torch.randn(3, rank, generator=draw)
    z = torch.randn(rows, rank, generator=draw)
    assert torch.allclose(Move(down, z[order], up).of(x[order]), Move(down, z, up).of(x)[order], atol=1e-5)


def test_a_seed_gives_the_same_numbers_and_leaves_chance_alone() -> None:
    torch.manual_seed(3)
    before = torch.get_rng_state()
    one, two = (seeded("text-to-lora", SHAPE, WIDTH, 16, seed=5) for _ in range(2))
    assert torch.equal(before, torch.get_rng_state())
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))
    other = seeded("diag", SHAPE, WIDTH, 16, seed=6)
    assert not torch.equal(other.down[0], seeded("diag", SHAPE, WIDTH, 16, seed=5).down[0])  # type: ignore[index]


def test_the_parameters_are_those_that_were_published() -> None:
    """Charakorn et al. 2025, appendix: 55,252,992 of T2L (L), with 16 numbers of a task and heads without a bias; a
    LoRA of the same shape has 3,407,872."""
    biases = 8 * (4096 + 4096) + 8 * (4096 + 1024)
    assert count("text-to-lora", mistral_7b(8), 16) - biases == 55_252_992
    assert count("shared", mistral_7b(8), 16) == 3_407_872


def test_counting_makes_none_of_the_numbers_and_agrees_with_what_is_made() -> None:
    for variant in VARIANTS:
        assert count(variant, SHAPE, WIDTH, 16) == moved(variant).trained()


def test_diag_learns_far_less_than_text_to_lora() -> None:
    for rank, ratio in ((8, 13.2), (16, 14.4)):
        shape = mistral_7b(rank)
        assert count("text-to-lora", shape, 1024) / count("diag", shape, 1024) == pytest.approx(ratio, abs=0.05)


def test_an_unknown_variant_and_an_odd_size_are_refused() -> None:
    with pytest.raises(InputError, match="unknown variant 'cubic'"):
        Hypernetwork("cubic", SHAPE, WIDTH)
    with pytest.raises(InputError, match="latent size of 6"):
        Hypernetwork("diag", SHAPE, WIDTH, 6)


def test_descriptions_are_read_from_the_centre_of_those_that_were_learnt_with() -> None:
    """Vectors of real texts differ little beside what they share; what they share must not decide what is emitted."""
    network = moved("diag")
    near = 5 + 0.01 * vectors(6, "diag")
    before = [move.middle.std(dim=0).mean() for move in network(near)]
    network.settle(near)
    after = [move.middle.std(dim=0).mean() for move in network(near)]
    assert all(new > 10 * old for new, old in zip(after, before, strict=True))
    again = moved("diag", seed=1)
    again.load_state_dict(network.state_dict())
    assert torch.equal(again(near)[0].middle, network(near)[0].middle)
