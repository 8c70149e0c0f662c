"""The words that say what kind of place a name stands for, in the spelling that `names.fold` gives."""

from enum import StrEnum


class Grain(StrEnum):
    """What the words around a name say about the kind of place."""

    OPEN = "open"  # nothing said
    FIRST = "first"  # first-level division: "Kharkiv region"
    SECOND = "second"  # a smaller division: "Bucha district"
    TOWN = "town"  # "the city of X"
    WATER = "water"  # "Dnipro River"
    NEAR = "near"  # "the Bakhmut front": around X, not in it
    PART = "part"  # "northern X": a part of a country or region


BARE = frozenset({Grain.OPEN, Grain.TOWN, Grain.NEAR})  # a name without a word that asks for a division
DIVISIONS = frozenset({Grain.FIRST, Grain.SECOND})
_FIRST = (
    "oblast region regional province provincial governorate state krai voivodeship prefecture department republic "
    "emirate wilaya"
)
_SECOND = (
    "raion rayon county district parish hromada community municipality borough woreda zone township tehsil "
    "commune canton arrondissement subdistrict upazila cercle regency territory shire"
)
_TOWN = "city town village settlement hamlet municipality capital port suburb camp hometown stronghold"
_WATER = "river lake sea gulf bay strait reservoir ocean canal dam creek straits channel"
_NEAR = "direction front axis sector frontline outskirts suburbs countryside vicinity"
_DIRECTION = (
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-eastern north-western south-eastern south-western central upper "
    "lower rural mainland coastal"
)
_PLURALS = {"counties": "county", "municipalities": "municipality", "parishes": "parish", "communities": "community"}

LEVELS: dict[str, Grain] = {
    **dict.fromkeys(_TOWN.split(), Grain.TOWN),
    **dict.fromkeys(_FIRST.split(), Grain.FIRST),
    **dict.fromkeys(_SECOND.split(), Grain.SECOND),
    **dict.fromkeys(_WATER.split(), Grain.WATER),
    **dict.fromkeys(_NEAR.split(), Grain.NEAR),
}
DIRECTIONS = frozenset(_DIRECTION.split())
# Asked beside the word the text has, since the gazetteer may know a division under another of these only.
SYNONYMS: dict[Grain, tuple[str, ...]] = {
    Grain.FIRST: ("oblast", "region", "province", "governorate", "state"),
    Grain.SECOND: ("raion", "district", "county"),
    Grain.WATER: ("river",),
}


def singular(word: str) -> str:
    """The singular of a folded level word: "regions" -> "region", "counties" -> "county"."""
    return _PLURALS.get(word) or (word[:-1] if word.endswith("s") and word[:-1] in LEVELS else word)


# Newsroom and postal abbreviations of US states (AP style, USPS), and the full names, to GeoNames admin1 codes.
_STATES = """
AL Alabama ala|AK Alaska|AZ Arizona ariz|AR Arkansas ark|CA California calif cal|CO Colorado colo|CT Connecticut conn
DE Delaware del|DC District~of~Columbia|FL Florida fla|GA Georgia ga|HI Hawaii|ID Idaho|IL Illinois ill|IN Indiana ind
IA Iowa|KS Kansas kan kans|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts mass|MI Michigan mich
MN Minnesota minn|MS Mississippi miss|MO Missouri|MT Montana mont|NE Nebraska neb nebr|NV Nevada nev
NH New~Hampshire|NJ New~Jersey|NM New~Mexico|NY New~York|NC North~Carolina|ND North~Dakota|OH Ohio|OK Oklahoma okla
OR Oregon ore|PA Pennsylvania penn|RI Rhode~Island|SC South~Carolina|SD South~Dakota|TN Tennessee tenn|TX Texas tex
UT Utah|VT Vermont|VA Virginia|WA Washington wash|WV West~Virginia|WI Wisconsin wis wisc|WY Wyoming wyo
"""
_PROVINCES = """
CA.01 Alberta alta|CA.02 British~Columbia bc|CA.03 Manitoba man|CA.04 New~Brunswick nb|CA.05 Newfoundland nl|
CA.07 Nova~Scotia ns|CA.08 Ontario ont|CA.09 Prince~Edward~Island pei|CA.10 Quebec que|CA.11 Saskatchewan sask
"""


def _division_rows() -> list[tuple[str, str, list[str]]]:
    rows: list[tuple[str, str, list[str]]] = []
    for table, prefix in ((_STATES, "US."), (_PROVINCES, "")):
        for entry in table.replace("\n", "|").split("|"):
            if entry.strip():
                code, name, *short = entry.split()
                rows.append((prefix + code, name.replace("~", " "), [*short, *([code.lower()] if prefix else [])]))
    return rows


SHORT_DIVISIONS: dict[str, tuple[str, str]] = {
    short: (name, code) for code, name, shorts in _division_rows() for short in shorts
}
FULL_DIVISIONS: dict[str, str] = {name.lower(): code for code, name, _ in _division_rows()}
