"""docs/formats.md names every column and every format there is."""

import re

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
