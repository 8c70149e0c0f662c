"""Two readings are compared as the lent tool compares a map with the gold."""

from types import SimpleNamespace

import pytest
from news_sample import PROTEST, SHELLING, write_news

from geomap.training import agreement as module
from geomap.training.agreement import CORES, agreement, best_fit, scorer, shares_words, table
from geomap.training.annotations import read_annotations
from geomap.training.annotations_make import make, write
from geomap.training.annotations_shape import Annotations


def stand_in(event, gold):
    """Agrees where the two say the same."""
    return SimpleNamespace(
        where="right" if event["longitude"] == gold["lon"] else "far",
        when="right" if event["date_start"] == gold["first"] else "wrong",
        typed=event["event_type"] == gold["type"],
        subbed=event["sub_event_type"] == gold["sub_type"],
        harm=event["killed_low"] == (gold["killed"] or (None,))[0],
    )


TOOL = SimpleNamespace(compare=stand_in)


def read_twice(tmp_path, first, second):
    news = write_news(tmp_path / "news")
    write(make([{"a-1": first, "a-2": []}, {"a-1": second}], news=news), tmp_path / "made")
    return read_annotations(folder=tmp_path / "made", news=news)


def test_two_readers_who_say_the_same_agree_in_everything(tmp_path):
    found = agreement(read_twice(tmp_path, [SHELLING, PROTEST], [SHELLING, PROTEST]).articles, "news", TOOL)
    assert found == (4, 1, 1, 1, 1, 1, 1)


def test_an_event_that_one_reader_left_out_lowers_every_share(tmp_path):
    found = agreement(read_twice(tmp_path, [SHELLING, PROTEST], [SHELLING]).articles, "news", TOOL)
    assert found.n == 3
    assert set(found[1:]) == {2 / 3}


def test_another_toll_is_agreement_in_all_but_all_five(tmp_path):
    other = SHELLING | {"killed": [9, 9]}
    found = agreement(read_twice(tmp_path, [SHELLING], [other]).articles, "news", TOOL)
    assert (found.trio, found.all_five) == (1, 0)


def test_another_day_is_one_event_by_its_words_but_no_trio(tmp_path):
    other = SHELLING | {"first": "2022-07-14", "last": "2022-07-14"}
    found = agreement(read_twice(tmp_path, [SHELLING], [other]).articles, "news", TOOL)
    assert (found.told, found.day, found.place, found.trio) == (1, 0, 1, 0)


def test_other_words_at_another_place_are_another_event(tmp_path):
    (annotated, _) = read_twice(tmp_path, [SHELLING], [PROTEST]).articles
    assert best_fit(annotated.codings[0][0], annotated.codings[1], TOOL) is None


def test_articles_that_were_read_once_count_nothing(tmp_path):
    news = write_news(tmp_path / "news")
    write(make([{"a-1": [SHELLING]}], news=news), tmp_path / "made")
    assert agreement(read_annotations(folder=tmp_path / "made", news=news).articles, "news", TOOL).n == 0


def test_words_are_shared_only_within_a_field():
    one = [{"field": "text", "start": 3, "quote": "hit"}]
    assert shares_words(one, [{"field": "text", "start": 5, "quote": "there"}])
    assert not shares_words(one, [{"field": "text", "start": 6, "quote": "there"}])
    assert not shares_words(one, [{"field": "title", "start": 3, "quote": "hit"}])


def test_without_the_lent_tool_the_command_says_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "read_annotations", lambda: Annotations(articles=()))
    monkeypatch.setattr(module, "shared_dir", lambda: tmp_path)
    assert module.main() == 1
    assert "score_events.py: the tool that compares events is not here" in capsys.readouterr().err


@pytest.mark.shared
def test_the_card_tells_the_agreement_that_is_measured(shared, root, capsys):
    assert module.main() == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    card = (root / "docs" / "model-card.md").read_text(encoding="utf-8")
    assert printed.out.strip() in card


@pytest.mark.shared
def test_the_agreement_of_the_readings_is_as_it_was_when_they_were_made(shared):
    found = read_annotations(news=shared / "news")
    tool = scorer(shared / "tools" / "score_events.py")
    news, background = (agreement(found.articles, core, tool) for core in CORES)
    assert [round(share, 3) for share in news] == [1317, 0.999, 0.987, 0.952, 0.998, 0.939, 0.907]
    assert [round(share, 3) for share in background] == [1658, 0.91, 0.886, 0.788, 0.9, 0.759, 0.739]
    assert table({"news": news}).splitlines()[-1].startswith("| news | 1317 | 0.999 |")
