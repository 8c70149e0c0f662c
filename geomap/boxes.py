"""Boxes of degrees as people type them: what is wrong with one, and which one may be meant."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west is greater than east where the box crosses the 180th meridian."""

_MOST_LAT, _MOST_LON = 90.0, 180.0


def box_fault(box: Box) -> str:
    """What is wrong with a box, with the ones that may be meant; "" when nothing is."""
    trouble = _trouble(box)
    return f"{trouble}; a box is west,south,east,north, longitude first{_meant(box)}" if trouble else ""


def _trouble(box: Box) -> str:
    west, south, east, north = box
    if not all(-_MOST_LON <= lon <= _MOST_LON for lon in (west, east)):
        return "a longitude lies within -180 and 180"
    if not all(-_MOST_LAT <= lat <= _MOST_LAT for lat in (south, north)):
        return "a latitude lies within -90 and 90"
    if south > north:
        return f"its south {south:g} lies north of its north {north:g}"
    if west > east and not west > 0 > east:
        return f"its west {west:g} lies east of its east {east:g}"
    return ""


def turned(box: Box) -> Box:
    """The box with longitude and latitude swapped."""
    west, south, east, north = box
    return south, west, north, east


def ordered(box: Box) -> Box:
    """The box with its corners put in order."""
    west, south, east, north = box
    return min(west, east), min(south, north), max(west, east), max(south, north)


def is_inside(box: Box, lon: float, lat: float) -> bool:
    """Whether a position lies in a box or on its edge."""
    west, south, east, north = box
    in_lon = west <= lon <= east if west <= east else lon >= west or lon <= east
    return in_lon and south <= lat <= north


def written(box: Box) -> str:
    """The box as it is typed."""
    return ",".join(f"{side:g}" for side in box)


def _meant(box: Box) -> str:
    """Words for the boxes that these figures may be."""
    west, south, east, north = box
    by_sides = (west, east, south, north)  # west,east,south,north, as some tools have it
    wishes = dict.fromkeys((ordered(box), ordered(turned(box)), ordered(by_sides)))
    fitting = [written(wish) for wish in wishes if wish != box and not _trouble(wish)]
    return f": did you mean {' or '.join(fitting[:2])}?" if fitting else ""
