"""Where a role is a matter of form, not of likelihood: datelines, nationals, credits, hyphens."""

import re
from collections.abc import Sequence

from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens
from geomap.records import Role

# "BEIRUT (AP) -", "KYIV, Feb. 10 (Reuters) -", "GAZIANTEP, Turkey --": from the first name to the dash or agency.
_DATELINE = re.compile(
    r"[^\W\d_][^\n()\[\]:;!?\"“”]{0,45}?"
    r"(?:,? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?| \d{1,2} [A-Z][a-z]+)?"
    r"(?:\s*\((?:[A-Z]{2,}[\w ./-]*|Reuters|Xinhua|Bloomberg)\)\s*(?:--|[-–—:�])?|\s*(?:--|[–—�])|\s+-)\s"
)
_LONGEST_DATELINE_NAME = 5  # words before the dash or the agency
_NATIONALS = re.compile(
    r"\b(?:citizens?|nationals?|volunteers?|mercenar(?:y|ies)|fighters|recruits?|migrants?|immigrants?|refugees|"
    r"expatriates|natives?|passports?|ambassadors?|diplomats?|delegations?|delegates|athletes)\s+(?:from|of|to)\b"
)
_CHAIN = re.compile(r"[\w\s,’'\-–—&]*")
_SIDES = frozenset({"-", "‑", "–"})
_CREDIT = re.compile(
    r"[/|]\s?(?:Getty|AFP|AP|Reuters|EPA|Sputnik|TASS|Shutterstock|Anadolu|NurPhoto|Bloomberg|Xinhua|Handout|Pool|Images)\b"
    r"|\bvia (?:Getty|AFP|AP|Reuters|EPA)\b|\bGetty Images\b"
)
_CREDIT_REACH = 60  # code points of names before and after the agency


def settle_roles(tokens: Tokens, text: str, found: Sequence[Found], guessed: Sequence[Role]) -> list[Role | None]:
    """The role of each name: the guessed one unless the form of the text says otherwise; None is no name at all."""
    datelines = dateline_ranges(tokens, text)
    credited = credit_ranges(text)
    settled: list[Role | None] = []
    chained = False  # whether the name before this one belongs to a list of nationals
    behind = 0
    for name, guess in zip(found, guessed, strict=True):
        start, end = tokens.starts[name.first], tokens.ends[name.end - 1]
        chained = _lists_nationals(tokens, text, name, behind, chained=chained)
        behind = end
        if any(low <= start < high for low, high in credited):
            settled.append(None)
        elif any(low <= start < high for low, high in datelines) and name.kind[:1] != "N":
            settled.append(Role.DATELINE)
        elif name.kind[:1] == "N" or chained:
            settled.append(Role.PEOPLE)
        elif _qualifies(tokens, name) and guess in {Role.LOCATION, Role.DATELINE}:
            settled.append(Role.ACTOR)
        else:
            settled.append(guess)
    return settled


def dateline_ranges(tokens: Tokens, text: str) -> list[tuple[int, int]]:
    """Where a text or a paragraph opens with a place and an agency or a dash; code points, half-open."""
    ranges = []
    for low, high in tokens.sentences:
        if low == high:
            continue
        start = tokens.starts[low]
        if (start == 0 or "\n" in text[max(0, start - 2) : start] or tokens.words[low].text.isupper()) and (
            found := _DATELINE.match(text, start)
        ):
            head = found.group()
            names = re.split(r"[(\-–—�]", head)[0].split()
            if len(names) <= _LONGEST_DATELINE_NAME + 3 and tokens.words[low].is_capital:
                ranges.append((start, found.end()))
    return ranges


def credit_ranges(text: str) -> list[tuple[int, int]]:
    """Where a picture's credit stands: "Jane Doe/Getty Images"; code points, half-open."""
    return [
        (max(0, found.start() - _CREDIT_REACH, text.rfind(". ", 0, found.start()) + 1), found.end())
        for found in _CREDIT.finditer(text)
    ]


def _lists_nationals(tokens: Tokens, text: str, name: Found, behind: int, *, chained: bool) -> bool:
    start = tokens.starts[name.first]
    low = max(behind, start - 60)
    between = text[low:start]
    if any(sign in between for sign in ".!?;:\n"):
        return False
    if chained and re.fullmatch(r"[\s,]*(?:and|or|as well as|including|countries|the|-|–|—|\s|,)*", between):
        return True
    return bool(_NATIONALS.search(between))


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
