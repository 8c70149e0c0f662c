"""A row that is a country or a division is an area, and no settlement's pin; positions that cannot be are told."""

import pytest

from geomap.countries import country_code
from geomap.geo import LonLat
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.observed.geocode import place_records, to_place
from geomap.records import Candidate, KnownAs


def read(tmp_path, text, columns=""):
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    options = ReadOptions(columns=read_columns(columns)) if columns else ReadOptions()
    (table,) = read_tables(tmp_path / "t.csv", options)
    return table


def levels(table):
    return table.records["geo_precision"].tolist()


def test_a_place_called_like_a_country_or_a_division_is_one(tmp_path):
    rows = "\n".join(
        f'2023-02-10,"{place}",48.5,38.0'
        for place in (
            "Ukraine",
            "Donetsk Oblast",
            "Лубенський район",
            "Bakhmut",
            "Donetsk Oblast, Ukraine",
            "Luxembourg",
        )
    )
    table = read(tmp_path, f"date,place,lat,lon\n{rows}\n")
    assert levels(table) == ["country", "adm1", "adm2", "settlement", "adm1", "settlement"]
    assert table.records.geometry.isna().tolist() == [True, False, False, False, False, False]
    assert table.records["why"][1] == "its name is a province's"
    assert table.records["reach_km"][1] == 90.0


@pytest.mark.parametrize(("place", "level"), [("Україна", "country"), ("Россия", "country"), ("Grecia", "settlement")])
def test_a_country_is_known_in_its_own_letters_and_a_town_is_not_taken_for_one(tmp_path, place, level):
    assert levels(read(tmp_path, f"date,place,lat,lon\n2023-02-10,{place},-12.97,-38.5\n")) == [level]


@pytest.mark.parametrize("name", ["Россия", "Russland", "Russie", "Rusia", "Rosja", "Rusya", "روسيا", "Росія", "RUS"])
def test_countries_are_known_in_the_languages_that_people_write_tables_in(name):
    assert country_code(name) == "RU"


def test_a_town_called_like_another_country_is_a_town(tmp_path):
    table = read(tmp_path, "date,place,country,admin1,lat,lon\n2023-02-10,Lebanon,United States,Tennessee,36.2,-86.3\n")
    assert levels(table) == ["settlement"]


def test_a_place_taken_from_a_column_of_divisions_is_a_division(tmp_path):
    text = "date,ADMIN1,y,x\n2023-02-10,Kherson,46.6,33.3\n"
    assert levels(read(tmp_path, text, "place=ADMIN1,lat=y,lon=x")) == ["adm1"]


def test_a_centroid_is_no_settlement(tmp_path):
    text = "date,country,admin1,centroid_latitude,centroid_longitude\n2023-02-10,Ukraine,Kherson,46.6,33.3\n"
    assert levels(read(tmp_path, text)) == ["adm1"]


def test_rows_of_a_division_that_share_one_point_and_name_no_place_have_its_middle(tmp_path):
    rows = "".join(f"2023-02-{day},Ukraine,Kherson,46.6,33.3\n" for day in (10, 11, 12))
    head = "date,country,admin1,lat,lon\n"
    assert levels(read(tmp_path, head + rows)) == ["adm1"] * 3
    apart = rows + "2023-02-13,Ukraine,Kherson,46.7,33.3\n"
    assert levels(read(tmp_path, head + apart)) == ["settlement"] * 4


@pytest.mark.parametrize(
    ("column", "value", "level"),
    [
        ("precision", "oblast", "adm1"),
        ("geo_precision", "3", "adm1"),
        ("geo_precision", "adm2", "adm2"),
        ("where_prec", "4", "adm1"),
        ("feature_code", "ADM1", "adm1"),
        ("Точність", "район", "adm2"),
        ("admin_level", "0", "country"),
    ],
)
def test_a_column_says_how_exactly_a_place_is_known(tmp_path, column, value, level):
    table = read(tmp_path, f"date,place,lat,lon,{column}\n2023-02-10,X,46.6,33.3,{value}\n")
    assert levels(table) == [level]


def test_a_level_that_nobody_knows_is_told_and_a_column_of_metres_is_passed_over(tmp_path):
    head = "date,place,lat,lon,precision\n"
    table = read(tmp_path, f"{head}2023-02-10,X,46.6,33.3,oblast\n2023-02-10,Y,46.6,33.3,blurry\n")
    assert levels(table) == ["adm1", "settlement"]
    assert [reject.reason for reject in table.rejects] == ["unknown code"]
    table = read(tmp_path, f"{head}2023-02-10,X,46.6,33.3,4.9\n2023-02-10,Y,46.6,33.3,12\n")
    assert (levels(table), table.rejects) == (["settlement", "settlement"], ())
    assert any("passed over" in remark for remark in table.remarks)


SWAPPED = "2023-02-10,Bakhmut,{land}38.0003,48.5956\n2023-02-11,Kherson,{land}32.6169,46.6354\n"


@pytest.mark.parametrize(
    ("head", "land"), [("country,", "Ukraine,"), ("oblast,", "Kherson Oblast,"), ("admin1,", "Donetsk,")]
)
def test_swapped_columns_are_put_right_with_a_receipt_when_all_rows_agree(tmp_path, head, land):
    table = read(tmp_path, f"date,place,{head}lat,lon\n{SWAPPED.format(land=land)}")
    assert [(at.x, at.y) for at in table.records.geometry] == [(48.5956, 38.0003)[::-1], (46.6354, 32.6169)[::-1]]
    assert table.records["why"].tolist() == ["latitude and longitude were swapped in the file"] * 2
    assert any("put right" in remark for remark in table.remarks)


def test_longitudes_without_their_sign_are_put_right_too(tmp_path):
    rows = '2023-02-10,"Monterrey, Mexico",25.67,100.31\n2023-02-11,"Puebla, Mexico",19.04,98.2\n'
    table = read(tmp_path, f"date,place,lat,lon\n{rows}")
    assert [at.x for at in table.records.geometry] == [-100.31, -98.2]
    assert table.records["why"][0] == "the longitudes had lost their sign in the file"


def test_one_stranger_among_rows_that_fit_is_told_and_kept(tmp_path):
    rows = "2023-02-10,Bakhmut,Ukraine,48.5956,38.0003\n2023-02-11,Kherson,Ukraine,32.6169,46.6354\n"
    table = read(tmp_path, f"date,place,country,lat,lon\n{rows}")
    (reject,) = table.rejects
    assert (reject.reason, table.records.geometry[1].x) == ("far outside its country", 46.6354)
    assert "would lie there if latitude and longitude were swapped" in reject.detail


@pytest.mark.parametrize(("lat", "lon"), [("138", "48"), ("48", "738"), ("-91", "0")])
def test_a_position_that_cannot_be_is_a_reject(tmp_path, lat, lon):
    table = read(tmp_path, f"date,notes,lat,lon\n2023-02-10,a,{lat},{lon}\n2023-02-10,b,48.5,38\n")
    assert [reject.reason for reject in table.rejects] == ["position off the globe"]
    assert len(table.records) == 1


class Lands:
    """A gazetteer of one province, one country and a town abroad called like it."""

    id = "lands"

    def candidates(self, names):
        known = {one.name: one for one in (OBLAST, LAND)}
        return {name: (known[name],) if name in known else () for name in names} | (
            {"Ukraine": (LAND, NAMESAKE)} if "Ukraine" in names else {}
        )

    def similar(self, names, *, countries):
        return dict.fromkeys(names, ())


def entry(ident, name, country, code, feature_class):
    return Candidate(
        id=ident,
        name=name,
        at=LonLat(lon=37.7, lat=48.05),
        country=country,
        admin1="",
        admin2="",
        admin1_code="UA.05",
        admin2_code="",
        feature_class=feature_class,
        feature_code=code,
        population=9000,
        reach_km=107.0,
        spelling=name,
        known_as=KnownAs.DISPLAY,
    )


OBLAST = entry("geonames:1", "Donetsk", "UA", "ADM1", "A")
LAND = entry("geonames:2", "Ukraine", "UA", "PCLI", "A")
NAMESAKE = entry("geonames:3", "Ukraine", "ES", "PPL", "P")


def test_a_row_of_a_whole_country_is_that_country_and_no_namesake_s_town(tmp_path):
    records = place_records(read(tmp_path, "date,place\n2023-02-10,Ukraine\n").records, Lands())
    assert (records["geo_precision"][0], records["place_id"][0], records.geometry[0]) == ("country", "geonames:2", None)


def test_a_row_without_a_point_that_says_it_is_a_division_is_placed_as_one(tmp_path):
    text = "date,place,country,precision\n2023-02-10,Donetsk,Ukraine,oblast\n2023-02-10,Nowhere,Ukraine,oblast\n"
    table = read(tmp_path, text)
    assert to_place(table.records).all()
    records = place_records(table.records, Lands())
    assert records["geo_precision"].tolist() == ["adm1", "none"]
    assert records["place_id"][0] == "geonames:1"


def test_a_column_of_kinds_of_places_is_no_column_of_kinds_of_events(tmp_path):
    text = (
        "date,place,type,lat,lon\n2023-02-10,Харків,місто,50,36\n2023-02-11,Лубни,Район,50,33\n2023-02-12,Суми,,51,35\n"
    )
    table = read(tmp_path, text)
    assert table.records["type_given"].isna().all()
    assert levels(table) == ["settlement", "adm2", "settlement"]
    assert read(tmp_path, text, "type=type").records["type_given"][0] == "місто"
    mixed = read(tmp_path, text.replace("Район", "обстріл"))
    assert mixed.records["type_given"].tolist()[:2] == ["місто", "обстріл"]
