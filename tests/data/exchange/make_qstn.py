"""Write `qstn_*.csv` with QSTN's own classes and parsers, over answers that no model gave.

Run with qstn 0.5.4: `python make_qstn.py`. What a model would have written is put into `InferenceResult` as QSTN's
inference does; everything after that (frames, columns, error marks, probabilities) is QSTN's.
"""

# pyright: reportMissingImports=false

import math
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
from qstn.inference.response_generation import (
    JSONReasoningResponseGenerationMethod,
    JSONVerbalizedDistribution,
    LogprobResponseGenerationMethod,
)
from qstn.parser import parse_logprobs, raw_responses, to_dataframe
from qstn.prompt_builder import LLMPrompt
from qstn.utilities import create_one_dataframe
from qstn.utilities.survey_objects import AnswerOptions, AnswerTexts, InferenceResult, QuestionLLMResponseTuple

HERE = Path(__file__).parent
GUESTS = ["Very important", "Rather important", "Not important"]
ITEMS = pd.DataFrame(
    {
        "questionnaire_item_id": ["guests", "bread"],
        "question_content": ["How important is it to offer tea to a guest?", "Where do you buy bread?"],
    }
)


def prompt(name: str, method: Any = None) -> LLMPrompt:
    made = LLMPrompt(ITEMS, questionnaire_name=name)
    options = {
        "guests": AnswerOptions(AnswerTexts(GUESTS, ["1", "2", "3"]), response_generation_method=method),
        "bread": AnswerOptions(
            AnswerTexts(["At the market", "In a supermarket"], ["1", "2"]), response_generation_method=method
        ),
    }
    return made.prepare_prompt(answer_options=options)


def answered(made: LLMPrompt, texts: list[str], logprobs: list[Any] | None = None) -> InferenceResult:
    given = logprobs or [None] * len(texts)
    return InferenceResult(
        made,
        {
            item.item_id: QuestionLLMResponseTuple(made.generate_question_prompt(item), text, chance, None)
            for item, text, chance in zip(made.get_questions(), texts, given, strict=True)
        },
    )


def chances(**shares: float) -> dict[str, float]:
    return {token.lstrip("_"): math.log(share) for token, share in shares.items()}


def main() -> None:
    warnings.simplefilter("ignore")
    plain = [
        answered(prompt("EGY_1"), ["1: Very important", "At the market"]),
        answered(prompt("EGY_2"), ["I would say rather important.", "As an AI, I cannot answer that."]),
        answered(prompt("TUR_1"), ["Very important", "Error: Request timed out."]),
        answered(prompt("Questionnaire"), ["2", "In a supermarket"]),
    ]
    create_one_dataframe(raw_responses(plain)).to_csv(HERE / "qstn_raw.csv", index=False)

    method = JSONReasoningResponseGenerationMethod()
    told = '{"reasoning": "Guests come first.", "answer": "%s"}'
    as_json = [
        answered(prompt("EGY", method), [told % "1: Very important", told % "2: In a supermarket"]),
        answered(prompt("TUR", method), [told % "3: Not important", "I cannot choose."]),
    ]
    to_dataframe(as_json).to_csv(HERE / "qstn_json.csv", index=False)

    method = JSONVerbalizedDistribution()
    stated = [
        answered(
            prompt("EGY", method),
            [
                '{"1: Very important": 0.5, "2: Rather important": 0.3, "3: Not important": 0.2}',
                '{"1: At the market": 0.6, "2: In a supermarket": 0.6}',
            ],
        )
    ]
    to_dataframe(stated).to_csv(HERE / "qstn_stated.csv", index=False)

    method = LogprobResponseGenerationMethod(output_index_only=True)
    tokens = [chances(_1=0.5, _2=0.25, _3=0.15, The=0.1), chances(_1=0.2, _2=0.7, I=0.1)]
    scored = [answered(prompt("EGY_observer", method), ["1", "2"], tokens)]
    create_one_dataframe(parse_logprobs(scored)).to_csv(HERE / "qstn_tokens.csv", index=False)
    create_one_dataframe(parse_logprobs(scored, filter_to_answer_options=True)).to_csv(
        HERE / "qstn_options.csv", index=False
    )
    create_one_dataframe(raw_responses(scored)).to_csv(HERE / "qstn_logprobs.csv", index=False)


if __name__ == "__main__":
    main()
