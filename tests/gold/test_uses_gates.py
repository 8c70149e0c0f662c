"""What names do, on sentences of our own: capitals that act or are hit, teams, ships, dishes, figures of speech.

Each floor stands beside the hash of the file: whoever changes the sentences must set the floors anew, in plain sight.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

import pytest

from geomap.batches import OpenStages, code_batch
from geomap.records import CARRIES_EVENTS, Article, Place
from geomap.settings import Settings

FILE_HASH = "d7f3ef5ca9201e72"
PUBLISHED = dt.date(2024, 5, 14)
# By half: the open one, whose errors were read, and the one held back.
KEPT_OFF = {False: 0.95, True: 0.92}  # names of no place without one on the map: measured 184 of 191, 183 of 197
NO_FALSE_EVENT = {False: 0.985, True: 0.97}  # ... without an event: 189 of 191, 192 of 197
READ_AS_PLACES = {False: 0.97, True: 0.95}  # names of places, of those found at all: 119 of 121, 158 of 164
WITH_EVENT = {False: 0.66, True: 0.67}  # of those where something happened: 77 of 113, 102 of 148


@dataclass(slots=True)
class Tally:
    no_places: int = 0
    placed: int = 0  # of these
    false_events: int = 0
    places: int = 0  # found as names
    located: int = 0  # of these, said to be places
    scenes: int = 0  # where something happened
    events: int = 0  # of these, with an event


def rows(root):
    lines = (root / "tests" / "gold" / "uses.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def tallies(root):
    stages = OpenStages(Settings())()
    return {held: tally(stages, [row for row in rows(root) if row["held"] is held]) for held in (False, True)}


def tally(stages, told):
    counted = Tally()
    articles = [Article(id=row["id"], title="", text=row["text"], published=PUBLISHED) for row in told]
    for row, coded in zip(told, code_batch(stages, articles), strict=True):
        for name in row["names"]:
            count(counted, name, coded)
    return counted


def count(counted, name, coded):
    def touches(mention):
        return mention.span.start < name["end"] and name["start"] < mention.span.end

    both = zip(coded.geoparsed.mentions, coded.geoparsed.outcomes, strict=True)
    found = [(mention, outcome) for mention, outcome in both if touches(mention)]
    carries = [outcome for mention, outcome in found if mention.role in CARRIES_EVENTS]
    event = any(touches(event.where.mention) for event in coded.events)
    if name["is"] == "no_place":
        counted.no_places += 1
        counted.placed += any(isinstance(outcome, Place) for outcome in carries)
        counted.false_events += event
        return
    counted.places += bool(found)
    counted.located += bool(carries)
    counted.scenes += name["is"] == "event"
    counted.events += event and name["is"] == "event"


def test_the_floors_belong_to_these_sentences(root):
    data = (root / "tests" / "gold" / "uses.jsonl").read_bytes()
    assert hashlib.sha256(data).hexdigest()[:16] == FILE_HASH


def test_every_name_stands_where_its_sentence_says(root):
    assert all(row["text"][name["start"] : name["end"]] == name["text"] for row in rows(root) for name in row["names"])


@pytest.mark.parametrize("held", [False, True])
def test_what_is_no_place_is_kept_off_the_map(tallies, held):
    found = tallies[held]
    assert 1 - found.placed / found.no_places >= KEPT_OFF[held]
    assert 1 - found.false_events / found.no_places >= NO_FALSE_EVENT[held]


@pytest.mark.parametrize("held", [False, True])
def test_a_town_that_suffers_stays_a_place(tallies, held):
    found = tallies[held]
    assert found.located / found.places >= READ_AS_PLACES[held]
    assert found.events / found.scenes >= WITH_EVENT[held]
