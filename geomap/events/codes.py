"""The coding of every sentence of an article, for those who want it without the map."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events import actors
from geomap.events.deeds import Deed
from geomap.events.reading import Told, read
from geomap.events.timing import when_of
from geomap.records import Article, EventType, Field, Span, Tally, When


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCode:
    """What a sentence tells; `event_type` is None when it tells no event."""

    field: Field
    span: Span  # of the sentence, in code points of the field
    event_type: EventType | None
    sub_event_type: str  # "" where the text leaves it open
    probability: float  # 0..1, of `event_type`, or of "no event"
    barrier: str | None  # why words that name a deed are no event here
    cue: Span | None  # the words that name the deed, in code points of the field
    when: When | None
    harm: tuple[Tally, ...]
    quantities: tuple[Tally, ...]
    actors: tuple[str, ...]
    claimant: str | None


def sentence_codes(article: Article) -> Iterator[SentenceCode]:
    """The coding of each sentence of title and text, in their order."""
    sentences = read(article)
    for field, story in sentences.items():
        for told in story:
            yield _code(told, story, sentences[Field.TEXT] if field is Field.TITLE else ())


def _code(told: Told, story: Sequence[Told], body: Sequence[Told]) -> SentenceCode:
    deed = told.coded.main
    live = deed is not None and deed.barrier is None
    return SentenceCode(
        field=told.field,
        span=told.span,
        event_type=deed.event_type if deed and live else None,
        sub_event_type=deed.sub if deed and live else "",
        probability=told.coded.probability,
        barrier=deed.barrier if deed else None,
        cue=_cue(told, deed),
        when=when_of(deed, told, story, body) if deed and live else None,
        harm=tuple(counted.tally for counted in told.harm),
        quantities=tuple(counted.tally for counted in told.quantities),
        actors=actors.find_actors(told.sentence, told.language) if live else (),
        claimant=actors.claimant(told.sentence, told.language),
    )


def _cue(told: Told, deed: Deed | None) -> Span | None:
    if deed is None:
        return None
    return Span(start=told.sentence.start + deed.start, end=told.sentence.start + deed.end)
