"""The outlines of areas: whose they are, where they lie, and that they fit together."""

import csv
import lzma
from collections import Counter

import geopandas as gpd
import pytest
import shapely

from geomap import schema
from geomap.gazetteer.areas import containing, outlines
from geomap.geo import LonLat
from geomap.records import Candidate, KnownAs
from geomap.shipped import data_dir

ZAPORIZHZHIA_OBLAST, BAKHMUT_RAION, UKRAINE, SYRIA = (
    "geonames:687699",
    "geonames:713172",
    "geonames:690791",
    "geonames:163843",
)
DONETSK_OBLAST, LUHANSK_OBLAST = "geonames:709716", "geonames:702657"
NEAR = 0.35  # degrees between a town and the outline of its division: coasts are coarse, and some outlines of 2018


def outline(key):
    return outlines([key]).geometry.iloc[0]


def shipped(file):
    return gpd.read_parquet(data_dir() / "boundaries" / file)


def rows(extract):
    with lzma.open(data_dir() / "gazetteer" / extract, "rt", encoding="utf-8") as file:
        yield from csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def test_an_area_has_the_columns_of_the_schema_and_its_outline():
    table = outlines([ZAPORIZHZHIA_OBLAST])
    assert list(table.columns) == [*schema.AREAS, "geometry"]
    assert table.drop(columns="geometry").iloc[0].to_dict() == {
        "id": ZAPORIZHZHIA_OBLAST,
        "name": "Zaporizhzhia Oblast",
        "feature_code": "ADM1",
        "country": "UA",
        "source": "OpenStreetMap contributors (ODbL)",
    }
    assert table.crs == schema.CRS


def test_zaporizhzhia_oblast_holds_its_towns_and_not_dnipro():
    oblast = outline(ZAPORIZHZHIA_OBLAST)
    for inside in ((35.14, 47.84), (35.37, 46.85), (35.79, 47.57)):
        assert oblast.contains(shapely.Point(inside))
    assert not oblast.contains(shapely.Point(35.05, 48.46))


def test_an_area_without_an_outline_keeps_its_row_with_no_geometry():
    table = outlines(["geomap:nowhere", ZAPORIZHZHIA_OBLAST])
    assert table["id"].tolist() == ["geomap:nowhere", ZAPORIZHZHIA_OBLAST]
    assert table.geometry.isna().tolist() == [True, False]


def test_no_areas_give_an_empty_table_with_all_columns():
    table = outlines([])
    assert len(table) == 0
    assert list(table.columns) == [*schema.AREAS, "geometry"]


def test_an_area_asked_for_twice_stands_once_and_the_rows_are_sorted():
    asked = [UKRAINE, BAKHMUT_RAION, ZAPORIZHZHIA_OBLAST, UKRAINE]
    assert outlines(asked)["id"].tolist() == sorted(set(asked))


def test_a_candidate_s_own_name_stands_in_its_row():
    oblast = Candidate(
        id=ZAPORIZHZHIA_OBLAST,
        name="Zaporizhzhia region",
        at=LonLat(lon=35.1, lat=47.8),
        country="UA",
        admin1="",
        admin1_code="UA.26",
        admin2="",
        admin2_code="",
        feature_class="A",
        feature_code="ADM1",
        population=0,
        reach_km=150.0,
        spelling="Zaporizhzhia region",
        known_as=KnownAs.DISPLAY,
    )
    table = outlines([oblast])
    assert table["name"].tolist() == ["Zaporizhzhia region"]
    assert table.geometry.notna().all()


def test_donbas_is_donetsk_and_luhansk_oblasts():
    both = shapely.union(outline(DONETSK_OBLAST), outline(LUHANSK_OBLAST))
    assert outline("geomap:donbas").symmetric_difference(both).area < 1e-6


def test_crimea_takes_in_sevastopol_since_newsrooms_mean_the_peninsula():
    assert outline("geonames:703883").contains(shapely.Point(33.53, 44.6))


def listed(file):
    with (data_dir() / "boundaries" / file).open(encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]


def test_every_region_of_ours_has_an_outline_made_of_divisions_that_exist():
    divisions = {*shipped("divisions.parquet").admin1, *shipped("ukraine.parquet").admin1}
    countries = set(shipped("divisions.parquet").country)
    for key, _, parts, *_ in listed("regions.tsv"):
        assert set(parts.split()) <= divisions | countries, key
        assert outline(key) is not None


def test_every_sea_lake_and_river_we_name_has_an_outline():
    named = [row[0] for file in ("seas.tsv", "waters.tsv") for row in listed(file)]
    table = outlines(named)
    assert table.geometry.notna().all()
    assert table.geometry.is_valid.all()


def test_every_region_with_an_outline_is_one_that_the_gazetteer_knows():
    with (data_dir() / "gazetteer" / "regions.tsv").open(encoding="utf-8") as file:
        known = {line.split("\t")[0] for line in file}
    ours = {row[0] for file in ("regions.tsv", "seas.tsv", "waters.tsv") for row in listed(file)}
    assert {key for key in ours if key.startswith("geomap:")} <= known


WATERS = {
    "geomap:black-sea": ((31.0, 43.5), (36.6, 46.2)),
    "geomap:azov": ((36.6, 46.2), (31.0, 43.5)),
    "geomap:red-sea": ((38.0, 20.0), (50.0, 27.5)),
    "geomap:persian-gulf": ((51.0, 27.0), (38.0, 20.0)),
    "geomap:caspian": ((51.0, 41.0), (44.0, 41.0)),
    "geonames:565896": ((30.56, 50.43), (36.2, 50.0)),
    "geomap:siverskyi-donets": ((37.25, 49.2), (36.2, 50.6)),
    "geonames:707242": ((34.3, 47.5), (35.1, 47.1)),
    "geomap:golan": ((35.75, 33.0), (35.5, 32.8)),
    "geomap:mindanao-region": ((125.0, 7.5), (123.0, 10.3)),
    "geomap:java": ((110.4, -7.0), (115.2, -8.5)),
    "geomap:lesbos": ((26.3, 39.2), (26.9, 39.3)),
}


@pytest.mark.parametrize("key", WATERS)
def test_a_sea_or_river_is_where_it_should_be_and_not_elsewhere(key):
    inside, outside = WATERS[key]
    shape = outline(key)
    assert shape.distance(shapely.Point(inside)) < 0.03
    assert not shape.intersects(shapely.Point(outside))


def test_the_seas_keep_off_the_land():
    land = shapely.coverage_union_all(shipped("divisions.parquet").geometry.to_numpy())
    for key, *_ in listed("seas.tsv"):
        sea = outline(key)
        assert sea.intersection(land).area < 0.03 * sea.area, key


@pytest.mark.parametrize("key", [UKRAINE, SYRIA, ZAPORIZHZHIA_OBLAST, BAKHMUT_RAION, "geomap:donbas"])
def test_outlines_are_valid_and_their_exteriors_run_counter_clockwise(key):
    shape = outline(key)
    assert shape.is_valid
    for polygon in shapely.get_parts(shape):
        assert shapely.is_ccw(polygon.exterior)
        assert not any(shapely.is_ccw(hole) for hole in polygon.interiors)


@pytest.mark.parametrize("file", ["ukraine.parquet", "divisions.parquet"])
def test_neighbours_share_their_edges_without_slivers(file):
    assert shapely.coverage_is_valid(shipped(file).geometry.to_numpy())


RECOGNISED = {  # position -> the country it belongs to by the United Nations
    "Simferopol": (34.1, 44.95, "UA"),
    "Sevastopol": (33.53, 44.6, "UA"),
    "Kerch": (36.45, 45.35, "UA"),
    "Donetsk": (37.8, 48.0, "UA"),
    "Luhansk": (39.3, 48.57, "UA"),
    "Tiraspol": (29.63, 46.84, "MD"),
    "Sukhumi": (41.05, 43.02, "GE"),
    "Tskhinvali": (43.97, 42.23, "GE"),
    "Stepanakert": (46.75, 39.82, "AZ"),
    "Pristina": (21.16, 42.66, "XK"),
    "North Nicosia": (33.36, 35.2, "CY"),
    "Hargeisa": (44.06, 9.56, "SO"),
    "Laayoune": (-13.2, 27.15, "EH"),
    "Dakhla": (-15.93, 23.72, "EH"),
    "Tarfaya": (-12.9, 27.92, "MA"),
    "Golan Heights": (35.75, 33.0, "SY"),
    "Tiberias": (35.53, 32.79, "IL"),
    "Old City of Jerusalem": (35.2345, 31.778, "PS"),
    "Ramallah": (35.2, 31.9, "PS"),
    "Gaza": (34.45, 31.5, "PS"),
    "Taipei": (121.5, 25.03, "TW"),
    "Baikonur": (63.3, 45.62, "KZ"),
}


@pytest.mark.parametrize("name", RECOGNISED)
def test_places_under_dispute_lie_in_the_country_that_is_recognised(name):
    lon, lat, country = RECOGNISED[name]
    assert containing(LonLat(lon=lon, lat=lat)).country == country


def test_the_outline_of_ukraine_holds_crimea_and_the_outline_of_russia_does_not():
    simferopol, sevastopol = shapely.points([(34.1, 44.95), (33.53, 44.6)])
    table = outlines([UKRAINE, "geonames:2017370"]).set_index("id").geometry
    for town in (simferopol, sevastopol):
        assert table[UKRAINE].contains(town)
        assert not table["geonames:2017370"].intersects(town)


def test_a_position_in_ukraine_is_known_by_oblast_and_raion():
    found = containing(LonLat(lon=38.0, lat=48.6))
    assert (found.country, found.admin1, found.admin2) == ("UA", "UA.05", "UA.05.1402")
    assert (found.admin1_id, found.admin2_id) == (DONETSK_OBLAST, BAKHMUT_RAION)


def test_a_position_at_sea_lies_in_no_country():
    found = containing(LonLat(lon=31.0, lat=43.0))
    assert (found.country, found.admin1, found.admin2) == ("", "", "")


def test_each_raion_contains_its_own_inner_point():
    for row in shipped("ukraine.parquet").itertuples():
        inside = row.geometry.representative_point()
        assert containing(LonLat(lon=inside.x, lat=inside.y)).admin2_id == row.admin2_id


def test_every_oblast_and_every_raion_of_the_reform_of_2020_has_an_outline():
    table = shipped("ukraine.parquet")
    assert len(table) == 138
    assert table.admin1.nunique() == 27
    assert table.admin2_id[table.admin2_id != ""].nunique() == 136


def test_each_raion_lies_where_geonames_has_it():
    table = shipped("ukraine.parquet").set_index("admin2_id")
    for row in rows("UA.tsv.xz"):
        key = f"geonames:{row[0]}"
        if row[7] == "ADM2" and key in table.index:
            assert table.geometry[key].distance(shapely.Point(float(row[5]), float(row[4]))) < NEAR, row[1]


def test_each_matched_division_lies_where_its_seat_is():
    seats = [row for row in rows("cities500.tsv.xz") if row[7] in {"PPLA", "PPLC"} and row[8] != "UA"]
    table = shipped("divisions.parquet")
    table = table[table.admin1 != ""].dissolve("admin1")
    found = [(f"{row[8]}.{row[10]}", shapely.Point(float(row[5]), float(row[4]))) for row in seats]
    known = [(code, point) for code, point in found if code in table.index]
    astray = [code for code, point in known if table.geometry[code].distance(point) > NEAR]
    assert len(known) > 2500
    assert astray == []


def test_the_list_of_divisions_without_outline_is_true():
    districts = shipped("districts.parquet")
    outlined = {
        *shipped("divisions.parquet").admin1,
        *shipped("ukraine.parquet").admin1,
        *districts.admin1[districts.admin2 == ""],
    }
    lost = {code for code, *_ in rows("admin1CodesASCII.tsv.xz")} - outlined
    assert {code for code, _ in listed("unmatched.tsv")} == lost


def test_two_divisions_never_share_an_outline():
    table = shipped("divisions.parquet")
    ids = table.loc[table.admin1 != "", ["admin1", "admin1_id"]].drop_duplicates()
    assert max(Counter(ids.admin1_id).values()) == 1


AFRIN, TSHOPO = "geonames:174184", "geonames:204704"


def test_a_district_outside_ukraine_has_its_outline():
    table = outlines([AFRIN])
    assert table.geometry.iloc[0].contains(shapely.Point(36.87, 36.51))  # the town
    assert table.drop(columns="geometry").iloc[0].to_dict() == {
        "id": AFRIN,
        "name": "Afrin District",
        "feature_code": "ADM2",
        "country": "SY",
        "source": "Who's On First, Mesoshapes, Quattroshapes",
    }


def test_a_province_younger_than_the_map_of_the_world_has_its_outline():
    assert outline(TSHOPO).contains(shapely.Point(25.19, 0.52))  # Kisangani


def test_a_position_lies_in_its_district():
    at = containing(LonLat(lon=36.87, lat=36.51))
    assert (at.country, at.admin1, at.admin2, at.admin2_id) == ("SY", "SY.09", "SY.09.174184", AFRIN)
    kisangani = containing(LonLat(lon=25.19, lat=0.52))
    assert (kisangani.country, kisangani.admin1_id) == ("CD", TSHOPO)


def test_each_district_lies_where_its_seat_is():
    table = shipped("districts.parquet").set_index("admin2")
    seats: dict[str, list[shapely.Point]] = {}
    for row in rows("cities500.tsv.xz"):
        if row[7] == "PPLA2":
            at = shapely.Point(float(row[5]), float(row[4]))
            seats.setdefault(f"{row[8]}.{row[10]}.{row[11]}", []).append(at)  # GeoNames gives some two
    known = [code for code in table.index if code in seats]
    away = [min(map(table.geometry[code].distance, seats[code])) for code in known]
    assert len(known) > 2500
    assert max(away) <= NEAR
    assert sum(far > 0.05 for far in away) < 0.005 * len(known)


def test_outlines_of_districts_are_whole_and_each_is_one_division_s():
    table = shipped("districts.parquet")
    assert table.geometry.is_valid.all()
    assert not table.geometry.is_empty.any()
    assert not table.duplicated(["admin1", "admin2"]).any()
    assert (table.admin2 != "").sum() > 7500
