"""The article that the project began with: exactly its three events, whatever roles the recogniser gives."""

import datetime as dt

import pytest
from making import article
from telling import TOWNS, outcomes

from geomap.events import shipped_coder
from geomap.records import Event, EventType, KnownAs, Place, Repair

FRIDAY = dt.date(2023, 2, 10)
OTHERS = ("Great Britain", "Canada", "Germany", "Brazil", "Argentina", "Latin American", "Middle Eastern")


@pytest.fixture
def told(shared):
    text = (shared / "articles" / "2023-02-12.txt").read_text(encoding="utf-8").strip()
    return article(text.removeprefix("date 2023-02-12").strip(), published=dt.date(2023, 2, 12), title="")


def placed(told):
    """Every name as a location: the hardest case for the event coder."""
    found = []
    for outcome in outcomes(told, unknown=(*OTHERS, "Kharviv")):
        if outcome.mention.surface == "Kharviv":
            repair = Repair(read="Kharviv", taken_as="Kharkiv", distance=1, kind="typo")
            repaired = {"candidate": TOWNS["Kharkiv"], "trust": 0.8, "why": ("one letter off",), "repair": repair}
            found.append(Place(mention=outcome.mention, **repaired))
        elif outcome.mention.surface in OTHERS:
            found.append(Place(mention=outcome.mention, candidate=TOWNS["France"], trust=0.9, why=("a country",)))
        else:
            found.append(outcome)
    return found


@pytest.mark.shared
def test_the_seed_article_tells_exactly_three_events(told):
    told_in_it = [one for one in shipped_coder().code(told, placed(told)) if isinstance(one, Event)]
    events = [event for event in told_in_it if not event.doubtful]
    assert [event.where.place.candidate.id for event in events] == [
        "geonames:703448",
        "geonames:706483",
        "geonames:687700",
    ]
    assert {event.event_type for event in events} == {EventType.EXPLOSIONS}
    assert {event.sub_event_type for event in events} == {"Shelling/artillery/missile attack"}
    assert {(event.when.first, event.when.last) for event in events} == {(FRIDAY, FRIDAY)}
    assert TOWNS["Kharkiv"].known_as is KnownAs.DISPLAY
    assert events[1].where.place.repaired_from == "Kharviv"


@pytest.mark.shared
def test_the_strikes_on_zaporizhzhia_count_missiles_and_carry_their_day(told):
    last = [one for one in shipped_coder().code(told, placed(told)) if isinstance(one, Event)][-1]
    assert last.when.carried
    assert last.when.wording == "on Friday"
    assert [(tally.what, tally.low) for tally in last.quantities] == [("missiles", 17)]
    assert last.harm == ()
    assert last.reports[0].claimant == "local officials"
    assert "17 missiles" in last.reports[0].quote


@pytest.mark.shared
def test_every_name_of_the_seed_article_is_accounted_for(told):
    given = placed(told)
    made = shipped_coder().code(told, given)
    assert [one.where.mention if isinstance(one, Event) else one.mention for one in made] == [
        one.mention for one in given
    ]
