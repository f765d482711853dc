"""Write `edsl.json.gz`, `edsl.jsonl`, `edsl.ep` and `edsl.csv` with EDSL itself and its test model.

Run with edsl 1.0.9: `python make_edsl.py`. Six agents in two countries and one without traits, two iterations (three
agents and one iteration in `edsl.jsonl` and `edsl.ep`); the model's words are decided by the agent. Some of its words
are a refusal, which EDSL reads as the option "No"; some are no option, which EDSL marks as not validated; a skip rule
leaves one question out.
"""

# pyright: reportMissingImports=false

import gzip
import json
from pathlib import Path
from typing import Any

from edsl import Agent, AgentList, Model, QuestionFreeText, QuestionMultipleChoice, QuestionYesNo, Results, Survey

HERE = Path(__file__).parent
GUESTS = ["Very important", "Rather important", "Not important", "Don't know"]


def words(user_prompt: str, system_prompt: str, files: object) -> str:
    if "Why" in user_prompt:
        return "Because one does."
    if "wedding" in user_prompt:
        return "Yes" if "'seat': 1" in system_prompt else "I'm sorry, but I cannot answer that."
    bread = "bread" in user_prompt
    if "'seat': 3" in system_prompt:
        return "I'm sorry, I cannot answer that." if not bread else "In a supermarket"
    if "'seat': 2" in system_prompt:
        return "It depends on so many things" if bread else "Don't know"
    if "Turkey" in system_prompt:
        return "In a supermarket" if bread else "Very important"
    return "At the market" if bread else "Rather important"


def run(survey: Survey, agents: AgentList, model: Any, n: int) -> Results:
    return (
        survey.by(agents)
        .by(model)
        .run(
            n=n,
            disable_remote_inference=True,
            disable_remote_cache=True,
            progress_bar=False,
            print_exceptions=False,
            cache=False,
        )
    )


def main() -> None:
    survey = Survey(
        [
            QuestionMultipleChoice(
                question_name="guests",
                question_text="How important is it to offer tea to a guest?",
                question_options=GUESTS,
            ),
            QuestionMultipleChoice(
                question_name="bread",
                question_text="Where do you buy bread?",
                question_options=["At the market", "In a supermarket"],
            ),
            QuestionYesNo(question_name="party", question_text="Is tea drunk at a wedding?"),
            QuestionFreeText(question_name="why", question_text="Why is that so?"),
        ]
    ).add_skip_rule("why", "{{ guests.answer }} == 'Very important'")
    agents = AgentList(
        [Agent(traits={"country": c, "seat": s}) for c in ("Egypt", "Turkey") for s in (1, 2, 3)] + [Agent(traits={})]
    )
    model = Model("test")
    model.func = words
    results = run(survey, agents, model, 2)
    record = results.to_dict(include_cache=False)
    record.pop("task_history", None)
    for one in record["data"]:
        one["model"]["parameters"].pop("func", None)
        one["prompt"], one["raw_model_response"] = {}, {}
    (HERE / "edsl.json.gz").write_bytes(gzip.compress(json.dumps(record, default=str).encode(), mtime=0))
    few = run(survey, AgentList(agents[1:4]), model, 1)
    few.to_jsonl(HERE / "edsl.jsonl")
    few.save(str(HERE / "edsl"))
    kept = ("agent", "answer", "generated_tokens", "iteration", "model", "question_text", "question_type", "validated")
    wanted = [c for c in results.columns if c.split(".")[0] in kept]
    results.select(*wanted).to_csv(str(HERE / "edsl.csv"))


if __name__ == "__main__":
    main()
