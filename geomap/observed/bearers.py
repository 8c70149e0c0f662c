"""Which of the settlements of one name a record means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geomap.geo import distance_km
from geomap.observed.wording import CITIES, VILLAGES, Named
from geomap.records import Candidate, KnownAs

NEIGHBOURS_KM = 20.0  # entries of one name this near to one another are one place
# A table that says no more than the name means the town that everybody knows. Of Ukraine's towns of 20,000 the least
# outstanding has 4.5 times the people of the next of its name (Pivdenne); a quarter of the name of another city's
# quarter is what remains. In the world at large Tripoli of Libya has 5 times as many as Tripoli of Lebanon, which is
# meant as often; London has 20 times as many as London in Ontario.
TIMES_IN_COUNTRY, TIMES_IN_WORLD = 4.0, 10.0
KNOWN_TOWN = 5_000  # inhabitants below which no town is known to everybody in its country
SMALLEST = 200.0  # inhabitants of a village whose people nobody counted
LARGEST_VILLAGE = 15_000  # inhabitants of what a table may call a village
_RANKS = {"PPLC": 100.0, "PPLA": 10.0, "PPLA2": 2.0}  # how many times its size the seat of a division counts
_STILL = {KnownAs.ALTERNATE: 0.1, KnownAs.FORMER: 0.02}  # what a town counts under a name that is not its own now
_SHOWN = 3  # bearers that the reason names


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The settlement meant, and why not another."""

    town: Candidate
    why: str  # "" when there is no other


def choose(choices: Sequence[Candidate], part: Named, *, ranked: bool) -> Choice | None:
    """The one that is meant: the only one, or one that dwarfs the others; None when it could be any.

    Args:
        choices: settlements that answer to the name.
        part: how the record writes it; "village" and "city" say which are not meant.
        ranked: whether seats of divisions count for more than their inhabitants, as within one country.
    """
    fitting = _of_size(choices, part)
    if not fitting:
        return None
    best = max(fitting, key=lambda one: (_weight(one, ranked=ranked), one.id))
    rivals = [one for one in fitting if distance_km(one.at, best.at) > NEIGHBOURS_KM]
    if not rivals:
        return Choice(town=best, why="")
    heaviest = max(_weight(one, ranked=ranked) for one in rivals)
    times = TIMES_IN_COUNTRY if ranked else TIMES_IN_WORLD
    known = best.population >= KNOWN_TOWN or best.feature_code in {"PPLC", "PPLA"}
    if part.noun in VILLAGES or not known or _weight(best, ranked=ranked) < times * heaviest:
        return None
    return Choice(town=best, why=f"by far the largest of {len(fitting)} places of that name")


def one_spot(choices: Iterable[Candidate]) -> bool:
    """Whether all entries lie around the first: then it does not matter which is meant."""
    first, *others = choices
    return all(distance_km(one.at, first.at) <= NEIGHBOURS_KM for one in others)


def listed(choices: Sequence[Candidate]) -> str:
    """The largest bearers of a name, in words: "Hroza (Kharkiv Oblast, UA), Hroza (Zaporizhzhia Oblast, UA)"."""
    ordered = sorted(choices, key=lambda one: (-one.population, one.id))
    shown = [f"{one.name} ({', '.join(filter(None, (one.admin1, one.country)))})" for one in ordered[:_SHOWN]]
    return ", ".join(shown) + (" ..." if len(ordered) > _SHOWN else "")


def _of_size(choices: Sequence[Candidate], part: Named) -> Sequence[Candidate]:
    """Without towns where a village is meant, without hamlets where a city is; all where none would be left."""
    if part.noun in VILLAGES:
        return [one for one in choices if one.population <= LARGEST_VILLAGE] or choices
    if part.noun in CITIES:
        return [one for one in choices if one.population >= KNOWN_TOWN or one.feature_code in _RANKS] or choices
    return choices


def _weight(one: Candidate, *, ranked: bool) -> float:
    rank = _RANKS.get(one.feature_code, 1.0) if ranked else 1.0
    return max(float(one.population), SMALLEST) * rank * _STILL.get(one.known_as, 1.0)
