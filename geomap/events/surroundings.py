"""How a name stands in its sentence: behind which word, how far from the other names and from what is told."""

from dataclasses import dataclass
from functools import cache

from geomap.events.document import Line, Named, words_between
from geomap.languages import LanguagePack

FAR = 30  # words; as far as that and farther is the same
NONE = 99  # words to a trigger, where there is none
_STEPS = 3  # words before a name among which its preposition is looked for


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a name, in words."""

    preposition: int  # number of the last one before the name in the language's list, 0 for none
    next_word: int  # the same of the word right behind it
    to_trigger: int  # to the nearest trigger; negative when the trigger stands before the name
    marks: int  # commas and the like between the two
    before: int  # to the name before, FAR at most
    behind: int  # to the next name


def surroundings(line: Line, named: Named) -> Surroundings:
    """What stands around a name in its sentence."""
    sentence, start = line.said.sentence, line.said.start
    spots = [
        stretch
        for one in line.named
        if (stretch := words_between(sentence, one.mention.span.start - start, one.mention.span.end - start))
    ]
    own = words_between(sentence, named.mention.span.start - start, named.mention.span.end - start)
    if own is None:
        return Surroundings(0, 0, NONE, 0, FAR, FAR)
    low, high = own
    steer = _prepositions(line.said.pack)
    led = [steer[word] for word in reversed(sentence.words[max(0, low - _STEPS) : low]) if word in steer]
    distance, marks = _to_trigger(line, low, high)
    return Surroundings(
        preposition=led[0] if led else 0,
        next_word=steer.get(sentence.words[high], 0) if high < len(sentence.words) else 0,
        to_trigger=distance,
        marks=marks,
        before=min((low - other for _, other in spots if other <= low), default=FAR),
        behind=min((other - high for other, _ in spots if other >= high), default=FAR),
    )


def _to_trigger(line: Line, low: int, high: int) -> tuple[int, int]:
    """Words and marks between a name and the nearest trigger."""
    best, between = NONE, (0, 0)
    for trigger in line.said.triggers:
        found = words_between(line.said.sentence, trigger.start, trigger.end)
        if found is None or trigger.barrier is not None:
            continue
        gap = found[0] - high if found[0] >= high else min(-1, found[1] - 1 - low)
        if abs(gap) < abs(best):
            best = max(-FAR, min(FAR, gap))
            between = (high, found[0]) if found[0] >= high else (found[1], low)
    said = line.said.sentence.words[between[0] : between[1]]
    return best, sum(not word[0].isalnum() for word in said)


def openers(pack: LanguagePack, said: str, kind: str) -> int:
    """How many words that open a clause stand in a stretch of lower-case text.

    Args:
        pack: of the language.
        said: the stretch.
        kind: "openers" for any, "other_time" for those behind which another time is told.
    """
    steering = pack.locations.steering
    words = steering.openers if kind == "openers" else steering.other_time
    return sum(word in words for word in said.split())


@cache
def _prepositions(pack: LanguagePack) -> dict[str, int]:
    return {word: number for number, word in enumerate(pack.locations.steering.beside, start=1)}
