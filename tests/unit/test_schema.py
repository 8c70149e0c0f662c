import json

import pandas as pd
from making import article, candidate, event, mention, place

from geomap import rows, schema
from geomap.records import Repair, Tally

TALLIES = (Tally(what="killed", low=3, best=3, high=None, wording="at least three killed"),)


def test_the_event_frame_has_exactly_the_promised_columns_and_dtypes():
    frame = schema.geoframe([rows.event_row(event(harm=TALLIES))], schema.EVENTS)
    assert {name: str(frame[name].dtype) for name in schema.EVENTS} == {
        name: str(pd.Series([], dtype=dtype).dtype) for name, dtype in schema.EVENTS.items()
    }
    assert frame.crs == schema.CRS


def test_an_empty_frame_has_the_same_dtypes_as_a_full_one():
    full = schema.geoframe([rows.event_row(event())], schema.EVENTS)
    empty = schema.geoframe([], schema.EVENTS)
    assert full.dtypes.equals(empty.dtypes)


def test_longitude_comes_first():
    point = rows.event_row(event())["geometry"]
    assert (point.x, point.y) == (36.2527, 49.9808)


def test_a_bound_that_the_text_leaves_open_stays_open():
    row = rows.event_row(event(harm=TALLIES))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (3, 3, None)
    assert row["injured_best"] is None
    assert json.loads(row["harm"])[0]["wording"] == "at least three killed"


def test_a_repair_leaves_its_receipt_in_the_row():
    told = article("Explosions in Kharviv.")
    repair = Repair(read="Kharviv", taken_as="Kharkiv", distance=1, kind="typo", runner_up="Kharyv")
    row = rows.event_row(event(place(mention("Kharviv", of=told), candidate(), repair=repair), told))
    assert row["repaired_from"] == "Kharviv"
    assert row["repair"] == "Kharviv -> Kharkiv (repaired: typo, distance 1, runner-up Kharyv)"
    assert (row["place"], row["place_wording"]) == ("Kharkiv", "Kharviv")


def test_a_month_and_a_day_have_ucdps_date_precision():
    assert {grain.value: number for grain, number in schema.DATE_PREC.items()} == {
        "day": 1,
        "span": 2,
        "week": 3,
        "month": 4,
        "year": 5,
    }
