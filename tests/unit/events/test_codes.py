import datetime as dt

from making import article

from geomap.events import sentence_codes
from geomap.records import EventType, Field

TEXT = (
    "Rockets hit the station on Friday, killing four people, local officials said. "
    "The army denied shelling the town. Parliament passed the budget."
)


def codes():
    return list(sentence_codes(article(TEXT, title="Rockets hit station", published=dt.date(2023, 2, 12))))


def test_every_sentence_of_title_and_text_is_coded_in_order():
    found = codes()
    assert [one.field for one in found] == [Field.TITLE, Field.TEXT, Field.TEXT, Field.TEXT]
    assert [one.span.of(TEXT) for one in found[1:]] == [piece.strip() + "." for piece in TEXT.split(".")[:-1]]


def test_a_told_event_has_type_cue_day_harm_and_speaker():
    told = codes()[1]
    assert told.event_type is EventType.EXPLOSIONS
    assert told.sub_event_type == "Shelling/artillery/missile attack"
    assert told.cue.of(TEXT) == "Rockets hit"
    assert told.when.first == dt.date(2023, 2, 10)
    assert [(tally.what, tally.best) for tally in told.harm] == [("killed", 4)]
    assert told.claimant == "local officials"
    assert told.probability > 0.5


def test_a_barred_deed_keeps_its_cue_and_its_reason():
    denied = codes()[2]
    assert (denied.event_type, denied.sub_event_type, denied.when) == (None, "", None)
    assert denied.barrier == "denied"
    assert denied.cue.of(TEXT) == "shelling"


def test_a_sentence_of_no_deed_says_how_sure_that_is():
    quiet = codes()[3]
    assert (quiet.event_type, quiet.cue, quiet.barrier, quiet.actors) == (None, None, None, ())
    assert quiet.probability > 0.5


def test_a_headline_takes_the_day_of_its_text():
    assert codes()[0].when.carried
