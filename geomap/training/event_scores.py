"""Scores the reader of events against annotated articles, by the lent scorer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from geomap.events import shipped_coder
from geomap.events.coreference import TYPES, by_type
from geomap.events.network import EventNetwork
from geomap.events.reader import EventReader
from geomap.events.tokens import Sentence
from geomap.events.triggers import TYPE_OF
from geomap.linking import merge
from geomap.records import Event
from geomap.rows import event_row
from geomap.training.annotations import annotations_dir, read_annotations, read_gold, read_lines
from geomap.training.annotations_shape import Split
from geomap.training.corpora import shared_dir
from geomap.training.event_labels import scorer
from geomap.training.event_texts import Geoparsed, geoparsed, read_snippets

TELLS = 0.5
SURE = 0.9  # probability from which on a reader may take an event as read right


def score(reader: EventReader, articles: Sequence[Geoparsed]) -> Mapping[str, Any]:
    """The scorer's figures for the merged events of some articles."""
    return score_told(told_by(reader, articles), articles)


def told_by(reader: EventReader, articles: Sequence[Geoparsed]) -> Mapping[str, Sequence[Event]]:
    """The events that the reader finds in each article, by its id."""
    return {
        one.article.id: [event for event in reader.code(one.article, one.outcomes) if isinstance(event, Event)]
        for one in articles
    }


def score_told(told: Mapping[str, Sequence[Event]], articles: Sequence[Geoparsed]) -> Mapping[str, Any]:
    """The scorer's figures for events that were read before, merged among these articles."""
    golds = [gold for one in articles for gold in one.golds]
    events = merge([event for one in articles for event in told[one.article.id]])
    figures: Mapping[str, Any] = scorer().score(golds, [_row(event) for event in events])[0]
    return figures


def sure_and_right(
    told: Mapping[str, Sequence[Event]], articles: Sequence[Geoparsed], least: float = SURE
) -> tuple[int, int]:
    """How many drawn events have at least some probability, and of how many of these place, day and type are right."""
    rows = []
    for one in articles:
        sure = [event for event in told[one.article.id] if not event.doubtful and event.confidence >= least]
        golds = [{**gold, "article": one.article.id} for gold in one.golds]
        rows += [row["is"] for row in scorer().judge([_row(event) for event in sure], golds) if "drawn" in row["is"]]
    return len(rows), sum("trio" in row for row in rows)


def by_kind(
    told: Mapping[str, Sequence[Event]], articles: Sequence[Geoparsed], kinds: Mapping[str, str]
) -> Iterator[str]:
    """A line of a table for each kind of article that has news events, the largest first.

    Args:
        told: as `told_by` gives it.
        articles: those that are scored.
        kinds: the kind of each article by its id: its genre, say.
    """
    groups: dict[str, list[Geoparsed]] = {}
    for one in articles:
        groups.setdefault(kinds[one.article.id], []).append(one)
    yield "| | articles | drawn | place, day, type | false | news events | told | place, day, type |"
    yield "|---|---|---|---|---|---|---|---|"
    for kind, own in sorted(groups.items(), key=lambda item: -len(item[1])):
        figures = score_told(told, own)
        drawn, recall = figures["drawn"], figures["recall"]
        if recall["n"]:
            shown = (
                drawn["n"],
                drawn.get("trio"),
                drawn.get("false_marks"),
                recall["n"],
                recall["told"],
                recall["trio"],
            )
            yield f"| {kind} | {len(own)} | " + " | ".join("-" if one is None else str(one) for one in shown) + " |"


def print_scores() -> None:
    """Print the figures of the shipped reader on the gold, on held outlets, and on articles to choose bounds on."""
    reader, own = shipped_coder(), read_annotations()
    sets = {"gold": read_gold().articles, "held": own.of(Split.HELD), "choice": own.of(Split.CHOICE)}
    for name, annotated in sets.items():
        articles = geoparsed(annotated)
        told = told_by(reader, articles)
        print(table(name, score_told(told, articles)))
        sure, right = sure_and_right(told, articles)
        print(f"  of {sure} drawn with a probability of {SURE} and more {right} right")
        if name == "choice":
            continue
        for key in ("genre", "war"):
            kinds = {row["id"]: row[key] for row in read_lines(annotations_dir() / "kinds.jsonl")}
            print("\n".join(["", f"{name}, by {key}", *by_kind(told, articles, kinds), ""]))


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
        ((signs, _),) = network.read([Sentence(text=text)], 0)
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
