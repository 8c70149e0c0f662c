"""With what it was done: the weapon or other means that an event's own sentences name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from geomap.events.document import Line
from geomap.events.draft import Draft
from geomap.languages import LanguagePack

_FAR = 200.0  # code points from a trigger that says nothing any more


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon or other means as a sentence names it."""

    name: str
    line: int  # the sentence
    probability: float  # that the sentence tells the event


def weapon(draft: Draft) -> Weapon | None:
    """What the event was done with, None where no sentence of it names what makes such an event.

    The lead counts before the others, in a sentence what stands nearest to its trigger.
    """
    lead = draft.lead.line.number
    offered = [
        ((number != lead, far - _FAR * draft.lines[number], start), Weapon(name, number, draft.lines[number]))
        for number in draft.lines
        for name, start, far in _named(draft.line(number), draft.sub_event_type)
    ]
    return min(offered, key=lambda one: one[0])[1] if offered else None


def in_sentence(line: Line, sub_event_type: str) -> str | None:
    """The same from one sentence alone."""
    return min(_named(line, sub_event_type), key=lambda one: one[2], default=(None,))[0]


def _named(line: Line, sub_event_type: str) -> Iterator[tuple[str, int, float]]:
    """The fitting means that a sentence names: as written, where, and how far from its nearest trigger."""
    text, pack = line.said.sentence.text, line.said.pack
    triggers = [one for one in line.said.triggers if one.barrier is None]
    for start, end in _spans(line.said.sentence.lower, sub_event_type, pack):
        away = (max(one.start - end, start - one.end, 0) for one in triggers)
        yield text[start:end], start, float(min(away, default=_FAR))


@lru_cache(maxsize=512)  # each event of an article asks its sentences, some of which it shares with others
def _spans(lower: str, sub_event_type: str, pack: LanguagePack) -> tuple[tuple[int, int], ...]:
    return tuple(
        found.span()
        for kind in pack.weapons.weapon
        if sub_event_type in kind.subs
        for found in kind.words.finditer(lower)
        if _ends_words(lower, *found.span())
    )


def _ends_words(lower: str, start: int, end: int) -> bool:
    return not (lower[start - 1 : start].isalnum() or lower[end : end + 1].isalnum())
