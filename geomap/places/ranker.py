"""The trained ranker: believes each candidate of an article, and says how far the best can be trusted."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from geomap.errors import ModelError
from geomap.model_files import model_arrays, read_model
from geomap.places.belief import HUNDRED_MILES, mass_around, seats_of_divisions, settle, united
from geomap.places.context import CONTEXT, best_rival, context_features
from geomap.places.document import Document
from geomap.places.facts import Floats, Ints
from geomap.places.local import LOCAL, borne_by_outlet, local_features
from geomap.places.prior import first_scores
from geomap.places.relations import EARTH_KM, Relations
from geomap.places.rows import Rows, rows_of
from geomap.places.words import DIVISIONS
from geomap.trees import Trees

MODEL = "ranker.npz"
NAMESAKE_KM = 10.0  # two villages of one name that are further apart are two places on a map of events
COLUMNS = (*LOCAL, *CONTEXT)
OUTVOTED = ("country_share", "admin1_share")  # in which a rival may do better
TRUST_COLUMNS = (
    *COLUMNS,
    *("top", "gap", "entropy", "around", "log_reach"),
    *(f"outvoted_{name}" for name in OUTVOTED),
)
# What is left of the trust when nothing else speaks for the country:
LOCAL_TRUST = 0.75  # in a name that the outlet bears
OTHER_KIND_TRUST = 0.1  # in a town that the text calls a district or province
_AROUND = TRUST_COLUMNS.index("around")  # trust is never more than the belief that lies within 100 miles
_GRAIN_DISAGREES = COLUMNS.index("grain_disagrees")
_SUPPORT = [COLUMNS.index(name) for name in ("country_share", "country_named", "domain_country", "focus")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """The candidates of an article with what is believed of them; arrays run over the rows."""

    document: Document
    rows: Rows
    table: Floats  # features in the order of COLUMNS, from the last joint pass
    belief: Floats  # sums to one in each group
    best: Ints  # row of the best candidate of each group; -1 where a group has none
    trust: Floats  # for each group, 0..1; 0 where it has no candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranker:
    """Two joint passes over an article: the second counts the votes that the first has sorted."""

    first: Trees
    second: Trees
    trust: Trees  # gives log-odds
    calibration: Floats  # (2, knots): raw trust, calibrated trust

    def rank(self, documents: Sequence[Document], *, focus: frozenset[str]) -> list[Ranked]:
        """Believe, choose and trust, for all groups of each document; the others of the batch change nothing."""
        rows, table, belief = self.believe(documents, focus=focus)
        best = best_rows(rows, belief)
        known = np.flatnonzero(best >= 0)
        judged = trust_table(rows, table, belief, best)[known]
        raw = 1.0 / (1.0 + np.exp(-self.trust(judged)))
        trust = np.zeros(rows.groups)
        trust[known] = np.minimum(np.interp(raw, self.calibration[0], self.calibration[1]), judged[:, _AROUND])
        trust *= _alone_here(rows, belief, best)
        unspoken = _is_unspoken_of(table, best)
        trust[unspoken & _by_group(map(borne_by_outlet, documents))] *= LOCAL_TRUST
        trust[unspoken & _is_no_division(documents, table, best)] *= OTHER_KIND_TRUST
        return [_part(at, one, rows, (table, belief, best, trust)) for at, one in enumerate(documents)]

    def believe(self, documents: Sequence[Document], *, focus: frozenset[str]) -> tuple[Rows, Floats, Floats]:
        """The documents' rows with their features in the order of COLUMNS, and the belief in each."""
        rows = rows_of(documents)
        facts = local_features(documents, rows, focus=focus)
        pairs, relations = seats_of_divisions(documents), Relations.of(documents, rows)
        belief = settle(first_scores(facts), rows, pairs)
        table = np.zeros((0, len(COLUMNS)))
        for trees in (self.first, self.second):
            table = np.hstack([facts, context_features(rows, relations, belief)])
            belief = settle(scores_of(trees, table, rows), rows, pairs)
        return rows, table, united(belief, pairs)


def _part(at: int, document: Document, rows: Rows, ranked: tuple[Floats, Floats, Ints, Floats]) -> Ranked:
    """One document's share of what was ranked together: table, belief, best rows, trust."""
    table, belief, best, trust = ranked
    (group, start), (last, end) = rows.ends[at], rows.ends[at + 1]
    own = best[group:last]
    return Ranked(
        document=document,
        rows=rows.part(at),
        table=table[start:end],
        belief=belief[start:end],
        best=np.where(own >= 0, own - start, -1),
        trust=trust[group:last],
    )


def scores_of(trees: Trees, table: Floats, rows: Rows) -> Floats:
    """The trees' score of each row; an only candidate needs none and gets 0."""
    scores = np.zeros(len(table))
    rivalled = (np.diff(rows.starts) > 1)[rows.group]
    scores[rivalled] = trees(table[rivalled])
    return scores


def best_rows(rows: Rows, belief: Floats) -> Ints:
    """The row of the most believed candidate of each group, the first of equals; -1 for a group without any."""
    best = np.full(rows.groups, -1, dtype=np.intp)
    order = np.lexsort((-np.arange(len(belief)), belief))  # later writes win: ascending belief, earlier rows last
    best[rows.group[order]] = order
    return best


def _alone_here(rows: Rows, belief: Floats, best: Ints) -> Floats:
    """The share of belief that a town has among its namesakes near by, for each group's best row.

    Calibration knows right from wrong by 100 miles; which of five Andriivkas of one oblast is meant it cannot see.
    """
    chosen = best[rows.group]
    cosines = rows.cosines(chosen)
    near = (rows.admin1 == rows.admin1[chosen]) | (cosines >= HUNDRED_MILES)
    apart = cosines < np.cos(NAMESAKE_KM / EARTH_KM)
    rivals = near & apart & (rows.is_town > 0) & (rows.is_town[chosen] > 0)
    share = np.ones(rows.groups)
    known = best >= 0
    share[known] = belief[best[known]]
    share /= share + np.bincount(rows.group, weights=belief * rivals, minlength=rows.groups)
    return share


def _is_unspoken_of(table: Floats, best: Ints) -> npt.NDArray[np.bool_]:
    """Whether nothing else in the article speaks for the country that a group was taken to be in.

    If the outlet bears the name too, the famous place is not the likely one: the "Paris Beacon" is the paper of a
    Paris, and its readers know of which.
    """
    unspoken = np.zeros(len(best), dtype=bool)
    unspoken[best >= 0] = (table[best[best >= 0]][:, _SUPPORT] <= 0).all(axis=1)
    return unspoken


def _is_no_division(documents: Sequence[Document], table: Floats, best: Ints) -> npt.NDArray[np.bool_]:
    """Whether the text asks for a division and the best is none: Nyanza of Rwanda for Kenya's "Nyanza province"."""
    asked = _by_group([group.wording.kind in DIVISIONS for group in document.groups] for document in documents)
    asked &= best >= 0
    asked[asked] = table[best[asked], _GRAIN_DISAGREES] > 0
    return asked


def _by_group(flags: Iterable[Sequence[bool]]) -> npt.NDArray[np.bool_]:
    return np.array([flag for document in flags for flag in document], dtype=bool)


def trust_table(rows: Rows, table: Floats, belief: Floats, best: Ints) -> Floats:
    """The features from which trust in each group's best row is judged, in the order of TRUST_COLUMNS.

    Shape (groups, columns); the rows of groups without candidates mean nothing.
    """
    if not len(belief):
        return np.zeros((rows.groups, len(TRUST_COLUMNS)))
    spread = -belief * np.log(np.maximum(belief, 1e-9))
    entropy = np.bincount(rows.group, weights=spread, minlength=rows.groups)
    at = np.maximum(best, 0)
    gap = belief[at] - best_rival(rows, belief)[at]
    known = (belief[at], gap, entropy, mass_around(rows, belief, best), rows.log_reach[at])
    support = table[:, [COLUMNS.index(name) for name in OUTVOTED]]
    most = np.zeros((rows.groups, len(OUTVOTED)))
    np.maximum.at(most, rows.group, support)
    return np.hstack([table[at], np.stack(known, axis=1), most - support[at]])


def from_arrays(arrays: Mapping[str, npt.NDArray[np.generic]]) -> Ranker:
    """The ranker held in the arrays of a model file.

    Raises:
        ModelError: the file was made for other features.
    """
    if list(arrays["columns"]) != list(COLUMNS):
        raise ModelError(f"{MODEL} was trained on other features; retrain: python -m geomap.training places")
    return Ranker(
        first=Trees.from_arrays(arrays, "first"),
        second=Trees.from_arrays(arrays, "second"),
        trust=Trees.from_arrays(arrays, "trust"),
        calibration=arrays["calibration"].astype(np.float64),
    )


def to_bytes(ranker: Ranker) -> bytes:
    """The model file: equal rankers give equal bytes."""
    target = io.BytesIO()
    np.savez_compressed(
        target,
        allow_pickle=False,
        columns=np.array(COLUMNS),
        calibration=ranker.calibration,
        **ranker.first.arrays("first"),
        **ranker.second.arrays("second"),
        **ranker.trust.arrays("trust"),
    )
    return target.getvalue()


@cache
def shipped_ranker() -> Ranker:
    """The ranker that comes with geomap.

    Raises:
        ModelError: it is missing or does not fit this version.
    """
    with model_arrays(read_model("geomap.places", "models", MODEL), MODEL) as arrays:
        return from_arrays(arrays)
