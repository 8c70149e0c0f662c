"""Dates, cells and exports as desks, forms and databases write them: each as its maker meant it."""
# ruff: noqa: E501 - lines of files as they are

import json
import zipfile

import pytest

from geomap.articles import read_articles
from geomap.articles.office import whole_words
from geomap.days import DateRules, DayError, read_days
from geomap.intake.counts import read_count
from geomap.intake.encoding import find_encoding
from geomap.intake.laid_out import kind_of_beginning
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.intake.spots import read_spot
from geomap.joining import observed
from geomap.observed import read_tables
from geomap.observed.romanised import in_cyrillic
from geomap.records import Reject, Stage

STORY = "Russian artillery shelled Bakhmut on Friday, killing two civilians, the mayor said."


def _without_gaps(table):
    """The values of a table as they are, "" for none."""
    return table.astype("object").where(table.notna(), "")


def articles_of(tmp_path, content, name, encoding="utf-8"):
    (tmp_path / name).write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    items = list(read_articles([tmp_path / name]))
    kept = [one for one in items if not isinstance(one, Reject)]
    return kept, [one for one in items if isinstance(one, Reject) and one.stage is not Stage.NOTE]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("ніч на 11 лютого 2023", "2023-02-10", "2023-02-11"),
        ("в ніч з 10 на 11 лютого 2023", "2023-02-10", "2023-02-11"),
        ("у ніч на 01.03.2023", "2023-02-28", "2023-03-01"),
        ("в ночь с 10 на 11 февраля 2023 г.", "2023-02-10", "2023-02-11"),
        ("in der Nacht auf den 11. Februar 2023", "2023-02-10", "2023-02-11"),
        ("Станом на 10.02.2023", "2023-02-10", "2023-02-10"),
        ("станом на 08:00 10 лютого 2023 року", "2023-02-10", "2023-02-10"),
        ("night of 10-11 February 2023", "2023-02-10", "2023-02-11"),
        ("KW 6/2023", "2023-02-06", "2023-02-12"),
        ("Week 6, 2023", "2023-02-06", "2023-02-12"),
        ("H1 2023", "2023-01-01", "2023-06-30"),
        ("1Q23", "2023-01-01", "2023-03-31"),
        ("II квартал 2023 року", "2023-04-01", "2023-06-30"),
        ("1. Quartal 2023", "2023-01-01", "2023-03-31"),
        ("02.2023", "2023-02-01", "2023-02-28"),
        ("2023-02-10/12", "2023-02-10", "2023-02-12"),
        ("30 Dec 2022–2 Jan 2023", "2022-12-30", "2023-01-02"),
        ("Fri Feb 10 2023 16:05:33 GMT+0200 (Eastern European Standard Time)", "2023-02-10", "2023-02-10"),
        ("/Date(1676037900000)/", "2023-02-10", "2023-02-10"),
        ("10 February 2023*", "2023-02-10", "2023-02-10"),
        ("10 February 2023[1]", "2023-02-10", "2023-02-10"),
        ("10/02/2023 (Fri)", "2023-02-10", "2023-02-10"),
        ("10-12 Feb 23", "2023-02-10", "2023-02-12"),
        ("Feb-23", "2023-02-01", "2023-02-28"),
        ("2023-041", "2023-02-10", "2023-02-10"),
        ("10.02.-12.02.2023", "2023-02-10", "2023-02-12"),
        ("10.02-12.02.23", "2023-02-10", "2023-02-12"),
        ("Feb/Mar 2023", "2023-02-01", "2023-03-31"),
        ("20230210 14:05", "2023-02-10", "2023-02-10"),
        ("10 Feb 2023 14:05 Europe/Kyiv", "2023-02-10", "2023-02-10"),
    ],
)
def test_a_date_of_a_desk(written, first, last):
    days = read_days(written, DateRules())
    assert (str(days.first), str(days.last)) == (first, last)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("10-12 February", "2023-02-10", "2023-02-12"),
        ("Feb 10-12", "2023-02-10", "2023-02-12"),
        ("10-Feb", "2023-02-10", "2023-02-10"),
        ("Feb-10", "2023-02-10", "2023-02-10"),
    ],
)
def test_a_date_without_a_year_is_of_its_row_s_year_and_of_no_other(written, first, last):
    days = read_days(written, year=2023)
    assert (str(days.first), str(days.last)) == (first, last)
    if written != "Feb-10":  # which alone is how a spreadsheet shows a month
        with pytest.raises(DayError, match="no year"):
            read_days(written)


def test_parts_of_a_date_in_columns_of_their_own(tmp_path):
    rows = "2023;February;10;Bakhmut\n2023;лютий;;Kherson\n2023;;;Sumy\n"
    (tmp_path / "t.csv").write_text(f"Year;Month;Day;Place\n{rows}", encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.csv")
    spans = zip(read.records["date_start"].astype(str), read.records["date_end"].astype(str), strict=True)
    assert list(spans) == [("2023-02-10", "2023-02-10"), ("2023-02-01", "2023-02-28"), ("2023-01-01", "2023-12-31")]


@pytest.mark.parametrize(
    "written", ["c. 10 February 2023", "Day 352 (10 February 2023)", "H3 2023", "week 60 2023", "на"]
)
def test_what_is_no_day_stays_a_question(written):
    with pytest.raises(DayError):
        read_days(written, DateRules())


@pytest.mark.parametrize(
    "cell",
    [
        "48 35 44.2 N 38 00 01.1 E",
        "48.5956|38.0003",
        "lat=48.5956&lon=38.0003",
        "https://www.openstreetmap.org/?mlat=48.5956&mlon=38.0003#map=15/48.59/38.01",
        "https://www.openstreetmap.org/#map=15/48.5956/38.0003",
        "https://www.google.com/maps/place/48.5956,38.0003/@48.5,38.1,17z",
        "https://yandex.ru/maps/?ll=38.0003%2C48.5956&z=15",
        "48.5956, 38.0003 (approx)",
        "{'lat': 48.5956, 'lng': 38.0003}",
        "POINT (38.0003 48.5956);",
        "48.5956 38.0003 120 5",
        "48°35'44\" пн. ш. 38°00'01\" сх. д.",
    ],
)
def test_a_position_of_a_desk(cell):
    spot = read_spot(cell)
    assert (spot.lat, spot.lon) == pytest.approx((48.5956, 38.0003), abs=0.001)


@pytest.mark.parametrize("cell", ["48.5956,38.0003,0", "https://maps.app.goo.gl/abcd", "see map", "(see map)"])
def test_what_may_be_no_position_is_none(cell):
    assert read_spot(cell) is None


def test_shortened_words_of_counts():
    read = list(map(read_count, ("3 чел.", "mind. 2", "<5")))
    assert [(one.low, one.best, one.high) for one in read] == [(3, 3, 3), (2, 2, None), (None, 4, 4)]


@pytest.mark.parametrize(
    ("document", "outlet"),
    [
        (
            {
                "response": {
                    "results": [
                        {
                            "webPublicationDate": "2023-02-12T10:00:00Z",
                            "webTitle": "Shells",
                            "webUrl": "https://n.example/a",
                            "fields": {"bodyText": STORY},
                        }
                    ]
                }
            },
            None,
        ),
        (
            {
                "response": {
                    "docs": [
                        {
                            "abstract": "Short.",
                            "lead_paragraph": STORY,
                            "headline": {"main": "Shells"},
                            "pub_date": "2023-02-12T10:00:00+0000",
                            "source": "Wire",
                        }
                    ]
                }
            },
            "Wire",
        ),
        (
            {
                "articles": {
                    "results": [
                        {
                            "lang": "eng",
                            "dateTimePub": "2023-02-12T09:58:00Z",
                            "date": "2023-02-12",
                            "title": "Shells",
                            "body": STORY,
                            "source": {"uri": "n.example", "title": "Wire"},
                        }
                    ]
                }
            },
            "Wire",
        ),
        (
            [
                {
                    "headline": "Shells",
                    "body": [STORY, "More."],
                    "datePublished": {"value": "2023-02-12"},
                    "publisher": {"@type": "Organization", "name": "Wire"},
                }
            ],
            "Wire",
        ),
    ],
)
def test_an_answer_of_a_news_api(tmp_path, document, outlet):
    (article,), lost = articles_of(tmp_path, json.dumps(document), "a.json")
    assert (article.title, str(article.published), article.outlet) == ("Shells", "2023-02-12", outlet)
    assert article.text.startswith(STORY)
    assert not lost


def test_articles_under_their_ids_are_all_read(tmp_path):
    under = {
        "a1": {"title": "A", "text": STORY, "date": "2023-02-12"},
        "a2": {"title": "B", "text": "B.", "date": "2023-02-13"},
    }
    kept, _ = articles_of(tmp_path, json.dumps(under), "a.json")
    assert [one.title for one in kept] == ["A", "B"]


def test_objects_laid_out_over_lines_are_read_and_a_broken_line_costs_itself(tmp_path):
    one = {"title": "A", "text": STORY, "date": "2023-02-12"}
    kept, _ = articles_of(
        tmp_path, json.dumps(one, indent=2) + "\n" + json.dumps(one | {"title": "B"}, indent=2), "a.jsonl"
    )
    assert [article.title for article in kept] == ["A", "B"]
    kept, lost = articles_of(tmp_path, "{\n" + json.dumps(one), "b.jsonl")
    assert ([article.title for article in kept], [reject.reason for reject in lost]) == (["A"], ["broken line"])


def test_events_laid_out_over_lines_and_under_ids_are_read(tmp_path):
    one = {"date": "2023-02-10", "place": "Bakhmut"}
    (tmp_path / "a.jsonl").write_text(
        json.dumps(one, indent=1) + "\n" + json.dumps(one | {"place": "Kherson"}, indent=1)
    )
    (tmp_path / "b.json").write_text(json.dumps({"1": one, "2": one | {"place": "Kherson"}}))
    for name in ("a.jsonl", "b.json"):
        (table,) = read_tables(tmp_path / name)
        assert table.records["place"].tolist() == ["Bakhmut", "Kherson"]


NEXIS = """Page 1 of 3

Shells hit two streets

Example Times

February 12, 2023 Sunday 10:15 AM GMT

Copyright 2023 Example Media All Rights Reserved

Length: 24 words

Body

Russian artillery shelled Bakhmut on Friday.

Load-Date: February 12, 2023

End of Document
"""
FACTIVA = """Shells hit two streets
A. Writer
24 words
12 February 2023
10:15
Example Times
EXTIM
English
(c) 2023 Example

Russian artillery shelled Bakhmut on Friday.

Document EXTIM00020230212ej2c00001
"""


@pytest.mark.parametrize("export", [NEXIS, FACTIVA])
def test_an_export_of_a_database_as_it_is_laid_out_for_reading(tmp_path, export):
    kept, lost = articles_of(tmp_path, export + export.replace("Shells", "Bombs"), "e.txt")
    assert [(one.title, one.outlet, str(one.published)) for one in kept] == [
        ("Shells hit two streets", "Example Times", "2023-02-12"),
        ("Bombs hit two streets", "Example Times", "2023-02-12"),
    ]
    assert kept[0].text.strip() == "Russian artillery shelled Bakhmut on Friday."
    assert not lost


def test_a_draft_of_a_site_is_no_article(tmp_path):
    pytest.importorskip("feedparser")
    item = "<item><title>{0}</title><pubDate>Sun, 12 Feb 2023 08:00:00 +0000</pubDate><description>{0} fell.</description><wp:status>{1}</wp:status></item>"
    feed = f'<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Desk</title>{item.format("Shells", "publish")}{item.format("Bombs", "draft")}</channel></rss>'
    kept, _ = articles_of(tmp_path, feed, "w.xml")
    assert [one.title for one in kept] == ["Shells"]


def test_a_day_in_a_file_s_name_with_full_stops(tmp_path):
    (article,), _ = articles_of(tmp_path, STORY, "12.02.2023_wire.txt")
    assert str(article.published) == "2023-02-12"


def test_columns_of_articles_in_ukrainian(tmp_path):
    table = f'Дата публікації;Заголовок;Текст;Джерело;Посилання\n12.02.2023;Shells;"{STORY}";Wire;https://n.example/a\n'
    (article,), _ = articles_of(tmp_path, table, "a.csv", "cp1251")
    assert (article.title, article.outlet, article.url) == ("Shells", "Wire", "https://n.example/a")


def test_one_byte_that_is_no_letter_costs_its_row(tmp_path):
    table = b'date,title,text\n2023-02-12,A,"Shells fell, caf\xc3\xa9 hit"\n2023-02-12,B,"Shells fell caf\xe9"\n'
    kept, lost = articles_of(tmp_path, table, "a.csv")
    assert ([one.title for one in kept], [one.reason for one in lost]) == (["A"], ["not UTF-8"])


def test_latin_1_that_is_declared_is_read_as_browsers_read_it():
    page = '<html><head><meta charset="iso-8859-1"></head><body>“Rescuers work”</body></html>'.encode("cp1252")
    assert "“Rescuers work”" in page.decode(find_encoding(page).name)


def test_the_line_with_the_names_that_the_user_gives_is_the_header(tmp_path):
    text = "today,incident_date,_lat,_lon,oblast\nToday,Date of the incident,Latitude,Longitude,Oblast\n2023-02-14,2023-02-10,48.5956,38.0003,Donetska\n"
    (tmp_path / "k.csv").write_text(text)
    chosen = ReadOptions(columns=read_columns("date=incident_date,lat=_lat,lon=_lon"))
    (table,) = read_tables(tmp_path / "k.csv", chosen)
    assert [str(day)[:10] for day in table.records["date_start"]] == ["2023-02-10"]
    assert [one.reason for one in table.rejects if one.article_id is None] == ["date not understood"]


def test_ukrainian_adjectives_are_spelt_back():
    words = ["Kupianskyi", "Kyivska", "Zaporizkyi", "Novhorod-Siverskyi", "Chuhuivskyi", "Vinnytska", "Bakhmut"]
    assert [in_cyrillic(word) for word in words] == [
        *("Купянський", "Київська", "Запорізький", "Новгород-Сіверський", "Чугуївський", "Вінницька", None),
    ]


def test_raions_by_their_adjectives_are_areas(tmp_path):
    text = "ADM1_EN,ADM2_EN,date\nKharkivska,Kupianskyi,2023-02-10\nDonetska,Bakhmutskyi,2023-02-11\nKyivska,Fastivskyi,2023-02-12\n"
    (tmp_path / "o.csv").write_text(text)
    records = observed([tmp_path / "o.csv"]).records
    assert records["geo_precision"].tolist() == ["adm2"] * 3
    assert [name in why for name, why in zip(("Kup", "Bakhmut", "Fastiv"), records["why"], strict=True)] == [True] * 3


GTD = "eventid,iyear,imonth,iday,country_txt,provstate,city,latitude,longitude,specificity,attacktype1_txt,gname,nkill\n202002000002,2020,2,0,Ukraine,Kherson,Unknown,46.6,33.0,4,Bombing,A,1\n"
SCAD = "eventid,countryname,startdate,enddate,etype,npart,ndeath,elocal,latitude,longitude,location_precision\n1,Nigeria,14-Feb-12,14-Feb-12,1,3,0,Nationwide,9.0,8.0,6\n"
HAPI = "location_code,location_name,admin1_name,admin2_name,admin_level,event_type,events,fatalities,reference_period_start,reference_period_end\nUKR,Ukraine,Donetska,Bakhmutskyi,2,political_violence,120,35,2023-02-01,2023-02-28\n"
UCDP = "type_of_violence,where_coordinates,where_prec,latitude,longitude,date_start,best\n1,Avdiivka town,4,48.1,37.7,2016-02-10,2\n"
VIINA = "event_id,date,asciiname,ADM1_NAME,longitude,latitude,GEO_PRECISION,GEO_API,url\n1,20230210,Donetsk,Donetsk,37.8,48.0,ADM1,Yandex,https://a.example/1\n"
VENUES = json.dumps(
    {
        "venues": [
            {
                "id": 1,
                "name": "Shelling",
                "timestamp": 1676037900,
                "lat": "48.5956",
                "lng": "38.0003",
                "location": "Bakhmut",
                "link": "https://ukraine.liveuamap.com/en/2023/10-february-x",
            }
        ]
    }
)


@pytest.mark.parametrize(
    ("name", "content", "wanted"),
    [
        ("gtd.csv", GTD, ("gtd", True, "", "adm1")),
        ("scad.csv", SCAD, ("scad", False, "Nationwide", "country")),
        ("hapi.csv", HAPI, ("hapi", True, "Bakhmutskyi", "adm2")),
        ("ged.csv", UCDP, ("ucdp", False, "Avdiivka town", "adm1")),
        ("part.csv", VIINA, ("viina", False, "Donetsk", "adm1")),
        ("venues.json", VENUES, ("liveuamap", True, "Bakhmut", "settlement")),
    ],
)
def test_a_dataset_keeps_its_licence_and_its_own_words_of_how_exactly(tmp_path, name, content, wanted):
    (tmp_path / name).write_text(content, encoding="utf-8")
    records = observed([tmp_path / name]).records
    row = _without_gaps(records[["source", "private", "place", "geo_precision"]]).iloc[0]
    assert tuple(row) == wanted


COVER = """User Name: = A. Reader
Date and Time: = Wednesday, March 1, 2023 10:00:00 AM EST
Documents (1)
1. Shells hit Bakhmut
  Client/Matter: -None-
Page 1 of 1
Shells hit Bakhmut
Example Times (London)
February 12, 2023 Sunday
Length: 12 words
Body
"""
FACTIVA = (
    "HD   Shells hit Bakhmut\nWC   12 words\nPD   12 February 2023\nSN   Example Times (London)\nLA   English\nLP\n"
)
PROQUEST = "Report Information from ProQuest\nDocument 1 of 1\nShells hit Bakhmut\nAuthor: Writer, A.\nFull text: "


@pytest.mark.parametrize(
    "export",
    [
        f"{COVER}{STORY}\nLoad-Date: February 14, 2023\nEnd of Document\n",
        f"{FACTIVA}{STORY}\nRE   russ : Russia\nAN   Document LBA0000020230212ej2c000001\nSearch Summary\n",
        f"{PROQUEST}{STORY}\nLocation: Russia\nPublication title: Example Times (London)\nPublication date: Feb 12, 2023\n",
    ],
)
def test_a_document_of_a_newspaper_database_is_what_stands_in_it(tmp_path, export):
    (article,), rejects = articles_of(tmp_path, export, "export-20230301.txt")
    assert not rejects
    assert (article.title, article.outlet) == ("Shells hit Bakhmut", "Example Times (London)")
    assert (str(article.published), article.text) == ("2023-02-12", STORY)


def test_a_word_that_the_end_of_a_line_parted_is_whole():
    assert whole_words("two civi-\nlians, a 40-year-\nold in Ivano-\nFrankivsk") == (
        "two civilians, a 40-year-old in Ivano-\nFrankivsk"
    )


def test_a_post_that_was_taken_down_is_no_article(tmp_path):
    row = {"title": "[Removed]", "content": "[Removed]", "publishedAt": "1970-01-01T00:00:00Z"}
    kept, rejects = articles_of(tmp_path, json.dumps({"articles": [row]}), "news.json")
    assert not kept
    assert [one.reason for one in rejects] == ["no text"]


def test_the_headline_of_a_site_s_api_is_found_and_without_its_entities(tmp_path):
    post = {
        "date": "2023-02-12T10:00:00",
        "title": {"rendered": "Shells &#8211; again"},
        "content": {"rendered": f"<p>{STORY}</p>"},
    }
    (article,), _ = articles_of(tmp_path, json.dumps([post]), "posts.json")
    assert article.title == "Shells – again"


def test_a_form_s_own_columns_of_a_question_with_words(tmp_path):
    head = "start,Date of incident,GPS of incident,_GPS of incident_latitude,_GPS of incident_longitude,_GPS of incident_precision,_submission_time"
    row = "2023-02-15T10:00:00,2023-02-10,48.5956 38.0003 120 4.5,48.5956,38.0003,4.5,2023-02-15T08:10:00"
    (tmp_path / "k.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
    records = observed([tmp_path / "k.csv"]).records.iloc[0]
    assert (str(records["date_start"])[:10], records.geometry.x) == ("2023-02-10", 38.0003)


def test_what_an_archive_says_of_its_tables_is_no_table(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("README.txt", "About these data: collected by the desk\n")
        archive.writestr("b.csv", "date,place\n2023-02-11,Kherson\n")
    (read,) = read_tables(tmp_path / "a.zip")
    assert read.records["place"].tolist() == ["Kherson"]
    assert any("README.txt" in one for one in read.remarks)


def test_a_feature_service_may_answer_in_metres(tmp_path):
    feature = {"attributes": {"date": 1676037900000, "place": "Bakhmut"}, "geometry": {"x": 4230174.0, "y": 6206538.0}}
    answer = {"spatialReference": {"wkid": 102100}, "features": [feature]}
    (tmp_path / "q.json").write_text(json.dumps(answer), encoding="utf-8")
    (read,) = read_tables(tmp_path / "q.json")
    assert (read.records.geometry[0].x, read.records.geometry[0].y) == pytest.approx((38.0003, 48.5956), abs=0.001)


@pytest.mark.parametrize(("lat", "level"), [("49.0", "country"), ("49.0123", "settlement")])
def test_a_round_point_of_a_row_that_names_its_country_alone_is_the_country(tmp_path, lat, level):
    (tmp_path / "c.csv").write_text(f"date,country,lat,lon\n2023-02-10,Ukraine,{lat},32.0\n", encoding="utf-8")
    (read,) = read_tables(tmp_path / "c.csv")
    assert read.records["geo_precision"].tolist() == [level]


CHAT = """<div class="text bold">Example Channel</div><div class="history">
<div class="message service" id="message-1"><div class="body details">12 February 2023</div></div>
<div class="message default clearfix" id="message2"><div class="pull_right date details" title="12.02.2023 10:00:00 UTC+02:00">
10:00</div><div class="from_name">Example Channel</div><div class="text">Shells fell on <b>Bakhmut</b>.</div></div>
<div class="message default clearfix joined" id="message3"><div class="pull_right date details" title="13.02.2023 11:05:00">
11:05</div><div class="text">A drone hit Kherson.</div></div></div>"""


def test_a_page_that_telegram_exported_is_its_messages(tmp_path):
    kept, lost = articles_of(tmp_path, CHAT, "messages.html")
    assert [(one.text, str(one.published), one.outlet) for one in kept] == [
        ("Shells fell on Bakhmut.", "2023-02-12", "Example Channel"),
        ("A drone hit Kherson.", "2023-02-13", "Example Channel"),
    ]
    assert not lost


@pytest.mark.parametrize(
    ("begins", "kind"),
    [
        (b"date,place\n2023-02-10,Bakhmut\n", ".csv"),
        (b"\xef\xbb\xbfdate;place\n2023-02-10;Bakhmut\n", ".csv"),
        (b'{"text": "a"}\n{"text": "b"}\n', ".jsonl"),
        (b'{"articles": []}', ".json"),
        (b"Shells in Bakhmut, two dead\n12 February 2023\n", ".txt"),
    ],
)
def test_what_comes_through_a_pipe_is_known_by_its_beginning(begins, kind):
    assert kind_of_beginning(begins) == kind


@pytest.mark.parametrize(
    ("name", "first"), [('"Date\n(dd/mm/yyyy)"', "2023-02-03"), ("Date (MM/DD/YYYY)", "2023-03-02")]
)
def test_a_header_says_the_order_of_its_dates_and_may_take_two_lines(tmp_path, name, first):
    (tmp_path / "t.csv").write_text(f"{name},Place\n03/02/2023,Bakhmut\nsoon,Kherson\n", encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.csv")
    assert [str(day)[:10] for day in read.records["date_start"]] == [first]
    assert read.rejects[0].subject.endswith(f":{3 + name.count(chr(10))}")


@pytest.mark.parametrize(
    "document",
    [
        {"date": {"0": "2023-02-10", "1": "2023-02-11"}, "place": {"0": "Bakhmut", "1": "Kherson"}},
        {"columns": ["date", "place"], "index": [0, 1], "data": [["2023-02-10", "Bakhmut"], ["2023-02-11", "Kherson"]]},
        [["date", "place"], ["2023-02-10", "Bakhmut"], ["2023-02-11", "Kherson"]],
    ],
)
def test_a_table_in_json_may_be_written_by_columns_or_as_lists(tmp_path, document):
    (tmp_path / "t.json").write_text(json.dumps(document), encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.json")
    assert read.records["place"].tolist() == ["Bakhmut", "Kherson"]


def test_bounds_of_a_count_may_stand_in_columns_of_their_own(tmp_path):
    rows = "2023-02-10,Bakhmut,2,5\n2023-02-11,Kherson,1,1\n"
    (tmp_path / "t.csv").write_text(f"date,place,Killed (min),Killed (max)\n{rows}", encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.csv")
    found = _without_gaps(read.records[["killed_low", "killed_best", "killed_high"]])
    assert found.to_numpy().tolist() == [[2, "", 5], [1, 1, 1]]


def test_a_shape_of_one_point_is_that_point_and_has_its_day(tmp_path):
    shape = {"type": "MultiPoint", "coordinates": [[38.0003, 48.5956]]}
    feature = {"type": "Feature", "properties": {"date": "2023-02-10T23:30:00Z"}, "geometry": shape}
    (tmp_path / "t.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8"
    )
    (read,) = read_tables(tmp_path / "t.geojson")
    assert str(read.records["date_start"][0])[:10] == "2023-02-11"


@pytest.mark.parametrize("cell", ['"38.0003, 48.5956"', "38.0003 48.5956", "POINT (38.0003 48.5956)"])
def test_a_column_that_says_so_has_the_longitude_first(tmp_path, cell):
    (tmp_path / "t.csv").write_text(f"date,lonlat\n2023-02-10,{cell}\n", encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.csv")
    assert (read.records.geometry[0].x, read.records.geometry[0].y) == (38.0003, 48.5956)


def test_few_letters_of_the_middle_of_europe_are_no_french():
    assert find_encoding("Miejscowość;Ofiary śmiertelne\n".encode("cp1250")).name == "cp1250"
    assert find_encoding("Cœur;sœur;œdème\n".encode("cp1252")).name == "cp1252"


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("near Bakhmut", "near"),
        ("5 km north of Bakhmut", "near"),
        ("40 km west of Bakhmut", "none"),
    ],
)
def test_a_place_beside_a_town_is_near_it(tmp_path, place, level):
    (tmp_path / "t.csv").write_text(f"date,place,country\n2023-02-10,{place},Ukraine\n", encoding="utf-8")
    records = observed([tmp_path / "t.csv"]).records
    assert records["geo_precision"].tolist() == [level]


def test_a_day_in_markdown_s_signs_is_a_day(tmp_path):
    (article,), _ = articles_of(tmp_path, f"# Shells\n\n*12 February 2023*\n\n{STORY}\n", "a.md")
    assert (article.title, str(article.published), article.text.strip()) == ("Shells", "2023-02-12", STORY)


def test_a_land_that_is_no_division_is_no_settlement(tmp_path):
    (tmp_path / "t.csv").write_text("date,place,lat,lon\n2023-02-10,Donbas,48.3,38.0\n", encoding="utf-8")
    (read,) = read_tables(tmp_path / "t.csv")
    assert read.records["geo_precision"].tolist() == ["region"]
