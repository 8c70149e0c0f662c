"""The recogniser: a trained tagger finds the names, a second one says what each does in its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Self

import pycrfsuite

from geomap.errors import ModelError
from geomap.mentions.coordinates import coordinate_spans
from geomap.mentions.features import sequence
from geomap.mentions.known import Kinds, kinds
from geomap.mentions.lookups import grams
from geomap.mentions.roles import Found, role_items
from geomap.mentions.rules import settle_roles
from geomap.mentions.tokens import Tokens, tokenise
from geomap.records import Article, Field, Mention, NameFacts, Role, Span

MODELS = "geomap.mentions.models"
SURE, NEAR = 0.8, 0.3  # scores of a name found and of its twin left out: chosen on the corpora, docs/decisions/0022


class CrfRecogniser:
    """Finds place names with two conditional random fields; give each thread one of its own."""

    def __init__(self, *, names: bytes, roles: bytes) -> None:
        """Load the two models.

        Raises:
            ModelError: a model is damaged.
        """
        self._read_in_place = names, roles  # the taggers read these very bytes for as long as they live
        self._names = _tagger(names, "names")
        self._roles = _tagger(roles, "roles")

    def __getstate__(self) -> tuple[bytes, bytes]:
        return self._read_in_place

    def __setstate__(self, models: tuple[bytes, bytes]) -> None:
        CrfRecogniser.__init__(self, names=models[0], roles=models[1])

    @classmethod
    def shipped(cls) -> Self:
        """The recogniser with the models that ship with geomap.

        Raises:
            ModelError: a model is missing or damaged.
        """
        try:
            folder = resources.files(MODELS)
            return cls(names=(folder / "names.crf").read_bytes(), roles=(folder / "roles.crf").read_bytes())
        except OSError as error:
            raise ModelError(f"the recogniser's model is missing ({error}); reinstall geomap") from error

    def asks(self, article: Article) -> frozenset[str]:
        """The folded spellings whose facts it wants to know before it reads the article."""
        return frozenset(
            name for _, text in _fields(article) for name in grams(tokenise(text, article.language), text).values()
        )

    def recognise(self, article: Article, facts: Mapping[str, NameFacts]) -> tuple[Mention, ...]:
        """The mentions of title and text, in order, without overlap within a field; the title's come first."""
        return tuple(mention for field, text in _fields(article) for mention in self._read(article, field, text, facts))

    def _read(self, article: Article, field: Field, text: str, facts: Mapping[str, NameFacts]) -> list[Mention]:
        tokens = tokenise(text, article.language)
        found = find_names(self._names, tokens, kinds(grams(tokens, text), facts))
        roles = settle_roles(tokens, text, found, guess_roles(self._roles, tokens, found))
        figures = coordinate_spans(text)
        spans = [(span, Role.LOCATION, 1.0) for span in figures]
        for name, role in zip(found, roles, strict=True):
            span = Span(start=tokens.starts[name.first], end=tokens.ends[name.end - 1])
            if role is not None and not any(span.overlaps(other) for other in figures):
                spans.append((span, role, name.score))
        return [
            Mention(article_id=article.id, field=field, span=span, surface=span.of(text), role=role, score=score)
            for span, role, score in sorted(spans)
        ]


def find_names(tagger: pycrfsuite.Tagger, tokens: Tokens, kinds: Kinds) -> list[Found]:
    """The names of places and peoples among the words of a text, rising and without overlap."""
    items, numbers = sequence(tokens, kinds)
    if not items:
        return []
    found: list[Found] = []
    first = -1  # of the name being read
    for position, (number, label) in enumerate(zip(numbers, tagger.tag(items), strict=True)):
        if first >= 0 and (number < 0 or label != "I"):
            found.append(_found(tagger, first, (numbers[first], numbers[position - 1] + 1), kinds))
            first = -1
        if number >= 0 and first < 0 and label != "O":
            first = position
    return sorted([*found, *_again(tagger, tokens, numbers, found, kinds)], key=lambda name: name.first)


def _again(
    tagger: pycrfsuite.Tagger, tokens: Tokens, numbers: Sequence[int], found: Sequence[Found], kinds: Kinds
) -> list[Found]:
    """Names surely found once and left out elsewhere in the text, where that was a near thing."""
    words = [word.text for word in tokens.words]
    sure: dict[str, set[tuple[str, ...]]] = {}
    for name in found:
        if name.score >= SURE:
            sure.setdefault(words[name.first], set()).add(tuple(words[name.first : name.end]))
    taken = {at for name in found for at in range(name.first, name.end)}
    more: list[Found] = []
    for position, at in enumerate(numbers):
        if at < 0 or at in taken or words[at] not in sure:
            continue
        for wording in sorted(sure[words[at]], key=len, reverse=True):
            stretch = range(at, at + len(wording))
            if tuple(words[at : stretch.stop]) == wording and taken.isdisjoint(stretch):
                name = _found(tagger, position, (at, stretch.stop), kinds)
                if name.score >= NEAR:
                    more.append(name)
                    taken.update(stretch)
                break
    return more


def _found(tagger: pycrfsuite.Tagger, position: int, stretch: tuple[int, int], kinds: Kinds) -> Found:
    score = 1.0 - float(tagger.marginal("O", position))
    return Found(first=stretch[0], end=stretch[1], kind=kinds.get(stretch, ""), score=round(score, 4))


def guess_roles(tagger: pycrfsuite.Tagger, tokens: Tokens, found: Sequence[Found]) -> list[Role]:
    """The likeliest role of each name."""
    return [Role(label) for items in role_items(tokens, found) for label in tagger.tag(items)]


def _tagger(model: bytes, name: str) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    try:
        tagger.open_inmemory(model)
    except (ValueError, RuntimeError) as error:
        raise ModelError(f"the recogniser's model of {name} is damaged; reinstall geomap") from error
    return tagger


def _fields(article: Article) -> Iterator[tuple[Field, str]]:
    if article.title:
        yield Field.TITLE, article.title
    yield Field.TEXT, article.text
