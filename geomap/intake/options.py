"""How files are read: what the user says of columns and dates, and how strictly."""

from dataclasses import dataclass, field

from geomap.bounds import BOUNDS, Bounds
from geomap.days import DateRules
from geomap.intake.naming import Columns

ARTICLE_FIELDS = frozenset({"id", "title", "text", "published", "url", "outlet", "language", "archive"})
RECORD_FIELDS = frozenset(
    (
        *("id", "date", "date_end", "year", "month", "day", "place", "country", "admin1", "admin2", "lat", "lon"),
        *("position", "type", "sub_type", "precision", "killed", "killed_low", "killed_high", "actors", "headline"),
        *("notes", "outlet", "url"),
    )
)
"""One naming may serve articles and records of a run: each reader passes over what is the other's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What holds for all inputs of a run."""

    columns: Columns = field(default_factory=Columns)
    dates: DateRules = field(default_factory=DateRules)
    strict: bool = False  # whether one bad row or article refuses the run
    kind: str = ""  # what standard input holds, as a suffix: ".jsonl"
    bounds: Bounds = BOUNDS
    focus: frozenset[str] = frozenset()  # countries (ISO 3166-1 alpha-2) of records that name none
