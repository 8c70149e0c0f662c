"""Saved pages and feeds become articles when their extras are installed, and say so when they are not."""

import datetime as dt
import sys

import pytest

from geomap.articles import read_articles
from geomap.articles.feed import plain, read_feed
from geomap.articles.html import read_html
from geomap.bounds import Bounds
from geomap.intake.options import ReadOptions
from geomap.records import Article

SENTENCE = "Missiles struck a power station on the edge of Kharkiv on Friday morning, local officials said. "
PAGE = f"""<!doctype html><html lang="en"><head><title>Power station struck</title>
<meta property="article:published_time" content="2023-02-12T08:00:00Z">
<meta property="og:site_name" content="Wire"><link rel="canonical" href="https://example.org/a"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Power station struck</h1><p>{SENTENCE * 3}</p><p>{SENTENCE * 3}</p></article>
<footer>Copyright 2019</footer></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en-gb</language>
<item><guid>g1</guid><title>Shells &amp; fire</title><link>https://example.org/1</link>
<pubDate>Fri, 10 Feb 2023 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Shells fell on &lt;b&gt;Kharkiv&lt;/b&gt;.&lt;/p&gt;
&lt;p&gt;Nobody was hurt.&lt;/p&gt;</description></item>
<item><guid>g2</guid><title>No date</title><description>Words.</description></item></channel></rss>"""


def test_a_saved_page_gives_its_article_and_not_its_menus(tmp_path):
    (tmp_path / "page.html").write_text(PAGE)
    (article,) = read_html(tmp_path / "page.html")
    assert (article.title, article.published, article.outlet) == ("Power station struck", dt.date(2023, 2, 12), "Wire")
    assert article.url == "https://example.org/a"
    assert "Missiles struck a power station" in article.text
    assert "Sport" not in article.text
    assert "Copyright" not in article.text


def test_no_date_is_guessed_for_a_page(tmp_path):
    (tmp_path / "page.html").write_text(
        PAGE.replace('<meta property="article:published_time" content="2023-02-12T08:00:00Z">', "")
    )
    (reject,) = read_html(tmp_path / "page.html")
    assert reject.reason == "no date"


@pytest.mark.parametrize("content", ["", "<html></html>", "caf\xe9"])
def test_a_page_without_an_article_is_a_reject(tmp_path, content):
    (tmp_path / "page.html").write_bytes(content.encode("latin-1"))
    (reject,) = read_html(tmp_path / "page.html")
    assert reject.reason in {"no text", "not UTF-8"}


def test_each_entry_of_a_feed_is_an_article_or_a_reject(tmp_path):
    (tmp_path / "feed.rss").write_text(RSS)
    article, reject = read_articles([tmp_path])
    assert article == Article(
        id="g1",
        title="Shells & fire",
        text="Shells fell on Kharkiv.\n\nNobody was hurt.",
        published=dt.date(2023, 2, 10),
        url="https://example.org/1",
        outlet="Wire",
        language="en",
    )
    assert (reject.reason, reject.subject.endswith("feed.rss, entry 2")) == ("no date", True)


@pytest.mark.parametrize(("content", "reason"), [("<a/>", "no feed"), ("caf\xe9", "no feed")])
def test_a_file_that_is_no_feed_is_a_reject(tmp_path, content, reason):
    (tmp_path / "x.xml").write_bytes(content.encode("latin-1"))
    (reject,) = read_feed(tmp_path / "x.xml")
    assert reject.reason == reason


@pytest.mark.parametrize(("name", "library"), [("x.html", "trafilatura"), ("x.rss", "feedparser")])
def test_a_missing_extra_is_a_reject_that_says_how_to_get_it(tmp_path, name, library, monkeypatch):
    monkeypatch.setitem(sys.modules, library, None)
    (tmp_path / name).write_text("x")
    (reject,) = read_articles([tmp_path])
    assert reject.reason.startswith("needs geomap-news[")
    assert "pip install" in reject.detail


def test_an_article_too_long_is_refused(tmp_path):
    (tmp_path / "x.html").write_text(PAGE)
    few = ReadOptions(bounds=Bounds(line_bytes=100))
    assert [reject.reason for reject in read_articles([tmp_path], options=few)] == ["too long"]


@pytest.mark.parametrize("between", [" ", "/", " x='a b' "])
def test_a_page_of_endless_attributes_is_refused_before_its_library_compares_them_all(tmp_path, between):
    many = between.join(f"a{number}=1" for number in range(100_000))
    (tmp_path / "x.html").write_text(f"<html><body><div {many}>Shelling hit Kharkiv.</div></body></html>")
    (reject,) = read_articles([tmp_path])
    assert reject.reason == "beyond the bounds"


def test_long_attributes_are_no_many_attributes(tmp_path):
    style = "; ".join(f"--x{number}: url(a/b/c)" for number in range(5_000))
    (tmp_path / "x.html").write_text(PAGE.replace("<body>", f'<body style="{style}">'))
    assert not any(getattr(one, "reason", "") == "beyond the bounds" for one in read_articles([tmp_path]))


@pytest.mark.parametrize("feed", ["<entry<title></content<", "<?xml version=1?><rss>", ""])
def test_a_damaged_feed_is_no_fault_of_ours(tmp_path, feed):
    (tmp_path / "x.rss").write_text(feed)
    (reject,) = read_articles([tmp_path])
    assert reject.reason in {"no feed", "no text"}


def test_markup_becomes_text_without_scripts():
    assert (
        plain("<p>One<br>two</p><script>alert(1)</script><ul><li>three &amp; four</ul>") == "One\ntwo\n\nthree & four"
    )
