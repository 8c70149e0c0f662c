"""Keeps the places that readers add: a file of GeoJSON for each of their tables, entered in the gazetteer last."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geomap.errors import GazetteerError
from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.ids import OWN
from geomap.records import KnownAs

SUFFIX = ".geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place that a reader adds."""

    id: str  # "own:camps/kalma"
    names: tuple[str, ...]  # the one that is printed first
    short: str  # the name without its word for the kind, "Kalma" of "Kalma camp": overrules no more than villages
    kind: str  # GeoNames' class and code: "S.CMPRF"
    lon: float
    lat: float
    country: str  # ISO 3166-1 alpha-2, "" when it is in none
    admin1: str  # GeoNames' code, "" when not known
    admin2: str
    population: int
    reach_km: float
    wins: bool  # whether nothing else answers to its names
    outline: dict[str, Any] | None = None  # GeoJSON, for a place that is drawn as an area


def dumped(places: Iterable[OwnPlace]) -> str:
    """The file of a layer: equal places, equal text."""
    features = [
        {
            "type": "Feature",
            "id": one.id,
            "properties": {
                "names": list(one.names),
                "short": one.short,
                "kind": one.kind,
                "lon": one.lon,
                "lat": one.lat,
                "country": one.country,
                "admin1": one.admin1,
                "admin2": one.admin2,
                "population": one.population,
                "reach_km": one.reach_km,
                "wins": one.wins,
            },
            "geometry": one.outline or {"type": "Point", "coordinates": [one.lon, one.lat]},
        }
        for one in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1) + "\n"


def read_layer(file: Path) -> Sequence[OwnPlace]:
    """The places of a layer.

    Raises:
        GazetteerError: the file is damaged.
    """
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        return [_place(feature) for feature in features]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        way_out = f"add its table again, or drop it: geomap gazetteer remove {file.stem}"
        raise GazetteerError(f"{file}: damaged: {error}; {way_out}") from error


def _place(feature: dict[str, Any]) -> OwnPlace:
    told = feature["properties"]
    shape = feature["geometry"]
    return OwnPlace(
        id=feature["id"],
        names=tuple(told.pop("names")),
        outline=None if shape["type"] == "Point" else shape,
        **told,
    )


def enter_layer(draft: GazetteerDraft, file: Path) -> None:
    """Enter the places of a layer; those that overrule others with the names by which they do, and the short one."""
    for one in read_layer(file):
        key = draft.next_own()
        draft.add(
            Entry(
                key=key,
                own_id=one.id,
                name=one.names[0],
                country=one.country,
                feature_class=one.kind[0],
                feature_code=one.kind[2:],
                source=f"{OWN}{file.stem}",
                lon=one.lon,
                lat=one.lat,
                admin1_code=one.admin1,
                admin2_code=one.admin2,
                population=one.population,
                reach_km=one.reach_km,
            )
        )
        draft.call(key, one.names[:1], KnownAs.PRIMARY)
        draft.call(key, [*one.names[1:], one.short], KnownAs.ALTERNATE)
        if one.wins:
            draft.winning[key] = one.names, one.short
