"""The basemap's block: what a decoder written from its description alone gets out of it."""

import hashlib
import json
import math
import tomllib
import zlib
from dataclasses import dataclass

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.gazetteer.areas import outlines
from geomap.output import basemap_codec
from geomap.output.basemap import (
    BORDERS_SENTENCE,
    CELL,
    LAYERS,
    MOST_CELLS,
    WORLD,
    basemap_block,
    borders_sentence,
    crowded_boxes,
    detailed_boxes,
)
from geomap.output.basemap_labels import MOST_VILLAGES, labels
from geomap.shipped import data_dir

UKRAINE = (22.1, 44.3, 40.3, 52.4)
FIJI = (176.0, -20.0, -178.0, -15.0)
KYIV, KHARKIV, BELGOROD = (30.52, 50.45), (36.23, 49.99), (36.58, 50.6)


@dataclass
class Decoded:
    """A block as the page sees it."""

    head: dict
    layers: dict

    def on_land(self, at):
        """By the rule `evenodd` over all rings, as the canvas fills them."""
        return sum(shapely.contains_xy(shapely.Polygon(ring), *at) for ring in self.layers["land"]) % 2 == 1

    def crossings(self, layer, start, end):
        way = shapely.LineString([start, end])
        return sum(way.intersects(shapely.LineString(line)) for line in self.layers[layer])

    def label(self, kind, name):
        return next(label for label in self.head["labels"][kind] if label[3][0] == name)


def decode(block):
    """The page's decoder in Python, from the module's docstring: no line of it is shared with the encoder."""
    raw = zlib.decompress(block, -15)
    start = 4 + int.from_bytes(raw[:4], "little")
    head = json.loads(raw[4:start])
    layers = {name: decode_layer(raw, start + offset, length, head["q"]) for name, offset, length in head["layers"]}
    return Decoded(head, layers)


def decode_layer(raw, position, length, q):
    end = position + length

    def varint():
        nonlocal position
        value = shift = 0
        while True:
            octet = raw[position]
            position += 1
            value |= (octet & 127) << shift
            shift += 7
            if octet < 128:
                return value

    def step():
        number = varint()
        return -(number + 1) // 2 if number % 2 else number // 2

    x = y = 0
    parts = []
    for _ in range(varint()):
        part = []
        for _ in range(varint()):
            x, y = x + step(), y + step()
            part.append((x * q, y * q))
        parts.append(part)
    assert position == end
    return parts


@pytest.fixture(scope="module")
def ukraine():
    return decode(basemap_block(UKRAINE))


@pytest.fixture(scope="module")
def fiji():
    return decode(basemap_block(FIJI))


@pytest.fixture(scope="module")
def world():
    return decode(basemap_block(None))


coordinates = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(coordinates, min_size=2, max_size=20), max_size=5))
def test_a_decoder_gets_every_point_back_to_half_a_unit(parts):
    q = 0.01
    block = basemap_codec.pack({"lines": [np.array(part) for part in parts]}, q=q, head={"name": "Львів"})
    decoded = decode(block)
    distinct = [_rounded(part, q) for part in parts]
    expected = [part for part in distinct if len(part) > 1]
    assert decoded.head["name"] == "Львів"
    assert [len(part) for part in decoded.layers["lines"]] == [len(part) for part in expected]
    for got, wanted in zip(decoded.layers["lines"], expected, strict=True):
        assert np.allclose(got, wanted, atol=q / 2 + 1e-9)


def _rounded(part, q):
    units = [tuple(np.rint(np.array(point) / q)) for point in part]
    return [part[0], *(part[i] for i in range(1, len(part)) if units[i] != units[i - 1])]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(coordinates, min_size=2, max_size=20), max_size=5))
def test_the_python_reader_agrees_with_the_page_s_decoder(parts):
    block = basemap_codec.pack({"a": [], "lines": [np.array(part) for part in parts]}, q=0.5, head={})
    _, layers = basemap_codec.unpack(block)
    decoded = decode(block)
    assert layers["a"] == [] == decoded.layers["a"]
    assert [part.tolist() for part in layers["lines"]] == [[list(p) for p in part] for part in decoded.layers["lines"]]


def test_the_region_of_ukraine_takes_less_than_300_kb_of_page():
    assert len(basemap_block(UKRAINE)) * 4 / 3 < 300_000


def test_events_on_the_open_ocean_have_a_basemap():
    decoded = decode(basemap_block((-135.0, -40.0, -135.0, -40.0)))
    assert not decoded.on_land((-135.0, -40.0))
    assert decoded.on_land(KYIV)


@pytest.mark.parametrize("bounds", [None, (-120.0, -30.0, 140.0, 60.0), (24.0, 39.0, 61.0, 60.0), FIJI])
def test_no_basemap_takes_more_than_half_a_megabyte_of_page(bounds):
    assert len(basemap_block(bounds)) * 4 / 3 < 512 * 1024


def test_equal_bounds_give_equal_bytes():
    assert basemap_block(UKRAINE) == basemap_block(UKRAINE)


def test_every_layer_is_there_in_the_order_of_drawing(ukraine, world, fiji):
    for decoded in (ukraine, world, fiji):
        assert tuple(decoded.layers) == LAYERS


def test_land_is_land_and_sea_is_sea_within_the_detailed_part_and_beyond(ukraine):
    for land in (KYIV, (34.1, 44.95), (36.47, 45.33), (-100.0, 40.0), (25.0, 0.0), (135.0, -25.0)):
        assert ukraine.on_land(land), land
    for sea in ((31.0, 43.5), (36.8, 46.2), (-30.0, 30.0), (3.0, 56.5), (80.0, -30.0)):
        assert not ukraine.on_land(sea), sea


def test_the_edge_of_the_detailed_part_is_no_coast(ukraine):
    ((west, south, east, north),) = ukraine.head["boxes"]
    frame = shapely.box(west, south, east, north).exterior
    along = [shapely.LineString(line).intersection(frame.buffer(0.002)).length for line in ukraine.layers["coast"]]
    assert max(along) < 0.1


def test_a_border_runs_between_kharkiv_and_belgorod_and_none_between_kherson_and_simferopol(ukraine):
    assert ukraine.crossings("borders", KHARKIV, BELGOROD) == 1
    assert ukraine.crossings("borders", (32.62, 46.64), (34.1, 44.95)) == 0
    assert ukraine.crossings("borders", (36.47, 45.35), (33.52, 44.61)) == 0  # Kerch, Sevastopol


def test_lines_of_oblasts_run_between_kyiv_and_kharkiv(ukraine):
    assert ukraine.crossings("admin1", KYIV, KHARKIV) >= 2


def test_the_border_of_kosovo_with_serbia_is_drawn_as_disputed(ukraine):
    assert ukraine.crossings("disputed", (21.16, 42.66), (20.9, 43.5)) == 1
    assert ukraine.crossings("borders", (21.16, 42.66), (20.9, 43.5)) == 0


def test_the_line_of_control_in_kashmir_is_drawn_as_disputed(world):
    assert world.crossings("disputed", (74.8, 34.08), (73.47, 34.37)) == 1


def test_no_line_leaps_across_the_map_at_the_antimeridian(world, fiji, ukraine):
    for decoded in (world, fiji, ukraine):
        for name, parts in decoded.layers.items():
            leaps = [np.abs(np.diff([point[0] for point in part])).max() for part in parts]
            assert max(leaps, default=0.0) < 100.0 or name == "land"


def test_nothing_lies_outside_the_world(world, fiji):
    for decoded in (world, fiji):
        points = np.concatenate([np.array(part) for parts in decoded.layers.values() for part in parts])
        assert np.abs(points[:, 0]).max() <= 180.0
        assert np.abs(points[:, 1]).max() <= 90.0


def test_events_on_both_sides_of_the_antimeridian_get_detail_on_both(fiji):
    assert [box[0] < box[2] for box in fiji.head["boxes"]] == [True, True]
    suva, taveuni_east = (178.2, -17.8), (-179.95, -16.75)
    assert fiji.on_land(suva)
    assert fiji.on_land(taveuni_east)
    lons = np.concatenate([np.array(line)[:, 0] for line in fiji.layers["coast"]])
    assert (lons > 170).any()
    assert (lons < -170).any()


def test_no_coast_is_drawn_along_the_antimeridian():
    decoded = decode(basemap_block((175.0, 60.0, -170.0, 70.0)))
    lons = np.concatenate([np.array(line)[:, 0] for line in decoded.layers["coast"]])
    assert np.abs(lons).max() < 180.0


WIDE = (20.0, 39.0, 61.0, 60.0)  # from Athens to Yekaterinburg
KHERSON, SOCHI, PERM = (32.6, 46.6), (39.7, 43.6), (56.2, 58.0)


def test_in_a_wide_frame_the_map_is_detailed_where_most_events_are():
    decoded = decode(basemap_block(WIDE, around=[KHERSON] * 5 + [PERM]))
    for lon, lat in (KHERSON, PERM):
        assert any(box[0] <= lon - 2 and lon + 2 <= box[2] and box[1] <= lat - 2 for box in decoded.head["boxes"])
    fine, coarse = decode(basemap_block((*KHERSON, *KHERSON))), decode(basemap_block(WIDE))
    window = shapely.box(31.5, 45.7, 33.7, 47.4)

    def points(of):
        return sum(window.intersects(shapely.Point(point)) for line in of.layers["coast"] for point in line)

    assert points(decoded) == points(fine) > 2 * points(coarse)


def test_detail_in_the_midst_leaves_no_gap_and_no_double_land():
    decoded = decode(basemap_block(WIDE, around=[KHERSON] * 5 + [PERM]))
    for land in (KYIV, KHARKIV, (34.1, 44.95), (50.0, 55.0), (-100.0, 40.0)):
        assert decoded.on_land(land), land
    for sea in ((31.0, 43.5), (36.8, 46.2), (-30.0, 30.0)):
        assert not decoded.on_land(sea), sea


def test_events_all_over_the_world_get_detail_within_a_fair_page():
    places = [KHERSON] * 9 + [(36.3, 33.5)] * 5 + [(25.3, 13.6)] * 3 + [(96.0, 20.0), (-73.0, 4.0), (179.9, -17.0)]
    block = basemap_block((-80.0, -20.0, 180.0, 60.0), around=places)
    assert len(block) * 4 / 3 < 512 * 1024
    decoded = decode(block)
    assert all(decoded.on_land(place) for place in places[:-1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=60))
def test_detail_stays_on_the_globe_and_within_its_allowance(around):
    boxes = crowded_boxes(around)
    area = sum((east - west) * (north - south) for west, south, east, north in boxes)
    assert area <= MOST_CELLS * CELL * CELL
    assert area == shapely.union_all([shapely.box(*box) for box in boxes]).area
    assert all(-180 <= box[0] < box[2] <= 180 and -90 <= box[1] < box[3] <= 90 for box in boxes)
    assert bool(boxes) == bool(around)


def test_without_events_the_whole_world_is_shown():
    assert detailed_boxes(None) == [WORLD]


def test_a_single_place_gets_a_few_degrees_around_it():
    ((west, south, east, north),) = detailed_boxes((*KYIV, *KYIV))
    assert (east - west, north - south) == pytest.approx((6.0, 4.0))
    assert decode(basemap_block((*KYIV, *KYIV))).on_land(KYIV)


longitudes, latitudes = st.floats(-180, 180), st.floats(-90, 90)


@settings(max_examples=40, deadline=None)
@given(longitudes, latitudes, longitudes, latitudes)
def test_the_detailed_part_holds_the_events_and_stays_on_the_globe(west, south, east, north):
    south, north = sorted((south, north))
    boxes = detailed_boxes((west, south, east, north))
    for box in boxes:
        assert -180 <= box[0] <= box[2] <= 180
        assert -90 <= box[1] <= south <= north <= box[3] <= 90
    for lon in (west, east):
        assert any(box[0] <= lon <= box[2] for box in boxes)
    width = _width(west, east)
    assert math.isclose(
        sum(box[2] - box[0] for box in boxes),
        min(360.0, max(6.0, 1.7 * width if width < 17 else width + 12)),
        rel_tol=0.01,
    )


def _width(west, east):
    return east - west if west <= east else east - west + 360.0


@pytest.mark.parametrize(
    "names",
    [
        ["Kyiv", "Київ", "Киев"],
        ["Odesa", "Одеса", "Одесса"],
        ["Lviv", "Львів", "Львов"],
        ["Kharkiv", "Харків", "Харьков"],
        ["Zaporizhzhia", "Запоріжжя", "Запорожье"],
        ["Kropyvnytskyi", "Кропивницький", "Кропивницкий"],
        ["Donetsk", "Донецьк", "Донецк"],
        ["Mykolaiv", "Миколаїв", "Николаев"],
        ["Dnipro", "Дніпро", "Днепр"],
        ["Sevastopol", "Севастополь", "Севастополь"],
        ["Warsaw", "Варшава", "Варшава"],
        ["Moscow", "Москва", "Москва"],
    ],
)
def test_cities_carry_their_current_names_in_each_language(ukraine, names):
    assert ukraine.label("cities", names[0])[3] == names


def test_countries_and_oblasts_carry_names_in_each_language(ukraine):
    assert ukraine.label("countries", "Ukraine")[3] == ["Ukraine", "Україна", "Украина"]
    assert ukraine.label("countries", "Syria")[3] == ["Syria", "Сирія", "Сирия"]
    assert ukraine.label("admin1", "Kherson Oblast")[3] == [
        "Kherson Oblast",
        "Херсонська область",
        "Херсонская область",
    ]


def test_a_capital_is_tried_before_a_village_and_marked(ukraine):
    cities = ukraine.head["labels"]["cities"]
    zooms = [label[2] for label in cities]
    assert zooms == sorted(zooms)
    assert ukraine.label("cities", "Kyiv")[4] == 2
    assert ukraine.label("cities", "Kharkiv")[4] == 1


def test_labels_stand_where_their_city_is(ukraine):
    lon, lat, *_ = ukraine.label("cities", "Kyiv")
    assert (lon, lat) == pytest.approx(KYIV, abs=0.02)


def test_every_file_we_draw_from_is_recorded_with_its_licence_and_hash():
    with (data_dir() / "sources.toml").open("rb") as file:
        entries = {entry["file"]: entry for entry in tomllib.load(file)["source"]}
    for folder in ("basemap", "boundaries"):
        files = [path for path in (data_dir() / folder).iterdir() if path.suffix in {".bin", ".parquet"}]
        assert files
        for path in files:
            entry = entries[f"{folder}/{path.name}"]
            assert entry["licence"]
            assert entry["credit"]
            assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest(), path.name


def test_the_sentence_about_borders_speaks_every_language_of_the_page():
    assert set(BORDERS_SENTENCE) == {"en", "uk", "ru"}
    for sentence, crimea in zip(BORDERS_SENTENCE.values(), ("Crimea", "Крим", "Крым"), strict=True):
        assert crimea in sentence


def test_only_a_map_that_shows_ukraine_speaks_of_crimea():
    assert borders_sentence((30.0, 48.0, 36.0, 50.0)) == dict(BORDERS_SENTENCE)
    for bounds in ((35.8, 32.4, 42.1, 37.2), None):
        for language, sentence in borders_sentence(bounds).items():
            assert not any(word in sentence for word in ("Crimea", "Крим", "Крым"))
            assert sentence.count(".") == BORDERS_SENTENCE[language].count(".")


@pytest.mark.parametrize("id_", ["geonames:706482", "geonames:709716"])  # Kharkiv and Donetsk Oblast
def test_the_border_on_the_map_is_the_outline_of_the_oblast_that_is_hatched(id_):
    outline = shapely.boundary(outlines([id_]).geometry.iloc[0])
    west, south, east, north = outline.bounds
    layers = decode(basemap_block((west, south, east, north))).layers
    lines = shapely.union_all([shapely.LineString(part) for name in ("borders", "admin1") for part in layers[name]])
    coast = shapely.union_all([shapely.LineString(part) for part in layers["coast"]])
    inland = shapely.get_coordinates(shapely.difference(outline, shapely.buffer(coast, 0.1)))
    assert len(inland) > 100
    assert (
        shapely.distance(shapely.points(inland), lines).max() < 0.002
    )  # 200 m: a pixel where an oblast fills the window


def test_a_window_of_usual_size_shows_no_edge_of_the_detail_when_it_opens():
    seed = (30.5, 47.8, 36.3, 50.5)
    west, _, east, _ = decode(basemap_block(seed)).head["boxes"][0]
    for wide, high in ((1560, 860), (1080, 720), (390, 640)):
        zoom = math.floor(math.log2(min((wide - 72) / (seed[2] - seed[0]), (high - 72) / 4.1) * 360 / 256))
        assert east - west >= wide * 360 / (256 * 2**zoom) - 0.1


def test_villages_and_quarters_around_events_have_labels_from_near():
    kharkiv = [[36.25, 49.98]]
    known = labels([], [(30.0, 45.0, 40.0, 52.0)], kharkiv)["cities"]
    near = {label[3][0]: label for label in known if label[2] >= 10}
    assert "Saltivka" in near
    assert near["Saltivka"][3][1] == "Салтівка"
    assert all(abs(lon - 36.25) < 0.3 and abs(lat - 49.98) < 0.3 for lon, lat, *_ in near.values())
    assert not [label for label in labels([], [(30.0, 45.0, 40.0, 52.0)])["cities"] if label[2] >= 10]


def test_of_very_many_events_the_villages_stay_few():
    lon, lat = np.meshgrid(np.arange(24, 38, 0.1), np.arange(47, 51, 0.1))
    known = labels([], [(22.0, 44.0, 40.0, 52.0)], np.column_stack([lon.ravel(), lat.ravel()]))["cities"]
    assert sum(label[2] >= 10 for label in known) == MOST_VILLAGES
