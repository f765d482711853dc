"""Paths to the data that tests read and may not commit; the threads of each of several processes that test."""

import os
from pathlib import Path

import pytest

# Processes that share the cores: with as many threads as cores in each, torch would wait for itself.
if workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")):
    os.environ.setdefault("OMP_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real test data beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the shared test data are not beside this checkout")
    return SHARED
