"""The settings of a run: one frozen value, read from a TOML file and flags; an unknown key is refused."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from geomap.bounds import BOUNDS, Bounds
from geomap.boxes import box_fault, written
from geomap.countries import countries, country_code
from geomap.days import DateRules, Order
from geomap.days.rules import EARLIEST
from geomap.errors import SettingsError
from geomap.ids import stable_id
from geomap.intake.naming import Columns, read_columns
from geomap.intake.options import ReadOptions
from geomap.opening import read_whole
from geomap.records import EventType

RECOGNISERS = ("accurate", "fast")
RECOGNISER_GROUP = "geomap.recognisers"  # of entry points: a package's own, each called without arguments
ENGINES = ("local", "dask")
MOST = 1_000_000  # articles in one batch or part
MOST_WORKERS = 1_000
_SLOTS = ("{z}", "{x}", "{y}")  # of a tile's address: zoom, column, row


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOptions:
    """How a map page is written. What a run finds is the same."""

    sidecar: bool = False  # a small page with its data in a folder of scripts beside it
    tiles: str | None = None  # address of online tiles with {z}, {x} and {y}; None asks the network for nothing
    tiles_attribution: str = ""  # whom the map has to name for them, plain text
    story: Path | None = None  # a file of saved views with a text each (geomap/output/story.py)
    basemap: Path | None = None  # a PMTiles file with streets around the events (geomap/output/basemap_detail.py)

    def __post_init__(self) -> None:
        if faults := _page_faults(self):
            raise SettingsError("; ".join(faults))


def _page_faults(page: "PageOptions | Settings") -> list[str]:
    if page.tiles is None:
        return ["tiles_attribution is given without tiles"] if page.tiles_attribution else []
    faults = []
    if missing := [slot for slot in _SLOTS if slot not in page.tiles]:
        faults.append(
            f"tiles: the address has no {', '.join(missing)}, as in https://tiles.example/{{z}}/{{x}}/{{y}}.png"
        )
    if others := sorted(set(re.findall(r"\{\w*\}", page.tiles)) - {*_SLOTS, "{r}"}):
        faults.append(f"tiles: {', '.join(others)} cannot be filled; name one server and your own key in full")
    if not _is_web_address(page.tiles):
        faults.append("tiles: the address has to begin with http:// or https:// and a host, without quotes or spaces")
    if not page.tiles_attribution.strip():
        faults.append("tiles_attribution is missing: name whom the tiles' licence wants named")
    return faults


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme in {"http", "https"}
            and bool(_HOST.fullmatch(parts.netloc))
            and bool(_PLAIN.fullmatch(address))
        )
    except ValueError:
        return False


_HOST = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")  # no name, no password
_PLAIN = re.compile(r"""[^\s"'<>\\`\x00-\x20\x7f]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that changes what a run finds or shows. `Settings()` is the default run."""

    since: dt.date | None = None  # events that certainly end before are left out
    until: dt.date | None = None  # events that certainly begin after are left out
    types: tuple[str, ...] = ()  # ACLED event types to keep; empty keeps all
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2 to keep; empty keeps all
    bbox: tuple[float, float, float, float] | None = None  # west, south, east, north in degrees
    focus: tuple[str, ...] = ()  # ISO 3166-1 alpha-2: countries the articles are about
    recogniser: str = "accurate"  # "accurate", "fast", or the name of an installed one
    title: str = "Events in the news"  # headline of the map
    batch_size: int = 64  # articles held in memory at once
    workers: int = 1  # processes
    engine: str = "local"  # where they run: local, or dask
    scheduler: str | None = None  # address of a Dask scheduler; None starts one on this machine
    partition_size: int = 1000  # articles in one file of a partitioned run
    sidecar: bool = False  # a small map page with its data in a folder of scripts beside it
    tiles: str | None = None  # address of online tiles with {z}, {x} and {y}; None asks the network for nothing
    tiles_attribution: str = ""  # whom the map has to name for them, plain text
    story: Path | None = None  # a Markdown file of saved views with a text each
    basemap: Path | None = None  # a PMTiles file with streets around the events
    columns: str = ""  # the user's names of columns, as "text=prose,published=day" or "b.csv:date=day"
    dates: str = ""  # which figure of a date is the day: dmy, mdy, ymd; ",1904" for day numbers of old Macintoshes
    earliest_year: int = EARLIEST  # a date before is a reject
    latest_year: int | None = None  # a date after is a reject; None: next year
    with_text: bool = False  # whether the articles' own text is kept, for map pages that show it
    strict: bool = False  # whether one bad row or article refuses the run
    stdin_format: str = ""  # what `-` holds: jsonl, json, csv, txt ...
    bounds: Bounds = BOUNDS  # how much is taken from outside; a table [bounds] in a settings file

    def __post_init__(self) -> None:
        """Check and convert the values, however the settings are made: a day may be "2023-02-01", a list one string."""
        if faults := [*_mistyped(self), *_faults(self)]:
            raise SettingsError("; ".join(faults))

    @property
    def page(self) -> PageOptions:
        """How map pages are written."""
        return PageOptions(**{field.name: getattr(self, field.name) for field in fields(PageOptions)})

    @property
    def own_title(self) -> str | None:
        """The title where the user chose one."""
        return None if self.title == Settings.__dataclass_fields__["title"].default else self.title

    @property
    def reading(self) -> ReadOptions:
        """How files are read."""
        order, _, epoch = self.dates.partition(",")
        return ReadOptions(
            columns=read_columns(self.columns) if self.columns else Columns(),
            dates=DateRules(
                orders=dict.fromkeys("/.-", Order(order)) if order and order != _MAC else {},
                earliest=self.earliest_year,
                latest=self.latest_year,
                since_1904=_MAC in {order, epoch},
            ),
            strict=self.strict,
            kind=f".{self.stdin_format.lstrip('.')}" if self.stdin_format else "",
            bounds=self.bounds,
        )

    @property
    def hash(self) -> str:
        """The same for equal results, whatever the machine: how work is split and pages are written is left out."""
        result = {name: value for name, value in asdict(self).items() if name not in _NO_RESULT}
        if self.bounds == BOUNDS:
            del result["bounds"]
        return stable_id(sorted(result.items()))


_MAC = "1904"
_ORDERS = tuple(order.value for order in Order)
_NO_RESULT = frozenset(
    {
        "batch_size",
        "workers",
        "engine",
        "scheduler",
        "partition_size",
        "with_text",
        *(field.name for field in fields(PageOptions)),
    }
)


_BOUNDS = frozenset(field.name for field in fields(Bounds))


def _mistyped(settings: Settings) -> list[str]:
    """Give each value that is not the default its type; one that cannot have it is told, and the default again."""
    from pydantic import TypeAdapter, ValidationError

    faults = []
    for field in fields(settings):
        value = getattr(settings, field.name)
        if value is field.default:
            continue
        several = isinstance(field.default, tuple)
        if field.type is Bounds and isinstance(value, Mapping) and (unknown := sorted(value.keys() - _BOUNDS)):
            faults += [f"unknown bound {name!r}; known are {', '.join(sorted(_BOUNDS))}" for name in unknown]
            object.__setattr__(settings, field.name, field.default)
            continue
        try:
            adapter: TypeAdapter[Any] = TypeAdapter(cast("Any", field.type))
            checked = adapter.validate_python((value,) if several and isinstance(value, str) else value)
        except ValidationError as error:
            checked = field.default
            told = error.errors()[0]
            said = told["msg"].removeprefix("Value error, ")
            if told["type"].startswith(("date_", "datetime_")):
                faults.append(f"{field.name}: {value!r} is no day; write it as 2023-02-01")
            elif field.type is Bounds:
                place = ".".join([field.name, *map(str, told["loc"])])
                faults.append(f"{place}: {said}" + (f", not {told['input']!r}" if told["loc"] else ""))
            else:
                faults.append(f"{field.name}: {said[0].lower()}{said[1:]}, not {value!r}")
        object.__setattr__(settings, field.name, checked)  # frozen for others
    return faults


def _faults(settings: Settings) -> list[str]:
    faults = _page_faults(settings)
    if settings.since and settings.until and settings.since > settings.until:
        faults.append(f"since {settings.since} is after until {settings.until}: swap them")
    known = [kind.value for kind in EventType]
    faults += [f"unknown type {kind!r}: one of {', '.join(known)}" for kind in settings.types if kind not in known]
    for name in ("countries", "focus"):
        faults += [
            f"{name}: {code!r} is no two-letter code of a country{f'; write {known}' if known else ', such as UA'}"
            for code in getattr(settings, name)
            for known in [country_code(code)]
            if code not in countries()
        ]
    if settings.bbox and (fault := box_fault(settings.bbox)):
        faults.append(f"bbox {written(settings.bbox)}: {fault}")
    faults += _reading_faults(settings)
    if settings.recogniser not in (names := recogniser_names(settings.recogniser)):
        faults.append(f"unknown recogniser {settings.recogniser!r}: one of {', '.join(names)}")
    if settings.engine not in ENGINES:
        faults.append(f"unknown engine {settings.engine!r}: one of {', '.join(ENGINES)}")
    if settings.scheduler and settings.engine != "dask":
        faults.append("scheduler is for the engine dask: add --engine dask")
    sizes = (("batch_size", MOST), ("workers", MOST_WORKERS), ("partition_size", MOST))
    faults += [
        f"{name} must be 1 or more, and {most:,} at most"
        for name, most in sizes
        if not 1 <= getattr(settings, name) <= most
    ]
    return faults


def recogniser_names(wanted: str = "") -> tuple[str, ...]:
    """The recognisers there are: geomap's, and what installed packages offer; those are not asked for one of ours."""
    if wanted in RECOGNISERS:
        return RECOGNISERS
    return (*RECOGNISERS, *sorted(entry.name for entry in entry_points(group=RECOGNISER_GROUP)))


def _reading_faults(settings: Settings) -> list[str]:
    faults = []
    if settings.dates and settings.dates not in {*_ORDERS, _MAC, *(f"{order},{_MAC}" for order in _ORDERS)}:
        faults.append(f"dates: {settings.dates!r} is none of {', '.join(_ORDERS)}, {_MAC}, or such as dmy,{_MAC}")
    if settings.latest_year is not None and settings.latest_year < settings.earliest_year:
        faults.append(f"earliest_year {settings.earliest_year} is after latest_year {settings.latest_year}: swap them")
    if settings.columns:
        try:
            read_columns(settings.columns)
        except SettingsError as error:
            faults.append(str(error))
    return faults


def read_settings(path: Path | None, flags: Mapping[str, Any]) -> Settings:
    """Settings from a TOML file, then from flags; a flag that is None was not given.

    Raises:
        SettingsError: the file is missing or no TOML, keys are unknown, values are of the wrong type or out of range;
            all that is wrong is told at once.
    """
    table = _read_toml(path) if path else {}
    values = {**table, **{name: value for name, value in flags.items() if value is not None}}
    known = [field.name for field in fields(Settings)]
    faults = [f"unknown setting {name!r}; known are {', '.join(known)}" for name in sorted(values.keys() - set(known))]
    settings = Settings()
    try:
        settings = Settings(**{name: value for name, value in values.items() if name in known})
    except SettingsError as error:
        faults.append(str(error))
    if faults:
        raise SettingsError("; ".join([f"{path}: {faults[0]}" if path else faults[0], *faults[1:]]))
    return settings


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(read_whole(path).decode("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except RecursionError as error:
        raise SettingsError(f"{path}: not a TOML file: it is nested too deep") from error
    except ValueError as error:  # a whole number of 5,000 figures is a ValueError alone
        raise SettingsError(f"{path}: not a TOML file: {error}") from error
