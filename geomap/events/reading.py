"""An article as the event coder reads it: its sentences in order, each with the deeds and dates it tells."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from geomap.events import actors
from geomap.events.coding import Coded, code_sentence
from geomap.events.dates import Dated, find_dates
from geomap.events.deeds import Deed
from geomap.events.harm import Counted, find_harm, find_quantities
from geomap.events.sides import Sides, sides
from geomap.events.tokens import Sentence
from geomap.records import Article, EventType, Field, Span
from geomap.sentences import sentence_spans


class _Reading:
    """What a sentence tells by its own words, wherever it stands; each part is read when asked for, once."""

    def __init__(self, text: str, language: str) -> None:
        self.sentence = Sentence(text=text)
        self.language = language
        self._sides: dict[tuple[int, int], Sides] = {}

    def sides(self, deed: Deed) -> Sides:
        cue = (deed.start, deed.end)
        if cue not in self._sides:
            self._sides[cue] = sides(self.sentence, cue, self.language)
        return self._sides[cue]

    @cached_property
    def coded(self) -> Coded:
        return code_sentence(self.sentence, self.language)

    @cached_property
    def counts_from_a_day(self) -> bool:
        said = not self.sentence.vocabulary.isdisjoint(_COUNTING)
        return said or "that day" in self.sentence.lower or "that night" in self.sentence.lower

    @cached_property
    def actors(self) -> tuple[str, ...]:
        return actors.find_actors(self.sentence, self.language)

    @cached_property
    def claimant(self) -> str | None:
        return actors.claimant(self.sentence, self.language)

    @cached_property
    def harm(self) -> tuple[Counted, ...]:
        return find_harm(self.sentence, self.language)

    @cached_property
    def quantities(self) -> tuple[Counted, ...]:
        return find_quantities(self.sentence, self.language)


@lru_cache(maxsize=2048)  # agency copy runs in many outlets; about 10 MB
def _reading(text: str, language: str) -> _Reading:
    return _Reading(text, language)


class Told:
    """One sentence in its article; what it tells is read when asked for, once."""

    def __init__(self, article: Article, text: str, *, start: int, field: Field, index: int) -> None:
        self._reading = _reading(text, article.language)
        self.sentence = self._reading.sentence
        self.start = start  # where the sentence begins in its field
        self.field = field
        self.index = index  # among the sentences of its field
        self.published = article.published
        self.language = article.language
        self._dates_from: dict[dt.date, tuple[Dated, ...]] = {}
        self.before: Sequence[Told] = ()  # the last few sentences

    @property
    def coded(self) -> Coded:
        """The deeds with their probabilities."""
        return self._reading.coded

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        """The deeds, with the barred ones; damage and deaths after a strike are told as part of it."""
        deeds = self.coded.deeds
        live = [deed for deed in deeds if deed.barrier is None]
        if not live or any(deed.rule not in _CONSEQUENCES for deed in live):
            return deeds
        cause = next((deed for told in self.before for deed in told.coded.deeds if _is_cause(deed)), None)
        if cause is None or _PASSIVE.isdisjoint(self.sentence.vocabulary):
            return deeds
        return tuple(
            replace(deed, event_type=cause.event_type, sub=cause.sub) if deed.barrier is None else deed
            for deed in deeds
        )

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """The date expressions, read without an anchor."""
        return find_dates(self.sentence, published=self.published, language=self.language)

    def dates_from(self, anchor: dt.date | None) -> tuple[Dated, ...]:
        """The date expressions, with "the day before" counted from `anchor`."""
        if anchor is None or not self.counts_from_a_day:
            return self.dates
        if anchor not in self._dates_from:
            self._dates_from[anchor] = find_dates(
                self.sentence, published=self.published, anchor=anchor, language=self.language
            )
        return self._dates_from[anchor]

    @property
    def counts_from_a_day(self) -> bool:
        """Whether the sentence may count from a day named before it."""
        return self._reading.counts_from_a_day

    @property
    def actors(self) -> tuple[str, ...]:
        """Those who act or are acted upon."""
        return self._reading.actors

    def sides(self, deed: Deed) -> Sides:
        """Who did the deed, and to whom."""
        return self._reading.sides(deed)

    @property
    def claimant(self) -> str | None:
        """By whose word it is told."""
        return self._reading.claimant

    @property
    def span(self) -> Span:
        """Where the sentence stands in its field."""
        return Span(start=self.start, end=self.start + len(self.sentence.text))

    @property
    def harm(self) -> tuple[Counted, ...]:
        """The people harmed."""
        return self._reading.harm

    @property
    def quantities(self) -> tuple[Counted, ...]:
        """The things counted."""
        return self._reading.quantities


_CONSEQUENCES = frozenset({"killing", "property"})  # rules whose words may name what a strike did
_COUNTING = frozenset({"before", "earlier", "later", "previous", "following", "next", "same", "after"})
_PASSIVE = frozenset({"were", "was", "been", "died", "dead"})
_LONGEST = 1200  # characters
_CAUSE_BACK = 3  # sentences


def _is_cause(deed: Deed) -> bool:
    return deed.barrier is None and deed.event_type is EventType.EXPLOSIONS


def read(article: Article) -> dict[Field, Sequence[Told]]:
    """The sentences of title and text in their order."""
    return {field: _told(article, field) for field in (Field.TITLE, Field.TEXT)}


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


def _told(article: Article, field: Field) -> list[Told]:
    text = article.title if field is Field.TITLE else article.text
    sentences = [
        Told(article, text[start:end], start=start, field=field, index=index)
        for index, (start, end) in enumerate(_pieces(text, sentence_spans(text, article.language)))
    ]
    for told in sentences:
        told.before = sentences[max(0, told.index - _CAUSE_BACK) : told.index][::-1]
    return sentences
