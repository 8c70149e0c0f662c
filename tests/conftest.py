"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest
from fuzzing import TARGETS, examples
from hypothesis import settings

# A change is judged by the same examples each time; `make fuzz` draws others, and what it finds becomes a test.
# No clock judges: a deadline would fail where other work keeps the machine busy.
settings.register_profile("judging", derandomize=True, deadline=None)
settings.register_profile("fuzzing", deadline=None, max_examples=examples(100))
settings.load_profile("fuzzing" if "GEOMAP_FUZZ" in os.environ else "judging")


def pytest_configure(config: pytest.Config) -> None:
    """Make the targets of `make fuzz` known."""
    for name, what in TARGETS.items():
        config.addinivalue_line("markers", f"fuzz_{name}: {what}")


ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The lent corpora and records beside the checkout; a test that needs them is skipped where they are absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the lent corpora are not here: they lie beside the checkout, in ../shared")
    return folder
