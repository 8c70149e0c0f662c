"""Scores the reader of events against annotated articles, by the lent scorer."""

from collections.abc import Mapping, Sequence
from typing import Any

from geomap.events.coreference import TYPES, by_type
from geomap.events.network import EventNetwork
from geomap.events.reader import EventReader
from geomap.events.tokens import Sentence
from geomap.events.triggers import TYPE_OF
from geomap.linking import merge
from geomap.records import Event
from geomap.rows import event_row
from geomap.training.corpora import shared_dir
from geomap.training.event_labels import scorer
from geomap.training.event_texts import Geoparsed, read_snippets

TELLS = 0.5


def score(reader: EventReader, articles: Sequence[Geoparsed]) -> Mapping[str, Any]:
    """The scorer's figures for the merged events of some articles."""
    told = [event for one in articles for event in reader.code(one.article, one.outcomes) if isinstance(event, Event)]
    golds = [gold for one in articles for gold in one.golds]
    figures: Mapping[str, Any] = scorer().score(golds, [_row(event) for event in merge(told)])[0]
    return figures


def table(name: str, figures: Mapping[str, Any]) -> str:
    """The figures that the bounds are set on, in some lines."""
    drawn, recall = figures["drawn"], figures["recall"]
    lines = [
        f"{name}: {drawn['n']} drawn; " + ", ".join(f"{key} {value}" for key, value in drawn.items() if key != "n"),
        f"  of {recall['n']} news events: "
        + ", ".join(f"{key} {value}" for key, value in recall.items() if key != "n"),
        f"  doubles {figures['doubles']}; killed {figures['killed']}; initiator {figures['initiator']}",
    ]
    return "\n".join(lines)


def snippet_types(network: EventNetwork) -> float:
    """The share of CASE 2021's snippets whose coarse type, or that they tell none, is read right."""
    rows = read_snippets(shared_dir() / "corpora" / "event_snippets_a.tsv")
    right = 0
    for text, sub in rows:
        (signs,) = network.read([Sentence(text=text)], 0)
        said = TYPES[int(by_type(signs.sub).argmax())] if signs.told >= TELLS else None
        right += said is (TYPE_OF[sub] if sub else None)
    return right / len(rows)


def _row(event: Event) -> dict[str, Any]:
    row = event_row(event)
    at = row.pop("geometry")
    reports = [
        {
            "article_id": report.article_id,
            "field": report.field.value,
            "quote": report.quote,
            "quote_start": report.span.start,
            "quote_end": report.span.end,
        }
        for report in event.reports
    ]
    days = {key: row[key].isoformat() for key in ("date_start", "date_end")}
    return {**row, **days, "longitude": at.x if at else None, "latitude": at.y if at else None, "reports": reports}
