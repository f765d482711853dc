"""Templates with a thought of their own, and texts drawn at random."""

import pytest

from folkways.models.access import Prompt
from folkways.models.loading import load_local
from folkways.models.rendering import Renderer
from tests.models.conftest import tiny_tokenizer

_TURNS = "{% for m in messages %}{{ m.content }}{% endfor %}|"
HYBRID = _TURNS + "{% if enable_thinking is defined and enable_thinking is false %}<think>\n\n</think>\n\n{% endif %}"
ALWAYS = _TURNS + "{{ '<think>\n' }}"


def _renderer(template: str) -> Renderer:
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = template
    return Renderer(tokenizer)


@pytest.mark.parametrize(
    ("template", "thinks", "direct", "reasoned"),
    [
        (_TURNS, False, "Q|", "Q|"),
        (HYBRID, True, "Q|<think>\n\n</think>\n\n", "Q|"),
        (ALWAYS, True, "Q|<think>\n\n</think>\n\n", "Q|<think>\n"),
    ],
)
def test_a_thought_is_opened_only_where_the_model_is_to_think(
    template: str, thinks: bool, direct: str, reasoned: str
) -> None:
    renderer = _renderer(template)
    assert renderer.thinks is thinks
    assert renderer.text(Prompt("Q")) == direct
    assert renderer.text(Prompt("Q", thinking=True)) == reasoned


@pytest.mark.model
def test_samples_of_a_prompt_depend_on_it_and_the_seed_alone() -> None:
    model = load_local("smollm2")
    asked = [Prompt("Name a colour."), Prompt("Name a number.")]
    both = model.sample(asked, max_tokens=6, n=3, seed=1)
    alone = model.sample(asked[1:], max_tokens=6, n=3, seed=1)
    assert both[1] == alone[0]
    assert len({text.text for text in both[0]}) > 1
    assert model.sample(asked, max_tokens=6, n=3, seed=2) != both
