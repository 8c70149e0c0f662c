"""Reads `--bbox`, and refuses one in which nothing lies because latitude was written first."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from geomap.boxes import Box, is_inside, turned, written
from geomap.errors import SettingsError

if TYPE_CHECKING:
    from geomap.joining import Observed
    from geomap.schema import Tables


def read_box(text: str | None) -> Box | None:
    """The box that was typed.

    Raises:
        SettingsError: these are not four numbers.
    """
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingsError(f"--bbox {text}: four numbers are wanted: west,south,east,north in degrees") from None
    return west, south, east, north


def remark_on_box(tables: "Tables", others: "Observed | None", box: Box | None) -> list[str]:
    """A remark when nothing lies in the box.

    Raises:
        SettingsError: something lies in the box that longitude and latitude swapped would make.
    """
    shown = tables.records if tables.records is not None and len(tables.records) else tables.events
    if box is None or len(shown):
        return []
    n_turned = sum(is_inside(turned(box), lon, lat) for lon, lat in _positions(tables, others))
    if n_turned:
        raise SettingsError(
            f"--bbox {written(box)}: nothing lies in it, but of what was found {n_turned:,} would lie in "
            f"{written(turned(box))}; a box is west,south,east,north, longitude first: "
            f"say --bbox {written(turned(box))}"
        )
    return [f"nothing lies in the box {written(box)}; it is west,south,east,north, longitude first"]


def _positions(tables: "Tables", others: "Observed | None") -> Iterator[tuple[float, float]]:
    """All places of the run, those outside the box too: of mentions that carry an event, and of records."""
    mentions = tables.mentions[tables.mentions["carries_event"].fillna(value=False) & tables.mentions["lon"].notna()]
    yield from _pairs(mentions["lon"], mentions["lat"])
    if others is not None:
        points = others.records.geometry.dropna()
        yield from _pairs(points.x, points.y)


def _pairs(lons: Iterable[float], lats: Iterable[float]) -> Iterator[tuple[float, float]]:
    yield from zip(lons, lats, strict=True)
