"""How many people an event killed or injured: the figures that its sentences offer, as numbers for a model."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geomap.events.casualties import Counted, counting, read_count
from geomap.events.document import Line
from geomap.events.draft import Draft
from geomap.events.turns import by_turns, named_at
from geomap.records import Tally
from geomap.tallies import summed

KILLED = "killed"
KINDS = (KILLED, "injured")  # columns 1 and 2 of the network's "count"
LEAST = 0.25  # probability from which on a figure that no grammar bound to a verb is offered all the same
FEATURES = (
    *("best", "is_grammar", "counts", "n_summed", "site", "told", "news", "background", "total", "is_title", "is_most"),
    *("share_of_most", "n_same", "n_offered", "n_lines", "line", "n_places", "event_news", "event_background"),
    *("event_total", "is_lead", "order"),
)


@dataclass(frozen=True, slots=True, eq=False)
class TollOption:
    """A figure that may be the event's toll."""

    tally: Tally
    line: int  # the sentence that says it ...
    start: int  # ... and where it stands there
    is_sum: bool
    told: float  # the probability that the sentence tells the event at its place
    features: tuple[float, ...]  # as in FEATURES


@dataclass(frozen=True, slots=True)
class _Figure:
    tally: Tally
    best: int
    line: int
    start: int
    is_grammar: bool
    counts: float  # what the network says of its words; -1 for a sum
    n_summed: int  # 0 where no grammar bound it


def tolls(draft: Draft, kind: str) -> list[TollOption]:
    """The figures of one kind of harm in the event's sentences.

    Args:
        draft: the event.
        kind: one of KINDS.
    """
    figures = [figure for number in draft.lines for figure in _figures(draft.line(number), kind)]
    most = max((figure.best for figure in figures), default=0)
    alike = Counter(figure.best for figure in figures)
    order = {number: at for at, number in enumerate(draft.lines)}
    return [
        TollOption(
            figure.tally,
            figure.line,
            figure.start,
            figure.n_summed > 1,
            draft.lines[figure.line],
            (
                *_of_figure(figure, draft),
                *(float(figure.best == most), figure.best / max(1, most), float(alike[figure.best])),
                *(
                    float(len(figures)),
                    float(len(draft.lines)),
                    float(figure.line),
                    float(_n_places(draft, figure.line)),
                ),
                *(float(draft.asserted[1]), float(draft.asserted[2]), float(draft.asserted[3])),
                *(float(figure.line == draft.lead.line.number), float(order[figure.line])),
            ),
        )
        for figure in figures
    ]


def _of_figure(figure: _Figure, draft: Draft) -> tuple[float, ...]:
    line = draft.line(figure.line)
    asserted = line.signs.asserted
    return (
        *(float(figure.best), float(figure.is_grammar), figure.counts, float(figure.n_summed)),
        *(draft.lines[figure.line], line.told, float(asserted[1]), float(asserted[2]), float(asserted[3])),
        float(line.is_title),
    )


def _n_places(draft: Draft, line: int) -> int:
    return max(one.n_sites for one in draft.told if one.line.number == line)


def _figures(line: Line, kind: str) -> Iterator[_Figure]:
    column = KINDS.index(kind) + 1
    bound = [counted for counted in line.said.harm if counted.tally.what == kind and counted.tally.best is not None]
    for counted in bound:
        yield _figure(line, counted.start, counted.tally, _likely(line, counted, column), n_summed=1)
    if len(bound) > 1:
        yield _figure(line, bound[0].start, summed([counted.tally for counted in bound]), -1.0, n_summed=len(bound))
    yield from _unbound(line, kind, bound)


def _unbound(line: Line, kind: str, bound: Sequence[Counted]) -> Iterator[_Figure]:
    """Numbers that the network takes for a toll and the grammar does not, or that another place has."""
    sentence, pack = line.said.sentence, line.said.pack
    chances = line.signs.count[:, KINDS.index(kind) + 1].tolist()
    for number, (word, start, likely) in enumerate(zip(sentence.words, sentence.starts, chances, strict=True)):
        is_elided = bool(bound) and _is_at_a_place(line, number)
        if (likely < LEAST and not is_elided) or any(counted.start <= start < counted.end for counted in bound):
            continue
        said = read_count(word, pack.numbers)
        if said.best and counting(sentence, pack).text[start] == sentence.text[start]:
            wording = sentence.text[start : start + len(word)]
            tally = Tally(what=kind, low=said.low, best=said.best, high=said.high, wording=wording)
            yield _figure(line, start, tally, likely, n_summed=0)


def _is_at_a_place(line: Line, number: int) -> bool:
    """Whether a word stands right before a place, as figures do whose noun was said before: "and two in Kharkiv"."""
    said, behind = line.said, number + 2
    words, starts = said.sentence.words, said.sentence.starts
    names = {one.mention.span.start - said.start for one in line.named}
    return behind < len(words) and words[number + 1] in said.pack.locations.steering.beside and starts[behind] in names


def _figure(line: Line, start: int, tally: Tally, likely: float, *, n_summed: int) -> _Figure:
    return _Figure(tally, tally.best or 0, line.number, start, n_summed > 0, likely, n_summed)


def shared_out(
    drafts: Sequence[Draft], offered: Sequence[Sequence[TollOption]], chosen: Sequence[TollOption | None]
) -> list[TollOption | None]:
    """The toll of each event, where one figure was taken for several places that its sentence names.

    "Three in Tumeremo and two in El Callao" has one for each. Of "attacks on Sumy, Kharkiv and Odesa killed two" nobody
    knows how many where, and two three times is six: each has at most so many. Of "at least two" each has a part of
    the two that are known.

    Args:
        drafts: the events.
        offered: the figures of each.
        chosen: what is taken for the toll of each.
    """
    groups: dict[tuple[int, int, int], list[int]] = {}
    for at, (draft, toll) in enumerate(zip(drafts, chosen, strict=True)):
        if toll and named_at(draft, toll.line) is not None:
            groups.setdefault((toll.line, toll.start, toll.tally.best or 0), []).append(at)
    found = list(chosen)
    for (line, *_), group in groups.items():
        names = {at: named_at(drafts[at], line) or 0 for at in group}
        single = {one.start: one for one in offered[group[0]] if one.line == line and not one.is_sum}
        own = by_turns(names.values(), single)
        if len({drafts[at].option.candidate.id for at in group}) == 1:
            continue
        for at in group:
            toll = chosen[at]
            if own:
                found[at] = single[own[names[at]]]
            elif toll:
                found[at] = part_of(toll)
    return found


def part_of(toll: TollOption) -> TollOption:
    """What one of several events has of the toll that they have together: nobody knows how much of it."""
    most = toll.tally.high or toll.tally.best
    return replace(toll, tally=replace(toll.tally, low=0, best=None, high=most))


def _likely(line: Line, counted: Counted, column: int) -> float:
    """What the network says of the words of a figure: the most of any."""
    inside = [
        likely
        for start, likely in zip(line.said.sentence.starts, line.signs.count[:, column].tolist(), strict=True)
        if counted.start <= start < counted.end
    ]
    return max(inside, default=-1.0)
