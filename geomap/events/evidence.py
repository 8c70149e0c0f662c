"""From which sentence each part of an event was read, and what spoke against."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geomap.events.document import Line
from geomap.events.weapons import weapon
from geomap.records import Evidence

if TYPE_CHECKING:
    from geomap.events.reader import Assessed


def evidence(found: "Assessed") -> Iterator[Evidence]:
    """The sentences that tell the event, then those of its parts, then the places that spoke against its own."""
    draft = found.draft
    for number, sure in draft.lines.items():
        line = draft.line(number)
        yield _of(found, "told", line, draft.event_type.value, line.told * sure)
    yield _of(found, "place", draft.line(draft.named.line), draft.named.mention.surface, draft.named.told)
    if found.day.line is not None:
        yield _of(found, "day", draft.line(found.day.line), found.day.when.wording, found.day_sure)
    for kind, toll in found.tolls.items():
        yield _of(found, kind, draft.line(toll.line), toll.tally.wording, toll.told)
    for side, (actor, sure) in found.sides.items():
        yield _of(found, side, draft.line(actor.line), actor.name, sure)
    means = weapon(draft)
    if means is not None:
        yield _of(found, "weapon", draft.line(means.line), means.name, means.probability)
    for told in draft.told:
        if told.site.option is not draft.option:
            yield _of(found, "against", told.line, told.site.option.candidate.name, told.probability)


def _of(found: "Assessed", slot: str, line: Line, said: str, probability: float) -> Evidence:
    return Evidence(
        slot=slot,
        article_id=found.draft.document.article.id,
        field=line.said.field,
        span=line.said.span,
        quote=line.said.quote,
        said=said,
        probability=round(probability, 3),
    )
