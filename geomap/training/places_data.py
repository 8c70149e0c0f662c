"""Turns the corpora's annotated places into rows that the ranker learns from."""

import datetime as dt
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geomap.geo import LonLat
from geomap.languages import shipped_languages
from geomap.places.belief import seats_of_divisions, settle
from geomap.places.document import Document, open_document, wordings
from geomap.places.facts import Floats, Ints
from geomap.places.lexicon import Lexicon, lexicon
from geomap.places.local import local_features
from geomap.places.prior import first_scores
from geomap.places.relations import EARTH_KM, Relations
from geomap.places.rows import Rows, rows_of
from geomap.records import Article, Candidate, KnownAs, Mention, Role, Span
from geomap.scoring.measure import IGNORED_KINDS, NEAR_KM
from geomap.stages import Gazetteer
from geomap.training.corpora import corpus_path

SAME_KM = 20.0  # entries this near to the annotated point may be the place itself
AT_KM = 25.0  # of a settlement: its mark stands where it should
THE_PLACE = 4.0  # the highest grade
UNDATED = dt.date(2015, 1, 1)  # resolution reads no dates; the record wants one


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where an annotator put a mention."""

    at: LonLat
    id: str  # "geonames:703448", "" when the corpus has none


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An article with its annotated mentions; a target is None where the corpus gives no position."""

    article: Article
    mentions: tuple[Mention, ...]
    targets: tuple[Target | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A group with at least one candidate and one target."""

    at: Ints  # its rows
    grades: Floats  # relevance of each row: 4 the place itself, 0 wrong
    right: tuple[Floats, ...]  # for each target how right each row is: 1 it, or near it; see `_rights`


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text laid out for the ranker."""

    document: Document
    rows: Rows
    facts: Floats
    relations: Relations
    pairs: tuple[tuple[int, int], ...]  # divisions and their towns
    start: Floats  # first belief
    judged: tuple[Judged, ...]


def read_texts(name: str) -> Iterator[Text]:
    """The texts of a corpus with their annotated spans as mentions."""
    with corpus_path(name).open(encoding="utf-8") as lines:
        for line in lines:
            yield _text(json.loads(line))


def _text(row: Mapping[str, object]) -> Text:
    text, number = str(row["text"]), str(row["id"])
    mentions: list[Mention] = []
    targets: list[Target | None] = []
    annotated: Sequence[Mapping[str, object]] = row["mentions"]  # type: ignore[assignment]
    for one in sorted(annotated, key=lambda one: (int(str(one["start"])), -int(str(one["end"])))):
        start, end = int(str(one["start"])), int(str(one["end"]))
        if one["kind"] in IGNORED_KINDS or (mentions and start < mentions[-1].span.end):
            continue
        span = Span(start=start, end=end)
        mentions.append(Mention(article_id=number, span=span, surface=span.of(text), role=Role.LOCATION, score=1.0))
        targets.append(_target(one))
    article = Article(
        id=number,
        title=str(row.get("title") or ""),
        text=text,
        published=dt.date.fromisoformat(str(row["published"])) if row.get("published") else UNDATED,
        url=str(row["url"]) if row.get("url") else None,
    )
    return Text(article=article, mentions=tuple(mentions), targets=tuple(targets))


def _target(one: Mapping[str, object]) -> Target | None:
    if one.get("lon") is None:
        return None
    at = LonLat.checked(lon=float(str(one["lon"])), lat=float(str(one["lat"])))
    return Target(at=at, id=f"geonames:{one['geonameid']}" if one.get("geonameid") else "")


def with_roles(text: Text, choices: Mapping[str, tuple[Candidate, ...]]) -> Text:
    """The text with its demonyms marked as such: names that only peoples answer to."""
    mentions = tuple(
        replace(mention, role=Role.PEOPLE) if _is_people(wording.names, choices) else mention
        for mention, wording in zip(text.mentions, wordings(text.article, text.mentions, _words(text)), strict=True)
    )
    return replace(text, mentions=mentions)


def _words(text: Text) -> Lexicon:
    return lexicon(shipped_languages().get(text.article.language))


def _is_people(names: Sequence[str], choices: Mapping[str, tuple[Candidate, ...]]) -> bool:
    found = [candidate for name in names for candidate in choices.get(name, ())]
    return bool(found) and max(found, key=lambda one: one.population).known_as is KnownAs.PEOPLE


def examples(texts: Sequence[Text], gazetteer: Gazetteer, *, vary_focus: bool) -> tuple[Example, ...]:
    """Lay out texts; with `vary_focus` a fifth of them are read with their true focus, and a few with a wrong one."""
    asked = {
        name
        for text in texts
        for wording in wordings(text.article, text.mentions, _words(text))
        for name in wording.names
    }
    choices = gazetteer.candidates(sorted(asked))
    return tuple(_example(with_roles(text, choices), choices, vary_focus=vary_focus) for text in texts)


def _example(text: Text, choices: Mapping[str, tuple[Candidate, ...]], *, vary_focus: bool) -> Example:
    document = open_document(text.article, text.mentions, choices, _words(text))
    rows = rows_of([document])
    judged: list[Judged] = []
    for at, group in enumerate(document.groups):
        targets = [target for member in group.members if (target := text.targets[member]) is not None]
        if targets and group.candidates:
            judged.append(_judge(rows, np.flatnonzero(rows.group == at), targets))
    facts = local_features([document], rows, focus=_focus(text, rows, judged) if vary_focus else frozenset())
    pairs = seats_of_divisions([document])
    return Example(
        document=document,
        rows=rows,
        facts=facts,
        relations=Relations.of([document], rows),
        pairs=pairs,
        start=settle(first_scores(facts), rows, pairs),
        judged=tuple(judged),
    )


def _judge(rows: Rows, at: Ints, targets: Sequence[Target]) -> Judged:
    candidates = [rows.candidates[row] for row in at]
    away = [_away(rows.xyz[at], target.at) for target in targets]
    graded = [_grades(candidates, km, target) for km, target in zip(away, targets, strict=True)]
    right = tuple(_rights(candidates, km, grades) for km, grades in zip(away, graded, strict=True))
    grades: Floats = np.round(np.stack(graded).mean(axis=0))
    return Judged(at=at, grades=grades, right=right)


def _rights(candidates: Sequence[Candidate], km: Floats, grades: Floats) -> Floats:
    """How right each row is: 1 the place or near it, half for a settlement that is within 161 km and not within 25.

    The one is asked of a place by those who compare geoparsers, the other by those who look at its mark on a map.
    """
    is_settlement = np.array([one.feature_class == "P" for one in candidates])
    near = np.where(km <= NEAR_KM, np.where(is_settlement & (km > AT_KM), 0.5, 1.0), 0.0)
    rights: Floats = np.where(grades == THE_PLACE, 1.0, near)
    return rights


def _away(xyz: Floats, at: LonLat) -> Floats:
    lon, lat = np.radians([at.lon, at.lat])
    there = np.array([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    km: Floats = EARTH_KM * np.arccos(np.clip(xyz @ there, -1.0, 1.0))
    return km


def _grades(candidates: Sequence[Candidate], km: Floats, target: Target) -> Floats:
    """4 the entry itself, 3 the nearest when the corpus has no ids, 2 at the same spot, 1 within reach, 0 wrong."""
    grades = np.where(km <= SAME_KM, 2.0, np.where(km <= NEAR_KM, 1.0, 0.0))
    ids = np.array([candidate.id == target.id for candidate in candidates])
    if target.id and ids.any():
        grades[ids] = THE_PLACE
        return grades
    if km.min() <= SAME_KM:
        grades[int(np.argmin(km))] = 3.0
    for at, candidate in enumerate(candidates):  # corpora put areas on a point of their own choice
        if _is_wide(candidate) and km[at] <= 0.7 * candidate.reach_km:
            grades[at] = THE_PLACE if grades.max() < 3.0 else max(grades[at], 2.0)  # noqa: PLR2004
    return grades


def _is_wide(candidate: Candidate) -> bool:
    """Whether corpora may put the entry on quite another point of it: countries, provinces, continents, seas."""
    return candidate.feature_code in {"PCLI", "ADM1"} or candidate.feature_class in {"L", "H"}


def _focus(text: Text, rows: Rows, judged: Sequence[Judged]) -> frozenset[str]:
    """The focus under which an article is read in training, drawn from its id."""
    draw = zlib.crc32(text.article.id.encode()) % 20
    right = Counter(rows.candidates[int(one.at[np.argmax(one.grades)])].country for one in judged)
    countries = [country for country, _ in sorted(right.items(), key=lambda pair: (-pair[1], pair[0])) if country]
    if not countries or draw >= 5:  # noqa: PLR2004
        return frozenset()
    return frozenset({countries[0] if draw < 4 else "CH"})  # noqa: PLR2004
