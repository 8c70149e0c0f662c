"""With each filter the page gives away the events that the tables say, each as the command line writes it."""

import json
from collections import Counter

import pandas as pd
import pytest
import shapely
from agreement import taken
from page_sample import sample_tables
from playwright.sync_api import expect
from records_sample import tables_with_records

from geomap.joining import map_records, observed
from geomap.output.geojson import write_geojson
from geomap.output.page import write_page


def syria(shared):
    return map_records(observed([shared / "records" / "ucdp_ged_syria.csv.gz"]))


DOUBTFUL = frozenset({"kyiv", "both", "oblast"})


@pytest.fixture(
    scope="module", params=["sample", "joined", "doubting", pytest.param("syria", marks=pytest.mark.shared)]
)
def made(request, tmp_path_factory):
    """The tables of a page, the page, and what the command line writes of them, by id."""
    if request.param == "syria":
        tables = syria(request.getfixturevalue("shared"))
    else:
        tables = {
            "sample": sample_tables,
            "joined": tables_with_records,
            "doubting": lambda: unsure(sample_tables(doubtful=DOUBTFUL)),
        }[request.param]()
    folder = tmp_path_factory.mktemp(request.param)
    write_page(tables, folder / "x.html")
    write_geojson(tables, folder / "x.geojson")
    features = json.loads((folder / "x.geojson").read_text("utf-8"))["features"]
    return tables, folder / "x.html", {feature["id"]: feature for feature in features}


def unsure(tables):
    """The tables with events of every certainty."""
    tables.events["confidence"] = [0.05 + 0.1 * k for k in range(len(tables.events))]
    return tables


def names(page, path):
    return page.evaluate(f"(({{ head, strings }}) => {path})(geomap.page.store.model)")


def without_first(letter, path, column):
    """The address that switches the first value of a column off, and the rows that stay: all where it is alone."""

    def asked(page, events):
        values = names(page, path)
        kept = (events[column].fillna("") != values[0]) | (len(values) == 1)
        return f"{letter}=0{'1' * (len(values) - 1)}", kept

    return asked


def days(_, events):
    """The middle third of the days; an event lies in it when it may."""
    first, last = events["date_start"].min(), events["date_end"].max()
    low, high = (pd.Timestamp(first + (last - first) * part).normalize() for part in (1 / 3, 2 / 3))
    kept = (events["date_end"] >= low) & (events["date_start"] <= high)
    return f"d={low.date()}_{high.date()}", kept


def certain(_, events):
    address, _ = days(_, events)
    low, high = address[2:].split("_")
    return f"{address}&c=1", (events["date_start"] >= low) & (events["date_end"] <= high)


def province(_, events):
    """The division with most events; what has no place lies in none, what is doubtful where it would lie."""
    placed = (events["geo_precision"] != "none") | events["doubtful"].fillna(value=False).astype(bool)
    country, admin1 = events.loc[placed & (events["admin1"].fillna("") != ""), ["country", "admin1"]].mode().iloc[0]
    return f"i={country}|{admin1}", placed & (events["country"] == country) & (events["admin1"] == admin1)


def actor(_, events):
    told = [set(some.split("; ")) if some else set() for some in events["actors"].fillna("")]
    most = Counter(one for some in told for one in sorted(some)).most_common(1)[0][0]
    return f"w={most}", pd.Series([most in some for some in told], index=events.index)


def deaths(_, events):
    said = events["killed_best"].fillna(events["killed_low"]).fillna(events["killed_high"]).fillna(0)
    least = max(1, int(said.max()) // 2)
    return f"k={least}", said >= least


def sureness(_, events):
    """The surest places; those of records are given and not found, so that no bound leaves them out."""
    trust = events["trust"].astype("float64")
    least = 50 if trust.isna().all() else int(trust.max() * 100)
    return f"u={least}", trust.isna() | (trust * 100 >= least - 1e-9)


def certainty(_, events):
    """Events of at least the middle certainty; of records nobody says how sure they are, so they stay."""
    told = events["confidence"].astype("float64")
    least = 50 if told.isna().all() else int(told.median() * 100)
    return f"v={least}", told.isna() | (told * 100 >= least - 1e-9)


def doubtful(_, events):
    """The doubtful alone; a page without any passes over what it has no switch for."""
    told = events["doubtful"].fillna(value=False).astype(bool)
    return "f=only", told | (not told.any())


def polygon(page, events):
    """A ring of five corners; an event is in it by the place that it is drawn at, in an area by any part of that."""
    drawn, outlines = page.evaluate("""(() => {
      const { model } = geomap.page.store;
      const { place_kind: kinds, place_area: areas, event_place: places } = model.c;
      const lat = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
      const ring = (xy) => Array.from({ length: xy.length / 2 }, (_, k) => [xy[2 * k] * 360 - 180, lat(xy[2 * k + 1])]);
      return [
        Array.from(places, (p) => [kinds[p], model.lon(p), model.lat(p), areas[p] - 1]),
        model.areas.map(({ rings }) => rings.map(ring)),
      ];
    })()""")
    points = shapely.points([at for kind, *at, _ in drawn if kind == 0])
    west, south, east, north = shapely.total_bounds(points)
    x, y = (west + east) / 2, (south + north) / 2
    ring = [(west - 1, south - 1), (x, south - 1.2), (x + 0.013, y), (x, north + 1), (west - 1, north + 1)]
    shape, corners = shapely.Polygon(ring), shapely.points(ring)
    shapely.prepare(shape)
    touched = [
        any(shape.contains(shapely.points(one)).any() or shapely.Polygon(one).contains(corners).any() for one in rings)
        for rings in outlines
    ]
    kept = {
        k
        for k, (kind, *at, area) in enumerate(drawn)
        if kind < 2 and (shape.contains(shapely.Point(at)) or (area >= 0 and touched[area]))
    }
    ids = page.evaluate("""async () => {
      const { texts, store } = geomap.page;
      return Promise.all(Array.from(store.pass, async (_, i) => (await texts.event.row(i)).id));
    }""")
    inside = {ids[k] for k in kept}
    return "n=" + "_".join(f"{lat:.6f},{lon:.6f}" for lon, lat in ring), events["id"].isin(inside)


FILTERS = {
    "type": without_first("t", "head.types", "event_type"),
    "precision": without_first("p", "strings.precisions", "geo_precision"),
    "date_basis": without_first("g", "head.bases", "date_basis"),
    "date": days,
    "certain": certain,
    "place": province,
    "actor": actor,
    "deaths": deaths,
    "place_sure": sureness,
    "certainty": certainty,
    "doubtful": doubtful,
    "polygon": polygon,
}


def given(page, features, ids):
    """What the page gives away: exactly these events, each as the command line has it."""
    file = json.loads(taken(page, "geojson"))
    mine = file["features"]
    assert {feature["id"] for feature in mine} == ids
    for feature in mine:
        assert feature == features[feature["id"]]
    return file["geomap"]["filter"]


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_gives_the_rows_of_the_table_that_it_says(visit, made, name):
    tables, path, features = made
    page = visit(path)
    address, kept = FILTERS[name](page, tables.events)
    page.evaluate("address => { location.hash = address; }", address)
    ids = set(tables.events.loc[kept, "id"])
    expect(page.locator("#gm-live")).to_contain_text(f"{len(ids):,}" if ids else "0")
    said = given(page, features, ids)
    if name == "polygon":  # longitude first, as all positions of the file
        corners = [at.split(",")[::-1] for at in address.removeprefix("n=").split("_")]
        assert said["inside_ring"] == [[float(lon), float(lat)] for lon, lat in corners]


def test_one_outlet_alone_gives_what_it_reported(visit, made):
    tables, path, features = made
    page = visit(path)
    articles, reports = tables.articles, tables.reports
    outlet = articles["outlet"].dropna().mode().iloc[0]
    of_outlet = set(articles.loc[articles["outlet"] == outlet, "id"])
    page.click("#gm-outlets-box summary")
    only = page.locator("#gm-outlets").get_by_role("button", name=f"only: {outlet}", exact=True)
    only.click(force=True)
    expect(page.locator("#gm-chips .gm-chip")).to_have_count(1)
    given(page, features, set(reports.loc[reports["article_id"].isin(of_outlet), "event_id"]))


@pytest.mark.parametrize("words", ["town", "shots", "strike"])
def test_a_search_gives_what_the_head_counts(visit, made, words):
    _, path, features = made
    page = visit(path)
    page.fill("#gm-find", words)
    expect(page.locator("#gm-found")).to_contain_text("match")
    expect(page.locator("#gm-live")).to_contain_text("event")
    mine = json.loads(taken(page, "geojson"))["features"]
    shown = int(page.locator("#gm-count").inner_text().split("–")[-1].replace(",", ""))
    assert len(mine) == shown
    assert all(feature == features[feature["id"]] for feature in mine)
