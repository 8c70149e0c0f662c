"""A small gazetteer and a short way from a sentence to its events, for the tests of the event coder."""

import datetime as dt
import re

from making import article, candidate

from geomap.events import shipped_coder
from geomap.records import Event, Field, Mention, Place, Reject, Role, Span, Stage

SUNDAY = dt.date(2023, 2, 12)


def _town(name, number, lon, lat, admin1, *, country="UA", admin2="", **more):
    return candidate(
        name,
        id=f"geonames:{number}",
        lon=lon,
        lat=lat,
        country=country,
        admin1=admin1,
        admin1_code=f"{country}.{admin1}",
        admin2=admin2,
        admin2_code=f"{country}.{admin1}.{admin2}" if admin2 else "",
        **{"feature_code": "PPL", "reach_km": 5.0, **more},
    )


def _area(name, number, at, code, reach, *, country="UA", admin1="", admin2="", feature_class="A"):
    return _town(
        name, number, *at, admin1, country=country, admin2=admin2, feature_class=feature_class, feature_code=code,
        reach_km=reach,
    )  # fmt: skip


TOWNS = {
    "Kyiv": _town("Kyiv", 703448, 30.52, 50.45, "Kyiv City", feature_code="PPLC", reach_km=20.0),
    "Kharkiv": _town("Kharkiv", 706483, 36.25, 49.98, "07", feature_code="PPLA", reach_km=15.0),
    "Zaporizhzhia": _town("Zaporizhzhia", 687700, 35.19, 47.82, "26", feature_code="PPLA", reach_km=12.0),
    "Kupiansk": _town("Kupiansk", 703546, 37.61, 49.71, "07", admin2="Kup"),
    "Bakhmut": _town("Bakhmut", 712161, 38.0, 48.59, "05"),
    "Avdiivka": _town("Avdiivka", 712886, 37.75, 48.14, "05"),
    "Tokmak": _town("Tokmak", 691838, 35.71, 47.26, "26"),
    "Orikhiv": _town("Orikhiv", 698604, 35.79, 47.57, "26"),
    "Kherson": _town("Kherson", 706448, 32.62, 46.64, "08", feature_code="PPLA", reach_km=8.0),
    "Belgorod": _town("Belgorod", 578072, 36.58, 50.61, "09", country="RU", reach_km=8.0),
    "Moscow": _town("Moscow", 524901, 37.62, 55.75, "48", country="RU", feature_code="PPLC", reach_km=25.0),
    "Brussels": _town("Brussels", 2800866, 4.35, 50.85, "BRU", country="BE", feature_code="PPLC"),
    "Kharkiv Oblast": _area("Kharkiv Oblast", 706482, (36.5, 49.6), "ADM1", 130.0, admin1="07"),
    "Zaporizhzhia Oblast": _area("Zaporizhzhia Oblast", 687699, (35.5, 47.25), "ADM1", 120.0, admin1="26"),
    "Kupiansk Raion": _area("Kupiansk Raion", 703545, (37.6, 49.7), "ADM2", 45.0, admin1="07", admin2="Kup"),
    "Donbas": _area("Donbas", 1, (38.0, 48.3), "RGN", 180.0, country="UA", feature_class="L"),
    "Antonivka bridge": _town(
        "Antonivka bridge", 2, 32.72, 46.67, "08", feature_class="S", feature_code="BDG", reach_km=1.0
    ),
    "Ukraine": _area("Ukraine", 690791, (31.0, 49.0), "PCLI", 650.0),
    "Russia": _area("Russia", 2017370, (100.0, 60.0), "PCLI", 4000.0, country="RU"),
    "United States": _area("United States", 6252001, (-98.0, 39.8), "PCLI", 2500.0, country="US"),
    "France": _area("France", 3017382, (2.0, 46.0), "PCLI", 500.0, country="FR"),
}  # fmt: skip


def outcomes(told, *, roles=None, unknown=(), field=Field.TEXT):
    """The names of the small gazetteer in an article, longest first, with what the resolver would say of them."""
    text = told.text if field is Field.TEXT else told.title
    names = sorted({*TOWNS, *unknown}, key=len, reverse=True)
    found = []
    for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, names))})\b", text):
        name = match[0]
        role = (roles or {}).get(name, Role.LOCATION)
        span = Span(start=match.start(), end=match.end())
        said = Mention(article_id=told.id, field=field, span=span, surface=name, role=role, score=0.9)
        if name in unknown:
            found.append(Reject(stage=Stage.RESOLVE, subject=name, reason="not in the gazetteer", mention=said))
        else:
            found.append(Place(mention=said, candidate=TOWNS[name], trust=0.9, why=("the only one",)))
    return found


def code(text, *, published=SUNDAY, title="", **more):
    """Events and rejects of a text."""
    told = article(text, published=published, title=title)
    made = shipped_coder().code(told, outcomes(told, **more))
    return [one for one in made if isinstance(one, Event)], [one for one in made if isinstance(one, Reject)]


def reasons(rejects):
    """The reason by the name left out."""
    return {reject.subject: reject.reason for reject in rejects}
