"""Makes one event of the reports that tell of the same deed, and can take it apart again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from geomap.languages import Languages
from geomap.linking.clusters import clusters
from geomap.linking.likeness import like, reasons
from geomap.linking.traits import Traits, traits
from geomap.linking.vocabulary import vocabulary
from geomap.records import Basis, Event, EventType, GeoPrecision, Grain, Report, Status, Tally, When, Where
from geomap.tallies import summed

_MOST_ACTORS = 8
_GRAINS = list(Grain)
_PRECISIONS = list(GeoPrecision)


def merge(events: Iterable[Event], languages: Languages | None = None) -> list[Event]:
    """One event for each deed, with all its reports, sorted by day, type and id.

    The order of `events` does not matter, and merging what is merged changes nothing. Two events become one only
    when every part of the one is like every part of the other (`likeness.alike`): better two marks for one deed than
    one mark for two.

    Args:
        events: coded from articles, or merged before.
        languages: the packs whose words part two events; those of geomap when None.
    """
    words = vocabulary(languages)
    parts = sorted({part.id: part for event in events for part in split(event)}.values(), key=_order)
    all_traits = [traits(part, words) for part in parts]
    merged = [
        _merged([parts[number] for number in group], [all_traits[number] for number in group])
        for group in clusters(all_traits)
    ]
    return sorted(merged, key=_order)


def split(event: Event) -> tuple[Event, ...]:
    """The events that were merged into this one, or the event itself; what a person decided holds for each."""
    if not event.parts:
        return (event,)
    if event.status is Status.MACHINE:
        return event.parts
    return tuple(replace(part, status=event.status) for part in event.parts)


def _order(event: Event) -> tuple[object, ...]:
    return event.when.first, event.when.last, event.event_type.value, event.id


def _merged(parts: Sequence[Event], their_traits: Sequence[Traits]) -> Event:
    if len(parts) == 1:
        return parts[0]
    where = min((part.where for part in parts), key=_vagueness)
    by_day = sorted(parts, key=lambda part: (part.reports[0].published, part.id))
    first = by_day[0]  # keeps its id when reports follow
    known = {part.id: one for part, one in zip(parts, their_traits, strict=True)}
    kind = _kind(parts, first)
    target = _said([part.target for part in by_day])
    return Event(
        id=first.id,
        event_type=kind,
        sub_event_type=_sub([part for part in parts if part.event_type is kind]),
        when=_when(parts),
        where=where,
        harm=_ranges(parts, [part.harm for part in parts]),
        quantities=_ranges(parts, [part.quantities for part in parts]),
        actors=tuple(dict.fromkeys(actor for part in parts for actor in part.actors))[:_MOST_ACTORS],
        initiator=_said([part.initiator for part in by_day]),
        target=target,
        target_kind=next((part.target_kind for part in by_day if part.target == target and target), ""),
        weapon=_said([part.weapon for part in by_day]),
        reports=_reports(parts),
        status=Status.CONFIRMED if any(part.status is Status.CONFIRMED for part in parts) else first.status,
        confidence=max(part.confidence for part in parts),
        doubtful=all(part.doubtful for part in parts),
        parent_id=first.parent_id,
        evidence=tuple(one for part in parts for one in part.evidence),
        parts=tuple(parts),
        why_merged=tuple(_why(first, part, known) for part in parts if part is not first),
    )


def _reports(parts: Sequence[Event]) -> tuple[Report, ...]:
    distinct = {_report_key(report): report for part in parts for report in part.reports}
    return tuple(report for _, report in sorted(distinct.items(), key=lambda item: item[0]))


def _report_key(report: Report) -> tuple[object, ...]:
    return report.published, report.article_id, report.field.value, report.span, report.place_span


def _kind(parts: Sequence[Event], first: Event) -> EventType:
    """The type most reports name; that of the earliest report where they are even."""
    votes = Counter(part.event_type for part in parts)
    return min(votes, key=lambda kind: (-votes[kind], kind is not first.event_type, kind.value))


def _why(first: Event, part: Event, known: Mapping[str, Traits]) -> str:
    one, other = sorted((first, part), key=_order)
    a, b = known[one.id], known[other.id]
    said = "; ".join(reasons(a, b, one, other)) if like(a, b) is not None else "like another part of it"
    return f"{part.reports[0].article_id}: {said}"


def _vagueness(where: Where) -> tuple[object, ...]:
    trust = where.place.trust if where.place else 0.0
    return _PRECISIONS.index(where.precision), -trust, where.wording, where.mention.article_id, where.mention.span


def _sub(parts: Sequence[Event]) -> str:
    """The sub-type most reports name; the surer one where they are even."""
    votes = Counter(part.sub_event_type for part in parts if part.sub_event_type)
    sure = {sub: max(part.confidence for part in parts if part.sub_event_type == sub) for sub in votes}
    return min(votes, key=lambda sub: (-votes[sub], -sure[sub], sub)) if votes else ""


def _said(names: Sequence[str | None]) -> str | None:
    """The name that most reports use, of these the earliest; None where none says any."""
    votes = Counter(name for name in names if name)
    return max(votes, key=votes.__getitem__) if votes else None


def _when(parts: Sequence[Event]) -> When:
    """The finest date that a report states; the article's own date only where none says more."""
    return min(
        (part.when for part in parts),
        key=lambda when: (
            when.basis is Basis.PUBLISHED,
            _GRAINS.index(when.grain),
            when.last - when.first,
            when.carried,
            when.first,
            when.wording,
        ),
    )


def _ranges(parts: Sequence[Event], tallies: Sequence[tuple[Tally, ...]]) -> tuple[Tally, ...]:
    """Per kind of harm the range over the reports; the figure of the latest report is the best one.

    Tallies of one report for one kind add up (two children, three soldiers); those of different reports never do.
    """
    kinds = sorted({tally.what for group in tallies for tally in group})
    made: list[Tally] = []
    for kind in kinds:
        dated = [
            (part.reports[0].published, part.id, summed([tally for tally in group if tally.what == kind]))
            for part, group in zip(parts, tallies, strict=True)
            if any(tally.what == kind for tally in group)
        ]
        told = [tally for _, _, tally in sorted(dated, key=lambda row: row[:2])]
        made.append(_range(kind, told))
    return tuple(made)


def _range(kind: str, told: Sequence[Tally]) -> Tally:
    """One tally from those of several reports, oldest first."""
    bests = [tally.best for tally in told if tally.best is not None]
    lows = [low for tally in told if (low := tally.low if tally.low is not None else tally.best) is not None]
    highs = [high for tally in told if (high := tally.high if tally.high is not None else tally.best) is not None]
    top = max(highs, default=None)
    is_open = any(tally.high is None and tally.low is not None and tally.best == top for tally in told)  # "at least 40"
    return Tally(
        what=kind,
        low=min(lows, default=None),
        best=bests[-1] if bests else None,
        high=None if is_open else top,
        wording="; ".join(dict.fromkeys(tally.wording for tally in told)),
        whom=told[0].whom if len({tally.whom for tally in told}) == 1 else "",
    )
