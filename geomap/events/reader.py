"""The reader of events: the shipped coder, from an article and its resolved places to what happened there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from typing import Self

from geomap.errors import ModelError
from geomap.events import assessment, codes, coreference, left_out
from geomap.events.actors import SIDES, ActorOption, actors, parted
from geomap.events.assemble import assembled
from geomap.events.days import DayOption, days
from geomap.events.decisions import Decision, read_decisions
from geomap.events.document import Document, document
from geomap.events.draft import Draft
from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.said import Names
from geomap.events.sites import sites
from geomap.events.tolls import KINDS, TollOption, tolls
from geomap.languages import Languages, shipped_languages
from geomap.records import Article, Event, Field, Place, Reject, SentenceCode

NETWORK, SHARED_IN = "geomap.events.models", "geomap.mentions.models.accurate"
DECISIONS = "decisions.npz"
COUNTED = (
    0.6  # probability from which on a figure is taken for the toll: of .3, .45, .6 and .7 the best on the annotations
)
STATED = {"initiator": 0.6, "target": 0.5}  # probability from which on a name is said to be that side of an event
DOUBTED = 0.46  # probability below which an event is doubtful: on outlets held back seven in ten above it are right


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Assessed:
    """An event with what was chosen for it."""

    draft: Draft
    day: DayOption
    day_sure: float
    tolls: Mapping[str, TollOption]  # by kind of harm, where one was believed
    sides: Mapping[str, tuple[ActorOption, float]]  # by `actors.SIDES`, where one was believed, with its probability
    probability: float  # that place, day and type are right


class EventReader:
    """Reads the events of an article: see `geomap.stages.EventCoder`."""

    def __init__(self, *, network: Mapping[str, bytes], decisions: bytes, languages: Languages) -> None:
        """Load the models.

        Args:
            network: the files of the network by name, as `network.FILES` and `network.SHARED` say.
            decisions: the trained decisions.
            languages: the packs of the languages that are read.

        Raises:
            ModelError: a file is damaged or of another version.
        """
        self._network = EventNetwork(network)
        self._decisions = read_decisions(decisions)
        self._languages = languages
        self._hash = sha256(b"".join([*(network[name] for name in sorted(network)), decisions])).hexdigest()

    @classmethod
    def shipped(cls, languages: Languages | None = None) -> Self:
        """The reader with the models that ship with geomap, and the packs that do where no others are given.

        Raises:
            ModelError: a model is missing or damaged.
        """
        try:
            own, shared = resources.files(NETWORK), resources.files(SHARED_IN)
            files = {name: (own / name).read_bytes() for name in FILES}
            files |= {name: (shared / name).read_bytes() for name in SHARED}
            return cls(
                network=files, decisions=(own / DECISIONS).read_bytes(), languages=languages or shipped_languages()
            )
        except OSError as error:
            raise ModelError(f"a model of the reader of events is missing ({error}); reinstall geomap") from error

    @property
    def id(self) -> str:
        """A name with the hash of its models."""
        return f"geomap-events-{self._hash[:12]}"

    def code(self, article: Article, outcomes: Sequence[Place | Reject]) -> list[Event | Reject]:
        """The article's events in reading order, and a Reject for each placed mention that carries none."""
        pack = self._languages.get(article.language)
        if pack is None:
            return list(left_out.unread(article, outcomes))
        read = document(article, outcomes, self._network, pack)
        found = self.assess(self.drafts(read))
        told = assembled(read, found, outcomes, self._network, doubted=DOUBTED)
        made: list[Event | Reject] = [*told, *left_out.rejects(read, outcomes, found, told)]
        return sorted(made, key=_in_reading_order)

    def codes(self, article: Article) -> list[SentenceCode]:
        """The coding of each sentence of title and text, without places; none in a language without a pack."""
        pack = self._languages.get(article.language)
        return codes.sentence_codes(document(article, (), self._network, pack), self._network) if pack else []

    def drafts(self, read: Document) -> list[Draft]:
        """The events of an article, each with the sentences that tell it."""
        offered = sites(read)
        told = coreference.believed(offered, self._decisions["site"]([site.features for site in offered]).tolist())
        asked = list(coreference.pairs(told))
        rows = [coreference.pair_features(told[one], told[other]) for one, other in asked]
        likely = dict(zip(asked, self._decisions["same"](rows).tolist(), strict=True))
        return [Draft(read, tuple(group)) for group in coreference.clusters(told, likely)]

    def assess(self, drafts: Sequence[Draft]) -> list[Assessed]:
        """Choose the day and the toll of each event of an article, and say how sure it is."""
        return assess(drafts, self._decisions)


def _in_reading_order(one: Event | Reject) -> tuple[bool, int]:
    mention = one.where.mention if isinstance(one, Event) else one.mention
    return (mention.field is Field.TEXT, mention.span.start) if mention else (True, 0)


def assess(drafts: Sequence[Draft], decisions: Mapping[str, Decision]) -> list[Assessed]:
    """Choose the day and the toll of each event of an article, and say how sure it is."""
    if not drafts:
        return []
    chosen = [(draft, *_day(draft, decisions["day"])) for draft in drafts]
    names = Names(drafts[0].document)
    rows = [assessment.features(draft, day, sure, len(drafts)) for draft, day, sure in chosen]
    return [
        Assessed(
            draft=draft,
            day=day,
            day_sure=sure,
            tolls={kind: toll for kind in KINDS if (toll := _toll(draft, kind, decisions[kind]))},
            sides=parted({side: one for side in SIDES if (one := _side(draft, names, side, decisions[side]))}),
            probability=probability,
        )
        for (draft, day, sure), probability in zip(chosen, decisions["event"](rows).tolist(), strict=True)
    ]


def _day(draft: Draft, decision: Decision) -> tuple[DayOption, float]:
    offered = days(draft)
    sure = decision([day.features for day in offered]).tolist()
    best = max(range(len(offered)), key=lambda number: (sure[number], -number))
    return offered[best], sure[best]


def _toll(draft: Draft, kind: str, decision: Decision) -> TollOption | None:
    offered = tolls(draft, kind)
    if not offered:
        return None
    sure = decision([toll.features for toll in offered]).tolist()
    best = max(range(len(offered)), key=lambda number: (sure[number], -number))
    return offered[best] if sure[best] >= COUNTED else None


def _side(draft: Draft, names: Names, side: str, decision: Decision) -> tuple[ActorOption, float] | None:
    offered = actors(draft, names, side)
    if not offered:
        return None
    sure = decision([actor.features for actor in offered]).tolist()
    best = max(range(len(offered)), key=lambda number: (sure[number], -number))
    return (offered[best], sure[best]) if sure[best] >= STATED[side] else None
