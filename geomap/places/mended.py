"""Places the mentions of a name that nothing answers to, when a spelling near it can safely be meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geomap.names import fold
from geomap.places.candidate_set import candidate_set_of
from geomap.places.document import Document, Group
from geomap.places.outcome import NOT_FOUND, Verdict, name_in, reject
from geomap.places.repair import deserves, readings, receipt, safe_reading
from geomap.records import Candidate, Mention, Place

Choices = tuple[tuple[Candidate, float], ...]
"""What a name can be taken for, with the belief in each."""

REPAIR_TRUST = 0.85  # of a repaired name: likely, but never among the sure ones (0.9 and above)


def repairable(document: Document, group: Group) -> bool:
    """Whether every mention of the group may be a misspelt place."""
    return all(deserves(document.article, document.mentions[at], document.lexicon.words) for at in group.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Misspelt:
    """A name with the entries near in spelling."""

    alike: Choices  # all believed alike
    trial: Document | None  # the article with them as one group more; None where there is nothing to choose from


def misspelt(document: Document, group: Group, found: Sequence[Candidate], countries: frozenset[str]) -> Misspelt:
    """What a name may be misspelt for; `countries` are the article's."""
    alike = tuple((one, 1.0) for one in found)
    if len(readings(document, group, found, countries)) <= 1:
        return Misspelt(alike=alike, trial=None)
    answer = candidate_set_of(group.wording, [(one, fold(one.spelling)) for one in found], bearers=len(found))
    taken = replace(group, candidate_set=answer)
    return Misspelt(alike=alike, trial=replace(document, groups=(*document.groups, taken)))


def mend(  # noqa: PLR0913 - what is known of the name, and what else could become of it
    document: Document,
    group: Group,
    choices: Choices,
    *,
    countries: frozenset[str],
    may_be: Callable[[Candidate], bool] = lambda _: True,
    other: Verdict | None = None,
) -> Verdict:
    """What becomes of a misspelt name; `choices` come with the belief in them, `countries` are the article's.

    Where no spelling is safely meant, or the one that is may not be by where it lies, it is `other`, or a reject.
    """
    reading = safe_reading(document, group, choices, countries)
    if reading is None or not may_be(reading[0]):
        far = reading is not None
        why = "what is spelt nearly so lies far off" if far else "several spellings are near, none of them safely"
        return other or reject(NOT_FOUND, why)
    chosen, runner_up = reading

    def tell(mention: Mention) -> Place:
        surface = name_in(mention.surface, group.wording.core, document.lexicon.words.possessives)
        mended = receipt(surface, chosen, runner_up)
        return Place(
            mention=mention,
            candidate=chosen,
            trust=REPAIR_TRUST,
            why=(
                f'"{surface}" is in no gazetteer; taken as {chosen.name} ({mended.kind}, distance {mended.distance})',
                f"{chosen.country} is a country of the article" if chosen.country in countries else "a large town",
            ),
            repair=mended,
            runners_up=(runner_up,) if runner_up else (),
        )

    return tell
