"""Put a run's sections together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from folkways.errors import AnswersError
from folkways.report.contrasts import contrast_section
from folkways.report.findings import findings_section
from folkways.report.lines import lines_of
from folkways.report.method import coverage_section, excluded_section, limits_section, repeat_section
from folkways.report.page import Page, Section, render
from folkways.report.people import people_section
from folkways.report.scores import calibration_table, framing_section, population_section, topic_section
from folkways.report.sounds import sounds_section
from folkways.report.spread import disagreement_section, dispersion_section
from folkways.report.trust import gate_section
from folkways.report.verdict import key_figures_of, verdict_of

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.answers import Answers
    from folkways.probes.gate import Gate
    from folkways.surveys.survey import Survey


def alignment_sections(
    alignment: Alignment, survey: Survey, gate: Gate, answers: Answers, *, prefix: str = "", map_title: str = "",
    command: str = "", brief: bool = False,
) -> tuple[Section, ...]:  # fmt: skip
    """The sections of one result, in order: gate, map, scores, spread, questions, coverage, exclusions, limits, repeat.

    Where the gate says not measurable, the sections that show the model's scores are greyed, with the reason.

    Args:
        alignment, survey, gate, answers: the result.
        prefix: put before section ids, so that several results fit on one page (`"llama-"`).
        map_title: heading of the map.
        command: what was typed, for "How to repeat it".
        brief: leave out exclusions, limits and how to repeat it, for a part of a larger page that has its own.

    Raises:
        AnswersError: nothing was scored.
    """
    if alignment.cells.is_empty():
        raise AnswersError(
            "nothing to report: no answer could be scored", mend="see the coverage for what became of the answers"
        )
    grey = gate.reason if gate.verdict == "not measurable" else ""
    populations = population_section(alignment, survey, prefix=prefix, grey=grey)
    calibrated = calibration_table(alignment)
    if calibrated is not None:
        populations = Section(populations.id, populations.title, (*populations.blocks, calibrated), grey=grey)
    sections: list[Section | None] = [
        gate_section(gate, prefix=prefix),
        people_section(survey, alignment, prefix=prefix, title=map_title, grey=grey),
        populations,
        topic_section(alignment, survey, prefix=prefix, grey=grey),
        framing_section(alignment, survey, prefix=prefix, grey=grey),
        findings_section(alignment, prefix=prefix, grey=grey),
        dispersion_section(alignment, survey, prefix=prefix, grey=grey),
        sounds_section(alignment, survey, prefix=prefix, grey=grey),
        contrast_section(alignment, survey, prefix=prefix, grey=grey),
        disagreement_section(alignment, survey, prefix=prefix, grey=grey),
        coverage_section(alignment, survey, prefix=prefix),
    ]
    if not brief:
        sections += [
            excluded_section(survey, alignment, prefix=prefix),
            limits_section(alignment, survey, gate, prefix=prefix),
            repeat_section(alignment, survey, answers, command=command, prefix=prefix),
        ]
    return tuple(section for section in sections if section is not None)


def report(
    alignment: Alignment, survey: Survey, gate: Gate, *, answers: Answers, out: Path, title: str | None = None,
    command: str = "",
) -> Path:  # fmt: skip
    """Write one self-contained HTML report, and the same facts as JSON beside it.

    Args:
        alignment: from `align`.
        survey: the people it was scored against.
        gate: from `validity_gate`, or `Gate.untested` for answers without controls.
        answers: what the model answered.
        out: the HTML file; the JSON file has the same name with the suffix `.json`.
        title: heading; by default model and survey.
        command: what was typed, for "How to repeat it".

    Returns:
        The HTML file.

    Raises:
        AnswersError: nothing was scored.
        RunError: the disk is full or the folder cannot be written.
    """
    sections = alignment_sections(alignment, survey, gate, answers, command=command)
    models = ", ".join(dict.fromkeys(line.model for line in lines_of(alignment)))
    peoples, questions = alignment.cells["population"].n_unique(), alignment.cells["question"].n_unique()
    page = Page(
        title=title
        or f"How well does {models} represent {'this people' if peoples == 1 else f'these {peoples} peoples'}?",
        verdict=verdict_of(alignment, gate),
        sections=sections,
        kicker=f"folkways report · {survey.title or survey.name} · {questions} questions · "
        f"{peoples} population{'' if peoples == 1 else 's'}",
        key_figures=key_figures_of(alignment) if gate.verdict != "not measurable" else (),
        badge=gate.verdict,
        facts={"gate": gate.to_record(), "alignment": alignment.to_record(), "answers": dict(answers.info)},
    )
    return render(page, out)
