"""What each stage promises to the shell: the protocols by which stages can be exchanged."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from geomap.errors import SettingsError
from geomap.records import Article, Candidate, Event, Mention, NameFacts, Place, Reject
from geomap.schema import Tables


class Stage(Protocol):
    """What every exchangeable stage has."""

    @property
    def id(self) -> str:
        """A name and a version or hash of the stage's settings and data: results of equal ids are equal."""
        ...


class Gazetteer(Stage, Protocol):
    """Knows places by name. It is asked once for many names, and never guesses. Its `id` is a hash of its data."""

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


class Recogniser(Stage, Protocol):
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


@runtime_checkable
class AsksVillages(Protocol):
    """An article, weighed, that may name villages; a resolver need not know of them."""

    @property
    def asks_villages(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names that may be villages', and the countries (ISO alpha-2) of the story."""
        ...

    def with_villages(self, villages: Mapping[str, tuple[Candidate, ...]]) -> Any:  # noqa: ANN401 - as its `weigh` gives
        """The same article, weighed with villages among the candidates."""
        ...


@runtime_checkable
class KnowsVillages(Protocol):
    """A gazetteer with villages beside its places; it need not have any."""

    def villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """The villages of countries that answer to each name, in prose only where it is likely one; else ()."""
        ...

    def similar_villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """The villages of countries whose spelling is near each name (`known_as` SIMILAR), nearest first.

        In prose only of names that are likely a village's.
        """
        ...


@runtime_checkable
class KnowsOwnPlaces(Protocol):
    """A gazetteer to which readers can add places of their own; it need not take any."""

    @property
    def overruling(self) -> Mapping[str, str]:
        """The names that overrule all others, readers' own and whole ones of sites: folded, to their spelling."""
        ...


class Reading(Protocol):
    """An article whose words around each mention have been read."""

    @property
    def asks(self) -> frozenset[str]:
        """The names whose candidates it wants to see."""
        ...


class Resolver(Stage, Protocol):
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


class EventCoder(Stage, Protocol):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """Stages of one's own: `map_events(..., stages=Stages(recogniser=...))`; None takes the shipped one.

    With several workers they are pickled and sent to each of them. A gazetteer may have `credits`, lines of credit
    that every result then carries; a recogniser `languages`, ISO 639-1 codes that it reads and geomap does not.

    Raises:
        SettingsError: an object lacks what its stage promises.
    """

    recogniser: Recogniser | None = None  # finds names
    resolver: Resolver | None = None  # decides which place each name means
    coder: EventCoder | None = None  # reads the events
    gazetteer: Gazetteer | None = None  # knows places by name

    def __post_init__(self) -> None:
        faults = [fault for name in PROMISED for fault in _lacking(getattr(self, name), name)]
        if faults:
            raise SettingsError("; ".join(faults))

    @property
    def ids(self) -> tuple[tuple[str, str], ...]:
        """Kind and id of each stage that was given."""
        return tuple((name, stage.id) for name in PROMISED if (stage := getattr(self, name)) is not None)


PROMISED: Mapping[str, tuple[str, ...]] = {
    "recogniser": ("asks", "recognise"),
    "resolver": ("read", "weigh", "resolve"),
    "coder": ("code",),
    "gazetteer": ("facts", "candidates", "similar"),
}


def _lacking(stage: Any, name: str) -> list[str]:  # noqa: ANN401 - whatever was given
    if stage is None:
        return []
    if isinstance(stage, type):
        return [f"{name}: {stage.__name__} is a class; give one of it, {stage.__name__}(...)"]
    kind = type(stage).__name__
    faults = [
        f"{name}: {kind} has no method {one}()" for one in PROMISED[name] if not callable(getattr(stage, one, None))
    ]
    if not (isinstance(getattr(stage, "id", None), str) and stage.id):
        faults.append(f"{name}: {kind} has no id, a string that tells its results from those of others")
    return faults
