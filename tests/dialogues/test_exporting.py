import json
import subprocess
import sys
from dataclasses import replace

import polars as pl
import pytest
import yaml
from polars.testing import assert_frame_equal

from folkways.dialogues.building import build, from_seeds
from folkways.dialogues.card import card
from folkways.dialogues.exporting import export, read_samples
from folkways.dialogues.markdown import table, told
from folkways.dialogues.opinion import REJECTS_SCHEMA
from folkways.dialogues.profiles import FLAWS
from folkways.dialogues.record import Audit, DatasetRecord, Hand, JudgeAgreement, Origin, Stage
from folkways.dialogues.splitting import assign
from folkways.errors import InputError
from folkways.populations import country
from tests.dialogues import made

SURVEY = made.survey(6)
_OPINIONS = made.opinions(SURVEY, each=1, language="ar")
SAMPLES, _ = assign(
    build(_OPINIONS, made.verified(_OPINIONS), made.unique(_OPINIONS), made.seeds(SURVEY), SURVEY)[0],
    SURVEY,
    validation=0.2,
)
RECORD = DatasetRecord(
    name="Village talk",
    origins=(Origin.of(SURVEY),),
    seeds="modal",
    stages=(
        Stage("seeds", "seeds", None, 24),
        Stage("opinions", "opinions", 24, 20, {"not verbatim": 3, "overlaps": 1}),
    ),
    hands=(Hand("speakers", "smollm2", "abc123"),),
    version="0.1",
    stops={"turns": 10, "farewell": 2},
    settings={"turns": 6, "temperature": 0.7, "style": "guided"},
)


def everything(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_exported_comes_back_equal(tmp_path):
    export(SAMPLES, tmp_path / "out", card=RECORD)
    back = read_samples(tmp_path / "out")
    assert_frame_equal(back, SAMPLES.sort("id"))
    parquet = pl.concat([pl.read_parquet(p) for p in sorted((tmp_path / "out" / "parquet").iterdir())])
    assert_frame_equal(parquet.sort("id"), back)


def test_the_bytes_do_not_depend_on_the_order_of_rows_nor_on_the_time(tmp_path):
    export(SAMPLES, tmp_path / "a", card=RECORD)
    export(SAMPLES.sample(fraction=1, shuffle=True, seed=4), tmp_path / "b", card=RECORD)
    assert everything(tmp_path / "a") == everything(tmp_path / "b")
    assert set(everything(tmp_path / "a")) == {
        "README.md", "data/train.jsonl", "data/validation.jsonl", "parquet/train.parquet", "parquet/validation.parquet",
    }  # fmt: skip


def test_an_earlier_export_is_replaced_whole(tmp_path):
    export(SAMPLES, tmp_path, card=RECORD)
    export(SAMPLES.with_columns(split=pl.lit("train")), tmp_path, card=RECORD)
    assert not (tmp_path / "data" / "validation.jsonl").exists()
    assert set(read_samples(tmp_path)["split"]) == {"train"}


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "README.md").write_text("# My own\n")
    with pytest.raises(InputError, match="not an export"):
        export(SAMPLES, tmp_path, card=RECORD)
    assert (tmp_path / "README.md").read_text() == "# My own\n"


def test_every_line_is_a_chat_record_that_begins_with_its_messages(tmp_path):
    export(SAMPLES, tmp_path, card=RECORD)
    lines = (tmp_path / "data" / "train.jsonl").read_text("utf-8").split("\n")
    assert lines.pop() == ""
    for line in lines:
        row = json.loads(line)
        assert next(iter(row)) == "messages" and row["messages"][-1]["role"] == "assistant"
        assert {"question", "topic", "population", "licence", "sources", "split", "seed"} <= set(row)


def test_the_library_datasets_reads_the_folder_offline(tmp_path):
    pytest.importorskip("datasets")
    export(SAMPLES, tmp_path / "out", card=RECORD)
    code = (
        "import sys, json; from datasets import load_dataset\n"
        "d = load_dataset(sys.argv[1], cache_dir=sys.argv[2])\n"
        "print(json.dumps({s: list(d[s]) for s in sorted(d)}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "out"), str(tmp_path / "cache")], capture_output=True, text=True,
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    wanted = {
        split: SAMPLES.sort("id").filter(pl.col("split") == split).to_dicts() for split in ("train", "validation")
    }
    assert json.loads(done.stdout) == wanted


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row | {"split": "test"}, "split is 'test' in the file of train"),
        (lambda row: row | {"kind": "mood"}, "kind is 'mood'"),
        (lambda row: row | {"population": 3}, "population is 3"),
        (lambda row: row | {"phrasing": True}, "phrasing is True"),
        (lambda row: row | {"sources": []}, r"sources are \[\]"),
        (lambda row: row | {"messages": "hello"}, "messages are 'hello'"),
        (lambda row: row | {"messages": [{"role": "bot", "content": "x"}]}, "role is 'bot'"),
        (lambda row: row | {"messages": row["messages"][:-1]}, "roles are"),
        (lambda row: row | {"messages": [*row["messages"][:-1], {"role": "assistant", "content": " "}]}, "content is"),
        (lambda row: {k: v for k, v in row.items() if k != "licence"}, "has no 'licence'"),
        (lambda row: [row], "is a list"),
    ],
)
def test_a_bad_line_is_refused_with_its_file_and_number(tmp_path, change, said):
    export(SAMPLES, tmp_path, card=RECORD)
    file = tmp_path / "data" / "train.jsonl"
    lines = file.read_text("utf-8").split("\n")
    lines[1] = json.dumps(change(json.loads(lines[1])))
    file.write_text("\n".join(lines), "utf-8")
    with pytest.raises(InputError, match=said) as caught:
        read_samples(tmp_path)
    assert str(caught.value).startswith(f"{file}, line 2: ") and "Mend:" in str(caught.value)


def test_damage_and_repetition_are_refused(tmp_path):
    with pytest.raises(InputError, match="no data set here"):
        read_samples(tmp_path)
    export(SAMPLES, tmp_path, card=RECORD)
    file = tmp_path / "data" / "train.jsonl"
    whole = file.read_text("utf-8")
    file.write_text(whole + whole.split("\n")[0] + "\n", "utf-8")
    with pytest.raises(InputError, match="is there already"):
        read_samples(tmp_path)
    file.write_text(whole[:-10], "utf-8")
    with pytest.raises(InputError, match="is not JSON"):
        read_samples(tmp_path)


def test_unusual_line_ends_in_a_text_stay_in_it(tmp_path):
    odd = "One line two\x85three\rfour\nfive\\n"
    chat = [{"role": "user", "content": odd}, {"role": "assistant", "content": odd}]
    samples = SAMPLES.head(1).with_columns(
        messages=pl.Series([chat], dtype=SAMPLES.schema["messages"]), split=pl.lit("train")
    )
    export(samples, tmp_path, card=RECORD)
    assert read_samples(tmp_path)["messages"].to_list() == [chat]


def test_an_export_refuses_to_mix_silently(tmp_path):
    other = made.survey(2, licence="WVS terms: no redistribution of the data file", name="wvs")
    opinions = made.opinions(other, (("EGY",),))
    theirs, _ = build(opinions, made.verified(opinions), made.unique(opinions), made.seeds(other), other)
    both = pl.concat([SAMPLES, theirs])
    with pytest.raises(InputError, match="may not be mixed"):
        export(both, tmp_path / "out", card=RECORD)
    assert not (tmp_path / "out").exists()
    export(both, tmp_path / "mit", card=RECORD, only=["MIT"])
    assert set(read_samples(tmp_path / "mit")["licence"]) == {"MIT"}
    said = (tmp_path / "mit" / "README.md").read_text("utf-8")
    assert f"| licence | {both.height} | {SAMPLES.height} | records | another licence: {theirs.height} |" in said
    export(both, tmp_path / "agreed", card=RECORD, accept=["WVS terms: no redistribution of the data file"])
    said = (tmp_path / "agreed" / "README.md").read_text("utf-8")
    assert "has accepted these terms for it: WVS terms" in said
    front = yaml.safe_load(said.split("---\n")[1])
    assert front["license"] == "other" and front["license_name"].startswith("WVS terms")


def test_nothing_is_not_exported(tmp_path):
    with pytest.raises(InputError, match="there are none"):
        export(SAMPLES.clear(), tmp_path, card=RECORD)
    with pytest.raises(InputError, match="has no column 'split'"):
        export(SAMPLES.drop("split"), tmp_path, card=RECORD)
    with pytest.raises(InputError, match="split is 'dev'"):
        export(SAMPLES.with_columns(split=pl.lit("dev")), tmp_path, card=RECORD)


def test_the_front_of_the_card_is_what_the_hub_reads():
    text = card(RECORD, SAMPLES)
    _, front, body = text.split("---\n", 2)
    read = yaml.safe_load(front)
    assert read["license"] == "mit" and read["language"] == ["ar"] and read["size_categories"] == ["n<1K"]
    assert read["pretty_name"] == "Village talk" and read["task_categories"] == ["text-generation"]
    assert [c["config_name"] for c in read["configs"]] == ["default"]
    assert [d["split"] for d in read["configs"][0]["data_files"]] == ["train", "validation"]
    assert body.lstrip().startswith("# Village talk")


def test_the_card_counts_what_the_samples_hold_and_what_was_left_out():
    text = card(RECORD, SAMPLES)
    for split in ("train", "validation"):
        part = SAMPLES.filter(pl.col("split") == split)
        assert f"| {split} | {part.height} | {part['question'].n_unique()} |" in text
    for people, count in SAMPLES.group_by("population").len().iter_rows():
        assert f"| {country(people).name} ({people}) | {count} |" in text
    assert "| opinions | 24 | 20 | opinions | not verbatim: 3, overlaps: 1 |" in text
    assert "| turns | 10 |" in text and "| speakers | smollm2 | abc123 |" in text


def test_the_card_says_what_was_not_done_and_stops_saying_so_when_it_was():
    bare = card(RECORD, SAMPLES)
    for missing in ("not measured: one judge", "| audit by people | none |", "not looked for", "One answer a people"):
        assert missing in bare
    full = card(
        replace(
            RECORD, seeds="draw", agreement=JudgeAgreement(0.71, 400, 0.6, 0.8),
            audit=Audit(50, 48, "people agree on 0.80"),
            contamination={"held-out questions": (210, 4)}, diversity={"distinct-2": (0.41, 0.62)},
            limits=("Only farmers spoke.",), stopped="--max-calls 100",
        ),
        SAMPLES,
    )  # fmt: skip
    for missing in ("not measured", "| none |", "not looked for", "One answer a people", "One judge", "No person has"):
        assert missing not in full
    for there in (
        "0.71 (0.60 to 0.80), n = 400", "48 of 50 answered; people agree on 0.80", "4 hits among 210 items",
        "| 0.410 → 0.620 |", "- Only farmers spoke.", "ended before its plan: --max-calls 100",
    ):  # fmt: skip
        assert there in full


def test_flaws_stand_in_the_card_of_a_profile_that_has_them_and_in_no_other():
    plain, flawed = card(RECORD, SAMPLES), card(replace(RECORD, flaws=("14 turns always",)), SAMPLES)
    for flaw in FLAWS:
        assert flaw.name not in plain
        assert f"| {told(flaw.name)} | {'yes' if flaw.name == '14 turns always' else 'no'} |" in flawed
    with pytest.raises(InputError, match="no flaw is called"):
        replace(RECORD, flaws=("too short",))


def test_a_baseline_of_seeds_does_not_claim_that_anybody_talked():
    alone = card(RECORD, from_seeds(made.seeds(SURVEY), SURVEY))
    assert "Nobody talked about it" in alone and "models spoke as people" not in alone
    assert "models spoke as people" in card(RECORD, SAMPLES)


def test_nothing_from_data_is_markup_in_the_card():
    evil = 'x|y\n## <script>alert("1")</script> [a](http://b) `c` **d**\u202e'
    record = replace(
        RECORD, name=evil, stages=(Stage(evil, evil, 1, 1, {evil: 1}),), hands=(Hand(evil, evil, evil),),
        origins=(Origin("village", "d", evil, evil, evil, evil),), stops={evil: 1}, settings={evil: evil},
        diversity={evil: (0.1, 0.2)}, contamination={evil: (1, 1)}, limits=(evil,), stopped=evil, seeds=evil,
        version=evil,
    )  # fmt: skip
    samples = SAMPLES.with_columns(topic=pl.lit(evil), population=pl.lit(evil))
    text = card(record, samples)
    front, body = text.split("---\n")[1], text.split("---\n", 2)[2]
    assert yaml.safe_load(front)["pretty_name"] == evil
    assert "<script" not in body and "\u202e" not in body and "\n## \\" not in body and "[a](" not in body
    heads = [line for line in body.split("\n") if line.startswith("## ")]
    assert len(heads) == len(set(heads)) and not any("script" in head for head in heads)
    rows = [line for line in body.split("\n") if "script" in line and line.startswith("|")]
    assert rows and all(line.endswith(" |") for line in rows)


def test_a_table_has_as_many_cells_in_every_row():
    shown = table(["a", "b"], [["x|y", 1], ["z\\|", 22000]]).split("\n")
    import re

    assert {len(re.split(r"(?<!\\)\|", line.replace("\\\\", ""))) for line in shown} == {4}
    assert "22,000" in shown[-1] and shown[1] == "|---|---:|"


def test_reasons_are_counted_from_a_table_of_rejects():
    rows = [("s", str(i), "late" if i % 3 else "short", "", "") for i in range(9)]
    stage = Stage.of("opinions", "opinions", 20, 11, pl.DataFrame(rows, schema=REJECTS_SCHEMA, orient="row"))
    assert list(stage.rejects.items()) == [("late", 6), ("short", 3)]
    with pytest.raises(InputError, match="has no column 'id'"):
        Stage.of("x", "x", 1, 1, pl.DataFrame({"stage": []}))
