"""The files of one small run, byte for byte: a change of format shows in the change set.

When a change is wanted: UPDATE_GOLDEN=1 python -m pytest tests/golden/test_files.py
"""

import datetime as dt
import os
from pathlib import Path

import pytest
from making import article, event, mention, oblast, place, when
from shapely import box

from geomap import rows, schema
from geomap.output import WRITERS
from geomap.records import EventType, GeoPrecision, Grain, RunNotes, Tally
from geomap.schema import Tables

HERE = Path(__file__).resolve().parent / "files"


@pytest.fixture
def tables():
    told = article(
        "Three people died as missiles hit Kharkiv on Friday.", id="a1", outlet="Wire", url="https://example.org/1"
    )
    dead = Tally(what="killed", low=3, best=3, high=3, wording="Three people died")
    strike = event(place(mention(of=told)), told, id="strike", harm=(dead,), actors=("Army A",))
    told = article(
        "Fighting went on in Zaporizhzhia Oblast in March.",
        id="a2",
        outlet="Wire",
        archive="https://archive.example/2",
    )
    month = when(dt.date(2022, 3, 1), dt.date(2022, 3, 31), grain=Grain.MONTH)
    where = place(mention("Zaporizhzhia Oblast", of=told), oblast())
    kind = {"event_type": EventType.BATTLES, "sub_event_type": "Armed clash", "precision": GeoPrecision.ADM1}
    events = [event(where, told, id="fight", when=month, **kind), strike]
    area = {
        "id": "geonames:687699",
        "name": "Zaporizhzhia Oblast",
        "feature_code": "ADM1",
        "country": "UA",
        "source": "s",
    }
    return Tables(
        events=schema.geoframe([rows.event_row(one) for one in events], schema.EVENTS),
        reports=schema.frame([row for one in events for row in rows.report_rows(one)], schema.REPORTS),
        articles=schema.frame([], schema.ARTICLES),
        mentions=schema.frame([], schema.MENTIONS),
        areas=schema.geoframe([{**area, "geometry": box(34, 46, 37, 48)}], schema.AREAS),
        rejects=schema.frame([], schema.REJECTS),
        notes=RunNotes(
            title="Golden",
            version="0",
            settings_hash="s",
            gazetteer_hash="g",
            licences=("GeoNames, CC BY 4.0",),
            counts=(("articles", 2),),
            rejects=(),
        ),
    )


@pytest.mark.parametrize("name", ["events.geojson", "events.csv", "events.acled.csv", "events.ucdp.csv"])
def test_the_file_is_what_it_was(tmp_path, tables, name):
    suffix = name.removeprefix("events")
    WRITERS[suffix](tables, tmp_path / name)
    if os.environ.get("UPDATE_GOLDEN"):
        HERE.mkdir(exist_ok=True)
        (HERE / name).write_bytes((tmp_path / name).read_bytes())
    assert (tmp_path / name).read_text(encoding="utf-8") == (HERE / name).read_text(encoding="utf-8")
