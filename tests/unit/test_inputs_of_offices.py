"""Exports of the programs that offices use, with what people leave in them; figures in sentences; reprints of agencies."""
# ruff: noqa: E501 - lines of files as they are

import json
from email.message import EmailMessage

import pytest

import geomap
from geomap.articles import read_articles
from geomap.errors import GeomapError
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.records import Reject

SHELLED = "Russian artillery shelled Bakhmut on Friday, killing two civilians, local officials said."
DRONE = "A drone struck a fuel depot in Kherson on Saturday, the emergency service said."


def tables_of(tmp_path, name, content, columns=""):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_tables(path, ReadOptions(columns=read_columns(columns)) if columns else ReadOptions())


def table_of(tmp_path, name, content, columns=""):
    (table,) = tables_of(tmp_path, name, content, columns)
    return table


def days(table):
    spans = zip(table.records["date_start"], table.records["date_end"], strict=True)
    return [str(first)[:10] if first == last else f"{str(first)[:10]}..{str(last)[:10]}" for first, last in spans]


def spots(table):
    return [at and (round(at.y, 3), round(at.x, 3)) for at in table.records.geometry]


def articles_of(tmp_path, name, content):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return [one for one in read_articles([path]) if not isinstance(one, Reject)]


BAKHMUT, KHERSON = (48.596, 38.0), (46.635, 32.617)

# ---------------------------------------------------------------- tables

SHEET = """Incident tracker - Eastern Ukraine,,,,,,,,,
"Last updated: 14/02/2023, by M.",,,,,,,,,
,,,,,,,,,
,WHEN,,WHERE,,,,CASUALTIES,,
#,Date,Time,Location,Oblast,Lat/Long,What happened,Killed,Injured,Link 1
1,10/02/2023,08:30,Bakhmut,Donetsk,"48.5956, 38.0003",Shelling,2,5?,https://a.example/1
,,,,,,,,,
2,13/02/2023,n/a,Kherson,Kherson,"46.6354,32.6169",Drone,-,1-2,"https://a.example/2
https://b.example/2"
3,TBC,,Sumy,Sumy,,Mortar,0,,
,,,,,,TOTAL,2,6,
"""


def test_a_shared_sheet_with_titles_over_its_header(tmp_path):
    table = table_of(tmp_path, "sheet.csv", SHEET)
    assert (days(table), spots(table)) == (["2023-02-10", "2023-02-13"], [BAKHMUT, KHERSON])
    assert table.records["notes"].tolist() == ["Shelling", "Drone"]
    assert table.records["url"].tolist() == ["https://a.example/1", "https://a.example/2"]
    assert table.records["more_urls"][1] == "https://b.example/2"
    assert [(one.subject.rpartition(":")[2], one.reason) for one in table.rejects] == [
        ("10", "no date"),
        ("11", "no date"),
    ]


GERMAN = (
    "event_id_cnty;event_date;year;time_precision;event_type;sub_event_type;actor1;actor2;country;admin1;admin2;location;latitude;longitude;geo_precision;source;notes;fatalities\n"
    'UKR1;10.02.2023;2023;1;Battles;Armed clash;A;B;Ukraine;Donetsk;Bakhmutskyi;Bakhmut;48,5956;38,0003;1;"Wire; Zweites Blatt";"Es fielen ""zwei"" Schüsse in der Straße.";2\n'
    "UKR2;11.02.2023;2023;1;Battles;Armed clash;A;B;Ukraine;Kherson;Kherson;Kherson;46,6354;32,6169;2;Wire;Gefechte.;0\n"
).encode("cp1252")


def test_acled_that_a_german_spreadsheet_saved(tmp_path):
    table = table_of(tmp_path, "acled.csv", GERMAN)
    assert (table.source.name, table.source.private) == ("acled", True)
    assert (days(table), spots(table)) == (["2023-02-10", "2023-02-11"], [BAKHMUT, KHERSON])
    assert "Straße" in table.records["notes"][0]
    assert not table.rejects


FORM = (
    '"start";"end";"today";"where/oblast";"where/settlement";"_where/gps";"_where/gps_latitude";"_where/gps_longitude";"_where/gps_precision";"what/incident_date";"what/incident_type";"what/incident_type/drone";"what/n_killed";"_id";"_submission_time"\n'
    '"2023-02-14T10:01:02+02:00";"2023-02-15T10:12:00+02:00";"2023-02-14";"Donetsk";"Bakhmut";"48.5956 38.0003 120 4.5";"48.5956";"38.0003";"4.5";"2023-02-10";"shelling drone";"1";"2";"101";"2023-02-14T08:13:00"\n'
    '"2023-02-14T11:01:02+02:00";"2023-02-15T11:12:00+02:00";"2023-02-14";"Kherson";"Kherson";"";"";"";"";"2023-02-11";"drone";"1";"0";"102";"2023-02-14T09:13:00"\n'
)


def test_a_form_whose_questions_lie_in_groups(tmp_path):
    table = table_of(tmp_path, "form.csv", FORM)
    assert (days(table), spots(table)) == (["2023-02-10", "2023-02-11"], [BAKHMUT, None])
    assert (table.records["place"].tolist(), table.records["killed_best"].tolist()) == (["Bakhmut", "Kherson"], [2, 0])
    assert "end" in table.unused  # the form was filled in until then: that is no end of the incident


def test_two_measures_in_one_column_are_no_group(tmp_path):
    table = table_of(tmp_path, "t.csv", "date,place,injured/killed\n2023-02-10,Bakhmut,5/2\n")
    assert table.records["killed_best"].isna().all()


def test_the_end_beside_a_start_is_the_end_of_both(tmp_path):
    table = table_of(tmp_path, "t.csv", "start,end,place\n2023-02-10,2023-02-12,Bakhmut\n")
    assert days(table) == ["2023-02-10..2023-02-12"]


ODK = "SubmissionDate,event-day,event-location-Latitude,event-location-Longitude,event-location-Accuracy,event-village,KEY\n2023-02-14T10:00:00Z,2023-02-10,48.5956,38.0003,4.5,Bakhmut,uuid:1\n"


def test_a_form_whose_groups_are_parted_by_dashes(tmp_path):
    table = table_of(tmp_path, "odk.csv", ODK)
    assert (days(table), spots(table), table.records["place"][0]) == (["2023-02-10"], [BAKHMUT], "Bakhmut")


def test_columns_of_one_name_keep_the_table(tmp_path):
    text = "date,place,source,source\n2023-02-10,Bakhmut,Wire,Paper\n"
    table = table_of(tmp_path, "t.csv", text)
    assert table.records["outlet"].tolist() == ["Wire"]
    assert any("source (2)" in remark for remark in table.remarks)
    assert table_of(tmp_path, "t.csv", text, "outlet=source (2)").records["outlet"].tolist() == ["Paper"]


def test_what_is_killed_may_stand_in_the_brackets_of_a_name(tmp_path):
    text = 'Incident date,Place (town),Casualties (killed),Sources\n10 Feb 2023,Bakhmut,at least 2,"https://a.example/1, https://b.example/1"\n'
    table = table_of(tmp_path, "t.csv", text)
    assert table.records[["killed_low", "url", "more_urls"]].iloc[0].tolist() == [
        2,
        "https://a.example/1",
        "https://b.example/1",
    ]
    assert table.records["outlet"].isna().all()  # an address is nobody's name


MY_MAP = """<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Strikes</name>
<Folder><name>February</name><Placemark><name>Shelling</name><description><![CDATA[Date: 10.02.2023<br>Killed: 2]]></description><ExtendedData><Data name="Date"><value>10.02.2023</value></Data><Data name="Killed"><value>2</value></Data><Data name="Source"><value>https://a.example/1</value></Data></ExtendedData><Point><coordinates>
  38.0003,48.5956,0
</coordinates></Point></Placemark></Folder>
<Folder><name>March</name><Placemark><name>Drone</name><ExtendedData><Data name="Date"><value>13.03.2023</value></Data></ExtendedData><Point><coordinates>32.6169,46.6354,0</coordinates></Point></Placemark>
<Placemark><name>Front line</name><LineString><coordinates>38,48,0 38.1,48.2,0</coordinates></LineString></Placemark></Folder></Document></kml>"""


def test_a_map_of_folders_that_google_hands_out(tmp_path):
    table = table_of(tmp_path, "map.kml", MY_MAP)
    assert (days(table), spots(table)) == (["2023-02-10", "2023-03-13"], [BAKHMUT, KHERSON])
    assert (table.records["url"][0], table.records["killed_best"][0]) == ("https://a.example/1", 2)
    assert [one.reason for one in table.rejects] == ["no date"]


def test_a_feature_service_answers_with_attributes(tmp_path):
    answer = {
        "geometryType": "esriGeometryPoint",
        "spatialReference": {"wkid": 4326},
        "fields": [{"name": "EventDate", "type": "esriFieldTypeDate"}],
        "features": [
            {"attributes": {"OBJECTID": 1, "EventDate": 1676037600000, "Town": "Bakhmut"}, "geometry": {"x": 38.0003, "y": 48.5956}},
            {"attributes": {"OBJECTID": 2, "EventDate": 1676124000000, "Town": "Kherson"}, "geometry": {"x": 32.6169, "y": 46.6354}},
        ],
    }  # fmt: skip
    table = table_of(tmp_path, "q.json", json.dumps(answer))
    assert (days(table), spots(table)) == (["2023-02-10", "2023-02-11"], [BAKHMUT, KHERSON])


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("t.xls", '<?xml version="1.0"?><Workbook><Worksheet/></Workbook>', "save it as .xlsx"),
        ("t.xls", "<html><p>no table</p></html>", "no sheet has a header"),
        ("t.csv", b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00\xd0\x99", r"\.xlsx"),
        ("t.json", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", r"\.pdf"),
    ],
)
def test_a_file_under_another_one_s_suffix_is_told_its_own(tmp_path, name, content, says):
    with pytest.raises(GeomapError, match=says):
        tables_of(tmp_path, name, content)


# ---------------------------------------------------------------- articles

RELIEFWEB = {"data": [
    {"id": "1", "fields": {"title": "Situation Report", "body": SHELLED, "body-html": f"<p>{SHELLED}</p>", "url": "https://rw.example/1", "source": [{"name": "OCHA"}], "language": [{"name": "English", "code": "en"}], "date": {"original": "2023-02-12T00:00:00+00:00", "created": "2023-02-14T09:12:11+00:00"}}},
    {"id": "2", "fields": {"title": "Daily update", "body-html": f"<p>{DRONE}</p>", "source": [{"name": "ACAPS"}, {"name": "UNHCR"}], "language": [{"code": "en"}], "date": {"created": "2023-02-13T09:12:11+00:00"}}},
]}  # fmt: skip


def test_reliefweb_s_reports_are_of_their_own_day_and_read_from_html_where_that_is_all(tmp_path):
    first, second = articles_of(tmp_path, "rw.json", json.dumps(RELIEFWEB))
    assert (str(first.published), first.outlet, first.text) == ("2023-02-12", "OCHA", SHELLED)
    assert (str(second.published), second.title, second.text.strip()) == ("2023-02-13", "Daily update", DRONE)
    assert not [one for one in read_articles([tmp_path / "rw.json"]) if isinstance(one, Reject)]


def test_a_report_of_an_office_is_read_with_its_tables(tmp_path):
    docx = pytest.importorskip("docx")
    report = docx.Document()
    report.add_heading("Daily report", 0)
    report.add_paragraph("12 February 2023")
    table = report.add_table(rows=0, cols=3)
    for row in (("Bakhmut", "08:30", SHELLED), ("Kherson", "08:30", DRONE)):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.add_row().cells[0].merge(table.rows[2].cells[2]).text = "All times are local."
    report.add_paragraph("End of report.")
    report.save(tmp_path / "report.docx")
    (article,) = read_articles([tmp_path / "report.docx"])
    assert (article.title, str(article.published)) == ("Daily report", "2023-02-12")
    at = [article.text.find(part) for part in (SHELLED, DRONE, "All times are local.", "End of report.")]
    assert sorted(at) == at
    assert at[0] > 0
    assert article.text.count("All times") == 1


@pytest.mark.parametrize(
    ("text", "title", "begins"),
    [
        (f"Shells hit Bakhmut\n12 February 2023\n\n{SHELLED}\n", "Shells hit Bakhmut", SHELLED),
        (f"\n\nShells hit Bakhmut\r\n\r\nBy A. Writer\r\nFebruary 12, 2023\r\n{SHELLED}\r\n", "Shells hit Bakhmut", "By A. Writer"),
        (f"Shells hit Bakhmut\nExample Daily, Kyiv\nPublished 12 Feb 2023 17:40\n\n{SHELLED}", "Shells hit Bakhmut", "Example Daily, Kyiv"),
    ],
)  # fmt: skip
def test_a_day_on_a_line_of_its_own_near_the_top_is_the_text_s(tmp_path, text, title, begins):
    (article,) = articles_of(tmp_path, "a.txt", text)
    assert (article.title, str(article.published)) == (title, "2023-02-12")
    assert article.text.startswith(begins)
    assert SHELLED in article.text


def test_a_day_below_a_paragraph_dates_nothing(tmp_path):
    assert not articles_of(tmp_path, "a.txt", f"{SHELLED * 4}\n\n12 February 2023\n\n{DRONE}\n")


def test_a_digest_by_mail_is_its_words(tmp_path):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = '"Daily digest" <digest@example.org>', "Огляд: shelling"
    mail["Date"] = "Sun, 12 Feb 2023 23:30:00 -0500"
    mail.set_content(f"1. {SHELLED}\n\n2. {DRONE} Caf\u00e9.\n", charset="utf-8", cte="quoted-printable")
    mail.add_alternative(f"<p>{SHELLED}</p>", subtype="html")
    (article,) = articles_of(tmp_path, "d.eml", bytes(mail))
    assert (article.title, str(article.published), article.outlet) == ("Огляд: shelling", "2023-02-12", "Daily digest")
    assert SHELLED in article.text
    assert "Caf\u00e9" in article.text


# ---------------------------------------------------------------- figures in sentences

FIGURES = {
    "On 14 March 2023 at 21.40, shells hit Kupiansk, killing three people.": ("killed", 3),
    "Shelling along the M03 highway near Sloviansk wounded 6 people and burned 200 square metres of a roof.": ("injured", 6),
    "At 06:15 on 3 May a drone hit a bus in Sumy and killed two people.": ("killed", 2),
    "A 45-year-old man and his 17-year-old son were killed by a shell in Orikhiv on 9 June.": ("killed", 2),
    "A missile hit house No 24 in Kramatorsk at 2 p.m., killing five people.": ("killed", 5),
    "In 2023 15 people were killed when a missile hit Dnipro.": ("killed", 15),
}  # fmt: skip


@pytest.mark.parametrize("sentence", FIGURES)
def test_days_times_roads_ages_and_houses_are_nobody_s_harm(tmp_path, sentence):
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "a", "date": "2023-07-01", "text": sentence}))
    ((_, coded),) = geomap.code(tmp_path / "a.jsonl")
    assert [(tally.what, tally.best) for one in coded for tally in one.harm] == [FIGURES[sentence]]


# ---------------------------------------------------------------- reprints

AGENCY = f"{SHELLED} Rescuers searched the ruins of a school through the night, the regional governor wrote on Telegram, and power was cut in three districts of the town."
OWN = "Two residents of Bakhmut died on Friday when Russian shells landed beside the market, our correspondent saw from the hospital, where doctors treated others for burns."


def counted(tmp_path, texts):
    rows = [
        {"id": f"a{number}", "date": "2023-02-11", "outlet": f"Paper {number}", "url": f"https://p{number}.example/1", "text": text}
        for number, text in enumerate(texts)
    ]  # fmt: skip
    (tmp_path / "n.jsonl").write_text("\n".join(map(json.dumps, rows)))
    result = geomap.map_events(tmp_path / "n.jsonl")
    events = result.events[result.events["place"] == "Bakhmut"]
    return [(int(n), int(k)) for n, k in zip(events["n_reports"], events["n_independent"], strict=True)]


@pytest.mark.parametrize(
    "again",
    [
        lambda text: text,  # a second address of the same story
        lambda text: f"KYIV (Wire) - {text} More to follow.",  # an agency's, with its dateline
        lambda text: text.replace("two civilians", "two people").replace("through the night", "all night"),  # a later version
        lambda text: text.upper().replace(", ", ",\n"),  # laid out by another paper
    ],
)  # fmt: skip
def test_a_text_that_another_paper_prints_again_confirms_nothing(tmp_path, again):
    assert counted(tmp_path, [AGENCY, again(AGENCY)]) == [(2, 1)]


def test_a_text_of_its_own_is_a_second_witness(tmp_path):
    assert counted(tmp_path, [AGENCY, AGENCY, OWN]) == [(3, 2)]
