"""Files as people bring them are read as their makers meant them: `tests/inputs`, invented, each with one trouble."""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from geomap.articles import read_articles
from geomap.errors import TableError
from geomap.inspection import diagnosed
from geomap.intake.naming import read_columns
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.records import Reject

FOLDER = Path(__file__).parents[1] / "inputs"
EXPECTED = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
"""File to what it holds, checked by hand: columns to name, the first records or articles, what is left out and why."""


def options(wanted):
    return ReadOptions(columns=read_columns(wanted["columns"])) if wanted["columns"] else ReadOptions()


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted["as"] == "records"])
def test_a_table_of_records_is_read_as_its_maker_meant_it(name):
    wanted = EXPECTED[name]
    if "refused" in wanted:
        with pytest.raises(TableError, match="position off the globe"):
            read_tables(FOLDER / name, options(wanted))
        return
    (table,) = read_tables(FOLDER / name, options(wanted))
    found = [
        [str(row.date_start)[:10], str(row.date_end)[:10], row.geo_precision, row.geometry]
        for row in table.records.head(4).itertuples()
    ]
    placed = [[*rest, at and [round(at.x, 4), round(at.y, 4)]] for *rest, at in found]
    assert placed == wanted["records"]
    assert (table.source.name, table.source.private) == (wanted["source"], wanted["private"])
    assert len(table.records) == wanted["n"]
    assert [list(pair) for pair in sorted(Counter(one.reason for one in table.rejects).items())] == wanted["lost"]


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted["as"] == "articles"])
def test_articles_are_read_as_their_maker_meant_them(name):
    wanted = EXPECTED[name]
    items = list(read_articles([FOLDER / name], options=options(wanted)))
    articles = [item for item in items if not isinstance(item, Reject)]
    assert [[one.published.isoformat(), one.outlet or "", one.text[:24]] for one in articles[:4]] == wanted["articles"]
    assert [list(pair) for pair in sorted(Counter(str(one.published) for one in articles).items())] == wanted["days"]
    told = Counter(item.reason for item in items if isinstance(item, Reject))
    assert [list(pair) for pair in sorted(told.items())] == wanted["lost"]


def test_every_file_there_is_expected_to_be_something():
    assert {path.name for path in FOLDER.iterdir()} - {"expected.json"} == set(EXPECTED)


def test_a_table_of_records_given_as_articles_is_sent_to_records():
    (reject,) = read_articles([FOLDER / "R08_acled_semicolon_bom.csv"])
    assert "--records" in reject.detail


def test_a_file_says_what_it_is_taken_for():
    (one,) = diagnosed([FOLDER / "R10_acled_us_dates.csv"])
    assert (one.taken_for, one.n_read, one.private) == ("event records (acled)", 2, True)
    assert any("month first" in remark for remark in one.remarks)
    (one,) = diagnosed([FOLDER / "B12_dates_dmy.csv"])
    assert (one.taken_for, one.n_read, one.first) == ("articles", 5, "2023-02-03")


def test_columns_for_one_of_two_files_leave_the_other_alone(tmp_path):
    (tmp_path / "a.csv").write_text("day,town\n2023-02-10,Bakhmut\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("date,place,day\n2023-02-11,Kherson,x\n", encoding="utf-8")
    chosen = ReadOptions(columns=read_columns("a.csv:date=day,a.csv:place=town"))
    tables = [read_tables(tmp_path / name, chosen)[0].records for name in ("a.csv", "b.csv")]
    assert [(table["place"][0], str(table["date_start"][0])[:10]) for table in tables] == [
        ("Bakhmut", "2023-02-10"),
        ("Kherson", "2023-02-11"),
    ]


def test_one_naming_serves_the_articles_and_the_records_of_a_run(tmp_path):
    (tmp_path / "a.csv").write_text("prose,when\nShells fell.,2023-02-10\n", encoding="utf-8")
    (tmp_path / "r.csv").write_text("date,town\n2023-02-10,Bakhmut\n", encoding="utf-8")
    chosen = ReadOptions(columns=read_columns("text=prose,published=when,place=town"))
    (article,) = read_articles([tmp_path / "a.csv"], options=chosen)
    assert article.text == "Shells fell."
    assert read_tables(tmp_path / "r.csv", chosen)[0].records["place"].tolist() == ["Bakhmut"]


def test_names_of_columns_that_are_meant_for_the_records_leave_text_files_as_they_are(tmp_path):
    (tmp_path / "a.txt").write_text("date: 2023-02-10\ntitle: Shells\n\nShells fell.\n", encoding="utf-8")
    chosen = ReadOptions(columns=read_columns("date=when,published=when,place=town,title=remark"))
    (article,) = read_articles([tmp_path / "a.txt"], options=chosen)
    assert (article.title, article.text, article.published) == ("Shells", "Shells fell.\n", dt.date(2023, 2, 10))


def test_a_pattern_that_the_shell_did_not_open_is_opened(tmp_path):
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text("date 2023-02-12 Shells fell.", encoding="utf-8")
    assert [one.id for one in read_articles([tmp_path / "*.txt"])] == ["a", "b"]


FACTIVA = """SE  World
HD  Shells hit two streets
BY  A. Writer
WC  24 words
PD  12 February 2023
SN  Example Times
LP
Russian artillery shelled Bakhmut on Friday.
TD
Two civilians were killed.
Document EXTIM00020230212ej2c00001
"""


def test_an_export_of_factiva_is_parted_into_its_documents(tmp_path):
    (tmp_path / "f.txt").write_text(FACTIVA + FACTIVA.replace("12 February", "13 February"), encoding="utf-8")
    first, second = read_articles([tmp_path / "f.txt"])
    assert (first.title, first.outlet, str(first.published)) == (
        "Shells hit two streets",
        "Example Times",
        "2023-02-12",
    )
    assert first.text.endswith("Two civilians were killed.")
    assert str(second.published) == "2023-02-13"


def test_a_mail_is_an_article(tmp_path):
    mail = "From: Wire <a@wire.example>\nSubject: Shells\nDate: Sun, 12 Feb 2023 10:00:00 +0200\n\nShells fell.\n"
    (tmp_path / "m.eml").write_text(mail, encoding="utf-8")
    (article,) = read_articles([tmp_path / "m.eml"])
    assert (article.title, article.outlet, str(article.published)) == ("Shells", "Wire", "2023-02-12")


def test_a_word_document_is_read_like_a_text(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in ("12 February 2023", "Shells fell."):
        document.add_paragraph(line)
    document.save(tmp_path / "d.docx")
    (article,) = read_articles([tmp_path / "d.docx"])
    assert (article.text, str(article.published)) == ("Shells fell.", "2023-02-12")


def test_a_damaged_document_is_a_reject(tmp_path):
    for name in ("a.docx", "a.pdf", "a.xlsx", "a.zip", "a.parquet"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 nonsense")
    assert {item.reason for item in read_articles([tmp_path])} == {"cannot be read"}
