"""The most detailed level of the basemap: what is read of it, and that nothing is lost on the way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.output import basemap_codec, basemap_tiles
from geomap.output.basemap_cut import near
from geomap.shipped import data_dir

Q = 0.01
WORLD = [(-180.0, -90.0, 180.0, 90.0)]
SQUARE = np.array([(0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0), (0.0, 0.0)])
HOLE = (SQUARE[::-1] + 2) / 4

corners = st.tuples(st.floats(-170, 165), st.floats(-80, 75))
lines = st.lists(
    st.tuples(corners, st.lists(st.tuples(st.floats(0, 15), st.floats(0, 15)), min_size=2, max_size=6)).map(
        lambda found: np.round((np.array(found[0]) + np.array(found[1])) / Q) * Q
    ),
    min_size=1,
    max_size=12,
)


def _parts(raw, boxes):
    """Each part that is read, as a set of its rounded points."""
    q, layers = basemap_tiles.read(raw, boxes)
    return {
        name: {tuple(map(tuple, np.rint(part / q).astype(int).tolist())) for part in basemap_codec.cut(*whole)}
        for name, whole in layers.items()
    }


def _kept(parts):
    """The same of parts as they were written; points that fall together are one, and a part needs two."""
    units = [np.rint(part / Q).astype(int) for part in parts]
    units = [part[np.append(True, (np.diff(part, axis=0) != 0).any(axis=1))] for part in units]
    return {tuple(map(tuple, part.tolist())) for part in units if len(part) > 1}


@settings(max_examples=60, deadline=None)
@given(lines)
def test_every_line_comes_back_when_the_whole_world_is_asked_for(parts):
    found = _parts(basemap_tiles.write({"rivers": parts}, q=Q), WORLD)
    assert found["rivers"] == _kept(parts)


@settings(max_examples=60, deadline=None)
@given(lines, corners)
def test_every_line_that_reaches_into_a_box_is_read_with_it(parts, corner):
    west, south = corner
    box = (west, south, west + 12.0, south + 6.0)
    inside = [
        part
        for part in parts
        if ((part >= box[:2]) & (part <= box[2:])).all(axis=1).any()  # a point of it lies in the box
    ]
    found = _parts(basemap_tiles.write({"rivers": parts}, q=Q), [box])
    assert _kept(inside) <= found.get("rivers", set())


def test_a_hole_stays_behind_the_ring_that_it_is_in():
    shifted = [SQUARE + 20, HOLE + 20, SQUARE - 40, SQUARE, HOLE]
    _, layers = basemap_tiles.read(basemap_tiles.write({"land": shifted}, q=Q), [(1.0, 1.0, 2.0, 2.0)])
    rings = basemap_codec.cut(*layers["land"])
    assert [ring.tolist() for ring in rings] == [pytest.approx(SQUARE), pytest.approx(HOLE)]


def test_what_is_larger_than_a_cell_is_read_from_wherever_it_reaches():
    long = np.array([(-50.0, 0.0), (50.0, 1.0)])
    raw = basemap_tiles.write({"borders": [long, SQUARE[:2] + 60]}, q=Q)
    for box in ((-49.0, -1.0, -48.0, 2.0), (40.0, -1.0, 41.0, 2.0)):
        assert _parts(raw, [box])["borders"] == _kept([long])
    assert _parts(raw, [(0.0, 50.0, 1.0, 51.0)]) == {}


def test_equal_layers_give_equal_bytes():
    layers = {"rivers": [SQUARE[:2], SQUARE[:2] + 30], "lakes": [SQUARE, HOLE]}
    assert basemap_tiles.write(layers, q=Q) == basemap_tiles.write(layers, q=Q)


def test_the_region_of_ukraine_reads_a_fifth_of_the_level_and_open_sea_next_to_nothing():
    raw = (data_dir() / "basemap" / "near.bin").read_bytes()

    def points(boxes):
        return sum(len(found) for found, _ in basemap_tiles.read(raw, boxes)[1].values())

    assert points([(16.1, 40.3, 46.3, 56.4)]) < 0.2 * points(WORLD)
    assert points([(-40.0, -50.0, -35.0, -45.0)]) < 0.1 * points(WORLD)
    assert set(near([(-40.0, -50.0, -35.0, -45.0)])[1]) <= {"land", "coast", "lakes", "rivers", "borders", "admin1"}
