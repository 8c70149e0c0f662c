"""Names of a sentence at which nothing happened, since it says itself where else it was."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from geomap.events.reading import ReadSentence
from geomap.events.where import is_measured_from, precision_of
from geomap.geo import distance_km
from geomap.records import CARRIES_EVENTS, Candidate, GeoPrecision, Mention, Place, Reject, Role

_EXACT = frozenset({GeoPrecision.SETTLEMENT, GeoPrecision.SITE, GeoPrecision.NEAR})

_BESIDE = 20  # code points between the names of a district and of its city

Outcome = Place | Reject


def told_elsewhere(said: ReadSentence, mentions: Sequence[tuple[Mention, Outcome]]) -> Iterator[Place]:
    """The places of a sentence that only say where another one lies, or where its writer was.

    Args:
        said: the sentence.
        mentions: its names in their order, with what became of them.
    """
    yield from _measured_from(said, mentions)
    yield from _cities_of_parts(mentions)
    yield from _desks(said, mentions)


def _measured_from(said: ReadSentence, mentions: Sequence[tuple[Mention, Outcome]]) -> Iterator[Place]:
    """The Odesa of "Serhiivka, 50km south of Odesa", the Goma of "Sake, west of Goma"."""
    text = said.sentence.text
    for (one, place), (other, start) in pairwise(mentions):
        if not isinstance(place, Place) or not isinstance(start, Place) or one.role not in CARRIES_EVENTS:
            continue
        gap = text[one.span.end - said.start : other.span.start - said.start]
        if precision_of(place.candidate) in _EXACT and is_measured_from(gap, said.pack):
            yield start


def _cities_of_parts(mentions: Sequence[tuple[Mention, Outcome]]) -> Iterator[Place]:
    """The Kyiv of "Kyiv's Holosiivskyi district" and of "the Holosiivskyi district of Kyiv"."""
    for pair in pairwise(mentions):
        (one, first), (other, second) = pair
        if other.span.start - one.span.end > _BESIDE or not isinstance(first, Place) or not isinstance(second, Place):
            continue
        for part, city in ((first, second), (second, first)):
            if _is_part(part.candidate, city.candidate):
                yield city


def _is_part(part: Candidate, city: Candidate) -> bool:
    """Whether a district lies in a city, by their points and reaches: none is as large as the city."""
    is_district = part.feature_code == "PPLX" or part.feature_code.startswith("ADM")
    in_city = is_district and city.feature_class == "P" and part.reach_km <= city.reach_km and part.id != city.id
    return in_city and distance_km(part.at, city.at) <= city.reach_km


def _desks(said: ReadSentence, mentions: Sequence[tuple[Mention, Outcome]]) -> Iterator[Place]:
    """Datelines abroad of all that the sentence names: "ISTANBUL Gunmen killed ten people in South Sudan"."""
    placed = [(mention, place) for mention, place in mentions if isinstance(place, Place)]
    told = {
        place.candidate.country
        for mention, place in placed
        if mention.role is Role.LOCATION and _is_scene(said, mention)
    }
    for mention, place in placed:
        if mention.role is Role.DATELINE and told and place.candidate.country not in told:
            yield place


def _is_scene(said: ReadSentence, mention: Mention) -> bool:
    """Whether the words say that something is in it: planes fly from Belarus to a Kyiv that is the dateline alone."""
    before = said.sentence.text[: mention.span.start - said.start].lower()
    return bool(said.pack.locations.patterns.scene.search(before))
