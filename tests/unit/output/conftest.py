"""A run with a day at a settlement, a month in an area, a country, an unplaced event, and hostile words."""

import datetime as dt

import pytest
from making import article, candidate, event, mention, oblast, place, when
from shapely import Polygon

from geomap import rows, schema
from geomap.records import EventType, GeoPrecision, Grain, Reject, RunNotes, Stage, Tally
from geomap.schema import Tables

HOSTILE = '=HYPERLINK("http://x")]]><script>alert(1)</script>{{7*7}}\x0b'
CLOCKWISE = Polygon([(34.0, 46.0), (34.0, 48.0), (37.0, 48.0), (37.0, 46.0)])


def _events():
    told = article(
        "Three people died as missiles hit Kharkiv on Friday.",
        id="a1",
        title=HOSTILE,
        outlet="Wire",
        url="https://example.org/1",
    )
    dead = Tally(what="killed", low=3, best=3, high=3, wording="Three people died", whom="civilians")
    yield event(place(mention(of=told)), told, id="day", harm=(dead,), actors=("Army A", "Group B", "Group C"))
    told = article("Fighting went on in Zaporizhzhia Oblast in March.", id="a2", title="Two", outlet="Wire")
    span = when(dt.date(2022, 3, 1), dt.date(2022, 3, 31), grain=Grain.MONTH)
    within = place(mention("Zaporizhzhia Oblast", of=told), oblast())
    kind = {"event_type": EventType.BATTLES, "sub_event_type": "Armed clash"}
    yield event(within, told, id="month", when=span, precision=GeoPrecision.ADM1, **kind)
    told = article("Police arrested dozens in Ukraine.", id="a3", title="Three")
    country = candidate("Ukraine", id="geonames:690791", lon=32.0, lat=49.0, feature_code="PCLI", feature_class="A")
    crowd = Tally(what="killed", low=None, best=None, high=None, wording="dozens")
    kind = {"event_type": EventType.PROTESTS, "sub_event_type": "Excessive force against protesters", "harm": (crowd,)}
    yield event(place(mention("Ukraine", of=told), country), told, id="country", precision=GeoPrecision.COUNTRY, **kind)
    told = article("A march in Nowhereville.", id="a4", title="Four")
    nowhere = place(mention("Nowhereville", of=told), candidate("Nowhereville", id="geonames:1", admin1=""))
    kind = {"event_type": EventType.VIOLENCE_AGAINST_CIVILIANS, "sub_event_type": ""}
    yield event(nowhere, told, id="unplaced", precision=GeoPrecision.NONE, **kind)


@pytest.fixture
def tables():
    """The tables of that run."""
    events = list(_events())
    area = {"id": "geonames:687699", "name": "Zaporizhzhia Oblast", "feature_code": "ADM1", "country": "UA"}
    told = [rows.mention_row(one.where.mention, one.where.place, carries_event=True, reject=None) for one in events[:2]]
    lost = rows.mention_row(events[3].where.mention, None, carries_event=False, reject="not in the gazetteer")
    reject = Reject(stage=Stage.READ, subject="x.txt:1", reason="no date", detail=HOSTILE)
    return Tables(
        events=schema.geoframe([rows.event_row(one) for one in events], schema.EVENTS),
        reports=schema.frame([row for one in events for row in rows.report_rows(one)], schema.REPORTS),
        articles=schema.frame([rows.article_row(article(), n_mentions=1, n_events=1)], schema.ARTICLES),
        mentions=schema.frame([*told, lost], schema.MENTIONS),
        areas=schema.geoframe([{**area, "source": "geoBoundaries", "geometry": CLOCKWISE}], schema.AREAS),
        rejects=schema.frame([rows.reject_row(reject)], schema.REJECTS),
        notes=RunNotes(
            title="Title & <b>",
            version="0.1.0",
            settings_hash="s",
            gazetteer_hash="g",
            licences=("GeoNames, CC BY 4.0",),
            counts=(("articles", 4),),
            rejects=(("no date", 1),),
        ),
    )


@pytest.fixture
def no_events(tables):
    """The same run when nothing was found."""
    return Tables(
        events=schema.geoframe([], schema.EVENTS),
        reports=schema.frame([], schema.REPORTS),
        articles=schema.frame([], schema.ARTICLES),
        mentions=schema.frame([], schema.MENTIONS),
        areas=schema.geoframe([], schema.AREAS),
        rejects=schema.frame([], schema.REJECTS),
        notes=tables.notes,
    )
