import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from making import article

from geomap.articles.memory import articles_from
from geomap.errors import SettingsError, TableError
from geomap.records import Article, Reject
from geomap.settings import Settings

DAY = dt.date(2023, 2, 12)
ROW = {"headline": "Shells", "body": "Shells hit Kharkiv.", "date": "2023-02-12"}


def read(source, **how):
    return list(articles_from(source, **how))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("date: 2023-02-12\n\nShells hit Kharkiv.\n")
    return path


def test_one_path_is_a_path_and_not_read_letter_by_letter(file):
    assert [one.text.strip() for one in read(str(file))] == ["Shells hit Kharkiv."]
    assert read(str(file)) == read(file) == read([file])


def test_a_generator_of_paths_is_read(file):
    assert len(read(Path(file.parent).glob("*.txt"))) == 1


def test_a_string_that_is_no_path_says_how_a_text_is_given():
    with pytest.raises(TableError, match=r"'Shells hit Kharkiv.': no such file or folder\n.*date='2023-02-12'"):
        read("Shells hit Kharkiv.")


def test_a_list_with_a_string_that_is_no_path_is_refused(file):
    with pytest.raises(TableError, match="no such file or folder"):
        read([str(file), "Shells hit Kharkiv."])


def test_a_text_with_its_day_is_an_article():
    (one,) = read("Shells hit Kharkiv.", date="2023-02-12")
    assert (one.text, one.published) == ("Shells hit Kharkiv.", DAY)


def test_a_text_needs_no_day_where_none_is_needed():
    assert [one.text for one in read("Shells hit Kharkiv.", dated=False)] == ["Shells hit Kharkiv."]
    assert [one.text for one in read("Kharkiv", dated=False)] == ["Kharkiv"]


@pytest.mark.parametrize("words", ["articles/feb.txt", "feb.jsonl", "C:\\feb", "  "])
def test_a_string_that_looks_like_a_path_is_not_taken_for_a_text(words):
    with pytest.raises(TableError):
        read(words, dated=False)


def test_rows_of_a_dataframe_are_articles():
    frame = pd.DataFrame([ROW, {**ROW, "body": "Drones hit Odesa.", "date": pd.Timestamp("2023-02-13 22:00")}])
    first, second = read(frame)
    assert (first.title, first.text, first.published) == ("Shells", "Shells hit Kharkiv.", DAY)
    assert second.published == DAY + dt.timedelta(days=1)


def test_what_pandas_calls_missing_is_missing():
    frame = pd.DataFrame({"text": ["One.", np.nan], "date": pd.to_datetime(["2023-02-12", "2023-02-13"]), "url": pd.NA})
    kept, lost = read(frame)
    assert isinstance(kept, Article)
    assert kept.url is None
    assert (lost.subject, lost.reason) == ("DataFrame row 1", "no text")


def test_numbers_as_ids_stay_what_they_look_like():
    frame = pd.DataFrame({"text": ["One."], "date": ["2023-02-12"], "id": np.array([7])})
    assert [one.id for one in read(frame)] == ["7"]


def test_columns_of_other_names_are_named():
    frame = pd.DataFrame({"prose": ["One."], "tag": ["2023-02-12"]})
    with pytest.raises(TableError, match=r"no column for the text.*\n.*\nColumns found: prose, tag. Name it: columns="):
        read(frame)
    assert len(read(frame, columns={"text": "prose", "published": "tag"})) == 1


def test_of_columns_with_one_name_the_first_counts():
    frame = pd.DataFrame([["One.", "2023-02-12", "2024-01-01"]], columns=["text", "date", "date"])
    assert [one.published for one in read(frame)] == [DAY]


def test_an_arrow_table_is_read_like_a_dataframe():
    assert read(pa.Table.from_pylist([ROW])) == read(pd.DataFrame([ROW]))


def test_articles_and_dicts_are_read_in_their_order():
    items = [article("One.", id="a"), {"text": "Two.", "date": DAY, "id": "b"}]
    assert [one.id for one in read(iter(items))] == ["a", "b"]
    assert [one.id for one in read(items[0])] == ["a"]
    assert [one.id for one in read(items[1])] == ["b"]


def test_an_id_that_stands_twice_is_a_reject():
    kept, lost = read([article("One.", id="a"), article("Two.", id="a")])
    assert isinstance(kept, Article)
    assert isinstance(lost, Reject)
    assert (lost.subject, lost.reason) == ("article 2", "duplicate id")


def test_a_day_for_all_is_for_those_that_say_none():
    first, second = read([{"text": "One."}, {"text": "Two.", "date": "2023-02-13"}], date=DAY)
    assert (first.published, second.published) == (DAY, DAY + dt.timedelta(days=1))


def test_a_dataframe_without_days_is_refused_with_both_ways_out():
    frame = pd.DataFrame({"headline": ["a"], "text": ["Shells fell on Kherson."]})
    with pytest.raises(
        TableError, match=r"no column for the day of each\n.*columns={'published': 'NAME'}; or .*date='"
    ):
        articles_from(frame)
    (read,) = articles_from(frame, date="2023-02-12")
    assert read.published == dt.date(2023, 2, 12)
    (undated,) = articles_from(frame, dated=False)
    assert undated.title == "a"


def test_a_column_of_texts_is_as_many_articles():
    column = pd.Series(["Shells fell on Kherson.", None], index=["x", "y"], name="prose")
    kept, lost = read(column, date="2023-02-12")
    assert (kept.text, kept.published) == ("Shells fell on Kherson.", DAY)
    assert (lost.subject, lost.reason) == ("DataFrame row y", "no text")
    assert [one.text for one in read(column.head(1), dated=False)] == ["Shells fell on Kherson."]
    with pytest.raises(TableError, match=r"no column for the day of each\n.*date='2023-02-12'"):
        read(column)


def test_several_texts_with_their_day_are_as_many_articles():
    texts = ["Shells hit Kharkiv.", "Drones hit Odesa.", " "]
    first, second, lost = read(texts, date=DAY)
    assert [(one.text, one.published) for one in (first, second)] == [(text, DAY) for text in texts[:2]]
    assert lost.reason == "no text"
    assert [one.text for one in read(iter(texts[:2]), dated=False)] == texts[:2]


def test_paths_among_texts_are_refused_whichever_comes_first(file):
    for mixed in (["Shells hit Kharkiv.", str(file)], [str(file), "Shells hit Kharkiv."], ["Shells hit it.", file]):
        with pytest.raises((SettingsError, TableError), match="aths and texts do not go together"):
            read(mixed, date=DAY)


def test_files_that_say_no_day_are_of_the_day_that_is_given(tmp_path):
    (tmp_path / "a.txt").write_text("Shells hit Kharkiv.\n")
    (tmp_path / "b.txt").write_text("date: 2023-02-13\n\nDrones hit Odesa.\n")
    (tmp_path / "c.csv").write_text("title,text\nOne,Shells hit Kherson.\n")
    (tmp_path / "d.jsonl").write_text('{"text": "Shells hit Sumy."}\n')
    days = [one.published for one in read(str(tmp_path), date="2023-02-12")]
    assert days == [DAY, DAY + dt.timedelta(days=1), DAY, DAY]


def test_a_path_that_is_not_there_is_no_text_even_with_a_day():
    with pytest.raises(TableError, match=r"'articles/feb\.txt': no such file or folder$"):
        read("articles/feb.txt", date=DAY)


def test_an_address_is_told_that_nothing_is_fetched():
    with pytest.raises(TableError, match=r"no such file or folder\nNothing is fetched"):
        read("https://news.example/a.html", date=DAY)


@pytest.mark.parametrize(
    "day",
    [
        DAY,
        dt.datetime(2023, 2, 12, 8),  # noqa: DTZ001 - as typed
        pd.Timestamp("2023-02-12"),
        np.datetime64("2023-02-12"),
        np.datetime64("2023-02-12T08:00", "ns"),
        "12 February 2023",
    ],
)
def test_a_day_is_taken_as_programs_hold_it(day):
    assert [one.published for one in read("Shells hit it.", date=day)] == [DAY]
    assert [one.published for one in read({"text": "Shells hit it.", "date": day})] == [DAY]


@pytest.mark.parametrize(
    ("day", "said"), [("yesterday", "not understood"), ("02/03/2023", "ambiguous"), (pd.NaT, "no")]
)
def test_a_day_for_all_that_is_none_is_told_to_who_gave_it(day, said):
    with pytest.raises(SettingsError, match=rf"^date: .*{said}.*YYYY-MM-DD"):
        read("Shells hit it.", date=day)
    with pytest.raises(SettingsError, match=r"^[^-]*may be 2023-02-03 or 2023-03-02; write YYYY-MM-DD$"):
        read("Shells hit it.", date="02/03/2023")


def test_days_of_a_dataframe_are_read_by_what_one_of_them_proves():
    frame = pd.DataFrame({"text": ["One.", "Two.", "Three."], "date": ["04/03/2024", "13/03/2024", None]})
    first, second, lost = read(frame)
    assert (first.published, second.published) == (dt.date(2024, 3, 4), dt.date(2024, 3, 13))
    assert lost.reason == "no date"


def test_names_of_columns_in_the_settings_are_those_of_a_dataframe_too():
    frame = pd.DataFrame({"prose": ["One."], "tag": ["2023-02-12"]})
    options = Settings(columns="text=prose,published=tag").reading
    assert len(read(frame, options=options)) == 1


def test_an_open_file_is_not_read_line_by_line(file):
    with file.open() as opened, pytest.raises(SettingsError, match="cannot be read from TextIOWrapper; give a path"):
        articles_from(opened)


def test_a_dict_without_a_date_is_a_reject():
    (lost,) = read({"text": "One."})
    assert lost.reason == "no date"


def test_nothing_gives_nothing():
    assert read([]) == []


@pytest.mark.parametrize("thing", [7, None, b"text", [7]])
def test_what_cannot_be_articles_is_told_what_can(thing):
    with pytest.raises(SettingsError, match=r"articles cannot be read from .*a DataFrame"):
        read(thing)


def test_a_path_among_records_is_refused(file):
    with pytest.raises(SettingsError, match="a path and dict do not go together"):
        read([file, ROW])
