"""Writes geomap/countries.tsv: what countries are called in the languages that people write tables in, from CLDR.

    python tools/make_country_names.py

A name that two countries share in these languages, or that is shorter than four letters, is left out.
"""

from collections import defaultdict
from pathlib import Path

from babel import Locale

from geomap.countries import countries
from geomap.names import fold

TARGET = Path(__file__).resolve().parent.parent / "geomap" / "countries.tsv"
LANGUAGES = "uk ru de fr es pt it pl tr ar fa nl ro cs".split()  # noqa: SIM905
SHORTEST = 4


def main() -> None:
    """Collect the names, drop those of two countries, write a line for each country."""
    holders: dict[str, set[str]] = defaultdict(set)
    names: dict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        told = Locale(language).territories
        for code in sorted(countries()):
            if (name := told.get(code, "")) and len(name) >= SHORTEST:
                holders[fold(name)].add(code)
                names[code].append(name)
    lines = [
        "# code, names in " + ", ".join(LANGUAGES) + "; from CLDR through Babel, Unicode licence; make_country_names.py"
    ]
    for code, found in sorted(names.items()):
        own = dict.fromkeys(name for name in found if len(holders[fold(name)]) == 1)
        lines.append(f"{code}\t{'|'.join(own)}")
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
