"""Mends misspelt names: which deserve it, which reading is safe, and the receipt."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geomap.countries import without_vowels
from geomap.geo import distance_km
from geomap.languages import PlaceWords
from geomap.names import fold
from geomap.places.document import Document, Group, field_text
from geomap.places.words import BARE
from geomap.records import CARRIES_EVENTS, Article, Candidate, KnownAs, Mention, Repair
from geomap.sounds import edits, same_consonants, same_sound

SHORTEST = 5  # letters: a shorter name is one edit away from too many others
# (letters from which, inhabitants from which) a typo of one or two edits is believed in a country that the article
# speaks of, and in any other. A mere change of transliteration is believed of every town of the article's countries.
ONE_EDIT, TWO_EDITS, ABROAD = (6, 20_000), (9, 100_000), (7, 500_000)
SAME_KM = 10.0  # within which it does not matter which of two villages is meant
RIVAL_BELIEF = 0.5  # a rival village must be believed less than so much of the best
RIVAL_SHARE = 0.1  # a rival as near in spelling must have less than this share of the population

_EITHER_WAY = frozenset(frozenset(pair) for pair in ("gh", "iy", "vw", "kq", "ij", "jy"))
_CAPITALISED_BEFORE = re.compile(r"\b([A-Z][\w'’.-]*)\s$")
_CAPITALISED_AFTER = re.compile(r"^\s([A-Z][\w'’-]+)")


def deserves(article: Article, mention: Mention, words: PlaceWords) -> bool:
    """Whether a name that nothing answers to may be a misspelt place: no word, person or organisation."""
    surface = mention.surface
    if mention.role not in CARRIES_EVENTS or len(fold(surface)) < SHORTEST or not _begins_as_a_name(surface, words):
        return False
    if (
        fold(surface) in words.directions
        or any(letter.isdigit() for letter in surface)
        or (surface.isupper() and " " in surface)
    ):
        return False
    text = field_text(article, mention)
    around = (
        text[max(0, mention.span.start - 40) : mention.span.start],
        text[mention.span.end : mention.span.end + 40],
    )
    is_word = _is_word(article.text, surface)
    return not (is_word or _is_person(*around, words) or _is_named_elsewhere(article.text, surface, words))


def _begins_as_a_name(surface: str, words: PlaceWords) -> bool:
    """Whether it begins with a capital, or with an article that a hyphen ties to one: "al-Tayyana"."""
    article, hyphen, rest = surface.partition("-")
    own = words.inner_articles
    is_tied = bool(hyphen) and article in own.anywhere | own.tied | frozenset(own.usual)
    return (rest if is_tied else surface)[:1].isupper()


def _is_person(before: str, after: str, words: PlaceWords) -> bool:
    last = before.rsplit(None, 1)[-1] if before[-1:].isspace() and before.strip() else ""
    form = words.patterns
    titled = last.lower().rstrip(".").endswith(words.titles) and form.title.search(before)
    return bool(titled or form.speaks.match(after) or _part_of_longer(before, last, after, words.begins))


def _part_of_longer(before: str, last: str, after: str, begins: frozenset[str]) -> bool:
    """Whether a capitalised word stands right beside: "Rogov" in "Vladimir Rogov", "Azov" in "Azov Brigade"."""
    if _CAPITALISED_AFTER.match(after):
        return True
    left = _CAPITALISED_BEFORE.search(before) if last != last.lower() else None
    return bool(left and left[1].lower().rstrip(".") not in begins)


def is_part_of_a_name(text: str, mention: Mention, words: PlaceWords) -> bool:
    """Whether a title or a capitalised word stands beside the mention, or what it says, as beside a person's name."""
    start, end = mention.span.start, mention.span.end
    return _is_person(text[max(0, start - 40) : start], text[end : end + 40], words)


def _is_word(text: str, surface: str) -> bool:
    """Whether the article also writes it without a capital."""
    return any(
        _ends_word(text[at - 1 : at]) and _ends_word(text[end : end + 1]) for at, end in _found(text, surface.lower())
    )


def _ends_word(letter: str) -> bool:
    return not (_is_letter(letter) or letter == "-")


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _found(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand in the text, with or without letters beside them."""
    at = text.find(words)
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + len(words))


def _is_named_elsewhere(text: str, surface: str, words: PlaceWords) -> bool:
    """Whether the article uses it elsewhere as part of a longer name, as it does with people."""
    for at, end in _found(text, surface):
        before, after = text[max(0, at - 40) : at], text[end : end + 40]
        if not (_is_letter(before[-1:]) or _is_letter(after[:1])) and _is_person(before, after, words):
            return True
    return False


def readings(
    document: Document, group: Group, found: Sequence[Candidate], countries: frozenset[str]
) -> Sequence[Candidate]:
    """The candidates that a misspelt name could be taken for: near in spelling, in the article's countries or large."""
    surface, derived = _read_as(document, group), document.lexicon.words.derived
    return [choice for choice in found if _is_near(surface, choice, countries, derived)]


def safe_reading(
    document: Document, group: Group, choices: Sequence[tuple[Candidate, float]], countries: frozenset[str]
) -> tuple[Candidate, Candidate | None] | None:
    """The one candidate that a misspelt name can safely be taken for, and its runner-up; None when there is none.

    `choices` come with the belief in them. A reading is safe when it is one of `readings`, and no other candidate as
    near in spelling is nearly as large.
    """
    surface, derived = _read_as(document, group), document.lexicon.words.derived
    near = [(choice, belief) for choice, belief in choices if _is_near(surface, choice, countries, derived)]
    if group.wording.small:  # "Hunaida village" is no city
        near = [(choice, belief) for choice, belief in near if choice.population < ONE_EDIT[1]]
    near = [pair for pair in near if pair[0].country in countries] or near
    ordered = sorted(near, key=lambda pair: (_steps(surface, pair[0]), -pair[1], pair[0].id))
    if not ordered:
        return None
    best = max(ordered, key=lambda pair: (pair[1] * 0.2 ** _steps(surface, pair[0]), pair[0].id))[0]
    best = _town_of(surface, best, choices) if group.wording.kind in BARE else best
    rivals = [choice for choice, _ in ordered if choice.id != best.id and not _are_town_and_division(choice, best)]
    further = [choice for choice, _ in choices if choice.id != best.id and not _are_town_and_division(choice, best)]
    next_best = rivals or sorted(further, key=lambda one: (_steps(surface, one), -one.population, one.id))
    runner_up = next_best[0] if next_best else None
    for rival in rivals:
        as_near = _steps(surface, rival) <= _steps(surface, best)
        if as_near and rival.population > RIVAL_SHARE * best.population:
            return None
        if not best.population and _is_rival(surface, rival, best, dict(choices)):
            return None
    return best, runner_up


def _is_rival(surface: str, rival: Candidate, best: Candidate, believed: Mapping[Candidate, float]) -> bool:
    """Whether a village lies elsewhere than the most believed one, is spelt as nearly and believed nearly as much."""
    if distance_km(rival.at, best.at) <= SAME_KM or edits(surface, rival.spelling) > edits(surface, best.spelling):
        return False
    return believed[rival] > RIVAL_BELIEF * believed[best]


def _town_of(surface: str, best: Candidate, choices: Sequence[tuple[Candidate, float]]) -> Candidate:
    """The town in place of the division around it: the bare name means the town, misspelt or not."""
    if best.feature_class != "A":
        return best
    towns = [
        town
        for town, _ in choices
        if town.feature_class == "P"
        and town.admin1_code == best.admin1_code
        and town.admin2_code in {"", best.admin2_code}
        and edits(surface, town.spelling) <= 2  # noqa: PLR2004
    ]
    return min(towns, key=lambda town: (edits(surface, town.spelling), -town.population, town.id), default=best)


def _read_as(document: Document, group: Group) -> str:
    return group.wording.core or document.mentions[group.members[0]].surface


def _steps(surface: str, choice: Candidate) -> float:
    """Edits to the spelling that answered; in another rendering four count as one, and all as one at most."""
    away = edits(surface, choice.spelling)
    return min(away / 4, 1.0) if renders(surface, choice) else away


def renders(surface: str, choice: Candidate) -> bool:
    """Whether a name may be another rendering of the spelling that answered."""
    if same_sound(surface, choice.spelling):
        return True
    return choice.country in without_vowels() and same_consonants(fold(surface), fold(choice.spelling))


def _is_near(surface: str, choice: Candidate, countries: frozenset[str], derived: tuple[str, ...]) -> bool:
    if choice.country in countries and renders(surface, choice):
        return True
    away, length = edits(surface, choice.spelling), len(fold(surface))
    if fold(surface)[:1] != fold(choice.spelling)[:1] or _is_derived(surface, choice.spelling, derived):
        return False
    if choice.country not in countries:
        return away == 1 and _at_least(ABROAD, length, choice)
    return (away == 1 and _at_least(ONE_EDIT, length, choice)) or (away <= 2 and _at_least(TWO_EDITS, length, choice))  # noqa: PLR2004


def _at_least(limits: tuple[int, int], length: int, choice: Candidate) -> bool:
    return length >= limits[0] and (choice.population >= limits[1] or choice.feature_code == "ADM1")


def _is_derived(surface: str, spelling: str, endings: tuple[str, ...]) -> bool:
    """Whether one is the other with an ending: "Siberian", "Americas", "Capitol" are no misspelt towns."""
    one, other = fold(surface), fold(spelling)
    return one.startswith(other) or other.startswith(one) or one.endswith(endings)


def _are_town_and_division(one: Candidate, other: Candidate) -> bool:
    """Whether two entries are a town and the division around it."""
    return one.admin1_code == other.admin1_code and fold(one.name).split(" ")[0] == fold(other.name).split(" ")[0]


def receipt(surface: str, chosen: Candidate, runner_up: Candidate | None) -> Repair:
    """The receipt for a name that was taken for another spelling."""
    slip = edits(surface, chosen.name) <= 1 and not _is_alternation(fold(surface), fold(chosen.name))
    if not same_sound(chosen.spelling, chosen.name) and 2 * edits(chosen.spelling, chosen.name) > len(chosen.name):
        kind = "former name"  # a slip in a name that the place no longer bears
    else:
        kind = "transliteration" if renders(surface, replace(chosen, spelling=chosen.name)) and not slip else "typo"
    return Repair(
        read=surface,
        taken_as=chosen.name,
        distance=edits(surface, chosen.name),
        kind=kind,
        runner_up=runner_up.name if runner_up else None,
    )


def _is_alternation(one: str, other: str) -> bool:
    """Whether the names differ in one letter that transliterations render either way: Luhansk and Lugansk."""
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    return len(one) == len(other) and len(differing) == 1 and frozenset(differing[0]) in _EITHER_WAY


def _is_rendering(surface: str, name: str) -> bool:
    """Whether two names that the gazetteer holds for one place differ as renderings do: Nikolaev and Mykolaiv."""
    return same_sound(surface, name) or 2 * edits(surface, name) < len(fold(name))


def renaming(surface: str, chosen: Candidate, runners_up: Sequence[Candidate]) -> Repair | None:
    """The receipt for a former name or another rendering of the current one; None when the name is in order."""
    if fold(surface) == fold(chosen.name) or chosen.known_as in {KnownAs.DISPLAY, KnownAs.PEOPLE, KnownAs.CODE}:
        return None
    if chosen.known_as is KnownAs.FORMER:
        kind = "former name"
    elif not chosen.is_area and _is_rendering(surface, chosen.name):
        kind = "transliteration"
    else:
        return None
    other = next((other.name for other in runners_up if fold(other.name) != fold(chosen.name)), None)
    return Repair(read=surface, taken_as=chosen.name, distance=edits(surface, chosen.name), kind=kind, runner_up=other)
