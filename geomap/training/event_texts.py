"""The texts that the reader of events learns from: annotated news, and short coded texts beside it."""

import csv
import datetime as dt
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from geomap.batches import OpenStages, geoparse_batch
from geomap.encoder.pieces import Pieces
from geomap.events.where import precision_of
from geomap.records import SUB_EVENT_TYPES, Article, Event, Place, Reject
from geomap.settings import Settings
from geomap.stages import Stages
from geomap.training.corpora import shared_dir
from geomap.training.event_items import Item, snippet

USED = dt.date(2024, 5, 14)  # when our own sentences were published, as their tests have it
SUBS = {sub for subs in SUB_EVENT_TYPES.values() for sub in subs}
# The sub-types of CASE 2021's second task, by the names of ACLED; its other classes are no events of these kinds.
SNIPPET_TYPES: Mapping[str, str] = {
    "ABDUCT_DISSAP": "Abduction/forced disappearance", "AGREEMENT": "Agreement", "AIR_STRIKE": "Air/drone strike",
    "ARMED_CLASH": "Armed clash", "ARREST": "Arrests", "ART_MISS_ATTACK": "Shelling/artillery/missile attack",
    "ATTACK": "Attack", "CHANGE_TO_GROUP_ACT": "Change to group/activity", "CHEM_WEAP": "Chemical weapon",
    "DISR_WEAP": "Disrupted weapons use", "FORCE_AGAINST_PROTEST": "Excessive force against protesters",
    "GOV_REGAINS_TERIT": "Government regains territory", "GRENADE": "Grenade",
    "HQ_ESTABLISHED": "Headquarters or base established", "MOB_VIOL": "Mob violence",
    "NON_STATE_ACTOR_OVERTAKES_TER": "Non-state actor overtakes territory",
    "NON_VIOL_TERRIT_TRANSFER": "Non-violent transfer of territory", "OTHER": "Other",
    "PEACE_PROTEST": "Peaceful protest", "PROPERTY_DISTRUCT": "Looting/property destruction",
    "PROTEST_WITH_INTER": "Protest with intervention", "REM_EXPLOS": "Remote explosive/landmine/IED",
    "SEX_VIOL": "Sexual violence", "SUIC_BOMB": "Suicide bomb", "VIOL_DEMONSTR": "Violent demonstration",
}  # fmt: skip
# The four classes of the incident summaries of South Asia, by what each may be.
SUMMARY_TYPES = (
    ("Attack", "Armed clash"),
    ("Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Shelling/artillery/missile attack"),
    ("Abduction/forced disappearance",),
    ("Attack", "Looting/property destruction", "Mob violence", "Violent demonstration", "Other"),
)
SUMMARIES = 300  # as many as the snippets weigh against, so that one region's notes do not outweigh the news
SUMMARY_WORDS = 110  # a longer one would not be read whole


@dataclass(frozen=True, slots=True, eq=False)
class Geoparsed:
    """An annotated article with the outcomes of its mentions."""

    article: Article
    source: str  # of one source all articles are held out together
    outcomes: tuple[Place | Reject, ...]
    golds: tuple[Mapping[str, Any], ...]


class _NoEvents:
    """Stands in for the reader of events, which is not trained yet."""

    id = "no events"

    def code(self, article: Article, outcomes: Sequence[Place | Reject]) -> list[Event | Reject]:
        del article, outcomes
        return []


def geoparsed(annotated: Sequence[Any]) -> list[Geoparsed]:
    """The articles as the default recogniser and resolver read them; `annotated` as `annotations` gives them."""
    stages = OpenStages(Settings(), Stages(coder=_NoEvents()))()
    read = geoparse_batch(stages, [one.article for one in annotated])
    return [
        Geoparsed(one.article, one.article.outlet or one.source_set, parsed.outcomes, one.codings[0])
        for one, parsed in zip(annotated, read, strict=True)
        if not isinstance(parsed, Reject)
    ]


def own_uses(path: Path) -> list[Geoparsed]:
    """The open half of our own sentences on what names do; their events say where alone."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if not row["held"]]
    articles = [Article(id=row["id"], title="", text=row["text"], published=USED) for row in rows]
    read = geoparse_batch(OpenStages(Settings(), Stages(coder=_NoEvents()))(), articles)
    return [
        Geoparsed(article, "own", parsed.outcomes, tuple(_used(row, parsed.outcomes)))
        for row, article, parsed in zip(rows, articles, read, strict=True)
        if not isinstance(parsed, Reject)
    ]


def _used(row: Mapping[str, Any], outcomes: Sequence[Place | Reject]) -> Iterator[Mapping[str, Any]]:
    """An event at each name where something happened."""
    for number, name in enumerate(row["names"]):
        for outcome in outcomes:
            at = outcome.mention.span if outcome.mention else None
            touches = at and at.start < name["end"] and name["start"] < at.end
            if name["is"] == "event" and touches and isinstance(outcome, Place):
                found = outcome.candidate
                yield {
                    "id": f"{row['id']}-{number}",
                    "core": "news",
                    "anchors": [{"field": "text", "start": name["start"], "quote": name["text"]}],
                    "country": found.country,
                    "lon": found.at.lon,
                    "lat": found.at.lat,
                    "precision": precision_of(found).value,
                }


def snippets(pieces: Pieces) -> Iterator[Item]:
    """The snippets of CASE 2021, shared task 2."""
    for text, sub in read_snippets(shared_dir() / "corpora" / "event_snippets_a.tsv"):
        yield snippet(text, pieces, told=bool(sub), subs=[[sub]] if sub else ())


def read_snippets(path: Path) -> list[tuple[str, str]]:
    """Text and sub-type of each snippet; "" where it tells no event of ACLED's kinds."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            (row["EventSnippet"], SNIPPET_TYPES.get(row["SubType"], ""))
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def summaries(pieces: Pieces) -> Iterator[Item]:
    """Some incident summaries of South Asia that tell a coded incident."""
    with gzip.open(shared_dir() / "events" / "satp_all_train.tsv.gz", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    told = [row for row in rows if "1" in row[-4:] and len(row) > len(SUMMARY_TYPES)]
    Random(3).shuffle(told)  # noqa: S311 - no secret
    short = [row for row in told if len(row[0].split()) <= SUMMARY_WORDS][:SUMMARIES]
    for text, *marks in short:
        subs = [allowed for allowed, mark in zip(SUMMARY_TYPES, marks[-4:], strict=True) if mark == "1"]
        yield snippet(text, pieces, told=True, subs=subs)


def own_sentences(pieces: Pieces, path: Path) -> Iterator[Item]:
    """The open half of our own sentences, with and without an event."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["held"]:
            sub = row["sub_event_type"]
            yield snippet(row["text"], pieces, told=row["event_type"] is not None, subs=[[sub]] if sub in SUBS else ())
