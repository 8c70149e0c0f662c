import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import article, event, mention, place, when
from telling import TOWNS

from geomap.linking import merge, split
from geomap.linking.likeness import alike
from geomap.records import EventType, Tally

pytestmark = pytest.mark.fuzz_merging

FRIDAY = dt.date(2023, 2, 10)
SUBS = ("", "Air/drone strike", "Shelling/artillery/missile attack", "Grenade")
NAMES = ("Kharkiv", "Kupiansk", "Kherson", "Ukraine")


@st.composite
def reports(draw, number):
    name = draw(st.sampled_from(NAMES))
    told = article(f"Missiles hit {name} on Friday.", id=f"a{draw(st.integers(1, 3))}", published=FRIDAY)
    made = event(place(mention(name, of=told), TOWNS[name]), told, id=f"e{number:02d}")
    killed = draw(st.none() | st.integers(1, 40))
    return replace(
        made,
        event_type=EventType.EXPLOSIONS,
        sub_event_type=draw(st.sampled_from(SUBS)),
        when=when(FRIDAY + dt.timedelta(days=draw(st.integers(-1, 1)))),
        harm=()
        if killed is None
        else (Tally(what="killed", low=killed, best=killed, high=killed, wording=str(killed)),),
        confidence=draw(st.floats(0.1, 1.0)),
    )


EVENTS = st.integers(0, 8).flatmap(lambda count: st.tuples(*(reports(number) for number in range(count)))).map(list)


@pytest.fixture(scope="module", params=["compared whole", "compared with neighbours"], autouse=True)
def blocks(request):
    """Merging keeps its laws in small blocks of reports and in those too large to compare all pairs."""
    from geomap.linking import candidates

    before = candidates.DENSE, candidates.NEIGHBOURS
    if request.param == "compared with neighbours":
        candidates.DENSE, candidates.NEIGHBOURS = 2, 1
    yield
    candidates.DENSE, candidates.NEIGHBOURS = before


@settings(deadline=None)
@given(EVENTS, st.randoms())
def test_the_order_of_reports_does_not_matter(events, random):
    shuffled = list(events)
    random.shuffle(shuffled)
    assert merge(shuffled) == merge(events)


@settings(deadline=None)
@given(EVENTS)
def test_merging_twice_is_merging_once(events):
    once = merge(events)
    assert merge(once) == once


@settings(deadline=None)
@given(EVENTS)
def test_no_report_is_lost_and_none_is_told_twice(events):
    parts = sorted(part.id for one in merge(events) for part in split(one))
    assert parts == sorted(one.id for one in events)


@settings(deadline=None)
@given(EVENTS)
def test_merging_in_two_steps_is_merging_in_one(events):
    half = len(events) // 2
    assert merge(merge(events[:half]) + merge(events[half:])) == merge(events)


@settings(deadline=None)
@given(reports(1), reports(2))
def test_likeness_does_not_depend_on_the_order(one, other):
    there, back = alike(one, other), alike(other, one)
    assert (there is None) == (back is None)
    assert there is None or back is None or there.score == back.score


@settings(deadline=None)
@given(EVENTS)
def test_harm_of_a_merged_event_stays_within_what_was_told(events):
    for one in merge(events):
        told = [tally.best for part in split(one) for tally in part.harm]
        for tally in one.harm:
            assert tally.low == min(told)
            assert tally.high == max(told)
