"""What places, divisions and districts are called in the other languages of the page."""

import csv
import lzma
import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from geomap.languages.pack import SHIPPED
from geomap.output.basemap_labels import LANGUAGES, Labels, all_labels, villages
from geomap.shipped import data_dir

NEAR_TOWN = 0.2  # degrees: a town's label stands where the gazetteer has the town
NEAR_DIVISION = 5.0  # degrees: that of a division somewhere in it
NEAR_COUNTRY = 25.0  # degrees: that of a country; Russia's lies so far from where the gazetteer has it

NEAR = {"countries": NEAR_COUNTRY, "admin1": NEAR_DIVISION, "cities": NEAR_TOWN}

RAION = 6  # characters of a code of KATOTTG that say the raion
CYRILLIC = re.compile(r"[\u0400-\u052f]")

Degrees = NDArray[np.float64]
Called = tuple[float, float, float, tuple[str, ...]]  # longitude, latitude, how near a place has to be, the names


def in_other_languages(names: Sequence[str], lon: Degrees, lat: Degrees) -> dict[str, list[str]]:
    """For each language but English what a place of this name, at this position, is called; "" where no label knows.

    A place at 0, 0 is not placed: it can only be a country. What a dataset writes in small letters or with the kind of
    the place ("Zaporizhzhia oblast", "Homs town") is looked for, too. Languages in which none is known are left out.
    """
    rows = [*zip(names, lon.tolist(), lat.tolist(), strict=True)]
    known = _by_name({*names})
    found = [_nearest(known.get(name.lower(), ()), *at) for name, *at in rows]
    bare = {k: _bare(name) for k, (name, *_) in enumerate(rows) if not found[k] and " " in name}
    known = _by_name({name for name, _ in bare.values()} - {""})
    for k, (name, near) in bare.items():
        found[k] = _nearest([one for one in known.get(name.lower(), ()) if one[2] == near], *rows[k][1:])
    words = {language: [one[k] if one else "" for one in found] for k, language in enumerate(LANGUAGES[1:])}
    return {language: some for language, some in words.items() if any(some)}


def _bare(name: str) -> tuple[str, float]:
    """A name without the word at its end that says what kind of place it is, and how near such a place has to be."""
    rest, _, kind = name.rpartition(" ")
    return (rest, _kinds()[kind.lower()]) if kind.lower() in _kinds() else ("", 0.0)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, float]:
    """How near a place has to be, by the word of its kind; read alone, since whole packs take longer than a page."""
    found: dict[str, float] = {}
    for code in SHIPPED:
        levels = tomllib.loads((files("geomap.languages") / code / "places.toml").read_text("utf-8"))["levels"]
        found |= dict.fromkeys(levels["first"].split(), NEAR_DIVISION) | dict.fromkeys(
            levels["town"].split(), NEAR_TOWN
        )
    return found


def _nearest(labels: Sequence[Called], lon: float, lat: float) -> tuple[str, ...]:
    """The names of the nearest of some labels, or nothing when none is near enough."""
    if lon == lat == 0:
        return next((names for *_, near, names in labels if near == NEAR_COUNTRY), ())
    apart = [(max(abs(lon - x) * np.cos(np.radians(lat)), abs(lat - y)) / near, names) for x, y, near, names in labels]
    far, names = min(apart, default=(np.inf, ()))
    return names if far <= 1 else ()


def _by_name(names: Collection[str]) -> dict[str, list[Called]]:
    """What is known of some English names, by these in small letters."""
    wanted = {name.lower() for name in names}
    found: dict[str, list[Called]] = {}
    for known in (_labelled(all_labels(), wanted), _labelled(villages(), wanted), _raions(wanted), _regions()):
        for english, called in known:
            found.setdefault(english.lower(), []).append(called)
    return found


def _labelled(labels: Labels, names: Collection[str]) -> Iterator[tuple[str, Called]]:
    """Countries, divisions, towns and villages that have a label."""
    rows = np.flatnonzero(np.asarray(pc.is_in(labels.lowered, pa.array(names, labels.lowered.type))))
    words = labels.table.take(pa.array(rows)).to_pydict()
    at = (labels.lon[rows].tolist(), labels.lat[rows].tolist())
    for kind, lon, lat, english, *others in zip(words["kind"], *at, *(words[one] for one in LANGUAGES), strict=True):
        if any(others):
            yield english, (lon, lat, NEAR[kind], tuple(others))


def _raions(names: Collection[str]) -> Iterator[tuple[str, Called]]:
    """The raions of Ukraine by the adjectives of the register, and what these are in Russian."""
    table, middles = _ukraine()
    for row in np.flatnonzero(np.asarray(pc.is_in(table["lowered"], pa.array({*names} - {""}, pa.string())))).tolist():
        if raion := _adjectives().get(table["katottg"][row].as_py()[:RAION]):
            at = (*middles[row].tolist(), NEAR_DIVISION)
            yield table["name"][row].as_py(), (*at, tuple(f"{word} район" for word in raion))


@lru_cache(maxsize=1)
def _ukraine() -> tuple[pa.Table, Degrees]:
    """Ukraine's divisions, and a point in each; asked for once for each kind of name in a page."""
    with pq.ParquetFile(data_dir() / "boundaries" / "ukraine.parquet") as parquet:
        table = parquet.read(columns=["name", "katottg", "geometry"], use_threads=False)
    middles = shapely.get_coordinates(shapely.point_on_surface(shapely.from_wkb(table["geometry"].to_numpy())))
    return table.drop_columns("geometry").append_column("lowered", pc.utf8_lower(table["name"])), middles


@lru_cache(maxsize=1)
def _adjectives() -> dict[str, tuple[str, str]]:
    """The adjective of each raion in Ukrainian and Russian, by the beginning of its code."""
    folder = data_dir() / "gazetteer"
    with (folder / "raions_ru.tsv").open(encoding="utf-8", newline="") as lines:
        russian = dict(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    register = pa_csv.read_csv(  # a sixth of the time that a row at a time takes
        pa.BufferReader(lzma.decompress((folder / "katottg.tsv.xz").read_bytes())),
        read_options=pa_csv.ReadOptions(autogenerate_column_names=True, use_threads=False),
        parse_options=pa_csv.ParseOptions(delimiter="\t"),
        convert_options=pa_csv.ConvertOptions(include_columns=["f0", "f2"], strings_can_be_null=False),
    )
    rows = zip(register["f0"].to_pylist(), register["f2"].to_pylist(), strict=True)
    raions = {code[:RAION]: raion for code, raion in rows if raion}
    return {code: (raion, russian[raion]) for code, raion in raions.items()}


@lru_cache(maxsize=1)
def _regions() -> tuple[tuple[str, Called], ...]:
    """Regions and islands of our own list: the first of their Cyrillic names is Ukrainian, the second Russian."""
    found = []
    with (data_dir() / "gazetteer" / "regions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        for _, name, lon, lat, *_, spellings in rows:
            others = [spelling for spelling in spellings.split("|") if CYRILLIC.search(spelling)]
            if others:
                found.append((name, (float(lon), float(lat), NEAR_DIVISION, (others[0], (*others[1:], "")[0]))))
    return tuple(found)
