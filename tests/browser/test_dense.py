"""Very many events: what is known to areas stays readable, no event stands twice, numbers are no carpet."""

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from page_sample import sample_tables
from playwright.sync_api import expect
from records_sample import record

from geomap import schema
from geomap.joining import map_records
from geomap.output.page import write_page

CIRCLES = 9  # more than are hatched where no outline is known
DAY = dt.date(2019, 3, 1)
SPREAD = [(35.8 + 0.35 * column, 32.6 + 0.3 * row) for row in range(15) for column in range(18)]
BOXES = "geomap.marks.filter(({ kind }) => kind === 1).map(({ x, y, half }) => [x - half, y - 10, x + half, y + 10])"


@pytest.fixture(scope="module")
def circled_page(tmp_path_factory):
    """The sample's oblast with its outline, and many areas of which none is known."""
    tables = sample_tables()
    area = tables.events[tables.events["place"] == "Zaporizhzhia Oblast"]
    more = [
        area.assign(id=f"more{k}", place=f"Area {k}", place_id=f"geomap:{k}", reach_km=40.0).set_geometry(
            area.geometry.translate(-2.0 - k % 3, k // 3 - 1.0)
        )
        for k in range(CIRCLES)
    ]
    target = tmp_path_factory.mktemp("dense") / "circles.html"
    events = pd.concat([tables.events, *more], ignore_index=True)
    write_page(replace(tables, events=events), target)
    return target


@pytest.fixture(scope="module")
def records_page(tmp_path_factory):
    """Nothing but records, in Syria: towns, and areas without a known outline."""
    area = {"geo_precision": "adm1", "reach_km": 60.0}
    rows = [
        record(f"ucdp:{k}", DAY, f"Place {k}", at, **{"country": "Syria", **(area if k % 2 else {})})
        for k, at in enumerate(SPREAD)
    ]
    target = tmp_path_factory.mktemp("dense") / "records.html"
    write_page(map_records(schema.geoframe(rows, schema.OBSERVED)), target)
    return target


def test_beside_many_circles_an_outline_is_hatched_as_the_legend_says(visit, circled_page):
    page = visit(circled_page)
    expect(page.locator("#gm-legend")).to_contain_text("Somewhere in this area")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "svg")
    drawn = got.value.path().read_text("utf-8")
    assert drawn.count('fill="url(#') == 1  # the outline; circles are shaded


@pytest.mark.parametrize("zoom", [0, 1, 2])
def test_on_a_map_of_the_world_no_event_stands_twice(visit, circled_page, zoom):
    page = visit(circled_page, f"#m={zoom}/30/20", viewport={"width": 1440, "height": 900})
    assert page.evaluate("geomap.marks.reduce((sum, { n }) => sum + n, 0)") == 8 + CIRCLES


def test_numbers_of_areas_cover_no_other_and_are_few(visit, records_page):
    page = visit(records_page)
    boxes = page.evaluate(BOXES)
    clashes = sum(
        a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for k, a in enumerate(boxes) for b in boxes[k + 1 :]
    )
    assert clashes <= len(boxes) / 20
    assert page.evaluate("geomap.marks.length") < len(SPREAD) / 2


def test_about_and_files_say_what_a_page_of_records_is_made_of(visit, records_page):
    page = visit(records_page)
    page.click("[data-t=ab]")
    about = page.locator("#gm-about")
    expect(about).to_contain_text("270")
    expect(about).to_contain_text("UCDP Georeferenced Event Dataset")
    for foreign in ("machine-coded", "Machine-coded", "Crimea", "India Post"):
        expect(about).not_to_contain_text(foreign)
    expect(page.locator("#gm-machine")).not_to_contain_text("Machine")
    with page.expect_download() as got:
        page.select_option("#gm-exp", "geojson")
    written = got.value.path().read_text("utf-8")
    assert "Machine-coded" not in written
    assert "Crimea" not in written
