"""What readers wrote becomes annotations without the articles' words."""

import sys

import pytest
from news_sample import ARTICLES, NOTHING, PROTEST, SHELLING, TEXT, write_lines, write_news

from geomap.training import annotations_make
from geomap.training.annotations import read_annotations
from geomap.training.annotations_make import LONGEST_NAME, cut_to_name, make, read_coding, write
from geomap.training.annotations_shape import AnnotationError, Split, digest


@pytest.fixture
def news(tmp_path):
    return write_news(tmp_path / "news")


def coding(*lines):
    found = {}
    for line in lines:
        found.setdefault(line["a"], []).extend([] if line.get("none") else [line])
    return found


def test_the_words_of_the_article_are_not_in_what_is_written(news, tmp_path):
    write(make([coding(SHELLING, PROTEST, NOTHING)], news=news), tmp_path / "made")
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "made").iterdir())
    assert "a-1" in written
    for words in (*SHELLING["anchors"], *PROTEST["anchors"]):
        assert words not in written


def test_what_was_written_comes_back_with_its_words(news, tmp_path):
    write(make([coding(SHELLING, PROTEST, NOTHING), coding(SHELLING)], news=news), tmp_path / "made")
    found = read_annotations(folder=tmp_path / "made", news=news)
    told, silent = found.articles
    assert found.skipped == ()
    assert [[event["id"] for event in events] for events in told.codings] == [["a-1-1", "a-1-2"], ["a-1-b1"]]
    assert silent.codings == ((),)
    shelling = told.events[0]
    assert [anchor["quote"] for anchor in shelling["anchors"]] == SHELLING["anchors"]
    assert [anchor["field"] for anchor in shelling["anchors"]] == ["title", "text", "text"]
    assert (shelling["quote_start"], shelling["quote"]) == (0, "Shells fall on Izium")
    assert shelling["type"] == "Explosions/Remote violence"
    assert shelling["also"] == [("Violence against civilians", "Attack")]
    assert (shelling["killed"], shelling["injured"]) == ((2, 2), None)
    assert shelling["alt"] == [(36.4, 49.6, "adm1")]


def test_a_name_said_often_is_taken_where_it_stands_nearest_to_an_anchor(news):
    late = SHELLING | {"anchors": ["the shelling hit a school"]}
    event = make([coding(late)], news=news)[Split.TRAIN][0]["codings"][0][0]
    start = TEXT.rindex("Izium")
    assert event["place_words"] == [("text", start, start + 5)]


def test_a_name_inside_a_longer_word_is_taken_only_where_there_is_no_other(tmp_path):
    text = "Gazans mourned after the strike. It hit Gaza at dawn."
    news = write_news(tmp_path / "news", [ARTICLES[0] | {"text": text}])
    line = SHELLING | {"anchors": ["mourned after the strike"], "place_words": ["Gaza", "Gazan"]}
    event = make([coding(line)], news=news)[Split.TRAIN][0]["codings"][0][0]
    assert [start for _, start, _ in event["place_words"]] == [text.index("Gaza at"), 0]


def test_every_fault_of_every_line_is_named(news):
    bad = SHELLING | {"anchors": ["words of another"], "killed": [3, 1], "last": "2022-07-01", "sub_type": "Row"}
    far = PROTEST | {"core": "rumour", "lat": 97.0, "anchors": []}
    with pytest.raises(AnnotationError) as caught:
        make([coding(bad, far, {"a": "a-9", "none": True})], news=news)
    said = str(caught.value)
    for trouble in (
        *("'words of another'", "[3, 1]", "comes after 2022-07-01", "no such sub-type: Row"),
        *("rumour", "latitude 97.0", "no anchors at Kupiansk", "a-9: no such article"),
    ):
        assert trouble in said


def test_a_row_says_whose_text_it_was_by_its_hash(news):
    row = make([coding(SHELLING)], news=news)[Split.TRAIN][0]
    assert (row["outlet"], row["published"], row["set"]) == ("The Guardian", "2022-07-16", "guardian-2022")
    assert row["sha256"] == digest("Shells fall on Izium", TEXT)


def test_a_long_description_is_cut_to_a_name():
    words = "San Benito, Maquilishuat, Jardin Guadalupe, La Cima and Lomas de San Francisco, San Salvador"
    assert cut_to_name(words) == "San Benito, Maquilishuat, Jardin Guadalupe"
    assert cut_to_name("Izium") == "Izium"
    assert len(cut_to_name("x" * 200)) == LONGEST_NAME


def test_the_command_writes_both_splits_or_names_the_fault_and_writes_nothing(news, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(annotations_make, "news_dir", lambda: news)
    monkeypatch.setattr(annotations_make, "annotations_dir", lambda: tmp_path / "made")
    good = write_lines(tmp_path / "good.jsonl", [SHELLING, NOTHING])
    bad = write_lines(tmp_path / "bad.jsonl", [SHELLING | {"anchors": ["nowhere"]}])
    assert read_coding([good]).keys() == {"a-1", "a-2"}
    monkeypatch.setattr(sys, "argv", ["annotations_make", "--first", str(bad)])
    assert annotations_make.main() == 1
    assert "not in the article: 'nowhere'" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()
    monkeypatch.setattr(sys, "argv", ["annotations_make", "--first", str(good), "--second", str(good)])
    assert annotations_make.main() == 0
    assert capsys.readouterr().out == "train: 2 articles, held: 0 articles\n"
    assert sorted(path.name for path in (tmp_path / "made").iterdir()) == ["held.jsonl", "train.jsonl"]


def test_annotations_of_other_articles_stay_where_that_is_asked(news, tmp_path, monkeypatch, capsys):
    made = tmp_path / "made"
    monkeypatch.setattr(annotations_make, "news_dir", lambda: news)
    monkeypatch.setattr(annotations_make, "annotations_dir", lambda: made)
    shelling = str(write_lines(tmp_path / "one.jsonl", [SHELLING]))
    nothing = str(write_lines(tmp_path / "two.jsonl", [NOTHING]))
    for lines, more in ((shelling, []), (nothing, ["--keep"])):
        monkeypatch.setattr(sys, "argv", ["annotations_make", "--first", lines, *more])
        assert annotations_make.main() == 0
    assert capsys.readouterr().out.endswith("train: 2 articles, held: 0 articles\n")
    kept = (made / "train.jsonl").read_text(encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["annotations_make", "--first", shelling, "--keep"])
    assert annotations_make.main() == 0
    assert (made / "train.jsonl").read_text(encoding="utf-8") == kept
