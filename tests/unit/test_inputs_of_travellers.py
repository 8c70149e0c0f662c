"""Files of many lands and programs: headers in sentences, chats, forwarded mail, degrees of airmen, cells of districts."""
# ruff: noqa: E501 - lines of files as they are

import email.message
import io
import zipfile

import pytest

from geomap.articles import read_articles
from geomap.days import read_days
from geomap.intake.naming import find_names, only_date
from geomap.intake.options import ReadOptions
from geomap.intake.spots import read_spot
from geomap.joining import observed
from geomap.observed import read_tables
from geomap.observed.names import SYNONYMS
from geomap.observed.wording import named, opened, several_in, without_number
from geomap.records import Reject, Stage

STORY = "Shells fell on the market of Orikhiv on Friday and killed two people, the mayor said in a statement."
PAGE = f"<html lang='en'><head><title>Market shelled</title></head><body><article><h1>Market shelled</h1><p>{STORY}</p><p>{STORY.replace('Shells', 'More shells')}</p></article></body></html>"


def articles(tmp_path, content, name):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    items = list(read_articles([tmp_path / name]))
    return [one for one in items if not isinstance(one, Reject)], [one for one in items if isinstance(one, Reject)]


def read(tmp_path, content, name="t.csv"):
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    (table,) = read_tables(tmp_path / name, ReadOptions())
    return table


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Date de l'incident", "date"),
        ("Дата та час", "date"),
        ("Data do incidente", "date"),
        ("Date / Дата", "date"),
        ("When did it happen?", "date"),
        ("incident_dt", "date"),
        ("Where did the incident happen? (village)", "place"),
        ("Village/Area", "place"),
        ("Населённый пункт", "place"),
        ("loc_nm", "place"),
        ("Province", "admin1"),
        ("Província", "admin1"),
        ("Which state?", "admin1"),
        ("Type d'incident", "type"),
        ("Tipo de hecho", "type"),
        ("نوع الحادث", "type"),
        ("Nombre de morts", "killed"),
        ("How many persons were killed", "killed"),
        ("Presunto responsable", "actors"),
    ],
)
def test_a_column_is_known_by_what_its_name_says(name, field):
    assert find_names([name], SYNONYMS) == {field: name}


@pytest.mark.parametrize(
    "name",
    ["Date of birth", "Type of weapon", "Number of incidents", "Nombre de blessés", "Place of publication", "Event"],
)
def test_a_column_that_says_more_or_nothing_is_not_known(name):
    assert find_names([name], SYNONYMS) == {}


def test_a_column_that_is_called_what_it_is_goes_before_one_that_says_so_in_more_words():
    names = ["Date reported", "Date of incident", "Name of the village", "Town"]
    found = find_names(names, SYNONYMS)
    assert (found["date"], found["place"]) == ("Date of incident", "Town")


@pytest.mark.parametrize(
    ("names", "date"),
    [
        (["Site", "Survey Date"], "Survey Date"),
        (["SensorDate", "Damage"], "SensorDate"),
        (["Ereignisdatum", "Ort"], "Ereignisdatum"),
        (["First date", "Second date"], None),
        (["Name", "Date of birth"], None),
    ],
)
def test_the_only_column_that_says_it_is_a_date_is_the_date(names, date):
    assert only_date(names) == date


def test_the_only_date_is_told_as_taken(tmp_path):
    table = read(tmp_path, "Site,Survey Date,lat,lon\nZamzam,2024-03-01,13.49,25.30\n")
    assert table.taken["date"] == "Survey Date"


@pytest.mark.parametrize(
    ("cell", "lat", "lon"),
    [
        ("483544N 0380001E", 48.5956, 38.0003),
        ("4835N 03800E", 48.5833, 38.0),
        ("48º35’44’’N 38º00’01’’E", 48.5956, 38.0003),
        ("~48.5956, 38.0003", 48.5956, 38.0003),
        ("37N 426280 5382752", 48.5935, 38.0002),
        ("UTM 37U E426280 N5382752", 48.5935, 38.0002),
        ("36M 300000 9800000", -1.8086, 31.2021),
        ("٣٣٫٥١، ٣٦٫٢٩", 33.51, 36.29),
    ],
)
def test_a_position_of_airmen_surveyors_and_in_arabic_figures(cell, lat, lon):
    spot = read_spot(cell)
    assert (round(spot.lat, 4), round(spot.lon, 4)) == (lat, lon)


def test_a_zone_whose_letter_may_be_a_hemisphere_or_a_band_is_no_position():
    assert read_spot("37S 426280 5382752") is None


def test_sides_in_columns_of_their_own_are_signs(tmp_path):
    table = read(
        tmp_path,
        "date,lat,NS,lon,EW\n2024-03-01,1.67,S,29.23,E\n2024-03-02,1.56,N,30.25,E\n2024-03-03,,,,\n2024-03-04,4.6,N,74.1,W\n",
    )
    assert [(point.y, point.x) for point in table.records.geometry] == [(-1.67, 29.23), (1.56, 30.25), (4.6, -74.1)]
    assert any("taken from NS" in remark for remark in table.remarks)


@pytest.mark.parametrize(
    ("written", "day"),
    [("070930Z MAR 24", "2024-03-07"), ("071430ZMAR2024", "2024-03-07"), ("5 آذار/مارس 2024", "2024-03-05")],
)
def test_a_date_time_group_and_a_month_with_both_its_names_are_days(written, day):
    assert str(read_days(written).first) == str(read_days(written).last) == day


@pytest.mark.parametrize("name", ["t.html", "t.xls"])
def test_a_table_of_a_page_is_a_table_whatever_its_suffix(tmp_path, name):
    rows = "<tr><th>Date</th><th>Oblast</th><th>Town</th><th>Killed</th></tr><tr><td>14/03/2024</td><td rowspan=2>Kharkiv</td><td>Izium</td><td>2</td></tr><tr><td>15/03/2024</td><td>Lyman</td><td>1</td></tr>"
    page = f"<html><body><p>Incidents</p><table>{rows}</table></body></html>"
    table = read(tmp_path, page, name)
    assert table.records["place"].tolist() == ["Izium", "Lyman"]
    assert table.records["admin1"].tolist() == ["Kharkiv", "Kharkiv"]
    assert table.records["killed_best"].tolist() == [2, 1]


def test_text_under_the_suffix_of_a_workbook_is_read_as_text(tmp_path):
    table = read(tmp_path, "Date\tTown\tKilled\n2024-03-01\tIzium\t2\n", "t.xls")
    assert table.records["place"].tolist() == ["Izium"]


CHATS = {
    "android": f"13/03/2024, 09:14 - Messages are encrypted.\n13/03/2024, 09:15 - Ali: {STORY}\nSecond line.\n14/03/2024, 10:02 - +380 00: <Media omitted>\n14/03/2024, 10:03 - +380 00: A drone hit a depot.\n",
    "ios": f"[13.03.24, 09:15:33] Ali: {STORY}\nSecond line.\n\u200e[14.03.24, 09:16:00] Ali: \u200eimage omitted\n[14.03.24, 10:01:05] Mona: A drone hit a depot.\n",
    "us": f"3/13/24, 9:15\u202fAM - Ali: {STORY}\nSecond line.\n3/14/24, 10:01 PM - Mona: A drone hit a depot.\n",
}


@pytest.mark.parametrize("phone", CHATS)
def test_each_message_of_a_chat_that_whatsapp_exported_is_an_article(tmp_path, phone):
    found, told = articles(tmp_path, CHATS[phone], "WhatsApp Chat with Desk.txt")
    assert [str(one.published) for one in found] == ["2024-03-13", "2024-03-14"]
    assert [one.text for one in found] == [f"{STORY}\nSecond line.", "A drone hit a depot."]
    assert all(one.outlet is None or "Ali" not in one.outlet for one in found)
    assert [one.reason for one in told] == (["messages without words passed over"] if phone != "us" else [])


def test_a_forwarded_mail_is_the_mail_inside(tmp_path):
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "d@desk.example", "Fwd: Market", "Mon, 04 Mar 2024 10:00:00 +0100"
    head = "From: Wire <w@wire.example>\nDate: Fri, Mar 1, 2024 at 9:00 AM\nSubject: Market\nTo: <d@desk.example>\n"
    mail.set_content(f"See below.\n\n---------- Forwarded message ---------\n{head}\n{STORY}\n")
    ((one,), _) = articles(tmp_path, mail.as_bytes(), "m.eml")
    assert (str(one.published), one.text.strip()) == ("2024-03-01", STORY)


def test_a_mail_that_holds_a_list_of_facts_is_its_own(tmp_path):
    mail = email.message.EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "d@desk.example", "Note", "Mon, 04 Mar 2024 10:00:00 +0100"
    mail.set_content(f"Killed: 3\nDate: 1 March 2024\nTown: Orikhiv\n\n{STORY}\n")
    ((one,), _) = articles(tmp_path, mail.as_bytes(), "m.eml")
    assert str(one.published) == "2024-03-04"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Market shelled\n\nThe Daily, Orikhiv, 2 March 2024\n\n{STORY}", "Market shelled"),
        (f"# Market shelled\n\n**Date:** 2 March 2024  \n\n{STORY}", "Market shelled"),
        (f"https://daily.example/a\nMarket shelled\nThe Daily | 2 Mar 2024\n\n{STORY}", "Market shelled"),
        (f"ORIKHIV, Ukraine, March 2, 2024 (Wire) - {STORY}", ""),
        (f"Market shelled\nORIKHIV, March 2, 2024 — {STORY}", "Market shelled"),
    ],
)
def test_a_day_behind_an_outlet_or_in_a_dateline_is_the_day(tmp_path, text, title):
    ((one,), _) = articles(tmp_path, text, "a.txt")
    assert (str(one.published), one.title) == ("2024-03-02", title)
    assert STORY in one.text


@pytest.mark.parametrize(
    "text",
    [
        f"Market shelled\n\nThe war since 2 March 2022.\n\n{STORY}",
        f"Market - a place of 2 March 2024 - shelled\n\n{STORY}",
    ],
)
def test_a_day_inside_a_sentence_is_not_the_day_of_a_text(tmp_path, text):
    found, (reject,) = articles(tmp_path, text, "a.txt")
    assert (found, reject.reason) == ([], "no date")


@pytest.mark.parametrize(
    "name", ["The Daily - Market - 2 March 2024.txt", "wire_March_2_2024.txt", "20240302_market.html"]
)
def test_the_day_in_a_file_s_name_may_be_in_words_and_holds_for_pages_too(tmp_path, name):
    ((one,), _) = articles(tmp_path, PAGE if name.endswith("html") else STORY, name)
    assert str(one.published) == "2024-03-02"


def test_a_page_that_a_browser_saved_in_one_file_is_its_article(tmp_path):
    mail = email.message.EmailMessage()
    mail["Snapshot-Content-Location"], mail["Date"] = "https://daily.example/a", "Mon, 04 Mar 2024 10:00:00 +0000"
    page = PAGE.replace("<title>", '<meta property="article:published_time" content="2024-03-02"><title>')
    mail.set_content(page, subtype="html")
    mail.add_related(b"p {}", maintype="text", subtype="css")
    ((one,), _) = articles(tmp_path, mail.as_bytes(), "a.mhtml")
    assert (str(one.published), one.url) == ("2024-03-02", "https://daily.example/a")
    assert STORY in one.text


def test_a_page_without_its_address_has_the_one_that_it_was_saved_from(tmp_path):
    head = "<!DOCTYPE html>\n<!-- saved from url=(0023)https://daily.example/a -->\n"
    ((one,), _) = articles(tmp_path, head + PAGE, "2024-03-02.html")
    assert one.url == "https://daily.example/a"


def test_a_text_document_of_libreoffice_is_read_like_a_text(tmp_path):
    pytest.importorskip("lxml")
    office = "urn:oasis:names:tc:opendocument:xmlns"
    parts = "".join(f"<t:p>{part}</t:p>" for part in ("2 March 2024", STORY))
    content = f"<o:document-content xmlns:o='{office}:office:1.0' xmlns:t='{office}:text:1.0'><o:body><o:text><t:h>Market shelled</t:h>{parts}</o:text></o:body></o:document-content>"
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("content.xml", content)
    ((one,), _) = articles(tmp_path, whole.getvalue(), "a.odt")
    assert (one.title, str(one.published), one.text) == ("Market shelled", "2024-03-02", STORY)


def test_a_damaged_document_of_libreoffice_is_a_reject(tmp_path):
    found, (reject,) = articles(tmp_path, b"PK\x03\x04 nothing", "a.odt")
    assert (found, reject.stage, reject.reason) == ([], Stage.READ, "cannot be read")


@pytest.mark.parametrize(
    ("cell", "bare", "kind"),
    [
        ("Région de Tombouctou", "Tombouctou", "adm1"),
        ("Cercle de Ménaka", "Ménaka", "adm2"),
        ("Province du Sud-Kivu", "Sud-Kivu", "adm1"),
        ("Province d'Idlib", "Idlib", "adm1"),
        ("محافظة إدلب", "إدلب", "adm1"),
        ("Distt. Bijapur", "Bijapur", "adm2"),
        ("Konduga Local Government Area", "Konduga", "adm2"),
        ("c. Bakhmut", "Bakhmut", "near"),
        ("environs de Bandiagara", "Bandiagara", "near"),
        ("Pokrovsk direction", "Pokrovsk", "near"),
        ("Nuseirat RC", "Nuseirat", "settlement"),
        ("N. Waziristan", "North Waziristan", None),
        ("St. Petersburg", "St. Petersburg", None),
    ],
)
def test_nouns_of_many_languages_and_their_short_forms_say_what_a_place_is(cell, bare, kind):
    found = named(cell)
    assert (found.bare, found.kind and found.kind.value) == (bare, kind)


def test_a_cell_is_opened_into_its_parts():
    assert opened("Buenaventura (Valle del Cauca)") == "Buenaventura, Valle del Cauca"
    assert opened("Mopti (cercle)") == "Mopti cercle"
    assert opened("м. Куп'янськ Харківська обл.") == "м. Куп'янськ, Харківська обл."
    assert opened("Харківська обл.") == "Харківська обл."
    assert without_number("Kabul city PD 13") == "Kabul city"
    assert without_number("Ward 13") == "Ward 13"
    assert several_in("between Lyman and Kreminna") == ["Lyman", "Kreminna"]


def test_cells_of_records_are_placed_as_their_writers_meant_them(tmp_path):
    cells = {
        "between Lyman and Kreminna": ("near", "Lyman"),
        "Nova Kakhovka hromada": ("adm2", "Nova Kakhovka"),
        "Куп’янський напрямок": ("adm2", "Kupiansk Raion"),
        '"м.Куп\'янськ Харківська обл."': ("settlement", "Kupiansk"),
        '"Quarter of Lindens, Kherson"': ("near", "Kherson"),
        '"Bakhmut district, Donetsk"': ("adm2", "Bakhmut Raion"),
        '"Бахмутський район, Соледар"': ("settlement", "Soledar"),
        "Kharkiv - Quarter of Lindens": ("settlement", "Kharkiv"),
        '"Saltivka, Nowhere"': None,
    }
    rows = "".join(f"2024-03-01,{cell},Ukraine\n" for cell in cells)
    (tmp_path / "t.csv").write_text(f"date,place,country\n{rows}", encoding="utf-8")
    found = observed([tmp_path / "t.csv"]).records
    for row, (cell, wanted) in zip(found.itertuples(), cells.items(), strict=True):
        if wanted:
            assert row.geo_precision == wanted[0], (cell, row.why)
            assert wanted[1] in row.why, cell


def test_the_day_of_a_form_goes_behind_the_day_of_what_happened(tmp_path):
    header = (
        "Timestamp,When did the incident happen?,Where did it happen? (town or village),How many people were killed?"
    )
    table = read(tmp_path, f"{header}\n3/15/2024 9:00:00,3/14/2024,Izium,2\n3/16/2024 9:00:00,3/15/2024,Lyman,0\n")
    assert [str(day)[:10] for day in table.records["date_start"]] == ["2024-03-14", "2024-03-15"]
    assert table.records["place"].tolist() == ["Izium", "Lyman"]


def test_a_precision_with_its_number_before_it_is_understood(tmp_path):
    rows = "2024-03-01,Sagaing,23.0,95.0,(4) Admin 1 centroid\n2024-03-02,Sagaing,23.1,95.2,(1) Exact location\n"
    table = read(tmp_path, f"Date,Admin 1,Latitude,Longitude,Geo Precision\n{rows}")
    assert table.records["geo_precision"].tolist() == ["adm1", "site"]


def test_cells_merged_over_rows_hold_for_all_of_them():
    from geomap.intake.workbook import _fill_merged

    rows = [["Incidents", ""], ["Date", "Town"], ["2024-03-01", "Izium"], ["", "Lyman"], ["", "Sumy"]]
    _fill_merged(rows, [((0, 0), (0, 1)), ((2, 0), (3, 0))])
    assert rows == [["Incidents", ""], ["Date", "Town"], ["2024-03-01", "Izium"], ["2024-03-01", "Lyman"], ["", "Sumy"]]
