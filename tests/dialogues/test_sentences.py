"""Sentences are cut in many scripts, and small talk is told from opinions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkways.dialogues.opinion import KINDS
from folkways.dialogues.sentences import sentences
from folkways.dialogues.smalltalk import small_talk
from tests.dialogues.turns import GoldTurn, gold_turns

GOLD = gold_turns()


def cut(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentences(text)]


@pytest.mark.parametrize("turn", GOLD, ids=lambda turn: f"{turn.language}-{turn.sentences[-1][:12]}")
def test_turns_of_nine_languages_are_cut_as_a_person_cut_them(turn: GoldTurn) -> None:
    assert tuple(cut(turn.text)) == turn.sentences


@pytest.mark.parametrize(
    "pieces",
    [
        ["It costs 3.5 lira, i.e. little.", "We pay."],
        ["Mr. and Mrs. J. R. Khan came.", "They ate."],
        ["Well... we do.", "Really?!", "Yes."],
        ["“We pray.”", "“They fast!”"],
        ["He asked “why?” and left.", "So do I.", "It is late."],
        ["We moved to the U.S. in spring.", "They stayed."],
        ["i like it.", "we all do!", "do you?"],
        ["यह घर है।", "हम खाते हैं॥"],
        ["یہ گھر ہے۔", "ہم کھاتے ہیں۔"],
        ["هل تصلي؟", "نعم، كل يوم!"],
        ["We eat 🍲.", "😊 They do!"],
        ["Мы живём на ул. Мира.", "Там тихо."],
        ["Ես տանն եմ։", "Դու գնում ես։"],
    ],
)
def test_abbreviations_quotations_and_other_stops_end_sentences_where_people_say(pieces: list[str]) -> None:
    assert cut(" ".join(pieces)) == pieces


def test_chinese_and_japanese_are_cut_without_spaces_and_japanese_quotations_stay_whole() -> None:
    assert cut("我同意！你呢？好吧。") == ["我同意！", "你呢？", "好吧。"]
    assert cut("母は「はい。」と言います。私は違います。") == ["母は「はい。」と言います。", "私は違います。"]


# Stops, closers, digits, capitals and letters of many scripts next to each other: where the rules can go wrong.
TEXTS = st.one_of(
    st.text(),
    st.text(st.sampled_from(". .!?…。？！؟।\n\r\u2028\"'”」』)(«»AbI1٣é我のกไשعم\u200f\u200c\u0301👨‍👩U.S.Dr ")),
)


@settings(deadline=None)
@given(TEXTS)
def test_sentences_hold_every_character_but_white_space_once_and_in_order(text: str) -> None:
    done = 0
    for span in sentences(text):
        assert text[done : span.start].strip() == ""
        piece = text[span.start : span.end]
        assert piece and piece == piece.strip()
        done = span.end
    assert text[done:].strip() == ""


@settings(deadline=None)
@given(TEXTS)
def test_cutting_a_sentence_again_does_not_move_its_ends(text: str) -> None:
    for piece in cut(text):
        again = sentences(piece)
        assert (again[0].start, again[-1].end) == (0, len(piece))


def test_the_rules_leave_out_no_opinion_and_find_most_small_talk() -> None:
    pairs = [pair for turn in GOLD for pair in zip(turn.sentences, turn.kinds, strict=True)]
    assert [sentence for sentence, kind in pairs if kind in KINDS and small_talk(sentence)] == []
    small = [small_talk(sentence) for sentence, kind in pairs if kind == "none"]
    assert sum(reason is not None for reason in small) / len(small) >= 0.7


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("What do you think?", "question"),
        ("“Really?”", "question"),
        ("ما رأيك؟", "question"),
        ("そちらはどうですか。", "question"),
        ("你也这样吗。", "question"),
        ("คุณเห็นด้วยไหมคะ", "question"),
        ("¿Y tú qué dices", "question"),
        ("Good morning, my dear friend!", "greeting or thanks"),
        ("Thank you so much for your kind words, they mean a lot.", "greeting or thanks"),
        ("Vielen Dank, liebe Anna!", "greeting or thanks"),
        ("¡Muchas gracias a todos!", "greeting or thanks"),
        ("Çok teşekkür ederim, Ayşe.", "greeting or thanks"),
        ("شكراً جزيلاً لك.", "greeting or thanks"),
        ("خداحافظ دوستان!", "greeting or thanks"),
        ("धन्यवाद!", "greeting or thanks"),
        ("ありがとうございます。", "greeting or thanks"),
        ("감사합니다!", "greeting or thanks"),
        ("ขอบคุณค่ะ", "greeting or thanks"),
        ("Indeed so.", "too short"),
        ("好的。", "too short"),
        ("네.", "too short"),
        ("...", "too short"),
        ("😊", "too short"),
        ("Hindus pray at home.", None),
        ("Thank you, but in my family we never say it.", None),
        ("Hello is what we say to strangers, never to elders.", None),
        ("我们过年吃饺子。", None),
        ("우리는 기도합니다.", None),
    ],
)
def test_small_talk_is_told_by_the_face_of_a_sentence(sentence: str, reason: str | None) -> None:
    assert small_talk(sentence) == reason


@settings(deadline=None)
@given(TEXTS)
def test_any_text_has_one_of_three_reasons_or_none(text: str) -> None:
    assert small_talk(text) in ("too short", "question", "greeting or thanks", None)
