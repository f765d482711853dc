"""Norms: what a culture expects, mined from what its people said."""

from folkways.norms.book import NormBook
from folkways.norms.entailment import Checker, Finding, RuleChecker, checked
from folkways.norms.judge import JudgeChecker
from folkways.norms.norm import Norm
from folkways.norms.rules import mine_rules

__all__ = ["Checker", "Finding", "JudgeChecker", "Norm", "NormBook", "RuleChecker", "checked", "mine_rules"]
