"""Spells names in the other ways in which newsrooms write them: Saint and St., articles of Arabic, -ah and -a."""

import re
from collections.abc import Iterable, Iterator

from geomap.gazetteer.entries import GazetteerDraft
from geomap.records import KnownAs

SPELT = frozenset({KnownAs.DISPLAY, KnownAs.PRIMARY, KnownAs.ALTERNATE})
SHORT = (("saint", "st"), ("sainte", "ste"), ("mount", "mt"), ("fort", "ft"))
SHORTENED = "(^| )(" + "|".join(word for pair in SHORT for word in pair) + ") "  # tells what `shortened` would change
LONG_OR_SHORT = frozenset(word for pair in SHORT for word in pair)
ARABIC = frozenset(
    "AE BH DZ EG EH ER IL IQ JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split()  # noqa: SIM905 - a list to read
)
# The article as it is written before each sort of letter, and in each dialect.
ARTICLE = r"(?:[ae]l|[ae]r|[ae]s|[ae]sh|[ae]t|[ae]th|[ae]z|[ae]d|[ae]dh|[ae]n|ul)"
_FIRST = re.compile(rf"^{ARTICLE} (?=\w{{4}})")
_INSIDE = re.compile(rf"(?<=\w) {ARTICLE} (?=\w{{3}})")
_ENDING = re.compile(r"(?<=\w{3}[b-df-hj-np-tv-z])ah\b")


def add_variants(draft: GazetteerDraft) -> None:
    """Let settlements and divisions answer to the other ways of writing the names they have."""
    for key, entry in draft.entries.items():
        if entry.feature_class not in "AP":
            continue
        arabic = entry.country in ARABIC
        known = draft.names[key]
        for folded in [folded for folded, (kind, _, _) in known.items() if kind in SPELT]:
            if not arabic and (" " not in folded or LONG_OR_SHORT.isdisjoint(folded.split(" "))):
                continue
            more = set(shortened(folded))
            if arabic and folded.isascii():
                more.update(with_other_articles({folded, *more}))
            for variant in sorted(more):
                known.setdefault(variant, (KnownAs.ALTERNATE, variant.title(), ""))


def shortened(folded: str) -> Iterator[str]:
    """The name "saint louis" also as "st louis", and the other way round."""
    words = folded.split(" ")
    for long, short in SHORT:
        for one, other in ((long, short), (short, long)):
            if one in words and words[-1] != one:
                yield " ".join(other if word == one else word for word in words)


def with_other_articles(names: Iterable[str]) -> Iterator[str]:
    """The name "ar raqqah" also as "al raqqah", "el raqqah", "raqqah", and each of them as "... raqqa"."""
    for name in names:
        plain = _INSIDE.sub(" al ", name)
        bare, found = _FIRST.subn("", plain)
        forms = {plain, _INSIDE.sub(" el ", name)}
        if found:
            forms |= {bare, f"al {bare}", f"el {bare}"}
        for form in forms:
            yield form
            yield _ENDING.sub("a", form)
