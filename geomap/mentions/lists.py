"""Closed lists of names: given names of persons; peoples and unions that a gazetteer of places need not have."""

from functools import lru_cache
from importlib import resources

# Peoples without a state of their own, of regions and of continents, folded, in the singular.
PEOPLES = frozenset(
    ["abkhaz", "abkhazian", "african", "alawite", "arab", "arabian", "asian", "assyrian", "balkan", "baloch"]
    + [
        "baltic",
        "basque",
        "bedouin",
        "berber",
        "caribbean",
        "catalan",
        "caucasian",
        "central african",
        "central american",
    ]
    + [
        "central asian",
        "chechen",
        "circassian",
        "corsican",
        "cossack",
        "crimean tatar",
        "dagestani",
        "darfuri",
        "druze",
    ]
    + ["dinka", "east african", "east asian", "eastern european", "european", "flemish", "fulani", "gagauz", "gazan"]
    + ["hausa", "hazara", "hutu", "igbo", "ingush", "inuit", "kabyle", "kashmiri", "kurd", "kurdish", "latin american"]
    + ["latino", "maghrebi", "maori", "masalit", "mediterranean", "middle eastern", "mideastern", "nordic"]
    + [
        "north african",
        "north american",
        "north caucasian",
        "north korean",
        "north ossetian",
        "nuer",
        "oromo",
        "ossetian",
    ]
    + ["pacific islander", "palestinian", "pashtun", "polynesian", "punjabi", "quebecois", "rohingya", "sahrawi"]
    + ["scandinavian", "serb", "siberian", "sicilian", "sikh", "sindhi", "sinhalese", "slav", "slavic", "south african"]
    + ["south american", "south asian", "south korean", "south ossetian", "southeast asian", "soviet", "tamil", "tatar"]
    + [
        "tibetan",
        "tigrayan",
        "transnistrian",
        "tuareg",
        "turkic",
        "turkmen",
        "tutsi",
        "uighur",
        "uyghur",
        "west african",
    ]
    + ["western european", "western", "yazidi", "yoruba", "yugoslav", "zulu", "darfurian", "crimean"]
    + [
        "californian",
        "texan",
        "floridian",
        "hawaiian",
        "alaskan",
        "iowan",
        "ohioan",
        "virginian",
        "ontarian",
        "manitoban",
    ]
    + ["albertan", "new yorker", "londoner", "parisian", "muscovite", "berliner", "kyivan", "angeleno", "bostonian"]
    + ["chicagoan", "philadelphian", "georgian", "michigander", "minnesotan", "oregonian", "coloradan", "pennsylvanian"]
)
# Unions of states: they act as countries do.
UNIONS = frozenset(["eu", "european union", "eurozone", "schengen area"])


OWN_KINDS = dict.fromkeys(UNIONS, "C") | {name + ending: "N" for name in PEOPLES for ending in ("", "s")}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    text = resources.files("geomap.mentions.models").joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())
