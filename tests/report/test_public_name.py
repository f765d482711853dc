"""`fw.report` is the function, whatever was imported before."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["", "import folkways.report.page", "from folkways.report import Page"])
def test_the_report_can_be_called_by_its_public_name(first: str) -> None:
    code = f"import folkways as fw\n{first}\ntry:\n    fw.report()\nexcept TypeError as error:\n    print(error)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("report() missing")
