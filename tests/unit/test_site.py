"""The site shows every how-to, and names no page that is not there: `make site` would fail on it."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = set(
    re.findall(r"^\s+- (?:[^:\n]+: )?(\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
)


def test_every_page_that_the_site_names_is_there():
    assert NAMED
    assert [page for page in sorted(NAMED) if not (ROOT / "docs" / page).is_file()] == []


def test_every_how_to_is_on_the_site():
    assert {f"how-to/{page.name}" for page in (ROOT / "docs" / "how-to").glob("*.md")} <= NAMED
