"""The join gives what comparing all pairs would give, however rows are brought together, in whatever order."""

from collections import defaultdict
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.linking import crowds, side

pytestmark = pytest.mark.fuzz_merging
matching = import_module("geomap.linking.match")

WORDS = ("kharkiv", "strike", "school", "market", "drone", "bridge", "depot", "night")
KINDS = ("Battles", "Explosions/Remote violence", "Protests", "")


@st.composite
def rows(draw):
    killed = draw(st.none() | st.integers(0, 4))
    placed = draw(st.integers(0, 9)) > 0
    day = draw(st.integers(0, 2))
    return {
        "first": day,
        "last": day + draw(st.sampled_from([0, 0, 0, 3])),
        "lon": draw(st.sampled_from([36.25, 36.27])) if placed else np.nan,
        "lat": 49.98 if placed else np.nan,
        "reach_km": draw(st.sampled_from([5.0, 90.0])),
        "country": draw(st.integers(-1, 1)),
        "kinds": draw(st.sampled_from(KINDS)),
        "place_ids": draw(st.sampled_from(["", "geonames:1"])),
        "texts": " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=5))),
        "killed_low": np.nan if killed is None else float(killed),
        "killed_high": np.nan if killed is None else float(killed + draw(st.integers(0, 1))),
    }


def sided(made, name):
    whole, texts = {"first", "last", "country"}, {"kinds", "place_ids", "texts"}
    columns = {"ids": [f"{name}{number:03d}" for number in range(len(made))]}
    for key in made[0] if made else ():
        cells = [one[key] for one in made]
        columns[key] = cells if key in texts else np.array(cells, dtype=np.int64 if key in whole else np.float64)
    return side(columns)


def shuffled(table, order):
    def some(column):
        return column[order] if isinstance(column, np.ndarray) else [column[row] for row in order]

    own = {name: some(getattr(table, name)) for name in ("ids", "kinds", "place_ids", "texts")}
    extent = {
        name: some(getattr(table.extent, name)) for name in ("first", "last", "lon", "lat", "reach_km", "country")
    }
    return side({**own, **extent, "killed_low": some(table.killed_low), "killed_high": some(table.killed_high)})


SIDES = st.tuples(st.lists(rows(), min_size=1, max_size=14), st.lists(rows(), min_size=1, max_size=14)).map(
    lambda both: (sided(both[0], "e"), sided(both[1], "r"))
)
LEAST = st.sampled_from([0.0, 0.45, 0.7])


WAYS = {
    "one by one": {},
    "as crowds": {"CROWD": 1},
    "as crowds in windows": {"CROWD": 1, "WHOLE": 0},
    "as crowds, some rows at a time": {"CROWD": 1, "_CELLS": 7, "_AT_ONCE": 3},
}


@pytest.fixture(scope="module", params=[(way, most) for way in WAYS for most in (1, 3)], autouse=True)
def way(request):
    """The join keeps its laws however rows are compared, and for few as for many that are kept."""
    name, most = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "MOST", most)
        for key, value in WAYS[name].items():
            patch.setattr(matching if hasattr(matching, key) else crowds, key, value)
        yield


def told(events, records, pairs):
    return [
        (events.ids[one.event], records.ids[one.record], one.score, one.days_apart, one.distance_km, one.why)
        for one in pairs
    ]


@settings(deadline=None, max_examples=20)
@given(SIDES, LEAST)
def test_the_join_gives_what_comparing_all_pairs_gives(sides, least):
    events, records = sides
    found = [(one.event, one.record, one.score) for one in matching.match(events, records, at_least=least)]
    assert found == by_force(events, records, least)


@settings(deadline=None, max_examples=20)
@given(SIDES, LEAST, st.randoms())
def test_the_order_of_rows_does_not_matter(sides, least, random):
    orders = [list(range(len(one.ids))) for one in sides]
    for order in orders:
        random.shuffle(order)
    others = [shuffled(*both) for both in zip(sides, orders, strict=True)]
    once, again = (
        told(*sides, matching.match(*sides, at_least=least)),
        told(*others, matching.match(*others, at_least=least)),
    )
    assert sorted(once, key=str) == sorted(again, key=str)


def by_force(events, records, least):
    """The pairs by comparing all, as the docstring of `match` says."""
    joining = matching.Joining(events, records, at_least=least)
    of_events, of_records = defaultdict(list), defaultdict(list)
    for event in range(len(events.ids)):
        for record in range(len(records.ids)):
            score = scored(joining, event, record) if meet(events.extent, event, records.extent, record) else -1.0
            if score >= least:
                of_events[event].append((-score, records.ids[record], record))
                of_records[record].append((-score, events.ids[event], event))
    best = [{one: sorted(rows)[: matching.MOST] for one, rows in side.items()} for side in (of_events, of_records)]
    return [
        (event, record, -score)
        for event in sorted(best[0])
        for score, _, record in best[0][event]
        if event in [other for _, _, other in best[1][record]]
    ]


def scored(joining, event, record):
    pair = np.array([event]), np.array([record])
    block = joining.numeric.block(*pair)
    return float(joining.scored(block, joining.words.likeness(*pair))[0]) if block.parts["place"][0] > 0 else -1.0


def meet(left, one, right, other):
    if left.first[one] - 1 > right.last[other] or right.first[other] - 1 > left.last[one]:
        return False
    placed = not np.isnan(left.lon[one]), not np.isnan(right.lon[other])
    known = left.country[one] >= 0, right.country[other] >= 0
    if all(placed) or (all(known) and left.country[one] == right.country[other]):
        return True
    return any(not there and not named for there, named in zip(placed, known, strict=True))
