"""Turns records into rows of the tables: every field of a record finds its column here."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from shapely import Point

from geomap.records import Article, Event, GeoPrecision, Mention, Place, Reject, Report, Tally
from geomap.schema import DATE_PREC, Row

_NONE: Mapping[str, str] = {}
_AREAS = frozenset({GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.REGION, GeoPrecision.COUNTRY})


def event_row(event: Event, repeats: Mapping[str, str] = _NONE) -> Row:
    """An event as a row of EVENTS, with `geometry`; `repeats` has the articles that repeat another one's text."""
    first = event.reports[0]
    return {
        "id": event.id,
        "event_type": event.event_type.value,
        "sub_event_type": event.sub_event_type,
        **_when_cells(event),
        **_where_cells(event),
        **_harm_cells(event.harm),
        "quantities": _tallies_json(event.quantities),
        "actors": "; ".join(event.actors),
        "initiator": event.initiator,
        "target": event.target,
        "target_kind": event.target_kind,
        "weapon": event.weapon,
        "claimant": first.claimant,
        "quote": first.quote,
        "title": first.title,
        "url": first.url,
        "archive": first.archive,
        "outlet": first.outlet,
        "published": first.published,
        "article_id": first.article_id,
        "n_reports": len(event.reports),
        "n_independent": len({report.article_id for report in event.reports} - repeats.keys()),
        "status": event.status.value,
        "confidence": event.confidence,
        "doubtful": event.doubtful,
        "parent_id": event.parent_id,
    }


def _when_cells(event: Event) -> Row:
    when = event.when
    return {
        "date_start": when.first,
        "date_end": when.last,
        "date_grain": when.grain.value,
        "date_prec": DATE_PREC[when.grain],
        "date_basis": when.basis.value,
        "date_wording": when.wording,
        "date_carried": when.carried,
    }


def _where_cells(event: Event) -> Row:
    where, place = event.where, event.where.place
    drawn = where.at if where.at and not event.doubtful else None
    possible = where.at if where.at and event.doubtful else None
    own = place.candidate.at if place and where.precision in _AREAS and not event.doubtful else None
    return {
        **_place_cells(place),
        "place": place.candidate.name if place else where.wording,
        "place_wording": where.wording,
        "geo_precision": GeoPrecision.NONE.value if event.doubtful else where.precision.value,
        "possible_precision": where.precision.value if event.doubtful else None,
        "possible_longitude": possible.lon if possible else None,
        "possible_latitude": possible.lat if possible else None,
        "place_longitude": own.lon if own else None,
        "place_latitude": own.lat if own else None,
        "reach_km": where.reach_km,
        "repair": repair_receipt(place) if place else None,
        "geometry": Point(drawn.lon, drawn.lat) if drawn else None,
    }


def _place_cells(place: Place | None) -> Row:
    """The cells that events and mentions share."""
    if place is None:
        empty = ("place_id", "place", "country", "admin1", "admin2", "feature_code", "reach_km", "trust", "why")
        return dict.fromkeys((*empty, "repaired_from", "runners_up"))
    found = place.candidate
    return {
        "place_id": found.id,
        "place": found.name,
        "country": found.country,
        "admin1": found.admin1,
        "admin2": found.admin2,
        "feature_code": found.feature_code,
        "reach_km": found.reach_km,
        "trust": place.trust,
        "why": "; ".join(place.why),
        "repaired_from": place.repaired_from,
        "runners_up": "; ".join(
            ", ".join(part for part in (other.name, other.admin1, other.country) if part) for other in place.runners_up
        ),
    }


def repair_receipt(place: Place) -> str | None:
    """The receipt of a repair in words, or None: "Kharviv -> Kharkiv (typo, distance 1, runner-up ...)"."""
    repair = place.repair
    if repair is None:
        return None
    runner_up = f", runner-up {repair.runner_up}" if repair.runner_up else ""
    return f"{repair.read} -> {repair.taken_as} (repaired: {repair.kind}, distance {repair.distance}{runner_up})"


def _harm_cells(harm: Sequence[Tally]) -> Row:
    cells: Row = {"harm": _tallies_json(harm)}
    for what in ("killed", "injured"):
        tally = next((tally for tally in harm if tally.what == what), None)
        for bound in ("low", "best", "high"):
            cells[f"{what}_{bound}"] = getattr(tally, bound) if tally else None
    return cells


def _tallies_json(tallies: Iterable[Tally]) -> str:
    return json.dumps([asdict(tally) for tally in tallies], ensure_ascii=False)


def report_rows(event: Event, repeats: Mapping[str, str] = _NONE) -> list[Row]:
    """The reports of an event as rows of REPORTS; `repeats` has the articles that repeat another one's text."""
    parts = {report: part for part in event.parts for report in part.reports}
    return [
        {**_report_row(event.id, report, parts.get(report, event)), "reprint_of": repeats.get(report.article_id)}
        for report in event.reports
    ]


def _report_row(event_id: str, report: Report, part: Event) -> Row:
    """The row of a report, with what it says by itself: `part` is the event before others were merged with it."""
    place = part.where.place
    return {
        "event_id": event_id,
        "article_id": report.article_id,
        "title": report.title,
        "url": report.url,
        "archive": report.archive,
        "outlet": report.outlet,
        "published": report.published,
        "field": report.field.value,
        "quote": report.quote,
        "quote_start": report.span.start,
        "quote_end": report.span.end,
        "place_start": report.place_span.start,
        "place_end": report.place_span.end,
        "cue_start": report.cue_span.start,
        "cue_end": report.cue_span.end,
        "claimant": report.claimant,
        "place": place.candidate.name if place else part.where.wording,
        "geo_precision": part.where.precision.value,
        "date_start": part.when.first,
        "date_end": part.when.last,
        "date_grain": part.when.grain.value,
        "harm": _tallies_json(part.harm),
    }


def article_row(article: Article, *, n_mentions: int, n_events: int) -> Row:
    """An article as a row of ARTICLES; its text stays behind."""
    return {
        "id": article.id,
        "title": article.title,
        "published": article.published,
        "url": article.url,
        "archive": article.archive,
        "outlet": article.outlet,
        "language": article.language,
        "n_mentions": n_mentions,
        "n_events": n_events,
    }


def mention_row(mention: Mention, place: Place | None, *, carries_event: bool, reject: str | None) -> Row:
    """A mention and what became of it as a row of MENTIONS."""
    at = place.candidate.at if place else None
    return {
        "article_id": mention.article_id,
        "field": mention.field.value,
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "role": mention.role.value,
        "score": mention.score,
        **_place_cells(place),
        "lon": at.lon if at else None,
        "lat": at.lat if at else None,
        "carries_event": carries_event,
        "reject": reject,
    }


def _whole_letters(text: str) -> str:
    """The text without the half letters that stand for bytes of file names: no file could hold them."""
    return text.encode("utf-8", "replace").decode("utf-8")


def reject_row(reject: Reject) -> Row:
    """A reject as a row of REJECTS."""
    return {
        "stage": reject.stage.value,
        "subject": _whole_letters(reject.subject),
        "reason": _whole_letters(reject.reason),
        "detail": _whole_letters(reject.detail),
        "article_id": reject.article_id,
    }
