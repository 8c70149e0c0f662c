"""Says why named deeds are no events of these days: plans, denials, history, metaphors, accidents."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from geomap.events import words
from geomap.events.tokens import Sentence
from geomap.records import EventType

# A clause ends here: what stands before does not govern what stands behind.
_PATTERNS = words.patterns("around_en", "modality")
_CLAUSE = _PATTERNS["clause"]
_BEFORE_CHARS = 160  # longer clauses are read from here on


@dataclass(frozen=True, slots=True, kw_only=True)
class _Barrier:
    """One row of words/modality_*.toml."""

    reason: str
    before: re.Pattern[str] | None  # from the beginning of the clause to the cue
    after: re.Pattern[str] | None  # right behind the cue
    around: re.Pattern[str] | None  # anywhere in the sentence
    spares: frozenset[str]  # event types it does not bar
    subs: frozenset[str]  # the only sub-types it bars; empty for all


@cache
def _barriers(language: str) -> tuple[_Barrier, ...]:
    name = f"modality_{language}"
    table = words.table(name if words.has(name) else f"modality_{words.FALLBACK}")
    return tuple(
        _Barrier(
            reason=row["reason"],
            before=_compiled(row, "before"),
            after=_compiled(row, "after"),
            around=_compiled(row, "around"),
            spares=frozenset(row.get("spares", ())),
            subs=frozenset(row.get("subs", ())),
        )
        for row in table["barrier"]
    )


def _compiled(row: Mapping[str, str], where: str) -> re.Pattern[str] | None:
    return re.compile(row[where]) if where in row else None


def barrier(sentence: Sentence, span: tuple[int, int], kind: EventType, sub: str, language: str = "en") -> str | None:
    """The reason why the words in `span` (code points) of the sentence tell no event of these days, or None."""
    start, end = span
    lower = sentence.lower
    before, after = lower[clause_start(sentence, start) : start], lower[end : end + 40]
    for row in _barriers(language):
        if kind in row.spares or (row.subs and sub not in row.subs):
            continue
        for pattern, text in ((row.before, before), (row.after, after), (row.around, lower)):
            if pattern is not None and pattern.search(text):
                return row.reason
    return None


def reasons(language: str = "en") -> Sequence[str]:
    """The reasons there are."""
    return list(dict.fromkeys(row.reason for row in _barriers(language)))


def clause_start(sentence: Sentence, at: int) -> int:
    """Where the clause around a position begins."""
    begin = max(0, at - _BEFORE_CHARS)
    for boundary in _CLAUSE.finditer(sentence.lower, begin, at):
        begin = boundary.start() if boundary[0].strip(", ") in {"after", "when"} else boundary.end()
    return begin
