"""What the page on cultural prompts says its code prints is what it prints."""

from pathlib import Path

import pytest

from tests.test_docs import follow


def test_the_page_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow("how-to/cultural-prompt.md", commands=False) == 1
