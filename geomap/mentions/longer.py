"""Names inside longer names: ships, armed groups, media, institutes and degrees that are called like places."""

import re

from geomap.records import Role

_REACH = 60  # code points on each side that are looked at
# M.A. and M.D. behind a person's name; no style book writes a state of the US so.
_DEGREE = re.compile(
    r"(?:M\.\s?[ADS]|M\.\s?B\.\s?A|M\.\s?P\.\s?H|R\.\s?[DN]|B\.\s?[AS]|D\.\s?O|Ph\.?\s?D|Ed\.?\s?D|LL\.?\s?[BMD])\.?"
)
_SHIPS = (
    r"(?:aircraft\s+carrier|battleship|boat|carrier|corvette|cruiser|destroyer|ferry|flagship|freighter|frigate|gunboat|"
    r"landing\s+ship|minesweeper|patrol\s+boat|ship|submarine|tanker|trawler|tugboat|vessel|warship|yacht)"
)
_SHIP_BEFORE = re.compile(rf"(?:\b{_SHIPS}\s+|\b(?:USS|HMS|MV|MS|INS|RFS)\s+)[\"“'‘]?$", re.IGNORECASE)
_SHIP_BEHIND = re.compile(
    r"[\"”'’]?\s+(?:missile\s+)?(?:battleship|corvette|cruiser|destroyer|frigate|gunboat|minesweeper|submarine|warship)\b"
)
# What follows "al-Qaeda in" and "Islamic State" in the names of their branches; "Islamic State in Raqqa" is no name.
_GROUP_BEFORE = re.compile(
    r"\b(?:al[-‑– ]?Qa\w*da|Islamic\s+State|ISIS|ISIL|IS)\s*[-‑–]?\s*(?:(?:in|of)\s+)?(?:the\s+)?"
    r"(?:(?:Iraq|Greater|Islamic)\s+(?:and\s+(?:the\s+)?)?)?$",
    re.IGNORECASE,
)
_BRANCHES = re.compile(
    r"(?:Arabian\s+Peninsula|(?:Islamic\s+)?Maghreb|Indian\s+Subcontinent|West(?:ern)?\s+Africa|Central\s+Africa|East\s+Asia|"
    r"(?:Greater\s+)?Sahara|Sahel|Levant|Khorasan|Khurasan|Sinai)",
    re.IGNORECASE,
)
_PROVINCE = re.compile(r"\s+Province\b")
_MEDIA = re.compile(
    r"\s+(?:news\s+(?:agency|outlet|site|website)|News\s+Agency|Broadcasting|Chronicle|Daily|Gazette|Herald|Independent|Journal|Mail|"
    r"Mirror|Observer|Radio|Star|Sun|Telegraph|Times|Tribune|TV|newspaper|television)\b"
)
_FIRMS = re.compile(
    r"\s+(?:Air(?:lines|ways)|Bank|Capital|Center\s+for|Centre\s+for|Corporation|Corp\.?|Council\s+on|Foundation|Group|Holdings?|Inc\.?|"
    r"Industries|Institute|Ltd\.?|Media|Petroleum|United|Wanderers)\b"
)
_CLUBS = re.compile(r"(?:\b(?:FC|SC|CSKA|Dynamo|Dinamo|Lokomotiv|Shakhtar|Sporting|Spartak)\s+$)|(?:^\s+(?:FC|SC)\b)")
_THINK_TANKS = frozenset({"rusi", "sipri"})  # acronyms that are places' names as well
_THERE = re.compile(  # what has happened at the building of it
    r"\b(?:at|in|inside|outside|near|hit|hits|struck|damaged|destroyed|stormed|attacked|bombed|shelled|targeted|entered)\s+"
    r"(?:an?\s+|the\s+)?$",
    re.IGNORECASE,
)


# "outside the Larkana Press Club": what has a door and a wall is a site in the town whose name it bears.
_SITE = re.compile(
    r"(?:\s+[A-Z][\w'’-]*){0,4}?\s+(?:Academy|Airport|Barracks|Base|Cathedral|Church|Club|College|Complex|Court|Hospital|Hotel|"
    r"Jail|Library|Mall|Market|Mosque|Museum|Palace|Prison|School|Secretariat|Square|Stadium|Station|Temple|Theatre|Tower|"
    r"University)\b(?!\s+[A-Z])"
)


def is_site(text: str, start: int, end: int) -> bool:
    """Whether something is said to have happened at a building that bears the name."""
    before = text[max(0, start - _REACH) : start]
    return _SITE.match(text, end) is not None and _THERE.search(before) is not None


def role_in_longer(text: str, start: int, end: int) -> Role | None:
    """The role of a name that is part of a longer one, or an institute's own: `OTHER`; None when it is by itself."""
    before, after, surface = text[max(0, start - _REACH) : start], text[end : end + _REACH], text[start:end]
    if surface.casefold() in _THINK_TANKS and not _THERE.search(before):
        return Role.OTHER
    if _SHIP_BEFORE.search(before) or (_SHIP_BEHIND.match(after) and not surface.isupper()):
        return Role.OTHER
    if _GROUP_BEFORE.search(before) and (_BRANCHES.fullmatch(surface) or _PROVINCE.match(after)):
        return Role.OTHER
    if _MEDIA.match(after) or _CLUBS.search(before) or _CLUBS.match(after):
        return Role.OTHER
    return Role.OTHER if _FIRMS.match(after) and not _THERE.search(before) else None


def is_degree(surface: str, behind: str) -> bool:
    """Whether a name is an academic degree: "M.S." behind "Anna Kowal,"; `behind` is what follows it."""
    dotted = surface if surface.endswith(".") else surface + behind[:1]
    return "." in surface and _DEGREE.fullmatch(dotted.rstrip(",;")) is not None
