"""Files as strangers bring them: rows that end early, codes for unknown, mailboxes, archives in archives, two orders."""
# ruff: noqa: E501 - lines of files as they are

import io
import json
import zipfile

import pytest
from typer.testing import CliRunner

from geomap.articles import read_articles
from geomap.bounds import Bounds
from geomap.cli import app
from geomap.days import read_days
from geomap.errors import TableError
from geomap.inspection import diagnosed
from geomap.intake.counts import read_count
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.joining import observed
from geomap.observed import read_tables
from geomap.records import Reject, Stage

BAKHMUT = (48.5956, 38.0003)
STORY = "Shells fell on Bakhmut on Friday and killed two people, the mayor said."


def read(tmp_path, content, name="t.csv", columns=""):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    options = ReadOptions(columns=read_columns(columns)) if columns else ReadOptions()
    (table,) = read_tables(tmp_path / name, options)
    return table


def articles(tmp_path, content, name, options=None):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(read_articles([tmp_path / name], options=options))
    lost = [one for one in items if isinstance(one, Reject) and one.stage is not Stage.NOTE]
    return [one for one in items if not isinstance(one, Reject)], lost


def lost(table):
    return [(one.subject.rpartition(":")[2], one.reason) for one in table.rejects if one.article_id is None]


def spots(table):
    return [None if point is None else (round(point.y, 4), round(point.x, 4)) for point in table.records.geometry]


def packed(files):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return whole.getvalue()


def test_a_row_that_leaves_out_the_empty_cells_at_its_end_is_kept_and_told(tmp_path):
    rows = "2023-02-10,Izium,49.2,37.3\n2023-02-11,Lyman,49.0,37.8,1,fire\n2023-02-12,Sumy,50.9,34.8,2\n"
    table = read(tmp_path, f"date,place,lat,lon,killed,notes\n{rows}")
    assert table.records["place"].tolist() == ["Izium", "Lyman", "Sumy"]
    assert table.records["killed_best"].fillna(-5).tolist() == [-5, 1, 2]
    assert not table.rejects
    assert any("2 rows end early" in remark and "lines 2, 4" in remark for remark in table.remarks)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        ("2023-02-10,Izium,49.2,37.3,1,fire in\nthe market,4\n2023-02-11,Lyman,49.0,37.8,1,fire,2\n", ["Lyman"]),
        ("2023-02-10,49.2,37.3,1,fire\n2023-02-11,Lyman,49.0,37.8,1,fire,2\n", ["Lyman"]),
        ("In all\n2023-02-11,Lyman,49.0,37.8,1,fire,2\n", ["Lyman"]),
    ],
)
def test_a_row_that_lost_something_else_stays_a_reject(tmp_path, rows, kept):
    table = read(tmp_path, f"date,place,lat,lon,killed,notes,hurt\n{rows}")
    assert table.records["place"].tolist() == kept
    assert len(lost(table)) == rows.count("\n") - 1


def test_figures_for_unknown_are_told_once_for_a_column(tmp_path):
    rows = "".join(
        f"2023-02-{day:02d},Izium,49.2,37.3,{count}\n" for day, count in enumerate([3, -99, 0, -99, -9, 12], 1)
    )
    table = read(tmp_path, f"date,place,lat,lon,killed\n{rows}")
    assert table.records["killed_best"].fillna(-5).tolist() == [3, -5, 0, -5, -5, 12]
    assert not table.rejects
    assert [one for one in table.remarks if "unknown" in one] == [
        "killed: -9 in 1 row, -99 in 2 rows, taken for unknown"
    ]


@pytest.mark.parametrize(
    ("counts", "read_as"),
    [((1, 999, 4, 999), (1, None, 4, None)), ((1, 999), (1, 999)), ((800, 999, 999), (800, 999, 999))],
)
def test_999_is_unknown_only_where_it_recurs_far_above_all_others(tmp_path, counts, read_as):
    rows = "".join(f"2023-02-{day:02d},Izium,49.2,37.3,{count}\n" for day, count in enumerate(counts, 1))
    found = read(tmp_path, f"date,place,lat,lon,killed\n{rows}").records["killed_best"]
    assert [None if one < 0 else one for one in found.fillna(-5)] == list(read_as)


def test_a_position_of_two_codes_for_unknown_is_no_position(tmp_path):
    table = read(tmp_path, "date,place,lat,lon\n2023-02-10,Izium,-999,-999\n2023-02-11,Lyman,49.0,37.8\n")
    assert spots(table) == [None, (49.0, 37.8)]
    assert not table.rejects


@pytest.mark.parametrize(
    ("written", "killed"),
    [
        ("4 killed / 7 wounded", 4),
        ("4 dead, 7 injured", 4),
        ("Killed: 4; injured: 7", 4),
        ("4 morts et 7 blessés", 4),
        ("загинуло 4, поранено 7", 4),
        ("4 Tote und 7 Verletzte", 4),
    ],
)
def test_the_dead_of_a_cell_that_counts_the_hurt_as_well(written, killed):
    assert read_count(written).best == killed


@pytest.mark.parametrize("written", ["7 wounded", "4 / 7", "4 killed, 2 killed", "7 hurt, 3 missing"])
def test_a_cell_that_does_not_say_who_died_is_no_count_of_the_dead(written):
    assert read_count(written) is None


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("05.02", "25.12"), ["2023-02-05", "2022-12-25"]),
        (("5.2.", "25.12."), ["2023-02-05", "2022-12-25"]),
        (("02/05", "12/25"), ["2023-02-05", "2022-12-25"]),
    ],
)
def test_a_day_and_a_month_in_figures_beside_a_column_of_years(tmp_path, cells, days):
    table = read(tmp_path, f"Year,Date,Place\n2023,{cells[0]},Izium\n2022,{cells[1]},Lyman\n")
    assert [str(day)[:10] for day in table.records["date_start"]] == days


def test_a_day_and_a_month_that_a_spreadsheet_took_for_numbers_are_no_date(tmp_path):
    with pytest.raises(TableError, match="date not understood"):
        read(tmp_path, "Year,Date,Place\n2023,10.1,Izium\n2022,25.12,Lyman\n")


MAILS = (
    "From press@oblast.example Fri Feb 10 10:00:00 2023\nFrom: Press <press@oblast.example>\nSubject: Shelling\n"
    f"Date: Fri, 10 Feb 2023 10:00:00 +0200\nMessage-ID: <1@x>\n\n{STORY}\n>From the cellar they were taken to safety.\n\n"
    "From press@oblast.example Sat Feb 11 10:00:00 2023\nFrom: Press <press@oblast.example>\nSubject: =?utf-8?B?0JTRgNC+0L0=?=\n"
    "Date: Sat, 11 Feb 2023 10:00:00 +0200\nMessage-ID: <2@x>\nContent-Type: text/html; charset=utf-8\n\n<p>A drone fell near Izmail.</p>\n"
)


def test_each_mail_of_a_mailbox_is_an_article(tmp_path):
    first, second = articles(tmp_path, MAILS, "news.mbox")[0]
    assert (first.title, str(first.published), first.outlet) == ("Shelling", "2023-02-10", "Press")
    assert "\nFrom the cellar" in first.text
    assert (second.title, second.text.strip()) == ("Дрон", "A drone fell near Izmail.")


def test_a_mail_beyond_the_bounds_is_a_reject_and_the_next_is_read(tmp_path):
    long = MAILS.replace("From the cellar", "x" * 500, 1)
    kept, (reject,) = articles(tmp_path, long, "news.mbox", ReadOptions(bounds=Bounds(line_bytes=450)))
    assert (reject.reason, [one.title for one in kept]) == ("too long", ["Дрон"])


def test_a_mail_that_no_library_can_read_costs_itself(tmp_path, monkeypatch):
    nested = "".join(f"Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n" for at in range(2_500))
    bad = "From a@b Sun Feb 12 10:00:00 2023\nDate: Sun, 12 Feb 2023 10:00:00 +0000\n" + nested + "\n\n"
    kept, (reject,) = articles(tmp_path, bad + MAILS, "news.mbox")
    assert (len(kept), reject.reason, reject.subject.endswith("news.mbox:1")) == (2, "cannot be read", True)
    kept, (reject,) = articles(tmp_path, bad, "one.eml")
    assert (kept, reject.reason) == ([], "cannot be read")
    monkeypatch.setattr("email.utils.parseaddr", lambda _: (_ for _ in ()).throw(IndexError("list index out of range")))
    _, rejects = articles(tmp_path, MAILS, "news.mbox")
    assert [one.reason for one in rejects] == ["cannot be read", "cannot be read"]


def test_archives_in_an_archive_are_unpacked_and_called_by_their_way(tmp_path):
    month = packed({"a.txt": f"2023-02-10\n{STORY}", "b.txt": "no day\n"})
    kept, (reject,) = articles(tmp_path, packed({"2023/feb.zip": month, "c.txt": f"2023-02-11\n{STORY}"}), "all.zip")
    assert [str(one.published) for one in kept] == ["2023-02-10", "2023-02-11"]
    assert reject.subject.startswith(f"{tmp_path.as_posix()}/all.zip/2023/feb.zip/b.txt")
    table = read(
        tmp_path, packed({"x.zip": packed({"t.csv": "date,place,lat,lon\n2023-02-10,Izium,49.2,37.3\n"})}), "r.zip"
    )
    assert spots(table) == [(49.2, 37.3)]


def test_archives_far_inside_one_another_are_a_reject(tmp_path):
    whole = f"2023-02-10\n{STORY}".encode()
    for name in ("a.txt", "a.zip", "b.zip", "c.zip"):
        whole = packed({name: whole})
    kept, (reject,) = articles(tmp_path, whole, "d.zip")
    assert (kept, reject.reason) == ([], "unknown format")


def test_archives_in_an_archive_share_one_bound(tmp_path):
    inner = packed({"a.txt": "x" * 3000})
    _, (reject,) = articles(
        tmp_path, packed({"a.zip": inner, "b.zip": inner}), "all.zip", ReadOptions(bounds=Bounds(unpacked_bytes=5000))
    )
    assert reject.reason == "cannot be read"


def test_scad_s_types_are_words(tmp_path):
    header = "eventid,countryname,startdate,enddate,etype,npart,ndeath,latitude,longitude,location_precision"
    table = read(
        tmp_path,
        f"{header}\n1,Chad,10feb2013,10feb2013,8,2,5,12.1,15.0,1\n2,Chad,11feb2013,11feb2013,1.0,2,-99,12.1,15.0,1\n",
    )
    assert table.records["type_given"].tolist() == ["Anti-Government Violence", "Organized Demonstration"]


def test_a_link_without_its_scheme_is_a_link(tmp_path):
    table = read(tmp_path, 'date,place,url\n2023-02-10,Izium,"www.paper.example/a, www.wire.example/b"\n')
    assert table.records[["url", "more_urls"]].iloc[0].tolist() == [
        "https://www.paper.example/a",
        "https://www.wire.example/b",
    ]
    ((one,), _) = articles(tmp_path, f'date,text,url\n2023-02-10,"{STORY}",www.paper.example/a\n', "a.csv")
    assert one.url == "https://www.paper.example/a"


def test_the_name_of_a_column_may_hold_a_comma():
    assert dict(read_columns("date=Date, local,place=Town").everywhere) == {"date": "Date, local", "place": "Town"}


@pytest.mark.parametrize(
    ("header", "cells", "columns", "lats"),
    [
        ("date|coordinates", ["37.3, 49.2", "100.5, 13.7"], "", [49.2, 13.7]),
        ("date|coordinates", ["49.2, 37.3", "13.7, 100.5"], "", [49.2, 13.7]),
        ("date|coordinates|country", ["37.3123, 49.2123|Ukraine", "34.8123, 50.9123|"], "", [49.2, 50.9]),
        ("date|coordinates|country", ["49.2123, 37.3123|Ukraine", "50.9123, 34.8123|"], "", [49.2, 50.9]),
        ("date|latlong", ["37.3, 49.2", "34.8, 50.9"], "", [37.3, 34.8]),
        ("date|coordinates", ["37.3, 49.2", "34.8, 50.9"], "lonlat=coordinates", [49.2, 50.9]),
        ("date|coordinates", ["37.3, 49.2", "34.8, 50.9"], "latlon=coordinates", [37.3, 34.8]),
    ],
)
def test_which_degree_of_a_pair_comes_first_is_settled_for_the_column(tmp_path, header, cells, columns, lats):
    rows = "".join(f"2023-02-1{at}|{cell}\n" for at, cell in enumerate(cells))
    table = read(tmp_path, f"{header}\n{rows}", columns=columns)
    assert [round(point.y, 1) for point in table.records.geometry] == lats
    assert not table.rejects


def test_an_order_of_degrees_that_nothing_shows_is_told_once_and_the_focus_decides_it(tmp_path):
    rows = '2023-02-10,"37.3, 49.2"\n2023-02-11,"34.8, 50.9"\n'
    (told,) = read(tmp_path, f"date,coordinates\n{rows}").rejects
    assert (told.reason, told.article_id is not None) == ("latitude taken to be first", True)
    assert "2 cells" in told.detail
    assert "--columns lonlat=coordinates" in told.detail
    (table,) = read_tables(tmp_path / "t.csv", ReadOptions(focus=frozenset({"UA"})))
    assert [point.y for point in table.records.geometry] == [49.2, 50.9]
    assert not table.rejects


def placed(tmp_path, rows):
    (tmp_path / "t.csv").write_text(f"date,place,admin1,country\n{rows}", encoding="utf-8")
    return observed([tmp_path / "t.csv"]).records


def test_a_cell_that_names_two_places_goes_to_neither_in_silence(tmp_path):
    rows = "2023-02-10,Бахмут/Соледар,,Ukraine\n2023-02-11,Kherson and Mykolaiv,,Ukraine\n2023-02-12,Izium; Chuhuiv,Kharkiv,Ukraine\n"
    near, unplaced, area = placed(tmp_path, rows).itertuples()
    assert (near.geo_precision, near.reach_km) == ("near", 25.0)
    assert (unplaced.geo_precision, area.geo_precision) == ("none", "adm1")
    for row, names in ((near, ("Bakhmut", "Soledar")), (unplaced, ("Kherson", "Mykola")), (area, ("Izi", "Chuhu"))):
        assert row.why.startswith("names 2 places: ")
        assert all(name in row.why for name in names)


def test_one_place_under_two_spellings_and_a_name_with_an_and_are_one_place(tmp_path):
    rows = "2023-02-10,Kyiv/Kiev,,Ukraine\n2023-02-11,Bakhmut (Artemivsk),,Ukraine\n2023-02-12,Bakhmut/Artemivsk,,Ukraine\n"
    found = placed(tmp_path, rows)
    assert found["geo_precision"].tolist() == ["settlement"] * 3


def test_a_column_whose_name_says_utc_holds_moments_in_utc(tmp_path):
    rows = "2023-02-10 22:30:00,Izium,49.2123,37.3123\n2023-02-10 09:30:00,Lyman,49.0123,37.8123\n"
    for name in ("Post Date (UTC)", "event_time_utc"):
        table = read(tmp_path, f"{name},place,lat,lon\n{rows}")
        assert [str(day)[:10] for day in table.records["date_start"]] == ["2023-02-11", "2023-02-10"]


def test_a_month_as_a_heading_between_rows_is_no_record(tmp_path):
    table = read(tmp_path, "Date,Town,Lat,Lon\nMarch 2023,,,\n2023-03-10,Izium,49.2,37.3\n2023-03-11,,,\n")
    assert table.records["place"].tolist() == ["Izium"]
    assert lost(table) == [("2", "nothing but a date"), ("4", "nothing but a date")]


@pytest.mark.parametrize(
    ("types", "source"),
    [(("Battles", "Armed clash"), "acled"), (("Battles", "Tank fight"), "table"), (("Fights", "Armed clash"), "table")],
)
def test_a_table_in_acled_s_words_for_types_is_acled_s(tmp_path, types, source):
    table = read(
        tmp_path,
        f"EVENT_DATE,EVENT_TYPE,SUB_EVENT_TYPE,LOCATION,LATITUDE,LONGITUDE\n2023-02-10,{','.join(types)},Izium,49.2,37.3\n",
    )
    assert (table.source.name, table.source.private) == (source, source == "acled")


def test_check_puts_the_question_of_a_table_of_records(tmp_path):
    (tmp_path / "t.csv").write_text("date,place,lat,lon\n02/03/2023,Izium,49.2,37.3\n", encoding="utf-8")
    (found,) = diagnosed([tmp_path / "t.csv"])
    assert any("--dates dmy" in one for one in found.rejects)


def test_an_adjective_in_latin_letters_is_its_district_whichever_letter_it_was(tmp_path):
    (row,) = placed(tmp_path, "2023-02-10,Bakhmutskyi raion,Donetska,Ukraine\n").itertuples()
    assert (row.geo_precision, row.why) == ("adm2", "somewhere in Bakhmut Raion, as the record says")


def test_the_columns_that_nothing_is_taken_from_say_the_order_as_well(tmp_path):
    rows = "2/14/2023 10:11,2/10/2023,Izium\n2/15/2023 9:01,2/11/2023,Lyman\n"
    table = read(tmp_path, f"Timestamp,Date of incident,Town\n{rows}")
    assert [str(day)[:10] for day in table.records["date_start"]] == ["2023-02-10", "2023-02-11"]


def test_positions_in_the_column_of_places_are_positions(tmp_path):
    table = read(tmp_path, 'date,location\n2023-02-10,"49.2, 37.3"\n2023-02-11,"49.0, 137.8"\n')
    assert spots(table) == [(49.2, 37.3), (49.0, 137.8)]


def test_a_comma_behind_a_line_of_json_changes_nothing(tmp_path):
    table = read(
        tmp_path, '{"date": "2023-02-10", "place": "Izium"},\n{"date": "2023-02-11", "place": "Lyman"}\n', "t.jsonl"
    )
    assert table.records["place"].tolist() == ["Izium", "Lyman"]
    kept, _ = articles(tmp_path, f'{{"date": "2023-02-10", "text": "{STORY}"}},\n', "a.jsonl")
    assert len(kept) == 1


def test_a_unix_time_as_a_spreadsheet_shows_it_is_a_day():
    assert str(read_days("1.6760379E+09").first) == "2023-02-10"


def test_columns_may_be_named_one_by_one(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n2023-02-10,Izium\n", encoding="utf-8")
    told = CliRunner().invoke(
        app, ["check", "--json", str(tmp_path / "t.csv"), "--columns", "date=a", "--columns", "place=b"]
    )
    assert json.loads(told.stdout)["columns"] == {"date": "a", "place": "b"}
