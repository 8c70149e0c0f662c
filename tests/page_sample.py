"""A run of a dozen events with everything that a page can show, in our own words."""

import datetime as dt
from dataclasses import replace

import geopandas as gpd
from making import article, candidate, event, mention, oblast, place, when
from shapely import Point, Polygon

from geomap import rows, schema
from geomap.output.page_tables import as_tables
from geomap.records import (
    Basis,
    EventType,
    GeoPrecision,
    Grain,
    Reject,
    Repair,
    RunNotes,
    Span,
    Stage,
    Status,
    Tally,
)
from geomap.schema import Tables

OUTLINE = Polygon([(34.2, 46.5), (37.2, 46.5), (37.2, 48.1), (35.2, 48.2), (34.2, 47.4)])
TOWNS = {
    "Kyiv": ("geonames:703448", 30.5238, 50.4547, "Kyiv City"),
    "Kharkiv": ("geonames:706483", 36.2527, 49.9808, "Kharkiv Oblast"),
    "Zaporizhzhia": ("geonames:687700", 35.139, 47.8388, "Zaporizhzhia Oblast"),
    "Odesa": ("geonames:698740", 30.7326, 46.4775, "Odesa Oblast"),
    "Kherson": ("geonames:706448", 32.6178, 46.6354, "Kherson Oblast"),
    "Melitopol": ("geonames:701404", 35.3674, 46.8489, "Zaporizhzhia Oblast"),
    "Lviv": ("geonames:702550", 24.0232, 49.8383, "Lviv Oblast"),
}
TOLD = (  # id, day of publication, outlet, headline, text
    (
        "n1",
        dt.date(2023, 2, 12),
        "Morning Wire",
        "Missiles strike three cities",
        "Seventeen missiles hit Kharkiv on Friday, local officials said. Blasts were heard in Kyiv as well.",
    ),
    (
        "n2",
        dt.date(2023, 2, 13),
        "Evening Post",
        "Second day of strikes",
        (
            "Rockets struck Kharviv overnight, killing at least two people. "
            "Fighting went on in Zaporizhzhia Oblast in March."
        ),
    ),
    (
        "n3",
        dt.date(2023, 3, 20),
        "Morning Wire",
        "A march and a quarrel",
        "Residents of Melitopol marched against the new rules. Shops in Odesa were looted during a riot.",
    ),
    (
        "n4",
        dt.date(2023, 4, 2),
        "Harbour Daily",
        "Abductions reported in the south",
        "Two men were abducted in Kherson last week. Police arrested dozens in Ukraine.",
    ),
    ("n5", dt.date(2023, 4, 9), "", "", "A depot was moved near Lviv. A clash was heard in Nowhereville."),
)


def _told():
    return {
        id_: article(
            text,
            id=id_,
            published=day,
            outlet=outlet or None,
            title=title,
            url=f"https://news.example/{id_}" if title else None,
            archive="https://archive.example/n2" if id_ == "n2" else None,
        )
        for id_, day, outlet, title, text in TOLD
    }


def _town(name, of, surface=None, **more):
    id_, lon, lat, admin1 = TOWNS[name]
    return place(mention(surface or name, of=of), candidate(name, id=id_, lon=lon, lat=lat, admin1=admin1), **more)


def _quote(event_, cue, told, sentence):
    """The event with its report cut to one sentence and its cue marked."""
    start = told.text.index(sentence)
    at = told.text.index(cue)
    report = replace(
        event_.reports[0],
        quote=sentence,
        span=Span(start=start, end=start + len(sentence)),
        cue_span=Span(start=at, end=at + len(cue)),
    )
    return replace(event_, reports=(report,))


def sample_events():
    """The events of the sample."""
    told = _told()
    one, two, three, four, five = told.values()
    strike = {"event_type": EventType.EXPLOSIONS}
    kharkiv = _quote(
        event(
            _town("Kharkiv", one),
            one,
            id="kharkiv",
            quantities=(Tally(what="missiles", low=17, best=17, high=17, wording="Seventeen missiles"),),
        ),
        "hit",
        one,
        "Seventeen missiles hit Kharkiv on Friday, local officials said.",
    )
    kharkiv = replace(kharkiv, reports=(replace(kharkiv.reports[0], claimant="local officials"),))
    repaired = _town(
        "Kharkiv",
        two,
        "Kharviv",
        repair=Repair(read="Kharviv", taken_as="Kharkiv", distance=1, kind="typo", runner_up="Kharlu"),
        runners_up=(candidate("Kharlu", id="geonames:1", country="PK", admin1="Gilgit"),),
        trust=0.81,
    )
    dead = (Tally(what="killed", low=2, best=2, high=None, wording="at least two people", whom="people"),)
    second = _quote(
        event(
            repaired,
            two,
            id="kharviv",
            harm=dead,
            when=when(dt.date(2023, 2, 12), basis=Basis.RELATIVE, wording="overnight"),
            **strike,
        ),
        "struck",
        two,
        "Rockets struck Kharviv overnight, killing at least two people.",
    )
    both = replace(kharkiv, id="both", when=when(dt.date(2023, 2, 10)), reports=(kharkiv.reports[0], second.reports[0]))
    kyiv = _quote(
        event(_town("Kyiv", one), one, id="kyiv", when=when(dt.date(2023, 2, 10), carried=True), **strike),
        "Blasts",
        one,
        "Blasts were heard in Kyiv as well.",
    )
    march = when(dt.date(2023, 3, 1), dt.date(2023, 3, 31), grain=Grain.MONTH, basis=Basis.STATED, wording="in March")
    area = _quote(
        event(
            place(mention("Zaporizhzhia Oblast", of=two), oblast()),
            two,
            id="oblast",
            when=march,
            precision=GeoPrecision.ADM1,
            event_type=EventType.BATTLES,
            sub_event_type="Armed clash",
        ),
        "Fighting",
        two,
        "Fighting went on in Zaporizhzhia Oblast in March.",
    )
    protest = _quote(
        event(
            _town("Melitopol", three),
            three,
            id="protest",
            when=when(dt.date(2023, 3, 18)),
            event_type=EventType.PROTESTS,
            sub_event_type="Peaceful protest",
            actors=("Residents",),
        ),
        "marched",
        three,
        "Residents of Melitopol marched against the new rules.",
    )
    riot = _quote(
        event(
            _town("Odesa", three),
            three,
            id="riot",
            when=when(dt.date(2023, 3, 19)),
            event_type=EventType.RIOTS,
            sub_event_type="Mob violence",
        ),
        "looted",
        three,
        "Shops in Odesa were looted during a riot.",
    )
    week = when(dt.date(2023, 3, 20), dt.date(2023, 3, 26), grain=Grain.WEEK, basis=Basis.RELATIVE, wording="last week")
    abduction = _quote(
        event(
            _town("Kherson", four),
            four,
            id="abduction",
            when=week,
            event_type=EventType.VIOLENCE_AGAINST_CIVILIANS,
            sub_event_type="Abduction/forced disappearance",
            actors=("Unknown gunmen", "Residents"),
            status=Status.CONFIRMED,
        ),
        "abducted",
        four,
        "Two men were abducted in Kherson last week.",
    )
    state = candidate(
        "Ukraine", id="geonames:690791", lon=32.0, lat=49.0, feature_code="PCLI", feature_class="A", admin1=""
    )
    country = _quote(
        event(
            place(mention("Ukraine", of=four), state),
            four,
            id="country",
            when=when(dt.date(2023, 4, 1)),
            precision=GeoPrecision.COUNTRY,
            event_type=EventType.STRATEGIC,
            sub_event_type="Arrests",
        ),
        "arrested",
        four,
        "Police arrested dozens in Ukraine.",
    )
    depot = _quote(
        event(
            _town("Lviv", five),
            five,
            id="depot",
            when=when(dt.date(2023, 4, 8), basis=Basis.PUBLISHED, wording=""),
            precision=GeoPrecision.NEAR,
            event_type=EventType.STRATEGIC,
            sub_event_type="Other",
        ),
        "moved",
        five,
        "A depot was moved near Lviv.",
    )
    nowhere = _quote(
        event(
            place(mention("Nowhereville", of=five), candidate("Nowhereville", id="geonames:2")),
            five,
            id="nowhere",
            when=when(dt.date(2023, 4, 8)),
            precision=GeoPrecision.NONE,
            event_type=EventType.BATTLES,
        ),
        "clash",
        five,
        "A clash was heard in Nowhereville.",
    )
    return [both, second, kyiv, area, protest, riot, abduction, country, depot, nowhere]


def disputed_events():
    """The same events; the two reports of "both" say another day and toll by themselves."""
    found = {one.id: one for one in sample_events()}
    both, second = found["both"], found["kharviv"]
    parts = (replace(both, id="a", reports=both.reports[:1]), replace(second, id="b", reports=both.reports[1:]))
    return [*(one for one in found.values() if one.id not in {"both", "kharviv"}), replace(both, parts=parts)]


def sample_tables(*, title="Sample: a war in ten events", doubtful=frozenset(), events=None):
    """The tables of that run; the events with the ids in `doubtful` are such."""
    events = [replace(one, doubtful=one.id in doubtful) for one in events or sample_events()]
    rejects = [
        Reject(
            stage=Stage.RESOLVE,
            subject="Nowhereville",
            reason="not in the gazetteer",
            detail="no entry answers to it",
            article_id="n5",
        ),
        Reject(stage=Stage.CODE, subject="Moscow", reason="speaks, does not carry an event", article_id="n1"),
    ]
    outlined = {
        "id": "geonames:687699",
        "name": "Zaporizhzhia Oblast",
        "feature_code": "ADM1",
        "country": "UA",
        "source": "our own outline",
        "geometry": OUTLINE,
    }
    return Tables(
        events=schema.geoframe([rows.event_row(one) for one in events], schema.EVENTS),
        reports=schema.frame([row for one in events for row in rows.report_rows(one)], schema.REPORTS),
        articles=schema.frame(
            [rows.article_row(one, n_mentions=2, n_events=2) for one in _told().values()], schema.ARTICLES
        ),
        mentions=schema.frame([], schema.MENTIONS),
        areas=schema.geoframe([outlined], schema.AREAS),
        rejects=schema.frame([rows.reject_row(one) for one in rejects], schema.REJECTS),
        notes=RunNotes(
            title=title,
            version="0.1.0",
            settings_hash="abc",
            gazetteer_hash="def",
            licences=("Place names: GeoNames, CC BY 4.0",),
            counts=(("articles read", 5), ("mentions found", 14), ("events", 10)),
            rejects=(("not in the gazetteer", 1), ("speaks, does not carry an event", 1)),
        ),
    )


def point_tables(at):
    """Bare points as a run, one event on each of so many days: pairs of a name and its longitude and latitude."""
    table = gpd.GeoDataFrame(
        {
            "id": [f"event{k}" for k in range(len(at))],
            "event_type": "Battles",
            "date_start": [dt.date(2023, 3, 1 + k) for k in range(len(at))],
            "place": [name for name, _ in at],
        },
        geometry=[Point(spot) for _, spot in at],
        crs="OGC:CRS84",
    )
    return as_tables(table)


def counted(number, what):
    """So many of a kind in the page's English: "1 event", "3 events"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
