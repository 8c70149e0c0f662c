"""Turns what was ranked for a name into the outcome of its mentions."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from geomap.ids import OWN
from geomap.names import fold
from geomap.places.coordinates import stated_place
from geomap.places.document import Group
from geomap.places.far import far_from_story
from geomap.places.phrases import Tie
from geomap.places.ranker import Ranked
from geomap.places.reasons import why
from geomap.places.relations import EARTH_KM
from geomap.places.repair import renaming
from geomap.places.villages import KNOWN_ABROAD
from geomap.places.with_article import is_no_town
from geomap.places.words import PlaceKind
from geomap.records import Candidate, KnownAs, Mention, Place, Reject, Stage

NOT_FOUND = "not in the gazetteer"
AMBIGUOUS = "too ambiguous to place"
FAR = "known only far from the story"
NO_TOWN = "called like a town, with an article"
LEAST_TRUST = (
    0.4  # below it 31 of 100 were right on corpora not seen, from there to 0.5 every other: docs/decisions/0161
)
RUNNERS_UP = 3
NEIGHBOURS_KM, NEARLY_ALL, NEIGHBOURS_TRUST = 25.0, 0.9, 0.5  # of bearers between which nothing tells, side by side
CITY_TRUST = 0.5  # of the city of a name whose most believed bearer is small and far off
_FAR_LARGER = 10  # times as many inhabitants
AREA_TRUST = 0.85  # of the country that the text names for a town in it: likely, but never among the sure ones
OWN_TRUST = 0.95  # of a place that the reader put above all others of its name: the name may be used for another thing
START_TRUST = 0.6  # of the place that a distance begins at, from which on the spot it leads to is believed
_CALLED = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY})
CITY_KM = 12.0  # from its middle to its outer districts, for a city whose reach is not known to be more

Verdict = Callable[[Mention], Place | Reject]
"""What becomes of each mention of a name."""


def reject(reason: str, detail: str = "") -> Verdict:
    """No place for any mention."""

    def tell(mention: Mention) -> Reject:
        return Reject(
            stage=Stage.RESOLVE,
            subject=mention.surface,
            reason=reason,
            detail=detail,
            article_id=mention.article_id,
            mention=mention,
        )

    return tell


def judge(ranked: Ranked, at: int, near: tuple[str, float] | None) -> Verdict:
    """The best candidate of group `at`, if it can be trusted; `near` is a town of the article near to it."""
    group, trust = ranked.document.groups[at], float(ranked.trust[at])
    chosen, others = _chosen(ranked, at)
    if chosen.overrules and not others:
        return own_place(chosen, max(trust, OWN_TRUST))
    if is_no_town(ranked.document, group, chosen):
        return reject(NO_TOWN, f"{chosen.name} in {chosen.country} is a town; rivers, ships and squares are written so")
    if trust <= LEAST_TRUST and _are_neighbours(ranked, at):
        trust = NEIGHBOURS_TRUST
    if trust <= LEAST_TRUST:
        likeliest = "; ".join(_whereabouts(one) for one in (chosen, *others))
        why_not = (
            f"{group.candidate_set.bearers} entries answer to it, and the article does not tell which: {likeliest}"
        )
        return reject(AMBIGUOUS, why_not)
    if far_from_story(ranked, at):
        if large := next((one for one in others if _is_rather_meant(one, chosen)), None):
            return _largest_of_its_name(large, chosen)
        return reject(FAR, f"{chosen.name} in {chosen.country} is called so; nothing else in the article is near it")
    reasons, possessives = why(ranked, at, near), ranked.document.lexicon.words.possessives

    def tell(mention: Mention) -> Place:
        return Place(
            mention=mention,
            candidate=chosen,
            trust=round(trust, 3),
            why=reasons,
            repair=renaming(name_in(mention.surface, group.wording.core, possessives), chosen, others),
            runners_up=others,
        )

    return tell


def _are_neighbours(ranked: Ranked, at: int) -> bool:
    """Whether several settlements share nearly all belief, and lie so near that it hardly matters which is meant."""
    own, best = ranked.rows.of(at), int(ranked.best[at])
    near = ranked.rows.xyz[own] @ ranked.rows.xyz[best] >= np.cos(NEIGHBOURS_KM / EARTH_KM)
    near &= ranked.rows.is_town[own] > 0
    belief = ranked.belief[own]
    return bool(near.sum() > 1 and belief[near].sum() >= NEARLY_ALL > belief.max())


def _is_rather_meant(one: Candidate, far: Candidate) -> bool:
    """Whether a city of the name may be meant where a small place far from the story is not."""
    return one.feature_class == "P" and one.population >= max(KNOWN_ABROAD / 2, _FAR_LARGER * far.population)


def _largest_of_its_name(chosen: Candidate, far: Candidate) -> Verdict:
    reason = f"the city of that name; {far.name} in {far.country} is small and far from the story"

    def tell(mention: Mention) -> Place:
        return Place(mention=mention, candidate=chosen, trust=CITY_TRUST, why=(reason,), runners_up=(far,))

    return tell


def own_place(chosen: Candidate, trust: float) -> Verdict:
    """A place of the reader's own that was put above all others of its name, or a site whose whole name is said."""
    is_own = chosen.id.startswith(OWN)
    reasons = (
        f"a place of your own, put above all others called {chosen.spelling}"
        if is_own
        else f"the whole name of a site, {chosen.spelling}, and of nothing else",
    )

    def tell(mention: Mention) -> Place:
        return Place(mention=mention, candidate=chosen, trust=round(trust, 3), why=reasons)

    return tell


def _whereabouts(one: Candidate) -> str:
    """A candidate as a list of them names it: "Lebanon, Pennsylvania (US)"."""
    inside = f", {one.admin1}" if one.admin1 and one.admin1 != one.name else ""
    return f"{one.name}{inside} ({one.country})" if one.country else one.name


@lru_cache(maxsize=4096)
def name_in(surface: str, core: str, possessives: tuple[str, ...]) -> str:
    """The name as printed, without possessive, article or level word as far as the reading left them out."""
    words = surface.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            printed = " ".join(words[start:end]).strip(",.")
            bare = printed
            for ending in possessives:
                bare = bare.removesuffix(ending)
            if core in {fold(printed), fold(bare)}:
                return bare
    return surface


def _chosen(ranked: Ranked, at: int) -> tuple[Candidate, tuple[Candidate, ...]]:
    """The best candidate of a group and its runners-up, best first."""
    own, best = ranked.rows.of(at), int(ranked.best[at])
    if own.stop - own.start == 1:
        return ranked.rows.candidates[best], ()
    belief = (-ranked.belief[own]).tolist()
    order = sorted(range(len(belief)), key=belief.__getitem__)[: RUNNERS_UP + 1]
    others = [ranked.rows.candidates[own.start + at] for at in order if own.start + at != best]
    return ranked.rows.candidates[best], tuple(others[:RUNNERS_UP])


def city_around(ranked: Ranked, at: int) -> int | None:
    """The group of the city that the text puts a district or street into, when the gazetteer does not know it there."""
    group, street = ranked.document.groups[at], ranked.document.lexicon.words.patterns.street
    if group.wording.kind is not PlaceKind.SECOND and (group.candidates or not street.search(group.wording.core)):
        return None
    for link in ranked.document.links:
        outer = ranked.best[link.outer]
        if link.inner != at or link.tie is not Tie.WITHIN or outer < 0 or not ranked.rows.is_town[outer]:
            continue
        if not group.candidates or not _holds_best(ranked, at, int(outer)):
            return link.outer
    return None


def _holds_best(ranked: Ranked, at: int, city: int) -> bool:
    """Whether the best candidate of the group lies in the city: the next town has a district of that name as well."""
    best = ranked.rows.xyz[int(ranked.best[at])]
    within_km = max(CITY_KM, ranked.rows.candidates[city].reach_km)
    return bool(best @ ranked.rows.xyz[city] >= np.cos(within_km / EARTH_KM))


def in_city(ranked: Ranked, city: int) -> Verdict:
    """The city of group `city`, for a part of it that the gazetteer does not know."""
    chosen = ranked.rows.candidates[int(ranked.best[city])]
    trust = round(float(ranked.trust[city]) * 0.9, 3)

    def tell(mention: Mention) -> Place:
        return Place(
            mention=mention,
            candidate=chosen,
            trust=trust,
            why=(f"a part of {chosen.name} by the text, not known by itself: placed at the city",),
        )

    return tell


def in_or_around(ranked: Ranked, at: int, verdict: Verdict) -> Verdict:
    """The city whose district is spoken of, where none is known and `verdict` has no place; else what it says."""
    group, row = ranked.document.groups[at], int(ranked.best[at])
    best = ranked.rows.candidates[row] if row >= 0 else None
    if best is None or group.wording.kind is not PlaceKind.SECOND or group.wording.in_name:
        return verdict
    if not ranked.rows.is_town[row] or best.population < KNOWN_ABROAD or ranked.belief[row] < AREA_TRUST:
        return verdict

    def tell(mention: Mention) -> Place | Reject:
        told = verdict(mention)
        if isinstance(told, Place) or told.reason != AMBIGUOUS:
            return told
        reason = f"a part of {best.name} or what lies around it, not known by itself: placed at the city"
        return Place(mention=mention, candidate=best, trust=CITY_TRUST, why=(reason,))

    return tell


def in_area(ranked: Ranked, at: int, verdict: Verdict) -> Verdict:
    """The area that the text puts group `at` into, where `verdict` has no place for it; else what it says."""
    group = ranked.document.groups[at]
    holder = group.holder
    if holder is None or len(holder.areas) != 1:
        return verdict
    (area,) = holder.areas
    which = (
        f"{group.candidate_set.bearers} places there are called so"
        if group.candidate_set.bearers
        else "not known by itself"
    )

    def tell(mention: Mention) -> Place | Reject:
        told = verdict(mention)
        if isinstance(told, Place):
            return told
        if told.reason == AMBIGUOUS and holder.firm and (largest := _far_largest(group, mention)):
            return largest
        reason = f"a place in {area.name} by the text, {which}: it stands for the whole of {area.name}"
        return Place(mention=mention, candidate=area, trust=AREA_TRUST, why=(reason,), runners_up=_largest(group))

    return tell


def _far_largest(group: Group, mention: Mention) -> Place | None:
    """The town that has most inhabitants of all towns called so where the text says; its share of them is its trust."""
    towns = [one for one in group.candidates if one.feature_class == "P" and one.known_as in _CALLED]
    total = sum(one.population for one in towns)
    share = towns[0].population / total if total else 0.0
    if share <= LEAST_TRUST:
        return None
    reason = f"of {len(towns)} towns there that are called so it has {share:.0%} of the inhabitants"
    trust = round(min(share, AREA_TRUST), 3)
    others = tuple(towns[1 : RUNNERS_UP + 1])
    return Place(mention=mention, candidate=towns[0], trust=trust, why=(reason,), runners_up=others)


def at_spot(ranked: Ranked, at: int, verdict: Verdict) -> Verdict:
    """The spot that the text puts group `at` on by a distance, where `verdict` has no place; else what it says."""
    told = ranked.document.groups[at].stated
    if told is None:
        return verdict
    start = next(n for n, group in enumerate(ranked.document.groups) if told.offset.outer in group.members)
    row = int(ranked.best[start])
    if start == at or row < 0 or not ranked.rows.is_town[row]:
        return verdict
    spot, reach_km = told.offset.around(ranked.rows.candidates[row])
    chosen = stated_place(told.words, spot, reach_km, ranked.rows.candidates[row])
    trust = round(min(float(ranked.trust[start]), AREA_TRUST), 3)

    def tell(mention: Mention) -> Place | Reject:
        found = verdict(mention)
        if isinstance(found, Place) or trust < START_TRUST:
            return found
        reason = (
            f"the text puts it {told.words}, where nothing of that name is known: within {reach_km:.0f} km of there"
        )
        return Place(mention=mention, candidate=chosen, trust=trust, why=(reason,))

    return tell


def _largest(group: Group) -> tuple[Candidate, ...]:
    return tuple(group.candidates[:RUNNERS_UP])
