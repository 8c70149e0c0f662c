"""Events of articles find the records that may be the same event, with reasons, and leave the rest alone."""

import datetime as dt

import numpy as np
import pytest

from geomap.linking.best import Best, both
from geomap.linking.common_words import Words
from geomap.linking.match import AT_LEAST, MOST, match
from geomap.linking.measures import side
from geomap.linking.pairs import Extent, near_pairs

DEFAULTS = {
    "first": "2023-02-10",
    "last": None,
    "lon": 36.25,
    "lat": 49.98,
    "reach_km": 5.0,
    "country": 1,
    "kinds": "Battles",
    "place_ids": "",
    "texts": "",
    "killed_low": None,
    "killed_high": None,
}
EPOCH = dt.date(1970, 1, 1)


def day(text):
    return (dt.date.fromisoformat(text) - EPOCH).days


def row(**given):
    made = {**DEFAULTS, **given}
    made["last"] = day(made["last"] or made["first"])
    made["first"] = day(made["first"])
    return made


def sided(*rows, name="r"):
    rows = [row(**one) for one in rows]
    whole = {"first", "last", "country"}
    columns = {"ids": [f"{name}{number}" for number in range(len(rows))]}
    for key, plain in DEFAULTS.items():
        cells = [one[key] for one in rows]
        if isinstance(plain, str) and key != "first":
            columns[key] = cells
        else:
            columns[key] = np.array(cells, dtype=np.int64 if key in whole else np.float64)
    return side(columns)


def joined(event, *records, **more):
    return match(sided(event, name="e"), sided(*records), **more)


def test_the_same_deed_is_found_with_its_reasons():
    told = {
        "texts": "Missiles hit a power station in Kharkiv",
        "killed_low": 2,
        "killed_high": 2,
        "place_ids": "geonames:1",
    }
    other = {"texts": "A market burned down in Odesa"}
    (pair,) = joined(
        told, {**told, "texts": "Kharkiv power station struck by missiles"}, {**other, "lon": 30.7, "lat": 46.5}
    )
    assert (pair.event, pair.record, pair.days_apart, pair.distance_km) == (0, 0, 0, 0.0)
    assert pair.why[:4] == ("the same day", "the same place", "the same type", "the numbers of dead agree")
    assert pair.why[4].startswith("shared words: ")
    assert 0.7 < pair.score <= 1.0


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, True),
        ({"first": "2023-02-11"}, True),
        ({"first": "2023-02-09"}, True),
        ({"first": "2023-02-12"}, False),
        ({"first": "2023-02-01", "last": "2023-02-28"}, True),
        ({"first": "2023-03-01", "last": "2023-03-31"}, False),
        ({"lon": 36.35}, True),
        ({"lon": 36.6}, False),
        ({"lon": 36.9, "reach_km": 60.0}, True),
        ({"country": 2}, True),
    ],
)
def test_a_pair_needs_days_within_one_and_places_within_reach(changed, found):
    assert bool(joined({}, changed, at_least=0.0)) is found


def test_two_months_of_one_length_meet_once():
    month = {"first": "2023-02-01", "last": "2023-02-28"}
    left, right = sided(month).extent, sided(month, {"first": "2023-02-20", "last": "2023-03-20"}).extent
    pairs = [pair for block in near_pairs(left, right) for pair in zip(*(part.tolist() for part in block), strict=True)]
    assert sorted(pairs) == [(0, 0), (0, 1)]


def test_a_nearer_and_a_sharper_record_scores_higher():
    near, far, vague = joined({}, {}, {"lon": 36.33}, {"reach_km": 90.0}, at_least=0.0)
    assert (near.record, far.record, vague.record) == (0, 1, 2)
    assert near.score > far.score > vague.score


def test_a_record_without_a_position_is_found_in_its_country_by_its_words():
    nowhere = {"lon": np.nan, "lat": np.nan, "texts": "Missiles hit a power station"}
    (pair,) = joined(
        {"texts": "Missiles hit a power station"}, nowhere, {**nowhere, "country": 2}, {"first": "2020-01-01"}
    )
    assert (pair.record, pair.distance_km) == (0, None)
    assert "the same country; one has no position" in pair.why


def test_an_event_of_which_neither_place_nor_country_is_known_is_found_by_its_words():
    told = {"texts": "Missiles hit a power station"}
    (pair,) = joined(
        {**told, "lon": np.nan, "lat": np.nan, "country": -1}, told, {"texts": "A march in Lviv"}, at_least=0.5
    )
    assert pair.record == 0
    assert "one has no position" in pair.why
    assert match(sided(told), sided({**told, "lon": np.nan, "lat": np.nan, "country": -1}))


def test_places_on_both_sides_of_the_antimeridian_are_near():
    assert joined({"lon": 179.99, "lat": 0.0}, {"lon": -179.99, "lat": 0.0}, at_least=0.0)


def test_types_of_one_family_are_kin_and_others_are_not():
    same, kin, unknown, other = joined(
        {}, {}, {"kinds": "Explosions/Remote violence"}, {"kinds": ""}, {"kinds": "Protests"}, at_least=0.0
    )
    assert (same.record, kin.record, unknown.record, other.record) == (0, 1, 2, 3)


def test_different_numbers_of_dead_are_said_and_cost():
    told = {"killed_low": 2, "killed_high": 3}
    agreeing, silent, differing = joined(
        told, {"killed_low": 3, "killed_high": 5}, {}, {"killed_low": 9, "killed_high": 9}, at_least=0
    )
    assert (agreeing.record, silent.record, differing.record) == (0, 1, 2)
    assert "but the numbers of dead differ" in differing.why


def test_one_large_area_is_the_same_place_but_not_a_point():
    area = {"reach_km": 90.0, "place_ids": "geonames:5"}
    (pair,) = joined(area, area, at_least=0.0)
    (point,) = joined({"place_ids": "geonames:5"}, {"place_ids": "geonames:5"}, at_least=0.0)
    assert "the same place" in pair.why
    assert pair.score < point.score


def test_matches_are_many_to_many_but_not_without_end():
    many = [{} for _ in range(MOST + 5)]
    pairs = match(sided(*many, name="e"), sided(*many), at_least=0.0)
    for end in ("event", "record"):
        rows = [getattr(pair, end) for pair in pairs]
        assert max(rows.count(one) for one in set(rows)) == MOST


def test_the_order_is_by_event_and_falling_score():
    pairs = match(sided({}, {"lon": 36.3}, name="e"), sided({}, {"lon": 36.3}), at_least=0.0)
    assert list(pairs) == sorted(pairs, key=lambda pair: (pair.event, -pair.score))


def test_a_low_score_is_no_match():
    far = {"kinds": "Protests", "first": "2023-02-11", "lon": 36.35, "texts": "something else"}
    assert joined({"texts": "this and that"}, far) == ()
    (pair,) = joined({"texts": "this and that"}, far, at_least=0.0)
    assert pair.score < AT_LEAST


def test_nothing_joins_nothing():
    empty = sided()
    assert match(empty, empty) == ()
    assert match(sided({}), empty) == ()


def test_no_pair_is_lost_by_looking_only_nearby():
    rng = np.random.default_rng(7)
    sides = []
    for size in (60, 80):
        first = rng.integers(100, 130, size)
        sides.append(
            Extent(
                first=first,
                last=first + rng.integers(0, 40, size) * rng.integers(0, 2, size),
                lon=np.where(
                    rng.random(size) < 0.1, np.nan, rng.uniform(-180, 180, size) * rng.choice([0.02, 1.0], size)
                ),
                lat=rng.uniform(-80, 80, size),
                reach_km=rng.choice([1.0, 5.0, 25.0, 90.0, 500.0], size),
                country=rng.integers(-1, 3, size),
            )
        )
    left, right = sides
    found = [pair for block in near_pairs(left, right) for pair in zip(*(part.tolist() for part in block), strict=True)]
    assert len(found) == len(set(found))
    assert set(found) >= set(_by_force(left, right))


def _by_force(left, right):
    for one in range(left.first.size):
        for other in range(right.first.size):
            in_time = left.first[one] - 1 <= right.last[other] and right.first[other] <= left.last[one] + 1
            if in_time and _near(left, one, right, other):
                yield one, other


def _near(left, one, right, other):
    from geomap.geo import LonLat, distance_km

    if np.isnan(left.lon[one]) or np.isnan(right.lon[other]):
        return left.country[one] == right.country[other]
    a, b = (LonLat(lon=float(side.lon[at]), lat=float(side.lat[at])) for side, at in ((left, one), (right, other)))
    return distance_km(a, b) <= left.reach_km[one] + right.reach_km[other] + 5


def test_words_are_counted_alike_for_a_few_scattered_pairs_and_for_a_crowd():
    rng = np.random.default_rng(3)
    words = [f"word{number}" for number in range(60)]
    texts = [[" ".join(rng.choice(words, 9)) for _ in range(80)] for _ in range(2)]
    common = Words(*texts)
    left, right = (grid.ravel() for grid in np.meshgrid(np.arange(80), np.arange(80), indexing="ij"))
    crowd = common.likeness(left, right)
    alone = [common.likeness(left[[row]], right[[row]])[0] for row in range(left.size)]
    assert np.allclose(crowd, alone)


def test_only_what_is_best_for_both_sides_stays():
    of_events = Best(3, np.arange(2), most=1)
    of_records = Best(2, np.arange(3), most=1)
    for event, record, score in (([0, 1], [0, 0], [0.5, 0.9]), ([0, 2], [1, 1], [0.6, 0.6])):
        of_events.take(np.array(event), np.array(record), np.array(score))
        of_records.take(np.array(record), np.array(event), np.array(score))
    event, record, score = both(of_events, of_records, np.arange(2))
    assert list(zip(event.tolist(), record.tolist(), score.tolist(), strict=True)) == [(0, 1, 0.6), (1, 0, 0.9)]
