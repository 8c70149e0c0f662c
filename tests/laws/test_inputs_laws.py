"""Rows in are records and rejects out, whatever stands in the cells."""

import csv
import datetime as dt
import io
import tempfile
from pathlib import Path

import pytest
from fuzzing import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.days import DayError, read_days
from geomap.days.words import names
from geomap.errors import GeomapError
from geomap.observed import read_tables

pytestmark = pytest.mark.fuzz_readers

UNHURRIED = settings(deadline=None, max_examples=examples(60))
CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "-", "0", "48.5", "48,5", "138", "abc", "3-5", "10+", "2023-02-10", "03/04/2023", "1e9"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters='\0\r\n",'), max_size=12),
)
COLUMNS = ("date", "place", "lat", "lon", "killed", "id")


@pytest.mark.fuzz_cells
@UNHURRIED
@given(st.lists(st.tuples(*[CELLS] * len(COLUMNS)), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
@example([("0\x1f:", "", "", "", "", "")], ",")  # the sign that a date and the year of its row were parted by
def test_the_rows_of_a_table_are_its_records_and_its_lost_rows(rows, separator):
    full = [row for row in rows if any(cell.strip() for cell in row)]
    if any(separator in cell for row in rows for cell in row):
        return
    lines = [separator.join(COLUMNS), *(separator.join(row) for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(
            "\n".join([*lines, separator.join(["2023-02-10", "Kyiv", "", "", "", "last"])]), encoding="utf-8"
        )
        try:
            (table,) = read_tables(path)
        except GeomapError:
            return  # refused whole, with its question
    assert len(table.records) + table.n_lost == len(full) + 1 == table.n_rows


WILD = st.one_of(CELLS, st.text(st.sampled_from("ab1 \",;|\t\n#.'é"), max_size=10))
HEADERS = st.permutations(["Date", "PLACE", "lat", "Longitude", "killed (total)", "id", "notes"])


@pytest.mark.fuzz_cells
@UNHURRIED
@given(
    HEADERS,
    st.lists(st.lists(WILD, min_size=7, max_size=7), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_quotes_headers_and_encodings_lose_no_row(header, rows, separator, encoding, end):
    last = ["2023-02-10" if name == "Date" else "Kyiv" if name == "PLACE" else "" for name in header]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows([header, *rows, last])
    if all(cell.strip().startswith("#") for cell in rows[0] if cell.strip()):
        return  # a row of tags, or nothing
    full = [row for row in rows if any(cell.strip() for cell in row)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text.getvalue().encode(encoding, "ignore"))
        try:
            (table,) = read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017 - refused whole, with its reason or its question
            return
    assert len(table.records) + table.n_lost == len(full) + 1 == table.n_rows


@UNHURRIED
@given(st.lists(st.text(st.sampled_from('a1,;" \n'), max_size=30), min_size=1, max_size=6))
def test_quotes_that_nobody_closes_lose_no_line_that_is_a_row(lines):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        good = "2023-02-10,Kyiv,48.5,38.0"
        path.write_text("\n".join(["date,place,lat,lon", *lines, good, good.replace("Kyiv", "Lviv")]), encoding="utf-8")
        try:
            (table,) = read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017
            return
    assert table.n_rows == len(table.records) + table.n_lost
    assert table.n_rows <= sum(bool(line.strip()) for part in lines for line in part.split("\n")) + 2


@UNHURRIED
@given(
    st.binary(max_size=300), st.sampled_from([".csv", ".json", ".jsonl", ".geojson", ".kml", ".xlsx", ".zip", ".txt"])
)
def test_no_bytes_break_the_reading_of_records(content, suffix):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{suffix}"
        path.write_bytes(content)
        try:
            read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017 - both ways are right


@pytest.mark.fuzz_dates
@UNHURRIED
@given(st.text(max_size=40))
def test_any_text_is_days_or_says_why_not(text):
    try:
        days = read_days(text)
    except DayError as error:
        assert error.reason  # noqa: PT017 - both ways are right
    else:
        assert days.first <= days.last


def test_every_month_in_the_table_is_read():
    """Every one in every run: drawn by lot a few were missed for weeks."""
    months = {name: meant[0] for name, meant in names().items() if len(meant) == 1 and meant[0] > 0}
    read = {name: read_days(f"10 {name} 2023").first for name in months}
    assert read == {name: dt.date(2023, month, 10) for name, month in months.items()}
