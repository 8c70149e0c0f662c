"""The records that travel from article to event: small, frozen, keyword-only values."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from geomap.geo import LonLat

# ---------------------------------------------------------------- articles and what they mention

UNDATED = dt.date.min  # stands for "no date" where none is needed: only geoparsing reads undated articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A dated text from a source. `text` never changes after reading, so spans stay true."""

    id: str  # the source's own, or `stable_id` of the content
    title: str = ""  # may be empty
    text: str  # as it was given; offsets count its Unicode code points
    published: dt.date  # the day that "yesterday" is counted from
    url: str | None = None  # http(s) only
    outlet: str | None = None  # who published it, as a reader would say it
    language: str = "en"  # ISO 639-1
    archive: str | None = None  # an archived copy of `url`, http(s) only; None when none is known


class Field(StrEnum):
    """The part of an article that a span points into."""

    TEXT = "text"  # `Article.text`
    TITLE = "title"  # `Article.title`


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A half-open stretch of Unicode code points."""

    start: int  # of the first code point, from 0
    end: int  # behind the last one

    def of(self, text: str) -> str:
        """The stretch of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


class Role(StrEnum):
    """What a mentioned place name does in its sentence. Only `location` and `dateline` can carry an event."""

    LOCATION = "location"  # "shells fell on Kherson"
    DATELINE = "dateline"  # "KYIV, Feb. 10 -" before the first sentence
    ACTOR = "actor"  # "Moscow said", "Russia invaded"
    PEOPLE = "people"  # nationality or demonym: "French", "Ukrainians", "Russian forces"
    OTHER = "other"  # inside the name of an organisation, ship, dish, treaty ...


CARRIES_EVENTS = frozenset({Role.LOCATION, Role.DATELINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place name in an article. Within a field mentions rise and do not overlap."""

    article_id: str  # of the article it stands in
    field: Field = Field.TEXT  # in its title or its text
    span: Span  # where, in code points of the field
    surface: str  # exactly the article's characters at `span`
    role: Role  # what it does in its sentence
    score: float  # 0..1, the recogniser's own confidence


# ---------------------------------------------------------------- the gazetteer's answers


class KnownAs(StrEnum):
    """How a gazetteer entry came to answer to a spelling."""

    DISPLAY = "display"  # the current English name that we print
    PRIMARY = "primary"  # the gazetteer's main name
    ALTERNATE = "alternate"  # another language, transliteration or short form
    FORMER = "former"  # historical or renamed
    CODE = "code"  # "UK", "DRC", "USA"
    PEOPLE = "people"  # an adjective or the name of its inhabitants
    SIMILAR = "similar"  # not this spelling, but one near it


@dataclass(frozen=True, slots=True, kw_only=True)
class NameFacts:
    """What the gazetteer knows about one folded spelling, in a form cheap enough to be a feature of every token."""

    bearers: int  # how many places answer to it
    population: int  # of the largest of them
    classes: str  # their GeoNames feature classes, sorted, each once: "AP"
    is_country: bool = False  # whether a country is among them
    is_admin1: bool = False  # whether a first-level division is
    is_people: bool = False  # a demonym or adjective of origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A gazetteer entry that answers to a name."""

    id: str  # "geonames:703448", or "geomap:donbas" for entries of our own
    name: str  # the current English display name
    at: LonLat  # for an area: a point inside it
    country: str  # ISO 3166-1 alpha-2, "" on the high seas
    admin1: str  # display name of the first-level division, "" when none
    admin1_code: str  # GeoNames "UA.07", "" when none
    admin2: str  # display name of the second-level division, "" when none
    admin2_code: str  # GeoNames "UA.07.6315", "" when none
    feature_class: str  # GeoNames: A P L H T S R U V
    feature_code: str  # GeoNames: PPLC, ADM1, RGN, SEA, STM ...
    population: int  # 0 when unknown
    reach_km: float  # how far from `at` the place extends
    spelling: str  # the gazetteer's spelling that answered
    known_as: KnownAs  # as what `spelling` stands in the gazetteer
    renamed: str = ""  # ISO date or year in which `spelling` went out of use; "" when in use or not known
    overrules: bool = False  # whether nothing else answers to the name: a reader's own place, a site's whole name

    @property
    def is_area(self) -> bool:
        """Whether the entry is a territory, drawn as an area and never as a pin."""
        return self.feature_class in AREA_CLASSES and self.feature_code not in POINT_CODES


COUNTRY_CODES = frozenset({"PCL", "PCLD", "PCLF", "PCLI", "PCLIX", "PCLS", "TERR"})  # GeoNames' states of today

AREA_CLASSES = frozenset("AHLTV")  # divisions, waters, regions, land forms, woods

# GeoNames features of these classes that are small enough to be a point on a map of events.
POINT_CODES = frozenset(
    (
        *("AIRS", "AREA", "CAPE", "FLLS", "HLL", "INDS", "LCTY", "MILB"),
        *("MT", "PASS", "PK", "PRK", "PRT", "PT", "SPNG", "WLL"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The receipt of a corrected spelling."""

    read: str  # as the article has it: "Kharviv"
    taken_as: str  # "Kharkiv"
    distance: int  # edit operations between the folded spellings (Damerau-Levenshtein)
    kind: str  # "typo", "transliteration" or "former name"
    runner_up: str | None = None  # the next best reading, or None when there was none


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention together with the candidate we believe in, and why."""

    mention: Mention  # the name in the article
    candidate: Candidate  # the place it means
    trust: float  # 0..1, calibrated: how often a choice that looks like this one is right
    why: tuple[str, ...]  # reasons in words, strongest first; never empty
    repair: Repair | None = None  # where the spelling was corrected
    runners_up: tuple[Candidate, ...] = ()  # what else it might mean, likeliest first

    @property
    def repaired_from(self) -> str | None:
        """The article's spelling when it was corrected, else None."""
        return self.repair.read if self.repair else None


# ---------------------------------------------------------------- when


class Grain(StrEnum):
    """How wide the interval of a date is, in the order of UCDP's date_prec 1 to 5."""

    DAY = "day"  # one day
    SPAN = "span"  # several days, less than a week; wider stretches take the grain of their width
    WEEK = "week"  # up to a week
    MONTH = "month"  # up to a month
    YEAR = "year"  # wider than a month


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # "on 10 February"
    WEEKDAY = "weekday"  # "on Friday"
    RELATIVE = "relative"  # "yesterday", "last month"
    PUBLISHED = "published"  # nothing said: the article's own date


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends included. A month stays a month, never its middle."""

    first: dt.date  # the first day it may have been
    last: dt.date  # the last one, included
    grain: Grain  # how wide that is
    basis: Basis  # what it rests on
    wording: str = ""  # the words it was read from; empty when `basis` is published
    carried: bool = False  # whether the words stand in an earlier sentence

    def within(self, *, since: dt.date | None, until: dt.date | None) -> bool:
        """Whether at least one day of the interval is in the asked range (`None` leaves an end open)."""
        return (since is None or self.last >= since) and (until is None or self.first <= until)


# ---------------------------------------------------------------- events


class EventType(StrEnum):
    """ACLED's six event types."""

    BATTLES = "Battles"
    EXPLOSIONS = "Explosions/Remote violence"
    VIOLENCE_AGAINST_CIVILIANS = "Violence against civilians"
    PROTESTS = "Protests"
    RIOTS = "Riots"
    STRATEGIC = "Strategic developments"


SUB_EVENT_TYPES: dict[EventType, tuple[str, ...]] = {  # ACLED's 25
    EventType.BATTLES: ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"),
    EventType.EXPLOSIONS: (
        *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
        *("Remote explosive/landmine/IED", "Grenade"),
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    EventType.PROTESTS: ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"),
    EventType.RIOTS: ("Violent demonstration", "Mob violence"),
    EventType.STRATEGIC: (
        *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
        *("Headquarters or base established", "Looting/property destruction"),
        *("Non-violent transfer of territory", "Other"),
    ),
}


class GeoPrecision(StrEnum):
    """How exactly an event is placed; one scale for UCDP's where_prec and ACLED's geo_precision."""

    SITE = "site"  # a building, bridge, field: a kilometre or so
    SETTLEMENT = "settlement"  # a town or village
    NEAR = "near"  # around a place, or at a distance from it
    ADM2 = "adm2"  # a district, raion
    ADM1 = "adm1"  # a province, oblast
    REGION = "region"  # a territory that is no division: a coast, a valley, a sea
    COUNTRY = "country"  # listed, not drawn
    NONE = "none"  # not placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """The location of an event. A position is never sharper than the source."""

    wording: str  # as the article says it: "12 km north of Kupiansk"
    mention: Mention  # the name that it rests on
    place: Place | None  # the anchor; None when the name could not be resolved
    at: LonLat | None  # degrees, WGS 84; None for a country and for an unplaced event
    precision: GeoPrecision  # how exactly
    reach_km: float | None  # radius in which the event lies; None when unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A number the article gives: casualties, or things such as missiles. A vague word keeps its numbers None."""

    what: str  # "killed", "injured", "missing", "captured", "displaced"; or the thing counted: "missiles"
    low: int | None  # no fewer than this; None when nothing bounds it
    best: int | None  # the number itself; None when only bounds or a vague word are given
    high: int | None  # no more than this; None when nothing bounds it
    wording: str  # "At least 17 missiles", "dozens of civilians were killed"
    whom: str = ""  # "civilians", "combatants" or "" when not said


class Status(StrEnum):
    """Who stands behind an event."""

    MACHINE = "machine"  # read by geomap, looked at by nobody
    CONFIRMED = "confirmed"  # a person looked, and it is right
    REJECTED = "rejected"  # a person looked, and it is wrong
    RECORDED = "recorded"  # taken over from a dataset of others: its makers stand behind it, not geomap


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article's word for an event: the sentence itself travels along."""

    article_id: str  # of the article, whose url, title, outlet and day follow
    url: str | None  # http(s) only
    title: str  # may be empty
    outlet: str | None  # None when it is not known
    published: dt.date  # the article's own day
    field: Field = Field.TEXT  # where the sentence stands
    quote: str  # the sentence
    span: Span  # of the quote, in the article's field
    place_span: Span  # of the place name, in the article's field
    cue_span: Span  # of the trigger, the words that name the event, in the article's field
    claimant: str | None = None  # "local officials"; None when the article says it in its own voice
    archive: str | None = None  # an archived copy of the article, http(s) only


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence from which something of an event was read."""

    slot: str  # "told", "place", "day", "killed", "injured", "initiator", "target", "weapon", "against" (another place)
    article_id: str  # of the article it stands in
    field: Field  # in its title or its text
    span: Span  # of the sentence, in the article's field
    quote: str  # the sentence
    said: str  # the words in question, or the place that spoke against
    probability: float  # 0..1, of what was read from it


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened somewhere, by the word of at least one report."""

    id: str  # of its content: equal articles give equal ids
    event_type: EventType  # ACLED's
    sub_event_type: str  # one of SUB_EVENT_TYPES[event_type], or "" when the text leaves it open
    when: When  # the days it may have been
    where: Where  # the place, and how exactly
    harm: tuple[Tally, ...] = ()  # "two were killed", people alone
    quantities: tuple[Tally, ...] = ()  # "17 missiles"
    actors: tuple[str, ...] = ()  # as named in the text
    initiator: str | None = None  # who did it, as said; None when nothing is said
    target: str | None = None  # to whom or to what, as said
    target_kind: str = ""  # "civilians", "combatants" or "" when not said
    weapon: str | None = None  # with what, as said; None when nothing is said
    reports: tuple[Report, ...]  # who tells it, the first one first; never empty
    status: Status = Status.MACHINE  # who stands behind it
    confidence: float  # 0..1, calibrated: that place, day and type are right
    doubtful: bool = False  # too unsure to be drawn: listed with its number
    parent_id: str | None = None  # joins the records of one event told with several places
    evidence: tuple[Evidence, ...] = ()  # in reading order, slot by slot
    parts: tuple["Event", ...] = ()  # what was merged into it, one report each; () when nothing was
    why_merged: tuple[str, ...] = ()  # reasons in words, one per part joined


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceCode:
    """What a sentence tells; `event_type` is None when it tells no event."""

    field: Field  # of the article: its title or its text
    span: Span  # of the sentence, in code points of the field
    event_type: EventType | None  # ACLED's; None when it tells no event
    sub_event_type: str  # "" where the text leaves it open
    probability: float  # 0..1, that it tells an event, or that it tells none
    barrier: str | None  # why words that name an event tell none here
    cue: Span | None  # the trigger, the words that name the event, in code points of the field
    when: When | None  # the days it speaks of; None when it says none
    harm: tuple[Tally, ...]  # "two were killed"
    quantities: tuple[Tally, ...]  # "17 missiles"
    actors: tuple[str, ...]  # as named in the sentence
    claimant: str | None  # by whose word; None when the article says it in its own voice
    initiator: str | None = None  # who did it, as said; None when nothing is said
    target: str | None = None  # to whom or to what, as said
    target_kind: str = ""  # "civilians", "combatants" or "" when not said


# ---------------------------------------------------------------- what was left out


class Stage(StrEnum):
    """Where in the flow something was left out."""

    READ = "read"  # an article or a row that could not be read
    RECOGNISE = "recognise"  # a name
    RESOLVE = "resolve"  # a name without a place
    CODE = "code"  # a place without an event
    FILTER = "filter"  # an event that was not asked for
    NOTE = "note"  # nothing was left out: what was done to read an input


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Something that was left out, and why. Counted, written, shown in the page."""

    stage: Stage  # where on the way
    subject: str  # a file and line, or the words in question
    reason: str  # short and from a small set, so that rejects can be counted by it
    detail: str = ""  # what else helps: the value, the nearest reading, the way out
    article_id: str | None = None  # of the article it stands in, where there is one
    mention: Mention | None = None  # when the thing left out is a mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Geoparsed:
    """An article with one outcome for each of its mentions, in the mentions' order."""

    article: Article  # as it was read
    mentions: tuple[Mention, ...]  # in order, title first
    outcomes: tuple[Place | Reject, ...]  # each Reject carries its mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """A geoparsed article with its events, and a Reject for every placed mention that carries none."""

    geoparsed: Geoparsed  # the article with its places
    events: tuple[Event, ...]  # in reading order
    left_out: tuple[Reject, ...]  # what carries no event


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNotes:
    """How a result came about. Holds no clock: equal runs give equal bytes."""

    title: str  # what the user calls the map
    version: str  # of geomap
    settings_hash: str  # equal for settings that give equal results
    gazetteer_hash: str  # of the data that places were looked up in
    licences: tuple[str, ...]  # one credit line per source
    counts: tuple[tuple[str, int], ...]  # the closing table in its order: ("articles read", 12) ...
    rejects: tuple[tuple[str, int], ...]  # by reason, most frequent first
    stages: tuple[tuple[str, str], ...] = ()  # kind and id of each stage that was not the shipped one
