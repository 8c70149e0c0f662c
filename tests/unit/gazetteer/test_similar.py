"""Spellings near a misspelt one."""

import sqlite3

import numpy as np
import pytest

from geomap.gazetteer.similar import Vocabulary, _ones_by_bytes, allowed, ones


@pytest.fixture
def vocabulary():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE vocabulary (country TEXT, words TEXT)")
    rows = {
        "UA": "kharkiv\nkherson\nzaporizhzhia\nkryvyi rih\nхарків",
        "SY": "aleppo\nraqqa",
        "*": "kharkiv\naleppo\nparis",
        "XX": "",
    }
    db.executemany("INSERT INTO vocabulary VALUES (?, ?)", rows.items())
    yield Vocabulary(lambda *asked: db.execute(*asked).fetchall())
    db.close()


@pytest.mark.parametrize(
    ("letters", "edits"), [("", 0), ("gaza", 0), ("aleppo"[:5], 1), ("kharkiv", 1), ("mariupol", 2), ("zaporizhia", 2)]
)
def test_longer_names_may_be_farther_away(letters, edits):
    assert allowed(letters) == edits


@pytest.mark.parametrize(
    ("read", "meant", "distance"),
    [
        ("kharviv", "kharkiv", 1),  # another letter
        ("kharkivv", "kharkiv", 1),  # one more
        ("kharkv", "kharkiv", 1),  # one less
        ("kahrkiv", "kharkiv", 1),  # two swapped
        ("zaporizhia", "zaporizhzhia", 2),
        ("kryviy rih", "kryvyi rih", 1),
        ("харкив", "харків", 1),
    ],
)
def test_each_kind_of_slip_is_found_with_its_distance(vocabulary, read, meant, distance):
    assert vocabulary.near(read, frozenset({"UA"})) == {meant: distance}


def test_what_is_farther_than_allowed_is_not_found(vocabulary):
    assert vocabulary.near("kharwiff", frozenset({"UA"})) == {}
    assert vocabulary.near("khrakvi", frozenset({"UA"})) == {}


def test_other_countries_are_searched_among_large_places_alone(vocabulary):
    assert vocabulary.near("raqqqa", frozenset({"UA"})) == {}
    assert vocabulary.near("raqqqa", frozenset({"SY"})) == {"raqqa": 1}
    assert vocabulary.near("aleppp", frozenset()) == {"aleppo": 1}


def test_a_country_without_names_or_unknown_finds_nothing(vocabulary):
    assert vocabulary.near("khersom", frozenset({"XX", "QQ"})) == {}


def test_the_countries_are_known_without_the_world(vocabulary):
    assert vocabulary.countries == {"UA", "SY", "XX"}


def test_bits_are_counted_alike_with_and_without_a_newer_numpy():
    numbers = np.array([0, 1, 3, 2**40 + 5, 2**64 - 1], np.uint64)
    assert _ones_by_bytes(numbers).tolist() == ones(numbers).tolist() == [0, 1, 2, 3, 64]
