"""Whatever stands in a cell, its door gives a value within bounds, nothing, or one error that is ours."""

import math
import struct

import pytest
from fuzzing import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geomap.days import DayError, calendar_day, read_days
from geomap.intake.counts import read_count
from geomap.intake.spots import is_on_globe, read_degrees, read_spot
from geomap.positions import read_position

pytestmark = pytest.mark.fuzz_cells

MANY = settings(max_examples=examples(50), deadline=None)
PIECES = st.sampled_from(
    [
        *(
            "-",
            "+",
            "at least ",
            " to ",
            "about ",
            "9" * 5_000,
            "1,000",
            "1e400",
            "NaN",
            "inf",
            "½",
            "٣",
            "\x00",
            "\u2212",
        ),
        *(
            "POINT(",
            "POLYGON((",
            "EMPTY",
            "))",
            "0101000020E6100000",
            '{"type":"Point","coordinates":[',
            "]}",
            "N",
            "°",
        ),
        *("37U CQ", "8FQF+2F", "2023-02-", "/", ".", " February ", "31", "9999", "0000", "Q5 ", "W60", "T24:61", " BC"),
    ]
)
CELLS = st.lists(PIECES | st.text(max_size=6) | st.integers().map(str) | st.floats().map(str), max_size=6).map("".join)
SEEDS = ("9" * 5_000, "9" * 5_000 + "+", "at least " + "9" * 5_000, "1-" + "9" * 5_000)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_figure_without_end_is_a_count_that_no_table_takes(seed):
    count = read_count(seed)
    assert max(count.low or 0, count.best or 0, count.high or 0) >= 10**29


@pytest.mark.fuzz_numbers
@MANY
@given(CELLS)
def test_a_cell_of_people_is_a_count_or_nothing(cell):
    count = read_count(cell)
    if count is not None and count.low is not None and count.high is not None:
        assert 0 <= count.low <= count.high


@MANY
@example('{"type":"Point","coordinates":[\x80')  # of which GEOS tells in half a letter
@given(CELLS)
def test_a_cell_of_a_position_is_on_the_globe_or_told_to_be_off_it(cell):
    degrees = read_degrees(cell)
    assert degrees is None or not math.isnan(degrees)
    spot = read_spot(cell)
    if spot is not None and not spot.shape.is_empty:
        west, south, east, north = spot.shape.bounds
        assert is_on_globe(west, south) in {True, False}
        assert is_on_globe(east, north) in {True, False}
    found = read_position(cell)
    assert found is None or is_on_globe(found.at.lon, found.at.lat)


@pytest.mark.fuzz_dates
@MANY
@given(CELLS | st.integers() | st.floats() | st.none() | st.binary(max_size=9).map(lambda raw: struct.pack("9s", raw)))
def test_a_cell_of_a_day_is_a_day_or_an_error_that_says_what_it_read(cell):
    for read in (calendar_day, lambda given: read_days(str(given))):
        try:
            read(cell)
        except DayError as error:
            assert str(error)  # noqa: PT017 - a day is as good
