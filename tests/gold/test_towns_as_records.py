"""Towns and capitals in the cells of a table are placed, however they are written: tables made from the gazetteer."""

import csv
import gzip
from functools import cache

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.geo import LonLat, distance_km
from geomap.joining import observed

RIGHT = 0.99
NEAR_KM = 25.0
LEAST = 20_000  # inhabitants
QUARTERS = {"PPLX", "PPLH", "PPLQ", "PPLW"}


@cache
def settlements():
    keys, _, _ = open_gazetteer().settlements()
    return [one for one in open_gazetteer().by_keys(keys.tolist()) if one.feature_code not in QUARTERS]


@cache
def ukrainian():
    return [one for one in settlements() if one.country == "UA" and one.population >= LEAST]


@cache
def capitals():
    return [one for one in settlements() if one.feature_code == "PPLC"]


def astray(folder, rows):
    """The places whose row - its cells and where it should be - is not placed near them."""
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        names = sorted({name for cells, _ in rows for name in cells})
        table = csv.DictWriter(file, ["id", "date", *names])
        table.writeheader()
        for at, (cells, _) in enumerate(rows):
            table.writerow({"id": at, "date": "2024-05-14", **cells})
    found = observed([folder / "rows.csv"]).records
    placed = {
        str(ident).rpartition(":")[2]: point
        for ident, precision, point in zip(found["id"], found["geo_precision"], found.geometry, strict=True)
        if precision == "settlement"
    }
    wrong = []
    for at, (cells, one) in enumerate(rows):
        point = placed.get(str(at))
        if point is None or distance_km(LonLat(lon=point.x, lat=point.y), one.at) > NEAR_KM:
            wrong.append((*cells.values(), point))
    return wrong


def assert_right(wrong, rows):
    assert len(wrong) <= (1 - RIGHT) * len(rows), (len(wrong), len(rows), wrong)


def test_ukrainian_towns_are_placed_beside_their_country(tmp_path):
    rows = [({"place": one.name, "country": "Ukraine"}, one) for one in ukrainian()]
    assert len(rows) > 200
    assert_right(astray(tmp_path, rows), rows)


def test_capitals_are_placed_beside_their_country(tmp_path):
    land = open_gazetteer().country_name
    rows = [({"place": one.name, "country": land(one.country)}, one) for one in capitals()]
    assert len(rows) > 190
    assert_right(astray(tmp_path, rows), rows)


def test_ukrainian_towns_are_placed_with_oblast_and_country_in_one_cell(tmp_path):
    rows = [({"place": f"{one.name}, {one.admin1}, Ukraine"}, one) for one in ukrainian()]
    assert_right(astray(tmp_path, rows), rows)


@pytest.mark.shared
def test_ukrainian_towns_are_placed_in_their_own_letters_with_abbreviations(tmp_path, shared):
    kinds = {"M": "м.", "T": "смт", "C": "с.", "X": "с-ще", "K": "м."}
    with gzip.open(shared / "gazetteer" / "katottg_geocoded.csv.gz", "rt", encoding="utf-8") as lines:
        official = {
            f"geonames:{row['geonameid']}": (kinds[row["category"]], row["name_uk"], row["oblast"])
            for row in csv.DictReader(lines)
            if row["geonameid"] and row["category"] in kinds
        }
    rows = []
    for one in ukrainian():
        if one.id in official:
            kind, name, oblast = official[one.id]
            division = f"{oblast} обл." if oblast.endswith("ська") else oblast
            rows.append(({"place": f"{kind} {name}", "oblast": division}, one))
    assert len(rows) > 190
    assert_right(astray(tmp_path, rows), rows)
