from dataclasses import replace

from making import article, candidate, event, mention, place, when

from geomap.explain import explain
from geomap.records import Basis, GeoPrecision, Repair, Tally


def kharviv():
    told = article("Explosions in Kharviv, officials said.", outlet="Example Daily")
    repair = Repair(read="Kharviv", taken_as="Kharkiv", distance=1, kind="typo", runner_up=None)
    other = candidate("Kharyv", id="geonames:1")
    at = place(mention("Kharviv", of=told), candidate(), repair=repair, runners_up=(other,))
    return event(at, told, harm=(Tally(what="killed", low=None, best=None, high=None, wording="dozens died"),))


def test_the_quote_shows_the_place_and_the_words_of_the_deed():
    assert "{Explosio}ns in [Kharviv], officials said." in explain(kharviv())


def test_the_repair_the_reasons_and_the_runner_up_are_told():
    said = explain(kharviv())
    assert "Kharviv -> Kharkiv (repaired: typo, distance 1)" in said
    assert "because largest" in said
    assert "rather than Kharyv, Kharkiv Oblast, UA [PPLA] geonames:1" in said


def test_a_number_that_nobody_gave_is_a_question_mark():
    assert 'killed: low ?, best ?, high ? ("dozens died")' in explain(kharviv())


def test_a_carried_date_says_so():
    carried = replace(kharviv(), when=when(carried=True))
    assert 'read from "on Friday", a weekday, counted from the article\'s date, carried over' in explain(carried)
    published = replace(kharviv(), when=when(wording="", basis=Basis.PUBLISHED))
    assert "read from nothing said: the article's own date" in explain(published)


def test_an_unplaced_event_says_that_no_place_was_taken():
    lost = event(precision=GeoPrecision.NONE)
    lost = replace(lost, where=replace(lost.where, place=None, reach_km=None))
    assert "no place of the gazetteer" in explain(lost)


def test_merged_events_are_named_with_the_reasons():
    one = kharviv()
    merged = replace(one, parts=(one, one), why_merged=("same day and place",))
    assert "merged from 2 events" in explain(merged)
    assert "because same day and place" in explain(merged)
