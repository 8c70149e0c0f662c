"""Names inside longer names: ships, armed groups, media, institutes and degrees that are called like places."""

from geomap.languages import RolePatterns, RoleWords
from geomap.records import Role

_REACH = 60  # code points on each side that are looked at


def is_site(text: str, start: int, end: int, form: RolePatterns) -> bool:
    """Whether something is said to have happened at a building that bears the name."""
    before = text[max(0, start - _REACH) : start]
    return form.site.match(text, end) is not None and form.there.search(before) is not None


def role_in_longer(text: str, start: int, end: int, said: RoleWords) -> Role | None:
    """The role of a name that is part of a longer one, or an institute's own: `OTHER`; None when it is by itself."""
    before, after, surface = text[max(0, start - _REACH) : start], text[end : end + _REACH], text[start:end]
    form = said.patterns
    if surface.casefold() in said.think_tanks and not form.there.search(before):
        return Role.OTHER
    if form.ship_before.search(before) or (form.ship_behind.match(after) and not surface.isupper()):
        return Role.OTHER
    if form.group_before.search(before) and (form.branches.fullmatch(surface) or form.province.match(after)):
        return Role.OTHER
    if form.media.match(after) or form.club_before.search(before) or form.club_behind.match(after):
        return Role.OTHER
    return Role.OTHER if form.firms.match(after) and not form.there.search(before) else None


def is_degree(surface: str, behind: str, form: RolePatterns) -> bool:
    """Whether a name is an academic degree: "M.S." behind "Anna Kowal,"; `behind` is what follows it."""
    dotted = surface if surface.endswith(".") else surface + behind[:1]
    return "." in surface and form.degree.fullmatch(dotted.rstrip(",;")) is not None
