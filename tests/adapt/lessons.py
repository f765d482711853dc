"""A small survey with a people that is held out, norms, and a random model that can be trained in a second."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from folkways.norms import Norm, NormBook
from folkways.populations import community, country
from folkways.surveys import Option, Question, Survey
from folkways.surveys.split import Split, split_survey

MATTERS = (
    "helping a neighbour who repairs the roof", "lending money to a cousin", "visiting elderly parents each week",
    "arguing with a teacher in public", "eating alone in a restaurant", "borrowing tools without asking first",
    "leaving a wedding before midnight", "speaking loudly on a crowded train", "refusing a second cup of tea",
    "moving abroad for better wages", "marrying against the wishes of the family", "working on the day of rest",
)  # fmt: skip
OPTIONS = ("Very common", "Fairly common", "Rather rare", "Very rare")
UNSEEN = "the Marsh people"


def small_survey() -> Survey:
    """Twelve questions on two topics to three peoples; `marsh` is to be held out."""
    options = tuple(Option(str(i + 1), {"en": text}) for i, text in enumerate(OPTIONS))
    questions = tuple(
        Question(f"q{i}", {"en": f"How common is {matter} among people like you?"}, options, topic=f"Topic {i % 2}")
        for i, matter in enumerate(MATTERS)
    )
    peoples = (country("EGY"), country("NOR"), community("marsh", UNSEEN))
    rows = []
    for i, question in enumerate(questions):
        for j, people in enumerate(peoples):
            shares = [0.1, 0.1, 0.2, 0.2]
            shares[(i + 2 * j) % 4] += 0.4
            rows += [
                {
                    "question": question.id,
                    "population": people.id,
                    "option": o.code,
                    "share": s,
                    "n_eff": 500.0,
                    "n": 500,
                }
                for o, s in zip(options, shares, strict=True)
            ]
    return Survey("small", questions, peoples, pl.DataFrame(rows), licence="CC0", citation="Nobody (2020). Made up.")


def small_split(survey: Survey) -> Split:
    """A quarter of the questions and the people `marsh` are held out."""
    return split_survey(survey, populations=["marsh"], seed=1)


def small_book() -> NormBook:
    """Norms of the seen peoples, long enough to be quoted, and one of the unseen."""
    return NormBook(
        tuple(
            Norm(people, f"Topic {i}", f"Grown children of every village share what they earn with their parents {i}.",
                 strength=strength)
            for people, strength in (("EGY", 0.8), ("NOR", 0.5), ("marsh", 0.9))
            for i in range(2)
        )
    )  # fmt: skip


def write_base(folder: Path, survey: Survey, *, seed: int = 0) -> Path:
    """A random Llama of two layers with a chat template, and a tokenizer that knows the survey's words."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    raw: Any = Tokenizer(models.BPE())
    raw.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    raw.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=700,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        special_tokens=["<s>", "</s>", "<|im_start|>", "<|im_end|>"],
        show_progress=False,
    )
    words = [q.text("en") for q in survey.questions] + ["Reply with the number. Answer: 1 2 3 4", *OPTIONS]
    raw.train_from_iterator(words * 20, trainer)
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, bos_token="<s>", eos_token="</s>")
    tokenizer.chat_template = (
        "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    torch.manual_seed(seed)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer), hidden_size=32, intermediate_size=64, num_hidden_layers=2, num_attention_heads=4,
            num_key_value_heads=2, max_position_embeddings=2048, bos_token_id=0, eos_token_id=1,
            initializer_range=0.1,
        )
    )  # fmt: skip
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
