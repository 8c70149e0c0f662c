"""Reads who did a deed and to whom, as the sentence says it; what is not said stays None."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geomap.events.participants.names import Masked, masked
from geomap.events.tokens import Sentence
from geomap.languages import LanguagePack
from geomap.languages.sections import Shape

_NEAR = 40  # characters between a deed and the words that tell who did it


@dataclass(frozen=True, slots=True, kw_only=True)
class Participants:
    """The two sides of a deed, in the words of the text, without articles and numbers."""

    initiator: str | None = None  # who did it
    target: str | None = None  # to whom, or to what
    target_kind: str = ""  # "civilians", "combatants" or "" when not said


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    start: int
    end: int
    initiator: str | None
    target: str | None
    rank: int  # of two readings of the same words the one whose shape stands first


def find_participants(sentence: Sentence, cue: tuple[int, int], pack: LanguagePack) -> Participants:
    """The sides of the deed whose words stand at `cue` (code points of the sentence)."""
    said, read = pack.participants, masked(sentence, pack)
    if not read.at:
        return Participants()
    weakest = len(said.shape) - 1  # a crowd that is named acts only where it is the deed itself
    near = [
        found for found in _found(read, said.shape) if _apart(found, cue) <= (0 if found.rank == weakest else _NEAR)
    ]
    near.sort(key=lambda found: (_apart(found, cue) > 0, found.rank, found.start))
    initiator, target = (near[0].initiator, near[0].target) if near else (None, None)
    initiator = initiator or next((one.initiator for one in near if one.initiator and one.initiator != target), None)
    target = target or next((one.target for one in near if one.target and one.target != initiator), None)
    return Participants(initiator=initiator, target=target, target_kind=said.kinds.of(target or ""))


def _apart(found: _Found, cue: tuple[int, int]) -> int:
    return max(0, found.start - cue[1], cue[0] - found.end)


def _found(read: Masked, shapes: Sequence[Shape]) -> Iterator[_Found]:
    for rank, shape in enumerate(shapes):
        for match in shape.reads.finditer(read.text) if shape.needs in read.text else ():
            names = {side: read.at[match.start(side)] for side in match.re.groupindex}
            starts = {name.start for name in names.values()}
            said = {side: name.said if name.mate in starts else name.both or name.said for side, name in names.items()}
            yield _Found(
                start=read.origin[match.start()],
                end=read.origin[match.end()],
                initiator=said.get("initiator"),
                target=said.get("target"),
                rank=rank,
            )
