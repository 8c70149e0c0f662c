"""Makes the packed villages of this folder from a gazetteer of villages; run by a maintainer, never by a user.

    python data/villages/make_villages.py --from FOLDER

FOLDER holds `villages/XX.tsv.xz` in the columns of GeoNames' dumps, `risky.tsv.xz` and `SOURCES.toml` with the source,
the commit and the licence of each country. Writes the columns that geomap reads, `risky.tsv.xz` with the names that are
likelier something else in a newspaper, and the entries of `sources.toml`, on standard output. Equal input, equal bytes.
"""

import argparse
import hashlib
import lzma
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from geomap.gazetteer.dumps import slim

HERE = Path(__file__).parent
ENTRY = """
[[source]]
file = "villages/{file}"
what = "{what}"
from = "{source}"
date = {date}
licence = "{licence}"
credit = "{credit}"
changed = "without the places of cities500; columns 1-15; without names in scripts that do not part their words"
sha256 = "{sha256}"
"""


def main() -> None:
    """Write every country, and say whose it is."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--from", dest="folder", type=Path, required=True)
    folder = words.parse_args().folder
    told = tomllib.loads((folder / "SOURCES.toml").read_text(encoding="utf-8"))
    for country in sorted(told["country"], key=lambda one: one["code"]):
        code = country["code"]
        file = folder / "villages" / f"{code}.tsv.xz"
        if code == "XS" or not file.is_file():
            continue
        packed = pack(slim(row) for row in table(file))
        (HERE / file.name).write_bytes(packed)
        print(ENTRY.format(**said(code, country), sha256=hashlib.sha256(packed).hexdigest()), end="")
    (HERE / "risky.tsv.xz").write_bytes(pack(row[:1] for row in table(folder / "risky.tsv.xz") if row[0][:1] != "#"))


def said(code: str, country: dict[str, object]) -> dict[str, object]:
    """What `sources.toml` says of a country."""
    from_india = code == "IN"
    credit = (
        "India Post, All India Pincode Directory (data.gov.in), GODL-India"
        if from_india
        else "Who's On First (whosonfirst.org/docs/licenses), GeoNames, CC BY 4.0, Quattroshapes, Mesoshapes"
    )
    source = str(country.get("source", ""))
    return {
        "file": f"{code}.tsv.xz",
        "what": f"Villages of {code}: {country['villages']} settlements of any size",
        "source": source if from_india else f"https://github.com/{source}, commit {country.get('commit', '')}",
        "date": f'"{country.get("date", "2025-10-03")}"',
        "licence": country.get("licence", "GODL-India"),
        "credit": credit,
    }


def table(file: Path) -> Iterator[Sequence[str]]:
    """The rows of a packed table."""
    with lzma.open(file, "rt", encoding="utf-8", newline="") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def pack(rows: Iterable[Sequence[str]]) -> bytes:
    """A packed table."""
    text = "".join("\t".join(row) + "\n" for row in rows)
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    main()
