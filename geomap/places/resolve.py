"""Decides which place each mention of an article means, jointly, with reasons."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geomap.names import fold
from geomap.places.coordinates import read_position, written_place
from geomap.places.document import Document, Group, Ints, open_document, wordings
from geomap.places.phrases import Tie
from geomap.places.ranker import Ranked, Ranker
from geomap.places.reasons import why
from geomap.places.repair import deserves, receipt, renaming, safe_reading
from geomap.places.wording import Wording
from geomap.places.words import Grain
from geomap.records import Article, Candidate, Mention, Place, Reject, Stage

NOT_FOUND = "not in the gazetteer"
AMBIGUOUS = "too ambiguous to place"
LEAST_TRUST = 0.25  # below it a pin would be wrong three times as often as right
REPAIR_TRUST = 0.85  # of a repaired name: likely, but never among the sure ones (0.9 and above)
RUNNERS_UP = 3
_STREET = re.compile(r" (?:street|avenue|boulevard|square|road|prospekt|microdistrict|neighbou?rhood|quarter)$")
_SPOKEN_OF = 0.15  # share of the article's names that makes a country one it speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceResolver:
    """Implements `stages.Resolver` with a trained ranker."""

    ranker: Ranker
    focus: frozenset[str] = frozenset()  # ISO 3166-1 alpha-2

    def read(self, article: Article, mentions: Sequence[Mention]) -> "PlaceReading":
        """Read what the article says about each mention."""
        return PlaceReading(resolver=self, article=article, mentions=tuple(mentions), said=wordings(article, mentions))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReading:
    """Implements `stages.Reading`."""

    resolver: PlaceResolver
    article: Article
    mentions: tuple[Mention, ...]
    said: tuple[Wording, ...]  # about each mention

    @property
    def asks(self) -> frozenset[str]:
        """The names whose candidates it wants to see."""
        return frozenset(name for wording in self.said for name in wording.names)

    def weigh(self, choices: Mapping[str, tuple[Candidate, ...]]) -> "WeighedPlaces":
        """Rank the candidates jointly."""
        document = open_document(self.article, self.mentions, choices, said=self.said)
        return WeighedPlaces(
            ranker=self.resolver.ranker,
            focus=self.resolver.focus,
            ranked=self.resolver.ranker.rank(document, focus=self.resolver.focus),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighedPlaces:
    """Implements `stages.Weighed`."""

    ranker: Ranker
    focus: frozenset[str]
    ranked: Ranked

    @property
    def asks_similar(self) -> tuple[frozenset[str], frozenset[str]]:
        """The names it would repair, and the countries (ISO alpha-2) in which it would look for them."""
        document = self.ranked.document
        names = {
            group.wording.core for group in document.groups if not group.candidates and _repairable(document, group)
        }
        return (frozenset(names), self._countries(self.ranked)) if names else (frozenset(), frozenset())

    def resolve(self, similar: Mapping[str, tuple[Candidate, ...]]) -> Sequence[Place | Reject]:
        """One outcome for each mention, in the mentions' order; each Reject carries its mention."""
        document = self.ranked.document
        outcomes: dict[int, Place | Reject] = {}
        for at, group in enumerate(document.groups):
            for member in group.members:
                outcomes[member] = self._outcome(self.ranked, at, document.mentions[member], similar)
        return tuple(outcomes[at] for at in range(len(document.mentions)))

    def _outcome(
        self, ranked: Ranked, at: int, mention: Mention, similar: Mapping[str, tuple[Candidate, ...]]
    ) -> Place | Reject:
        group = ranked.document.groups[at]
        if position := read_position(mention.surface):
            return Place(
                mention=mention, candidate=written_place(position), trust=1.0, why=("the text gives the coordinates",)
            )
        if city := _city_around(ranked, at):
            return _in_city(ranked, city, mention)
        if not group.candidates:
            return self._repaired(ranked, group, mention, similar)
        if ranked.trust[at] < LEAST_TRUST:
            return _reject(
                mention, AMBIGUOUS, f"{group.bearers} entries answer to it, and the article does not tell which"
            )
        chosen, others = _chosen(ranked, at)
        rival = next((other for other in others if fold(other.name) != fold(chosen.name)), None)
        return Place(
            mention=mention,
            candidate=chosen,
            trust=round(float(ranked.trust[at]), 3),
            why=why(ranked, at),
            repair=renaming(_name_in(mention, group), chosen, rival),
            runners_up=others,
        )

    def _repaired(
        self, ranked: Ranked, group: Group, mention: Mention, similar: Mapping[str, tuple[Candidate, ...]]
    ) -> Place | Reject:
        document = ranked.document
        found = similar.get(group.wording.core, ())
        if not found or not _repairable(document, group):
            return _reject(mention, NOT_FOUND)
        trial = replace(
            document,
            groups=(
                *document.groups,
                replace(group, candidates=found, bearers=len(found), asked=tuple(fold(c.spelling) for c in found)),
            ),
        )
        judged = self.ranker.rank(trial, focus=self.focus)
        last = np.flatnonzero(judged.rows.group == len(document.groups))
        choices = [(judged.rows.candidates[row], float(judged.belief[row])) for row in last]
        reading = safe_reading(document, group, choices, self._countries(ranked))
        if reading is None:
            return _reject(mention, NOT_FOUND, "several spellings are near, none of them safely")
        chosen, runner_up = reading
        surface = _name_in(mention, group)
        mended = receipt(surface, chosen, runner_up)
        return Place(
            mention=mention,
            candidate=chosen,
            trust=REPAIR_TRUST,
            why=(
                f'"{surface}" is in no gazetteer; taken as {chosen.name} ({mended.kind}, distance {mended.distance})',
                f"{chosen.country} is a country of the article"
                if chosen.country in self._countries(ranked)
                else "a large town",
            ),
            repair=mended,
            runners_up=(runner_up,) if runner_up else (),
        )

    def _countries(self, ranked: Ranked) -> frozenset[str]:
        """The countries that the article speaks of, and those in focus."""
        votes: dict[str, float] = {}
        for row in ranked.best:
            if row >= 0 and (country := ranked.rows.candidates[row].country):
                votes[country] = votes.get(country, 0.0) + 1.0
        total = sum(votes.values())
        return self.focus | {country for country, count in votes.items() if count >= _SPOKEN_OF * total}


def _repairable(document: Document, group: Group) -> bool:
    return all(deserves(document.article, document.mentions[at]) for at in group.members)


def _name_in(mention: Mention, group: Group) -> str:
    """The name as printed, without possessive, article or level word as far as the reading left them out."""
    words = mention.surface.split()
    core = group.wording.core
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            printed = " ".join(words[start:end]).strip(",.")
            if core in {fold(printed), fold(printed.removesuffix("'s").removesuffix("’s"))}:
                return printed.removesuffix("'s").removesuffix("’s")
    return mention.surface


def _reject(mention: Mention, reason: str, detail: str = "") -> Reject:
    return Reject(
        stage=Stage.RESOLVE,
        subject=mention.surface,
        reason=reason,
        detail=detail,
        article_id=mention.article_id,
        mention=mention,
    )


def _chosen(ranked: Ranked, at: int) -> tuple[Candidate, tuple[Candidate, ...]]:
    """The best candidate of a group and its runners-up, best first."""
    rows: Ints = np.flatnonzero(ranked.rows.group == at)
    order = rows[np.lexsort((rows, -ranked.belief[rows]))]
    best = int(ranked.best[at])
    others = [ranked.rows.candidates[row] for row in order if row != best]
    return ranked.rows.candidates[best], tuple(others[:RUNNERS_UP])


def _city_around(ranked: Ranked, at: int) -> int | None:
    """The group of the city that the text puts a district or street into, when the gazetteer does not know it there."""
    group = ranked.document.groups[at]
    if group.wording.grain is not Grain.SECOND and not (_STREET.search(group.wording.core) and not group.candidates):
        return None
    for link in ranked.document.links:
        outer = ranked.best[link.outer]
        if link.inner != at or link.tie is not Tie.WITHIN or outer < 0 or not ranked.rows.is_town[outer]:
            continue
        if not group.candidates or not _holds_any(ranked, at, int(outer)):
            return link.outer
    return None


def _holds_any(ranked: Ranked, at: int, city: int) -> bool:
    """Whether a candidate of the group lies in the city."""
    rows = np.flatnonzero(ranked.rows.group == at)
    cosine = ranked.rows.xyz[rows] @ ranked.rows.xyz[city]
    return bool((cosine >= np.cos(25.0 / 6371.0)).any())


def _in_city(ranked: Ranked, city: int, mention: Mention) -> Place:
    chosen = ranked.rows.candidates[int(ranked.best[city])]
    return Place(
        mention=mention,
        candidate=chosen,
        trust=round(float(ranked.trust[city]) * 0.9, 3),
        why=(f"a part of {chosen.name} by the text, not known by itself: placed at the city",),
    )
