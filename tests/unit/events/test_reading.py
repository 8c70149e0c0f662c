import datetime as dt
from itertools import pairwise

from making import article

from geomap.events.reading import read
from geomap.languages import shipped_languages
from geomap.records import Field


def pieces(text):
    told = article(text, title="", published=dt.date(2023, 2, 12))
    return [(one.span.start, one.span.end) for one in read(told, shipped_languages()["en"])[Field.TEXT]]


def test_a_table_without_full_stops_is_read_in_pieces_that_cover_every_word():
    text = "rockets hit the town and " * 400
    found = pieces(text)
    assert len(found) > 1
    assert all(0 < end - start <= 1200 for start, end in found)
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_a_word_longer_than_any_piece_is_cut():
    assert [end - start for start, end in pieces("x" * 3000)] == [1200, 1200, 600]


def test_an_ordinary_sentence_is_one_piece():
    assert len(pieces("Rockets hit the town on Friday. Nobody was hurt.")) == 2


def test_words_that_a_line_cuts_are_read_whole_and_stand_where_they_were():
    text = "Russian troops shell-\ned Kupiansk on Friday."
    (said,) = read(article(text), shipped_languages()["en"])[Field.TEXT]
    (found,) = said.triggers
    at = said.stretch(found.start, found.end)
    assert text[at.start : at.end] == "shell-\ned"
    assert said.quote == text
