"""The villages of the countries at war: a small gazetteer of each country, built when it is first asked for."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.gazetteer.cache import building, code_hash, content_hash, is_fresh, world_dir
from geomap.gazetteer.dumps import unpacked
from geomap.gazetteer.seal import is_unbroken
from geomap.shipped import data_dir

if TYPE_CHECKING:
    from geomap.gazetteer.entries import GazetteerDraft

FOLDER = "villages"
DISTRICTS = "districts.parquet"  # the outlines that say a village's district, where its source does not
RISKY = "risky.tsv.xz"  # folded names that are likelier something else in a newspaper: Assad, Bashir, Monday
# Numbers from which the keys are those of other registers than GeoNames.
WHOSONFIRST, INDIA_POST = 85_000_000, 3_000_000_000


@lru_cache(maxsize=1)
def risky_names() -> frozenset[str]:
    """Folded names of villages that are likelier a person, a word or a place elsewhere in a newspaper."""
    file = data_dir() / FOLDER / RISKY
    return frozenset(unpacked(file).decode().split("\n")) if file.is_file() else frozenset()


def tables_of(country: str) -> tuple[Path, ...]:
    """The tables of a country's villages: what ships, then what was fetched with the whole world."""
    name = f"{country}.tsv.xz"
    return tuple(file for file in (data_dir() / FOLDER / name, world_dir() / name) if file.is_file())


def village_file(source: Path, *, beside: Path, divisions: Sequence[tuple[str, str]]) -> Path:
    """The built villages of a country: built first when they are missing or stale, in a few seconds.

    Like the gazetteer itself they are written to a file of their own and put in place whole, so that two processes may
    build at once.

    Args:
        source: one of `tables_of` a country.
        beside: the file of the world's gazetteer, which says where built files live.
        divisions: codes and names of the country's divisions.
    """
    made_of = [code_hash(), str(divisions)]
    for file in (source, *(data_dir() / "boundaries").glob(DISTRICTS)):
        status = file.stat()
        made_of.append(content_hash(file, status.st_mtime_ns, status.st_size))
    wanted = hashlib.blake2b(" ".join(made_of).encode(), digest_size=8).hexdigest()
    country, kind = source.name[:2], FOLDER if source.parent.name == FOLDER else source.parent.name
    target = beside.with_name(f"{kind}-{country}.sqlite")
    if not (is_fresh(target, wanted) and is_unbroken(target)):
        from geomap.gazetteer.writing import write

        with building(target):
            write(_collected(source), target, fingerprint=wanted, divisions=divisions, is_world=False)
    return target


def _collected(source: Path) -> "GazetteerDraft":
    from geomap.gazetteer.assemble import RULED
    from geomap.gazetteer.district_codes import place_in_districts
    from geomap.gazetteer.entries import GazetteerDraft
    from geomap.gazetteer.ingest import read_dump
    from geomap.gazetteer.towns import read_towns
    from geomap.gazetteer.variants import add_variants

    draft = GazetteerDraft()
    draft.towns, rest = read_towns(source, known=(), ruled=RULED)
    read_dump(draft, rest, draft.towns.source)
    place_in_districts(draft, source.name[:2])
    add_variants(draft)
    draft.show()
    return draft


def village_id(key: int) -> str:
    """The id of a village, by the register that its number is of."""
    if key >= INDIA_POST:
        return f"indiapost:{key}"
    return f"whosonfirst:{key}" if key >= WHOSONFIRST else f"geonames:{key}"
