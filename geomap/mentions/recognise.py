"""The recogniser: a trained tagger finds the names, a second one says what each does in its sentence."""

from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from itertools import accumulate
from typing import Self

from geomap.errors import ModelError
from geomap.languages import Languages, shipped_languages
from geomap.mentions.chain import Chain
from geomap.mentions.features import sequence
from geomap.mentions.known import Kinds, kinds
from geomap.mentions.lexicon import Lexicon, lexicon
from geomap.mentions.lookups import grams
from geomap.mentions.persons import without_persons
from geomap.mentions.roles import Found, role_items
from geomap.mentions.rules import settle_roles
from geomap.mentions.tagger import NameTagger, Tagger, Tagging
from geomap.mentions.tokens import Tokens, tokenise
from geomap.mentions.weights import Weights, read_weights
from geomap.positions import positions
from geomap.records import Article, Field, Mention, NameFacts, Role, Span
from geomap.sentences import unbroken

MODELS = "geomap.mentions.models"
# A name that no gazetteer knows is none when its like in the text are rather no names: on corpora left out this took a
# fifth of what was falsely found, firms and persons most of all, and one in a thousand of what was found (0162).
UNLIKE, UNKNOWN_SURE = 0.6, 0.9
SURE, NEAR = 0.8, 0.3  # scores of a name found and of its twin left out: chosen on the corpora, docs/decisions/0022


class CrfRecogniser:
    """Finds place names with two conditional random fields; give each thread one of its own."""

    id = "geomap:default"  # its name among stages; the version of geomap says the rest

    def __init__(self, *, names: bytes, roles: bytes, languages: Languages | None = None) -> None:
        """Load the two models.

        Args:
            names: the model that finds names.
            roles: the model that says what they do.
            languages: the packs of the languages to read; those of geomap when None.

        Raises:
            ModelError: a model is damaged.
        """
        self._names = NameTagger(_weights(names, "names"))
        self._roles = Chain(_weights(roles, "roles"))
        self._languages = shipped_languages() if languages is None else languages

    @classmethod
    def shipped(cls) -> Self:
        """The recogniser with the models that ship with geomap.

        Raises:
            ModelError: a model is missing or damaged.
        """
        try:
            folder = resources.files(MODELS)
            return cls(names=(folder / "names.npz").read_bytes(), roles=(folder / "roles.npz").read_bytes())
        except OSError as error:
            raise ModelError(f"the recogniser's model is missing ({error}); reinstall geomap") from error

    def asks(self, article: Article) -> frozenset[str]:
        """The folded spellings whose facts it wants to know before it reads the article."""
        return frozenset(
            name
            for _, text in _fields(article)
            for whole in (unbroken(text, article.language).text,)
            for name in grams(tokenise(whole, self._words(article)), whole).values()
        )

    def recognise(self, article: Article, facts: Mapping[str, NameFacts]) -> tuple[Mention, ...]:
        """The mentions of title and text, in order, without overlap within a field; the title's come first."""
        return tuple(mention for field, text in _fields(article) for mention in self._read(article, field, text, facts))

    def find(self, tokens: Tokens, kinds: Kinds) -> list[Found]:
        """The names of places and peoples among the words of a text, rising and without overlap."""
        return find_names(self._names, tokens, kinds)

    def _words(self, article: Article) -> Lexicon:
        return lexicon(self._languages.get(article.language), article.language)

    def _read(self, article: Article, field: Field, text: str, facts: Mapping[str, NameFacts]) -> list[Mention]:
        whole = unbroken(text, article.language)
        said = self._words(article)
        tokens = tokenise(whole.text, said)
        found = self.find(tokens, kinds(grams(tokens, whole.text), facts, said))
        guessed = guess_roles(self._roles, tokens, found)
        roles = settle_roles(tokens, whole.text, found, guessed)
        figures = [Span(start=written.start, end=written.end) for written in positions(text)]
        spans = [(span, Role.LOCATION, 1.0) for span in figures]
        for name, role in zip(found, roles, strict=True):
            span = Span(start=whole.true(tokens.starts[name.first]), end=whole.true_end(tokens.ends[name.end - 1]))
            if role is not None and not any(span.overlaps(other) for other in figures):
                spans.append((span, role, name.score))
        return [
            Mention(article_id=article.id, field=field, span=span, surface=span.of(text), role=role, score=score)
            for span, role, score in sorted(spans)
        ]


def find_names(tagger: Tagger, tokens: Tokens, kinds: Kinds) -> list[Found]:
    """The names of places and peoples among the words of a text, rising and without overlap."""
    items, numbers = sequence(tokens, kinds)
    return names_in(tagger.tag(items), numbers, tokens, kinds) if items else []


def names_in(tagging: Tagging, numbers: Sequence[int], tokens: Tokens, kinds: Kinds) -> list[Found]:
    """The names that a tagging of the words `numbers` (-1 for a gap) says, and those like them that it nearly said."""
    found: list[Found] = []
    first = -1  # of the name being read
    for position, (number, label) in enumerate(zip(numbers, tagging.labels, strict=True)):
        if first >= 0 and (number < 0 or label != "I"):
            found.append(_found(tagging, first, (numbers[first], numbers[position - 1] + 1), kinds))
            first = -1
        if number >= 0 and first < 0 and label != "O":
            first = position
    kept = [name for name in found if _is_name(tokens, name) and not _is_outvoted(tagging, tokens, numbers, name)]
    more = _again(tagging, tokens, numbers, kept, kinds)
    return without_persons(tokens, sorted([*kept, *more], key=lambda name: name.first))


def _is_name(tokens: Tokens, name: Found) -> bool:
    """Whether it is more than the end of an abbreviation: ".D" of "Ph.D."."""
    return not tokens.words[name.first].text.startswith(".")


def _is_outvoted(tagging: Tagging, tokens: Tokens, numbers: Sequence[int], name: Found) -> bool:
    """Whether the same words, taken all over the text, are rather no place: "Dropbox" of "stored in Dropbox"."""
    if name.kind or name.score >= UNKNOWN_SURE:
        return False
    wording = [word.text for word in tokens.words[name.first : name.end]]
    alike = [
        1.0 - outside
        for at, outside in zip(numbers, tagging.outside, strict=True)
        if at >= 0
        and tokens.words[at].text == wording[0]
        and [word.text for word in tokens.words[at : at + len(wording)]] == wording
    ]
    return len(alike) > 1 and sum(alike) < UNLIKE * len(alike)


def _again(
    tagging: Tagging, tokens: Tokens, numbers: Sequence[int], found: Sequence[Found], kinds: Kinds
) -> list[Found]:
    """Names surely found once and left out elsewhere in the text, where that was a near thing."""
    words = tokens.words
    sure: dict[str, set[tuple[str, ...]]] = {}
    for name in found:
        if name.score >= SURE:
            wording = tuple(word.text for word in words[name.first : name.end])
            sure.setdefault(wording[0], set()).add(wording)
    taken = {at for name in found for at in range(name.first, name.end)}
    more: list[Found] = []
    for position, at in enumerate(numbers):
        if at < 0 or at in taken or words[at].text not in sure:
            continue
        for wording in sorted(sure[words[at].text], key=len, reverse=True):
            stretch = range(at, at + len(wording))
            if tuple(word.text for word in words[at : stretch.stop]) == wording and taken.isdisjoint(stretch):
                name = _found(tagging, position, (at, stretch.stop), kinds)
                if name.score >= NEAR:
                    more.append(name)
                    taken.update(stretch)
                break
    return more


def _found(tagging: Tagging, position: int, stretch: tuple[int, int], kinds: Kinds) -> Found:
    score = 1.0 - tagging.outside[position]
    return Found(first=stretch[0], end=stretch[1], kind=kinds.get(stretch, ""), score=round(score, 4))


def guess_roles(chain: Chain, tokens: Tokens, found: Sequence[Found]) -> list[Role]:
    """The likeliest role of each name."""
    if not found:
        return []
    sentences = role_items(tokens, found)
    rows = chain.weigh([item for items in sentences for item in items])
    ends = list(accumulate(map(len, sentences)))
    return [
        Role(label)
        for end, items in zip(ends, sentences, strict=True)
        for label in chain.likeliest(rows[end - len(items) : end])
    ]


def _weights(model: bytes, name: str) -> Weights:
    try:
        return read_weights(model)
    except ModelError as error:
        raise ModelError(f"the recogniser's model of {name} is damaged; reinstall geomap") from error


def _fields(article: Article) -> Iterator[tuple[Field, str]]:
    if article.title:
        yield Field.TITLE, article.title
    yield Field.TEXT, article.text
