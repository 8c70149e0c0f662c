from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mgrs import MGRS

from geomap.positions import FINEST_KM, positions, read_position


@pytest.mark.parametrize(
    ("figures", "lat", "lon"),
    [
        ("48.0159 N, 37.8028 E", 48.0159, 37.8028),
        ("48.0159, 37.8028", 48.0159, 37.8028),
        ("-33.8688, 151.2093", -33.8688, 151.2093),
        ("48.0159°N 37.8028°E", 48.0159, 37.8028),
        ("48°00′57″N 37°48′10″E", 48.0158, 37.8028),
        ("48° 0' 57\" N, 37° 48' 10\" E", 48.0158, 37.8028),
        ("48°00.95'N 37°48.17'E", 48.0158, 37.8028),
        ("50°27′N 30°31′E", 50.45, 30.5167),
        ("50°27'36\"N, 30°31'12\"W", 50.46, -30.52),
        ("N 48.0159, E 37.8028", 48.0159, 37.8028),
        ("S 33.5 E 151.2", -33.5, 151.2),
        ("48.5 deg. N, 37.25º E", 48.5, 37.25),
        ("48.02 degrees north, 37.80 degrees east", 48.02, 37.8),
        ("12.5° south latitude and 77.1° west longitude", -12.5, -77.1),
        ("latitude 48.0159, longitude 37.8028", 48.0159, 37.8028),
        ("latitude: -1.6585 and longitude: 29.2205", -1.6585, 29.2205),
        ("37U CQ 12345 67890", 49.33486, 36.41692),
        ("37UCQ1234567890", 49.33486, 36.41692),
        ("37UCQ 123 678", 49.3345, 36.4169),
    ],
)
def test_positions_in_figures_are_found_whole_and_read(figures, lat, lon):
    text = f"It fell at {figures}; nobody was hurt."
    (found,) = positions(text)
    assert text[found.start : found.end] == figures
    assert (found.at.lat, found.at.lon) == pytest.approx((lat, lon), abs=6e-4)


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose 3.5, 4.2 and 5.1 percent.",
        "It cost 12.50, 13.75 a year ago.",
        "10 N",
        "98.0 N, 12.0 E",
        "48.01, 37.8",
        "Drive 12 north, then 5 east.",
        "It was 12 degrees in the north, 5 degrees in the east.",
        "The 37th brigade took 12345 67890 in prizes.",
        "37U ZZ 12345 67890",
        "61U CQ 12345 67890",
        "37U CQ 123 45",
        "Kyiv",
        "",
    ],
)
def test_other_figures_are_no_positions(text):
    assert list(positions(text)) == []


@pytest.mark.parametrize(
    ("figures", "reach_km"),
    [
        ("48.0159 N, 37.8028 E", FINEST_KM),
        ("48.0 N, 37.8 E", 5.56),
        ("50°27′N 30°31′E", 0.927),
        ("37U CQ 12345 67890", FINEST_KM),
        ("37U CQ 12 67", 0.5),
    ],
)
def test_a_position_reaches_as_far_as_its_figures_leave_open(figures, reach_km):
    found = read_position(figures)
    assert found is not None
    assert found.reach_km == pytest.approx(reach_km)


def test_several_positions_are_found_in_their_order():
    text = "From 48.0159 N, 37.8028 E to 37U CQ 12345 67890 and 48.5001, 37.9001."
    assert [text[found.start : found.end] for found in positions(text)] == [
        "48.0159 N, 37.8028 E",
        "37U CQ 12345 67890",
        "48.5001, 37.9001",
    ]


@pytest.mark.parametrize("words", ["at 48.0159 N, 37.8028 E", "48.0159 N, 37.8028 E or so", "12.5 km"])
def test_words_that_hold_more_than_a_position_are_read_as_none(words):
    assert read_position(words) is None


@given(st.floats(-89.9999, 89.9999), st.floats(-179.9999, 179.9999))
def test_a_written_position_is_read_as_it_stands(lat, lon):
    words = f"{abs(lat):.4f} {'N' if lat >= 0 else 'S'}, {abs(lon):.4f} {'E' if lon >= 0 else 'W'}"
    found = read_position(words)
    assert found is not None
    assert (found.at.lat, found.at.lon) == pytest.approx((lat, lon), abs=1e-4)


@given(st.floats(-79.0, -0.1) | st.floats(0.1, 83.0), st.floats(-179.9, 179.9), st.integers(2, 5))
def test_a_square_of_the_military_grid_lies_where_the_position_is(lat, lon, digits):
    found = read_position(MGRS().toMGRS(lat, lon, MGRSPrecision=digits))
    assert found is not None
    assert found.at.lat == pytest.approx(lat, abs=0.01)


@given(st.text())
def test_any_text_can_be_searched(text):
    found = list(positions(text))
    assert all(one.end <= two.start for one, two in pairwise(found))
