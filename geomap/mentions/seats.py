"""A closed list: the towns whose name stands for a government as often as for a town."""

from functools import lru_cache

from geomap.names import fold

# Capitals of states, seats of unions and of governments that few recognise, in the spellings of English news, folded.
_SEATS = (
    "abu dhabi, abuja, accra, addis ababa, aden, algiers, amman, amsterdam, ankara, antananarivo, ashgabat, asmara, "
    "astana, asuncion, athens, baghdad, baku, bamako, bangkok, bangui, banjul, basseterre, beijing, beirut, belgrade, "
    "belmopan, benghazi, berlin, bern, berne, bishkek, bissau, bogota, brasilia, bratislava, brazzaville, bridgetown, "
    "brussels, bucharest, budapest, buenos aires, bujumbura, cairo, canberra, caracas, chisinau, colombo, conakry, "
    "copenhagen, dakar, damascus, delhi, dhaka, dili, dodoma, doha, dublin, dushanbe, erbil, freetown, gaborone, "
    "gitega, guatemala city, hanoi, harare, hargeisa, havana, helsinki, hong kong, honiara, islamabad, jakarta, "
    "jerusalem, juba, kabul, kampala, kathmandu, khartoum, kiev, kigali, kingston, kinshasa, kishinev, kuala lumpur, "
    "kuwait city, kyiv, la paz, libreville, lilongwe, lima, lisbon, ljubljana, lome, london, luanda, lusaka, madrid, "
    "malabo, managua, manama, manila, maputo, maseru, mbabane, mexico city, minsk, mogadishu, monrovia, montevideo, "
    "moroni, moscow, muscat, nairobi, nay pyi taw, naypyidaw, naypyitaw, ndjamena, new delhi, niamey, nicosia, "
    "nouakchott, nur sultan, oslo, ottawa, ouagadougou, panama city, paramaribo, paris, peking, phnom penh, "
    "podgorica, port au prince, port louis, port moresby, port vila, porto novo, prague, praia, pretoria, pristina, "
    "pyongyang, quito, rabat, ramallah, rangoon, reykjavik, riga, riyadh, rome, san jose, san salvador, sanaa, "
    "santiago, santo domingo, sao tome, sarajevo, seoul, skopje, sofia, stepanakert, stockholm, sucre, suva, taipei, "
    "tallinn, tashkent, tbilisi, tegucigalpa, tehran, tel aviv, the hague, thimphu, tirana, tiraspol, tokyo, tripoli, "
    "tunis, ulaanbaatar, ulan bator, valletta, vatican city, vienna, vientiane, vilnius, warsaw, washington, "
    "wellington, windhoek, yangon, yaounde, yerevan, zagreb"
)
SEATS = frozenset(_SEATS.split(", "))


@lru_cache(maxsize=8192)
def is_seat(name: str) -> bool:
    """Whether a name, as its words stand with spaces between, is that of a seat of government."""
    return fold(name) in SEATS
