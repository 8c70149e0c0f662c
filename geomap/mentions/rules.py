"""Where a role is a matter of form, not of likelihood: datelines, nationals, credits, hyphens."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from geomap.languages import RoleWords, Seats
from geomap.mentions.datelines import dateline_ranges
from geomap.mentions.known import CAPITAL
from geomap.mentions.longer import is_degree, is_site, role_in_longer
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens
from geomap.records import Role

_ENDS = re.compile(r"[.!?;:\n]")
_LIST_REACH = 60  # code points from "citizens of" to the first name, at most
_SIDES = frozenset({"-", "‑", "–"})
_ASIDE = re.compile(r"[,\"”]\s+$")
_SPEAKERS = frozenset({"C", CAPITAL})  # kinds
_STATES = frozenset({"C", "N"})  # kinds: "a U.S. military base in Iraq" is where it is
_UNPLACED = frozenset({Role.OTHER, Role.PEOPLE})  # roles of names that are no place of anything
_DESK_REACH = 80  # code points before a name that can say who sits there
_REACH_BEFORE = 40  # code points before the name that are looked at


def settle_roles(tokens: Tokens, text: str, found: Sequence[Found], guessed: Sequence[Role]) -> list[Role | None]:
    """The role of each name: the guessed one unless the form of the text says otherwise; None is no name at all."""
    datelines = dateline_ranges(tokens, text, found)
    said, seats = tokens.lexicon.roles, tokens.lexicon.seats
    places = [(name.first, guess) for name, guess in zip(found, guessed, strict=True)]
    credited = credit_ranges(text, said)
    games = not _UNPLACED.isdisjoint(guessed) and any(word.lower in said.sport for word in tokens.words)
    settled: list[Role | None] = []
    is_desk = False  # whether the name before this one says where those sit who speak
    chained = False  # whether the name before this one belongs to a list of nationals
    behind = 0
    for name, guess in zip(found, guessed, strict=True):
        start, end = tokens.starts[name.first], tokens.ends[name.end - 1]
        chained = _lists_nationals(tokens, text, name, behind, chained=chained)
        is_desk = (is_desk and text[behind:start] == ", ") or _is_desk(tokens, text, name, places, seats)
        behind = end
        if _is_no_name(text, start, end, credited, said):
            settled.append(None)
        elif any(low <= start < high for low, high in datelines) and name.kind[:1] != "N":
            settled.append(Role.DATELINE)
        elif name.kind[:1] == "N" or chained:
            settled.append(Role.PEOPLE)
        elif _is_other(text, start, end, guess, said):
            settled.append(Role.OTHER)
        elif guess in {Role.LOCATION, Role.DATELINE} and (
            _qualifies(tokens, name)
            or said.patterns.band.match(text, end)
            or _speaks(text, start, end, said)
            or _is_source(text, name, (start, end), said)
            or is_desk
        ):
            settled.append(Role.ACTOR)
        elif _is_place(tokens, text, name, guess, games=games):
            settled.append(Role.LOCATION)
        else:
            settled.append(guess)
    return settled


def _is_no_name(text: str, start: int, end: int, credited: Sequence[tuple[int, int]], said: RoleWords) -> bool:
    """Whether a name stands in a picture's credit, or is a degree."""
    return any(low <= start < high for low, high in credited) or is_degree(
        text[start:end], text[end : end + 1], said.patterns
    )


def _is_other(text: str, start: int, end: int, guess: Role, said: RoleWords) -> bool:
    """Whether a name belongs to a longer one, or stands for what happened there once."""
    longer = role_in_longer(text, start, end, said) is not None
    return longer or (guess is Role.LOCATION and _is_figure(text, start, end, said))


def credit_ranges(text: str, said: RoleWords) -> list[tuple[int, int]]:
    """Where a picture's credit stands, with the names it opens with; code points, half-open."""
    if not any(mark in text for mark in said.credit_marks):
        return []
    return [found.span() for found in said.patterns.credit.finditer(text)]


def _lists_nationals(tokens: Tokens, text: str, name: Found, behind: int, *, chained: bool) -> bool:
    """Whether the name is one of "citizens of X, Y and Z": `behind` is the end of the name before it."""
    start = tokens.starts[name.first]
    reach = max(behind, start - _LIST_REACH)
    if _ENDS.search(text, reach, start):
        return False
    said = tokens.lexicon.roles
    return bool((chained and said.patterns.links.fullmatch(text, reach, start)) or _lists(text[reach:start], said))


def _lists(words: str, said: RoleWords) -> bool:
    lower = words.lower()  # few stretches hold one of them, and only these are read with care
    return any(word in lower for word in said.origins) and said.patterns.nationals.search(words) is not None


def _is_figure(text: str, start: int, end: int, said: RoleWords) -> bool:
    """Whether the name stands for what happened there once, not for the place: "his Waterloo"."""
    low, form = max(0, start - _REACH_BEFORE), said.patterns
    if form.figure_before.search(text, low, start) is not None:
        return form.figure_behind.match(text, end) is not None
    return form.figure_of_behind.match(text, end) is not None and bool(form.figure_of_before.search(text, low, start))


def _is_place(tokens: Tokens, text: str, name: Found, guess: Role, *, games: bool) -> bool:
    """Whether a name that was guessed to act, or to be part of another name, is a place by the form of the text."""
    start, end, said = tokens.starts[name.first], tokens.ends[name.end - 1], tokens.lexicon.roles
    if guess is Role.ACTOR and _is_ground(text, start, end, said):
        return True
    if name.kind[:1] in _STATES:
        return False
    if guess in {Role.ACTOR, Role.OTHER} and (
        is_site(text, start, end, said.patterns) or _is_in_body(tokens, text, start)
    ):
        return True
    return guess in _UNPLACED and not games and _is_scene(tokens, text, name)


def _is_ground(text: str, start: int, end: int, said: RoleWords) -> bool:
    """Whether the name is said to be ground, or suffers what only ground does; the subject of what follows, if so."""
    low, form = max(0, start - _REACH_BEFORE), said.patterns
    if form.ground.search(text, low, start):
        return True
    return (
        form.suffers.match(text, end) is not None
        and not form.falls_for.match(text, end)
        and not form.hangs.search(text, low, start)
    )


def _is_in_body(tokens: Tokens, text: str, start: int) -> bool:
    """Whether something happened at a body that the name is the last word of: "stormed the University of Jos"."""
    before = text[max(0, start - _REACH_BEFORE) : start].rstrip().lower()
    return tokens.lexicon.toponyms.frames.body.search(before) is not None


def _is_scene(tokens: Tokens, text: str, name: Found) -> bool:
    """Whether a name opens a line as the place of what follows, has its level behind it, or is come to or left.

    "- Novoselivka: two houses", "Rutshuru territory", "families from Kabkabiya"; not "from Cavan Institute".
    """
    form, words, start, end = tokens.lexicon.roles.patterns, tokens.words, tokens.starts[name.first], name.end
    if form.level.match(text, tokens.ends[end - 1]):
        return True
    line = text.rfind("\n", 0, start) + 1
    if name.kind and form.heading.match(text, tokens.ends[end - 1]) and form.note.fullmatch(text, line, start):
        return True
    owns = end < len(words) and words[end].lower in tokens.lexicon.roles.grammar.possessives
    is_open = not owns and (end == len(words) or not words[end].is_capital)
    return bool(name.kind) and is_open and words[name.first - 1].lower in tokens.lexicon.toponyms.inside


def _speaks(text: str, start: int, end: int, said: RoleWords) -> bool:
    """Whether the name says whose the people or bodies are that speak: "Kharkiv prosecutors said"."""
    form = said.patterns
    return form.speaks.match(text, end) is not None and not form.scene.search(
        text, max(0, start - _REACH_BEFORE), start
    )


def _is_source(text: str, name: Found, span: tuple[int, int], said: RoleWords) -> bool:
    """Whether a seat or a state is named for what it says, behind what it says."""
    start, end = span
    if name.kind not in _SPEAKERS or not said.patterns.says.match(text, end):
        return False
    return _ASIDE.search(text, max(0, start - _REACH_BEFORE), start) is not None


def _is_desk(tokens: Tokens, text: str, name: Found, places: Sequence[tuple[int, Role]], seats: Seats) -> bool:
    """Whether who speaks sits there: "at its headquarters in Potsdam", "told reporters in Geneva".

    "he said in Kherson" may tell where it happened, unless the sentence names another place.
    """
    start, end = tokens.starts[name.first], tokens.ends[name.end - 1]
    low, high = tokens.sentences[bisect_right(tokens.sentences, name.first, key=itemgetter(0)) - 1]
    before = text[max(tokens.starts[low], start - _DESK_REACH) : start]
    if seats.before.search(before):
        return True
    if seats.home.search(before) and seats.speaks.search(text, tokens.starts[low], tokens.ends[high - 1]):
        return True
    if seats.body.search(before) and seats.speaks.match(text, end):
        return True
    if seats.opens.search(before) and seats.of_state.match(text, end):
        return True
    if not seats.said.search(before):
        return False
    first, last = (bisect_left(places, at, key=itemgetter(0)) for at in (low, high))
    return any(guess is Role.LOCATION and at != name.first for at, guess in places[first:last])


def _qualifies(tokens: Tokens, name: Found) -> bool:
    """Whether the name is bound by a hyphen to a lower-case word: "Kyiv-based", "Moscow-backed"."""
    words = tokens.words
    return (
        name.end + 1 < len(words)
        and words[name.end].text in _SIDES
        and tokens.starts[name.end] == tokens.ends[name.end - 1]
        and tokens.starts[name.end + 1] == tokens.ends[name.end]
        and words[name.end + 1].text.islower()
    )
