"""Says why named deeds are no events of these days: plans, denials, history, metaphors, accidents."""

from collections.abc import Sequence

from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.records import EventType

_BEFORE_CHARS = 160  # longer clauses are read from here on


def barrier(sentence: Sentence, span: tuple[int, int], kind: EventType, sub: str, pack: LanguagePack) -> str | None:
    """The reason why the words in `span` (code points) of the sentence tell no event of these days, or None."""
    start, end = span
    lower = sentence.lower
    before, after = lower[clause_start(sentence, start, pack) : start], lower[end : end + 40]
    for row in pack.modality.barrier:
        if kind in row.spares or (row.subs and sub not in row.subs):
            continue
        for pattern, text in ((row.before, before), (row.after, after), (row.around, lower)):
            if pattern is not None and pattern.search(text):
                return row.reason
    return None


def reasons(pack: LanguagePack) -> Sequence[str]:
    """The reasons there are."""
    return list(dict.fromkeys(row.reason for row in pack.modality.barrier))


def clause_start(sentence: Sentence, at: int, pack: LanguagePack) -> int:
    """Where the clause around a position begins."""
    said = pack.modality
    begin = max(0, at - _BEFORE_CHARS)
    for boundary in said.clause.finditer(sentence.lower, begin, at):
        begin = boundary.start() if boundary[0].strip(", ") in said.opens else boundary.end()
    return begin
