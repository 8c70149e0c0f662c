"""Decides at which of the places of a sentence its deeds happened, and says why not at the others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from geomap.events import words
from geomap.events.deeds import Deed
from geomap.events.reading import Told
from geomap.events.where import is_between, is_offset, precision_of
from geomap.geo import distance_km
from geomap.records import CARRIES_EVENTS, Candidate, EventType, GeoPrecision, Mention, Place, Reject, Role

NO_EVENT = "no event in its sentence"
AN_ACTOR = "named as an actor"
A_PEOPLE = "a people, not a place"
OTHER_NAME = "part of another name"
BESIDE = "an area named beside the place of the event"
FROM = "where something came from or went to"
SPOKEN = "where someone spoke or holds office"
FAR = "too far from the words of the event"
FALLEN_BACK = "unknown; its area stands for it"
STRETCH = "an end of the stretch between two places"
OTHER_CLAUSE = "named beside another time or matter"

_ROLE_REASON: Mapping[Role, str] = {Role.ACTOR: AN_ACTOR, Role.PEOPLE: A_PEOPLE, Role.OTHER: OTHER_NAME}
_RANK: Mapping[GeoPrecision, int] = {precision: rank for rank, precision in enumerate(GeoPrecision)}
_AREAS = frozenset({GeoPrecision.ADM2, GeoPrecision.ADM1, GeoPrecision.REGION})
_SURE = 0.6  # probability of a deed whose place is named only before it
_MOST_WORDS = 40
_UNKNOWN_WORDS = 14  # a name that could not be resolved must stand close to the deed
_CLAUSE_WORDS = 8
_APPOSITION_CHARS = 25  # between a name and the area named right behind it
_PATTERNS = words.patterns("around_en", "placing")
_BOUNDARY = _PATTERNS["boundary"]
_FROM = _PATTERNS["from"]
_FROM_IS_THERE = frozenset(
    {"Non-violent transfer of territory", "Government regains territory", "Abduction/forced disappearance", "Other",
     "Change to group/activity", "Looting/property destruction"}
)  # fmt: skip
_FIRED_FROM = _PATTERNS["fired_from"]
# The last words of the patterns that end at a name, and what may stand between them and the name.
_BETWEEN_WORDS = frozenset(
    {"the", "neighbouring", "neighboring", "occupied", "northern", "southern", "eastern", "western"}
)
_AWAY_WORDS = frozenset(
    {"from", "of", "toward", "towards", "for", "to", "in", "with", "border", "borders", "bordering"}
)
_OFFICE_WORDS = frozenset({"in", "at", "from", "of", "to"})
_ROAD_TO = _PATTERNS["road_to"]
_SPOKEN_BEFORE = _PATTERNS["spoken_before"]
_STRUCK_HOUSE = _PATTERNS["struck_house"]
_SPOKEN_AFTER = _PATTERNS["spoken_after"]
_SUBJECT_OF = _PATTERNS["subject_of"]
_OTHER_TIME = _PATTERNS["other_time"]
_SPEAKER_PLACE = _PATTERNS["speaker_place"]
_SPEAKER_BEHIND = _PATTERNS["speaker_behind"]
_CONTEXT = _PATTERNS["context"]
_AREA_BEHIND = _PATTERNS["area_behind"]
_LIES_BESIDE = _PATTERNS["lies_beside"]
_THERE = _PATTERNS["there"]
_AGAINST = _PATTERNS["against"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of one mention: the deed that happened there, or the reason why none did."""

    deed: Deed | None
    reason: str
    partner: int | None = None  # for "between X and Y": the position of Y among the outcomes given
    begins: int | None = None  # where an unknown name before the area begins, in code points of the field
    unknown: str | None = None  # a name elsewhere in the sentence that nobody knows, for which the area stands


def judge(told: Told, outcomes: Sequence[Place | Reject]) -> list[Verdict]:
    """A verdict for each mention of one sentence, in the order given. Each outcome carries its mention."""
    verdicts = [_alone(told, outcome) for outcome in outcomes]
    _join_stretches(told, outcomes, verdicts)
    _drop_context(told, outcomes, verdicts)
    _drop_areas(told, outcomes, verdicts)
    _drop_ends_of_roads(told, outcomes, verdicts)
    _stand_in(told, outcomes, verdicts)
    _drop_datelines(outcomes, verdicts)
    return verdicts


def place_before(told: Told, outcomes: Sequence[Place | Reject], verdicts: Sequence[Verdict]) -> int | None:
    """The number of the one exact place of a sentence that tells of no deed: the next sentence may happen there."""
    places = [
        number
        for number, outcome in enumerate(outcomes)
        if mention_of(outcome).role is Role.LOCATION and verdicts[number].reason == NO_EVENT
    ]
    if len(places) != 1 or told.deeds:
        return None
    outcome = outcomes[places[0]]
    exact = isinstance(outcome, Place) and precision_of(outcome.candidate) in {
        GeoPrecision.SETTLEMENT,
        GeoPrecision.SITE,
    }
    return places[0] if exact else None


def deed_there(told: Told) -> Deed | None:
    """The deed of a sentence that names no place but points back to one: "the building", "there"."""
    main = told.coded.main
    sure = main is not None and main.barrier is None and main.probability >= _SURE
    return main if sure and _THERE.search(told.sentence.lower) else None


def mention_of(outcome: Place | Reject) -> Mention:
    """The mention an outcome speaks of.

    Raises:
        ValueError: a Reject without a mention is no outcome of a mention.
    """
    if outcome.mention is None:
        raise ValueError(f"a reject without a mention among the places: {outcome.reason}")
    return outcome.mention


def _alone(told: Told, outcome: Place | Reject) -> Verdict:
    mention = mention_of(outcome)
    if mention.role not in CARRIES_EVENTS:
        return Verdict(deed=None, reason=_ROLE_REASON[mention.role])
    if not told.deeds:
        return Verdict(deed=None, reason=NO_EVENT)
    costs = [(_cost(told, mention, deed), number, deed) for number, deed in enumerate(told.deeds)]
    cost, _, nearest = min(costs, key=lambda row: row[:2])
    reason = _against(told, outcome, nearest, cost)
    return Verdict(deed=None if reason else nearest, reason=reason)


def _against(told: Told, outcome: Place | Reject, nearest: Deed, cost: int) -> str:
    """Why the nearest deed did not happen at the place; "" when it did."""
    if all(deed.barrier is not None for deed in told.deeds):
        return nearest.barrier or NO_EVENT
    most = _MOST_WORDS if isinstance(outcome, Place) else _UNKNOWN_WORDS
    return _elsewhere(told, mention_of(outcome), nearest, outcome) or nearest.barrier or (FAR if cost > most else "")


def _cost(told: Told, mention: Mention, deed: Deed) -> int:
    """How far a name is from a deed: words between, and more for every clause between."""
    start, end = mention.span.start - told.start, mention.span.end - told.start
    lower = told.sentence.lower
    if deed.start < end and start < deed.end:
        return 0
    between = lower[deed.end : start] if start >= deed.end else lower[end : deed.start]
    return between.count(" ") + _CLAUSE_WORDS * len(_BOUNDARY.findall(between)) + (start < deed.start)


def _elsewhere(told: Told, mention: Mention, deed: Deed, outcome: Place | Reject) -> str | None:
    """Why the words around a name say that nothing happened there."""
    start, end = mention.span.start - told.start, mention.span.end - told.start
    before, after = told.sentence.lower[max(0, start - 90) : start], told.sentence.lower[end : end + 60]
    if mention.role is Role.DATELINE:
        return None
    if _ends_in(before, _AWAY_WORDS) and _is_away(before, deed):
        return FROM
    if _SPEAKER_PLACE.search(told.sentence.lower[:start]) and _SPEAKER_BEHIND.match(after) and deed.start > end:
        return SPOKEN
    if (_ends_in(before, _OFFICE_WORDS) and _speaks(told, deed, start)) or _SPOKEN_AFTER.match(after):
        return SPOKEN
    cue_end = deed.end
    if start > cue_end and _OTHER_TIME.search(told.sentence.lower[cue_end:start]):
        return OTHER_CLAUSE
    broad = isinstance(outcome, Place) and precision_of(outcome.candidate) in {
        GeoPrecision.COUNTRY,
        GeoPrecision.REGION,
    }
    return AN_ACTOR if broad and (_AGAINST.search(before) or _SUBJECT_OF.match(after)) else None


def _speaks(told: Told, deed: Deed, start: int) -> bool:
    """Whether someone speaks or holds office at the name that begins at `start`, and nothing is done to his house."""
    lower = told.sentence.lower
    if not _SPOKEN_BEFORE.search(lower[max(0, start - 90) : start]):
        return False
    violent = deed.event_type is not EventType.STRATEGIC
    return not (violent and deed.end <= start and _STRUCK_HOUSE.search(lower[deed.end : start]))


def _ends_in(before: str, last: frozenset[str]) -> bool:
    """Whether the word before a name, its article and directions aside, is one of these: a quick test."""
    said = before.split()
    while said and said[-1] in _BETWEEN_WORDS:
        said.pop()
    return bool(said) and said[-1] in last


def _is_away(before: str, deed: Deed) -> bool:
    away = _FIRED_FROM.search(before) or (_FROM.search(before) and deed.sub not in _FROM_IS_THERE)
    return bool(away) and not is_offset(before)


def _join_stretches(told: Told, outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """Words: "between Tokmak and Orikhiv" is one place; the second name is an end of it."""
    for position, (one, other) in enumerate(pairwise(outcomes)):
        if not (isinstance(one, Place) and isinstance(other, Place) and verdicts[position].deed):
            continue
        start, end = one.mention.span.start - told.start, one.mention.span.end - told.start
        gap = told.sentence.lower[end : other.mention.span.start - told.start].strip()
        points = {GeoPrecision.SETTLEMENT, GeoPrecision.SITE}
        exact = precision_of(one.candidate) in points and precision_of(other.candidate) in points
        if exact and gap in {"and", "and the village of"} and is_between(told.sentence.text[:start]):
            verdicts[position] = Verdict(deed=verdicts[position].deed, reason="", partner=position + 1)
            verdicts[position + 1] = Verdict(deed=None, reason=STRETCH)


def _drop_context(told: Told, outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """What stands behind "in" or "near" says where the first name lies: "the village of Hroza in Kupiansk district".

    Where nobody knows the first name, the area behind it stands for it, or the town that it lies beside.
    """
    for position, (one, other) in enumerate(pairwise(outcomes)):
        first, second = mention_of(one), mention_of(other)
        gap = told.sentence.lower[first.span.end - told.start : second.span.start - told.start]
        if not (verdicts[position].deed and verdicts[position + 1].deed and isinstance(other, Place)):
            continue
        wide = precision_of(other.candidate) in _AREAS or _AREA_BEHIND.match(_behind(told, second))
        if not (_CONTEXT.match(gap) or (wide and gap in {", ", " ("})):
            continue
        if isinstance(one, Place):
            verdicts[position + 1] = Verdict(deed=None, reason=BESIDE)
        elif precision_of(other.candidate) in _AREAS or _LIES_BESIDE.search(gap):
            verdicts[position] = Verdict(deed=None, reason=FALLEN_BACK)
            verdicts[position + 1] = replace(verdicts[position + 1], begins=first.span.start)


def _behind(told: Told, mention: Mention) -> str:
    end = mention.span.end - told.start
    return told.sentence.lower[end : end + 20]


def _drop_areas(told: Told, outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """The most exact name wins: an area that holds another place of the deed gets no event of its own."""
    for position, outcome in enumerate(outcomes):
        deed = verdicts[position].deed
        if deed is None or not isinstance(outcome, Place):
            continue
        exact = _exact(told, outcomes, verdicts, deed.event_type, outcome)
        if any(_inside(outcome.candidate, other) for other in exact):
            verdicts[position] = Verdict(deed=None, reason=BESIDE)


def _drop_ends_of_roads(told: Told, outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """Where a road leads is no place of a deed that has another: "in Kupiansk they blocked the road to Kharkiv"."""
    for position, outcome in enumerate(outcomes):
        deed = verdicts[position].deed
        before = told.sentence.lower[: max(0, mention_of(outcome).span.start - told.start)]
        elsewhere = (other.deed for number, other in enumerate(verdicts) if number != position and other.deed)
        if deed and _ROAD_TO.search(before) and any(other.event_type is deed.event_type for other in elsewhere):
            verdicts[position] = Verdict(deed=None, reason=FROM)


def _stand_in(told: Told, outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """An area stands for the one name of the same deed that nobody knows: "In Mali, a bomb went off in Sevare".

    Where several are unknown, the deed happened at each of them and not once more in the area.
    """
    for position, outcome in enumerate(outcomes):
        verdict = verdicts[position]
        if verdict.deed is None or verdict.begins is not None or not isinstance(outcome, Place):
            continue
        if precision_of(outcome.candidate) not in _AREAS | {GeoPrecision.COUNTRY}:
            continue
        unknown = [
            number
            for number, other in enumerate(outcomes)
            if isinstance(other, Reject)
            and (deed := verdicts[number].deed)
            and deed.event_type is verdict.deed.event_type
            and not _is_and(told, mention_of(other), outcome.mention)
        ]
        if len(unknown) == 1:
            verdicts[position] = replace(verdict, unknown=mention_of(outcomes[unknown[0]]).surface)
            verdicts[unknown[0]] = Verdict(deed=None, reason=FALLEN_BACK)
        elif unknown:
            verdicts[position] = Verdict(deed=None, reason=BESIDE)


def _is_and(told: Told, one: Mention, other: Mention) -> bool:
    """Whether two names stand side by side: "in Mali and Sevare"."""
    first, second = sorted([one.span, other.span], key=lambda span: span.start)
    gap = told.sentence.lower[max(0, first.end - told.start) : max(0, second.start - told.start)]
    return gap.strip(" ,").removesuffix(" in") in {"and", "or"}


def _drop_datelines(outcomes: Sequence[Place | Reject], verdicts: list[Verdict]) -> None:
    """A dateline yields to a place named in the sentence."""
    told = [mention_of(outcome).role for outcome, verdict in zip(outcomes, verdicts, strict=True) if verdict.deed]
    if all(role is Role.DATELINE for role in told):
        return
    for position, outcome in enumerate(outcomes):
        if mention_of(outcome).role is Role.DATELINE and verdicts[position].deed:
            verdicts[position] = Verdict(deed=None, reason=BESIDE)


def _exact(
    told: Told, outcomes: Sequence[Place | Reject], verdicts: Sequence[Verdict], kind: EventType, area: Place
) -> Iterator[Candidate]:
    """The places that make an area superfluous: those with a deed of that type, and the name right before it."""
    for other, verdict in zip(outcomes, verdicts, strict=True):
        if not isinstance(other, Place) or other is area:
            continue
        told_there = verdict.deed is not None and verdict.deed.event_type is kind
        gap = told.sentence.text[
            max(0, other.mention.span.end - told.start) : max(0, area.mention.span.start - told.start)
        ]
        right_before = (
            other.mention.span.end <= area.mention.span.start
            and len(gap) < _APPOSITION_CHARS
            and gap.lstrip()[:1] in {",", "(", "i"}
        )
        if told_there or right_before:
            yield other.candidate


def _inside(area: Candidate, exact: Candidate) -> bool:
    """Whether a more exact place lies in an area, by the codes of the gazetteer."""
    rank = _RANK[precision_of(area)]
    if _RANK[precision_of(exact)] >= rank or area.id == exact.id:
        return False
    if precision_of(area) is GeoPrecision.COUNTRY:
        return area.country == exact.country
    if precision_of(area) is GeoPrecision.ADM1 and area.admin1_code:
        return area.admin1_code == exact.admin1_code
    if precision_of(area) is GeoPrecision.ADM2 and area.admin2_code:
        return area.admin2_code == exact.admin2_code
    return _near(area, exact)


def _near(area: Candidate, exact: Candidate) -> bool:
    return precision_of(area) is GeoPrecision.REGION and distance_km(area.at, exact.at) <= area.reach_km
