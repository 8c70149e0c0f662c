"""Asks for the villages of the countries that an article is about, and takes them for names known nowhere near."""

from collections.abc import Mapping, Sequence

from geomap.geo import distance_km
from geomap.ids import OWN
from geomap.names import fold
from geomap.places.candidate_set import Choices
from geomap.places.document import Document, Group, field_text
from geomap.places.ranker import Ranked
from geomap.places.repair import is_part_of_a_name
from geomap.places.words import BARE, PlaceKind
from geomap.records import CARRIES_EVENTS, COUNTRY_CODES, Candidate, KnownAs
from geomap.sounds import consonants

STORY = 0.2  # share of an article's names that makes a country one that its villages may be of
KNOWN_ABROAD = 100_000  # inhabitants from which a town abroad is rather meant than a village of its name
_TOWN = 5_000  # inhabitants of a place that is named without what it lies in
_FIRM = 0.5  # trust from which another name's place belongs to the story
_SHORT = 3  # consonants of a name that too many places share in another rendering
_FAR_KM = 700.0  # beyond which a town is far from all that the article names in its country
_DAYS_TALK_KM = 100.0  # within which a story tells of its other places
_COUNTRIES_ASKED = 3  # of an article at most
_NATIONAL = COUNTRY_CODES | {"ADM1", "PPLC"}
_OWN = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE, KnownAs.CODE})


def asks_villages(ranked: Ranked, focus: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The names that may be villages', and the countries (ISO 3166-1 alpha-2) of the story."""
    document = ranked.document
    names: set[str] = set()
    countries: set[str] = set()
    for at, group in enumerate(document.groups):
        own = story_countries(ranked, focus, without=at)
        if own and may_be_village(document, group, own):
            names.update(_asked(group))
            countries |= own
    return frozenset(names), frozenset(countries)


def story_countries(ranked: Ranked, focus: frozenset[str], *, without: int) -> frozenset[str]:
    """The countries that the article is about: those in focus, and those of most of its names that are well placed.

    The name of group `without` has no voice: it is asked about.
    """
    votes: dict[str, float] = {}
    for group, row in enumerate(ranked.best.tolist()):
        if group != without and row >= 0 and (country := ranked.rows.candidates[row].country):
            votes[country] = votes.get(country, 0.0) + float(ranked.trust[group])
    least = STORY * sum(votes.values())
    first = sorted((-votes[one], one) for one in votes if votes[one] >= least)[:_COUNTRIES_ASKED]
    return focus | {country for _, country in first} | countries_of_groups(ranked, without=without)


def countries_of_groups(ranked: Ranked, *, without: int) -> frozenset[str]:
    """The countries of the armed groups that the article names, where it names no place by which to tell the country.

    The name of group `without` has no voice.
    """
    document = ranked.document
    for at, group in enumerate(document.groups):
        mentioned = any(document.mentions[one].role in CARRIES_EVENTS for one in group.members)
        row = int(ranked.best[at])
        if mentioned and at != without and row >= 0 and ranked.rows.candidates[row].country:
            return frozenset()
    return document.lexicon.countries_of_groups(f"{document.article.title}\n{document.article.text}")


def may_be_village(document: Document, group: Group, countries: frozenset[str]) -> bool:
    """Whether a name may be a village's of these countries.

    It is not when a settlement or division of them bears it, or a place abroad that everybody knows; nor when it stands
    in a longer name, as a person's does.
    """
    wording = group.wording
    if wording.kind not in BARE or wording.acronym or any(_is_known(one, countries) for one in _may_lie(group)):
        return False
    mentions = [document.mentions[at] for at in group.members]
    if not any(mention.role in CARRIES_EVENTS for mention in mentions):
        return False
    if wording.kind is PlaceKind.TOWN or wording.small:
        return True
    return not any(
        is_part_of_a_name(field_text(document.article, one), one, document.lexicon.words) for one in mentions
    )


def _may_lie(group: Group) -> Sequence[Candidate]:
    """The candidates that a name can mean where the text says what it lies in: of cities abroad none."""
    holder = group.holder
    if holder is None:
        return group.candidates
    return [one for one in group.candidates if one.feature_code in _NATIONAL or holder.holds(one)]


def is_around(ranked: Ranked, one: Candidate) -> bool:
    """Whether a place that is spelt nearly so may be meant by where it lies.

    A village of a short name must lie near a town of the article, one of a longer one in a division that it names as
    well: of short names there are many renderings. A town must not lie far from all that the article names in its
    country, unless it is a city that everybody knows.
    """
    others = [
        ranked.rows.candidates[row]
        for group, row in enumerate(ranked.best.tolist())
        if row >= 0 and ranked.trust[group] >= _FIRM
    ]
    near = [other for other in others if other.feature_class == "P" or other.feature_code == "ADM1"]
    if one.population >= KNOWN_ABROAD * 5 or one.feature_class != "P":
        return True
    if one.population >= _TOWN:
        here = [other for other in near if other.country == one.country]
        return not here or any(
            _is_in(one, other) or distance_km(other.at, one.at) <= other.reach_km + _FAR_KM for other in here
        )
    count = len(consonants(fold(one.spelling)).strip("-"))
    if count > _SHORT:
        return True
    return any(
        (count == _SHORT and _is_in(one, other))
        or (other.feature_class == "P" and distance_km(other.at, one.at) <= _DAYS_TALK_KM)
        for other in near
    )


def _is_in(one: Candidate, division: Candidate) -> bool:
    return division.feature_code == "ADM1" and division.admin1_code == one.admin1_code


def _is_known(one: Candidate, countries: frozenset[str]) -> bool:
    if one.id.startswith(OWN):
        return True
    if one.known_as not in _OWN:
        return one.known_as is KnownAs.FORMER and one.country in countries
    if one.country in countries and one.feature_class in {"P", "A"}:
        return True
    wide = one.feature_code in COUNTRY_CODES or one.feature_class in {"L", "H"} or one.feature_code.startswith("ISL")
    return wide or one.feature_code in {"PPLC", "ADM1"} or one.population >= KNOWN_ABROAD


def _asked(group: Group) -> Sequence[str]:
    return (group.wording.core, *group.wording.variants)


def with_villages(choices: Choices, villages: Choices) -> Mapping[str, tuple[Candidate, ...]]:
    """The choices, with the villages in the place of what bears the same names abroad."""
    return {**choices, **{name: found for name, found in villages.items() if found}}
