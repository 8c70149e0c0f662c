"""Enters countries and their first- and second-level divisions, with the forms in which news names them."""

from collections.abc import Iterable, Mapping, Sequence

from geomap.gazetteer.entries import Entry, GazetteerDraft, codes
from geomap.gazetteer.reach import country_km
from geomap.names import fold
from geomap.records import KnownAs

# What kinds of division are called in English, and in the languages that newsrooms leave untranslated.
KINDS = (
    "oblast", "region", "province", "governorate", "state", "district", "department", "county", "prefecture", "krai",
    "raion", "rayon", "canton", "division", "municipality", "territory", "voivodeship", "wilaya", "emirate", "parish",
    "republic", "autonomous region", "federal district", "capital region", "city", "zone", "commune", "woreda",
    "regency", "subdistrict", "township", "borough", "rural district", "urban district", "local government area",
)  # fmt: skip
SAID_OF_ADMIN1 = ("region", "province")  # whatever the country calls it, newsrooms say this
SAID_OF_ADMIN2 = ("district",)
CALLED: Mapping[str, str] = {  # the country's own word for the first level, in English
    **dict.fromkeys(("UA", "RU", "BY", "KZ", "KG", "BG"), "oblast"),
    **dict.fromkeys(("SY", "IQ", "EG", "YE", "JO", "LB", "TN", "LY", "OM", "PS", "KW", "BH"), "governorate"),
    **dict.fromkeys(("US", "IN", "NG", "MX", "MM", "SD", "SS", "BR", "AU", "DE", "VE", "MY", "SO", "AT"), "state"),
    **dict.fromkeys(("CO", "HN", "SV", "GT", "NI", "BO", "PY", "UY", "HT", "BJ", "FR", "PE"), "department"),
    **dict.fromkeys(("KE", "LR", "NO", "SE", "HR", "HU", "RO", "EE", "IE"), "county"),
    "JP": "prefecture", "CH": "canton", "BD": "division", "DZ": "wilaya", "AE": "emirate", "PL": "voivodeship",
    "CF": "prefecture", "ET": "regional state",
}  # fmt: skip
BY_TAIL = tuple(f" {kind}" for kind in KINDS)
BY_HEAD = ("Province of ", "State of ", "Governorate of ", "Department of ", "Region of ", "Republic of ", "Muhafazat ")


def read_countries(draft: GazetteerDraft, table: Iterable[Sequence[str]]) -> None:
    """Enter every country of GeoNames' countryInfo; its centre comes later."""
    for row in table:
        if row[0] == "ISO" or not row[16]:
            continue
        key = int(row[16])
        area = float(row[6] or 0)
        draft.add(
            Entry(key=key, name=row[4], country=row[0], feature_class="A", feature_code="PCLI", source="countryInfo")
        )
        entry = draft.entries[key]
        entry.reach_km, entry.population = country_km(area), int(row[7] or entry.population)
        draft.divisions[row[0]] = key
        draft.call(key, [row[4]], KnownAs.PRIMARY)


def read_divisions(draft: GazetteerDraft, table: Iterable[Sequence[str]], source: str) -> None:
    """Enter GeoNames' table of first- or second-level divisions; their centres come later."""
    for code, name, ascii_name, number in table:
        key = int(number)
        country, admin1, *rest = code.split(".")
        if draft.divisions.get(code, key) != key:
            continue  # the country's full dump knows it under another number
        if key not in draft.entries:
            admin1_code, admin2_code = codes(country, admin1, rest[0] if rest else "")
            draft.add(
                Entry(
                    key=key,
                    name=name,
                    country=country,
                    admin1_code=admin1_code,
                    admin2_code=admin2_code,
                    feature_class="A",
                    feature_code=f"ADM{1 + len(rest)}",
                    source=source,
                )
            )
            draft.call(key, [name], KnownAs.PRIMARY)
            draft.call(key, [ascii_name], KnownAs.ALTERNATE)
        draft.divisions.setdefault(code, key)


# ---------------------------------------------------------------- how a division is called


def name_divisions(draft: GazetteerDraft) -> None:
    """Let divisions answer to "X", "X Oblast", "X region", "X province" ... whichever form the gazetteer has."""
    settlements = frozenset(draft.towns.addresses().to_pylist()) | {
        f"{entry.admin1_code}/{entry.folded}" for entry in draft.entries.values() if entry.feature_class == "P"
    }
    for code, key in draft.divisions.items():
        level = code.count(".")
        entry = draft.entries[key]
        if not level:
            continue
        name = bare(entry.name)
        if level == 1:
            kinds = (*SAID_OF_ADMIN1, *filter(None, [CALLED.get(entry.country)]))
            draft.call(key, [name, *(f"{name} {kind}" for kind in kinds)], KnownAs.ALTERNATE)
            draft.call(key, [f"{kind} of {name}" for kind in kinds], KnownAs.ALTERNATE)
        else:
            kinds = ("raion", "rayon", *SAID_OF_ADMIN2) if entry.country in {"UA", "RU", "BY"} else SAID_OF_ADMIN2
            draft.call(key, [f"{name} {kind}" for kind in kinds], KnownAs.ALTERNATE)
            if f"{entry.admin1_code}/{fold(name)}" not in settlements:
                draft.call(key, [name], KnownAs.ALTERNATE)


def bare(name: str) -> str:
    """A division's name without the word for its kind: "Kharkiv Oblast" is "Kharkiv"."""
    low = name.lower()
    if low.endswith(BY_TAIL):
        return name[: -next(len(tail) for tail in BY_TAIL if low.endswith(tail))]
    for head in BY_HEAD:
        if name.startswith(head):
            return name[len(head) :]
    return name
