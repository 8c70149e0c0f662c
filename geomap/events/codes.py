"""The coding of every sentence of an article, for those who want it without the map."""

from collections.abc import Iterator, Sequence

from geomap.events.coding import no_event_probability
from geomap.events.deeds import Deed
from geomap.events.reading import Told, read
from geomap.events.sides import Sides
from geomap.events.timing import HISTORY, is_history, when_of
from geomap.records import Article, Field, SentenceCode, Span


def sentence_codes(article: Article) -> Iterator[SentenceCode]:
    """The coding of each sentence of title and text, in their order."""
    sentences = read(article)
    for field, story in sentences.items():
        for told in story:
            yield _code(told, story, sentences[Field.TEXT] if field is Field.TITLE else ())


def _code(told: Told, story: Sequence[Told], body: Sequence[Told]) -> SentenceCode:
    deed = told.coded.main
    barrier = deed.barrier if deed else None
    when = when_of(deed, told, story, body) if deed and barrier is None else None
    if when is not None and is_history(when, told.published):
        barrier, when = HISTORY, None
    live = deed is not None and barrier is None
    sides = told.sides(deed) if deed and live else Sides()
    return SentenceCode(
        field=told.field,
        span=told.span,
        event_type=deed.event_type if deed and live else None,
        sub_event_type=deed.sub if deed and live else "",
        probability=_probability(told),
        barrier=barrier,
        cue=_cue(told, deed),
        when=when,
        harm=tuple(counted.tally for counted in told.harm),
        quantities=tuple(counted.tally for counted in told.quantities),
        actors=told.actors if live else (),
        claimant=told.claimant,
        initiator=sides.initiator,
        target=sides.target,
        target_kind=sides.target_kind,
    )


def _probability(told: Told) -> float:
    known = told.coded.probability
    return no_event_probability(told.sentence) if known is None else known


def _cue(told: Told, deed: Deed | None) -> Span | None:
    if deed is None:
        return None
    return Span(start=told.start + deed.start, end=told.start + deed.end)
