"""More files as people have them, written from what lists, exports and forms look like, and not from what is read."""
# ruff: noqa: E501 - lines of files as they are

import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from geomap.articles import read_articles
from geomap.errors import GeomapError
from geomap.inspection import diagnosed
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.joining import observed
from geomap.observed import read_tables
from geomap.records import Reject, Stage


def options(columns=""):
    return ReadOptions(columns=read_columns(columns)) if columns else ReadOptions()


def table_of(tmp_path, content, name="t.csv", columns="", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    (table,) = read_tables(path, options(columns))
    return table


def days(table):
    return [f"{str(a)[:10]}..{str(b)[:10]}" if a != b else str(a)[:10] for a, b in _spans(table)]


def _spans(table):
    return zip(table.records["date_start"], table.records["date_end"], strict=True)


def spots(table):
    return [at and (round(at.y, 3), round(at.x, 3)) for at in table.records.geometry]


def reasons(table):
    return sorted(one.reason for one in table.rejects if one.article_id is None)


def articles_of(tmp_path, content, name, columns="", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    items = list(read_articles([path], options=options(columns)))
    kept = [one for one in items if not isinstance(one, Reject)]
    lost = [one for one in items if isinstance(one, Reject) and one.article_id is None and one.stage is not Stage.NOTE]
    return kept, lost


BAKHMUT, KHERSON = (48.596, 38.0), (46.635, 32.617)

# ---------------------------------------------------------------- a bad row costs itself


def test_lines_under_a_table_that_say_where_it_is_from_are_left_out(tmp_path):
    text = "date,place,lat,lon\n2023-02-10,Bakhmut,48.5956,38.0003\n2023-02-11,Kherson,46.6354,32.6169\n\nSource: the ministry\n"
    table = table_of(tmp_path, text)
    assert (days(table), len(reasons(table))) == (["2023-02-10", "2023-02-11"], 1)


def test_two_tables_one_behind_the_other_with_both_their_headers_are_one(tmp_path):
    part = "date,place,lat,lon\n2023-02-1{},Bakhmut,48.5956,38.0003\n"
    table = table_of(tmp_path, part.format(0) + part.format(1))
    assert (days(table), len(reasons(table))) == (["2023-02-10", "2023-02-11"], 1)


def test_a_row_of_dashes_and_one_with_words_for_a_position_cost_no_other(tmp_path):
    text = "date|place|lat|lon\n----|-----|---|---\n2023-02-10|Bakhmut|48.5956|38.0003\n2023-02-11|Kherson|see map|see map\n"
    table = table_of(tmp_path, text)
    assert days(table) == ["2023-02-10", "2023-02-11"]
    assert spots(table) == [BAKHMUT, None]


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Пт, 10 лют. 2023", "2023-02-10"),
        ("10 лютого 2023 року, 14:05", "2023-02-10"),
        ("10 февраля 2023 года", "2023-02-10"),
        ("Freitag, 10. Februar 2023, 17:40 Uhr", "2023-02-10"),
        ("vendredi 10 février 2023 à 17h40", "2023-02-10"),
        ("viernes, 10 de febrero de 2023", "2023-02-10"),
        ("10 Şubat 2023 Cuma", "2023-02-10"),
        ("الجمعة 10 فبراير 2023", "2023-02-10"),
        ("2023年2月10日", "2023-02-10"),
        ("Friday the 10th of February, 2023", "2023-02-10"),
        ("10 Feb 2023 at 5:23 pm EET", "2023-02-10"),
        ("Last updated: 10 February 2023", "2023-02-10"),
        ("44967.75", "2023-02-10"),
        ("10–12 Feb 2023", "2023-02-10..2023-02-12"),
        ("from 10 to 12 February 2023", "2023-02-10..2023-02-12"),
        ("10.02.2023 - 12.02.2023", "2023-02-10..2023-02-12"),
        ("28 Feb – 2 March 2023", "2023-02-28..2023-03-02"),
        ("February 10 to March 2, 2023", "2023-02-10..2023-03-02"),
        ("mid-February 2023", "2023-02-01..2023-02-28"),
        ("2023/Q1", "2023-01-01..2023-03-31"),
        ("Feb. 2023", "2023-02-01..2023-02-28"),
    ],
)
def test_a_date_as_it_stands_in_lists(tmp_path, written, meant):
    assert days(table_of(tmp_path, f'date;place\n"{written}";Bakhmut\n')) == [meant]


def test_weekdays_beside_figures_settle_their_order(tmp_path):
    table = table_of(tmp_path, "date\tplace\nFri 10/02/2023\tBakhmut\nWed 01/02/2023\tKherson\n", "t.tsv")
    assert days(table) == ["2023-02-10", "2023-02-01"]


def test_one_row_that_cannot_be_read_the_other_way_settles_a_column_of_short_years(tmp_path):
    table = table_of(tmp_path, "when,town\n2/3/23,Bakhmut\n2/28/23,Kherson\n", columns="date=when,place=town")
    assert days(table) == ["2023-02-03", "2023-02-28"]


def test_a_column_that_may_be_read_both_ways_is_asked_about(tmp_path):
    with pytest.raises(GeomapError, match="--dates"):
        table_of(tmp_path, "date,place\n02/03/2023,Bakhmut\n04/05/2023,Kherson\n")


def test_a_slip_of_the_year_costs_its_row(tmp_path):
    table = table_of(tmp_path, "date,place\n2203-02-10,Bakhmut\n2023-02-11,Kherson\n0023-02-11,Sumy\n")
    assert (days(table), reasons(table)) == (["2023-02-11"], ["year out of range"] * 2)


# ---------------------------------------------------------------- cells


@pytest.mark.parametrize(
    "cell",
    [
        "48°35'44.2\"N 38°00'01.1\"E",
        "N48°35.736' E038°00.018'",
        "48.5956N, 38.0003E",
        "(48.5956, 38.0003)",
        "48,5956; 38,0003",
        "POINT(38.0003 48.5956)",
        "POINT Z (38.0003 48.5956 120)",
        "https://www.google.com/maps/@48.5956,38.0003,15z",
        "https://maps.google.com/?q=48.5956,38.0003",
        "geo:48.5956,38.0003",
        "48.5956 38.0003",
        "Lat: 48.5956, Lon: 38.0003",
        "8GWWH2W2+64",
        '{"type": "Point", "coordinates": [38.0003, 48.5956]}',
    ],
)
def test_a_position_in_one_cell(tmp_path, cell):
    quoted = cell.replace('"', '""')
    found = spots(table_of(tmp_path, f'date\tlocation_coordinates\n2023-02-10\t"{quoted}"\n', "t.tsv"))
    assert found[0] == pytest.approx(BAKHMUT, abs=0.01)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        ("two", 2, 2),
        ("at least 5", 5, None),
        ("≥5", 5, None),
        ("5-7", 5, 7),
        ("5 to 7", 5, 7),
        ("1 200", 1200, 1200),
        ("1.200", 1200, 1200),
        ("2.0", 2, 2),
        ("0", 0, 0),
        ("N/A", None, None),
        ("кілька", None, None),
        ("мінімум 5", 5, None),
        ("5 killed", 5, 5),
        ("5 (incl. 2 children)", 5, 5),
    ],
)
def test_a_count_as_people_write_it(tmp_path, cell, low, high):
    record = table_of(tmp_path, f'date;place;killed\n2023-02-10;Bakhmut;"{cell}"\n').records.iloc[0]
    found = [record[name] for name in ("killed_low", "killed_high")]
    assert [None if pd.isna(one) else int(one) for one in found] == [low, high]


def test_what_a_spreadsheet_leaves_around_a_table(tmp_path):
    text = "sep=,\nIncidents of the desk,,,,\n,,,,\nDate,Town,Lat,Long,,\n2023-02-10,Bakhmut,48.5956,38.0003,,\n,,,,,\n"
    table = table_of(tmp_path, text, columns="place=Town")
    assert (days(table), spots(table)) == (["2023-02-10"], [BAKHMUT])


def test_units_and_remarks_in_a_header_do_not_hide_a_column(tmp_path):
    text = "Date (dd.mm.yyyy);Location name;Latitude [deg];Longitude [deg];Fatalities (total)\n10.02.2023;Bakhmut;48,5956;38,0003;2\n"
    table = table_of(tmp_path, text)
    assert (days(table), spots(table), int(table.records["killed_best"][0])) == (["2023-02-10"], [BAKHMUT], 2)


def test_markup_in_a_description_does_not_reach_the_record(tmp_path):
    text = 'date,place,description\n2023-02-10,Bakhmut,"<div>Shells&nbsp;fell<br/>on <b>two</b> streets &amp; a school</div>"\n'
    notes = table_of(tmp_path, text).records["notes"][0]
    assert notes.split() == ["Shells", "fell", "on", "two", "streets", "&", "a", "school"]


# ---------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "дата;населений пункт;опис\n10.02.2023;Бахмут;Обстріл житлового кварталу, загинули двоє людей\n"),
        ("koi8_u", "дата;населений пункт;опис\n10.02.2023;Бахмут;Обстріл житлового кварталу, загинули двоє людей\n"),
        ("cp1252", "date;lieu;description\n10.02.2023;Kiev;Des tirs ont été signalés près de l'église détruite\n"),
        ("utf-16", "дата\tнаселений пункт\n10.02.2023\tБахмут\n"),
        ("utf-8-sig", "дата;населений пункт\n10.02.2023;Бахмут\n"),
        ("cp1256", "التاريخ;المكان;الوصف\n10/02/2023;حلب;قصف على حي سكني في المدينة\n"),
        ("cp1254", "tarih;yer;açıklama\n10.02.2023;İdlib;Şehrin güneyinde ağır çatışmalar yaşandı\n"),
    ],
)
def test_letters_of_a_land_are_read_in_its_encoding(tmp_path, encoding, text):
    table = table_of(tmp_path, text, encoding=encoding)
    assert days(table) == ["2023-02-10"]
    assert table.records["place"][0] == text.splitlines()[1].replace("\t", ";").split(";")[1]


def test_a_page_that_declares_its_encoding_is_read_so(tmp_path):
    pytest.importorskip("feedparser")
    feed = (
        '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><title>Приклад</title><item><title>A</title>'
        "<link>https://n.example/a</link><pubDate>Fri, 10 Feb 2023 10:00:00 +0200</pubDate>"
        "<description>Shells fell on Bakhmut near «Школа» on Friday.</description></item></channel></rss>"
    )
    (article,), _ = articles_of(tmp_path, feed, "f.xml", encoding="cp1251")
    assert ("«Школа»" in article.text, article.outlet) == (True, "Приклад")


# ---------------------------------------------------------------- names of columns


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(GeomapError, match=r"(?s)town_name.*stadt"):
        table_of(tmp_path, "datum,stadt\n2023-02-10,Bakhmut\n", columns="place=town_name")


def test_the_users_naming_goes_before_ours_and_unnamed_columns_stay_out(tmp_path):
    text = "date,report_date,place,city\n2023-01-01,2023-02-10,Office,Bakhmut\n"
    table = table_of(tmp_path, text, columns="date=report_date,place=city")
    assert (days(table), table.records["place"][0]) == (["2023-02-10"], "Bakhmut")


def test_names_of_columns_are_found_whatever_their_case(tmp_path):
    (article,), _ = articles_of(
        tmp_path, "ID,PROSE,DAY\n1,Shells fell.,2023-02-10\n", "a.csv", "text=prose,published=day"
    )
    assert (article.text, str(article.published)) == ("Shells fell.", "2023-02-10")


# ---------------------------------------------------------------- whose table it is

ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,"
    "geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)
ROW = (
    "UKR1,10 February 2023,2023,1,Political violence,Explosions/Remote violence,Shelling/artillery/missile attack,A,,1,B,,2,12,,804,"
    "Europe,Ukraine,Donetsk,Bakhmutskyi,,Bakhmut,48.5956,38.0003,1,Wire,National,Shells fell.,2,,1676037900"
)


@pytest.mark.parametrize("change", [str, str.upper, str.title, lambda head: head.replace("_", " ")])
def test_acled_stays_acled_s_and_private_however_its_header_is_spelt(tmp_path, change):
    table = table_of(tmp_path, f"{change(ACLED)}\n{ROW}\n", columns="notes=source" if change is str else "")
    assert table.source.private


def test_a_few_of_acled_s_columns_are_private_as_well(tmp_path):
    text = (
        "event_id_cnty,event_date,location,latitude,longitude,fatalities\nUKR1,2023-02-10,Bakhmut,48.5956,38.0003,2\n"
    )
    table = table_of(tmp_path, text, columns="place=location")
    assert (table.source.name, table.source.private) == ("acled", True)


@pytest.mark.parametrize(
    "cell",
    [
        "https://a.example/1\nhttps://b.example/2",
        "https://a.example/1,https://b.example/2",
        "https://a.example/1 ; https://b.example/2;",
        "https://a.example/1 | https://a.example/1 | https://b.example/2",
        "see https://a.example/1, (https://b.example/2).",
        "['https://a.example/1', 'https://b.example/2']",
    ],
)
def test_two_links_in_a_cell_are_two_links(tmp_path, cell):
    records = table_of(tmp_path, f'date,place,url\n2023-02-10,Bakhmut,"{cell}"\n').records
    assert (records["url"][0], records["more_urls"][0]) == ("https://a.example/1", "https://b.example/2")


def test_an_address_inside_an_address_is_one_link(tmp_path):
    link = "https://web.archive.org/web/2023/https://a.example/1,2"
    records = table_of(tmp_path, f'date,place,url\n2023-02-10,Bakhmut,"{link}"\n').records
    assert records["url"][0] == link
    assert records["more_urls"].isna().all()


# ---------------------------------------------------------------- files

TELEGRAM = {
    "about": "Here is the data you requested.",
    "chats": {
        "list": [
            {
                "name": "Front news",
                "type": "public_channel",
                "id": 1111111111,
                "messages": [
                    {"id": 7, "type": "message", "date": "2023-02-12T23:30:00", "edited": "2023-02-13T08:00:00", "from": "Front news",
                     "forwarded_from": "Wire", "text": ["Shells hit ", {"type": "bold", "text": "Bakhmut"}, ", ", {"type": "link", "text": "https://n.example"}]},
                    {"id": 8, "type": "message", "date": "2023-02-13T09:00:00", "photo": "(File not included)", "text": ""},
                ],
            },
            {"name": "Second", "type": "private_channel", "id": 2, "messages": [{"id": 1, "type": "message", "date": "2023-02-10T10:00:00", "text": "A drone hit Kherson."}]},
        ]
    },
}  # fmt: skip


def test_telegram_s_export_of_all_chats_is_read_chat_by_chat(tmp_path):
    kept, _ = articles_of(tmp_path, json.dumps(TELEGRAM), "result.json")
    assert [(one.outlet, str(one.published)) for one in kept] == [
        ("Front news", "2023-02-12"),
        ("Second", "2023-02-10"),
    ]
    assert kept[0].text.startswith("Shells hit Bakhmut, https://n.example")


RELIEFWEB = {
    "totalCount": 2, "count": 1,
    "data": [{"id": "3945", "score": 1, "href": "https://api.example/v1/reports/3945", "fields": {
        "title": "Ukraine: Flash Update", "body": "Shells fell on Bakhmut on Friday, killing two.",
        "date": {"created": "2023-02-12T10:00:00+00:00", "original": "2023-02-11T00:00:00+00:00"},
        "source": [{"id": 1503, "name": "OCHA"}], "url": "https://reliefweb.example/report/1"}}],
}  # fmt: skip


def test_reliefweb_s_answer_is_its_reports(tmp_path):
    (article,), _ = articles_of(tmp_path, json.dumps(RELIEFWEB), "reports.json")
    assert article.title == "Ukraine: Flash Update"
    assert (article.text[:10], str(article.published)[:7], article.outlet) == ("Shells fel", "2023-02", "OCHA")


def test_gdelt_s_list_of_articles_gives_its_headlines(tmp_path):
    found = {"articles": [{"url": "https://n.example/a", "title": "Shells kill two in Bakhmut", "seendate": "20230212T101500Z", "domain": "n.example", "language": "English"}]}  # fmt: skip
    (article,), _ = articles_of(tmp_path, json.dumps(found), "artlist.json")
    assert (article.text, str(article.published), article.outlet) == (
        "Shells kill two in Bakhmut",
        "2023-02-12",
        "n.example",
    )


def test_notes_with_front_matter_are_articles(tmp_path):
    text = '---\ntitle: "Shells: two streets"\ndate: 2023-02-12T10:00:00+02:00\ntags:\n  - war\n  - ukraine\nsource: Example\n---\n\nShells fell on **Bakhmut**.\n'
    (article,), _ = articles_of(tmp_path, text, "2023-02-12-shells.md")
    assert (article.title, str(article.published), article.outlet) == ("Shells: two streets", "2023-02-12", "Example")


def test_a_mail_in_html_is_its_words(tmp_path):
    mail = (
        "From: =?utf-8?q?Wire_=C2=B7_Alerts?= <alerts@wire.example>\nSubject: =?utf-8?b?U2hlbGxz?=\nDate: Sun, 12 Feb 2023 10:00:00 +0200\n"
        'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n\n'
        "<html><style>p{color:red}</style><body><p>Shells fell on Bakhmut.</p></body></html>\n--b--\n"
    )
    (article,), _ = articles_of(tmp_path, mail, "m.eml")
    assert (article.text.strip(), article.title) == ("Shells fell on Bakhmut.", "Shells")


def test_a_zip_of_dated_texts_is_its_texts(tmp_path):
    with zipfile.ZipFile(tmp_path / "wire.zip", "w") as archive:
        archive.writestr("wire/20230212_bakhmut.txt", "Shells fell on Bakhmut.")
        archive.writestr("wire/20230213_kherson.txt", "A drone hit Kherson.")
        archive.writestr("__MACOSX/wire/._20230212_bakhmut.txt", b"\0\0junk")
    kept = [one for one in read_articles([tmp_path / "wire.zip"]) if not isinstance(one, Reject)]
    assert sorted(str(one.published) for one in kept) == ["2023-02-12", "2023-02-13"]


def test_waypoints_and_placemarks_are_records(tmp_path):
    gpx = (
        '<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="48.5956" lon="38.0003">'
        "<time>2023-02-10T10:00:00Z</time><name>Crater</name><desc>Two dead</desc></wpt></gpx>"
    )
    table = table_of(tmp_path, gpx, "w.gpx")
    assert (days(table), spots(table)) == (["2023-02-10"], [BAKHMUT])
    kml = (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Strike, Kherson</name>'
        "<description><![CDATA[11 Feb 2023<br>https://n.example/1]]></description><Point><coordinates>32.6169,46.6354,0</coordinates>"
        "</Point></Placemark></Document></kml>"
    )
    with zipfile.ZipFile(tmp_path / "m.kmz", "w") as archive:
        archive.writestr("doc.kml", kml)
    (table,) = read_tables(tmp_path / "m.kmz")
    assert (days(table), spots(table)) == (["2023-02-11"], [KHERSON])


def test_geojson_in_web_mercator_is_put_in_degrees(tmp_path):
    found = {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
             "features": [{"type": "Feature", "properties": {"date": "2023-02-10", "name": "x"},
                           "geometry": {"type": "Point", "coordinates": [4230174.0, 6207000.0]}}]}  # fmt: skip
    ((lat, lon),) = spots(table_of(tmp_path, json.dumps(found), "t.geojson"))
    assert (round(lat), round(lon)) == (49, 38)


def test_rows_of_an_api_under_their_key_with_nested_places(tmp_path):
    found = {"status": "ok", "meta": {"page": 1}, "results": {"incidents": [
        {"uid": "a1", "occurred_at": "2023-02-10T10:00:00+02:00", "summary": "Shelling", "geo": {"lat": 48.5956, "lon": 38.0003},
         "place": {"name": "Bakhmut", "admin1": "Donetsk Oblast"}, "casualties": {"killed": 2}}]}}  # fmt: skip
    table = table_of(tmp_path, json.dumps(found), "api.json")
    assert (days(table), spots(table)) == (["2023-02-10"], [BAKHMUT])
    assert int(table.records["killed_best"][0]) == 2


# ---------------------------------------------------------------- areas


def test_a_table_of_countries_alone_is_a_table_of_areas(tmp_path):
    table = table_of(tmp_path, "year,country,fatalities\n2022,Ukraine,9000\n2022,Sudan,2000\n")
    assert (days(table), len(table.records)) == (["2022-01-01..2022-12-31"] * 2, 2)


def test_a_table_of_ocha_s_divisions_with_their_codes(tmp_path):
    text = "date,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,events\n2023-02-10,Donetska,UA14,Bakhmutskyi,UA1402,12\n"
    table = table_of(tmp_path, text)
    assert (days(table), table.records["admin1"][0], table.records["admin2"][0]) == (
        ["2023-02-10"],
        "Donetska",
        "Bakhmutskyi",
    )


def test_a_multipolygon_of_a_province_is_an_area(tmp_path):
    text = 'date,name,wkt\n2023-02-10,Fighting,"MULTIPOLYGON(((37 47,39 47,39 49,37 49,37 47)))"\n'
    record = table_of(tmp_path, text).records.iloc[0]
    assert (record["geo_precision"], record["reach_km"] > 100) == ("adm1", True)


# ---------------------------------------------------------------- pipes, and what a run says


def test_a_run_says_which_columns_it_took_for_what(tmp_path):
    text = "Incident,Reported,Where,y,x\n1,2023-02-10,Bakhmut,48.5956,38.0003\n"
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    columns = ReadOptions(columns=read_columns("date=Reported,place=Where"))
    (said,) = [one for one in observed([tmp_path / "t.csv"], options=columns).remarks if "columns taken" in one]
    assert "'Reported' for date, 'Where' for place, 'y' for lat, 'x' for lon" in said


def test_a_column_that_is_called_what_it_is_is_not_told(tmp_path):
    (tmp_path / "t.csv").write_text("date,place,lat,lon\n2023-02-10,Bakhmut,48.5956,38.0003\n", encoding="utf-8")
    assert not observed([tmp_path / "t.csv"]).remarks


def test_several_tables_of_different_shapes_are_one_set_of_records(tmp_path):
    (tmp_path / "a.csv").write_text("date;place;lat;lon\n10.02.2023;Bakhmut;48,5956;38,0003\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"date": "2023-02-11", "lat": 46.6354, "lon": 32.6169}\n', encoding="utf-8")
    (tmp_path / "c.tsv").write_text("when\tcoordinates\n2023-02-12\t48.5 38.0\n", encoding="utf-8")
    records = observed([tmp_path / "a.csv", tmp_path / "b.jsonl", tmp_path / "c.tsv"]).records
    assert [str(day)[:10] for day in records["date_start"]] == ["2023-02-10", "2023-02-11", "2023-02-12"]
    assert records["id"].is_unique


def test_a_pattern_stands_for_its_files_whatever_their_format(tmp_path):
    for name, text in (
        ("r1.csv", "date,lat,lon\n2023-02-10,48.5,38\n"),
        ("r2.tsv", "date\tlat\tlon\n2023-02-11\t48.6\t38\n"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(observed([tmp_path / "r*.?sv"]).records) == 2


# ---------------------------------------------------------------- check


def test_check_tells_a_form_of_a_phone_from_a_folder_of_texts(tmp_path):
    form = "start,end,incident_date,_gps_latitude,_gps_longitude,what,_id\n2023-02-12T09:00:00.000+02:00,2023-02-12T09:10:00.000+02:00,2023-02-10,48.5956,38.0003,shelling,77\n"
    (tmp_path / "form.csv").write_text(form, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("date 2023-02-12 Shells fell on Bakhmut on Friday.", encoding="utf-8")
    found = {Path(one.file).name: one for one in diagnosed([tmp_path / "form.csv", tmp_path / "texts"])}
    assert found["form.csv"].taken_for.startswith("event records")
    assert (found["form.csv"].first, found["form.csv"].columns["date"]) == ("2023-02-10", "incident_date")
    assert (found["a.txt"].taken_for, found["a.txt"].n_read) == ("articles", 1)


def test_check_of_what_is_neither_says_so(tmp_path):
    (tmp_path / "prices.csv").write_text("sku,price\n1,2.50\n2,3.10\n", encoding="utf-8")
    (one,) = diagnosed([tmp_path / "prices.csv"])
    assert (one.taken_for, one.n_read) == ("nothing that can be read", 0)
    assert one.rejects


def test_check_tells_a_private_table_as_private(tmp_path):
    (tmp_path / "a.csv").write_text(f"{ACLED}\n{ROW}\n", encoding="utf-8")
    (one,) = diagnosed([tmp_path / "a.csv"])
    assert (one.taken_for, one.private, one.n_read) == ("event records (acled)", True, 1)


@pytest.mark.parametrize(
    ("name", "content", "wanted", "says"),
    [
        (
            "t.csv",
            "when;town;killed\n10/02/2023;Bakhmut;2\n13/02/2023;Kherson;n/a\n;Sumy;1\n",
            ("event records (table)", 2),
            "day first",
        ),
        ("t.csv", "Дата;Місто\n10.02.2023;Бахмут\n".encode("cp1251"), ("event records (table)", 1), "cp1251"),
        (
            "t.jsonl",
            '{"date": "2023-02-12", "text": "Shells fell on Bakhmut."}\n{"date": "2023-02-13"}\n',
            ("articles", 1),
            "",
        ),
        (
            "t.json",
            json.dumps(
                {
                    "venues": [
                        {"id": 1, "time": 1676037600, "lat": 48.6, "lng": 38.0, "name": "Shelling", "cities": "Bakhmut"}
                    ]
                }
            ),
            ("event records (table)", 1),
            "venues",
        ),
    ],
)
def test_check_says_like_a_doctor_what_a_file_is(tmp_path, name, content, wanted, says):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (one,) = diagnosed([tmp_path / name])
    assert (one.taken_for, one.n_read) == wanted
    assert says in " ".join((one.encoding or "", *one.remarks))
