"""Writes geomap/days/names.tsv: months and weekdays as the world writes them, from CLDR through Babel.

python tools/make_date_names.py
"""

import unicodedata
from collections import defaultdict
from pathlib import Path

from babel import Locale

LOCALES = (
    *("am", "ar", "ar_EG", "ar_SY", "ar_MA", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "de_AT", "el", "en"),
    *("es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "hy", "id", "it", "ka", "kk", "ky", "lt", "lv", "mk", "nb"),
    *("nl", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sr_Latn", "sv", "sw", "tg", "tr", "uk", "ur", "uz"),
)
TARGET = Path(__file__).parents[1] / "geomap" / "days" / "names.tsv"
ADDED = {"sept": 9, "tues": -2, "thurs": -4, "thur": -4, "wednes": -3}  # English short forms that CLDR lacks


def plain(name: str) -> str:
    """The name as `geomap.days.words` looks it up."""
    folded = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter)).replace(".", "").strip()


def collect() -> dict[str, set[int]]:
    """Name to numbers: a month 1 to 12, a weekday -1 (Monday) to -7."""
    found: dict[str, set[int]] = defaultdict(set)
    for code in LOCALES:
        locale = Locale.parse(code)
        for kind in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[kind][width].items():
                    found[plain(name)].add(month)
                for day, name in locale.days[kind][width].items():
                    found[plain(name)].add(-(day + 1))
    for name, number in ADDED.items():
        found[name].add(number)
    return {name: numbers for name, numbers in found.items() if len(name) > 1 and not any(map(str.isdigit, name))}


def main() -> None:
    """Write the table, sorted."""
    rows = [f"{name}\t{' '.join(map(str, sorted(numbers)))}" for name, numbers in sorted(collect().items())]
    head = "# name, months 1..12 or weekdays -1 (Monday)..-7; from CLDR through Babel, Unicode licence; make_names.py"
    TARGET.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    print(f"{TARGET}: {len(rows)} names")


if __name__ == "__main__":
    main()
