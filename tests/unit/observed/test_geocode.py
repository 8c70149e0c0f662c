"""A record without a position is placed where the gazetteer and its own divisions agree, and no more exactly."""

import pandas as pd
import pytest
from making import candidate

from geomap.observed import read_records
from geomap.observed.geocode import place_records
from geomap.observed.wording import named, names_in
from geomap.records import GeoPrecision, KnownAs


def entry(name, number, lon, lat, *, kind="PPL", code="UA.07", **more):
    feature_class = "P" if kind.startswith("PPL") else "L" if kind == "RGN" else "A"
    admin1 = {"UA.07": "Kharkiv Oblast", "UA.26": "Zaporizhzhia Oblast"}.get(code, "")
    given = {
        "feature_class": feature_class,
        "feature_code": kind,
        "admin1_code": code,
        "admin1": admin1,
        "population": 500,
    }
    return candidate(name, id=f"geonames:{number}", lon=lon, lat=lat, **{"reach_km": 3.0, **given, **more})


KHARKIV = entry("Kharkiv Oblast", 1, 36.5, 49.5, kind="ADM1", reach_km=100.0)
KUPIANSK_RAION = entry("Kupiansk Raion", 2, 37.6, 49.7, kind="ADM2", reach_km=30.0)
PLACES = {
    "Kharkiv Oblast": [KHARKIV],
    "Kharkiv": [entry("Kharkiv", 3, 36.25, 49.98, kind="PPLA", population=1_400_000)],
    "Kupiansk raion": [KUPIANSK_RAION],
    "Hroza": [entry("Hroza", 4, 37.4, 49.6), entry("Hroza", 5, 35.0, 47.5, code="UA.26", population=1900)],
    "Andriivka": [entry("Andriivka", 6, 36.0, 49.9), entry("Andriivka", 7, 37.0, 49.0)],
    "Lonely": [entry("Lonely", 8, 30.0, 50.0, code="UA.12")],
    "Ukraine": [entry("Ukraine", 9, 32.0, 49.0, kind="PCLI", code="", reach_km=700.0)],
    "Gaza Strip": [entry("Gaza Strip", 10, 34.4, 31.4, kind="ADM1", code="PS.GZ", country="PS")],
    "Rafah": [entry("Rafah", 11, 34.25, 31.29, code="PS.GZ", country="PS")],
    "Dushanka": [entry("Dushanka", 12, 36.3, 49.6)],
    "Bigtown": [entry("Bigtown", 13, 36.3, 49.6, population=20_000)],
    "Sametown": [entry("Sametown", 14, 36.3, 49.6, population=20_000), entry("Sametown", 15, 33.0, 49.0)],
    "Isle": [entry("Isle", 16, 36.0, 49.6, kind="ADM2", admin2_code="UA.07.1")],
    "Bay": [entry("Bay", 17, 36.1, 49.6, admin2_code="UA.07.1"), entry("Bay", 18, 30.0, 50.0, code="UA.12")],
    "Izium raion": [entry("Izium Raion", 20, 37.2, 49.2, kind="ADM2", admin2_code="UA.07.2", reach_km=60.0)],
    "Nova": [entry("Nova", 21, 37.0, 49.3, admin2_code="UA.07.3")],
    "Novopil": [entry("Novopil", 22, 37.0, 49.3, admin2_code="UA.07.3", population=20_000)],
    "Large": [entry("Large", 23, 36.0, 49.6, population=90_000), entry("Large", 24, 37.3, 49.0)],
    "Capital": [entry("Capital", 25, 30.5, 50.4, kind="PPLC", population=90_000), entry("Capital", 26, 33.0, 49.0)],
    "Donbas": [entry("Donbas", 27, 38.3, 48.3, kind="RGN", code="", reach_km=170.0)],
    "Renamed": [
        entry("Renamed", 28, 37.3, 49.2, admin2_code="UA.07.2"),
        entry("Large", 29, 37.0, 49.3, admin2_code="UA.07.3", population=20_000, known_as=KnownAs.FORMER),
    ],
    "Vukovar": [entry("Vukovar", 19, 19.0, 45.35, code="HR.18", country="HR", population=22_000)],
}
SIMILAR = {
    "Charkov": [entry("Kharkiv Oblast", 1, 36.5, 49.5, kind="ADM1", spelling="Kharkov", known_as=KnownAs.SIMILAR)],
    "Karkas": [entry("Kharkiv Oblast", 1, 36.5, 49.5, kind="ADM1", spelling="Kharkov", known_as=KnownAs.SIMILAR)],
    "Hrosa": [entry("Hroza", 4, 37.4, 49.6, known_as=KnownAs.SIMILAR)],
    "Dushanko": [entry("Dushanka", 12, 36.3, 49.6, known_as=KnownAs.SIMILAR)],
}


class Atlas:
    """A gazetteer of a few places."""

    fingerprint = "test"

    def __init__(self):
        self.questions = 0

    def facts(self, _folded):
        return {}

    def candidates(self, names):
        self.questions += 1
        return {name: tuple(PLACES.get(name, ())) for name in names}

    def similar(self, names, *, countries):
        self.questions += 1
        return {name: tuple(one for one in SIMILAR.get(name, ()) if one.country in countries) for name in names}


def placed(tmp_path, **cells):
    row = {"date": "2023-10-05", "country": "Ukraine", **cells}
    pd.DataFrame([row]).to_csv(tmp_path / "x.csv", index=False)
    return place_records(read_records(tmp_path / "x.csv"), Atlas()).iloc[0]


def test_a_village_is_the_one_in_the_division_that_the_record_names(tmp_path):
    record = placed(tmp_path, place="Hroza village", admin1="Kharkiv oblast", admin2="Kupiansk raion")
    assert (record["place_id"], record["geo_precision"], record["geocoded"]) == ("geonames:4", "settlement", True)
    assert (record.geometry.x, record.geometry.y) == (37.4, 49.6)
    assert "in Kupiansk Raion" in record["why"]


def test_a_bigger_place_of_the_name_in_another_division_does_not_win(tmp_path):
    record = placed(tmp_path, place="Hroza", admin1="Kharkiv Oblast")
    assert record["place_id"] == "geonames:4"


def test_a_spelling_near_a_village_is_taken_inside_the_division_only(tmp_path):
    assert placed(tmp_path, place="Hrosa", admin1="Kharkiv Oblast")["place_id"] == "geonames:4"
    assert placed(tmp_path, place="Hrosa")["geo_precision"] == "none"


def test_two_villages_of_one_name_in_one_division_leave_the_division(tmp_path):
    record = placed(tmp_path, place="Andriivka village", admin1="Kharkiv Oblast")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:1", "adm1")
    assert record["reach_km"] == pytest.approx(125.0)


def test_an_unknown_village_lies_somewhere_in_its_district(tmp_path):
    record = placed(tmp_path, place="Nowhereville village", admin1="Kharkiv Oblast", admin2="Kupiansk raion")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:2", "adm2")
    assert record["reach_km"] == 60.0


def test_a_district_that_is_the_place_itself_is_an_area(tmp_path):
    record = placed(tmp_path, place="Kupiansk raion", admin1="Kharkiv Oblast")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:2", "adm2")
    record = placed(tmp_path, place="Kharkiv Oblast", admin2="Kupiansk raion")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:1", "adm1")


def test_the_seat_of_a_division_leads_to_the_division(tmp_path):
    record = placed(tmp_path, place="Nowhereville", admin1="Kharkiv")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:1", "adm1")


def test_without_a_division_only_a_name_that_is_alone_in_the_country_is_placed(tmp_path):
    assert placed(tmp_path, place="Lonely")["place_id"] == "geonames:8"
    assert placed(tmp_path, place="Hroza")["geo_precision"] == "none"
    assert placed(tmp_path, place="Lonely", country="")["geo_precision"] == "none"
    assert placed(tmp_path, place="Lonely", country="Poland")["geo_precision"] == "none"


def test_a_division_that_the_gazetteer_lacks_does_not_hide_a_known_town_that_is_alone_of_its_name(tmp_path):
    lacking = {"admin1": "Bygone province", "admin2": "Lost district"}
    assert placed(tmp_path, place="Bigtown", **lacking)["place_id"] == "geonames:13"
    assert placed(tmp_path, place="Sametown", **lacking)["geo_precision"] == "none"
    assert placed(tmp_path, place="Dushanka", **lacking)["geo_precision"] == "none"


@pytest.mark.parametrize(("place", "level"), [("Nova village", "adm2"), ("Novopil", "settlement")])
def test_what_the_gazetteer_puts_into_another_district_is_taken_near_the_named_one_only_if_it_is_a_town(
    tmp_path, place, level
):
    assert placed(tmp_path, place=place, admin1="Kharkiv Oblast", admin2="Izium raion")["geo_precision"] == level


def test_the_largest_of_a_name_is_not_taken_in_a_district_that_the_gazetteer_lacks(tmp_path):
    known = placed(tmp_path, place="Large", admin1="Kharkiv Oblast")
    lacking = {"place": "Large", "admin1": "Kharkiv Oblast", "admin2": "Nowhere raion"}
    assert (known["place_id"], placed(tmp_path, **lacking)["geo_precision"]) == ("geonames:23", "adm1")


def test_a_province_may_be_of_the_second_level(tmp_path):
    assert placed(tmp_path, place="Bay", admin1="Isle")["place_id"] == "geonames:17"


def test_a_town_of_a_state_that_is_no_more_lies_in_the_successor_that_has_it(tmp_path):
    once = {"place": "Vukovar town", "admin1": "Bygone province"}
    assert placed(tmp_path, **once, country="Serbia (Yugoslavia)")["place_id"] == "geonames:19"
    assert placed(tmp_path, **once, country="Serbia")["geo_precision"] == "none"


def test_a_country_has_no_point(tmp_path):
    record = placed(tmp_path, place="Ukraine")
    assert (record["geo_precision"], record.geometry, record["place_id"]) == ("country", None, "geonames:9")


def test_a_site_is_near_the_place_it_is_named_after(tmp_path):
    record = placed(tmp_path, place="Dushanka airport", admin1="Kharkiv Oblast")
    assert (record["place_id"], record["geo_precision"], record["reach_km"]) == ("geonames:12", "near", 25.0)


def test_a_division_of_another_country_moves_the_record_there(tmp_path):
    record = placed(tmp_path, place="Rafah town", admin1="Gaza Strip", country="Israel")
    assert (record["place_id"], record["geo_precision"]) == ("geonames:11", "settlement")


def described(tmp_path, description, **cells):
    row = {
        "type_of_violence": "1",
        "where_prec": "2",
        "date_prec": "1",
        "date_end": "2023-10-05",
        "best": "1",
        "id": "1",
    }
    more = {"date_start": "2023-10-05", "where_coordinates": "Xyz hill", "adm_1": "Kharkiv Oblast", **cells}
    path = tmp_path / "u.csv"
    pd.DataFrame([{**row, **more, "country": "Ukraine", "where_description": description}]).to_csv(path, index=False)
    return place_records(read_records(path), Atlas()).iloc[0]


@pytest.mark.parametrize(
    "description",
    [
        "on a hill in Kharkiv oblast, 5 km from Dushanka",
        "on a hill in Dushanka and elsewhere",  # the little word does not begin "in"
        "near Dushanko",
        "under Dushanka Police Station",
    ],
)
def test_a_place_of_an_unknown_name_is_near_the_town_its_description_names(tmp_path, description):
    record = described(tmp_path, description)
    assert (record["place_id"], record["geo_precision"]) == ("geonames:12", "near")
    assert record["why"].startswith("the description names Dushanka")


def test_a_place_that_the_description_says_once_more_is_no_other_place(tmp_path):
    record = described(tmp_path, "Large town", where_coordinates="Large", adm_2="Nowhere raion")
    assert record["geo_precision"] == "adm1"


@pytest.mark.parametrize("away", ["80 kilometers (50 miles) south of", "40 km from", "30 miles from"])
def test_a_town_that_the_description_calls_far_away_is_not_the_place(tmp_path, away):
    assert described(tmp_path, f"on a hill, {away} Dushanka")["geo_precision"] == "adm1"


def test_an_area_of_the_division_s_name_is_not_its_town(tmp_path):
    assert described(tmp_path, "which is part of the Kharkiv area")["geo_precision"] == "adm1"
    assert described(tmp_path, "on the edge of Kharkiv city")["place_id"] == "geonames:3"


def test_a_record_with_a_position_keeps_it(tmp_path):
    record = placed(tmp_path, place="Hroza", admin1="Kharkiv Oblast", lat="1.5", lon="2.5")
    assert (record.geometry.x, record["geocoded"]) == (2.5, False)


def test_the_gazetteer_is_asked_a_few_times_whatever_the_number_of_records(tmp_path):
    rows = [{"date": "2023-10-05", "country": "Ukraine", "place": f"Village{n}"} for n in range(500)]
    pd.DataFrame(rows).to_csv(tmp_path / "x.csv", index=False)
    atlas = Atlas()
    place_records(read_records(tmp_path / "x.csv"), atlas)
    assert atlas.questions <= 3


@pytest.mark.parametrize(
    ("written", "bare", "kind"),
    [
        ("Ariha district", "Ariha", GeoPrecision.ADM2),
        ("Rami village", "Rami", GeoPrecision.SETTLEMENT),
        ("the town of Al-Ghantu", "Al-Ghantu", GeoPrecision.SETTLEMENT),
        ("Paktya province", "Paktya", GeoPrecision.ADM1),
        ("Donetsk International airport", "Donetsk", GeoPrecision.NEAR),
        ("Tirwaziya checkpoint (M4)", "Tirwaziya", GeoPrecision.NEAR),
        ("Kyiv", "Kyiv", None),
    ],
)
def test_the_noun_says_what_kind_of_place_it_is(written, bare, kind):
    found = named(written)
    assert (found.bare, found.kind) == (bare, kind)


def test_the_names_of_a_description_come_with_their_kinds():
    found = names_in("on the outskirts of Tarin Kot, in Uruzgan province, toward al-Bab")
    assert [(one.bare, one.kind) for one in found] == [
        ("Tarin Kot", GeoPrecision.SETTLEMENT),
        ("Uruzgan", GeoPrecision.ADM1),
        ("al-Bab", None),
    ]


def test_a_division_called_after_the_place_is_its_own(tmp_path):
    assert placed(tmp_path, place="Capital city", admin1="Capital independent city")["place_id"] == "geonames:25"
    assert placed(tmp_path, place="Capital city", admin1="Bygone province")["geo_precision"] == "none"


def test_a_division_s_name_is_mended_by_one_edit_and_no_more(tmp_path):
    assert placed(tmp_path, place="Nowhereville", admin1="Charkov")["place_id"] == "geonames:1"
    assert placed(tmp_path, place="Nowhereville", admin1="Karkas")["geo_precision"] == "none"


@pytest.mark.parametrize(
    "cell",
    [
        "Hroza - Kharkiv Oblast",
        "Hroza/Kharkiv Oblast/Ukraine",
        "Ukraine > Kharkiv Oblast > Hroza",
        "Hroza; Kharkiv Oblast",
    ],
)
def test_other_marks_than_commas_stand_between_a_place_and_what_it_lies_in(tmp_path, cell):
    assert placed(tmp_path, place=cell)["place_id"] == "geonames:4"


def test_a_town_of_another_district_is_not_taken_by_a_name_that_it_no_longer_bears(tmp_path):
    found = placed(tmp_path, place="Renamed", admin1="Kharkiv Oblast", admin2="Izium raion")
    assert found["place_id"] == "geonames:28"


def test_an_unknown_village_lies_somewhere_in_the_region_that_is_named_for_a_division(tmp_path):
    found = placed(tmp_path, place="Unheard", admin1="Donbas")
    assert (found["place_id"], found["geo_precision"], found["reach_km"]) == ("geonames:27", "region", 212.5)
