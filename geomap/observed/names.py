"""The names under which tables keep the fields of a record, in the languages that people write tables in."""

import tomllib
from collections.abc import Sequence
from importlib import resources

from geomap.intake.naming import Synonyms, find_names

SYNONYMS: Synonyms = tomllib.loads(
    resources.files("geomap.observed").joinpath("names.toml").read_text(encoding="utf-8")
)
PAIRED = {"date_end": "date", "lat": "lon", "lon": "lat", "position": "lat", "month": "date", "day": "date"}
"""Fields that are not looked for when the user names the other of the pair, since they would change what it means."""
_WEIGHTS = {"date": 2.0, "lat": 1.5, "lon": 1.5, "position": 1.5}


def score(names: Sequence[str]) -> float:
    """How well the names of columns are those of a table of records."""
    return sum(_WEIGHTS.get(field, 1.0) for field in find_names([name for name in names if name.strip()], SYNONYMS))
