"""A date is judged beside the event's other dates and those of the events around it."""

import datetime as dt
from types import SimpleNamespace

import pytest

from geomap.events.day_context import FEATURES, MOST, DayContext
from geomap.events.days import DayOption
from geomap.records import Basis, EventType, Grain, When

PUBLISHED = dt.date(2024, 5, 14)
MONDAY, TUESDAY = dt.date(2024, 5, 13), dt.date(2024, 5, 14)


def event(*lines, kind=EventType.BATTLES):
    return SimpleNamespace(
        lines=dict.fromkeys(lines, 0.9),
        event_type=kind,
        asserted=(0.1, 0.8, 0.1, 0.0),
        document=SimpleNamespace(article=SimpleNamespace(published=PUBLISHED)),
    )


def option(day, line=None):
    return DayOption(When(first=day, last=day, grain=Grain.DAY, basis=Basis.STATED), line, ())


def features(context, number):
    return [dict(zip(FEATURES, one.features, strict=True)) for one in context.dates(number)]


def test_another_date_as_likely_is_a_rival_and_the_same_date_again_is_none():
    judged = [[(0.6, option(MONDAY, 1)), (0.5, option(TUESDAY, 2)), (0.4, option(MONDAY, 3))]]
    monday, tuesday, again = features(DayContext([event(1)], judged), 0)
    assert (monday["rival"], monday["again"], monday["n_again"], monday["n_apart"]) == (0.5, 0.4, 1, 2)
    assert (tuesday["rival"], tuesday["again"]) == (0.6, -1)
    assert again["share"] == monday["share"] == pytest.approx(0.6 / 1.1)


def test_events_of_one_sentence_and_of_one_type_speak_for_a_date():
    drafts = [event(1), event(1, kind=EventType.PROTESTS), event(5)]
    judged = [[(0.5, option(MONDAY, 1)), (0.5, option(TUESDAY))], [(0.9, option(MONDAY, 1))], [(0.8, option(TUESDAY))]]
    monday, tuesday = features(DayContext(drafts, judged), 0)
    assert (monday["sentences"], tuesday["sentences"]) == (1.0, 0.0)
    assert (monday["type"], tuesday["type"]) == (0.0, 1.0)
    assert (monday["article"], tuesday["article"]) == (0.5, 0.5)
    assert monday["n_events"] == 3


def test_an_event_alone_has_nobody_to_ask():
    (only,) = features(DayContext([event(1)], [[(0.7, option(MONDAY, 1))]]), 0)
    assert (only["article"], only["sentences"], only["type"], only["n_agreeing"]) == (-1, -1, -1, 0)
    assert (only["share"], only["is_own"], only["days_ago"]) == (1.0, 1.0, 1.0)


def test_dates_that_nothing_speaks_for_share_nothing():
    first, second = features(DayContext([event(1)], [[(0.0, option(MONDAY, 1)), (0.0, option(TUESDAY))]]), 0)
    assert (first["share"], second["share"]) == (0.0, 0.0)


def test_of_very_many_dates_the_likeliest_are_judged_again_in_their_order():
    judged = [(1 / (2 + abs(at - 30)), option(MONDAY - dt.timedelta(days=at), at)) for at in range(100)]
    kept = [one.line for one in DayContext([event(1)], [judged]).dates(0)]
    assert len(kept) == MOST
    assert kept == sorted(kept)
    assert all(abs(line - 30) <= MOST / 2 for line in kept)
