"""The items of World Values Survey wave 7: their scales, and labels in our own words.

The questionnaire's wording is not reproduced; a codebook brings it. Ranges follow the published codebook's item
blocks. `labels` name the subject of an item where it is short enough to say in other words.
"""

from __future__ import annotations

from folkways.surveys.codebook import Item
from folkways.surveys.question import Scale

_AGREE4 = ("agree strongly", "disagree strongly")
_TRUST = ("trust completely", "do not trust at all")
_CONFIDENCE = ("a great deal", "none at all")
_JUSTIFIED = ("never justifiable", "always justifiable")

#: first item, last item, number of options (from 1, or from 0 where negative), names of the ends, scale, topic.
_BLOCKS: tuple[tuple[int, int, int, tuple[str, str], Scale, str], ...] = (
    (1, 6, 4, ("very important", "not at all important"), "ordinal", "Values"),
    (7, 17, 2, ("mentioned", "not mentioned"), "nominal", "Values"),
    (18, 26, 2, ("mentioned", "not mentioned"), "nominal", "Values"),
    (27, 32, 4, _AGREE4, "ordinal", "Values"),
    (33, 41, 5, _AGREE4, "ordinal", "Values"),
    (42, 42, 3, ("radical change", "defence of what is"), "nominal", "Values"),
    (43, 45, 3, ("a good thing", "a bad thing"), "ordinal", "Values"),
    (46, 46, 4, ("very happy", "not at all happy"), "ordinal", "Well-being"),
    (47, 47, 5, ("very good", "very poor"), "ordinal", "Well-being"),
    (48, 50, 10, ("least", "most"), "ordinal", "Well-being"),
    (51, 55, 4, ("often", "never"), "ordinal", "Well-being"),
    (56, 56, 3, ("better off", "about the same"), "nominal", "Well-being"),
    (57, 57, 2, ("most people can be trusted", "one must be careful"), "nominal", "Trust"),
    (58, 63, 4, _TRUST, "ordinal", "Trust"),
    (64, 89, 4, _CONFIDENCE, "ordinal", "Trust"),
    (90, 90, 10, ("effective", "democratic"), "ordinal", "Trust"),
    (94, 105, -3, ("not a member", "active member"), "ordinal", "Membership"),
    (106, 110, 10, ("first view", "second view"), "ordinal", "Economy"),
    (111, 111, 2, ("environment first", "growth and jobs first"), "nominal", "Economy"),
    (112, 112, 10, ("no corruption", "abundant corruption"), "ordinal", "Corruption"),
    (113, 117, 4, ("none of them", "all of them"), "ordinal", "Corruption"),
    (118, 118, 4, ("never", "always"), "ordinal", "Corruption"),
    (119, 119, 4, _AGREE4, "ordinal", "Corruption"),
    (120, 120, 10, ("no risk", "very high risk"), "ordinal", "Corruption"),
    (121, 121, 5, ("very bad", "very good"), "ordinal", "Migration"),
    (122, 129, -3, ("disagree", "agree"), "ordinal", "Migration"),
    (130, 130, 4, ("let anyone come", "prohibit coming"), "ordinal", "Migration"),
    (131, 131, 4, ("very secure", "not at all secure"), "ordinal", "Security"),
    (132, 138, 4, ("very frequently", "not at all frequently"), "ordinal", "Security"),
    (139, 141, 2, ("yes", "no"), "nominal", "Security"),
    (142, 143, 4, ("very much", "not at all"), "ordinal", "Security"),
    (144, 145, 2, ("yes", "no"), "nominal", "Security"),
    (146, 148, 4, ("very much", "not at all"), "ordinal", "Security"),
    (149, 150, 2, ("freedom", "the other value"), "nominal", "Security"),
    (151, 151, 2, ("yes", "no"), "nominal", "Security"),
    (152, 157, 4, ("first aim", "fourth aim"), "nominal", "Postmaterialism"),
    (158, 162, 10, ("completely disagree", "completely agree"), "ordinal", "Science"),
    (163, 163, 10, ("a lot worse off", "a lot better off"), "ordinal", "Science"),
    (164, 164, 10, ("not at all important", "very important"), "ordinal", "Religion"),
    (165, 168, 2, ("yes", "no"), "nominal", "Religion"),
    (169, 170, 4, _AGREE4, "ordinal", "Religion"),
    (171, 171, 7, ("more than once a week", "never"), "ordinal", "Religion"),
    (172, 172, 8, ("several times a day", "never"), "ordinal", "Religion"),
    (173, 173, 3, ("religious", "atheist"), "nominal", "Religion"),
    (174, 175, 2, ("first view", "second view"), "nominal", "Religion"),
    (176, 176, 10, ("completely agree", "completely disagree"), "ordinal", "Ethics"),
    (177, 195, 10, _JUSTIFIED, "ordinal", "Ethics"),
    (196, 198, 4, ("definitely should", "definitely should not"), "ordinal", "Politics"),
    (199, 199, 4, ("very interested", "not at all interested"), "ordinal", "Politics"),
    (200, 200, 3, ("frequently", "never"), "ordinal", "Politics"),
    (201, 208, 5, ("daily", "never"), "ordinal", "Media"),
    (209, 220, 3, ("have done", "would never do"), "ordinal", "Participation"),
    (221, 222, 3, ("always", "never"), "ordinal", "Participation"),
    (224, 233, 4, ("very often", "not at all often"), "ordinal", "Elections"),
    (234, 234, 4, ("very important", "not at all important"), "ordinal", "Elections"),
    (235, 239, 4, ("very good", "very bad"), "ordinal", "Regimes"),
    (240, 240, 10, ("left", "right"), "ordinal", "Politics"),
    (241, 249, 10, ("not essential", "essential"), "ordinal", "Democracy"),
    (250, 250, 10, ("not at all important", "absolutely important"), "ordinal", "Democracy"),
    (251, 251, 10, ("not at all democratic", "completely democratic"), "ordinal", "Democracy"),
    (252, 252, 10, ("not satisfied at all", "completely satisfied"), "ordinal", "Democracy"),
    (253, 253, 4, ("a great deal of respect", "no respect at all"), "ordinal", "Democracy"),
    (254, 254, 4, ("very proud", "not at all proud"), "ordinal", "Identity"),
    (255, 259, 4, ("very close", "not close at all"), "ordinal", "Identity"),
)

#: Answers outside the scale that interviewers wrote down when people brought them up: items → code → our own words.
_VOLUNTEERED: tuple[tuple[range, dict[str, str]], ...] = (
    (range(111, 112), {"3": "another answer"}),
    (range(174, 176), {"3": "another answer (code 3)", "4": "another answer (code 4)"}),
    (range(221, 223), {"4": "not allowed to vote"}),
    (range(241, 250), {"0": "it is against democracy"}),
    (range(254, 255), {"5": "not of this nationality"}),
)


def wvs_items() -> tuple[Item, ...]:
    """Every attitude item whose scale is the same in all countries: of Q1–Q259."""
    items = []
    for first, last, size, (low, high), scale, topic in _BLOCKS:
        start = 0 if size < 0 else 1
        count = abs(size)
        for number in range(first, last + 1):
            options = {
                str(start + i): low
                if i == 0
                else high
                if i == count - 1
                else f"point {i + 1} of {count} between '{low}' and '{high}'"
                for i in range(count)
            }
            text = f"World Values Survey 7, item Q{number}"
            aside = {code: label for block, codes in _VOLUNTEERED if number in block for code, label in codes.items()}
            between = tuple(options)[1:-1]
            items.append(Item(f"Q{number}", text, options, scale=scale, topic=topic, aside=aside, unnamed=between))
    return tuple(items)
