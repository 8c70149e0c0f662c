"""The reader of events: the shipped coder, from an article and its resolved places to what happened there."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import accumulate, islice, permutations
from typing import Self, TypeVar

from geomap.events import assessment, codes, coreference, left_out
from geomap.events.actors import INITIATOR, SIDES, ActorOption, actors, parted, states_in
from geomap.events.assemble import assembled
from geomap.events.coreference import Told
from geomap.events.day_context import DayContext
from geomap.events.days import DayOption, by_place, days
from geomap.events.decisions import Decision, read_decisions
from geomap.events.document import Document, document
from geomap.events.draft import Draft
from geomap.events.network import FILES, SHARED, EventNetwork
from geomap.events.said import Names
from geomap.events.sites import Site, sites
from geomap.events.tolls import KILLED, KINDS, TollOption, part_of, shared_out, tolls
from geomap.languages import Languages, shipped_languages
from geomap.model_files import read_model
from geomap.records import Article, Event, EventType, Field, Place, Reject, SentenceCode

NETWORK, SHARED_IN = "geomap.events.models", "geomap.mentions.models.accurate"
DECISIONS = "decisions.npz"
# Probability from which on a figure is taken for the toll: of .3, .45, .6 and .7 the best on the annotations ...
COUNTED = 0.6
BESIDE = 0.5  # ... and in a sentence whose figure of the other kind of harm is taken: of .3, .4 and .5 the best
PART = 0.1  # of probability that a larger figure may be behind a smaller one, which counts a part of it
STATED = {"initiator": 0.6, "target": 0.5}  # probability from which on a name is said to be that side of an event
RIVAL = 0.1  # probability from which on another state may have struck a place, and not the one that it lies in
DOUBTED = 0.53  # probability below which an event is doubtful: on articles to choose on seven in ten above it are right
ASKED = 8_192  # pairs of sentences at once: a row of features takes 2 KB
TOGETHER = 1_024  # events, or places of sentences, that are asked about at once: the rows of one take up to 20 KB
_Option = TypeVar("_Option", DayOption, TollOption, ActorOption)
_Item = TypeVar("_Item")


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
        files = {name: read_model(NETWORK, name) for name in FILES}
        files |= {name: read_model(SHARED_IN, name) for name in SHARED}
        decisions = read_model(NETWORK, DECISIONS)
        return cls(network=files, decisions=decisions, languages=languages or shipped_languages())

    @property
    def id(self) -> str:
        """A name with the hash of its models."""
        return f"geomap-events-{self._hash[:12]}"

    def code(self, article: Article, outcomes: Sequence[Place | Reject]) -> list[Event | Reject]:
        """The article's events in reading order, and a Reject for each placed mention that carries none."""
        pack = self._languages.get(article.language)
        if pack is None or not outcomes:  # without a mention nothing is told
            return list(left_out.unread(article, outcomes))
        read = document(article, outcomes, self._network, pack)
        found = self.assess(self.drafts(read))
        told = assembled(read, found, outcomes, doubted=DOUBTED)
        made: list[Event | Reject] = [*told, *left_out.rejects(read, outcomes, found, told)]
        return sorted(made, key=_in_reading_order)

    def codes(self, article: Article) -> list[SentenceCode]:
        """The coding of each sentence of title and text, without places; none in a language without a pack."""
        pack = self._languages.get(article.language)
        return codes.sentence_codes(document(article, (), self._network, pack)) if pack else []

    def drafts(self, read: Document) -> list[Draft]:
        """The events of an article, each with the sentences that tell it."""
        told = self._believed(read)
        likely = self._likely(told)
        return [Draft(read, tuple(group)) for group in coreference.clusters(told, likely)]

    def _believed(self, read: Document) -> list[Told]:
        offering, likely, sure = sites(read), list[Site](), list[float]()
        while some := list(islice(offering, ASKED)):
            for site, probability in zip(some, self._decisions["site"]([one.features for one in some]), strict=True):
                if probability >= coreference.LEAST:
                    likely.append(replace(site, features=()))
                    sure.append(float(probability))
        return coreference.believed(likely, sure)

    def _likely(self, told: Sequence[Told]) -> Iterator[tuple[tuple[int, int], float]]:
        """The pairs that may tell one event, each with the probability that they do."""
        asking = coreference.pairs(told)
        while asked := list(islice(asking, ASKED)):
            rows = [coreference.pair_features(told[one], told[other]) for one, other in asked]
            yield from zip(asked, self._decisions["same"](rows).tolist(), strict=True)

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
    dated = _days(drafts, decisions)
    counted = _tolls(drafts, decisions)
    sided = _sides(drafts, decisions)
    chosen = [
        (number, drafts[number], day, sure)
        for number, found in enumerate(dated)
        for one, sure in ([found] if found else [])  # an article always has a day
        for day in one.apart
    ]
    probabilities = [
        probability
        for some in _in_turn(chosen)
        for probability in decisions["event"](
            [assessment.features(draft, day, sure, len(drafts)) for _, draft, day, sure in some]
        ).tolist()
    ]
    return [
        Assessed(
            draft=draft,
            day=day,
            day_sure=sure,
            tolls={
                kind: part_of(toll) if day.is_one_of_several else toll
                for kind in KINDS
                if (toll := counted[kind][number])
            },
            sides=sided[number],
            probability=probability,
        )
        for (number, draft, day, sure), probability in zip(chosen, probabilities, strict=True)
    ]


def _sides(drafts: Sequence[Draft], decisions: Mapping[str, Decision]) -> list[dict[str, tuple[ActorOption, float]]]:
    """Who did it and to whom, of each event by side where one is believed, with its probability."""
    names = Names(drafts[0].document)
    found: list[dict[str, tuple[ActorOption, float]]] = []
    for some in _in_turn(drafts):
        named = {side: [actors(draft, names, side) for draft in some] for side in SIDES}
        sided = {side: _likeliest(decisions[side], named[side], least=STATED[side]) for side in SIDES}
        sided[INITIATOR] = [
            one if one and not _strikes_itself(draft, one[0], offered, decisions[INITIATOR]) else None
            for draft, one, offered in zip(some, sided[INITIATOR], named[INITIATOR], strict=True)
        ]
        for at in range(len(some)):
            known = {side: one for side in SIDES if (one := sided[side][at])}
            found.append({side: (_bare(actor), sure) for side, (actor, sure) in parted(known).items()})
    return found


def _strikes_itself(draft: Draft, initiator: ActorOption, offered: Sequence[ActorOption], decision: Decision) -> bool:
    """Whether a state would have struck a place of its own while another state may have: no word is better than that.

    Articles tell of strikes and of those they answer in one breath: "a day after Russia had fired at Ukrainian cities".
    """
    own, states = draft.option.candidate.country, draft.document.states
    if draft.event_type is not EventType.EXPLOSIONS or own not in states_in(initiator.name, states):
        return False
    foreign = [option for option in offered if states_in(option.name, states) - {own}]
    return bool(foreign) and max(decision([option.features for option in foreign])) >= RIVAL


def _days(drafts: Sequence[Draft], decisions: Mapping[str, Decision]) -> list[tuple[DayOption, float] | None]:
    """The day of each event with its probability.

    An event that is told all over a long article is offered each of its dates: only those beside the likeliest one, of
    its sentence, are kept.
    """
    likeliest: list[DayOption | None] = []
    offered: list[list[DayOption]] = []
    sure: list[dict[int, float]] = []
    context = DayContext(drafts, judged(drafts, days, decisions["date"]))
    for asked in judged(range(len(drafts)), context.dates, decisions["day"]):
        best = _best(asked, least=0.0)
        beside = [(probability, option) for probability, option in asked if best and option.line == best[0].line]
        likeliest.append(best[0] if best else None)
        offered.append([option for _, option in beside])
        sure.append({id(option): probability for probability, option in beside})
    chosen = by_place(drafts, offered, likeliest)
    return [(day, own[id(day)]) if day else None for day, own in zip(chosen, sure, strict=True)]


def _tolls(drafts: Sequence[Draft], decisions: Mapping[str, Decision]) -> dict[str, list[TollOption | None]]:
    """What is taken for the tolls of each event, by kind of harm.

    Where a sentence gives a figure of one kind that is believed, its figure of the other is believed sooner: "two were
    killed, 10 wounded" is one toll.
    """
    asked = {kind: [*judged(drafts, partial(tolls, kind=kind), decisions[kind])] for kind in KINDS}
    alone = {kind: [_toll(own, kind, COUNTED) for own in asked[kind]] for kind in KINDS}
    found: dict[str, list[TollOption | None]] = {}
    for kind, other in permutations(KINDS, 2):
        beside = [
            [one for one in own if toll and one[1].line == toll.line]
            for own, toll in zip(asked[kind], alone[other], strict=True)
        ]
        chosen = [own or _toll(also, kind, BESIDE) for own, also in zip(alone[kind], beside, strict=True)]
        found[kind] = shared_out(drafts, [[option for _, option in own] for own in asked[kind]], chosen)
    return found


def _toll(asked: Sequence[tuple[float, TollOption]], kind: str, least: float) -> TollOption | None:
    best = _best(asked, least=least, whole=_number if kind == KILLED else None)
    return best[0] if best else None


def _number(toll: TollOption) -> int:
    return toll.tally.best or 0


def _in_turn(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    """So many at a time as are asked about at once."""
    for first in range(0, len(items), TOGETHER):
        yield items[first : first + TOGETHER]


def judged(
    events: Sequence[_Item], offer: Callable[[_Item], Sequence[_Option]], decision: Decision
) -> Iterator[list[tuple[float, _Option]]]:
    """The options of each event with their probabilities, and without their features: these take most of the room."""
    held: list[Sequence[_Option]] = []
    for event in events:
        held.append(offer(event))
        if sum(map(len, held)) >= ASKED or len(held) == TOGETHER:
            yield from map(_all_bare, _asked(decision, held))
            held = []
    yield from map(_all_bare, _asked(decision, held))


def _all_bare(asked: Sequence[tuple[float, _Option]]) -> list[tuple[float, _Option]]:
    return [(sure, _bare(option)) for sure, option in asked]


def _bare(option: _Option) -> _Option:
    return replace(option, features=())


def _likeliest(
    decision: Decision, offered: Sequence[Sequence[_Option]], *, least: float
) -> list[tuple[_Option, float] | None]:
    """The likeliest option of each event with its probability; None where none reaches `least`."""
    return [_best(asked, least=least) for asked in _asked(decision, offered)]


def _asked(decision: Decision, offered: Sequence[Sequence[_Option]]) -> list[list[tuple[float, _Option]]]:
    """The options of each event with their probabilities.

    All are asked about at once: a question costs the same for one row as for a hundred.
    """
    sure = decision([option.features for options in offered for option in options]).tolist()
    ends = accumulate(map(len, offered))
    return [
        list(zip(sure[end - len(options) : end], options, strict=True))
        for options, end in zip(offered, ends, strict=True)
    ]


def _best(
    asked: Sequence[tuple[float, _Option]], *, least: float, whole: Callable[[_Option], int] | None = None
) -> tuple[_Option, float] | None:
    """The likeliest option with its probability, the first of equals; None where none reaches `least`.

    With `whole`, which says how much an option counts, that one is taken which counts most of those that are hardly
    less likely.
    """
    known = [one for one in asked if one[0] >= least]
    best = max(known, key=lambda one: one[0], default=None)
    if best and whole:
        least_of_these = best[0] - PART
        best = max((one for one in known if one[0] >= least_of_these), key=lambda one: whole(one[1]))
    return (best[1], best[0]) if best else None
