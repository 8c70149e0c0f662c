"""The words by which reports are compared, of all languages that are read: no event says in which it was told."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from geomap.languages import Languages, LikenessWords, shipped_languages

_KEPT = 4096  # names of sides that are remembered; the same few fill most reports


class Vocabulary:
    """What the words of a report say of the event.

    A name that is looked up is read in the first language that knows its word, in the order they are given.
    """

    def __init__(self, languages: Sequence[LikenessWords]) -> None:
        self.empty: frozenset[str] = frozenset[str]().union(*(words.empty for words in languages))
        """Words that say nothing of what is told."""
        self._things = frozenset[str]().union(*(words.things for words in languages))
        self._languages = [_Sides(words) for words in languages]
        self.people = lru_cache(maxsize=_KEPT)(self._people)
        self.kind = lru_cache(maxsize=_KEPT)(self._kind)

    def target(self, said: str | None) -> tuple[str, str]:
        """The thing and the people among the targets: one of the two, or neither."""
        kind = self.kind(said)
        return (kind, "") if kind in self._things else ("", kind)

    def _people(self, said: str | None) -> str:
        """The people or state that is named: "russian" for Russian forces and Russia; "" when none is."""
        return next((found for sides in self._languages if (found := sides.people(said or ""))), "")

    def _kind(self, said: str | None) -> str:
        """What sort of people or thing is named: "school" for a village school; "" when it is said too broadly."""
        read = [sides.kind(said or "") for sides in self._languages]
        return next((kind for kind, is_known in read if is_known), read[0][0] if read else "")


class _Sides:
    """How one language names the two sides."""

    def __init__(self, words: LikenessWords) -> None:
        self._words = words
        self._sorts, self._peoples = _first_of_each(words.same_sort), _first_of_each(words.peoples)

    def people(self, said: str) -> str:
        found = self._words.patterns.people.search(said)
        return self._peoples.get(found[0].lower(), "") if found else ""

    def kind(self, said: str) -> tuple[str, bool]:
        """The sort, and whether the language knows its word."""
        found = self._words.patterns.sort.search(said)
        if not found:
            return "", False
        word = found[0].lower()
        word = self._sorts.get(word, word)
        if word in self._words.broad:
            return "", True
        ending = next((one for one in self._words.plural if word.endswith(one)), "")
        single = word.removesuffix(ending)
        return single, word in self._sorts or single in self._words.things


def _first_of_each(rows: Sequence[str]) -> Mapping[str, str]:
    return {word: row.split()[0] for row in rows for word in row.split()}


def vocabulary(languages: Languages | None = None) -> Vocabulary:
    """The words of these languages; of those of geomap when None."""
    packs = shipped_languages() if languages is None else languages
    return _vocabulary(tuple(pack.likeness for pack in packs.values()))


@lru_cache(maxsize=8)
def _vocabulary(languages: tuple[LikenessWords, ...]) -> Vocabulary:
    return Vocabulary(languages)
