"""From the answers of a finished run to its report: the last step of `probe`, `demo` and `report`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from folkways.alignment import Alignment
    from folkways.answers import Answers
    from folkways.probes import Gate
    from folkways.surveys import Survey


def judge(answers: Answers, survey: Survey, *, seed: int = 0) -> tuple[Alignment, Gate, Survey]:
    """Scores, validity gate, and the part of the survey that was asked (with all its populations).

    Args:
        answers: of one probe.
        survey: the whole survey: the pooled answer of the other populations comes from all of them.
        seed: of the bootstraps.
    """
    from folkways.alignment import align
    from folkways.probes import calibrate, validity_gate

    gate = validity_gate(answers, survey, seed=seed)
    asked = survey.select(questions=answers.items["question"].unique(maintain_order=True).to_list())
    return align(answers, asked, calibrated=calibrate(answers), seed=seed), gate, asked


def write_result(
    answers: Answers, survey: Survey, out: Path, *, seed: int = 0, command: str = "", title: str | None = None
) -> dict[str, Any]:
    """Write the report of a run as HTML and JSON.

    Returns:
        The gate, the scores and where the report lies; JSON-ready.

    Raises:
        AnswersError: nothing could be scored.
        RunError: the report cannot be written.
    """
    from folkways.report import report

    alignment, gate, asked = judge(answers, survey, seed=seed)
    report(alignment, asked, gate, answers=answers, out=out, command=command, title=title)
    record = alignment.to_record()
    return {
        "report": str(out),
        "gate": gate.to_record(),
        "summary": [row for row in record["summary"] if row["population"] == "" and row["topic"] == ""],
        "effects": record["effects"],
        "structure": record["structure"],
        "coverage": record["coverage"],
    }


def typed_command() -> str:
    """The command as it was typed, for "How to repeat it"."""
    import shlex
    import sys

    return shlex.join(["folkways", *sys.argv[1:]])
