"""Rows of JSON lines and of tables become articles, whatever their columns are called."""

import datetime as dt
import gzip
import json

import pytest

from geomap.articles import Manner
from geomap.articles.fields import check_columns
from geomap.articles.jsonl import read_jsonl
from geomap.articles.table import read_table
from geomap.bounds import Bounds
from geomap.errors import SettingsError
from geomap.records import Article, Reject

HEADERS = [
    ("id", "title", "text", "published", "url", "outlet", "language", "archive"),
    ("article_id", "Headline", "Body", "Published At", "link", "source", "lang", "Archived URL"),
    ("_id"[1:], "title", "content", "pubDate", "source_url", "publisher", "Language", "archive_url"),
]
CELLS = (
    "a1",
    "Shells",
    "Shells fell on Kyiv.",
    "2023-02-12",
    "https://example.org/1",
    "Wire",
    "en",
    "https://archive.example/1",
)
ARTICLE = Article(
    id="a1",
    title="Shells",
    text="Shells fell on Kyiv.",
    published=dt.date(2023, 2, 12),
    url="https://example.org/1",
    outlet="Wire",
    language="en",
    archive="https://archive.example/1",
)


def jsonl(tmp_path, *rows, **manner):
    path = tmp_path / "a.jsonl"
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return list(read_jsonl(path, Manner(**manner)))


def table(tmp_path, content, name="a.csv", **manner):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_table(path, Manner(**manner)))


@pytest.mark.parametrize("names", HEADERS)
def test_the_usual_column_names_are_found(tmp_path, names):
    assert jsonl(tmp_path, dict(zip(names, CELLS, strict=True))) == [ARTICLE]
    for separator in ",;\t|":
        assert table(tmp_path, separator.join(names) + "\n" + separator.join(CELLS) + "\n") == [ARTICLE]


def test_columns_named_by_the_user_go_before_the_usual_names(tmp_path):
    row = {"text": "wrong", "prose": "right", "when": "2023-02-12"}
    (article,) = jsonl(tmp_path, row, columns={"text": "prose", "published": "when"})
    assert article.text == "right"
    (article,) = table(
        tmp_path, "text,prose,when\nwrong,right,2023-02-12\n", columns=check_columns({"body": "prose", "date": "when"})
    )
    assert article.text == "right"


def test_a_name_for_no_field_of_an_article_is_refused():
    with pytest.raises(SettingsError, match="unknown columns: colour"):
        check_columns({"colour": "x"})


def test_a_text_in_a_row_stays_exactly_as_given(tmp_path):
    text = "  One.\r\n\r\nTwo\u2028three 🙂 \n"
    assert jsonl(tmp_path, {"text": text, "date": "2023-02-12"})[0].text == text
    quoted = '"' + text + '"'
    assert table(tmp_path, f"text,date\n{quoted},2023-02-12\n")[0].text == text


def test_an_article_without_an_id_gets_one_from_its_content(tmp_path):
    one, two = jsonl(tmp_path, {"text": "A", "date": "2023-02-12"}, {"text": "B", "date": "2023-02-12"})
    assert one.id != two.id
    assert table(tmp_path, "text,date\nA,2023-02-12\n")[0].id == one.id


BAD_LINES = [
    (b"{", "broken line"),
    (b"[1]", "broken line"),
    (b'"text"', "broken line"),
    (b"[" * 100_000, "broken line"),
    (b'{"text": "caf\xe9", "date": "2023-02-12"}', "not UTF-8"),
    ({"text": "A"}, "no date"),
    ({"text": "A", "date": None}, "no date"),
    ({"text": "A", "date": " "}, "no date"),
    ({"text": "A", "date": 2023021}, "date not understood"),
    ({"text": "A", "date": "03/04/2023"}, "ambiguous date"),
    ({"date": "2023-02-12"}, "no text"),
    ({"text": None, "date": "2023-02-12"}, "no text"),
    ({"text": " \n", "date": "2023-02-12"}, "no text"),
    ({"text": 7, "date": "2023-02-12"}, "wrong type"),
    ({"text": [1], "date": "2023-02-12"}, "wrong type"),
    ({"id": "good", "text": "A", "date": "2023-02-12"}, "duplicate id"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES)
def test_a_bad_line_is_a_reject_that_names_the_line_and_the_rest_goes_on(tmp_path, bad, reason):
    good = {"text": "A", "date": "2023-02-12"}
    first, reject, last = jsonl(tmp_path, {"id": "good", **good}, bad, {"id": "last", **good})
    assert (first.id, last.id) == ("good", "last")
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.subject.rsplit("/", 1)[1]) == (reason, "a.jsonl:2")
    assert reject.detail
    assert reject.article_id is None


def test_a_line_that_says_again_what_one_said_is_told_as_that_and_not_by_an_id_that_it_lacks(tmp_path):
    same = {"text": "A", "date": "2023-02-12"}
    _, by_words, _, by_id = jsonl(tmp_path, same, same, {"id": "x", **same}, {"id": "x", **same})
    assert by_words.detail == "an article of equal words and day, which has no id either, was read before"
    assert by_id.detail == "an article with the id 'x' was read before"


LESSER = [
    ({"url": "javascript:alert(1)"}, "url is not http(s)", "url", None),
    ({"url": "http://[broken"}, "url is not http(s)", "url", None),
    ({"url": "https://a b"}, "url is not http(s)", "url", None),
    ({"url": "https:///path"}, "url is not http(s)", "url", None),
    ({"url": 7}, "wrong type", "url", None),
    ({"archive": "javascript:alert(1)"}, "archive is not http(s)", "archive", None),
    ({"archived": True}, "wrong type", "archive", None),
    ({"title": ["A"]}, "wrong type", "title", ""),
    ({"outlet": 7}, "wrong type", "outlet", None),
    ({"language": "Klingon!"}, "language not understood", "language", "en"),
    ({"title": "\ud800"}, "unusable characters", "title", "\ufffd"),
]


@pytest.mark.parametrize(("bad", "reason", "field", "kept"), LESSER)
def test_a_lesser_value_that_is_wrong_is_dropped_and_counted_and_the_article_kept(tmp_path, bad, reason, field, kept):
    reject, article = jsonl(tmp_path, {"id": "a", "text": "A", "date": "2023-02-12", **bad})
    assert (reject.reason, reject.article_id) == (reason, "a")
    assert getattr(article, field) == kept


def test_lone_surrogates_and_nuls_are_replaced_so_that_offsets_stay_true(tmp_path):
    remark, article = jsonl(tmp_path, {"text": "a\0b\ud83dc", "date": "2023-02-12"})
    assert article.text == "a\ufffdb\ufffdc"
    assert remark.detail.startswith("2 ")
    article.text.encode()


@pytest.mark.parametrize(("given", "kept"), [("EN-gb", "en"), ("uk", "uk"), ("pt_BR", "pt"), ("", "en")])
def test_a_language_is_its_two_letters(tmp_path, given, kept):
    assert jsonl(tmp_path, {"text": "A", "date": "2023-02-12", "lang": given})[0].language == kept


def test_an_id_may_be_a_number(tmp_path):
    assert jsonl(tmp_path, {"id": 7, "text": "A", "date": "2023-02-12"})[0].id == "7"


def test_a_line_without_end_is_a_reject_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.articles.files.bounds", lambda: Bounds(line_bytes=100))
    reject, article = jsonl(tmp_path, {"text": "x" * 1000}, {"text": "A", "date": "2023-02-12"})
    assert (reject.reason, article.text) == ("too long", "A")


def test_blank_lines_and_a_byte_order_mark_are_passed_over(tmp_path):
    (article,) = jsonl(tmp_path, b'\xef\xbb\xbf{"text": "A", "date": "2023-02-12"}', b"", b"  ")
    assert article.text == "A"
    (article,) = table(tmp_path, b"\xef\xbb\xbftext,date\nA,2023-02-12\n\n")
    assert article.text == "A"


def test_a_gzipped_file_is_read_like_a_plain_one(tmp_path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "A", "date": "2023-02-12"}'))
    assert [article.text for article in read_jsonl(path)] == ["A"]
    path.write_bytes(gzip.compress(b'{"text": "A", "date": "2023-02-12"}' * 9)[:-12])
    assert [reject.reason for reject in read_jsonl(path)] == ["cannot be read"]
    assert [reject.reason for reject in read_table(path)] == ["cannot be read"]


BAD_ROWS = [
    ("A,2023-02-12,x,y", "broken line", "3"),
    ('"A"b,2023-02-12,x', "broken line", "3"),
    ("A", "no date", "3"),
    (",2023-02-12,x", "no text", "3"),
]


@pytest.mark.parametrize(("bad", "reason", "line"), BAD_ROWS)
def test_a_bad_row_is_a_reject_that_names_its_first_line_and_the_rest_goes_on(tmp_path, bad, reason, line):
    first, reject, last = table(tmp_path, f"text,date,id\nA,2023-02-12,1\n{bad}\nA,2023-02-12,2\n")
    assert (first.id, last.id) == ("1", "2")
    assert (reject.reason, reject.subject.rsplit(":", 1)[1]) == (reason, line)


def test_lines_are_counted_through_texts_of_several_lines(tmp_path):
    _, reject = table(tmp_path, 'text,date\n"one\ntwo\nthree",2023-02-12\nA,\n')
    assert reject.subject.endswith(":5")


def test_a_row_in_another_encoding_is_a_reject_and_the_rest_goes_on(tmp_path):
    rows = "".join(f"Обстріл Харкова {number},2023-02-12\n" for number in range(9)).encode()
    *articles, reject = table(tmp_path, b"text,date\n" + rows + b"caf\xe9,2023-02-12\n")
    assert (len(articles), reject.reason) == (9, "not UTF-8")
    assert "0xe9" in reject.detail


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251", "koi8_u", "cp866"])
def test_a_table_in_another_encoding_is_read_and_told(tmp_path, encoding):
    note, article = table(
        tmp_path, "Дата;Заголовок;Текст\n12.02.2023;Обстрел;Снаряды упали на город\n".encode(encoding)
    )
    assert (note.stage, article.text) == ("note", "Снаряды упали на город")


def test_a_column_of_dates_is_read_by_what_one_of_them_proves(tmp_path):
    articles = table(tmp_path, "text;date\nA;03.02.2023\nB;14.02.2023\nC;12.02.2023\n")
    assert [one.published.day for one in articles] == [3, 14, 12]
    articles = table(tmp_path, "text,date\nA,2/3/2023\nB,2/14/2023\n")
    assert [one.published for one in articles] == [dt.date(2023, 2, 3), dt.date(2023, 2, 14)]


def test_a_column_that_contradicts_itself_is_read_in_no_part(tmp_path):
    rejects = table(tmp_path, "text,date\nA,2/3/2023\nB,2/14/2023\nC,15/2/2023\n")
    assert [one.reason for one in rejects] == ["ambiguous date"] * 3
    assert "--dates" in rejects[0].detail


def test_a_quote_that_never_closes_is_a_reject(tmp_path):
    (reject,) = table(tmp_path, 'text,date\n"A,2023-02-12\n')
    assert reject.reason == "broken line"


@pytest.mark.parametrize(
    ("header", "reason"),
    [("a,b", "no column for text"), ("text,b", "no column for published"), ("", "no column for text")],
)
def test_a_table_without_the_needed_columns_is_one_reject_with_the_way_out(tmp_path, header, reason):
    (reject,) = table(tmp_path, header + "\nA,B\n")
    assert reject.reason == reason
    assert "--columns" in reject.detail
