"""Every bound has one number, which the reader can set, and one that is missed says its name."""

import re

import pytest
from making import article

from geomap import pipeline
from geomap.articles import read_articles
from geomap.bounds import BOUNDS, Bounds, bounds, lazily_within, within
from geomap.errors import SettingsError, TableError
from geomap.intake.options import ReadOptions
from geomap.observed import read_tables
from geomap.records import Article, Reject
from geomap.settings import Settings, read_settings


def test_the_reader_sets_bounds_in_a_settings_file(tmp_path):
    file = tmp_path / "geomap.toml"
    file.write_text("[bounds]\narticle_chars = 10\n")
    settings = read_settings(file, {})
    assert settings.bounds == Bounds(article_chars=10)
    assert settings.reading.bounds == settings.bounds
    assert settings.hash != Settings().hash
    assert Settings(bounds=Bounds()).hash == Settings().hash


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("articel_chars = 10", "unknown bound 'articel_chars'"),
        ("ratio = 0", "ratio must be 1 or more"),
        ('ratio = "much"', r"bounds\.ratio: .*'much'"),
        ("first_year = 2000\nlast_year = 1999", "swap them"),
    ],
)
def test_a_bound_that_is_none_is_refused(tmp_path, line, said):
    file = tmp_path / "geomap.toml"
    file.write_text(f"[bounds]\n{line}\n")
    with pytest.raises(SettingsError, match=said):
        read_settings(file, {})


def test_every_bound_is_documented(root):
    told = (root / "docs" / "formats.md").read_text()
    for name in Bounds.__dataclass_fields__:
        assert f"`{name}`" in told


def test_bounds_hold_while_items_are_made_and_at_no_other_time():
    few = Bounds(ratio=2)
    for seen in lazily_within(few, (bounds().ratio for _ in range(2))):
        assert (seen, bounds().ratio) == (2, BOUNDS.ratio)
    with pytest.raises(ZeroDivisionError), within(few):
        raise ZeroDivisionError
    assert bounds() == BOUNDS


def read(path, **few):
    return list(read_articles([path], options=ReadOptions(bounds=Bounds(**few))))


@pytest.mark.parametrize(
    ("name", "content", "few", "said"),
    [
        ("a.txt", "date 2023-02-12 Shells fell.", {"file_bytes": 5}, "bounds.file_bytes"),
        ("a.json", '[{"text": "A", "date": "2023-02-12"}]', {"whole_bytes": 5}, "bounds.whole_bytes"),
        ("a.jsonl", '{"text": "A", "date": "2023-02-12"}', {"line_bytes": 5}, "bounds.line_bytes"),
        ("a.csv", "text,date,c\nA,2023-02-12,\n", {"columns": 2}, "bounds.columns"),
    ],
)
def test_an_article_beyond_a_bound_is_a_reject_that_names_it(tmp_path, name, content, few, said):
    (tmp_path / name).write_text(content)
    assert isinstance(read(tmp_path)[-1], Article)
    (reject,) = read(tmp_path, **few)
    assert said in reject.detail


def table(tmp_path, text, **few):
    path = tmp_path / "r.csv"
    path.write_text(text)
    return read_tables(path, ReadOptions(bounds=Bounds(**few)))


def test_a_table_of_too_many_columns_or_types_is_one_refusal(tmp_path):
    rows = "date,lat,lon,type\n" + "".join(f"2023-02-1{day},49,36,T{day}\n" for day in range(3))
    assert len(table(tmp_path, rows)[0].records) == 3
    with pytest.raises(TableError, match=re.escape("4 columns; at most 3 are read (bounds.columns)")):
        table(tmp_path, rows, columns=3)
    with pytest.raises(TableError, match=re.escape("3 types of event; at most 2 are read (bounds.types)")):
        table(tmp_path, rows, types=2)


def test_a_header_as_long_as_a_book_is_no_fault_of_ours(tmp_path):
    wide = ",".join(f"c{number}" for number in range(100_000))
    with pytest.raises(TableError, match=r"100,003 columns"):
        table(tmp_path, f"date,lat,lon,{wide}\n2023-02-12,49,36{',' * 100_000}\n")
    (tmp_path / "a.csv").write_text(f"date,text,{wide}\n")
    (reject,) = read_articles([tmp_path / "a.csv"])
    assert reject.reason == "too many columns"


def test_mentions_beyond_the_bound_are_counted_and_not_resolved():
    told = article("Shelling hit Kharkiv. Shelling hit Kherson. Shelling hit Bakhmut.")
    few = Settings(bounds=Bounds(mentions=2))
    (geoparsed,) = pipeline.geoparse([told], few)
    assert [isinstance(outcome, Reject) for outcome in geoparsed.outcomes] == [False, False, True]
    assert geoparsed.outcomes[2].reason == "beyond the bounds"
    tables = pipeline.map_events([told], few)
    assert dict(tables.notes.counts)["mentions of places"] == 3
    assert tables.mentions["reject"].dropna().tolist()[-1] == "beyond the bounds"
