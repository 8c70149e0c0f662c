"""Measures recognition, resolution and trust, and lists every error."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from statistics import median

from geomap.geo import LonLat, distance_km
from geomap.scoring.gold import GoldArticle, GoldMention, PredictedArticle, PredictedMention, paired

NEAR_KM = 161.0  # 100 miles: the field's own threshold since Leidner (2007)
HALF_ROUND_KM = 20038.0  # the largest error there can be, for the area under the error curve (Jurgens et al. 2015)
SURE = 0.9  # trust from which a place counts as sure
TRUST_BINS = 10  # equal-width bins of the expected calibration error (Naeini et al. 2015)

# GeoWebNews kinds that are no proper place names: neither asked for nor punished.
IGNORED_KINDS = frozenset(
    {
        "Literal_Expression",
        "Non_Lit_Expression",
        "Non_Toponym",
        "Embedded_Non_Lit",
        "Embedded_Literal",
        "Homonym",
        "Language",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One error: what was expected, what was found."""

    kind: str  # "missed", "spurious", "wrong place" or "not placed"
    article_id: str
    start: int
    end: int
    expected: GoldMention | None
    found: PredictedMention | None
    error_km: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The figures of a comparison; None where nothing was there to measure."""

    articles: int
    gold: int  # annotated mentions that are asked for
    predicted: int  # predictions that count
    precision: float | None  # a prediction is right when it overlaps an annotated span (each counts once)
    recall: float | None
    f1: float | None
    exact_f1: float | None  # the same with equal spans
    placed: int  # recognised mentions with an annotated and a predicted position
    acc161: float | None  # of these: within 161 km
    acc161_all: float | None  # the same over all annotated positions: one not found or not placed is an error
    median_km: float | None
    e2e_f1: float | None  # end to end: a prediction is right when it also lies within 161 km
    auc: float | None  # area under the log-scaled error curve, 0 best
    calibration_error: float | None  # expected calibration error of trust
    sure: int  # places with trust of 0.9 and above
    sure_right: float | None  # of these: within 161 km

    def items(self) -> list[tuple[str, float | int | None]]:
        """Names and figures in their order."""
        return [(field.name, getattr(self, field.name)) for field in fields(self)]


@dataclass(frozen=True, slots=True)
class _Match:
    article_id: str
    gold: GoldMention
    found: PredictedMention

    @property
    def error_km(self) -> float | None:
        gold, place = self.gold, self.found.place
        if gold.lon is None or gold.lat is None or place is None:
            return None
        return distance_km(LonLat(lon=gold.lon, lat=gold.lat), LonLat(lon=place.lon, lat=place.lat))


def compare(
    gold: Mapping[str, GoldArticle], predicted: Mapping[str, PredictedArticle], *, people: bool = True
) -> tuple[Scores, list[Finding]]:
    """Score predictions and list their errors, article by article in the gold's order.

    Args:
        gold: annotated articles by id.
        predicted: geoparsed articles by id; a missing one counts as having no mention.
        people: whether the gold annotates nationalities and demonyms; if not, such predictions are left out.
    """
    matches: list[_Match] = []
    findings: list[Finding] = []
    for article, mentions in paired(gold, predicted):
        counted = [m for m in mentions if m.field == "text" and (people or m.role != "people")]
        found, errors = _match(article, sorted(counted, key=lambda m: m.start))
        matches += found
        findings += errors
    return _scores(gold.values(), matches, findings), findings


def _match(article: GoldArticle, predictions: Sequence[PredictedMention]) -> tuple[list[_Match], list[Finding]]:
    asked = [mention for mention in article.mentions if mention.kind not in IGNORED_KINDS]
    free = dict(enumerate(asked))
    matches: list[_Match] = []
    findings: list[Finding] = []
    for prediction in predictions:
        index = _best(prediction, free)
        if index is not None:
            match = _Match(article.id, free.pop(index), prediction)
            matches.append(match)
            findings += _place_errors(match)
        elif not any(_overlap(prediction, mention) for mention in article.mentions):
            findings.append(_finding("spurious", article.id, None, prediction))
    findings += [_finding("missed", article.id, mention, None) for mention in free.values()]
    return matches, sorted(findings, key=lambda finding: (finding.start, finding.kind))


def _best(prediction: PredictedMention, free: Mapping[int, GoldMention]) -> int | None:
    """The annotated span that a prediction is matched with: an equal one, else the first that it overlaps."""
    equal = (i for i, m in free.items() if (m.start, m.end) == (prediction.start, prediction.end))
    overlapping = (i for i, m in free.items() if _overlap(prediction, m))
    return next(equal, next(overlapping, None))


def _overlap(a: PredictedMention | GoldMention, b: PredictedMention | GoldMention) -> bool:
    return a.start < b.end and b.start < a.end


def _place_errors(match: _Match) -> list[Finding]:
    error = match.error_km
    if match.gold.lon is None or (error is not None and error <= NEAR_KM):
        return []
    kind = "not placed" if error is None else "wrong place"
    return [_finding(kind, match.article_id, match.gold, match.found, error)]


def _finding(
    kind: str,
    article_id: str,
    expected: GoldMention | None,
    found: PredictedMention | None,
    error_km: float | None = None,
) -> Finding:
    spans = [span for span in (expected, found) if span]
    return Finding(
        kind=kind,
        article_id=article_id,
        start=min(span.start for span in spans),
        end=max(span.end for span in spans),
        expected=expected,
        found=found,
        error_km=error_km,
    )


def _scores(gold: Iterable[GoldArticle], matches: Sequence[_Match], findings: Sequence[Finding]) -> Scores:
    articles = list(gold)
    asked = [m for article in articles for m in article.mentions if m.kind not in IGNORED_KINDS]
    n_predicted = len(matches) + sum(finding.kind == "spurious" for finding in findings)
    exact = sum((match.gold.start, match.gold.end) == (match.found.start, match.found.end) for match in matches)
    errors = [error for match in matches if (error := match.error_km) is not None]
    near = sum(error <= NEAR_KM for error in errors)
    trusts = [
        (match.found.place.trust, error <= NEAR_KM)
        for match in matches
        if match.found.place and match.found.place.trust is not None and (error := match.error_km) is not None
    ]
    sure = [right for trust, right in trusts if trust >= SURE]
    n_positions = sum(mention.lon is not None for mention in asked)
    n_judged = n_predicted - sum(match.gold.lon is None for match in matches)  # end to end needs a position to judge by
    precision, recall = _share(len(matches), n_predicted), _share(len(matches), len(asked))
    return Scores(
        articles=len(articles),
        gold=len(asked),
        predicted=n_predicted,
        precision=precision,
        recall=recall,
        f1=_harmonic(precision, recall),
        exact_f1=_harmonic(_share(exact, n_predicted), _share(exact, len(asked))),
        placed=len(errors),
        acc161=_share(near, len(errors)),
        acc161_all=_share(near, n_positions),
        median_km=median(errors) if errors else None,
        e2e_f1=_harmonic(_share(near, n_judged), _share(near, n_positions)),
        auc=sum(math.log(error + 1) / math.log(HALF_ROUND_KM) for error in errors) / len(errors) if errors else None,
        calibration_error=_calibration_error(trusts),
        sure=len(sure),
        sure_right=_share(sum(sure), len(sure)),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _harmonic(a: float | None, b: float | None) -> float | None:
    if a is None or b is None:
        return None
    return 2 * a * b / (a + b) if a + b else 0.0


def _calibration_error(trusts: Sequence[tuple[float, bool]]) -> float | None:
    """How far trust is from the share that is right, averaged over bins of trust by their size."""
    if not trusts:
        return None
    bins: dict[int, list[tuple[float, bool]]] = {}
    for trust, right in trusts:
        bins.setdefault(min(int(trust * TRUST_BINS), TRUST_BINS - 1), []).append((trust, right))
    return sum(
        abs(sum(trust for trust, _ in members) - sum(right for _, right in members)) for members in bins.values()
    ) / len(trusts)
