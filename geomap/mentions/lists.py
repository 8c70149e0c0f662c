"""Closed lists of names: given names of persons; peoples and unions that a gazetteer of places need not have."""

from functools import lru_cache
from importlib import resources

# Peoples without a state of their own, of regions and of continents, folded, in the singular.
_PEOPLES = (
    "abkhaz, abkhazian, african, alaskan, alawite, albertan, angeleno, arab, arabian, asian, assyrian, balkan, "
    "baloch, baltic, basque, bedouin, berber, berliner, bostonian, californian, caribbean, catalan, caucasian, "
    "central african, central american, central asian, chechen, chicagoan, circassian, coloradan, corsican, "
    "cossack, crimean, crimean tatar, dagestani, darfuri, darfurian, dinka, druze, east african, east asian, "
    "eastern european, european, flemish, floridian, fulani, gagauz, gazan, georgian, hausa, hawaiian, hazara, "
    "hutu, igbo, ingush, inuit, iowan, kabyle, kashmiri, kurd, kurdish, kyivan, latin american, latino, londoner, "
    "maghrebi, manitoban, maori, masalit, mediterranean, michigander, middle eastern, mideastern, minnesotan, "
    "muscovite, new yorker, nordic, north african, north american, north caucasian, north korean, north ossetian, "
    "nuer, ohioan, ontarian, oregonian, oromo, ossetian, pacific islander, palestinian, parisian, pashtun, "
    "pennsylvanian, philadelphian, polynesian, punjabi, quebecois, rohingya, sahrawi, scandinavian, serb, "
    "siberian, sicilian, sikh, sindhi, sinhalese, slav, slavic, south african, south american, south asian, south "
    "korean, south ossetian, southeast asian, soviet, tamil, tatar, texan, tibetan, tigrayan, transnistrian, "
    "tuareg, turkic, turkmen, tutsi, uighur, uyghur, virginian, west african, western, western european, yazidi, "
    "yoruba, yugoslav, zulu"
)
PEOPLES = frozenset(_PEOPLES.split(", "))
# Unions of states: they act as countries do.
UNIONS = frozenset(["eu", "european union", "eurozone", "schengen area"])
# Folded spellings, peoples in both numbers, as the kinds of `known.kind_of`.
OWN_KINDS = dict.fromkeys(UNIONS, "C") | {name + ending: "N" for name in PEOPLES for ending in ("", "s")}


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names, folded."""
    text = resources.files("geomap.mentions.models").joinpath("first_names.txt").read_text(encoding="utf-8")
    return frozenset(name for line in text.splitlines() if not line.startswith("#") for name in line.split())
