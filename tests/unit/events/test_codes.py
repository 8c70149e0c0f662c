import datetime as dt
from types import SimpleNamespace

import numpy as np
import pytest
from making import article

from geomap.events import shipped_coder
from geomap.events.left_out import why_none
from geomap.events.tokens import Sentence
from geomap.events.triggers import find_triggers
from geomap.languages import shipped_languages
from geomap.records import EventType, Field

ENGLISH = shipped_languages()["en"]

TEXT = (
    "Rockets hit the station on Friday, killing four people, local officials said. "
    "The army denied shelling the town. Parliament passed the budget."
)


def codes():
    return shipped_coder().codes(article(TEXT, title="Rockets hit station", published=dt.date(2023, 2, 12)))


def test_every_sentence_of_title_and_text_is_coded_in_order():
    found = codes()
    assert [one.field for one in found] == [Field.TITLE, Field.TEXT, Field.TEXT, Field.TEXT]
    assert [one.span.of(TEXT) for one in found[1:]] == [piece.strip() + "." for piece in TEXT.split(".")[:-1]]


def test_a_told_event_has_type_cue_day_harm_and_speaker():
    told = codes()[1]
    assert told.event_type is EventType.EXPLOSIONS
    assert told.sub_event_type == "Shelling/artillery/missile attack"
    assert told.cue.of(TEXT) in {"Rockets hit", "hit", "killing"}
    assert told.when.first == dt.date(2023, 2, 10)
    assert [(tally.what, tally.best) for tally in told.harm] == [("killed", 4)]
    assert told.claimant == "local officials"
    assert told.probability > 0.5


@pytest.mark.parametrize(
    ("text", "told", "reason"),
    [
        ("The army denied shelling the town.", 0.3, "denied"),
        ("The army denied shelling the town.", 0.7, "not where the event of its sentence happened"),
        ("Parliament passed the budget.", 0.3, "no event in its sentence"),
        ("Rockets hit the town.", 0.3, "no event by its wording"),
    ],
)
def test_the_reason_is_worded_by_rules_and_the_decision_is_the_networks(text, told, reason):
    asserted = np.array([1 - told, told, 0.0, 0.0])
    said = SimpleNamespace(triggers=find_triggers(Sentence(text=text), ENGLISH))
    line = SimpleNamespace(told=told, said=said, signs=SimpleNamespace(asserted=asserted))
    assert why_none(line) == reason


def test_a_sentence_of_no_deed_says_how_sure_that_is():
    quiet = codes()[3]
    assert (quiet.event_type, quiet.cue, quiet.barrier, quiet.actors) == (None, None, None, ())
    assert quiet.probability > 0.5
