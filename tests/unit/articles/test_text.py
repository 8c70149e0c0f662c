"""A dated text file becomes one article, exactly as written, or a reject that says the way out."""

import datetime as dt

import pytest

from geomap.articles import UNDATED, Manner
from geomap.articles.text import read_text
from geomap.bounds import Bounds
from geomap.records import Article, Reject


def read(tmp_path, content, name="story.txt", **manner):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return list(read_text(path, Manner(**manner)))


@pytest.mark.parametrize(
    "start", ["date 2023-02-12 ", " date 2023-02-12 ", "date 2023-02-12\n\n", "\ufeffdate 2023-02-12 "]
)
def test_a_first_line_that_begins_with_date_gives_the_day_and_the_text_follows(tmp_path, start):
    (article,) = read(tmp_path, start + "Shells fell.\nNobody was hurt.\n")
    assert article.published == dt.date(2023, 2, 12)
    assert article.text == "Shells fell.\nNobody was hurt.\n"
    assert article.id == "story"


def test_a_header_block_gives_every_field_and_the_text_follows_the_blank_line(tmp_path):
    header = (
        "title: Shells fall: again\ndate: 2023-02-12\nurl: https://example.org/a?b=1\n"
        "outlet: geomap sample\nlanguage: uk\nid: seven\n\n"
    )
    (article,) = read(tmp_path, header + "Снаряди.\n\nKinets: 3")
    assert article == Article(
        id="seven",
        title="Shells fall: again",
        text="Снаряди.\n\nKinets: 3",
        published=dt.date(2023, 2, 12),
        url="https://example.org/a?b=1",
        outlet="geomap sample",
        language="uk",
    )


def test_line_ends_of_the_text_stay_as_they_are(tmp_path):
    (article,) = read(tmp_path, "title: A\r\ndate: 2023-02-12\r\n\r\nOne.\r\nTwo.\r\n")
    assert article.text == "One.\r\nTwo.\r\n"
    assert article.title == "A"


def test_a_text_that_merely_has_a_colon_is_no_header(tmp_path):
    (reject,) = read(tmp_path, "Kyiv: a strike.\nIt was on Friday.\n\nThe end.")
    assert (reject.reason, reject.subject.rsplit("/", 1)[1]) == ("no date", "story.txt:1")
    assert "date YYYY-MM-DD" in reject.detail


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no text"),
        ("   \n ", "no text"),
        ("date 2023-02-12", "no text"),
        ("date: 2023-02-12\n\n", "no text"),
        ("title: A\n\nWords.", "no date"),
        ("date 03/04/2023 Words.", "ambiguous date"),
        ("date 2023-02-31 Words.", "date not understood"),
        ("date 2023-02 Words.", "not one day"),
        (bytes(range(256)), "no text"),
    ],
)
def test_what_is_no_article_is_a_reject_with_a_reason(tmp_path, content, reason):
    (reject,) = read(tmp_path, content)
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.article_id) == (reason, None)
    assert reject.subject.endswith(".txt:1")
    assert reject.detail


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "cp1251", "koi8_u"])
def test_another_encoding_is_found(tmp_path, encoding):
    words = "Обстріл Харкова тривав." if encoding in {"cp1251", "koi8_u"} else "The café was hit."
    (*_, article) = read(tmp_path, f"date 2023-02-12 {words}".encode(encoding))
    assert article.text == words


def test_a_date_in_the_name_of_the_file_stands_in_for_one_inside(tmp_path):
    (article,) = read(tmp_path, "Shells fell.", name="wire_20230212_kharkiv.txt")
    assert article.published == dt.date(2023, 2, 12)


@pytest.mark.parametrize(
    "content",
    [
        "---\ntitle: Shells\ndate: 2023-02-12\n---\n\nShells fell.",
        '+++\ntitle = "Shells"\ndate = 2023-02-12\n+++\nShells fell.',
        "Title: Shells\nAuthor: A. Writer\nDate: Sunday, February 12, 2023 10:05 AM EST\nShells fell.",
        "Date: 12 February 2023\nTitle: Shells\n\nShells fell.",
    ],
)
def test_headers_are_read_as_people_write_them(tmp_path, content):
    (article,) = read(tmp_path, content)
    assert (article.title, article.text, article.published) == ("Shells", "Shells fell.", dt.date(2023, 2, 12))


def test_the_files_of_a_folder_settle_the_order_of_day_and_month_together(tmp_path):
    (tmp_path / "b.txt").write_text("date 13/02/2023 Shells fell.", encoding="utf-8")
    (article,) = read(tmp_path, "date 03/02/2023 Shells fell.", name="a.txt")
    assert article.published == dt.date(2023, 2, 3)


def test_undated_articles_are_welcome_when_no_date_is_needed(tmp_path):
    (article,) = read(tmp_path, "Kyiv: a strike.\nIt was on Friday.", dated=False)
    assert (article.published, article.text) == (UNDATED, "Kyiv: a strike.\nIt was on Friday.")


def test_a_file_that_cannot_be_opened_is_a_reject(tmp_path):
    (reject,) = read_text(tmp_path / "absent.txt")
    assert reject.reason == "cannot be read"


def test_an_article_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.articles.files.bounds", lambda: Bounds(line_bytes=100))
    (reject,) = read(tmp_path, "date 2023-02-12 " + "x" * 100)
    assert reject.reason == "too long"


def test_characters_that_no_file_can_hold_are_replaced_one_for_one(tmp_path):
    remark, article = read(tmp_path, "date 2023-02-12 a\0b")
    assert article.text == "a\ufffdb"
    assert (remark.reason, remark.article_id) == ("unusable characters", article.id)
