"""docs/formats.md names every column and every format there is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geomap import schema
from geomap.articles import READERS
from geomap.articles.fields import SYNONYMS
from geomap.observed.table import SYNONYMS as OF_RECORDS
from geomap.output import WRITERS


@pytest.fixture(scope="module")
def named(root):
    """Everything in `code` on the page."""
    return set(re.findall(r"`([^`]+)`", (root / "docs" / "formats.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("table", ["EVENTS", "OBSERVED", "MATCHES"])
def test_every_column_is_on_the_page(named, table):
    assert [name for name in getattr(schema, table) if name not in named] == []


def test_every_format_and_field_is_on_the_page(named):
    assert [name for name in (*WRITERS, *READERS, *SYNONYMS, *OF_RECORDS) if name not in named] == []


PLACE = {"refused": 1, "told": 1, "DayError": 0, "lose": 2, "lose_where": 2, "drop_where": 2, "_wrong": 4, "_reject": 2}
"""Where the reason stands among the arguments of what notes that something is left out."""


def reasons(path: Path) -> Iterator[str]:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    for call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = [keyword.value for keyword in call.keywords if keyword.arg == "reason"]
        given += call.args[PLACE[name] : PLACE[name] + 1] if name in PLACE else []
        yield from (
            one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
        )


def test_every_reason_for_leaving_something_out_is_on_the_page(named, root):
    rooms = [root / "geomap" / room for room in ("articles", "observed", "days")]
    found = {reason for room in rooms for path in room.rglob("*.py") for reason in reasons(path)}
    assert len(found) > 30
    assert sorted(found - named) == []
