"""The names under which tables keep the fields of a record, in the languages that people write tables in."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

from geomap.intake.naming import Synonyms, find_names, plain

_TABLE: dict[str, Any] = tomllib.loads(
    resources.files("geomap.observed").joinpath("names.toml").read_text(encoding="utf-8")
)
BEGINS: Mapping[str, Sequence[str]] = _TABLE.pop("begins")
"""The plain name of a column of ends to those of the columns that begin the same thing."""
LATE: frozenset[str] = frozenset(_TABLE.pop("late")["date"])
"""Plain names of columns that say when something was told rather than when it happened."""
SYNONYMS: Synonyms = _TABLE
PAIRED = {"date_end": "date", "lat": "lon", "lon": "lat", "position": "lat", "month": "date", "day": "date"}
"""Fields that are not looked for when the user names the other of the pair, since they would change what it means."""
_NAMED_BY_USER = 4.0
_WEIGHTS = {"date": 2.0, "lat": 1.5, "lon": 1.5, "position": 1.5}


def score(names: Sequence[str], wanted: Iterable[str] = ()) -> float:
    """How well the names of columns are those of a table of records; `wanted` are those that the user names."""
    there = {plain(name) for name in names}
    named = sum(_NAMED_BY_USER for name in wanted if plain(name) in there)
    return named + sum(
        _WEIGHTS.get(field, 1.0) for field in find_names([name for name in names if name.strip()], SYNONYMS)
    )
