"""The annotations hold no text, and come back whole with the texts that lie beside the project."""

import json
import tomllib
from collections import Counter

import pytest
from news_sample import ARTICLES, PROTEST, SHELLING, write_lines, write_news

from geomap.geo import LonLat
from geomap.records import SUB_EVENT_TYPES, EventType, GeoPrecision
from geomap.training.annotations import (
    ABSENT,
    CHANGED,
    annotations_dir,
    read_annotations,
    read_gold,
    read_lines,
    read_short_texts,
)
from geomap.training.annotations_make import LONGEST_NAME, make, write
from geomap.training.annotations_shape import OF_OUR_OWN, AnnotationError, Split, split_of

ROWS = [row for split in OF_OUR_OWN for row in read_lines(annotations_dir() / f"{split}.jsonl")]


def events(row):
    return [event for coding in row["codings"] for event in coding]


def strings(value):
    if isinstance(value, dict):
        return [text for part in value.values() for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [value] if isinstance(value, str) else []


@pytest.fixture
def made(tmp_path):
    news = write_news(tmp_path / "news")
    write(make([{"a-1": [SHELLING, PROTEST], "a-2": []}], news=news), tmp_path / "made")
    return tmp_path / "made"


# ---------------------------------------------------------------- what lies in the project


def test_no_line_of_text_stands_in_the_annotations():
    for row in ROWS:
        assert [text for text in strings(row | {"id": "", "sha256": ""}) if len(text) > LONGEST_NAME] == []
        assert not {"title", "text", "url"} & row.keys()


def test_only_names_and_labels_are_written_out():
    written = {key for row in ROWS for event in events(row) for key, value in event.items() if strings(value)}
    labels = {"core", "country", "precision", "alt", "first", "last", "type", "sub_type", "also"}
    spans = {"anchors", "place_words"}
    assert written == labels | spans | {"place", "initiator", "target"}
    for row in ROWS:
        for event in events(row):
            assert {text for key in spans for text in strings(event.get(key, []))} <= {"text", "title"}


def test_every_label_is_one_of_its_scale():
    for row in ROWS:
        for event in events(row):
            assert event["sub_type"] in SUB_EVENT_TYPES[EventType(event["type"])]
            assert event["core"] in {"news", "background", "aggregate"}
            assert GeoPrecision(event["precision"]) is not GeoPrecision.NONE
            assert event["first"] <= event["last"]
            assert LonLat.checked(lon=event["lon"], lat=event["lat"])
            assert event["anchors"]


def test_held_outlets_are_whole():
    sides = {}
    for row in ROWS:
        is_held = split_of(row["set"], row["outlet"]) is Split.HELD
        assert is_held == (row["split"] == Split.HELD)
        sides.setdefault((row["set"], row["outlet"]), set()).add(is_held)
    assert {outlet for outlet, found in sides.items() if len(found) > 1} == set()


def test_a_hundred_articles_are_held():
    counts = Counter(row["split"] for row in ROWS)
    assert counts["held"] >= 100


def test_more_than_two_hundred_articles_were_read_twice():
    assert len(ROWS) == len({row["id"] for row in ROWS}) == 1404
    assert sum(len(row["codings"]) == 2 for row in ROWS) == 329


def test_short_texts_of_our_own_stand_with_their_words_and_some_are_held():
    found = read_short_texts()
    assert Counter(annotated.split for annotated in found.articles) == {Split.TRAIN: 1_722, Split.HELD: 551}
    for annotated in found.articles:
        for event in annotated.events:
            for words in (*event["anchors"], *event["place_words"]):
                whole = annotated.article.title if words["field"] == "title" else annotated.article.text
                assert whole.startswith(words["quote"], words["start"])


def test_the_wheel_takes_all_of_data_but_the_annotations(root):
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    taken = set(table["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"])
    there = {f"data/{path.name}" for path in (root / "data").iterdir() if not path.name.startswith((".", "__"))}
    assert taken == there - {"data/annotations"}


# ---------------------------------------------------------------- the split


@pytest.mark.parametrize(
    ("source_set", "outlet", "split"),
    [
        ("nyt-2022", "The New York Times", Split.HELD),
        ("google-news-2025", "Al Jazeera", Split.HELD),
        ("google-news-2025", "BBC", Split.HELD),
        ("google-news-2025", "CNN", Split.TRAIN),
        ("gaza-2023", "CNN", Split.TRAIN),
        ("giveme5w1h-2016", None, Split.TRAIN),
    ],
)
def test_an_outlet_is_held_by_name_or_by_its_hash_in_the_set_of_many_outlets(source_set, outlet, split):
    assert split_of(source_set, outlet) is split


def test_an_article_without_an_outlet_goes_by_the_name_of_its_set():
    assert split_of("google-news-2025", None) is split_of("google-news-2025", "google-news-2025")


# ---------------------------------------------------------------- with texts and without


def test_an_article_whose_text_changed_is_skipped_and_counted(made, tmp_path):
    news = write_news(tmp_path / "other", [ARTICLES[0] | {"text": ARTICLES[0]["text"] + " "}, ARTICLES[1]])
    found = read_annotations(folder=made, news=news)
    assert [annotated.article.id for annotated in found.articles] == ["a-2"]
    assert [(reject.article_id, reject.reason) for reject in found.skipped] == [("a-1", CHANGED)]
    assert found.skipped_in_words() == f"1 articles skipped: {CHANGED}"


def test_a_changed_title_is_a_changed_text_since_spans_point_into_it(made, tmp_path):
    news = write_news(tmp_path / "other", [ARTICLES[0] | {"title": "Izium is shelled"}, ARTICLES[1]])
    assert [reject.reason for reject in read_annotations(folder=made, news=news).skipped] == [CHANGED]


def test_articles_whose_texts_are_absent_are_skipped_and_counted(made, tmp_path):
    found = read_annotations(folder=made, news=tmp_path / "nowhere")
    assert found.articles == ()
    assert found.skipped_in_words() == f"2 articles skipped: {ABSENT}"


def test_a_span_beyond_its_text_is_an_error_that_names_the_article(made, tmp_path):
    row = read_lines(made / "train.jsonl")[0]
    row["codings"][0][0]["anchors"] = [["text", 10, 10_000]]
    write_lines(made / "train.jsonl", [row])
    with pytest.raises(AnnotationError, match="a-1: the text has no code points 10 to 10000"):
        read_annotations(folder=made, news=tmp_path / "news")


def test_a_broken_line_is_an_error_that_names_file_and_line(tmp_path):
    (tmp_path / "train.jsonl").write_text('{"id": 1}\n{"id":\n', encoding="utf-8")
    with pytest.raises(AnnotationError, match=r"train\.jsonl:2: no JSON"):
        read_lines(tmp_path / "train.jsonl")


@pytest.mark.shared
def test_every_annotation_finds_its_text_and_its_words(shared):
    found = read_annotations(news=shared / "news")
    assert found.skipped == ()
    assert len(found.articles) == len(ROWS)
    for annotated in found.articles:
        for event in (event for coding in annotated.codings for event in coding):
            for words in (*event["anchors"], *event["place_words"]):
                whole = annotated.article.title if words["field"] == "title" else annotated.article.text
                assert whole.startswith(words["quote"], words["start"])
                assert words["quote"] == words["quote"].strip()
            assert all(len(anchor["quote"].split()) <= 12 for anchor in event["anchors"])


# ---------------------------------------------------------------- the lent gold


def write_gold(folder, quote):
    (folder / "articles").mkdir(parents=True)
    text = "Shells hit Izium’s station on Friday."
    (folder / "articles" / "001.txt").write_text(f"title: T\ndate: 2022-07-16\n\n{text}\n", encoding="utf-8")
    (folder / "articles" / "002.txt").write_text("title: T\ndate: 2022-07-17\n\nA quiet day.\n", encoding="utf-8")
    event = {key: value for key, value in SHELLING.items() if key not in {"a", "place_words"}}
    event |= {"id": "001-1", "article": "001", "type": "Explosions/Remote violence"}
    event |= {"also": [["Violence against civilians", "Attack"]]}
    write_lines(folder / "gold.jsonl", [event | {"anchors": [{"field": "text", "start": 11, "quote": quote}]}])
    return folder


def test_the_gold_has_the_shape_of_the_annotations(tmp_path):
    first, second = read_gold(news=write_gold(tmp_path / "news", "Izium's station")).articles
    assert (first.split, second.events) == (Split.GOLD, ())
    assert first.events[0]["quote"] == "Izium’s station"
    assert first.events[0]["place_words"] == []
    assert first.events[0]["also"] == [("Violence against civilians", "Attack")]


def test_gold_words_that_stand_elsewhere_are_an_error(tmp_path):
    with pytest.raises(AnnotationError, match="001: 'Kupiansk' does not stand at 11"):
        read_gold(news=write_gold(tmp_path / "news", "Kupiansk"))


def test_gold_without_its_article_is_an_error(tmp_path):
    news = write_gold(tmp_path / "news", "Izium")
    (news / "articles" / "001.txt").unlink()
    with pytest.raises(AnnotationError, match="001-1: no text of its article"):
        read_gold(news=news)


@pytest.mark.shared
def test_the_lent_gold_is_read_whole(shared):
    found = read_gold(news=shared / "news")
    lines = [json.loads(line) for line in (shared / "news" / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    assert Counter(event["id"] for annotated in found.articles for event in annotated.events) == Counter(
        line["id"] for line in lines
    )
    assert len(found.articles) == len(list((shared / "news" / "articles").glob("*.txt")))
