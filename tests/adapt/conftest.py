"""What is taught in the tests: once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from folkways.adapt.preferences import Pairs, make_pairs
from folkways.adapt.targets import Tracing
from folkways.adapt.traces import Lesson, Traces, make_traces, prepare
from folkways.surveys import Survey
from folkways.surveys.split import Split
from tests.adapt.lessons import small_book, small_split, small_survey, write_base

TRACING = Tracing(keep="proportion", draws=2)


@pytest.fixture(scope="session")
def survey() -> Survey:
    return small_survey()


@pytest.fixture(scope="session")
def split(survey: Survey) -> Split:
    return small_split(survey)


@pytest.fixture(scope="session")
def lesson(survey: Survey, split: Split) -> Lesson:
    return prepare(survey, split, small_book(), None, tracing=TRACING)


@pytest.fixture(scope="session")
def traces(lesson: Lesson, tmp_path_factory: pytest.TempPathFactory) -> Traces:
    return make_traces(lesson, TRACING, tmp_path_factory.mktemp("made") / "traces")


@pytest.fixture(scope="session")
def pairs(lesson: Lesson, traces: Traces, tmp_path_factory: pytest.TempPathFactory) -> Pairs:
    return make_pairs(lesson, traces, TRACING, tmp_path_factory.mktemp("made") / "pairs")


@pytest.fixture(scope="session")
def base(survey: Survey, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_base(tmp_path_factory.mktemp("base"), survey)
