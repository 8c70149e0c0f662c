"""The districts of a city reach no further than it."""

from geomap.gazetteer.city_parts import keep_within_cities
from geomap.gazetteer.entries import Entry, GazetteerDraft


def entry(key, code, lon, reach_km, population=0):
    return Entry(
        key=key, name=str(key), country="UA", feature_class=code[0], feature_code=code, source="s",
        lon=lon, lat=50.0, reach_km=reach_km, population=population,
    )  # fmt: skip


def test_a_small_division_within_a_city_is_no_wider_than_the_city():
    draft = GazetteerDraft()
    wanted = {2: 13.0, 3: 20.0, 4: 40.0, 5: 6.0}  # in it; far from it; a district around it; a small one in it
    for one in (
        entry(1, "PPLA", 36.25, 13.0, 1_400_000),
        entry(2, "ADM3", 36.3, 20.0),
        entry(3, "ADM3", 37.0, 20.0),
        entry(4, "ADM2", 36.3, 40.0),
        entry(5, "ADM4", 36.3, 6.0),
    ):
        draft.add(one)
    keep_within_cities(draft)
    assert {key: draft.entries[key].reach_km for key in wanted} == wanted
