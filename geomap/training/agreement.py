"""Prints how far two readers of one article agree: `python -m geomap.training.agreement`.

The comparison is that of the lent `score_events.py`, the tool that scores maps, so that what readers reach can be laid
beside what geomap reaches: one reader's event stands for the map's, the other's for the gold, then the other way round.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from importlib.util import module_from_spec, spec_from_file_location
from itertools import permutations
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from geomap.errors import GeomapError
from geomap.training.annotations import read_annotations
from geomap.training.annotations_shape import Anchor, AnnotatedArticle, GoldEvent, Split
from geomap.training.corpora import shared_dir

CORES = ("news", "background")
TIMELY = frozenset({"right", "near"})
BOTH = 2  # codings of an article


class Fit(Protocol):
    """How one event fits another, by `score_events.py`."""

    where: str  # "right", "coarse", "wrong", "far" or "none"
    when: str  # "right", "near", "wide" or "wrong"
    typed: bool
    subbed: bool
    harm: bool


class Comparison(Protocol):
    """What `score_events.py` offers."""

    def compare(self, event: Mapping[str, object], gold: GoldEvent) -> Fit:
        """How the row of a map's event fits a gold event."""
        ...


class Agreement(NamedTuple):
    """How far two readers agree, as shares of all events of either."""

    n: int  # events of either reader
    told: float  # by both
    place: float
    day: float
    type: float
    trio: float  # place, day and type
    all_five: float  # place, day, sub-type, killed and injured


def scorer(path: Path | None = None) -> Comparison:
    """The lent tool that scores events, loaded from where it lies.

    Raises:
        FileNotFoundError: it is not beside the project.
    """
    path = path or shared_dir() / "tools" / "score_events.py"
    spec = spec_from_file_location("score_events", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise FileNotFoundError(f"{path}: the tool that compares events is not here")
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    return cast("Comparison", tool)


def agreement(articles: Iterable[AnnotatedArticle], core: str, tool: Comparison) -> Agreement:
    """How far the readers of the articles that were read twice agree on the events that one of them calls `core`."""
    count, marks = 0, Counter[str]()
    for annotated in articles:
        if len(annotated.codings) != BOTH:
            continue
        for ours, theirs in permutations(annotated.codings):
            for event in ours:
                if event["core"] == core:
                    count += 1
                    marks.update(_agreed(best_fit(event, theirs, tool)))
    return Agreement(count, *(marks[name] / max(count, 1) for name in Agreement._fields[1:]))


def best_fit(event: GoldEvent, others: Sequence[GoldEvent], tool: Comparison) -> Fit | None:
    """How the event fits the other reader's telling of it, None when he has none.

    It is the one with an anchor in the same words, or with the same place and day; of several the one that agrees most.
    """
    best: tuple[int, Fit] | None = None
    for other in others:
        fit = tool.compare(_as_mark(event), other)
        place, day = fit.where == "right", fit.when in TIMELY
        shared = shares_words(event["anchors"], other["anchors"])
        if shared or (place and day):
            score = 2 * shared + place + day + bool(fit.typed)
            if best is None or score > best[0]:
                best = (score, fit)
    return best[1] if best else None


def shares_words(ours: Iterable[Anchor], theirs: Sequence[Anchor]) -> bool:
    """Whether two lists of anchors have at least one character of the article in common."""
    return any(
        one["field"] == other["field"]
        and one["start"] < other["start"] + len(other["quote"])
        and other["start"] < one["start"] + len(one["quote"])
        for one in ours
        for other in theirs
    )


def _agreed(fit: Fit | None) -> Iterable[str]:
    if fit is None:
        return ()
    place, day = fit.where == "right", fit.when in TIMELY
    holds = {
        "told": True,
        "place": place,
        "day": day,
        "type": fit.typed,
        "trio": place and day and fit.typed,
        "all_five": place and day and fit.subbed and fit.harm,
    }
    return [name for name, is_so in holds.items() if is_so]


def _as_mark(event: GoldEvent) -> Mapping[str, object]:
    """The event as a row of a map's layer of events."""
    killed, injured = event["killed"] or (None, None), event["injured"] or (None, None)
    return {
        "geo_precision": event["precision"],
        "longitude": event["lon"],
        "latitude": event["lat"],
        "country": event["country"],
        "date_start": event["first"],
        "date_end": event["last"],
        "event_type": event["type"],
        "sub_event_type": event["sub_type"],
        "killed_low": killed[0],
        "killed_high": killed[1],
        "injured_low": injured[0],
        "injured_high": injured[1],
    }


def table(rows: Mapping[str, Agreement]) -> str:
    """A Markdown table, one line a group of events."""
    lines = [
        "| events | n | told by both | place | day | type | trio | all five |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, (count, *shares) in rows.items():
        lines.append(f"| {name} | {count} | " + " | ".join(f"{share:.3f}" for share in shares) + " |")
    return "\n".join(lines)


def main() -> int:
    """Print the agreement on news and on background, over all articles read twice and over the held ones."""
    try:
        annotations, tool = read_annotations(), scorer()
    except (GeomapError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    if annotations.skipped:
        print(annotations.skipped_in_words(), file=sys.stderr)
    groups = {"": annotations.articles, ", held outlets": annotations.of(Split.HELD)}
    rows = {core + name: agreement(group, core, tool) for name, group in groups.items() for core in CORES}
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
