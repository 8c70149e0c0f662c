"""An article cut into sentences, each with what the grammars of its language find in it when they are asked."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from geomap.events import participants
from geomap.events.casualties import Counted, find_harm, find_quantities
from geomap.events.dates import Dated, find_dates
from geomap.events.participants import Participants, find_participants
from geomap.events.tokens import Sentence
from geomap.events.triggers import Trigger, find_triggers
from geomap.languages import LanguagePack
from geomap.records import Article, Field, Span
from geomap.sentences import Unbroken, sentence_spans, unbroken

_LONGEST = 1200  # characters


class _Reading:
    """What a sentence says by its own words, wherever it stands; each part is read when asked for, once."""

    def __init__(self, text: str, pack: LanguagePack) -> None:
        self.sentence = Sentence(text=text)
        self.pack = pack

    @cached_property
    def triggers(self) -> tuple[Trigger, ...]:
        return find_triggers(self.sentence, self.pack)

    @cached_property
    def actors(self) -> tuple[str, ...]:
        return participants.find_actors(self.sentence, self.pack)

    @cached_property
    def claimant(self) -> str | None:
        return participants.claimant(self.sentence, self.pack)

    @cached_property
    def harm(self) -> tuple[Counted, ...]:
        return find_harm(self.sentence, self.pack)

    @cached_property
    def quantities(self) -> tuple[Counted, ...]:
        return find_quantities(self.sentence, self.pack)


@lru_cache(maxsize=2048)  # agency copy runs in many outlets; about 10 MB
def _reading(text: str, pack: LanguagePack) -> _Reading:
    return _Reading(text, pack)


@dataclass(frozen=True, slots=True)
class _FieldText:
    """A field of an article, as given and with its cut words whole."""

    field: Field
    given: str
    whole: Unbroken


class ReadSentence:
    """One sentence in its article; words that a line's end cuts are read whole."""

    def __init__(self, reading: _Reading, within: _FieldText, *, published: dt.date, start: int, index: int) -> None:
        self._reading = reading
        self._within = within
        self.sentence = reading.sentence
        self.pack = reading.pack
        self.start = start  # where the sentence begins in its field
        self.field = within.field
        self.index = index  # among the sentences of its field
        self.published = published

    @property
    def span(self) -> Span:
        """Where the sentence stands in its field."""
        return Span(start=self.start, end=self.start + len(self.sentence.text))

    def stretch(self, start: int, end: int) -> Span:
        """Where code points of the sentence as read stand in its field as given."""
        return Span(
            start=self._within.whole.true(self.start + start), end=self._within.whole.true_end(self.start + end)
        )

    @property
    def quote(self) -> str:
        """Its words as given."""
        return self._within.given[self.start : self.span.end]

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The words that rules take for an event, the barred ones with the reason."""
        return self._reading.triggers

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """The date expressions, against the article's date."""
        return self.dates_from(None)

    def dates_from(self, anchor: dt.date | None) -> tuple[Dated, ...]:
        """The date expressions, with "the day before" counted from `anchor`."""
        return find_dates(self.sentence, published=self.published, anchor=anchor, pack=self.pack)

    def sides(self, trigger: tuple[int, int]) -> Participants:
        """Who did it and to whom, by the grammar around the words of a trigger (code points of the sentence)."""
        return find_participants(self.sentence, trigger, self.pack)

    @property
    def actors(self) -> tuple[str, ...]:
        """Those who act or are acted upon."""
        return self._reading.actors

    @property
    def claimant(self) -> str | None:
        """By whose word it is told."""
        return self._reading.claimant

    @property
    def harm(self) -> tuple[Counted, ...]:
        """The people harmed."""
        return self._reading.harm

    @property
    def quantities(self) -> tuple[Counted, ...]:
        """The things counted."""
        return self._reading.quantities


def read(article: Article, pack: LanguagePack) -> dict[Field, Sequence[ReadSentence]]:
    """The sentences of title and text in their order, read with the words of their language."""
    return {field: _sentences(article, field, pack) for field in (Field.TITLE, Field.TEXT)}


def _sentences(article: Article, field: Field, pack: LanguagePack) -> list[ReadSentence]:
    text = article.title if field is Field.TITLE else article.text
    within = _FieldText(field, text, unbroken(text, pack.code))
    return [
        ReadSentence(
            _reading(within.whole.text[start:end], pack), within, published=article.published, start=start, index=index
        )
        for index, (start, end) in enumerate(_pieces(text, sentence_spans(text, pack.code)))
    ]


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences; what is longer than any sentence, a table or a list, is read in pieces."""
    for start, end in spans:
        while end - start > _LONGEST:
            cut = text.rfind(" ", start + 1, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            yield start, cut
            start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())  # noqa: PLW2901 - what is left of it
        if start < end:
            yield start, end
