"""Says why named deeds are no events of these days: plans, denials, history, metaphors, accidents."""

import re
from collections.abc import Sequence
from functools import cache

from geomap.events import words
from geomap.events.tokens import Sentence

# A clause ends here: what stands before does not govern what stands behind.
_CLAUSE = re.compile(
    r"[;:!?]|[—–]| - |,? (?:but|while|whereas|although|though|because|where|who|which|as (?=[a-z]+ )|after|when)\b"
    r"|, (?:and|killing|wounding|injuring|causing|leaving|destroying|damaging|said|saying)\b|\b(?:said|says|saying)\b(?: that)?"
)
_BEFORE_CHARS = 160  # longer clauses are read from here on


@cache
def _barriers(
    language: str,
) -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    name = f"modality_{language}"
    table = words.table(name if words.has(name) else f"modality_{words.FALLBACK}")
    return tuple(
        (row["reason"], *(re.compile(row[where]) if where in row else None for where in ("before", "after", "around")))
        for row in table["barrier"]
    )


def barrier(sentence: Sentence, start: int, end: int, language: str = "en") -> str | None:
    """The reason why the words at `start`..`end` of the sentence tell no event of these days, or None."""
    lower = sentence.lower
    before, after = lower[clause_start(sentence, start) : start], lower[end : end + 40]
    for reason, governing, trailing, around in _barriers(language):
        if governing and governing.search(before):
            return reason
        if trailing and trailing.search(after):
            return reason
        if around and around.search(lower):
            return reason
    return None


def reasons(language: str = "en") -> Sequence[str]:
    """The reasons there are."""
    return [row[0] for row in _barriers(language)]


def clause_start(sentence: Sentence, at: int) -> int:
    """Where the clause around a position begins."""
    begin = max(0, at - _BEFORE_CHARS)
    for boundary in _CLAUSE.finditer(sentence.lower, begin, at):
        begin = boundary.start() if boundary[0].strip(", ") in {"after", "when"} else boundary.end()
    return begin
