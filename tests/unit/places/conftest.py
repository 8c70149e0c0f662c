"""A world of a dozen places, and articles about them."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

import pytest

from geomap.geo import LonLat
from geomap.names import fold
from geomap.places import PlaceResolver, shipped_resolver
from geomap.records import Article, Candidate, KnownAs, Mention, Place, Reject, Role, Span
from geomap.stages import Weighed

Make = Callable[..., Candidate]


def entry(number: int, name: str, at: tuple[float, float], kind: str, **more) -> Candidate:
    given = {
        "country": "UA",
        "admin1": "",
        "admin1_code": "",
        "admin2": "",
        "admin2_code": "",
        "population": 0,
        "reach_km": 5.0,
        "known_as": KnownAs.DISPLAY,
        "spelling": name,
        **more,
    }
    return Candidate(
        id=f"geonames:{number}",
        name=name,
        at=LonLat(lon=at[0], lat=at[1]),
        feature_class=kind[0],
        feature_code=kind[2:],
        **given,
    )


KH = {"admin1": "Kharkiv Oblast", "admin1_code": "UA.07"}
DO = {"admin1": "Donetsk Oblast", "admin1_code": "UA.05"}
TX = {"country": "US", "admin1": "Texas", "admin1_code": "US.TX"}
ENTRIES = (
    entry(690791, "Ukraine", (32.0, 49.0), "A.PCLI", population=40_000_000, reach_km=600.0),
    entry(6252001, "United States", (-98.5, 39.8), "A.PCLI", country="US", population=330_000_000, reach_km=2400.0),
    entry(3017382, "France", (2.0, 46.0), "A.PCLI", country="FR", population=67_000_000, reach_km=590.0),
    entry(706483, "Kharkiv", (36.25, 49.98), "P.PPLA", population=1_430_000, **KH),
    entry(706482, "Kharkiv Oblast", (36.5, 49.6), "A.ADM1", population=2_600_000, reach_km=106.0, **KH),
    entry(709717, "Donetsk", (37.8, 48.02), "P.PPLA", population=900_000, **DO),
    entry(713174, "Bakhmut", (38.0, 48.59), "P.PPLA2", population=71_000, **DO),
    entry(704422, "Pokrovsk", (37.18, 48.28), "P.PPLA2", population=60_000, **DO),
    entry(563464, "Engels", (46.1, 51.48), "P.PPL", population=196_000, country="RU", known_as=KnownAs.FORMER,
          spelling="Pokrovsk", renamed="1931"),
    entry(1, "Andriivka", (36.6, 49.5), "P.PPL", population=500, **KH),
    entry(2, "Andriivka", (37.5, 48.5), "P.PPL", population=500, **DO),
    entry(3, "Andriivka", (37.6, 48.0), "P.PPL", population=500, **DO),
    entry(4, "Andriivka", (25.0, 50.0), "P.PPL", population=500, admin1="Lviv Oblast", admin1_code="UA.15"),
    entry(2988507, "Paris", (2.35, 48.85), "P.PPLC", country="FR", population=2_100_000),
    entry(3031582, "Bordeaux", (-0.58, 44.84), "P.PPLA", country="FR", population=260_000),
    entry(4717560, "Paris", (-95.55, 33.66), "P.PPLA2", population=25_000, **TX),
    entry(4736286, "Texas", (-99.3, 31.4), "A.ADM1", population=29_000_000, reach_km=500.0, **TX),
    entry(3019329, "Eu", (1.42, 50.05), "P.PPL", country="FR", population=8_000),
)  # fmt: skip
SPELLINGS = {
    706482: ("kharkiv", "kharkiv region"),
    713174: ("artemivsk",),
    563464: ("pokrovsk",),
    690791: ("ukrainian",),
    706483: ("kharkov",),
}


def known(name: str, one: Candidate) -> Candidate | None:
    """The entry as it answers to a name, or None."""
    number = int(one.id.partition(":")[2])
    if name == fold(one.name) and one.known_as is not KnownAs.FORMER:
        return one
    if name not in SPELLINGS.get(number, ()):
        return None
    kind = {"artemivsk": KnownAs.FORMER, "pokrovsk": KnownAs.FORMER, "ukrainian": KnownAs.PEOPLE}.get(name)
    changes = {"known_as": kind or KnownAs.ALTERNATE, "spelling": name.title()}
    return type(one)(**{field: getattr(one, field) for field in type(one).__slots__} | changes)


def candidates(names: Sequence[str]) -> Mapping[str, tuple[Candidate, ...]]:
    """What the little world answers."""
    return {name: tuple(hit for one in ENTRIES if (hit := known(fold(name), one))) for name in names}


def weigh(resolver: PlaceResolver, article: Article, mentions: Sequence[Mention]) -> Weighed:
    """The article with the candidates of the little world weighed."""
    reading = resolver.read(article, mentions)
    return reading.weigh(candidates(sorted(reading.asks)))


@pytest.fixture(scope="session")
def resolver() -> PlaceResolver:
    return shipped_resolver()


@pytest.fixture
def article() -> Callable[..., Article]:
    def make(text: str, **more: str) -> Article:
        return Article(id="a", title=more.pop("title", ""), text=text, published=dt.date(2023, 2, 12), **more)

    return make


def mention(text: str, surface: str, *, role: Role = Role.LOCATION, after: int = 0) -> Mention:
    start = text.index(surface, after)
    span = Span(start=start, end=start + len(surface))
    return Mention(article_id="a", span=span, surface=surface, role=role, score=1.0)


@pytest.fixture
def read(resolver: PlaceResolver, article) -> Callable[..., Sequence[Place | Reject]]:
    """Resolve the named words of a text in the little world; `similar` is what the gazetteer finds near a name."""

    def resolve(text: str, *surfaces: str, similar=None, using: PlaceResolver = resolver, role: Role = Role.LOCATION):
        mentions, after = [], 0
        for surface in surfaces:
            mentions.append(mention(text, surface, role=role, after=after))
            after = mentions[-1].span.end
        weighed = weigh(using, article(text), mentions)
        names, _ = weighed.asks_similar
        return weighed.resolve({name: found for name, found in (similar or {}).items() if name in names})

    return resolve


@pytest.fixture
def world() -> SimpleNamespace:
    """The helpers and entries of this file."""
    by_number = {int(one.id.partition(":")[2]): one for one in ENTRIES}
    return SimpleNamespace(entry=entry, mention=mention, candidates=candidates, of=by_number, weigh=weigh)
