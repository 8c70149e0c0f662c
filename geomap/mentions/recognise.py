"""The recogniser: a trained tagger finds the names, a second one says what each does in its sentence."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Self

from geomap.errors import ModelError
from geomap.languages import Languages, shipped_languages
from geomap.mentions.articles import with_articles
from geomap.mentions.chain import Chain
from geomap.mentions.doubts import without_doubtful
from geomap.mentions.features import sequence
from geomap.mentions.firms import without_firms
from geomap.mentions.framed import framed_names
from geomap.mentions.known import Kinds, kinds
from geomap.mentions.lexicon import Lexicon, lexicon
from geomap.mentions.listed import listed_names
from geomap.mentions.longest import whole_names
from geomap.mentions.lookups import grams
from geomap.mentions.persons import without_persons
from geomap.mentions.roles import Found, role_items
from geomap.mentions.rules import settle_roles
from geomap.mentions.tagger import NameTagger, Tagger, Tagging
from geomap.mentions.tokens import Tokens, tokenise
from geomap.mentions.weights import Weights, read_weights
from geomap.model_files import read_model
from geomap.positions import positions
from geomap.records import Article, Field, Mention, NameFacts, Role, Span
from geomap.sentences import unbroken

MODELS = "geomap.mentions.models"
# A name that no gazetteer knows is none when its like in the text are rather no names: on corpora left out this took a
# fifth of what was falsely found, firms and persons most of all, and one in a thousand of what was found (0162).
UNLIKE, UNKNOWN_SURE = 0.6, 0.9
NEARLY = 0.4  # how likely the second word of an unknown name was held to belong to it
_HYPHENS = frozenset("-‐‑–")
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
        return cls(names=read_model(MODELS, "names.npz"), roles=read_model(MODELS, "roles.npz"))

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
            if role is not None and not _touches(figures, span):
                spans.append((span, role, name.score))
        return [
            Mention(article_id=article.id, field=field, span=span, surface=span.of(text), role=role, score=score)
            for span, role, score in sorted(spans)
        ]


def _touches(others: Sequence[Span], span: Span) -> bool:
    """Whether one of the spans, which rise and do not overlap, shares a code point with another."""
    at = bisect_left(others, span.end, key=lambda other: other.start)  # the first that begins behind it
    return at > 0 and others[at - 1].end > span.start


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
    names = [name for one in found if _is_name(tokens, name := _unhyphened(tokens, one, kinds))]
    outvoted = _outvoted(tagging, tokens, numbers, [name for name in names if _is_doubtful(name)])
    kept = [name for name in names if not (_is_doubtful(name) and _wording(tokens, name) in outvoted)]
    more = _again(tagging, tokens, numbers, kept, kinds)
    likely = {at: 1.0 - outside for at, outside in zip(numbers, tagging.outside, strict=True) if at >= 0}
    seen = _completed(tokens, sorted([*kept, *more], key=lambda name: name.first), kinds, likely)
    framed = framed_names(tokens, seen, kinds, likely, tokens.lexicon.toponyms.frames)
    named = with_articles(tokens, sorted([*seen, *framed], key=lambda name: name.first), kinds)
    sure = listed_names(tokens, without_doubtful(tokens, whole_names(named, kinds)), kinds, likely)
    return without_firms(tokens, without_persons(tokens, sure, kinds))


def _is_name(tokens: Tokens, name: Found) -> bool:
    """Whether it is more than the end of an abbreviation: ".D" of "Ph.D."."""
    return not tokens.words[name.first].text.startswith(".")


def _unhyphened(tokens: Tokens, name: Found, kinds: Kinds) -> Found:
    """The name without a hyphen at its end, behind which another name begins: "the Dori-Hub road"."""
    if name.end - name.first == 1 or tokens.words[name.end - 1].text not in _HYPHENS:
        return name
    stretch = name.first, name.end - 1
    return Found(first=stretch[0], end=stretch[1], kind=kinds.get(stretch, ""), score=name.score)


def _completed(tokens: Tokens, found: Sequence[Found], kinds: Kinds, likely: Mapping[int, float]) -> list[Found]:
    """The unknown names of one word with the next one, where that was nearly of the name: "Salang Pass"."""
    taken, ends = {name.first for name in found}, {high for _, high in tokens.sentences}
    whole: list[Found] = []
    for name in found:
        end, stretch = name.end, (name.first, name.end + 1)
        is_near = (
            end not in ends and end not in taken and likely.get(end, 0.0) >= NEARLY and tokens.words[end].is_capital
        )
        is_one = end - name.first == 1 and (not name.kind or stretch in kinds)
        whole.append(
            Found(first=name.first, end=end + 1, kind=kinds.get(stretch, ""), score=name.score)
            if is_near and is_one
            else name
        )
    return whole


def _is_doubtful(name: Found) -> bool:
    return not name.kind and name.score < UNKNOWN_SURE


def _outvoted(
    tagging: Tagging, tokens: Tokens, numbers: Sequence[int], names: Sequence[Found]
) -> frozenset[tuple[str, ...]]:
    """Of the names' wordings those that, taken all over the text, are rather no place: "stored in Dropbox"."""
    alike: dict[tuple[str, ...], list[float]] = {_wording(tokens, name): [] for name in names}
    lengths = _lengths(alike)
    for at, outside in zip(numbers, tagging.outside, strict=True):
        for length in lengths.get(tokens.words[at].text, ()) if at >= 0 else ():
            said = alike.get(_words(tokens, at, at + length))
            if said is not None:
                said.append(1.0 - outside)
    return frozenset(wording for wording, said in alike.items() if len(said) > 1 and sum(said) < UNLIKE * len(said))


def _again(
    tagging: Tagging, tokens: Tokens, numbers: Sequence[int], found: Sequence[Found], kinds: Kinds
) -> list[Found]:
    """Names surely found once and left out elsewhere in the text, where that was a near thing."""
    sure = {_wording(tokens, name) for name in found if name.score >= SURE}
    lengths = _lengths(sure)
    taken = {at for name in found for at in range(name.first, name.end)}
    more: list[Found] = []
    for position, at in enumerate(numbers):
        if at < 0 or at in taken:
            continue
        for length in lengths.get(tokens.words[at].text, ()):
            stretch = range(at, at + length)
            if _words(tokens, at, at + length) in sure and taken.isdisjoint(stretch):
                name = _found(tagging, position, (at, stretch.stop), kinds)
                if name.score >= NEAR:
                    more.append(name)
                    taken.update(stretch)
                break
    return more


def _wording(tokens: Tokens, name: Found) -> tuple[str, ...]:
    return _words(tokens, name.first, name.end)


def _words(tokens: Tokens, first: int, end: int) -> tuple[str, ...]:
    return tuple(word.text for word in tokens.words[first:end])


def _lengths(wordings: Iterable[tuple[str, ...]]) -> dict[str, list[int]]:
    """In how many words wordings go on, by their first one, the longest first."""
    found: dict[str, set[int]] = {}
    for wording in wordings:
        found.setdefault(wording[0], set()).add(len(wording))
    return {first: sorted(lengths, reverse=True) for first, lengths in found.items()}


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
