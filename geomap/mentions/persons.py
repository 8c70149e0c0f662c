"""Tells the names of persons that are called like places: the "Houston" of a text that spoke of Chad Houston."""

from collections.abc import Container, Iterator, Mapping, Sequence

from geomap.mentions.known import Kinds
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

_LONGEST = 4  # capitals of a person's name
_BEHIND = 3  # words and signs behind a name that may tell a person
_LINKED = 3  # words and signs at most between two capitals of a name: the "- al -" of "Abd-al-Rahman"
_SHORTENED = 4  # letters of a title that may bear a full stop
_TIED = 3  # words and signs of a name with an article: "al-Doe"
_HYPHENS = frozenset("-‐‑–")
_TALK = "talk"  # the group of verbs of speech


def without_persons(tokens: Tokens, found: Sequence[Found], kinds: Kinds) -> list[Found]:
    """The names without those of persons whom the text has named in full before, by first name or by surname.

    What stands behind "in" or another preposition stays: a text may speak of Virginia Woolf and of Virginia.

    Args:
        tokens: the words of the text.
        found: what was found in it, rising.
        kinds: what the gazetteer knows.
    """
    taken = {at for name in found for at in range(name.first, name.end)}
    acting = {word.text for at, word in enumerate(tokens.words) if word.is_capital and _acts(tokens, at)}
    said: dict[str, int] = {}  # where a first name or a surname was first said with what tells that it is one
    full: set[int] = set()  # words of such names
    for run in _runs(tokens):
        if person := _person(tokens, run, taken, kinds, acting):
            full.update(person)
            for at in (person[0], person[-1]):
                if tokens.words[at].is_long:
                    said.setdefault(tokens.words[at].text, at)
    return [name for name in found if not (name.first in full or _is_person(tokens, name, said))]


def _runs(tokens: Tokens) -> Iterator[list[int]]:
    """The numbers of words with capitals that stand together, but for what may stand inside a person's name."""
    for low, high in tokens.sentences:
        run: list[int] = []
        for at in range(low, high):
            if not tokens.words[at].is_capital:
                continue
            if run and not (at - run[-1] <= _LINKED + 1 and all(_links(tokens, one) for one in range(run[-1] + 1, at))):
                yield run
                run = []
            run.append(at)
        if run:
            yield run


def _links(tokens: Tokens, at: int) -> bool:
    """Whether a word or sign may stand inside a person's name: "J. Doe", "Dr. Doe", "Omar al-Doe", "Jan van Doe"."""
    word, before = tokens.words[at], tokens.words[at - 1]
    if word.text == ".":
        return before.shape == "A" or _is_titled(tokens, at + 1)
    if word.text in _HYPHENS:  # that of an article: "D-Raleigh" and "Logan-Rogersville" are no persons
        return not (before.is_capital and tokens.words[at + 1].is_capital)
    return word.lower in tokens.lexicon.toponyms.persons.links


def _person(
    tokens: Tokens, run: Sequence[int], taken: Container[int], kinds: Kinds, acting: Container[str]
) -> Sequence[int]:
    """The words of the person's name that the run ends in, without titles; none where nothing tells that it is one."""
    words, said = tokens.words, tokens.lexicon.toponyms
    for start, at in enumerate(run):
        name, is_titled = run[start:], _is_titled(tokens, at)
        is_shared = start == 0 and words[at].lower in said.persons.shared and _is_plain(tokens, name)
        if words[at].lower in said.titles or not (words[at].opens_person or is_titled or is_shared):
            continue
        if len(name) > _LONGEST or (len(name) == 1 and not is_titled) or any(words[one].group for one in name[1:]):
            return ()
        if (len(name) > 1 and (at, name[-1] + 1) in kinds) or any(one in taken for one in name[1:]):
            return ()
        is_sure = at not in taken and (is_titled or words[at].opens_person)
        return name if is_sure or words[name[-1]].text in acting or _is_described(tokens, name[-1] + 1) else ()
    return ()


def _is_plain(tokens: Tokens, name: Sequence[int]) -> bool:
    """Whether a name is a first name and a surname, with an initial at most: "Indiana Governor Jan Doe" is none."""
    words, titles = tokens.words, tokens.lexicon.toponyms.titles
    return len(name) > 1 and all(words[at].shape == "A" for at in name[1:-1]) and words[name[-1]].lower not in titles


def _is_titled(tokens: Tokens, at: int) -> bool:
    """Whether a title stands before a word: "Gov. Doe", but not "for president. Doe", where a sentence ends."""
    words, titles = tokens.words, tokens.lexicon.toponyms.titles
    if at > 1 and words[at - 1].text == ".":
        return len(words[at - 2].lower) <= _SHORTENED and words[at - 2].lower in titles
    return at > 0 and words[at - 1].lower in titles


def _is_described(tokens: Tokens, end: int) -> bool:
    """Whether what stands behind a name is said of persons: "Virginia Doe, 34," or "Virginia Doe, who"."""
    behind = " ".join(word.lower for word in tokens.words[end : end + _BEHIND])
    return tokens.lexicon.toponyms.persons.behind.match(behind) is not None


def _acts(tokens: Tokens, at: int) -> bool:
    """Whether a word stands by itself, with a title before it or a verb of speech behind it: "Ms Doe", "Doe said"."""
    words = tokens.words
    if _is_titled(tokens, at):
        return True
    if at and words[at - 1].is_capital:
        return False
    return at + 1 < len(words) and tokens.lexicon.verbs.get(words[at + 1].lower) == _TALK


def _is_person(tokens: Tokens, name: Found, said: Mapping[str, int]) -> bool:
    """Whether a name is that of a person named in full before; "al-Doe" is the Doe of "Omar al-Doe"."""
    words, end = tokens.words, name.end
    is_tied = end - name.first == _TIED and words[name.first].lower in tokens.lexicon.toponyms.openers
    if end - name.first > 1 and not is_tied:
        return False
    if said.get(words[end - 1].text, name.first) >= name.first or (end < len(words) and words[end].is_capital):
        return False
    return words[name.first - 1].lower not in tokens.lexicon.roles.grammar.prepositions
