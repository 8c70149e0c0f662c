"""Records for tests, made from a few words each; everything not given has a plain default."""

import datetime as dt
from dataclasses import replace

from geomap.geo import LonLat
from geomap.ids import stable_id
from geomap.records import (
    Article,
    Basis,
    Candidate,
    Event,
    EventType,
    GeoPrecision,
    Grain,
    KnownAs,
    Mention,
    Place,
    Report,
    Role,
    Span,
    When,
    Where,
)

DAY = dt.date(2023, 2, 10)


def article(text="Missiles hit Kharkiv on Friday.", *, id="a1", published=dt.date(2023, 2, 12), **more):  # noqa: A002
    return Article(**{"id": id, "title": "A headline", "text": text, "published": published, **more})


def mention(surface="Kharkiv", *, of=None, role=Role.LOCATION, **more):
    of = of or article()
    start = of.text.index(surface)
    span = Span(start=start, end=start + len(surface))
    return Mention(**{"article_id": of.id, "span": span, "surface": surface, "role": role, "score": 0.9, **more})


def candidate(name="Kharkiv", *, id="geonames:706483", lon=36.2527, lat=49.9808, **more):  # noqa: A002
    defaults = {
        "country": "UA",
        "admin1": "Kharkiv Oblast",
        "admin1_code": "UA.07",
        "admin2": "",
        "admin2_code": "",
        "feature_class": "P",
        "feature_code": "PPLA",
        "population": 1430885,
        "reach_km": 12.0,
        "spelling": name,
        "known_as": KnownAs.DISPLAY,
    }
    return Candidate(**{"id": id, "name": name, "at": LonLat(lon=lon, lat=lat), **defaults, **more})


def oblast():
    return candidate(
        "Zaporizhzhia Oblast",
        id="geonames:687699",
        lon=35.5,
        lat=47.25,
        feature_class="A",
        feature_code="ADM1",
        reach_km=120.0,
        admin1="Zaporizhzhia Oblast",
        admin1_code="UA.26",
    )


def place(of=None, found=None, **more):
    return Place(
        **{"mention": of or mention(), "candidate": found or candidate(), "trust": 0.95, "why": ("largest",), **more}
    )


def when(first=DAY, last=None, **more):
    defaults = {"grain": Grain.DAY, "basis": Basis.WEEKDAY, "wording": "on Friday"}
    return When(**{"first": first, "last": last or first, **defaults, **more})


def event(at=None, told_by=None, *, precision=GeoPrecision.SETTLEMENT, **more):
    told_by = told_by or article()
    at = at or place(mention(of=told_by))
    report = Report(
        article_id=told_by.id,
        url=told_by.url,
        archive=told_by.archive,
        title=told_by.title,
        outlet=told_by.outlet,
        published=told_by.published,
        quote=told_by.text,
        span=Span(start=0, end=len(told_by.text)),
        place_span=at.mention.span,
        cue_span=Span(start=0, end=8),
    )
    where = Where(
        wording=at.mention.surface,
        mention=at.mention,
        place=at,
        at=None if precision in {GeoPrecision.COUNTRY, GeoPrecision.NONE} else at.candidate.at,
        precision=precision,
        reach_km=at.candidate.reach_km,
    )
    defaults = {
        "event_type": EventType.EXPLOSIONS,
        "sub_event_type": "Shelling/artillery/missile attack",
        "when": when(),
        "where": where,
        "reports": (report,),
        "confidence": 0.8,
    }
    made = Event(**{"id": "", **defaults, **more})
    return replace(made, id=more.get("id") or stable_id(told_by.id, where.wording, made.when.first))
