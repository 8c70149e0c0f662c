"""Rows in are records and rejects out; a column of dates is read whole or asked about, never in part."""

import calendar
import csv
import datetime as dt
import io
import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.articles import read_articles
from geomap.days import DateRules, DayError, Order, read_days, settled
from geomap.days.words import names
from geomap.errors import GeomapError, TableError
from geomap.observed import read_tables

UNHURRIED = settings(deadline=None, max_examples=60)
CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "-", "0", "48.5", "48,5", "138", "abc", "3-5", "10+", "2023-02-10", "03/04/2023", "1e9"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters='\0\r\n",'), max_size=12),
)
COLUMNS = ("date", "place", "lat", "lon", "killed", "id")
YEAR = [dt.date(2023, 1, 1) + dt.timedelta(days=day) for day in range(365)]


@UNHURRIED
@given(st.lists(st.tuples(*[CELLS] * len(COLUMNS)), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_the_rows_of_a_table_are_its_records_and_its_lost_rows(rows, separator):
    full = [row for row in rows if any(cell.strip() for cell in row)]
    if any(separator in cell for row in rows for cell in row):
        return
    lines = [separator.join(COLUMNS), *(separator.join(row) for row in rows)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_text(
            "\n".join([*lines, separator.join(["2023-02-10", "Kyiv", "", "", "", "last"])]), encoding="utf-8"
        )
        try:
            (table,) = read_tables(path)
        except GeomapError:
            return  # refused whole, with its question
    assert len(table.records) + table.n_lost == len(full) + 1 == table.n_rows


WILD = st.one_of(CELLS, st.text(st.sampled_from("ab1 \",;|\t\n#.'é"), max_size=10))
HEADERS = st.permutations(["Date", "PLACE", "lat", "Longitude", "killed (total)", "id", "notes"])


@UNHURRIED
@given(
    HEADERS,
    st.lists(st.lists(WILD, min_size=7, max_size=7), min_size=1, max_size=8),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1251", "cp1252"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_quotes_headers_and_encodings_lose_no_row(header, rows, separator, encoding, end):
    last = ["2023-02-10" if name == "Date" else "Kyiv" if name == "PLACE" else "" for name in header]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=end)
    writer.writerows([header, *rows, last])
    if all(cell.strip().startswith("#") for cell in rows[0] if cell.strip()):
        return  # a row of tags, or nothing
    full = [row for row in rows if any(cell.strip() for cell in row)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text.getvalue().encode(encoding, "ignore"))
        try:
            (table,) = read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017 - refused whole, with its reason or its question
            return
    assert len(table.records) + table.n_lost == len(full) + 1 == table.n_rows


@UNHURRIED
@given(st.lists(st.text(st.sampled_from('a1,;" \n'), max_size=30), min_size=1, max_size=6))
def test_quotes_that_nobody_closes_lose_no_line_that_is_a_row(lines):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        good = "2023-02-10,Kyiv,48.5,38.0"
        path.write_text("\n".join(["date,place,lat,lon", *lines, good, good.replace("Kyiv", "Lviv")]), encoding="utf-8")
        try:
            (table,) = read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017
            return
    assert table.n_rows == len(table.records) + table.n_lost
    assert table.n_rows <= sum(bool(line.strip()) for part in lines for line in part.split("\n")) + 2


@UNHURRIED
@given(
    st.binary(max_size=300), st.sampled_from([".csv", ".json", ".jsonl", ".geojson", ".kml", ".xlsx", ".zip", ".txt"])
)
def test_no_bytes_break_the_reading_of_records(content, suffix):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"t{suffix}"
        path.write_bytes(content)
        try:
            read_tables(path)
        except GeomapError as error:
            assert str(error)  # noqa: PT017 - both ways are right


FORMS = {
    "dots": lambda day: f"{day:%d.%m.%Y}",
    "slashes, day first": lambda day: f"{day:%d/%m/%Y}",
    "slashes, month first": lambda day: f"{day:%m/%d/%Y}",
    "dashes": lambda day: f"{day:%d-%m-%Y}",
    "short years": lambda day: f"{day:%d.%m.%y}",
    "bare figures": lambda day: f"{day.day}/{day.month}/{day.year}",
    "with a time": lambda day: f"{day:%d.%m.%Y} 14:05",
    "English": lambda day: f"{day.day} {calendar.month_name[day.month]} {day.year}",
    "Excel's": lambda day: f"{day:%d}-{calendar.month_abbr[day.month]}-{day:%y}",
    "ISO": lambda day: day.isoformat(),
}
LANGUAGES = {
    "Ukrainian": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "German": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "French": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "Spanish": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "Turkish": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "Arabic": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_column_of_all_days_of_a_year_is_read_whole(form):
    written = [FORMS[form](day) for day in YEAR]
    rules, finding = settled(written, DateRules())
    assert not finding.question
    assert [read_days(one, rules).first for one in written] == YEAR


def worded(language):
    months = LANGUAGES[language].split()
    return lambda day: f"{day.day} {months[day.month - 1]} {day.year}"


ALL_FORMS = {**FORMS, **{language: worded(language) for language in LANGUAGES}}


@pytest.mark.parametrize("form", ALL_FORMS)
def test_a_table_of_all_days_of_a_year_is_read_whole_in_whatever_order(form, tmp_path):
    shuffled = random.Random(3).sample(YEAR, len(YEAR))  # noqa: S311 - no secret
    for name, ordered in (("a.csv", YEAR), ("b.csv", shuffled), ("c.csv", sorted(YEAR, key=lambda day: day.day))):
        rows = "".join(f"{ALL_FORMS[form](day)};Kyiv;{day.toordinal()}\n" for day in ordered)
        (tmp_path / name).write_text(f"date;place;id\n{rows}", encoding="utf-8")
        (table,) = read_tables(tmp_path / name)
        assert [one.date() for one in table.records["date_start"]] == ordered
        assert not table.rejects


@pytest.mark.parametrize("form", ALL_FORMS)
def test_articles_of_all_days_of_a_year_are_read_whole(form, tmp_path):
    rows = "".join(f"{day.toordinal()};{ALL_FORMS[form](day)};Shells fell.\n" for day in YEAR)
    (tmp_path / "a.csv").write_text(f"id;date;text\n{rows}", encoding="utf-8")
    assert [one.published for one in read_articles([tmp_path / "a.csv"])] == YEAR


@pytest.mark.parametrize("form", ["slashes, day first", "slashes, month first", "dashes", "bare figures"])
def test_a_table_whose_days_prove_no_order_is_refused_with_one_question(form, tmp_path):
    days = [day for day in YEAR if day.day <= 12 and day.day != day.month]
    rows = "".join(f"{FORMS[form](day)},Kyiv\n" for day in days)
    (tmp_path / "a.csv").write_text(f"date,place\n{rows}", encoding="utf-8")
    with pytest.raises(TableError, match="--dates") as refused:
        read_tables(tmp_path / "a.csv")
    assert len(refused.value.faults) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_a_language_are_read_on_every_day(language):
    months = LANGUAGES[language].split()
    for day in YEAR:
        assert read_days(f"{day.day} {months[day.month - 1]} {day.year}").first == day


@pytest.mark.parametrize("form", ["slashes, day first", "slashes, month first", "dashes"])
def test_a_column_without_a_proof_is_asked_about_and_the_answer_is_kept(form):
    written = [FORMS[form](day) for day in YEAR if day.day <= 12 and day.day != day.month]
    _, finding = settled(written, DateRules())
    assert "--dates" in finding.question
    order = Order.MDY if "month first" in form else Order.DMY
    rules, finding = settled(written, DateRules(orders=dict.fromkeys("/.-", order)))
    assert not finding.question
    assert [read_days(one, rules).first for one in written] == [d for d in YEAR if d.day <= 12 and d.day != d.month]


@UNHURRIED
@given(st.text(max_size=40))
def test_any_text_is_days_or_says_why_not(text):
    try:
        days = read_days(text)
    except DayError as error:
        assert error.reason  # noqa: PT017 - both ways are right
    else:
        assert days.first <= days.last


def test_every_month_in_the_table_is_read():
    """Every one in every run: drawn by lot a few were missed for weeks."""
    months = {name: meant[0] for name, meant in names().items() if len(meant) == 1 and meant[0] > 0}
    read = {name: read_days(f"10 {name} 2023").first for name in months}
    assert read == {name: dt.date(2023, month, 10) for name, month in months.items()}
