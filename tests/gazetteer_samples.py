"""Samples that several tests of the gazetteer share."""

import io
import zipfile


def dump(rows: str) -> str:
    """Rows of our shorthand as GeoNames would write them, 19 columns each.

    A shorthand row: number, name, alternate names, latitude, longitude, class, code, country, first- and second-level
    code, population, by `|`.
    """
    lines = []
    for row in rows.strip().splitlines():
        number, name, others, lat, lon, kind, code, country, admin1, admin2, population = row.split("|")
        tail = ["", admin1, admin2, "", "", population, "", "100", "Europe/Kyiv", "2026-01-01"]
        lines.append("\t".join([number, name, name, others, lat, lon, kind, code, country, *tail]))
    return "".join(line + "\n" for line in lines)


def zipped(code: str, rows: str) -> bytes:
    """A country's dump as GeoNames publishes it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(f"{code}.txt", dump(rows))
    return held.getvalue()
