"""Makes `labels_near.parquet`: the villages and quarters of Ukraine, for maps that are looked at from near.

    python data/basemap/make_near_labels.py

They come from the extract of GeoNames that ships (`gazetteer/UA.tsv.xz`); what the other labels have is left out. The
output is the same for the same input, byte by byte. Run by a maintainer, never by a user.
"""

import lzma
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from geomap.gazetteer.romanise import modernise, romanise, ukrainian

HERE = Path(__file__).parent
DATA = HERE.parent
MILLI = 1000  # positions are kept in thousandths of a degree
ZOOMS = ((2_000, 10), (500, 11), (0, 12))  # from so many people on, from this zoom on
QUARTER_ZOOM = 12  # of a part of a town; one before for those as large as a town
QUARTER_PEOPLE = 50_000
GONE = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})  # abandoned, destroyed
SAME = 80  # thousandths of a degree within which a label of the same name is the same place
FIRST_RANK = 100_000  # behind all other labels


def main() -> None:
    """Write the file."""
    known = defaultdict(list)
    for file in ("labels.parquet", "labels_ukraine.parquet"):
        for row in pq.read_table(HERE / file, columns=["lon", "lat", "en"]).to_pylist():
            known[row["en"]].append((row["lon"], row["lat"]))
    rows = [row for row in _settlements() if not any(_near(row, at) for at in known[row["en"]])]
    rows.sort(key=lambda row: (row["zoom"], -row.pop("people"), row["en"], row["lon"], row["lat"]))
    schema = pq.read_schema(HERE / "labels_ukraine.parquet")
    for number, row in enumerate(rows):
        row["rank"] = FIRST_RANK + number
    table = pa.Table.from_pylist(rows, schema=schema.remove_metadata())
    pq.write_table(table, HERE / "labels_near.parquet", compression="zstd", compression_level=19)


def _near(row: Mapping[str, Any], at: tuple[int, int]) -> bool:
    return max(abs(row["lon"] - at[0]), abs(row["lat"] - at[1])) <= SAME


def _settlements() -> Iterator[dict[str, Any]]:
    with lzma.open(DATA / "gazetteer" / "UA.tsv.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[6] != "P" or cells[7] in GONE:
                continue
            name, people = cells[1], int(cells[14] or 0)
            own = ukrainian(name, cells[3].split(","))
            zoom = next(zoom for least, zoom in ZOOMS if people >= least)
            if cells[7] == "PPLX":
                zoom = QUARTER_ZOOM if people < QUARTER_PEOPLE else QUARTER_ZOOM - 1
            yield {
                "kind": "cities",
                "lon": round(float(cells[5]) * MILLI),
                "lat": round(float(cells[4]) * MILLI),
                "zoom": zoom,
                "grade": 0,
                "en": romanise(own) if own else modernise(name),
                "uk": own or "",
                "ru": "",
                "people": people,
            }


if __name__ == "__main__":
    main()
