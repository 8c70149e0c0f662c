"""What each stage promises to the shell: the protocols by which stages can be exchanged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from geomap.records import Article, Candidate, Event, Mention, NameFacts, Place, Reject
from geomap.schema import Tables


class Reader(Protocol):
    """Reads one file of articles."""

    def __call__(self, path: Path) -> Iterator[Article | Reject]:
        """Yield what the file holds in its order; a bad article is a Reject naming file and line."""
        ...


class Gazetteer(Protocol):
    """Knows places by name. It is asked once for many names, and never guesses."""

    @property
    def fingerprint(self) -> str:
        """Hash of the data it was built from."""
        ...

    def facts(self, folded: Iterable[str]) -> Mapping[str, NameFacts]:
        """What is known about folded spellings; an unknown one has no key."""
        ...

    def candidates(self, names: Iterable[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """All entries that answer to each name, by name as asked; an unknown one maps to ()."""
        ...

    def similar(self, names: Iterable[str], *, countries: frozenset[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """Entries whose spelling is near each name (`known_as` SIMILAR), nearest first.

        Settlements and divisions of `countries` (ISO 3166-1 alpha-2) are searched whole, the rest of the world
        only among its larger places.
        """
        ...


class Recogniser(Protocol):
    """Finds place names in an article."""

    def asks(self, article: Article) -> frozenset[str]:
        """The folded spellings whose facts it wants to know before it reads the article."""
        ...

    def recognise(self, article: Article, facts: Mapping[str, NameFacts]) -> Sequence[Mention]:
        """The mentions of title and text, in order, without overlap within a field."""
        ...


class Weighed(Protocol):
    """An article whose candidates have been weighed."""

    @property
    def asks_similar(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names it would repair, and the countries (ISO alpha-2) in which it would look for them."""
        ...


class Reading(Protocol):
    """An article whose words around each mention have been read."""

    @property
    def asks(self) -> frozenset[str]:
        """The names whose candidates it wants to see."""
        ...


class Resolver(Protocol):
    """Decides which place each mention means, in steps, so that the gazetteer can be asked for a batch at once."""

    def read(self, article: Article, mentions: Sequence[Mention]) -> Reading:
        """Read what the article says about each mention."""
        ...

    def weigh(self, readings: Sequence[Any], choices: Mapping[str, tuple[Candidate, ...]]) -> Sequence[Weighed]:
        """Weigh the candidates of each article, given as its own `read` gave it, against each other.

        `choices` has a key for every name asked for. What becomes of an article does not depend on the others.
        """
        ...

    def resolve(
        self, weighed: Sequence[Any], similar: Sequence[Mapping[str, tuple[Candidate, ...]]]
    ) -> Sequence[Sequence[Place | Reject]]:
        """For each article, given as its own `weigh` gave it with the similar names it asked for, the outcomes.

        One for each mention, in the mentions' order; each Reject carries its mention.
        """
        ...


class EventCoder(Protocol):
    """Reads what happened at the places of an article."""

    def code(self, article: Article, outcomes: Sequence[Place | Reject]) -> Sequence[Event | Reject]:
        """The article's events, and a Reject with its mention for every placed mention that carries none."""
        ...


class Writer(Protocol):
    """Writes the result of a run in one format."""

    def __call__(self, tables: Tables, target: Path) -> None:
        """Write `target` whole or not at all.

        Raises:
            OutputError: the file cannot be written.
        """
        ...
