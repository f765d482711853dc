"""The people on a map, alone or with a model's answers among them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from folkways.errors import SurveyError
from folkways.report.lines import Line, lines_of
from folkways.report.map_plot import Drawing, draw_map
from folkways.report.page import Column, Figure, Items, Section, Table, Text
from folkways.report.svg import PEOPLE

if TYPE_CHECKING:
    from folkways.alignment.alignment import Alignment
    from folkways.alignment.maps import CulturalMap
    from folkways.surveys.survey import Survey

MAPS = 2
_GREYS = ("#8a8f94", "#a9adb1", "#6b7177")


def people_section(
    survey: Survey, alignment: Alignment | None = None, *, prefix: str = "", title: str = "", grey: str = "",
    seed: int = 0,
) -> Section:  # fmt: skip
    """One map for each of the survey's two largest complete blocks of questions.

    Args:
        survey: the people.
        alignment: a model's answers to project; the maps then rest on the questions that it was asked.
        prefix: makes ids unique on a page with several parts.
        title: heading.
        grey: a reason why the model's points cannot be believed; they are drawn in grey.
        seed: of the bootstrap behind the ellipses.
    """
    from folkways.alignment.maps import MINIMUM_POPULATIONS, MINIMUM_QUESTIONS, blocks, pca_map

    lines = lines_of(alignment) if alignment is not None else []
    if grey:  # the people are as real as ever; only the model's marks lose their colour
        lines = [replace(line, colour=shade) for line, shade in zip(lines, itertools.cycle(_GREYS))]
    asked = alignment.cells["question"].unique().to_list() if alignment is not None else None
    found = [
        b for b in blocks(survey, asked)
        if len(b.populations) >= MINIMUM_POPULATIONS and len(b.questions) >= MINIMUM_QUESTIONS
    ]  # fmt: skip
    heading = title or ("The people, and the model among them" if lines else "The people")
    body: list[Any] = []
    if grey:
        words = "The model’s points, drawn in grey, are not measurable by this instrument. The people’s are unaffected."
        body.append(Text((words, grey), "warning"))
    for number, block in enumerate(found[:MAPS]):
        try:
            body += _map(survey, pca_map(survey, alignment, block=block, seed=seed), lines, number, prefix)
        except SurveyError:  # an empty axis: too few populations differ
            continue
    if not body:
        body.append(
            Text(("There is no map: it needs three populations that were all asked the same three questions.",))
        )
    body.append(_populations(survey))
    return Section(f"{prefix}map", heading, tuple(body))


def _map(survey: Survey, found: CulturalMap, lines: list[Line], number: int, prefix: str) -> list[Any]:
    block, names = found.block, {p.id: p.label for p in survey.populations}
    here = ", ".join(names[p] for p in block.populations)
    source = block.source or survey.title or survey.name
    alt = f"Map of {len(block.populations)} peoples by their answers to {len(block.questions)} questions: {here}."
    if lines:
        alt += f" With the answers of {', '.join(dict.fromkeys(line.model for line in lines))}."
    across, up = (
        f"{which} axis: {share:.0%} of the differences between peoples"
        for which, share in zip(("first", "second"), found.explained, strict=True)
    )
    drawing = Drawing(found.points, found.ellipses, across, up)
    wide, narrow = draw_map(drawing, names, lines, alt, f"{prefix}map-{number}")
    caption = _caption(found, source, len(lines)) if number == 0 else (
        f"The same with the {len(block.questions)} questions of {source} that {len(block.populations)} peoples were "
        "asked. The axes are other axes: positions on the two maps must not be compared."
    )  # fmt: skip
    data = tuple(found.points.to_dicts())
    legend = (("people", PEOPLE, "circle"), *((x.label, x.colour, x.shape) for x in lines)) if lines else ()
    which = "The map" if number == 0 else "A second map"
    blocks: list[Any] = [
        Figure(
            f"map-{number}",
            f"{which}: {source}, {len(block.populations)} peoples",
            caption,
            alt,
            wide,
            narrow,
            data,
            legend,
        )
    ]
    away = found.absent.filter(pl.col("population") != "").to_dicts()
    peoples = [r for r in away if r["population"] not in block.populations]
    sparse = [r for r in found.absent.to_dicts() if r not in peoples]
    if peoples or sparse:
        reasons = dict.fromkeys(r["reason"] for r in peoples)
        items = []
        for why in reasons:
            who = [str(names.get(r["population"], r["population"])) for r in peoples if r["reason"] == why]
            items.append(f"{', '.join(who)}: {why}.")
        if sparse:
            items.append(f"{len(sparse)} points of the model: {sparse[0]['reason']}.")
        blocks.append(Items("Not on this map, since nothing is filled in by guessing", tuple(items)))
    blocks.append(_loadings(survey, found, number))
    return blocks


def _caption(found: CulturalMap, source: str, lines: int) -> str:
    block = found.block
    caption = (
        f"Each dot is a people; peoples that answer alike lie close together. Both axes come from the people’s own "
        f"answers to {len(block.questions)} questions ({source}) that all {len(block.populations)} were asked "
        f"(principal components of answers on scales from 0 to 1; equal distances mean equal differences in any "
        f"direction). The axes have no name of their own: the table below says which questions weigh most. The shaded "
        f"ellipse holds a people’s place in {found.confidence:.0%} of {found.replicates} repetitions with other "
        f"questions of the kind and fresh respondents; peoples whose ellipses overlap widely cannot be told apart here."
    )
    if not lines:
        return caption
    onward = "; a solid line leads on to its answer under the next way of asking" if lines > 1 else ""
    return (
        f"{caption} The model’s answers are placed on the same axes, which they had no part in making. A dotted line "
        f"leads from a people to what the model said in its name{onward}. Good is a model point inside the ellipse of "
        "its people; the points of many peoples in one heap mean that the model speaks of them as if they were one. "
        "The map holds only what lies along its two axes: a model’s answers may be farther away than they look."
    )


def _loadings(survey: Survey, found: CulturalMap, number: int) -> Table:
    rows = []
    for axis in (1, 2):
        strongest = found.loadings.filter(pl.col("axis") == axis).sort(pl.col("loading").abs(), descending=True).head(6)
        for row in strongest.to_dicts():
            question = survey.by_id[row["question"]]
            by_code = {o.code: o.text(question.language) for o in question.substantive}
            ends = [by_code[question.codes[0]], by_code[question.codes[-1]]]
            if row["option"]:
                more = f"{'more' if row['loading'] > 0 else 'fewer'} say “{by_code[row['option']]}”"
            else:
                more = f"towards “{ends[1] if row['loading'] > 0 else ends[0]}”"
            rows.append(
                {"axis": "first: to the right" if axis == 1 else "second: upwards",
                 "question": question.text(question.language),
                 "more": more, "loading": row["loading"], "id": row["question"]}
            )  # fmt: skip
    return Table(
        f"axes-{number}",
        "What the axes of this map hold: the six questions that weigh most on each",
        (
            Column("axis", "Along the axis"),
            Column("more", "Answers move", "prose"),
            Column("question", "Question", "prose"),
            Column("id", "Id"),
            Column("loading", "Weight", "skill"),
        ),
        tuple(rows),
        folded=True,
    )


def _populations(survey: Survey) -> Table:
    counts = {
        row["population"]: row
        for row in survey.cells.group_by("population").agg(pl.len(), pl.col("n_eff").median()).to_dicts()
    }
    return Table(
        "populations",
        f"The {len(survey.populations)} populations of {survey.title or survey.name}: questions answered, and the "
        "effective number of respondents behind a typical one",
        (
            Column("name", "Population"),
            Column("id", "Code"),
            Column("questions", "Questions", "count"),
            Column("n", "Respondents (median)", "count"),
        ),
        tuple(
            {"name": p.label, "id": p.id, "questions": counts[p.id]["len"], "n": counts[p.id]["n_eff"]}
            for p in survey.populations
        ),
        folded=True,
    )
