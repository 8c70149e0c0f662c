"""An article as the event coder reads it: its sentences in order, each with the deeds and dates it tells."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from geomap.events import actors
from geomap.events.coding import Coded, code_sentence
from geomap.events.dates import Dated, find_dates
from geomap.events.deeds import Deed
from geomap.events.harm import Counted, find_harm, find_quantities
from geomap.events.tokens import Sentence
from geomap.records import Article, EventType, Field, Span
from geomap.sentences import sentence_spans


class Told:
    """One sentence of an article; what it tells is read when asked for, once."""

    def __init__(self, sentence: Sentence, *, field: Field, index: int, published: dt.date, language: str) -> None:
        self.sentence = sentence
        self.field = field
        self.index = index  # among the sentences of its field
        self.published = published
        self.language = language
        self._dates_from: dict[dt.date, tuple[Dated, ...]] = {}
        self.before: Sequence[Told] = ()  # the last few sentences

    @cached_property
    def coded(self) -> Coded:
        """The deeds with their probabilities."""
        return code_sentence(self.sentence, self.language)

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

    @cached_property
    def counts_from_a_day(self) -> bool:
        """Whether the sentence may count from a day named before it."""
        said = not self.sentence.vocabulary.isdisjoint(_COUNTING)
        return said or "that day" in self.sentence.lower or "that night" in self.sentence.lower

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Those who act or are acted upon."""
        return actors.find_actors(self.sentence, self.language)

    @cached_property
    def claimant(self) -> str | None:
        """By whose word it is told."""
        return actors.claimant(self.sentence, self.language)

    @cached_property
    def span(self) -> Span:
        """Where the sentence stands in its field."""
        return Span(start=self.sentence.start, end=self.sentence.start + len(self.sentence.text))

    @cached_property
    def harm(self) -> tuple[Counted, ...]:
        """The people harmed."""
        return find_harm(self.sentence, self.language)

    @cached_property
    def quantities(self) -> tuple[Counted, ...]:
        """The things counted."""
        return find_quantities(self.sentence, self.language)


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
        Told(
            Sentence(text=text[start:end], start=start),
            field=field,
            index=index,
            published=article.published,
            language=article.language,
        )
        for index, (start, end) in enumerate(_pieces(text, sentence_spans(text, article.language)))
    ]
    for told in sentences:
        told.before = sentences[max(0, told.index - _CAUSE_BACK) : told.index][::-1]
    return sentences
