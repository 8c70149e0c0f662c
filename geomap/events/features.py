"""What the trained model sees of a sentence: which rules matched, what bars them, and the words that are no names."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from geomap.events.tokens import Sentence

if TYPE_CHECKING:
    from geomap.events.deeds import Deed


class Features(NamedTuple):
    """The names of the features of one sentence, each once, sorted."""

    rules: tuple[str, ...]
    words: tuple[str, ...]


def features(sentence: Sentence, hit_names: Sequence[str], deeds: Sequence["Deed"]) -> Features:
    """The features of a sentence.

    Args:
        sentence: the sentence.
        hit_names: the names of all rules that matched, also where a stronger one covers them.
        deeds: what `deeds.find_deeds` made of them.
    """
    return Features(tuple(sorted(set(_of_rules(hit_names, deeds)))), tuple(sorted(_of_words(sentence))))


def _of_rules(hit_names: Sequence[str], deeds: Sequence["Deed"]) -> Iterator[str]:
    yield from (f"hit:{name}" for name in hit_names)
    for deed in deeds:
        yield f"{'barred' if deed.barrier else 'told'}:{deed.rule}"
        if deed.barrier:
            yield f"barrier:{deed.barrier}"
    live = [deed for deed in deeds if deed.barrier is None]
    yield f"first:{live[0].rule}" if live else ("all barred" if deeds else "no rule")
    if len({deed.event_type for deed in live}) == 1:
        yield f"only:{live[0].event_type}"


def _of_words(sentence: Sentence) -> set[str]:
    """Words and pairs of neighbours; names are left out, for they differ from war to war."""
    text, before = sentence.text, "^"
    seen: set[str] = set()
    for word, start in zip(sentence.words, sentence.starts, strict=True):
        if word[0].isdecimal():
            now = "0"
        elif not word.isalpha() or (text[start].isupper() and start):
            before = "_"
            continue
        else:
            now = word
        seen.add(now)
        seen.add(f"{before} {now}")
        before = now
    return seen
