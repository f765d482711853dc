"""A turn is heard without labels and without what was written for others; what ends a conversation is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.dialogues.cleaning import Cleaned, cleaned
from folkways.dialogues.stopping import broken, likeness, loops, says_goodbye, speaks_as, speaks_as_machine

CLEAN = "In my town we eat together on Fridays, and I like it."
PIECES = st.lists(
    st.sampled_from(["Mona: ", "Emre:", "\n", " ", ". ", "I", " agree", "ж", "家庭", "。", '"', "*", "42", "(", ")"]),
    max_size=15,
).map("".join)


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (CLEAN, Cleaned(CLEAN)),
        (f"  Mona: {CLEAN}\n", Cleaned(CLEAN)),
        (f"**Mona:** {CLEAN}", Cleaned(CLEAN)),
        (f"[Mona]: {CLEAN}", Cleaned(CLEAN)),
        (f"mona (Egypt): {CLEAN}", Cleaned(CLEAN)),
        (f"Mona：{CLEAN}", Cleaned(CLEAN)),
        (f'"{CLEAN}"', Cleaned(CLEAN)),
        (f"{CLEAN}\nMona: I mean it.", Cleaned(f"{CLEAN}\nI mean it.")),
        (f"{CLEAN}\n\nEmre: I do not.", Cleaned(CLEAN, cut=True)),
        (f"{CLEAN} Emre: I do not. Mona: But why?", Cleaned(CLEAN, cut=True)),
        (f"{CLEAN}\nUser: Go on.", Cleaned(CLEAN, cut=True)),
        (f"{CLEAN}\nModerator: Thank you.", Cleaned(CLEAN, cut=True)),
        ("我觉得家庭很重要。Emre：我也是。", Cleaned("我觉得家庭很重要。", cut=True)),
        ("Emre: I do not.", Cleaned("Emre: I do not.", flipped=True)),
        ("Mona: Emre: I do not.", Cleaned("Mona: Emre: I do not.", flipped=True)),
        ("As I told Emre: it is fine.", Cleaned("As I told Emre: it is fine.")),
        ("I know two things: Emre and work.", Cleaned("I know two things: Emre and work.")),
        ("", Cleaned("")),
        ("Mona:", Cleaned("")),
    ],
)
def test_a_turn_is_cleaned(written: str, heard: Cleaned) -> None:
    assert cleaned(written, "Mona", ["Emre", "Li Na"]) == heard


def test_a_sentence_that_the_token_limit_cut_is_left_out_where_a_whole_one_stands_before_it() -> None:
    assert cleaned("We do. They do n", "Mona", ["Emre"], truncated=True) == Cleaned("We do.", cut=True)
    assert cleaned("We do. They do not.", "Mona", ["Emre"], truncated=True) == Cleaned("We do. They do not.")
    assert cleaned("We do not know wh", "Mona", ["Emre"], truncated=True) == Cleaned("We do not know wh")
    assert cleaned("我很喜欢。他们不", "Mona", ["Emre"], truncated=True) == Cleaned("我很喜欢。", cut=True)


@given(PIECES, st.booleans())
def test_cleaning_only_takes_away_and_leaves_no_other_speaker(text: str, truncated: bool) -> None:
    found = cleaned(text, "Mona", ["Emre"], truncated=truncated)
    rest = iter(text)
    assert all(letter in rest for letter in found.text)
    if not found.flipped:
        assert not any(line.lstrip().casefold().startswith("emre:") for line in found.text.splitlines())


@pytest.mark.parametrize(
    "text",
    [
        "As an AI, I have no family.",
        "I'm just an AI language model, but I can help.",
        "En tant que modèle de langage, je n'ai pas de famille.",
        "Como inteligencia artificial, no tengo familia.",
        "Como um modelo de linguagem, não tenho opinião.",
        "Als KI habe ich keine Familie.",
        "Ben bir yapay zeka modeliyim.",
        "كنموذج لغوي ليس لدي رأي.",
        "به عنوان یک مدل زبانی، نظری ندارم.",
        "作为一个人工智能，我没有家人。",
        "AIとして、私には家族がいません。",
        "저는 인공지능이라 가족이 없습니다.",
        "আমি একটি ভাষা মডেল।",
        "एक एआई के रूप में, मेरा परिवार नहीं है।",
    ],
)
def test_who_calls_itself_a_machine_has_left_its_role(text: str) -> None:
    assert speaks_as_machine(text) and broken(text, ["Emre"], [], farewell_before=False) == "role flip"


@pytest.mark.parametrize(
    "text", ["People fear AI here.", "I am an aid worker.", "My son studies artificial intelligence.", "Soy de aquí."]
)
def test_who_speaks_of_machines_stays_in_its_role(text: str) -> None:
    assert not speaks_as_machine(text)


def test_who_reads_its_brief_out_has_left_its_role() -> None:
    told = "You are Mona, from Egypt.\nThe question is: Do you like tea?"
    assert broken("you are Mona,  from Egypt. I do.", ["Emre"], [], farewell_before=False, brief=told) == "role flip"
    assert broken("Do you like tea? I do.", ["Emre"], [], farewell_before=False, brief=told) == ""


def test_who_introduces_itself_as_another_has_left_its_role() -> None:
    assert all(speaks_as(text, ["Emre"]) for text in ("My name is Emre.", "Ich bin Emre!", "أنا Emre", "我是Emre。"))
    assert not any(speaks_as(text, ["Emre", "A"]) for text in ("I am Emrehan.", "I agree with Emre.", "I am a cook."))


@pytest.mark.parametrize(
    "text",
    [
        "Goodbye!", "It was nice talking to you, Emre.", "Thank you. See you soon!", "Auf Wiedersehen.", "¡Adiós!",
        "Até logo!", "Au revoir, Emre.", "Hoşça kal!", "مع السلامة", "خداحافظ", "再见！", "さようなら。",
        "안녕히 가세요", "বিদায়", "फिर मिलेंगे।",
    ],
)  # fmt: skip
def test_a_farewell_is_found_in_many_languages_and_ends_the_talk_only_after_another(text: str) -> None:
    assert says_goodbye(text)
    assert broken(text, ["Emre"], [], farewell_before=False) == ""
    assert broken(text, ["Emre"], [], farewell_before=True) == "farewell"


@pytest.mark.parametrize(
    "text",
    [CLEAN, "We take care of our parents.", "I see your point.", "Farewell feasts are " + "long " * 20 + "here."],
)
def test_other_turns_are_no_farewell(text: str) -> None:
    assert not says_goodbye(text)


def test_what_says_nearly_the_same_as_before_is_a_repetition() -> None:
    again = CLEAN.replace("Fridays,", "Fridays").upper()
    assert likeness(CLEAN, again) > 0.9
    assert broken(again, ["Emre"], ["Another thing.", CLEAN], farewell_before=False) == "repetition"
    other = "In my town we pray together on Fridays, and that is all."
    assert broken(other, ["Emre"], [CLEAN], farewell_before=False) == ""
    assert broken("我认为家庭最重要！", ["Emre"], ["我认为家庭最重要。"], farewell_before=False) == "repetition"


def test_a_turn_that_goes_round_in_circles_is_a_repetition() -> None:
    assert loops("I agree. I agree. I agree.") and not loops("I agree. Do you? I agree.")
    assert broken("Yes, I do! Yes, I do! Yes, I do!", ["Emre"], [], farewell_before=False) == "repetition"


@pytest.mark.parametrize("text", ["", " \n", "...", "42", "—"])
def test_a_turn_without_a_letter_is_empty(text: str) -> None:
    assert broken(text, ["Emre"], [], farewell_before=False) == "empty reply"


@given(PIECES, PIECES)
def test_likeness_is_symmetric_and_one_for_equal_texts(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == 1 or not any(letter.isalnum() for letter in one)
