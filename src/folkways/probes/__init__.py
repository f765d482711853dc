"""How we ask."""

from folkways.probes.aid import Aid
from folkways.probes.asking import Reading
from folkways.probes.calibration import calibrate
from folkways.probes.design import Design
from folkways.probes.gate import Check, Gate, validity_gate
from folkways.probes.probe import execute, plan, probe
from folkways.probes.reading import read_answers, read_run

__all__ = [
    "Aid",
    "Check",
    "Design",
    "Gate",
    "Reading",
    "calibrate",
    "execute",
    "plan",
    "probe",
    "read_answers",
    "read_run",
    "validity_gate",
]
