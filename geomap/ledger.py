"""The ledger of a run: what became of every article, mention and event, so that the closing table adds up."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from geomap import rows, schema
from geomap.boxes import is_inside
from geomap.linking.copies import Sketch, repeated, sketch
from geomap.records import Article, Coded, Event, GeoPrecision, Mention, Place, Reject, RunNotes, Stage
from geomap.schema import Row, Tables
from geomap.settings import Settings
from geomap.shipped import VERSION

DRAWN = ("drawn at a place", "drawn as an area", "listed", "unplaced", "doubtful")
DRAWN_AS_AREA = frozenset({GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.REGION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a batch of articles came to, without their texts."""

    articles: tuple[Row, ...]
    events: tuple[Event, ...]
    mentions: pd.DataFrame
    rejects: tuple[Reject, ...]
    n_carrying: int  # mentions that carry an event
    lost: tuple[Reject, ...] = ()  # articles that a fault of ours has cost
    sketches: Mapping[str, Sketch] = field(default_factory=dict)  # of the articles with events, by id


def lost_sheet(reject: Reject) -> Sheet:
    """Book an article that was lost."""
    none = schema.frame([], schema.MENTIONS)
    return Sheet(articles=(), events=(), mentions=none, rejects=(), n_carrying=0, lost=(reject,))


def sheet_of(batch: Sequence[Coded]) -> Sheet:
    """Book a batch: one row for each mention, with what became of it."""
    told = [row for coded in batch for row in _mention_rows(coded)]
    return Sheet(
        articles=tuple(
            rows.article_row(coded.geoparsed.article, n_mentions=len(coded.geoparsed.mentions), n_events=0)
            for coded in batch
        ),
        events=tuple(event for coded in batch for event in coded.events),
        mentions=schema.frame(told, schema.MENTIONS),
        rejects=tuple(reject for coded in batch for reject in _mention_rejects(coded)),
        n_carrying=sum(row["carries_event"] for row in told),
        sketches={coded.geoparsed.article.id: sketch(coded.geoparsed.article.text) for coded in batch if coded.events},
    )


def _mention_rows(coded: Coded) -> Iterator[Row]:
    carrying = _carrying(coded)
    reasons = {_where(reject.mention): reject.reason for reject in coded.left_out if reject.mention}
    for mention, outcome in zip(coded.geoparsed.mentions, coded.geoparsed.outcomes, strict=True):
        key = _where(mention)
        place, reason = (outcome, reasons.get(key)) if isinstance(outcome, Place) else (None, outcome.reason)
        yield rows.mention_row(mention, place, carries_event=key in carrying, reject=reason)


def _mention_rejects(coded: Coded) -> Iterator[Reject]:
    """The rejects of resolving and coding; a name that no gazetteer knows may still carry an unplaced event."""
    carrying = _carrying(coded)
    unresolved = (outcome for outcome in coded.geoparsed.outcomes if isinstance(outcome, Reject))
    for reject in (*unresolved, *coded.left_out):
        if not (reject.mention and _where(reject.mention) in carrying):
            yield reject


def _carrying(coded: Coded) -> frozenset[tuple[str, int]]:
    return frozenset(_where(event.where.mention) for event in coded.events)


def _where(mention: Mention) -> tuple[str, int]:
    return mention.field.value, mention.span.start


@dataclass(slots=True)
class Ledger:
    """Collects the sheets of a run; `close` gives its tables."""

    settings: Settings
    sheets: list[Sheet] = field(default_factory=list)
    unread: list[Reject] = field(default_factory=list)  # articles, or parts of them, that could not be read
    n_articles: int = 0

    def articles_of(self, items: Iterable[Article | Reject]) -> Iterator[Article]:
        """Pass the articles on and book the rejects among them."""
        for item in items:
            if isinstance(item, Reject):
                self.unread.append(item)
            else:
                yield item

    def add(self, sheet: Sheet) -> None:
        """Enter a batch."""
        self.sheets.append(sheet)
        self.unread.extend(sheet.lost)
        self.n_articles += len(sheet.articles)

    @property
    def villages_of(self) -> frozenset[str]:
        """ISO 3166-1 alpha-2 codes of the countries of which a village layer answered for a mention."""
        found: set[str] = set()
        for sheet in self.sheets:
            ids = sheet.mentions["place_id"].fillna("")
            layered = (ids != "") & ~ids.str.startswith(("geonames:", "geomap:", "own:"))
            found.update(sheet.mentions.loc[layered, "country"].dropna())
        return frozenset(found)

    @property
    def events(self) -> list[Event]:
        """All events entered so far, as coded: not merged, not filtered."""
        return [event for sheet in self.sheets for event in sheet.events]

    def close(
        self,
        *,
        events: Sequence[Event],
        filtered: Sequence[Reject],
        areas: gpd.GeoDataFrame,
        gazetteer_hash: str,
        licences: Sequence[str],
    ) -> Tables:
        """Sum the run up.

        Args:
            events: the events to show, merged and filtered.
            filtered: a Reject for each event that a filter left out.
            areas: the outlines of the areas among them, as `schema.AREAS` says.
            gazetteer_hash: the gazetteer's fingerprint.
            licences: one credit line for each source of data.
        """
        rejects = [*self.unread, *(reject for sheet in self.sheets for reject in sheet.rejects), *filtered]
        rejects.sort(key=lambda reject: (reject.article_id or "", reject.stage, reject.subject, reject.reason))
        sketches = {article: one for sheet in self.sheets for article, one in sheet.sketches.items()}
        told, event_rows, report_rows = rows_of(events, sketches)
        reports = sorted(
            report_rows, key=lambda row: (row["event_id"], row["published"], row["article_id"], row["quote_start"])
        )
        return Tables(
            events=schema.geoframe(event_rows, schema.EVENTS),
            reports=schema.frame(reports, schema.REPORTS),
            articles=self._article_frame(reports),
            mentions=self._mention_frame(),
            areas=areas,
            rejects=schema.frame([rows.reject_row(reject) for reject in rejects], schema.REJECTS),
            notes=RunNotes(
                title=self.settings.title,
                version=VERSION,
                settings_hash=self.settings.hash,
                gazetteer_hash=gazetteer_hash,
                licences=tuple(licences),
                counts=tuple(
                    {**self._counts(told, filtered), **reprints([bool(row["reprint_of"]) for row in reports])}.items()
                ),
                rejects=tuple(
                    sorted(
                        Counter(reject.reason for reject in rejects if reject.stage is not Stage.NOTE).items(),
                        key=lambda item: (-item[1], item[0]),
                    )
                ),
            ),
        )

    def _counts(self, told: Sequence[Event], filtered: Sequence[Reject]) -> dict[str, int]:
        """The closing table; in each block the indented rows add up to the one above them."""
        n_unread = sum(reject.article_id is None for reject in self.unread)  # with an id, only a part was lost
        drawn = Counter(drawn_as(event.where.precision, doubtful=event.doubtful) for event in told)
        by_stage = Counter(reject.stage for sheet in self.sheets for reject in sheet.rejects)
        n_mentions = sum(len(sheet.mentions) for sheet in self.sheets)
        return {
            "articles": self.n_articles + n_unread,
            "  read": self.n_articles,
            "  rejected": n_unread,
            "mentions of places": n_mentions,
            "  carrying an event": sum(sheet.n_carrying for sheet in self.sheets),
            "  placed, without an event": by_stage[Stage.CODE],
            "  not placed": by_stage[Stage.RESOLVE],
            "events coded": len(self.events),
            "  merged into another": len(self.events) - len(told) - len(filtered),
            "  left out by a filter": len(filtered),
            **{f"  {how}": drawn[how] for how in DRAWN},
        }

    def _article_frame(self, reports: Sequence[Row]) -> pd.DataFrame:
        per_article = Counter(
            article_id for article_id, _ in {(report["article_id"], report["event_id"]) for report in reports}
        )
        rows = [
            {**row, "n_events": per_article[row["id"]]}
            for row in sorted(
                (row for sheet in self.sheets for row in sheet.articles), key=lambda row: (row["published"], row["id"])
            )
        ]
        return schema.frame(rows, schema.ARTICLES)

    def _mention_frame(self) -> pd.DataFrame:
        if not self.sheets:
            return schema.frame([], schema.MENTIONS)
        mentions = pd.concat([sheet.mentions for sheet in self.sheets], ignore_index=True)
        return mentions.sort_values(["article_id", "field", "start"], ignore_index=True)


def rows_of(events: Iterable[Event], sketches: Mapping[str, Sketch]) -> tuple[list[Event], list[Row], list[Row]]:
    """The events in the order of their table, their rows, and the rows of their reports.

    Args:
        events: merged and filtered.
        sketches: of the articles that tell them; of those alike the later ones are reprints.
    """
    told = sorted(events, key=lambda event: (event.when.first, event.where.wording, event.id))
    repeats = [repeated(sketches, [report.article_id for report in event.reports]) for event in told]
    pairs = list(zip(told, repeats, strict=True))
    event_rows = [rows.event_row(event, known) for event, known in pairs]
    return told, event_rows, [row for event, known in pairs for row in rows.report_rows(event, known)]


def reprints(reports: Sequence[bool]) -> dict[str, int]:
    """The lines of the closing table on reports, of each of which it is said whether it repeats another's text."""
    n_reprints = sum(reports)
    own = {"reports": len(reports), "  in a text of their own": len(reports) - n_reprints}
    return {**own, "  in a reprint or another version of it": n_reprints} if n_reprints else {}


def drawn_as(precision: str, *, doubtful: bool) -> str:
    """What becomes of an event of such a `GeoPrecision` on a map: one of `DRAWN`."""
    if doubtful:
        return "doubtful"
    if precision == GeoPrecision.NONE:
        return "unplaced"
    if precision == GeoPrecision.COUNTRY:
        return "listed"
    return "drawn as an area" if precision in DRAWN_AS_AREA else "drawn at a place"


def drawn_in(events: pd.DataFrame) -> Counter[str]:
    """How many events of a table are drawn in each way of `DRAWN`."""
    each = zip(events["geo_precision"], events["doubtful"], strict=True)
    return Counter(drawn_as(precision, doubtful=is_doubtful) for precision, is_doubtful in each)


def sieve(events: Iterable[Event], settings: Settings) -> tuple[list[Event], list[Reject]]:
    """Part the events that the settings want from those they leave out, each with the filter that did it."""
    kept: list[Event] = []
    left_out: list[Reject] = []
    for event in events:
        reason = _unwanted(event, settings)
        if reason:
            subject = f"{event.sub_event_type or event.event_type.value}, {event.where.wording}, {event.when.first}"
            article_id = event.reports[0].article_id
            left_out.append(Reject(stage=Stage.FILTER, subject=subject, reason=reason, article_id=article_id))
        else:
            kept.append(event)
    return kept, left_out


def _unwanted(event: Event, settings: Settings) -> str | None:
    """The first filter that leaves the event out. A fuzzy date stays while it may lie in the asked range."""
    place = event.where.place
    if not event.when.within(since=settings.since, until=settings.until):
        return "outside the dates asked for"
    if settings.types and event.event_type.value not in settings.types:
        return "of another type than asked for"
    if settings.countries and (place is None or place.candidate.country not in settings.countries):
        return "outside the countries asked for"
    if settings.bbox and not _in_box(event, settings.bbox):
        return "outside the box asked for"
    return None


def _in_box(event: Event, box: tuple[float, float, float, float]) -> bool:
    at = event.where.at
    return at is not None and is_inside(box, at.lon, at.lat)
