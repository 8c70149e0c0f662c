"""Every town of Ukraine and every capital, written as tables write them, is placed where the gazetteer has it."""

from functools import cache

import pandas as pd
import pytest

from geomap.gazetteer import open_gazetteer
from geomap.gazetteer.dumps import rows
from geomap.geo import LonLat, distance_km
from geomap.observed import read_records
from geomap.observed.geocode import place_records
from geomap.shipped import data_dir

RIGHT = 0.99  # of all; the rest are quarters of several cities and a street of Kyiv called like them
ONE_PLACE_KM = 25.0


@cache
def gazetteer():
    return open_gazetteer()


@cache
def standing():
    """All settlements that are no quarter of a city."""
    keys, _, _ = gazetteer().settlements()
    return [one for one in gazetteer().by_keys(keys.tolist()) if one.feature_code != "PPLX"]


def ukrainian_towns():
    return [one for one in standing() if one.country == "UA" and one.population >= 20_000]


def capitals():
    return [one for one in standing() if one.feature_code == "PPLC" and gazetteer().country_name(one.country)][:200]


@cache
def written_in_ukrainian():
    """Names of settlements by key, and of oblasts by code, in Ukrainian."""
    folder = data_dir() / "gazetteer"
    towns = {row[3]: row[1] for row in rows(folder / "katottg.tsv.xz") if len(row) > 3}
    oblasts = {
        f"UA.{row[10]}": next((name for name in row[3].split(",") if name.casefold().endswith("ька область")), "")
        for row in rows(folder / "UA.tsv.xz")
        if row[7] == "ADM1"
    }
    return towns, oblasts


def in_ukrainian(one):
    towns, oblasts = written_in_ukrainian()
    town, oblast = towns.get(one.id.removeprefix("geonames:")), oblasts.get(one.admin1_code)
    return f"м. {town}, {oblast.replace('область', 'обл.').replace('Область', 'обл.')}" if town and oblast else None


WRITTEN = {
    "with the country in its own column": lambda one: (one.name, gazetteer().country_name(one.country)),
    "with the country behind a comma": lambda one: (f"{one.name}, {gazetteer().country_name(one.country)}", ""),
    "with its division and the country": lambda one: (
        f"{one.name}, {one.admin1}, {gazetteer().country_name(one.country)}",
        "",
    ),
    "as a city": lambda one: (f"{one.name} city", gazetteer().country_name(one.country)),
}


def misplaced(tmp_path, towns, written):
    asked = [(one, *written(one)) for one in towns]
    table = pd.DataFrame([{"date": "2023-02-10", "place": place, "country": land} for _, place, land in asked])
    table.to_csv(tmp_path / "x.csv", index=False)
    found = place_records(read_records(tmp_path / "x.csv"), gazetteer())
    wrong = []
    for (one, place, land), row in zip(asked, found.itertuples(), strict=True):
        at = row.geometry and LonLat(lon=row.geometry.x, lat=row.geometry.y)
        if not at or row.geo_precision != "settlement" or distance_km(at, one.at) > ONE_PLACE_KM:
            wrong.append(f"{place} | {land}: {row.why}")
    return wrong


@pytest.mark.parametrize("how", WRITTEN)
def test_every_town_of_ukraine_is_placed(tmp_path, how):
    towns = ukrainian_towns()
    wrong = misplaced(tmp_path, towns, WRITTEN[how])
    assert len(towns) > 200
    assert len(wrong) <= (1 - RIGHT) * len(towns), wrong


@pytest.mark.parametrize("how", WRITTEN)
def test_every_capital_is_placed(tmp_path, how):
    towns = capitals()
    wrong = misplaced(tmp_path, towns, WRITTEN[how])
    assert len(towns) == 200
    assert len(wrong) <= (1 - RIGHT) * len(towns), wrong


def test_every_town_of_ukraine_is_placed_as_ukrainian_tables_shorten_it(tmp_path):
    towns = [one for one in ukrainian_towns() if in_ukrainian(one)]
    wrong = misplaced(tmp_path, towns, lambda one: (in_ukrainian(one), ""))
    assert len(towns) > 150
    assert len(wrong) <= (1 - RIGHT) * len(towns), wrong


def places_of(tmp_path, *cells, focus=()):
    pd.DataFrame([{"date": "2023-02-10", **row} for row in cells]).to_csv(tmp_path / "x.csv", index=False)
    return place_records(read_records(tmp_path / "x.csv"), gazetteer(), focus=focus)


def test_the_focus_is_the_country_of_a_record_that_names_none(tmp_path):
    found = places_of(tmp_path, {"place": "Tripoli"}, {"place": "Tripoli, Libya"}, focus={"LB"})
    assert found["place_id"].tolist() == ["geonames:266826", "geonames:2210247"]


def test_an_address_may_begin_with_what_is_largest(tmp_path):
    found = places_of(tmp_path, {"place": "Україна, Донецька обл., м. Авдіївка"})
    assert found["place_id"].tolist() == ["geonames:713122"]


def test_a_village_of_a_city_s_name_is_not_the_city(tmp_path):
    found = places_of(tmp_path, {"place": "с. Новоселівка", "admin1": "Донецька область"})
    assert found["geo_precision"].tolist() == ["adm1"]  # several are called so


def test_a_name_that_could_be_any_of_several_lists_them(tmp_path):
    found = places_of(tmp_path, {"place": "Tripoli"}, {"place": "Andriivka", "country": "Ukraine"})
    assert found["geo_precision"].tolist() == ["none", "none"]
    assert "LY" in found["why"][0]
    assert "LB" in found["why"][0]
    assert "places in UA may be meant by Andriivka" in found["why"][1]


def test_a_state_called_like_a_country_is_the_one_that_has_the_town(tmp_path):
    found = places_of(tmp_path, {"place": "Atlanta, Georgia"}, {"place": "Tbilisi, Georgia"})
    assert found["place_id"].tolist() == ["geonames:4180439", "geonames:611717"]
