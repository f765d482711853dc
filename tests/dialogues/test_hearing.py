"""The language of a turn is told for each language that it is said to tell, and not guessed where it cannot be."""

import json
from collections import Counter
from pathlib import Path

import pytest

import folkways.surveys
from folkways.dialogues.hearing import HEARD, heard_as
from folkways.surveys.translation import Translation

TRANSLATED = Path(folkways.surveys.__file__).parent / "data" / "menavalues" / "translations"

SENTENCES = {
    "en": (
        "I think that family is what matters most, and we help our parents when they are old.",
        "Work is important to me, but not as important as my children.",
        "At home people do not talk about it.",
    ),
    "ar": (
        "أعتقد أن الأسرة هي أهم شيء في حياتنا.",
        "في بلدي يحترم الناس كبار السن ويساعدونهم.",
        "نحن لا نتحدث عن هذا في البيت.",
        "الدين جزء كبير من حياتي اليومية",
    ),
    "fa": (
        "به نظر من خانواده مهم‌ترین چیز در زندگی است.",
        "مردم کشور من به بزرگترها احترام می‌گذارند.",
        "ما در خانه درباره این حرف نمی‌زنیم.",
        "کار برای من خیلی مهم نیست",
    ),
    "tr": (
        "Bence aile hayattaki en önemli şeydir.",
        "Bizim orada insanlar yaşlılara çok saygı gösterir.",
        "Ben bu konuda sizinle aynı fikirde değilim ama anlıyorum.",
    ),
    "de": (
        "Ich glaube, dass die Familie das Wichtigste im Leben ist.",
        "Bei uns reden die Leute nicht gern über Geld.",
        "Meine Arbeit ist mir wichtig, aber nicht so wichtig wie meine Kinder.",
    ),
    "es": (
        "Creo que la familia es lo más importante en la vida.",
        "En mi país la gente respeta mucho a los mayores.",
        "No estoy de acuerdo, porque el trabajo también es importante para nosotros.",
    ),
    "pt": (
        "Acho que a família é o mais importante na vida.",
        "No meu país as pessoas respeitam muito os mais velhos.",
        "Não concordo, porque o trabalho também é importante para nós.",
    ),
    "fr": (
        "Je pense que la famille est la chose la plus importante dans la vie.",
        "Chez nous, les gens respectent beaucoup les personnes âgées.",
        "Je ne suis pas d'accord, parce que le travail compte aussi pour nous.",
    ),
    "zh": ("我认为家庭是生活中最重要的。", "在我们那里，人们很尊敬老人。", "我不同意，因为工作也很重要。"),
    "ja": ("家族が人生で一番大切だと思います。", "私の国では、お年寄りを尊敬します。",
           "仕事も大事だと思うので、賛成できません。"),
    "ko": ("저는 가족이 인생에서 가장 중요하다고 생각합니다.", "우리나라 사람들은 어른을 존경합니다.",
           "동의하지 않아요."),
    "bn": ("আমি মনে করি পরিবার জীবনের সবচেয়ে গুরুত্বপূর্ণ বিষয়।", "আমাদের দেশে মানুষ বড়দের সম্মান করে।"),
    "hi": ("मुझे लगता है कि परिवार जीवन में सबसे महत्वपूर्ण है।", "हमारे यहाँ लोग बड़ों का आदर करते हैं।"),
}  # fmt: skip


def test_there_are_sentences_of_every_language() -> None:
    assert set(SENTENCES) == set(HEARD)


@pytest.mark.parametrize(("language", "text"), [(tag, text) for tag, texts in SENTENCES.items() for text in texts])
def test_a_sentence_is_heard_in_its_language(language: str, text: str) -> None:
    assert heard_as(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42%!",
        "Я думаю, что семья важнее всего.",
        "Νομίζω ότι η οικογένεια είναι το πιο σημαντικό.",
        "میرے خیال میں خاندان سب سے اہم ہے۔",
        "Mona Ayşe Reza",
        "Minulle perhe merkitsee paljon enemmän kuin työ.",
        "Family العائلة 家庭",
    ],
)
def test_what_cannot_be_told_is_not_guessed(text: str) -> None:
    assert heard_as(text) == ""


def test_a_foreign_word_does_not_change_the_language() -> None:
    assert heard_as("In my village we call this بركة and it is part of our life.") == "en"
    assert heard_as("我在学校学过「の」这个字，它很有意思，我很喜欢日本的文化。") == "zh"


@pytest.mark.parametrize("language", ["ar", "fa", "tr"])
def test_survey_questions_of_a_translation_are_heard_in_its_language_or_not_told(language: str) -> None:
    told = Counter(map(heard_as, Translation.read(TRANSLATED / f"{language}.json").texts.values()))
    assert set(told) <= {language, ""} and told[language] >= 0.9 * told.total()


@pytest.mark.parametrize(("name", "language"), [("Arabic", "ar"), ("Chinese", "zh"), ("Japanese", "ja")])
def test_questions_that_people_wrote_are_heard_in_their_language(shared_data: Path, name: str, language: str) -> None:
    asked = json.loads((shared_data / "culture_eval" / f"care_eval_{name}.json").read_text("utf-8"))
    assert Counter(heard_as(row["question"]) for row in asked) == {language: 150}
