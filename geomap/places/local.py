"""What the ranker knows about a candidate before the other names count: the name's facts, and the article's."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from geomap.names import fold
from geomap.places.document import Document, Group
from geomap.places.facts import FACTS, Floats, code
from geomap.places.outlet import SHORT, borne, host
from geomap.places.rows import Rows
from geomap.records import Field, Role

_MENTIONED = ("times", "in_title", "dateline", "role_people", "role_actor", "all_caps")
LOCAL = (*FACTS, "named_in_address", "domain_country", "focus", *_MENTIONED, "people_and_country")
_AT = {name: column for column, name in enumerate(LOCAL)}


def local_features(documents: Sequence[Document], rows: Rows, *, focus: frozenset[str]) -> Floats:
    """The features of `LOCAL`, shape (rows, len(LOCAL)); no other name enters them."""
    table = np.zeros((len(rows.candidates), len(LOCAL)))
    table[:, : len(FACTS)] = rows.facts
    _look_at_addresses(table, documents, rows)
    if focus:
        table[:, _AT["focus"]] = np.isin(rows.country, [code(country) for country in sorted(focus)])
    said = [_mention_facts(document, group) for document in documents for group in document.groups]
    first = _AT[_MENTIONED[0]]
    table[:, first : first + len(_MENTIONED)] = np.array(said, float).reshape(-1, len(_MENTIONED))[rows.group]
    table[:, _AT["people_and_country"]] = table[:, _AT["role_people"]] * rows.is_country
    return table


def _look_at_addresses(table: Floats, documents: Sequence[Document], rows: Rows) -> None:
    """Whether the article's address names the candidate's first-level division, and its country by the ending."""
    domains = []
    for at, document in enumerate(documents):
        address, domain = _address(document.article.url or "", document.article.outlet or "")
        domains.append(code(domain))
        if address:
            for row in range(rows.ends[at][1], rows.ends[at + 1][1]):
                table[row, _AT["named_in_address"]] = _in_address(rows.candidates[row].admin1, address)
    table[:, _AT["domain_country"]] = np.array(domains, np.intp)[rows.document] == rows.country


def _mention_facts(document: Document, group: Group) -> tuple[bool | int, ...]:
    """What the mentions of a group have in common, in the order of `_MENTIONED`."""
    mentions = [document.mentions[at] for at in group.members]
    roles = [mention.role for mention in mentions]
    return (
        min(len(mentions), 5),
        Field.TITLE in [mention.field for mention in mentions],
        Role.DATELINE in roles,
        Role.PEOPLE in roles,
        Role.ACTOR in roles,
        False not in [mention.surface.isupper() for mention in mentions],
    )


@lru_cache(maxsize=65536)
def _letters(name: str) -> str:
    return fold(name).replace(" ", "")


@lru_cache(maxsize=256)
def _address(url: str, outlet: str) -> tuple[str, str]:
    """The letters of address and outlet, and the country of the address: "" for ".com" and the like."""
    letters = (fold(url) + fold(outlet)).replace(" ", "")
    ending = host(url).rpartition(".")[2].upper()
    return letters, {"UK": "GB"}.get(ending, ending if len(ending) == 2 else "")  # noqa: PLR2004


def borne_by_outlet(document: Document) -> tuple[bool, ...]:
    """For each group whether the outlet or its host bears the name: "parisbeacon.com" is a paper of some Paris."""
    return borne(document.article, [group.wording.core for group in document.groups])


def _in_address(admin1: str, address: str) -> bool:
    return len(admin1) > SHORT and _letters(admin1) in address
