"""The map under the marks: as detailed as the window that it opens on, named at every zoom, one line with the areas."""

from dataclasses import replace

import pytest
import shapely
from page_sample import point_tables, sample_tables

from geomap.gazetteer import areas
from geomap.output.page import write_page

KYIV, KHARKIV, DERHACHI = (30.5241, 50.45), (36.2527, 49.9808), (36.1167, 50.1136)
KHARKIV_OBLAST = "geonames:706482"
SYRIA = [(lon, lat) for lat in (33.0, 34.0, 35.0, 36.0) for lon in (36.0, 37.2, 38.4, 39.6, 40.8)]
SCREENS = {"desk": (1440, 900), "laptop": (1366, 768)}
BAND = 0.12  # of the window, at each of its sides
POINTS_IN = """([layer, band]) => {
  const { page, map } = geomap;
  const { min, max } = map.getPixelBounds();
  const world = 256 * 2 ** map.getZoom();
  const counts = [0, 0, 0, 0];
  for (const { xy } of page.basemap.layers[layer])
    for (let k = 0; k < xy.length; k += 2) {
      const x = (xy[k] * world - min.x) / (max.x - min.x);
      const y = (xy[k + 1] * world - min.y) / (max.y - min.y);
      if (x < 0 || y < 0 || x > 1 || y > 1) continue;
      [x, 1 - y, 1 - x, y].forEach((far, side) => (counts[side] += far < band));
    }
  return counts;
}"""
LINES = "geomap.page.basemap.layers.borders.map(({ xy }) => Array.from(xy))"
RINGS = "geomap.page.store.model.areas.flatMap(({ rings }) => rings.map((ring) => Array.from(ring)))"
WORLD_M = 40_075_000  # metres of the unit square at the equator; at 50 degrees north 0.64 of it


def opened(visit, tmp_path, tables, address="", **how):
    write_page(tables, tmp_path / "map.html")
    page = visit(tmp_path / "map.html", address, **how)
    page.wait_for_function("geomap.page.basemap && geomap.names.length")
    return page


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS)
def test_rivers_and_divisions_go_on_to_all_edges_of_the_window_that_a_page_opens_on(visit, sample_page, screen):
    page = visit(sample_page, viewport=dict(zip(("width", "height"), screen, strict=True)))
    page.wait_for_function("geomap.page.basemap && geomap.names.length")
    for layer in ("rivers", "admin1"):
        assert min(page.evaluate(POINTS_IN, [layer, BAND])) > 0, layer


def test_deep_in_a_city_its_quarters_are_named(visit, tmp_path):
    page = opened(visit, tmp_path, point_tables([("Kyiv", KYIV)]), f"#m=13/{KYIV[1]}/{KYIV[0]}")
    names = page.evaluate("geomap.names")
    assert len(names) >= 5, names


def test_around_an_event_villages_are_named_also_in_ukrainian(visit, tmp_path):
    tables = point_tables([("Derhachi", DERHACHI)])
    english = opened(visit, tmp_path, tables, f"#m=12/{DERHACHI[1]}/{DERHACHI[0]}").evaluate("geomap.names")
    ukrainian = opened(visit, tmp_path, tables, f"#m=12/{DERHACHI[1]}/{DERHACHI[0]}&l=uk").evaluate("geomap.names")
    assert len(english) >= 6, english
    assert sum(any(letter > "\u0400" for letter in name) for name in ukrainian) >= 6, ukrainian


@pytest.mark.parametrize(
    ("screen", "address", "names"),
    [
        ((1280, 800), "#m=7/34.5/38", {"SYRIA", "LEBANON", "Damascus", "Beirut"}),
        ((1280, 800), "", {"SYRIA", "Damascus"}),
        ((390, 844), "", {"SYRIA", "Damascus"}),
    ],
    ids=["wide", "desk", "phone"],
)
def test_no_mark_takes_the_name_of_a_country_or_capital_from_the_map(visit, tmp_path, screen, address, names):
    tables = point_tables([(f"Place {k}", at) for k, at in enumerate(SYRIA)])
    page = opened(visit, tmp_path, tables, address, viewport=dict(zip(("width", "height"), screen, strict=True)))
    assert names <= set(page.evaluate("geomap.names"))


def test_towns_of_syria_are_named_on_a_phone(visit, tmp_path):
    towns = [("Aleppo", (37.16, 36.2)), ("Homs", (36.72, 34.73)), ("Raqqa", (39.0, 35.95)), ("Daraa", (36.1, 32.62))]
    page = opened(visit, tmp_path, point_tables(towns), viewport={"width": 390, "height": 844})
    names = set(page.evaluate("geomap.names"))
    assert {name for name, _ in towns} <= names
    assert len(names) > len(towns) + 2


def test_no_name_is_cut_by_the_window_or_hidden_by_a_control(visit, sample_page):
    page = visit(sample_page, viewport={"width": 360, "height": 600})
    page.wait_for_function("geomap.page.basemap && geomap.names.length")
    width = page.evaluate("geomap.map.getSize().x")
    label = page.evaluate("geomap.marks.find((mark) => mark.kind === 1)")
    assert label["x"] - label["half"] >= 0
    assert label["x"] + label["half"] <= width


def test_a_hatched_area_ends_at_the_border_that_the_map_draws(visit, tmp_path):
    tables = sample_tables()
    events = tables.events.copy()
    events.loc[events["place"] == "Zaporizhzhia Oblast", "place_id"] = KHARKIV_OBLAST
    page = opened(visit, tmp_path, replace(tables, events=events, areas=areas.outlines([KHARKIV_OBLAST])))
    border = shapely.MultiLineString([_pairs(line) for line in page.evaluate(LINES) if len(line) > 2])
    ring = shapely.MultiLineString([_pairs(ring) for ring in page.evaluate(RINGS)])
    metres = WORLD_M * 0.64
    points = shapely.points(shapely.get_coordinates(shapely.segmentize(ring, 500 / metres)))
    away = shapely.distance(points, border) * metres
    along = away[away < 3000]
    assert len(along) > 200
    assert (along < 400).mean() > 0.9


def _pairs(flat):
    return list(zip(flat[::2], flat[1::2], strict=True))
