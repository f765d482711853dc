"""Earlier turns of a chat reach the model as its own template writes them, and are part of what a call is."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from folkways.errors import InputError, ModelError
from folkways.models.access import ModelInfo, Prompt, Said
from folkways.models.call_store import CallStore
from folkways.models.gguf import GgufModel
from folkways.models.messages import alternating, chat, inspect_messages
from folkways.models.rendering import Renderer
from folkways.runs import digest
from tests.models.conftest import tiny_tokenizer

TALK = Prompt(
    "And in winter?",
    system="You are Aylin.",
    before=(Said("user", "What do you eat?"), Said("assistant", "Soup."), Said("user", "Why?")),
)
LIST = [
    {"role": "system", "content": "You are Aylin."},
    {"role": "user", "content": "What do you eat?"},
    {"role": "assistant", "content": "Soup."},
    {"role": "user", "content": "Why?"},
    {"role": "user", "content": "And in winter?"},
]
_OPENING = "{% if add_generation_prompt %}<assistant>{% endif %}"
PLAIN = "{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}" + _OPENING
_SAME = (
    "{% if not loop.first and m.role == messages[loop.index0 - 1].role %}{{ raise_exception('alternate') }}{% endif %}"
)
#: As Mistral's: no two turns of one role in a row.
STRICT = PLAIN.replace("<{{", _SAME + "<{{", 1)
_NO_SYSTEM = "{% if m.role == 'system' or messages[0].role != 'user' %}{{ raise_exception('no system') }}{% endif %}"
#: As Gemma's: no system turn either, and the user begins.
STRICTER = STRICT.replace("<{{", _NO_SYSTEM + "<{{", 1)


def renderer(template: str | None) -> Renderer:
    tokenizer = tiny_tokenizer()
    tokenizer.chat_template = template
    return Renderer(tokenizer, "tiny")


def test_the_rendering_is_what_the_tokenizer_makes_of_the_list_of_messages() -> None:
    made = renderer(PLAIN)
    tokenizer: Any = tiny_tokenizer()
    tokenizer.chat_template = PLAIN
    expected = tokenizer.apply_chat_template(LIST, tokenize=False, add_generation_prompt=True)
    assert chat(TALK) == LIST
    assert made.text(TALK) == expected
    assert made.tokens(TALK) == tokenizer(expected, add_special_tokens=False)["input_ids"]
    assert made.text(Prompt("Q", prefix="I ", before=TALK.before)).endswith("<user>Q<assistant>I")


@pytest.mark.model
def test_the_embedded_models_own_template_writes_the_earlier_turns() -> None:
    from transformers import AutoTokenizer

    from folkways.models.smollm2 import embedded_model

    tokenizer = AutoTokenizer.from_pretrained(embedded_model())
    expected = tokenizer.apply_chat_template(LIST, tokenize=True, add_generation_prompt=True, return_dict=True)
    assert Renderer(tokenizer).tokens(TALK) == expected["input_ids"]


def test_a_template_that_refuses_turns_of_one_role_in_a_row_gets_them_joined() -> None:
    expected = "<system>You are Aylin.<user>What do you eat?<assistant>Soup.<user>Why?\n\nAnd in winter?<assistant>"
    assert renderer(STRICT).text(TALK) == expected


def test_a_template_without_a_system_turn_gets_its_text_before_the_first_turn_of_the_user() -> None:
    joined = "<user>You are Aylin.\n\nWhat do you eat?<assistant>Soup.<user>Why?\n\nAnd in winter?<assistant>"
    assert renderer(STRICTER).text(TALK) == joined
    assert renderer(STRICTER).text(Prompt("Q", system="S")) == "<user>S\n\nQ<assistant>"
    # Where the model itself spoke first, the system's text is the turn that it answered.
    own = Prompt("Q", system="S", before=(Said("assistant", "Hello."),))
    assert renderer(STRICTER).text(own) == "<user>S<assistant>Hello.<user>Q<assistant>"


def test_a_template_that_cannot_write_the_turns_is_refused_with_a_mend() -> None:
    with pytest.raises(ModelError, match=r"tiny: the chat template.*begin the earlier turns with one of the user"):
        renderer(STRICTER).text(Prompt("Q", before=(Said("assistant", "Hello."),)))


def test_a_model_without_a_template_gets_its_own_turns_as_answers() -> None:
    expected = "You are Aylin.\n\nWhat do you eat?\n\nAnswer: Soup.\n\nWhy?\n\nAnd in winter?\n\nAnswer:"
    assert renderer(None).text(TALK) == expected
    assert renderer(None).text(Prompt("Q", system="S")) == "S\n\nQ\n\nAnswer:"


def test_only_the_user_and_the_model_can_have_said_something_before() -> None:
    with pytest.raises(InputError, match=r"no turn of a chat is of 'system'.*Prompt\.system"):
        Said("system", "Be brief.")


def test_joining_keeps_every_text_in_its_order() -> None:
    for system in (True, False):
        joined = alternating(LIST, system=system)
        assert "\n\n".join(turn["content"] for turn in joined) == "\n\n".join(turn["content"] for turn in LIST)
        assert all(one["role"] != other["role"] for one, other in pairwise(joined))


def test_inspect_gets_the_turns_and_the_start_of_the_answer() -> None:
    pytest.importorskip("inspect_ai")
    begun = Prompt(TALK.user, TALK.system, prefix="Well, ", before=TALK.before)
    shown = [(message.role, message.text) for message in inspect_messages(begun)]
    assert shown == [*((turn["role"], turn["content"]) for turn in LIST), ("assistant", "Well,")]
    assert [message.role for message in inspect_messages(Prompt("Q"))] == ["user"]


def test_a_provider_is_sent_the_turns_and_a_prompt_with_others_is_another_request() -> None:
    pytest.importorskip("inspect_ai")
    from inspect_ai.model import ModelOutput, ModelUsage

    from folkways.models.remote import RemoteModel
    from folkways.models.spending import Meter

    sent: list[list[tuple[str, str]]] = []

    class Provider:
        async def generate(self, messages: Any, *, config: Any) -> ModelOutput:
            sent.append([(message.role, message.text) for message in messages])
            await asyncio.sleep(0)
            output = ModelOutput.from_content("m", f"reply {len(sent)}")
            output.usage = ModelUsage(input_tokens=7, output_tokens=2)
            return output

    provider: Any = Provider()
    model = RemoteModel(
        ModelInfo("api:p/m", "r", "provider"), provider, CallStore(None), Meter(), connections=1, provider="p"
    )
    bare = Prompt(TALK.user, TALK.system)
    first = model.generate([TALK, bare, TALK], max_tokens=4)
    assert first[0] == first[2] != first[1]
    assert sorted(map(len, sent)) == [2, 5]
    assert [(turn["role"], turn["content"]) for turn in LIST] in sent
    assert model.generate([bare, TALK], max_tokens=4) == [first[1], first[0]] and len(sent) == 2
    counts = model.count_tokens([bare, TALK])
    assert counts[1] > counts[0] + sum(len(said.text) for said in TALK.before) // 4
    model.close()


def test_a_llama_cpp_file_is_sent_the_turns() -> None:
    posted: list[Any] = []

    class File(GgufModel):
        def __init__(self) -> None:
            self._info = ModelInfo("file", "r", "as in the file")

        def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
            posted.append((path, body))
            return {"prompt": "written", "tokens": [1, 2, 3]}

    assert File().count_tokens([TALK]) == [3]
    assert posted[0] == ("/apply-template", {"messages": LIST})


# Digests and request keys that the version before earlier turns computed (commit 05fecf4): stored answers stay valid.
OLD = {
    Prompt("Q"): (
        "d0c46f32176b0962",
        "efea6d9ad21d06c9319e8a26cdba0a734d6ca6da6ac7353f3b8c80643b5ac5e2",
        "8d0eb4ed9b69c4803f8271116b090b807d1a84993d80a2fb13143a3a02b1d344",
    ),
    Prompt("Q", "S", "A: ", True): (
        "9109c7327bfe0977",
        "a30ff3edfdd6cd520b3d4e85ea6ba5cee78e91ba191d1a9f4bc709ed9b169670",
        "25c9691d2537716e7875e7d54d6351db214e06d88a8a90d140e1f889150f2223",
    ),
    Prompt("Q", adapter="a"): (
        "cdf0226687529572",
        "eb52bfb0aedaed464859acee7bf8fed04bbffc230e00344e84b6a5e9d08002d3",
        "a93cfd5ccb720f0df24ea7cb69e6943269024e3f42c02307e80d551a103ec4c8",
    ),
}


@pytest.mark.parametrize("prompt", OLD, ids=lambda prompt: digest(prompt.record()))
def test_a_prompt_without_earlier_turns_keeps_its_digest_and_its_request_keys(prompt: Prompt) -> None:
    from folkways.models.remote import RemoteModel, Request

    class Keys(RemoteModel):
        def __init__(self) -> None:
            self._info = ModelInfo("api:openai/m", "r", "provider")

        def key(self, request: Request) -> str:
            return self._key(request)

    own, greedy, drawn = OLD[prompt]
    assert digest(prompt.record()) == own
    assert Keys().key(Request(prompt, 8, 0.0, 0, 0, 20)) == greedy
    assert Keys().key(Request(prompt, 8, 1.0, 3, 1, 0)) == drawn
    earlier = replace(prompt, before=TALK.before)
    assert digest(earlier.record()) != own
    assert Keys().key(Request(earlier, 8, 0.0, 0, 0, 20)) != greedy


def test_prompts_that_differ_in_earlier_turns_alone_have_keys_of_their_own() -> None:
    several = [
        Prompt("Q", before=before)
        for before in ((), (Said("user", "a"),), (Said("assistant", "a"),), (Said("user", "a"), Said("user", "b")))
    ]
    assert len({digest(prompt.record()) for prompt in several}) == 4
