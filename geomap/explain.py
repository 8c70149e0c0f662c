"""Says in words why an event stands where it stands: the words read, the place chosen, the reports merged."""

from collections.abc import Iterator

from geomap.records import Basis, Candidate, Event, Place, Report, Span, Tally, When
from geomap.rows import repair_receipt

BASES = {
    Basis.STATED: "a date stated",
    Basis.WEEKDAY: "a weekday, counted from the article's date",
    Basis.RELATIVE: "words relative to the article's date",
    Basis.PUBLISHED: "nothing said: the article's own date",
}


def explain(event: Event) -> str:
    """The explanation as plain text, some lines long."""
    return "\n".join(_lines(event)) + "\n"


def _lines(event: Event) -> Iterator[str]:
    kind = f"{event.event_type.value}: {event.sub_event_type}" if event.sub_event_type else event.event_type.value
    yield f"{event.id}  {kind}"
    doubt = ": too little to draw it" if event.doubtful else ""
    yield f"status {event.status.value}, {event.confidence:.0%} sure of place, day and type{doubt}"
    yield ""
    yield from _when(event.when)
    yield ""
    yield from _where(event)
    for name, tallies in (("harm", event.harm), ("counted", event.quantities)):
        yield from _tallies(name, tallies)
    if event.actors:
        yield f"actors  {'; '.join(event.actors)}"
    if event.initiator:
        yield f"by  {event.initiator}"
    if event.target:
        yield f"on  {event.target}" + (f" ({event.target_kind})" if event.target_kind else "")
    if event.weapon:
        yield f"with  {event.weapon}"
    for number, report in enumerate(event.reports, start=1):
        yield ""
        yield from _report(number, report)
    yield from _evidence(event)
    if event.parts:
        yield ""
        yield f"merged from {len(event.parts)} events: {', '.join(part.id for part in event.parts)}"
        yield from (f"  because {reason}" for reason in event.why_merged)


def _evidence(event: Event) -> Iterator[str]:
    """The sentences that the event was read from, each once, with what was read from it and how sure that is."""
    read: dict[str, list[str]] = {}
    for one in event.evidence:
        against = "another place" if one.slot == "against" else one.slot
        said = f' "{one.said}"' if one.said and one.slot != "told" else ""
        read.setdefault(one.quote, []).append(f"{against}{said} {one.probability:.0%}")
    if read:
        yield ""
        yield f"read from {len(read)} sentence" + "s" * (len(read) > 1)
    for quote, parts in read.items():
        yield f"        {quote}"
        yield f"          {'; '.join(parts)}"


def _when(when: When) -> Iterator[str]:
    days = f"{when.first}" if when.first == when.last else f"{when.first} to {when.last}"
    yield f"when    {days} ({when.grain.value})"
    words = f'"{when.wording}", ' if when.wording else ""
    carried = ", carried over from an earlier sentence" if when.carried else ""
    yield f"        read from {words}{BASES[when.basis]}{carried}"


def _where(event: Event) -> Iterator[str]:
    where = event.where
    reach = "" if where.reach_km is None else f", within {where.reach_km:.0f} km"
    yield f'where   "{where.wording}" ({where.precision.value}{reach})'
    if where.place is None:
        yield "        no place of the gazetteer was taken for it"
        return
    yield from _place(where.place)


def _place(place: Place) -> Iterator[str]:
    yield f"        taken for {_named(place.candidate)} {place.candidate.id}, {place.trust:.0%} sure"
    if receipt := repair_receipt(place):
        yield f"        {receipt}"
    yield from (f"        because {reason}" for reason in place.why)
    yield from (f"        rather than {_named(other)} {other.id}" for other in place.runners_up)


def _named(candidate: Candidate) -> str:
    parts = (candidate.name, candidate.admin2, candidate.admin1, candidate.country)
    return ", ".join(dict.fromkeys(part for part in parts if part)) + f" [{candidate.feature_code}]"


def _tallies(name: str, tallies: tuple[Tally, ...]) -> Iterator[str]:
    for tally in tallies:
        bounds = ["?" if bound is None else str(bound) for bound in (tally.low, tally.best, tally.high)]
        whom = f" {tally.whom}" if tally.whom else ""
        yield f'{name:<7} {tally.what}{whom}: low {bounds[0]}, best {bounds[1]}, high {bounds[2]} ("{tally.wording}")'


def _report(number: int, report: Report) -> Iterator[str]:
    source = ", ".join(str(part) for part in (report.outlet, report.published, report.url) if part)
    yield f"report {number}  {report.title or report.article_id} ({source})"
    yield f"        {_marked(report)}"
    if report.claimant:
        yield f"        by the word of {report.claimant}"


def _marked(report: Report) -> str:
    """The quote with the place in square brackets and the words of the deed in curly ones."""
    marks = [(report.place_span, "[", "]"), (report.cue_span, "{", "}")]
    text, shift = report.quote, report.span.start
    for span, before, after in sorted(marks, key=lambda mark: -mark[0].start):
        inner = Span(start=span.start - shift, end=span.end - shift)
        if 0 <= inner.start < inner.end <= len(report.quote):
            text = text[: inner.start] + before + text[inner.start : inner.end] + after + text[inner.end :]
    return text
