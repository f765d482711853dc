"""What the commands that compare arms print of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from folkways.cli.console import console

if TYPE_CHECKING:
    from folkways.adapt.comparing.comparison import Comparison
    from folkways.report.page import Estimate

GROUPS = (("seen", "peoples that were learnt from"), ("unseen", "peoples that were held out"),
          ("region", "peoples of a region that was held out"))  # fmt: skip

#: Columns of a terminal that a row's figures take: three estimates with intervals, and what lies between columns.
_FIGURES = 70


def show(found: Comparison) -> None:
    """Print the skill of every arm in both groups of peoples, its dispersion, its facts and its gate."""
    from rich.box import SIMPLE
    from rich.table import Table

    from folkways.adapt.comparing.gains import POOLED, UNTOUCHED
    from folkways.report.page import Estimate, shown

    say = console()
    arms = [*(line.arm for line in found.lines), POOLED]
    # Where a row does not fit, each interval goes below its figure, whole.
    narrow = say.width < max(map(len, arms)) + _FIGURES

    def figure(estimate: Estimate | None, form: str) -> str:
        text = shown(estimate, form)
        return text.replace(" [", "\n[") if narrow else text

    for group, peoples in GROUPS:
        table = Table(title=f"Held-out questions, {peoples}", title_justify="left", box=SIMPLE)
        table.add_column("arm", no_wrap=True)
        for name in ("skill", "gain", "score to pooled"):
            table.add_column(name, justify="right", no_wrap=True)
        for arm in arms:
            if found.value(arm, group, "skill") is None:
                continue
            gain, away = (Estimate.of(found.value(arm, group, measure)) for measure in ("gain", "to_pooled"))
            skill = figure(Estimate.of(found.value(arm, group, "skill")), "skill")
            table.add_row(
                arm, skill, "–" if arm == UNTOUCHED else figure(gain, "skill"),
                "–" if arm == POOLED else figure(away, "score"),
            )  # fmt: skip
        if table.row_count:
            say.print(table)
    for group, peoples in GROUPS:
        rows = found.contrasts.filter(found.contrasts["group"] == group).to_dicts()
        if not rows:
            continue
        table = Table(title=f"{rows[0]['arm']} over the others, {peoples}", title_justify="left", box=SIMPLE)
        table.add_column("over", no_wrap=True)
        table.add_column("more skill, paired", justify="right", no_wrap=True)
        table.add_column("could have been seen", justify="right", no_wrap=True)
        for row in rows:
            table.add_row(row["over"], shown(Estimate.of(row), "skill"), shown(row["detectable"], "skill"))
        say.print(table)
    say.print("skill: 0 knows nothing, 1 as good as people allow; gain: less untouched", style="dim")
    for line in found.lines:
        ratio = shown(Estimate.of(found.value(line.arm, "all", "dispersion_ratio")), "skill")
        say.print(f"{line.arm}: dispersion {ratio} of people's, facts {shown(line.retention.accuracy, 'percent')}")
    gates: dict[str, list[str]] = {}
    for line in found.lines:
        if set(line.gate) == {"not tested"}:
            continue
        passed = sum(v == "measurable" for v in line.gate)
        said = f"measurable in {passed} of {len(line.gate)} trials. {line.reason}"
        gates.setdefault(said, []).append(line.arm)
    for said, alike in gates.items():
        say.print(f"validity gate, {', '.join(alike)}: {said}")
