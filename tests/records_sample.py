"""Records of others beside the sample run, in our own words: matched, alone, in an area, known to a country only."""

import datetime as dt
from dataclasses import replace

from page_sample import sample_tables
from shapely import Point

from geomap import schema
from geomap.schema import Tables

UCDP = "UCDP Georeferenced Event Dataset (Uppsala Conflict Data Program), CC BY 4.0"
VIINA = "VIINA 2.0 (Yuri M. Zhukov), ODbL: share alike, kept in files of its own"
PROVINCE = {"reach_km": 90.0, "date_end": dt.date(2023, 3, 31), "date_grain": "month", "date_prec": 4}


def record(id_, day, place, at, **more):
    """A row of `schema.OBSERVED`."""
    source = id_.split(":")[0]
    row = {
        **dict.fromkeys(schema.OBSERVED),
        "id": id_,
        "source": source,
        "event_type": "Battles",
        "sub_event_type": "",
        "type_given": "state-based conflict",
        "date_start": day,
        "date_end": day,
        "date_grain": "day",
        "date_prec": 1,
        "place": place,
        "country": "Ukraine",
        "geo_precision": "settlement",
        "reach_km": 5.0,
        "geocoded": False,
        "actors": "Army; Militia",
        "headline": f"Shots heard in {place}",
        "outlet": "Our Wire",
        "url": f"https://records.example/{id_}",
        "private": False,
        "licence": UCDP if source == "ucdp" else VIINA,
        "geometry": Point(at) if at else None,
    }
    return {**row, **more}


def sample_records():
    """Six records: two with an event, four without; one of them outside the days of the events."""
    strike = {"event_type": "Explosions/Remote violence", "type_given": "one-sided violence"}
    dead = {"killed_low": 2, "killed_best": 3, "killed_high": 5, "killed_civilians": 3}
    rows = [
        record("ucdp:1", dt.date(2023, 2, 10), "Kharkiv city", (36.23, 49.99), **strike, **dead),
        record("ucdp:2", dt.date(2023, 3, 1), "Zaporizhzhia oblast", (35.5, 47.4), geo_precision="adm1", **PROVINCE),
        record("ucdp:3", dt.date(2023, 3, 5), "Ukraine", None, geo_precision="country", reach_km=500.0),
        record("ucdp:4", dt.date(2023, 5, 2), "Sumy city", (34.8, 50.91), event_type="", type_given="unclear"),
        record("viina:1", dt.date(2023, 2, 12), "Kharkiv", (36.2527, 49.9808), **strike),
        record("viina:2", dt.date(2023, 3, 18), "Poltava", (34.55, 49.59), actors="Residents"),
    ]
    return schema.geoframe(rows, schema.OBSERVED)


def sample_matches():
    """`both` may be two records, `kharviv` one of them; best first."""
    pairs = (("both", "ucdp:1", 0.9, 1, 1.2), ("both", "viina:1", 0.6, 2, None), ("kharviv", "viina:1", 0.8, 1, 0.0))
    rows = [
        (event, other, score, rank, 0, km, "the same day; shared words: rockets")
        for event, other, score, rank, km in pairs
    ]
    return schema.frame([dict(zip(schema.MATCHES, row, strict=True)) for row in rows], schema.MATCHES)


def tables_with_records(**more) -> Tables:
    """The tables of the sample run with these records joined."""
    return replace(sample_tables(**more), records=sample_records(), matches=sample_matches())
