"""Whatever the events hold, the page's own reader gives back the rows that the other files have."""

import datetime as dt
import json
import math
import shutil
import subprocess

import pytest
from fuzzing import examples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from shapely import Point

from geomap import schema
from geomap.output.geojson import write_geojson
from geomap.output.page_block import build
from geomap.output.page_export import SAME_KM
from geomap.output.page_pack import ascii_text, chunks, clean, json_text
from geomap.records import Basis, EventType, GeoPrecision, Grain, RunNotes, Status
from geomap.schema import Tables

pytestmark = pytest.mark.fuzz_page

SLOW = settings(
    max_examples=examples(5),  # `make fuzz` asks for many more
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
HOSTILE = (
    *("", " ", "\0", "\x1e", "\x1f", "a\x1eb\x1fc", "\ufeff", "\u2028", "\ufffe", "\u202eabc", "null", "[]"),
    *("</script><!--", "__proto__", "constructor", "; ", "a;b; ;", "1e999", "NaN", "-0", "=1+1", "\r\n", "\U0001f468"),
)
TEXTS = st.sampled_from(HOSTILE) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x18"), max_size=12
)
DAYS = st.dates() | st.sampled_from([dt.date.min, dt.date.max, dt.date(1969, 12, 31), dt.date(2024, 2, 29)])
COUNTS = st.none() | st.sampled_from([0, 1, 2**31 - 2, 2**31 - 1, 2**31, 2**53, 2**63 - 1]) | st.integers(0, 300)
SHARES = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 5e-324, 0.0049999, 1.0])
LONS = st.floats(-180, 180) | st.sampled_from([-180.0, 180.0, -0.0, 1e-8, 36.2527123])
LATS = st.floats(-90, 90) | st.sampled_from([-90.0, 90.0, -0.0, 1e-8, 49.98081234])
KINDS = {"date_grain": Grain, "date_basis": Basis, "geo_precision": GeoPrecision, "status": Status}
LISTS = ("harm", "quantities")
TALLIES = st.sampled_from(["[]", '[{"what": "killed", "low": 1, "best": 1, "high": null, "wording": "\\u001f"}]'])


def _cell(name, dtype):
    if name in KINDS:
        return st.sampled_from([one.value for one in KINDS[name]])
    if name in LISTS:
        return TALLIES
    if name == "event_type":
        return st.sampled_from([one.value for one in EventType]) | TEXTS.filter(bool)
    kept = {schema.DAY: DAYS, schema.WHOLE: COUNTS, schema.REAL: SHARES, schema.FLAG: st.booleans()}
    return kept.get(dtype, TEXTS)


@st.composite
def made_events(draw):
    """Rows of events, each told by a report of its own or by none."""
    events, reports = [], []
    for number in range(draw(st.integers(0, 3))):
        row = {name: draw(_cell(name, dtype)) for name, dtype in schema.EVENTS.items()}
        row["date_start"], row["date_end"] = sorted([row["date_start"], row["date_end"]])
        row["id"] = f"e{number}{row['id']}"
        row["geometry"] = draw(st.none() | st.builds(Point, LONS, LATS))
        if row["doubtful"]:
            row["geometry"], row["geo_precision"] = None, GeoPrecision.NONE.value
        if draw(st.booleans()):
            told = {name: row.get(name, draw(_cell(name, dtype))) for name, dtype in schema.REPORTS.items()}
            spans = {"quote": len(row["quote"]), "place": draw(st.integers(0, 9)), "cue": draw(st.integers(0, 9))}
            told |= {f"{what}_{end}": at for what, size in spans.items() for end, at in (("start", 0), ("end", size))}
            reports.append({**told, "event_id": row["id"]})
        events.append(row)
    return events, reports


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


@SLOW
@given(made_events())
@example(SEEDS[0])
@example(SEEDS[1])
@example(SEEDS[2])
@example(SEEDS[3])
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
        assert {name: cell for name, cell in told.items() if not _is_alike(name, cell, wanted[name])} == {}
        assert json.loads(got["geometry"]) == feature["geometry"]


def _as_the_page_has_it(name, value):
    """Three signs separate cells and a fourth means none; actors are a list."""
    if not isinstance(value, str) or name == "event_type":  # types stand in the head, which is JSON
        return value
    told = clean(value)
    return "; ".join(filter(None, told.split("; "))) if name == "actors" else told


def _is_alike(name, cell, wanted):
    """Numbers as JavaScript has them; files round shares and degrees twice. A reach of 0 is an unknown one."""
    if name == "reach_km":
        return math.isclose(cell or 0.0, wanted or 0.0, abs_tol=SAME_KM + 1e-9)
    if isinstance(wanted, int | float) and isinstance(cell, int | float):
        return math.isclose(cell, wanted, rel_tol=1e-12, abs_tol=2e-6)
    return cell == wanted
