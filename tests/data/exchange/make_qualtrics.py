"""Write `values.qsf`, and `values_codes.csv` and `values_texts.csv` with 240 invented respondents.

The layout (keys, nesting, three header rows) is that of public exports; wording and answers are made up.
"""

import csv
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
SV = "SV_0000000000folk"


def question(qid: str, tag: str, kind: str, selector: str, text: str, **more: object) -> dict[str, object]:
    payload = {
        "QuestionText": text, "DefaultChoices": False, "DataExportTag": tag, "QuestionType": kind,
        "Selector": selector, "Configuration": {"QuestionDescriptionOption": "UseText"},
        "QuestionDescription": text[:99], "Validation": {"Settings": {"ForceResponse": "OFF", "Type": "None"}},
        "GradingData": [], "Language": [], "NextChoiceId": 9, "NextAnswerId": 1, "QuestionID": qid,
    }  # fmt: skip
    return {
        "SurveyID": SV, "Element": "SQ", "PrimaryAttribute": qid, "SecondaryAttribute": text[:99],
        "TertiaryAttribute": None, "Payload": payload | more,
    }  # fmt: skip


def shown(*texts: str, first: int = 1) -> dict[str, dict[str, str]]:
    return {str(i): {"Display": text} for i, text in enumerate(texts, first)}


AGREE = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree", "Strongly disagree", "n/a")
QUESTIONS = [
    question("QID1", "intro", "DB", "TB", "Welcome."),
    question(
        "QID2", "country", "MC", "DL", "Where do you live?", Choices=shown("Egypt", "Türkiye"), ChoiceOrder=[1, 2],
    ),
    question(
        "QID3", "guests", "MC", "SAVR",
        "<div>How <strong>important</strong> is it to offer&nbsp;tea to a guest?</div>", SubSelector="TX",
        # The option in the middle was added last, and the recode values put the scale right.
        Choices=shown("Very important", "Not important at all", "Don&#39;t know", "Rather important"),
        ChoiceOrder=["1", 4, 2, 3], RecodeValues={"1": "1", "2": "3", "3": "8", "4": "2"},
        Language={"AR": {
            "QuestionText": "<div>ما مدى أهمية تقديم الشاي للضيف؟</div>",
            "Choices": shown("مهم جدا", "غير مهم على الإطلاق", "لا أعرف", "مهم إلى حد ما"),
        }},
    ),
    question(
        "QID4", "bread", "MC", "SAHR", "Where do you buy bread?", Choices=shown("Market", "Supermarket", "I bake it"),
        ChoiceOrder=["1", "2", "3"], Randomization={"Type": "All", "Advanced": None, "TotalRandSubset": ""},
        DisplayLogic={"Type": "BooleanExpression"},
        Language={"AR": {"QuestionText": "أين تشتري الخبز؟", "Choices": shown("السوق", "المتجر")}},
    ),
    question(
        "QID5", "views", "Matrix", "Likert", "How far do you agree?<br>", SubSelector="SingleAnswer",
        Choices={**shown("A guest comes first.", "Tea is better than coffee."),
                 "4": {"Display": "Other:", "TextEntry": "true"}},
        ChoiceOrder=["1", "2", "4"], Answers=shown(*AGREE), AnswerOrder=list("123456"),
        RecodeValues={str(i): str(i) for i in range(1, 7)}, AnalyzeChoices={"6": "No"},
        ChoiceDataExportTags={"1": "guest_first", "2": "Q9_2", "4": False},
        Language={"AR": {
            "QuestionText": "إلى أي مدى توافق؟", "Choices": shown("الضيف أولا.", "الشاي أفضل من القهوة."),
            "Answers": shown("أوافق بشدة", "أوافق", "محايد", "لا أوافق", "لا أوافق بشدة", "لا ينطبق"),
        }},
    ),
    question("QID6", "warmth", "Slider", "HSLIDER", "How warm?", Choices=shown("Guests"), ChoiceOrder=[1]),
    question("QID7", "share", "CS", "HSLIDER", "Share out 100 points.", Choices=shown("Tea", "Coffee")),
    question("QID8", "drinks", "MC", "MAVR", "What do you drink?", Choices=shown("Tea", "Coffee"), ChoiceOrder=[1, 2]),
    question("QID9", "named", "MC", "SAVR", "Do you like ${e://Field/town}?", Choices=shown("Yes", "No")),
    question(
        "QID10", "recommend", "MC", "NPS", "Would you recommend tea?",
        Choices=[{"Display": str(i)} for i in range(11)], ChoiceOrder=[str(i) for i in range(11)],
    ),
    question("QID11", "cup", "MC", "SAVR", 'Which cup? <img src="x.png">', Choices=shown("Left", "Right")),
    question("QID12", "old", "MC", "SAVR", "An older question", Choices=shown("Yes", "No")),
    question("QID13", "again", "MC", "SAVR", "Was it good?", Choices=shown("Yes", "No")),
]  # fmt: skip


def block(id: str, name: str, *qids: str, kind: str = "Standard", **options: object) -> dict[str, object]:
    parts = [{"Type": "Question", "QuestionID": q} for q in qids]
    parts.insert(1, {"Type": "Page Break"})
    return {"Type": kind, "Description": name, "ID": id, "BlockElements": parts, "Options": options}


BLOCKS = {
    "0": block("BL_a", "Default Question Block", "QID1", "QID2", kind="Default"),
    "1": block("BL_trash", "Trash / Unused Questions", "QID12", kind="Trash"),
    "2": block("BL_b", "Hospitality", "QID3", "QID4", "QID5", "QID6", "QID7", "QID8", "QID9", "QID10", "QID11"),
    "3": block("BL_c", "Loop", "QID13", Looping="Static"),
}
FLOW = {
    "Type": "Root", "FlowID": "FL_1",
    "Flow": [
        {"Type": "EmbeddedData", "FlowID": "FL_2", "EmbeddedData": []},
        {"Type": "Block", "ID": "BL_a", "FlowID": "FL_3"},
        {"Type": "BlockRandomizer", "FlowID": "FL_4", "Flow": [{"Type": "Standard", "ID": "BL_b", "FlowID": "FL_5"}]},
        {"Type": "Standard", "ID": "BL_c", "FlowID": "FL_6"},
    ],
}  # fmt: skip
SURVEY = {
    "SurveyEntry": {"SurveyID": SV, "SurveyName": "Tea and guests", "SurveyLanguage": "EN", "SurveyStatus": "Active"},
    "SurveyElements": [
        {"SurveyID": SV, "Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": BLOCKS},
        {"SurveyID": SV, "Element": "FL", "PrimaryAttribute": "Survey Flow", "Payload": FLOW},
        *QUESTIONS,
        {"SurveyID": SV, "Element": "RS", "PrimaryAttribute": "RS_1", "Payload": None},
    ],
}

COLUMNS = [  # name, wording, third row, code → text
    ("StartDate", "Start Date", {"ImportId": "startDate", "timeZone": "UTC"}, None),
    ("Status", "Response Type", {"ImportId": "status"}, {"0": "IP Address", "1": "Survey Preview", "8": "Spam"}),
    ("Finished", "Finished", {"ImportId": "finished"}, {"0": "False", "1": "True"}),
    ("ResponseId", "Response ID", {"ImportId": "_recordId"}, None),
    ("UserLanguage", "User Language", {"ImportId": "userLanguage"}, None),
    ("w", "w", {"ImportId": "w"}, None),
    ("country", "Where do you live?", {"ImportId": "QID2"}, {"1": "Egypt", "2": "Türkiye"}),
    # The column was renamed after the .qsf was saved: the third row still finds it.
    ("guests_v2", "How important is it\nto offer tea to a guest?", {"ImportId": "QID3"},
     {"1": "Very important", "2": "Rather important", "3": "Not important at all", "8": "Don't know", "-99": "-99"}),
    ("bread", "Where do you buy bread?", {"ImportId": "QID4"}, {"1": "Market", "2": "Supermarket", "3": "I bake it"}),
    ("guest_first", "How far do you agree? - A guest comes first.", {"ImportId": "QID5_1"},
     dict(zip("123456", AGREE, strict=True))),
    ("views_2", "How far do you agree? - Tea is better than coffee.", {"ImportId": "QID5_2"},
     dict(zip("123456", AGREE, strict=True))),
    ("warmth_1", "How warm? - Guests", {"ImportId": "QID6_1"}, None),
    ("drinks_1", "What do you drink? - Tea", {"ImportId": "QID8", "choiceId": "1"}, {"1": "Tea"}),
    ("recommend", "Would you recommend tea?", {"ImportId": "QID10"}, {str(i): str(i) for i in range(11)}),
]  # fmt: skip


def people() -> list[list[str]]:
    rng = random.Random(7)
    rows = []
    for i in range(243):
        status = "1" if i < 2 else "8" if i == 2 else "0"
        guests = rng.choices(["1", "2", "3", "8", "-99", ""], [50, 25, 15, 5, 3, 2])[0]
        rows.append([
            "2026-01-01 10:00:00", status, "1" if i % 10 else "0", f"R_{i:04d}", "AR" if i % 3 == 0 else "EN",
            f"{rng.uniform(0.5, 2):.3f}", str(1 + i % 2), guests, rng.choice(["1", "2", "3", ""]),
            str(rng.randint(1, 6)), str(rng.randint(1, 6)), str(rng.randint(0, 100)), rng.choice(["1", ""]),
            str(rng.randint(0, 10)),
        ])  # fmt: skip
    return rows


def main() -> None:
    (HERE / "values.qsf").write_text(json.dumps(SURVEY, ensure_ascii=False, indent=1) + "\n", "utf-8")
    rows = people()
    for name, by_text in (("codes", False), ("texts", True)):
        with (HERE / f"values_{name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column[0] for column in COLUMNS])
            writer.writerow([column[1] for column in COLUMNS])
            writer.writerow([json.dumps(column[2], separators=(",", ":")) for column in COLUMNS])
            for row in rows:
                texts = [column[3] for column in COLUMNS]
                writer.writerow([t[v] if by_text and t and v else v for v, t in zip(row, texts, strict=True)])


if __name__ == "__main__":
    main()
