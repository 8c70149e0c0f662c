"""Where a map opens: what is left outside, and what never is."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.output.page_opening import FEW, opening
from geomap.output.page_places import box_around

UKRAINE = [(24.0, 49.8), (30.5, 50.4), (36.2, 50.0), (37.8, 48.0), (32.6, 46.6), (30.7, 46.5)]
YEKATERINBURG = (60.6, 56.8)


@dataclass
class Opened:
    """Where the map opens, and how many events lie beyond."""

    bounds: tuple
    outside: int


def _opening(*places):
    """Of (lon, lat, events) or (lon, lat), or of (west, south, east, north, events)."""
    rows = [(*place[:2], *place[:2], *(place[2:] or (3,))) if len(place) < 5 else place for place in places]
    table = np.array(rows, float)
    bounds = opening(
        table[:, :4], table[:, 4].astype(np.int64), box_around(table[:, [0, 2]].ravel(), table[:, [1, 3]].ravel())
    )
    if bounds is None:
        return None
    west, south, east, north = bounds
    across = (table[:, [0, 2]] - west + 1e-9) % 360.0 <= (east - west) % 360.0 + 1e-6
    inside = across.all(axis=1) & (table[:, 1] >= south) & (table[:, 3] <= north)
    return Opened(bounds, int(table[~inside, 4].sum()))


def test_one_event_far_from_all_others_does_not_take_the_map_there():
    found = _opening(*UKRAINE, (*YEKATERINBURG, 1))
    assert found.bounds == pytest.approx((24.0, 46.5, 37.8, 50.4))
    assert found.outside == 1


def test_a_map_of_one_region_shows_all_of_it():
    assert _opening(*UKRAINE) is None
    assert _opening(*UKRAINE, (44.5, 48.7, 1)) is None  # Volgograd: further than the next, and not far


def test_more_than_a_tenth_are_shown_wherever_they_are():
    assert _opening(*UKRAINE, (*YEKATERINBURG, 2)).outside == 2  # of 20
    assert _opening(*UKRAINE, (*YEKATERINBURG, 3)) is None


def test_of_few_events_each_is_shown():
    assert _opening((30.5, 50.4, 8), (*YEKATERINBURG, 1)) is None


def test_what_lies_near_is_shown_however_small_the_rest_is():
    assert _opening((30.5, 50.4, 30), (36.2, 50.0, 1)) is None


def test_leaving_out_what_lies_beside_a_long_country_would_not_enlarge_it():
    chile = [(-70.0, lat, 5) for lat in range(-53, -18, 5)]
    assert _opening(*chile, (-55.0, -34.0, 1)) is None


def test_what_costs_little_scale_is_shown_even_when_others_are_left_outside():
    far_up = (33.0, 69.0, 1)  # Murmansk
    found = _opening(*[(lon, lat, 9) for lon, lat in UKRAINE[1:]], (24.0, 49.8, 1), far_up, (*YEKATERINBURG, 1))
    assert found.outside == 2
    assert found.bounds[0] == 24.0  # Lviv: an empty stretch lies before it, but the window is small enough


def test_a_dense_cloud_is_shown_whole_however_many_lie_at_its_edges():
    rng = np.random.default_rng(5)
    assert _opening(*((lon, lat, 1) for lon, lat in rng.normal((10.0, 20.0), 6.0, (3000, 2)))) is None


def test_several_far_ones_on_all_sides_are_left_outside_together():
    found = _opening(*[(lon, lat, 30) for lon, lat in UKRAINE], (-77.0, 38.9, 1), (116.4, 39.9, 1), (18.4, -33.9, 1))
    assert found.bounds == pytest.approx((24.0, 46.5, 37.8, 50.4))
    assert found.outside == 3


def test_the_window_crosses_the_antimeridian_where_the_events_do():
    found = _opening((178.4, -18.1, 20), (-179.9, -16.8, 20), (-172.0, -13.8, 20), (30.5, 50.4, 1))
    assert found.bounds == pytest.approx((178.4, -18.1, -172.0, -13.8))


def test_an_area_reaches_as_far_as_its_outline():
    russia = (27.0, 41.0, 180.0, 78.0, 1)  # it touches the others: no stretch lies between
    assert _opening(*UKRAINE, russia) is None
    oblast = (57.0, 56.0, 66.0, 62.0, 1)
    assert _opening(*UKRAINE, oblast).outside == 1


places = st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80), st.integers(1, 40)), min_size=1, max_size=30)


@settings(max_examples=150, deadline=None)
@given(places)
def test_at_most_a_tenth_is_left_outside(found):
    chosen = _opening(*found)
    if chosen is None:
        return
    assert 0 < chosen.outside <= FEW * sum(events for *_, events in found)
