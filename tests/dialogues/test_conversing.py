"""Only spoken text crosses between participants, and a conversation depends on nothing but what it is made of."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from itertools import product

import polars as pl
import pytest

from folkways.dialogues.briefing import answered, brief
from folkways.dialogues.conversation import ORDERS, STYLES, TURNS_SCHEMA, ConversationPlan
from folkways.dialogues.conversing import converse
from folkways.dialogues.guiding import LAST_WORD, MODERATOR, PRODS
from folkways.dialogues.planning import plan_conversations
from folkways.dialogues.seed import Seed
from folkways.dialogues.seeding import seeds
from folkways.errors import InputError
from folkways.models.access import Failure, Generation, Prompt
from folkways.runs import digest
from tests.dialogues.talkers import Says, Talker, survey, transcript

SURVEY = survey()
SEEDS, _ = seeds(SURVEY)
PERSONAS = {people: [{"age": f"{at + 20}-{at + 29}"}] for at, people in enumerate(("EGY", "IRN", "MAR", "TUR"))}


def plans(**given: object) -> list[ConversationPlan]:
    return plan_conversations(SEEDS, personas=PERSONAS, **given)  # type: ignore[arg-type]


def two(**given: object) -> ConversationPlan:
    return plans(**given)[0]


def talk(says: Says, plan: ConversationPlan | None = None, **more: object) -> pl.DataFrame:
    return converse(Talker(says), [plan or two()], SEEDS, SURVEY, **more)  # type: ignore[arg-type]


def briefs(plan: ConversationPlan, given: pl.DataFrame = SEEDS) -> list[str]:
    known = {row["id"]: Seed.from_record(row) for row in given.iter_rows(named=True)}
    return [brief(plan, at, known[member.seed], SURVEY) for at, member in enumerate(plan.participants)]


@pytest.mark.parametrize(
    ("style", "order", "participants", "mode"),
    [*product(STYLES, ORDERS, (2, 3), ("modal",)), ("guided", "drawn", 4, "shares"), ("free", "shuffled", 4, "draw")],
)
def test_no_prompt_holds_what_another_was_told_in_private(style: str, order: str, participants: int, mode: str) -> None:
    told, _ = seeds(SURVEY, mode=mode)
    held = plan_conversations(
        told, personas=PERSONAS, style=style, order=order, participants=participants, turns=8, conversations=2
    )
    model = Talker()
    turns = converse(model, held, told, SURVEY)
    by_system = {}
    for plan in held:
        for place, text in enumerate(briefs(plan, told)):
            by_system.setdefault(text, []).append((plan, place))
    known = {row["id"]: row["answer"] for row in told.iter_rows(named=True)}
    spoken = {
        plan.id: turns.filter(conversation=plan.id, state="spoken").select("turn", "name", "text").rows()
        for plan in held
    }
    hashes = {row["prompt_hash"]: row for row in turns.iter_rows(named=True) if row["speaker"] != MODERATOR}
    assert len(model.prompts) == len(held) * 8 == len(hashes)
    for prompt in model.prompts:
        row = hashes[digest(prompt.record())]
        assert prompt.system is not None
        plan, place = next(pair for pair in by_system[prompt.system] if pair[0].id == row["conversation"])
        assert place == row["speaker"]
        shown = transcript(prompt)
        # Nothing of the briefs, its own included, stands in what was said.
        own = set(prompt.system.splitlines())
        for other, text in enumerate(briefs(plan, told)):
            for line in text.splitlines():
                assert line not in shown
                assert other == place or line in own or line not in prompt.system
            answer = known[plan.participants[other].seed]
            if mode != "shares" and answer != known[plan.participants[place].seed]:
                assert answer not in prompt.system + shown
        # What is heard is what was spoken before, whole and in order, and each says who spoke.
        heard = [
            text if name == row["name"] else f"{name}: {text}"
            for turn, name, text in spoken[plan.id]
            if turn < row["turn"]
        ]
        assert shown.replace("\n\n", "\n") == "\n".join(heard)


def test_the_test_of_leaks_can_fail() -> None:
    answers = {row["id"]: row["answer"] for row in SEEDS.iter_rows(named=True)}
    told = [(prompt, answers[member.seed]) for prompt, member in _asked(two(turns=2))]
    assert all(answer in (prompt.system or "") for prompt, answer in told)


def _asked(plan: ConversationPlan) -> list:
    model = Talker()
    turns = converse(model, [plan], SEEDS, SURVEY).filter(pl.col("speaker") != MODERATOR)
    return [(p, plan.participants[at]) for p, at in zip(model.prompts, turns["speaker"], strict=True)]


def test_own_turns_are_the_assistant_s_and_all_others_the_user_s() -> None:
    asked = [prompt for prompt, _ in _asked(two(turns=6))]
    for number, prompt in enumerate(asked):
        roles = [said.role for said in prompt.before] + ["user"]
        assert roles == ["user", "assistant"] * (len(roles) // 2) + ["user"]
        assert roles.count("assistant") == number // 2
    # The prod and the turn before it are one turn of the user.
    other, moderator = asked[2].user.split("\n\n")
    assert other.startswith(f"{two().participants[1].name}: ") and moderator == f"Moderator: {PRODS[0]}"


def test_a_guided_talk_is_moved_on_at_fixed_steps_and_a_free_one_is_not() -> None:
    turns = converse(Talker(), [two(turns=10)], SEEDS, SURVEY)
    said = turns.filter(speaker=MODERATOR)
    assert said["turn"].to_list() == [0, 3, 6, 9, 12]
    assert said["text"].to_list()[1:] == [*PRODS, LAST_WORD]
    assert "What of the matter w0x0?" in said["text"][0] and two().participants[0].name in said["text"][0]
    assert set(said["model"]) == set(said["prompt_hash"]) == set(said["seed"]) == {""}
    free = converse(Talker(), [two(turns=10, style="free")], SEEDS, SURVEY)
    assert free.filter(speaker=MODERATOR)["turn"].to_list() == [0]


def test_the_table_of_turns_says_who_spoke_and_why_the_talk_ended() -> None:
    plan = two(languages={"EGY": "ar"}, turns=3)
    turns = converse(Talker(), [plan], SEEDS, SURVEY)
    assert turns.schema == pl.Schema(TURNS_SCHEMA)
    spoken = turns.filter(pl.col("speaker") != MODERATOR)
    assert spoken["speaker"].to_list() == [0, 1, 0]
    for row in spoken.iter_rows(named=True):
        me = plan.participants[row["speaker"]]
        assert (row["seed"], row["population"], row["name"]) == (me.seed, me.population, me.name)
        assert (row["language"], row["heard_as"], row["model"]) == (me.language, "en", "talker")
        assert row["tokens"] == len(row["text"].split())
    assert turns["turn"].to_list() == list(range(turns.height))
    assert turns["stop"].to_list() == [""] * (turns.height - 1) + ["turns"]
    assert turns["translation"].null_count() == turns.height


def test_all_conversations_speak_in_one_call_with_the_temperature_that_was_asked_for() -> None:
    held = plans(turns=4)
    model = Talker()
    steps: list[tuple[int, int]] = []
    converse(model, held, SEEDS, SURVEY, temperature=0.4, progress=lambda done, total: steps.append((done, total)))
    assert [(count, warmth) for count, _, warmth in model.calls] == [(len(held), 0.4)] * 4
    assert len({seed for _, seed, _ in model.calls}) == 4
    assert steps == [(len(held) * step, len(held) * 4) for step in range(1, 5)]


def test_talks_of_the_same_people_about_the_same_question_differ() -> None:
    plan = two()
    # Even where the names and so all prompts are the same.
    turns = converse(Talker(), [plan, replace(plan, draw=1)], SEEDS, SURVEY)
    first, second = (
        turns.filter(conversation=p.id, speaker=0)["text"].to_list() for p in (plan, replace(plan, draw=1))
    )
    assert not set(first) & set(second)


def test_a_batch_that_is_cut_otherwise_gives_the_same_turns() -> None:
    held = plans(conversations=2, turns=4, order="drawn")
    whole = converse(Talker(), held, SEEDS, SURVEY, seed=4)
    for size in (1, 5):
        blocks = [held[at : at + size] for at in range(0, len(held), size)]
        assert pl.concat([converse(Talker(), block, SEEDS, SURVEY, seed=4) for block in blocks]).equals(whole)
    backwards = converse(Talker(), held[::-1], SEEDS.sample(fraction=1, shuffle=True, seed=0), SURVEY, seed=4)
    assert backwards.sort("conversation", "turn").equals(whole.sort("conversation", "turn"))
    assert not converse(Talker(), held, SEEDS, SURVEY, seed=5).equals(whole)


SCRIPT = """
import hashlib, sys
from folkways.dialogues.conversing import converse
from folkways.dialogues.planning import plan_conversations
from folkways.dialogues.seeding import seeds
from tests.dialogues.talkers import Talker, survey
made, _ = seeds(survey(), mode="draw", draws=2, limit=2, seed=1)
plans = plan_conversations(made, participants=3, order="shuffled", seed=2)
turns = converse(Talker(), plans, made, survey(), seed=3)
print(hashlib.sha256((made.write_json() + repr(plans) + turns.write_json()).encode()).hexdigest())
"""


def test_another_process_with_other_hashes_makes_the_same_seeds_plans_and_turns() -> None:
    paths = os.pathsep.join(path for path in (*sys.path, ".") if path)
    env = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": paths}
    done = subprocess.run([sys.executable, "-c", SCRIPT], env=env, capture_output=True, text=True, check=True)
    made, _ = seeds(SURVEY, mode="draw", draws=2, limit=2, seed=1)
    held = plan_conversations(made, participants=3, order="shuffled", seed=2)
    turns = converse(Talker(), held, made, SURVEY, seed=3)
    own = hashlib.sha256((made.write_json() + repr(held) + turns.write_json()).encode()).hexdigest()
    assert done.stdout.strip() == own


def _at(turn: int, odd: str | Failure | Generation) -> Says:
    """Speaks of its own until the given turn of participants (0-based), there says something odd."""
    count = iter(range(99))

    def says(prompt: Prompt) -> str | Failure | Generation:
        number = next(count)
        mark = hashlib.sha256(str(number).encode()).hexdigest()
        return odd if number == turn else f"I hold {mark[:9]} and {mark[9:18]}."

    return says


@pytest.mark.parametrize(
    ("odd", "rule"),
    [
        ("", "empty reply"),
        ("As an AI language model, I have no home.", "role flip"),
        ("Moderator: Please go on.", "role flip"),
        ("I hold 5feceb66f and fc86f38d9.", "repetition"),
    ],
)
def test_a_turn_that_breaks_a_rule_is_kept_heard_by_nobody_and_ends_the_talk(odd: str, rule: str) -> None:
    turns = talk(_at(3, odd))
    last = turns.row(-1, named=True)
    assert (last["state"], last["stop"], last["text"]) == ("dropped", rule, odd)
    assert turns.filter(pl.col("speaker") != MODERATOR).height == 4
    assert (turns["state"] == "spoken").sum() == turns.height - 1


@pytest.mark.parametrize(
    "odd",
    ["As an AI language model, I have no home.", "I hold 5feceb66f and fc86f38d9.", "Moderator: Please go on."],
)
def test_without_stop_rules_a_talk_has_all_its_turns_unless_one_has_no_word(odd: str) -> None:
    whole = talk(_at(3, odd), stopping=False)
    assert whole.filter(pl.col("speaker") != MODERATOR).height == two().turns
    assert set(whole["state"]) == {"spoken"} and whole["stop"].to_list()[-1] == "turns"
    cut = talk(_at(3, "…"), stopping=False)
    assert cut.row(-1, named=True)["state"] == "dropped"
    assert cut.filter(pl.col("speaker") != MODERATOR).height == 4


def test_two_goodbyes_in_a_row_end_a_talk_and_one_does_not() -> None:
    replies = iter(["I hold family dear.", "Goodbye, my friend.", "Wait, one thing more about work.", "So be it. Bye!",
                    "See you soon."])  # fmt: skip
    turns = talk(lambda _: next(replies))
    assert turns.row(-1, named=True)["stop"] == "farewell" and turns.filter(state="spoken", speaker=1).height == 2


def test_a_failed_call_is_a_row_and_ends_its_own_conversation_alone() -> None:
    held = plans(turns=4)[:2]

    def says(prompt: Prompt) -> str | Failure:
        mine = held[0].participants[1]
        if f"You are {mine.name} from" in (prompt.system or "") and held[0].participants[0].name in prompt.system:  # type: ignore[operator]
            return Failure("timeout", "no answer")
        return f"I hold {digest(prompt.record())} and nothing else."

    turns = converse(Talker(says), held, SEEDS, SURVEY)
    broken, whole = (turns.filter(conversation=plan.id) for plan in held)
    last = broken.row(-1, named=True)
    assert (last["state"], last["stop"], last["text"]) == ("failed", "failed call", "timeout: no answer")
    assert (last["tokens"], last["truncated"], last["heard_as"]) == (0, False, "")
    assert last["seed"] == held[0].participants[1].seed and last["prompt_hash"]
    assert whole["stop"][-1] == "turns" and (whole["state"] == "spoken").all()


def test_what_a_model_writes_for_others_is_cut_and_marked_and_nobody_hears_it() -> None:
    plan = two(turns=2)
    me, other = plan.participants[0].name, plan.participants[1].name
    model = Talker(_at(0, f"{me}: We eat late.\n{other}: We do not."))
    turns = converse(model, [plan], SEEDS, SURVEY).filter(speaker=0)
    assert turns.select("text", "truncated", "state").rows() == [("We eat late.", True, "spoken")]
    assert "We do not" not in model.prompts[1].user and f"{me}: We eat late." in model.prompts[1].user


def test_a_turn_that_the_token_limit_cut_is_marked() -> None:
    turns = talk(_at(0, Generation("We eat late. We als", True, 6)), two(turns=2)).filter(speaker=0)
    assert turns.select("text", "truncated", "tokens").rows() == [("We eat late.", True, 6)]


def test_what_is_said_in_another_language_is_translated_beside_the_original() -> None:
    arabic = "أعتقد أن الأسرة هي أهم شيء في حياتنا."
    plan = two(turns=2)
    plan = replace(plan, participants=(replace(plan.participants[0], language="ar"), plan.participants[1]))
    translator = Talker(lambda _: " I think family matters most.\n")
    turns = talk(_at(0, arabic), plan, translator=translator)
    assert turns.filter(speaker=0).select("text", "heard_as", "translation").rows() == [
        (arabic, "ar", "I think family matters most.")
    ]
    assert turns.filter(pl.col("speaker") != 0)["translation"].null_count() == turns.height - 1
    assert [prompt.user.count(arabic) for prompt in translator.prompts] == [1]
    assert "from Arabic into English" in translator.prompts[0].user
    failing = Talker(lambda _: Failure("server", "down"))
    assert talk(_at(0, arabic), plan, translator=failing)["translation"].null_count() == turns.height


def test_who_speaks_the_survey_s_language_against_its_brief_is_not_translated() -> None:
    plan = two(turns=2, languages={people: "ar" for people in PERSONAS})
    translator = Talker(lambda _: "Never asked.")
    turns = talk(_at(9, ""), plan, translator=translator)
    assert translator.prompts == [] and set(turns.filter(speaker=0)["heard_as"]) == {"en"}


def test_a_brief_says_who_one_is_what_the_people_answer_and_how_to_speak() -> None:
    plan = two(languages={people: "tr" for people in PERSONAS})
    text = briefs(plan)[0]
    me, other = plan.participants
    home = SURVEY.population(me.population).name
    assert text.startswith(f"You are {me.name} from {home}. About you: age: {me.persona[0][1]}.")
    assert f"{other.name} from {SURVEY.population(other.population).name}" in text
    assert (
        "What of the matter w0x0?" in text
        and f'"choice-0-{me.population}". Most people from {home} say so (70%).' in text
    )
    assert "Speak Turkish." in text


@pytest.mark.parametrize(
    ("mode", "share", "told"),
    [
        ("modal", 0.7, 'Your answer is "Yes". Most people from Egypt say so (70%).'),
        ("modal", 0.5, 'Your answer is "Yes". It is the most common one in Egypt (50%).'),
        ("draw", 0.04, 'Your answer is "Yes". Of the people from Egypt, 4% say so.'),
        ("shares", None, "People from Egypt answer in these shares: Yes. You are one of them."),
    ],
)
def test_a_brief_says_no_more_of_a_people_than_the_survey(mode: str, share: float | None, told: str) -> None:
    assert answered(Seed("EGY", "q", "t", mode, "Yes", "1", share, 9.0), "Egypt") == told


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"style": "loose"}, "unknown style 'loose'"),
        ({"order": "loud"}, "unknown order 'loud'"),
        ({"turns": 0}, "0 turns"),
        ({"question": "q9"}, "question 'q9'"),
        ({"question": "q1"}, "is not an answer of"),
        ({"participants": two().participants[:1]}, "two or more participants"),
        ({"participants": (two().participants[0], two().participants[0])}, "a name of its own"),
    ],
)
def test_a_plan_that_cannot_be_held_is_refused_before_anything_is_asked(change: dict, says: str) -> None:
    model = Talker()
    with pytest.raises(InputError, match=f"{says}.*Mend"):
        converse(model, [two(turns=2, order="round-robin"), replace(two(turns=4), **change)], SEEDS, SURVEY)
    with pytest.raises(InputError, match="planned twice"):
        converse(model, [two(), two()], SEEDS, SURVEY)
    assert model.prompts == []


def test_no_plans_give_no_turns() -> None:
    assert converse(Talker(), [], SEEDS, SURVEY).equals(pl.DataFrame(schema=TURNS_SCHEMA))
