"""The candidates of some articles as columns of numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geomap.places.document import Document
from geomap.places.facts import CODED, FACTS, SPOT, Floats, Ints
from geomap.records import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The candidates of some articles, one after the other; arrays have one entry for each row unless said."""

    candidates: tuple[Candidate, ...]
    document: Ints  # position of the row's article
    ends: tuple[tuple[int, int], ...]  # for each article and behind the last: where its groups and its rows begin
    group: Ints  # position of the row's group; groups are counted through all articles
    groups: int
    starts: Ints  # (groups + 1,): the rows of group g are starts[g] to starts[g + 1]
    name: Ints  # codes, equal where groups of one article bear one name
    told: Floats  # 1 where the text names what contains the group's place
    facts: Floats  # (rows, columns of FACTS)
    place: Ints  # codes, equal for equal entries; -1 when none
    country: Ints  # codes, equal for equal countries
    admin1: Ints  # the same for first-level divisions
    admin2: Ints
    is_country: Floats
    is_admin1: Floats
    is_admin2: Floats
    is_town: Floats
    log_reach: Floats  # log10 of the reach in km, 0 below 1 km
    xyz: Floats  # (rows, 3) unit vectors

    def of(self, group: int) -> slice:
        """The rows of a group."""
        return slice(int(self.starts[group]), int(self.starts[group + 1]))

    def part(self, document: int) -> "Rows":
        """The rows of one article, as if it stood alone."""
        (first, start), (last, end) = self.ends[document], self.ends[document + 1]
        own = slice(start, end)
        return Rows(
            candidates=self.candidates[own],
            document=self.document[own] - document,
            ends=((0, 0), (last - first, end - start)),
            group=self.group[own] - first,
            groups=last - first,
            starts=self.starts[first : last + 1] - start,
            name=self.name[own],
            told=self.told[own],
            facts=self.facts[own],
            place=self.place[own],
            country=self.country[own],
            admin1=self.admin1[own],
            admin2=self.admin2[own],
            is_country=self.is_country[own],
            is_admin1=self.is_admin1[own],
            is_admin2=self.is_admin2[own],
            is_town=self.is_town[own],
            log_reach=self.log_reach[own],
            xyz=self.xyz[own],
        )

    def cosines(self, others: Ints) -> Floats:
        """The cosine of the angle between each row and the row that `others` has for it."""
        away = self.xyz[others]
        cosines: Floats = self.xyz[:, 0] * away[:, 0] + self.xyz[:, 1] * away[:, 1] + self.xyz[:, 2] * away[:, 2]
        return cosines


def rows_of(documents: Sequence[Document]) -> Rows:
    """Lay the candidates of all groups in columns."""
    groups = [group for document in documents for group in document.groups]
    sizes = [len(group.candidates) for group in groups]
    starts = np.cumsum([0, *sizes])
    firsts = np.cumsum([0, *(len(document.groups) for document in documents)])
    facts = np.concatenate([np.zeros((0, len(FACTS) + len(SPOT))), *(group.candidate_set.facts for group in groups)])
    codes = np.concatenate([np.zeros((0, len(CODED)), np.intp), *(group.candidate_set.codes for group in groups)])
    names: dict[tuple[int, str], int] = {}
    named = [names.setdefault((at, g.wording.core), len(names)) for at, d in enumerate(documents) for g in d.groups]
    return Rows(
        candidates=tuple(one for group in groups for one in group.candidates),
        document=np.repeat(np.arange(len(documents)), np.diff(starts[firsts])),
        ends=tuple(zip(firsts.tolist(), starts[firsts].tolist(), strict=True)),
        group=np.repeat(np.arange(len(sizes)), sizes),
        groups=len(sizes),
        starts=starts,
        name=np.repeat(np.array(named, np.intp), sizes),
        told=np.repeat(np.array([group.told for group in groups], float), sizes),
        facts=facts[:, : len(FACTS)],
        place=codes[:, 0],
        country=codes[:, 1],
        admin1=codes[:, 2],
        admin2=codes[:, 3],
        is_country=facts[:, FACTS.index("is_country")],
        is_admin1=facts[:, FACTS.index("is_admin1")],
        is_admin2=facts[:, FACTS.index("is_admin2")],
        is_town=facts[:, FACTS.index("is_town")],
        log_reach=facts[:, len(FACTS)],
        xyz=facts[:, len(FACTS) + 1 :],
    )
