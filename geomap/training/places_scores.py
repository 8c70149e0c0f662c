"""Says how good the ranker of places is on corpora that it did not see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from geomap.places.facts import Floats
from geomap.places.ranker import Ranker
from geomap.places.resolve import PlaceResolver
from geomap.records import Candidate, Place
from geomap.scoring.measure import NEAR_KM
from geomap.stages import Gazetteer
from geomap.training.corpora import NAMES, lent_tool, shared_dir
from geomap.training.places import fit
from geomap.training.places_data import AT_KM, Target, Text, examples, read_texts, with_roles

SURE = 0.9
COLUMNS = (
    "corpus left out",
    "acc161",
    "acc161_all",
    "calibration error, within 161 km",
    "the place meant",
    "settlements",
    "trust of 0.9 and above, of all",
    "within 161 km",
    "the place meant",
    "of settlements",
    "at it",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """How well trust tells what is right."""

    error: float  # expected calibration error over ten bins of equal width
    sure_share: float  # of the places, those with trust 0.9 and above
    sure_right: float  # of these, the right ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good a ranker is on a corpus."""

    corpus: str
    scores: Mapping[str, float]  # as score_geoparse.py names them
    near: Trusted  # right is a place within 161 km
    meant: Trusted  # or of the corpus' own id, or with its point inside the area chosen
    at_it: Trusted  # of settlements alone: right is one within 25 km, or the very id


def measure(name: str, texts: Sequence[Text], ranker: Ranker, gazetteer: Gazetteer) -> Figures:
    """Resolve the annotated spans of a corpus and score them with the field's measures."""
    resolver = PlaceResolver(ranker=ranker)
    predicted: dict[str, Any] = {}
    trust: list[float] = []
    right: list[tuple[bool, bool, bool, bool]] = []
    tool = lent_tool("score_geoparse")
    for text in texts:
        lines = []
        for place, target, line in _resolved(text, resolver, gazetteer):
            lines.append(line)
            if place and target:
                trust.append(place.trust)
                at = place.candidate.at
                km = tool.km((target.at.lon, target.at.lat), (at.lon, at.lat))
                right.append(_judged(place.candidate, target, km))
        predicted[text.article.id] = {"mentions": lines}
    scores = tool.score(tool.read(shared_dir() / "corpora" / f"{name}.jsonl"), predicted)
    said = np.array(trust)
    near, meant, at_it, settled = np.array(right, dtype=bool).reshape(-1, 4).T
    return Figures(
        corpus=name,
        scores=scores,
        near=trusted(said, near),
        meant=trusted(said, meant),
        at_it=trusted(said[settled], at_it[settled]),
    )


def _resolved(
    text: Text, resolver: PlaceResolver, gazetteer: Gazetteer
) -> Iterator[tuple[Place | None, Target | None, dict[str, Any]]]:
    """For each annotated mention its place, its target, and the line that the lent scorer reads."""
    article = text.article
    choices = gazetteer.candidates(sorted(resolver.read(article, text.mentions).asks))
    mentions = with_roles(text, choices).mentions
    weighed = resolver.read(article, mentions).weigh(choices)
    names, countries = weighed.asks_similar
    similar = gazetteer.similar(sorted(names), countries=countries) if names else {}
    for outcome, target, mention in zip(weighed.resolve(similar), text.targets, mentions, strict=True):
        place = outcome if isinstance(outcome, Place) else None
        at = {"lon": place.candidate.at.lon, "lat": place.candidate.at.lat} if place else None
        line = {"start": mention.span.start, "end": mention.span.end, "role": mention.role, "place": at}
        yield place, target, line


def _judged(chosen: Candidate, target: Target, km: float) -> tuple[bool, bool, bool, bool]:
    """Whether a choice is within 161 km, the place meant, at it; and whether it is a settlement."""
    near = km <= NEAR_KM
    at_it = km <= AT_KM or chosen.id == target.id
    return near, near or is_same(chosen, target, km), at_it, chosen.feature_class == "P"


def is_same(chosen: Candidate, target: Target, km: float) -> bool:
    """Whether the choice is the annotated place although its point lies elsewhere.

    It is when the ids are equal. Where they cannot be compared, since the corpus has none or the entry is one of our
    own (seas, regions, continents), it is when the corpus' point lies inside the chosen area.
    """
    comparable = bool(target.id) and chosen.id.startswith("geonames:")
    return chosen.id == target.id or (not comparable and chosen.is_area and km <= chosen.reach_km)


def trusted(trust: Floats, right: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Trusted:
    """How far what is said and what is found lie apart, and what is right of what is sure."""
    bins = np.minimum((trust * 10).astype(int), 9)
    gaps = [abs(trust[bins == at].sum() - right[bins == at].sum()) for at in range(10)]
    sure = trust >= SURE
    return Trusted(
        error=float(sum(gaps) / len(trust)),
        sure_share=float(sure.mean()),
        sure_right=float(right[sure].mean()) if sure.any() else 0.0,
    )


def leave_one_out(gazetteer: Gazetteer, names: Sequence[str] = NAMES) -> Iterator[Figures]:
    """Score each corpus with a ranker that saw the others only."""
    texts = {name: tuple(read_texts(name)) for name in names}
    laid = {name: examples(texts[name], gazetteer, vary_focus=True) for name in names}
    for held in names:
        ranker = fit({name: laid[name] for name in names if name != held})
        yield measure(held, texts[held], ranker, gazetteer)


def cells(figures: Figures) -> tuple[float, ...]:
    """What is told of a corpus, in the order of `COLUMNS`, without its name."""
    near, meant, at_it = figures.near, figures.meant, figures.at_it
    return (
        *(figures.scores[name] for name in ("acc161", "acc161_all")),
        *(one.error for one in (near, meant, at_it)),
        *(near.sure_share, near.sure_right, meant.sure_right, at_it.sure_share, at_it.sure_right),
    )


def score() -> None:
    """Print the leave-one-corpus-out table of the ranker, as the model card has it."""
    from geomap.gazetteer import open_gazetteer

    print(f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|")
    with open_gazetteer() as gazetteer:
        for figures in leave_one_out(gazetteer):
            print(f"| {figures.corpus} | " + " | ".join(f"{cell:.3f}" for cell in cells(figures)) + " |", flush=True)
