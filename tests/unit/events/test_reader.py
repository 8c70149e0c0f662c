"""The reader of events: what it gives is sound, whatever it decides. How well it decides is measured in tests/gold."""

import datetime as dt
import io
from importlib import resources
from types import SimpleNamespace

import numpy as np
import pytest
from making import article
from telling import SUNDAY, TOWNS, code, outcomes, reasons

from geomap.errors import ModelError
from geomap.events import EventReader, shipped_coder
from geomap.events.network import FILES, SHARED
from geomap.events.reader import DECISIONS, NETWORK, SHARED_IN, _best
from geomap.records import Event, EventType, GeoPrecision, Role, Stage

WAVE = (
    "Missile strikes hit power stations in Kyiv and Kharkiv on Friday, killing four people, officials said.\n\n"
    "Rescue workers searched the ruins in Kharkiv. The attack on Kyiv wounded nine people."
)


@pytest.fixture(scope="module")
def files():
    own, shared = resources.files(NETWORK), resources.files(SHARED_IN)
    network = {name: (own / name).read_bytes() for name in FILES}
    network |= {name: (shared / name).read_bytes() for name in SHARED}
    return network, (own / DECISIONS).read_bytes()


def test_what_a_later_sentence_says_of_an_event_is_part_of_it():
    events, rejects = code(WAVE, title="Missiles hit Ukrainian cities")
    assert sorted(event.where.place.candidate.name for event in events) == ["Kharkiv", "Kyiv"]
    assert {event.event_type for event in events} == {EventType.EXPLOSIONS}
    assert {event.when.first for event in events} == {dt.date(2023, 2, 10)}
    assert set(reasons(rejects).values()) == {"its event is shown at another mention"}


def test_how_much_is_asked_about_at_once_changes_nothing(monkeypatch):
    together = code(WAVE, title="Missiles hit Ukrainian cities")
    monkeypatch.setattr("geomap.events.reader.ASKED", 1)
    monkeypatch.setattr("geomap.events.reader.TOGETHER", 1)
    assert code(WAVE, title="Missiles hit Ukrainian cities") == together


def test_a_list_of_places_is_one_told_event_with_a_parent():
    events, _ = code("Rockets hit Kherson and Kharkiv on Friday.")
    assert len(events) == 2
    assert len({event.parent_id for event in events}) == 1
    assert events[0].parent_id is not None
    assert len({event.id for event in events}) == 2


def test_days_that_are_counted_up_are_events_with_a_day_each():
    events, _ = code("Rockets hit Kherson on 7 and 9 February, killing three people.")
    assert [(event.when.first.day, event.when.last.day) for event in events] == [(7, 7), (9, 9)]
    assert len({event.id for event in events}) == 2
    assert len({event.parent_id for event in events} - {None}) == 1
    assert {(tally.low, tally.best, tally.high) for event in events for tally in event.harm} == {(0, None, 3)}
    assert len(code("Rockets hit Kherson between 7 and 9 February, killing three people.")[0]) == 1


def test_a_toll_of_several_places_is_at_each_of_them_no_more_than_that():
    events, _ = code("Rockets hit Kherson and Kharkiv on Friday, killing three people.")
    assert [(tally.low, tally.best, tally.high) for event in events for tally in event.harm] == [(0, None, 3)] * 2
    events, _ = code("Rockets killed three people in Kherson and two in Kharkiv on Friday.")
    tolls = {event.where.place.candidate.name: tally.best for event in events for tally in event.harm}
    assert tolls == {"Kherson": 3, "Kharkiv": 2}
    events, _ = code("Rockets hit Kherson on Friday, killing three people.")
    assert [(tally.low, tally.best, tally.high) for event in events for tally in event.harm] == [(3, 3, 3)]


def test_the_report_quotes_the_sentence_and_its_trigger_is_a_word_of_it():
    for event in code(WAVE)[0]:
        report = event.reports[0]
        assert report.span.of(WAVE) == report.quote
        assert report.cue_span.of(WAVE) in report.quote
        assert not any(town in report.cue_span.of(WAVE) for town in TOWNS)


def test_ids_depend_on_content_alone():
    assert [event.id for event in code(WAVE)[0]] == [event.id for event in code(WAVE)[0]]


@pytest.mark.parametrize(
    ("role", "reason"),
    [(Role.ACTOR, "named as an actor"), (Role.OTHER, "part of another name"), (Role.PEOPLE, "a people, not a place")],
)
def test_a_name_whose_role_carries_no_event_says_so_where_nothing_happened(role, reason):
    events, rejects = code("The library of Kherson was opened on Friday.", roles={"Kherson": role})
    assert not events
    assert reasons(rejects) == {"Kherson": reason}
    assert {reject.stage for reject in rejects} == {Stage.CODE}


def test_a_quiet_sentence_is_rejected_without_its_words():
    _, rejects = code("The mayor of Kharkiv reads a book a week.")
    assert [(reject.reason, reject.detail) for reject in rejects] == [("no event in its sentence", "")]


def test_an_unknown_name_becomes_an_unplaced_event_where_its_sentence_tells_one():
    events, _ = code("Shells hit a school in Novoselivske on Friday, killing two people.", unknown=["Novoselivske"])
    (event,) = events
    assert (event.where.place, event.where.at, event.where.precision) == (None, None, GeoPrecision.NONE)
    assert event.when.first == dt.date(2023, 2, 10)


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 12 people were killed when shells hit Orikhiv.",
        "Throughout 2021 shelling killed 212 people in Kherson, officials said.",
    ],
)
def test_what_happened_some_time_in_a_year_that_is_over_may_be_a_total_and_is_doubtful(text):
    ((event,), _) = code(text)
    assert event.doubtful
    assert [one.what for one in event.harm] == ["killed"]


def test_a_story_of_long_ago_is_history():
    events, rejects = code("In March 1943, shells hit Kharkiv and killed 40 people.")
    assert not events
    assert reasons(rejects)["Kharkiv"] in {"history", "no event in its sentence", "no event by its wording"}


def test_each_placed_mention_is_told_or_rejected_once():
    told = article(WAVE + " He met envoys from France in Moscow.", published=SUNDAY)
    given = outcomes(told)
    made = shipped_coder().code(told, given)
    events = {(one.where.mention.field, one.where.mention.span) for one in made if isinstance(one, Event)}
    rejected = [one.mention for one in made if not isinstance(one, Event)]
    assert len(rejected) == len(set(rejected))
    assert all(((one.mention.field, one.mention.span) in events) != (one.mention in rejected) for one in given)


def test_the_id_of_the_reader_is_that_of_its_models(files):
    network, decisions = files
    reader = EventReader(network=network, decisions=decisions, languages={})
    assert reader.id == shipped_coder().id
    changed = network | {"pieces.txt": network["pieces.txt"] + b"x\n"}
    other = EventReader(network=changed, decisions=decisions, languages={})
    assert other.id != reader.id


@pytest.mark.parametrize("name", [*FILES, "embeddings.npz"])
def test_a_damaged_network_is_named_with_the_way_out(files, name):
    network, decisions = files
    with pytest.raises(ModelError, match=r"reader of events is damaged; reinstall geomap"):
        EventReader(network=network | {name: network[name][:99]}, decisions=decisions, languages={})


def test_damaged_decisions_are_named_with_the_way_out(files):
    network, decisions = files
    with pytest.raises(ModelError, match="reinstall geomap"):
        EventReader(network=network, decisions=decisions[:200], languages={})


def test_models_of_another_version_are_refused(files):
    network, decisions = files
    with np.load(io.BytesIO(network["heads.npz"])) as stored:
        heads = {**stored, "format": np.int64(99)}
    written = io.BytesIO()
    np.savez(written, **heads)
    with pytest.raises(ModelError, match="format 99"):
        EventReader(network=network | {"heads.npz": written.getvalue()}, decisions=decisions, languages={})
    with np.load(io.BytesIO(decisions)) as stored:
        known = {**stored, "format": np.int64(99)}
    written = io.BytesIO()
    np.savez(written, **known)
    with pytest.raises(ModelError, match="another version"):
        EventReader(network=network, decisions=written.getvalue(), languages={})


@pytest.mark.parametrize(
    ("figures", "chosen"),
    [
        ([(24, 0.71), (1, 0.75)], 24),  # a part of the whole is hardly likelier
        ([(24, 0.61), (1, 0.85)], 1),
        ([(24, 0.3), (1, 0.35)], None),
    ],
)
def test_of_figures_that_are_about_as_likely_the_largest_is_the_toll(figures, chosen):
    asked = [(sure, SimpleNamespace(number=number)) for number, sure in figures]
    found = _best(asked, least=0.6, whole=lambda one: one.number)
    assert (found and found[0].number) == chosen


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("Shells hit Orikhiv at 21:10. Two were killed, 10 wounded.", 2, 10),
        ("A drone hit Kherson at noon. Three were killed, 12 injured.", 3, 12),
        ("Rockets hit Bakhmut on Saturday. One dead, 8 wounded.", 1, 8),
        ("Shelling hit Kupiansk. Killed: 4, wounded: 15.", 4, 15),
    ],
)
def test_dead_and_wounded_of_one_sentence_are_one_toll(text, killed, injured):
    ((event,), _) = code(text)
    assert {one.what: one.best for one in event.harm} == {"killed": killed, "injured": injured}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Russian forces captured Orikhiv over the weekend and Tokmak on Monday.", {"Orikhiv": "11", "Tokmak": "06"}),
        ("Drones struck Kherson on Friday and Kharkiv on Saturday.", {"Kherson": "10", "Kharkiv": "11"}),
        ("On Friday shells hit Kherson and on Saturday Kharkiv was struck.", {"Kherson": "10", "Kharkiv": "11"}),
        ("Drones struck Kherson and Kharkiv on Saturday.", {"Kherson": "11", "Kharkiv": "11"}),
    ],
)
def test_places_and_days_by_turns_belong_to_each_other(text, days):
    events, _ = code(text)
    assert {one.where.wording: f"{one.when.first:%d}" for one in events} == days
