"""`make fuzz` goes through every target, and every target has laws."""

import re

import pytest
from fuzzing import TARGETS


def test_make_fuzz_goes_through_every_target(root):
    named = re.search(r"^TARGET \?= (.*)$", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert named[1].split() == list(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_has_laws(root, target):
    laws = (file.read_text("utf-8") for file in (root / "tests" / "laws").glob("*.py"))
    assert any(f"pytest.mark.fuzz_{target}\n" in law and "@given" in law for law in laws)
