"""Any table is read by its column names; what is wrong with it is said all at once."""

import json

import geopandas as gpd
import pandas as pd
import pytest
from shapely import Point, box

from geomap.errors import SettingsError, TableError
from geomap.intake.options import ReadOptions
from geomap.joining import observed
from geomap.observed import read_records, read_tables

ROWS = [
    {
        "date": "2023-02-10",
        "place": "Kyiv",
        "lat": "50.45",
        "lon": "30.52",
        "type": "Protests",
        "url": "https://a.org/1",
    },
    {"date": "2022-03", "place": "Lviv", "lat": "", "lon": "", "type": "something", "url": "javascript:alert(1)"},
]


def as_csv(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def written(tmp_path, kind):
    frame = pd.DataFrame(ROWS).replace({"": None})
    path = tmp_path / f"x{kind}"
    if kind == ".csv":
        frame.to_csv(path, index=False)
    elif kind == ".json":
        path.write_text(json.dumps({"records": ROWS}))
    elif kind == ".jsonl":
        path.write_text("\n".join(json.dumps(row) for row in ROWS))
    elif kind == ".parquet":
        frame.to_parquet(path)
    else:
        points = gpd.GeoSeries([Point(30.52, 50.45), None], crs="EPSG:4326")
        gpd.GeoDataFrame(frame.drop(columns=["lat", "lon"]), geometry=points).to_crs("EPSG:4326").to_file(
            path, engine="pyogrio"
        )
    return path


@pytest.mark.parametrize("kind", [".csv", ".json", ".jsonl", ".parquet", ".geojson", ".gpkg"])
def test_every_format_gives_the_same_records(tmp_path, kind):
    records = read_records(written(tmp_path, kind))
    assert records["place"].tolist() == ["Kyiv", "Lviv"]
    assert records["date_start"].astype(str).tolist() == ["2023-02-10", "2022-03-01"]
    assert records["date_end"].astype(str).tolist() == ["2023-02-10", "2022-03-31"]
    assert records["date_grain"].tolist() == ["day", "month"]
    assert records["event_type"].tolist() == ["Protests", ""]
    assert records["type_given"].tolist() == ["Protests", "something"]
    assert records["geo_precision"].tolist() == ["settlement", "none"]
    assert (records.geometry[0].x, records.geometry[0].y) == (30.52, 50.45)
    assert records.geometry.isna().tolist() == [False, True]
    assert records["url"].fillna("-").tolist() == ["https://a.org/1", "-"]
    assert records["id"].tolist() == ["table:row 1", "table:row 2"]


@pytest.mark.parametrize("kind", [".geojson", ".gpkg"])
def test_a_record_without_a_geometry_is_told(tmp_path, kind):
    (table,) = read_tables(written(tmp_path, kind))
    assert "without a geometry: 1 of 2 records, the first is number 2" in table.remarks


def test_a_table_whose_only_row_is_broken_says_what_is_wrong_with_it(tmp_path):
    path = as_csv(tmp_path / "x.csv", 'id,date,lat,lon,type\n1,2023-02-10,50,36,"Protests\n')
    with pytest.raises(TableError, match=r"x\.csv:2: broken line: .*are quotes inside a text doubled"):
        read_tables(path)


def test_a_header_of_equal_names_tells_some_of_them(tmp_path):
    path = as_csv(
        tmp_path / "x.csv", ",".join(["date", "lat", "lon"] * 300) + "\n2023-02-10,50,36" + ",,," * 299 + "\n"
    )
    (table,) = read_tables(path)
    (told,) = [remark for remark in table.remarks if "columns with one name" in remark]
    assert told.endswith("date (8), lat (8) and so on, 897 in all")


def test_columns_named_by_the_user_are_used(tmp_path):
    path = as_csv(tmp_path / "x.csv", "wann;wo;date\n2023-02-10;Kyiv;rubbish\n")
    records = read_records(path, columns={"date": "wann", "place": "wo"})
    assert records["place"].tolist() == ["Kyiv"]


def test_a_name_for_no_field_of_a_record_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="colour"):
        read_records(as_csv(tmp_path / "x.csv", "date,place\n2023-02-10,Kyiv\n"), columns={"colour": "x"})


def test_an_area_is_placed_at_a_point_inside(tmp_path):
    gpd.GeoDataFrame({"date": ["2023-02-10"]}, geometry=[box(0, 0, 2, 2)], crs="EPSG:4326").to_file(tmp_path / "x.gpkg")
    (point,) = read_records(tmp_path / "x.gpkg").geometry
    assert box(0, 0, 2, 2).contains(point)


def test_an_interval_may_be_two_columns_or_edtf(tmp_path):
    records = read_records(
        as_csv(tmp_path / "x.csv", "start,end,place\n2023-02-10,2023-02-16,A\n2023-02-10/2023-02-12,,B\n2023,,C\n")
    )
    assert records["date_end"].astype(str).tolist() == ["2023-02-16", "2023-02-12", "2023-12-31"]
    assert records["date_grain"].tolist() == ["week", "span", "year"]


FAULTY = (
    "id,date,date_end,lat,lon,killed,notes\n"
    '1,03/04/2023,,50,30,1,"two\nlines"\n'
    "2,,,50,30,,x\n"
    "3,2023-02-31,,50,30,,x\n"
    "4,2023-02-10,2023-02-01,50,30,,x\n"
    "5,2023-02-10,,91,30,,x\n"
    "6,2023-02-10,,50,,,x\n"
    "7,2023-02-10,,0,0,,x\n"
    "8,2023-02-10,,50,30,-1,x\n"
    "8,2023-02-11,,50,30,1.5,x\n"
    "9,2023-02-10,,50,30,2,x\n"
    "9,2023-02-10,,50,30,2,x\n"
)


def test_a_bad_row_costs_itself_and_a_bad_value_costs_the_value(tmp_path):
    (read,) = read_tables(as_csv(tmp_path / "x.csv", FAULTY))
    told = [(int(one.subject.rsplit(":", 1)[1]), one.reason, one.article_id) for one in read.rejects]
    assert told == [
        (2, "ambiguous date", None),
        (4, "no date", None),
        (5, "date not understood", None),
        (6, "ends before it begins", None),
        (7, "position off the globe", None),
        (8, "half a position", None),
        (9, "position 0, 0", "table:7"),
        (10, "count not understood", "table:8"),
        (11, "count not understood", "table:8-2"),
        (11, "repeated id", "table:8-2"),
        (13, "repeated row", None),
    ]
    assert read.records["id"].tolist() == ["table:7", "table:8", "table:8-2", "table:9"]
    assert read.records.geometry.isna().tolist() == [True, False, False, False]
    assert (read.n_rows, read.n_lost) == (11, 7)


def test_a_row_lost_for_two_reasons_is_one_lost_row(tmp_path):
    bad = {"date": 1.5, "date_end": 2.5, "lat": 490.0, "lon": 36.2, "killed": 0.5}
    (tmp_path / "float.json").write_text(json.dumps([ROWS[0], bad]))
    (told,) = observed([tmp_path / "float.json"]).rejects
    assert told.subject.endswith("float.json:2")
    assert (told.reason, told.article_id) == ("position off the globe", None)
    assert "date: '1.5'" in told.detail
    assert "date_end: '2.5'" in told.detail
    assert "killed" not in told.detail  # the record it would be a value of is not there


def test_a_strict_reading_refuses_the_table_with_all_faults_at_once(tmp_path):
    with pytest.raises(TableError) as caught:
        read_tables(as_csv(tmp_path / "x.csv", FAULTY), ReadOptions(strict=True))
    assert len(caught.value.faults) == 11
    assert all(fault.file.endswith("x.csv") for fault in caught.value.faults)


def test_a_row_whose_place_is_named_keeps_its_place_when_its_position_is_wrong(tmp_path):
    (read,) = read_tables(
        as_csv(tmp_path / "x.csv", "date,place,lat,lon\n2023-02-10,Kyiv,138,30\n2023-02-11,Lviv,49.8,\n")
    )
    assert read.records["place"].tolist() == ["Kyiv", "Lviv"]
    assert [one.article_id for one in read.rejects] == ["table:row 1", "table:row 2"]


def test_a_fault_names_the_column_as_the_file_does(tmp_path):
    with pytest.raises(TableError, match=r"x\.csv:2: date not understood: Wann: "):
        read_records(as_csv(tmp_path / "x.csv", "Wann,place\nnever,Kyiv\n"), columns={"date": "Wann"})


def test_thousands_of_equal_faults_are_counted_not_listed(tmp_path):
    with pytest.raises(TableError) as caught:
        read_records(as_csv(tmp_path / "x.csv", "date,place\n" + ",A\n" * 5000))
    assert len(caught.value.faults) == 100
    assert "4900 more rows" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.csv", "place\nKyiv\n", "no column for the date"),
        ("x.csv", "date\n2023-02-10\n", "no columns for the position"),
        ("x.csv", "date,place\n2023-02-10,Kyiv,more\n", "3 cells under 2 columns"),
        ("x.csv", bytes(range(256)), "is no text"),
        ("x.csv", "2023-02-10,Kyiv,50.4,30.5\n2023-02-11,Lviv,49.8,24.0\n", "looks like data"),
        ("x.csv", "", "cannot be read"),
        ("x.json", "{", "cannot be read"),
        ("x.json", "[1]", "list of objects"),
        ("x.geojson", "nonsense", "cannot be read"),
        ("x.parquet", "nonsense", "cannot be read"),
        ("x.docx", "nonsense", "unknown format .docx"),
    ],
)
def test_a_file_that_is_no_table_of_records_says_why(tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(TableError, match=says):
        read_records(path)


def test_a_named_column_that_is_not_there_is_a_fault_with_the_way_out(tmp_path):
    with pytest.raises(TableError, match=r"no column 'wann' for date(.|\n)*Columns found: date, place(.|\n)*--columns"):
        read_records(as_csv(tmp_path / "x.csv", "date,place\n2023-02-10,Kyiv\n"), columns={"date": "wann"})


def test_an_absent_file_is_a_fault(tmp_path):
    with pytest.raises(TableError, match="no such file"):
        read_records(tmp_path / "x.csv")


def test_a_table_without_rows_is_an_empty_table(tmp_path):
    assert len(read_records(as_csv(tmp_path / "x.csv", "date,place\n"))) == 0


def test_positions_in_another_projection_become_degrees(tmp_path):
    there = gpd.GeoSeries([Point(30.52, 50.45)], crs="EPSG:4326").to_crs("EPSG:3857")
    gpd.GeoDataFrame({"date": ["2023-02-10"]}, geometry=there).to_file(tmp_path / "x.gpkg")
    (point,) = read_records(tmp_path / "x.gpkg").geometry
    assert (round(point.x, 6), round(point.y, 6)) == (30.52, 50.45)


@pytest.mark.parametrize("column", ["type", "headline"])  # in the middle, and the last
@pytest.mark.parametrize("stray", [(500,), (300, 700)])
def test_a_quote_that_never_closes_costs_its_row_and_no_other(tmp_path, column, stray):
    rows = [
        {"date": "2023-02-10", "lat": "48.5", "lon": "37.9", "type": "Battles", "headline": f"fight {number}"}
        for number in range(1000)
    ]
    for number in stray:
        rows[number][column] = '"' + rows[number][column]
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    path = as_csv(tmp_path / "t.csv", "\n".join(lines) + "\n")
    (table,) = read_tables(path)
    broken = [one.subject.rpartition(":")[2] for one in table.rejects if one.reason == "broken line"]
    assert broken == [str(number + 2) for number in stray]
    assert table.n_rows == len(rows)


def test_tables_without_ids_share_none(tmp_path):
    one = as_csv(tmp_path / "a.csv", "date,lat,lon\n2023-02-10,49,36\n")
    other = as_csv(tmp_path / "b.csv", "date,lat,lon\n2023-02-11,50,37\n")
    assert observed([one, other]).records["id"].is_unique


def test_downloads_that_overlap_give_each_record_once(tmp_path):
    one = as_csv(tmp_path / "a.csv", "id,date,lat,lon\nx,2023-02-10,49,36\ny,2023-02-10,49,36\n")
    other = as_csv(tmp_path / "b.csv", "id,date,lat,lon\nx,2023-02-10,49,36\ny,2023-02-11,49,36\n")
    found = observed([one, other])
    assert list(found.records["id"]) == ["table:x", "table:y", "table:y-2"]
    assert [one.reason for one in found.rejects] == ["repeated row", "repeated id"]
    assert found.counts["rows of records"] == 4


def test_two_stray_quotes_do_not_make_one_cell_of_the_rows_between_them(tmp_path):
    rows = [f"2023-02-10,48.5,37.9,Battles,fight {number}" for number in range(10)]
    rows[3] = rows[3].replace("fight", '"fight')
    rows[7] += '"'
    path = as_csv(tmp_path / "t.csv", "\n".join(["date,lat,lon,type,headline", *rows]) + "\n")
    (table,) = read_tables(path)
    assert [one.subject.rpartition(":")[2] for one in table.rejects if one.reason == "broken line"] == ["5"]
    assert table.n_rows == len(rows)


def test_a_text_of_several_paragraphs_is_one_cell(tmp_path):
    prose = "First, a strike, then fire, then smoke, at noon\n" * 4
    path = as_csv(tmp_path / "t.csv", f'date,lat,lon,type,headline\n2023-02-10,48.5,37.9,Battles,"{prose}"\n')
    (table,) = read_tables(path)
    assert (len(table.records), table.n_lost) == (1, 0)
