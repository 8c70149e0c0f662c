"""Reprints, second addresses and later versions are one report; another article on the event is one of its own."""

import random

from hypothesis import given
from hypothesis import strategies as st
from making import article, event, mention, place

from geomap.ledger import rows_of
from geomap.linking import merge
from geomap.linking.copies import ALIKE, likeness, repeated, sketch

WORDS = [f"word{number}" for number in range(400)]


def story(seed, length=300):
    return random.Random(seed).choices(WORDS, k=length)  # noqa: S311 - no secret


WIRE = story(1)


def test_a_text_is_like_itself_whatever_its_spaces_and_capitals():
    assert likeness(sketch(" ".join(WIRE)), sketch("\n ".join(WIRE).upper())) == 1.0


def test_what_was_cut_continued_or_edited_is_like_the_original_and_another_story_is_not():
    known = sketch(" ".join(WIRE))
    edited = ["other" if at % 13 == 0 else word for at, word in enumerate(WIRE)]
    for copy in (WIRE[:190], [*WIRE, *story(2, 120)], ["lead", *edited]):
        assert likeness(known, sketch(" ".join(copy))) >= ALIKE
    assert likeness(known, sketch(" ".join(story(3)))) < ALIKE / 2


def test_the_earlier_article_is_the_original_and_a_copy_of_a_copy_names_it():
    sketches = {"a": sketch(" ".join(WIRE)), "b": sketch(" ".join(WIRE[:240])), "c": sketch(" ".join(story(4)))}
    sketches["d"] = sketch(" ".join(WIRE[:200]))
    assert repeated(sketches, ["a", "c", "b", "d"]) == {"b": "a", "d": "a"}
    assert repeated(sketches, ["d", "b", "a", "a"]) == {"b": "d", "a": "d"}


def test_articles_without_words_repeat_nothing():
    assert repeated({"a": sketch("..."), "b": sketch("")}, ["a", "b", "unknown"]) == {}


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_has_no_direction(one, other):
    assert likeness(sketch(one), sketch(other)) == likeness(sketch(other), sketch(one))


def told(number, text):
    one = article(text, id=f"a{number}", outlet=f"Outlet {number}")
    return event(place(mention(of=one)), one, id=f"e{number}")


def test_thirty_reprints_of_an_agency_are_one_independent_report():
    opening = "Missiles hit Kharkiv on Friday."
    texts = {f"a{number:02}": f"{opening} {' '.join(WIRE[: 270 + number])}" for number in range(30)}
    texts["b"] = f"{opening} {' '.join(story(9))}"
    events = [told(name[1:], text) for name, text in texts.items() if name != "b"]
    other = article(texts["b"], id="b")
    merged = merge([*events, event(place(mention(of=other)), other, id="other")])
    assert len(merged) == 1
    _, (row,), reports = rows_of(merged, {name: sketch(text) for name, text in texts.items()})
    assert (row["n_reports"], row["n_independent"]) == (31, 2)
    assert [report["reprint_of"] for report in reports].count("a00") == 29
    assert {report["article_id"] for report in reports if not report["reprint_of"]} == {"a00", "b"}


def test_without_sketches_every_article_stands_for_itself():
    merged = merge([told(1, "Missiles hit Kharkiv on Friday."), told(2, "Missiles hit Kharkiv on Friday.")])
    _, (row,), _ = rows_of(merged, {})
    assert (row["n_reports"], row["n_independent"]) == (2, 2)
