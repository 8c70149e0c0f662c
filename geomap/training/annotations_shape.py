"""The shape of annotated news: which events an article tells, in the keys of the lent gold."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict

from geomap.errors import GeomapError
from geomap.records import SUB_EVENT_TYPES, Article, Reject

HELD_OUTLETS = frozenset(
    (
        *("AP News", "Al Jazeera", "DW", "Dawn", "France 24", "NPR", "Reuters", "ReliefWeb", "The Hindu"),
        *("The New York Times", "www.npr.org", "www.nytimes.com"),
    )
)
MANY_OUTLETS = "google-news-2025"  # the set of some hundred small outlets, of which every sixth is held
TYPE_OF: Mapping[str, str] = {sub: kind.value for kind, subs in SUB_EVENT_TYPES.items() for sub in subs}


class Split(StrEnum):
    """What an annotated article is for."""

    TRAIN = "train"
    FURTHER = "further"  # to learn from too
    CHOICE = "choice"  # to choose bounds on and to read errors in: no model has learned from it
    HELD = "held"  # for measuring alone: whole outlets
    GOLD = "gold"  # the lent gold, for measuring alone


OF_OUR_OWN = (Split.TRAIN, Split.FURTHER, Split.CHOICE, Split.HELD)  # a file each in `data/annotations`


class Anchor(TypedDict):
    """Words of an article."""

    field: str  # "text" or "title"
    start: int  # in code points of the field
    quote: str


class GoldEvent(TypedDict):
    """An event as a line of the lent `gold.jsonl` has it; GUIDE.md beside it tells what each key means."""

    id: str
    article: str
    core: str  # "news", "background" or "aggregate"
    quote_start: int  # of the first anchor
    quote: str
    anchors: list[Anchor]  # one for each sentence that tells the event
    place: str
    place_words: list[Anchor]  # the most exact first; none in the lent gold
    country: str  # ISO 3166-1 alpha-2, "" on the high seas
    lon: float
    lat: float
    precision: str
    alt: list[tuple[float, float, str]]  # other readings of the place: lon, lat, precision
    first: str  # ISO dates, both ends included
    last: str
    type: str
    sub_type: str
    also: list[tuple[str, str]]  # further pairs of type and sub-type that can be defended
    killed: tuple[int, int] | None
    injured: tuple[int, int] | None
    initiator: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedArticle:
    """An article and what its readers found in it, each reader for himself."""

    article: Article
    source_set: str  # the file of the lent news that holds it, or "gold"
    split: Split
    codings: tuple[tuple[GoldEvent, ...], ...]  # one or two

    @property
    def events(self) -> tuple[GoldEvent, ...]:
        """The events of the first coding."""
        return self.codings[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """Annotated articles, and a Reject for each whose text could not be used."""

    articles: tuple[AnnotatedArticle, ...]
    skipped: tuple[Reject, ...] = ()

    def skipped_in_words(self) -> str:
        """How many were skipped and why, "" when none was."""
        counts = Counter(reject.reason for reject in self.skipped)
        return "; ".join(f"{count} articles skipped: {reason}" for reason, count in sorted(counts.items()))

    def of(self, split: Split) -> tuple[AnnotatedArticle, ...]:
        """The articles of one split."""
        return tuple(annotated for annotated in self.articles if annotated.split is split)


class AnnotationError(GeomapError, ValueError):
    """An annotation does not fit its article."""


def split_of(source_set: str, outlet: str | None) -> Split:
    """Whether an article is held for measuring; all articles of an outlet in a set share the answer."""
    name = outlet or source_set
    drawn = int(hashlib.md5(name.encode(), usedforsecurity=False).hexdigest(), 16) % 6 == 0
    return Split.HELD if name in HELD_OUTLETS or (source_set == MANY_OUTLETS and drawn) else Split.TRAIN


def digest(title: str, text: str) -> str:
    """The SHA-256, in hexadecimal digits, of title, a blank line and text in UTF-8: of all that spans point into."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()
