"""Where fuzzing found that it did not, the page's own reader gives back the rows that the other files have."""

import datetime as dt
import json
import math
import shutil
import subprocess

import pytest
from shapely import Point

from geomap import schema
from geomap.output.geojson import write_geojson
from geomap.output.page_block import build
from geomap.output.page_pack import ascii_text, chunks, clean, json_text
from geomap.records import Basis, EventType, GeoPrecision, Grain, RunNotes, Status
from geomap.schema import Tables

KINDS = {"date_grain": Grain, "date_basis": Basis, "geo_precision": GeoPrecision, "status": Status}
LISTS = ("harm", "quantities")


def tables_of(events, reports):
    """The tables of a run of these rows."""
    return Tables(
        events=schema.geoframe(events, schema.EVENTS),
        reports=schema.frame(reports, schema.REPORTS),
        **{name: schema.frame([], getattr(schema, name.upper())) for name in ("articles", "mentions", "rejects")},
        areas=schema.geoframe([], schema.AREAS),
        notes=RunNotes(title="t", version="0", settings_hash="", gazetteer_hash="", licences=(), counts=(), rejects=()),
    )


@pytest.fixture(scope="module")
def reader(root):
    """The page's own modules, which read pages and tell their rows."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("the page's reader is JavaScript: Node is not here")
    script = root / "tests" / "web" / "reader.js"
    with subprocess.Popen([node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:

        def read(tables):
            block = build(tables, title=tables.notes.title)
            blocks = {text.name: [one for chunk in chunks(text) for one in chunk] for text in block.texts}
            page = {"head": block.head, "core": ascii_text(block.core), "blocks": blocks}
            process.stdin.write(json_text(page) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield read
        process.stdin.close()


def _row(**more):
    empty = {schema.DAY: dt.date(2023, 2, 10), schema.FLAG: False, schema.TEXT: ""}
    plain = {name: empty.get(dtype) for name, dtype in schema.EVENTS.items()} | dict.fromkeys(LISTS, "[]")
    kinds = {name: next(iter(kind)).value for name, kind in KINDS.items()} | {"event_type": EventType.RIOTS.value}
    return {**plain, **kinds, "id": "e", "geometry": Point(36.2, 50.0), **more}


def _told(row):
    spans = {f"{what}_{end}": 0 for what in ("quote", "place", "cue") for end in ("start", "end")}
    return {**{name: row.get(name, "") for name in schema.REPORTS}, **spans, "event_id": row["id"]}


SEEDS = (  # what fuzzing found
    ([_row(id="a"), _row(id="b")], [_told(_row(id="a"))]),  # a report of one event, none of the other: no page
    ([_row(killed_low=1, killed_best=2**31, killed_high=2**53)], []),  # was written as 2147483646
    ([_row(title="\ufeff")], []),  # the decoder took it for a mark of the encoding
    ([_row(date_start=dt.date(328, 4, 18))], []),  # GeoJSON had the year 328 in three digits
)


@pytest.mark.parametrize("made", SEEDS)
def test_the_page_gives_back_the_rows_of_every_other_file(reader, tmp_path, made):
    tables = tables_of(*made)
    write_geojson(tables, tmp_path / "a.geojson")
    written = json.loads((tmp_path / "a.geojson").read_text("utf-8"))["features"]
    rows = reader(tables)
    assert "fault" not in rows, rows["fault"]
    read = {row["properties"]["id"]: row for row in rows}
    assert len(read) == len(written)
    for feature in written:
        wanted = {name: _as_the_page_has_it(name, value) for name, value in feature["properties"].items()}
        got = read[wanted["id"]]
        told = got["properties"]
        assert set(told) == set(wanted)
        assert {name: cell for name, cell in told.items() if not _is_alike(cell, wanted[name])} == {}
        assert json.loads(got["geometry"]) == feature["geometry"]


def _as_the_page_has_it(name, value):
    """Three signs separate cells and a fourth means none; a reach of 0 is an unknown one, actors are a list."""
    if name == "reach_km":
        return value or None
    if not isinstance(value, str):
        return value
    return "; ".join(filter(None, value.split("; "))) if name == "actors" else clean(value)


def _is_alike(cell, wanted):
    """Numbers as JavaScript has them; files round shares and degrees twice."""
    if isinstance(wanted, int | float) and isinstance(cell, int | float):
        return math.isclose(cell, wanted, rel_tol=1e-12, abs_tol=2e-6)
    return cell == wanted
