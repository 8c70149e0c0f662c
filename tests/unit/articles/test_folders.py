"""Files and folders are read whole, in order, each once, without two articles of one id."""

import os

import pytest

from geomap.articles import READERS, read_articles
from geomap.errors import FAULT, SettingsError, TableError
from geomap.records import Article


def test_a_folder_is_read_whole_in_the_order_of_names_and_each_file_once(tmp_path):
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"date 2023-02-12 {name}")
    read = list(read_articles([tmp_path / "b.txt", tmp_path, tmp_path]))
    assert [article.id for article in read] == ["b", "a", "c"]


def test_a_file_of_another_kind_in_a_folder_is_a_reject(tmp_path):
    (tmp_path / "a.mp4").write_text("x")
    (reject,) = read_articles([tmp_path])
    assert reject.reason == "unknown format"
    assert all(suffix in reject.detail for suffix in READERS)


def test_an_input_that_does_not_exist_stops_before_anything_is_read(tmp_path):
    with pytest.raises(TableError, match=r"absent1\.txt: no such file\n.*absent2"):
        read_articles([tmp_path / "absent1.txt", tmp_path / "absent2"])


def test_an_unknown_column_stops_before_anything_is_read(tmp_path):
    with pytest.raises(SettingsError):
        read_articles([tmp_path], columns={"colour": "x"})


def test_a_duplicate_id_is_found_across_files(tmp_path):
    row = '{"id": "one", "text": "A", "date": "2023-02-12"}\n'
    (tmp_path / "a.jsonl").write_text(row)
    (tmp_path / "b.csv").write_text("id,text,date\none,B,2023-02-12\n")
    article, reject = read_articles([tmp_path])
    assert article.text == "A"
    assert (reject.reason, reject.subject) == ("duplicate id", (tmp_path / "b.csv").as_posix() + ":2")


def test_two_text_files_of_one_name_are_two_articles_unless_they_say_the_same(tmp_path):
    for folder, text in (("a", "One."), ("b", "Two."), ("c", "Two.")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(f"date 2023-02-12 {text}")
    one, two, same = read_articles([tmp_path])
    assert (one.id, one.text, two.text) == ("x", "One.", "Two.")
    assert two.id != "x"
    assert (same.reason, same.subject.endswith("c/x.txt:1")) == ("duplicate id", True)


def test_reading_is_lazy(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "A", "date": "2023-02-12"}\n' * 3)
    reading = read_articles([tmp_path])
    assert isinstance(next(reading), Article)


def test_what_a_folder_holds_and_is_not_read_is_a_reject(tmp_path):
    (tmp_path / "a.txt").write_text("date 2023-02-12 Text.")
    (tmp_path / "circle").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    read = list(read_articles([tmp_path]))
    rejects = [item for item in read if not isinstance(item, Article)]
    assert [(reject.reason, reject.detail) for reject in rejects] == [
        ("passed over", "a link to a folder"),
        ("passed over", "a broken link"),
        ("passed over", "a pipe"),
    ]


def test_a_fault_in_a_reader_costs_its_file_and_not_the_run(tmp_path, monkeypatch):
    def breaks(path, manner=None):
        raise TypeError("NoneType has no len()")
        yield

    monkeypatch.setattr("geomap.articles.READERS", {**READERS, ".jsonl": breaks})
    (tmp_path / "a.jsonl").write_text("{}")
    (tmp_path / "b.txt").write_text("date 2023-02-12 Text.")
    reject, kept = read_articles([tmp_path])
    assert kept.text == "Text."
    assert (reject.subject, reject.reason) == ((tmp_path / "a.jsonl").as_posix(), FAULT)
    assert "TypeError: NoneType has no len()" in reject.detail
