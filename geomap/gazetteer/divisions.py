"""Enters countries and their first- and second-level divisions, with the forms in which news names them."""

from collections.abc import Iterable, Sequence

from geomap.gazetteer.division_words import division_words
from geomap.gazetteer.entries import Entry, GazetteerDraft, codes
from geomap.gazetteer.reach import country_km
from geomap.names import fold
from geomap.records import KnownAs


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
    said = division_words()
    for code, key in draft.divisions.items():
        level = code.count(".")
        entry = draft.entries[key]
        if not level:
            continue
        name = bare(entry.name)
        if level == 1:
            kinds = (*said.first, *filter(None, [said.called.get(entry.country)]))
            draft.call(key, [name, *(f"{name} {kind}" for kind in kinds)], KnownAs.ALTERNATE)
            draft.call(key, [f"{kind} {said.of} {name}" for kind in kinds], KnownAs.ALTERNATE)
        else:
            kinds = (*said.called_second.get(entry.country, ()), *said.second)
            draft.call(key, [f"{name} {kind}" for kind in kinds], KnownAs.ALTERNATE)
            if f"{entry.admin1_code}/{fold(name)}" not in settlements:
                draft.call(key, [name], KnownAs.ALTERNATE)


def bare(name: str) -> str:
    """A division's name without the word for its kind: "Kharkiv Oblast" is "Kharkiv"."""
    low, said = name.lower(), division_words()
    if low.endswith(said.tails):
        return name[: -next(len(tail) for tail in said.tails if low.endswith(tail))]
    for head in said.heads:
        if name.startswith(head):
            return name[len(head) :]
    return name
