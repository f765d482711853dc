"""Panels of model judges, checked against people."""

from folkways.judges.agreement import cohen, krippendorff, panel_agreement, percent_agreement
from folkways.judges.asking import Reading
from folkways.judges.calibration import LABELS_SCHEMA, Calibration, calibrate
from folkways.judges.dawid_skene import DawidSkene, dawid_skene, panel_model
from folkways.judges.figures import Mean, Share, mean, share
from folkways.judges.item import Item, Pair
from folkways.judges.panel import Panel
from folkways.judges.preference import Preference, preference
from folkways.judges.resampling import Estimate
from folkways.judges.rubric import Level, Rubric, read_rubric, write_rubric
from folkways.judges.spans import EVIDENCE_SCHEMA
from folkways.judges.verdicts import JUDGED_SCHEMA, VERDICTS_SCHEMA, by_judge, movement, panel_mean

__all__ = [
    "EVIDENCE_SCHEMA",
    "JUDGED_SCHEMA",
    "LABELS_SCHEMA",
    "VERDICTS_SCHEMA",
    "Calibration",
    "DawidSkene",
    "Estimate",
    "Item",
    "Level",
    "Mean",
    "Pair",
    "Panel",
    "Preference",
    "Reading",
    "Rubric",
    "Share",
    "by_judge",
    "calibrate",
    "cohen",
    "dawid_skene",
    "krippendorff",
    "mean",
    "movement",
    "panel_agreement",
    "panel_mean",
    "panel_model",
    "percent_agreement",
    "preference",
    "read_rubric",
    "share",
    "write_rubric",
]
