"""An article as the reader of events sees it: its sentences with what the network says of them, and its places."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from geomap.events.dates import Dated
from geomap.events.network import EventNetwork, Floats, SentenceSigns, States
from geomap.events.reading import ReadSentence, read
from geomap.events.scenes import told_apart
from geomap.events.tokens import Sentence
from geomap.events.told_elsewhere import told_elsewhere
from geomap.events.where import is_stretch, precision_of
from geomap.languages import LanguagePack
from geomap.records import CARRIES_EVENTS, Article, Candidate, Field, GeoPrecision, Mention, Place, Reject, Role

ASKED_FROM = 0.15  # probability that a sentence tells an event from which on its names are asked about one by one


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A resolved name in its sentence, with what the network makes of it."""

    line: int  # number of the sentence among all of the article
    place: Place
    site: Floats  # (3,): no event there, a news event, another event
    far_end: Place | None = None  # for "between X and Y", where this is X: the place Y

    @property
    def told(self) -> float:
        """The probability that an event happened there."""
        return float(1.0 - self.site[0])

    @property
    def mention(self) -> Mention:
        """The name."""
        return self.place.mention


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One sentence of the article, headline or text."""

    number: int  # among all of the article, the headline's first
    said: ReadSentence
    signs: SentenceSigns
    dates: tuple[tuple[Dated, float], ...]  # each with the probability that it is the day of what the sentence tells
    named: tuple[Named, ...]
    unresolved: float  # probability that an event happened at a name in it that could not be resolved
    at_unresolved: Mapping[int, float]  # the same of each such name, by where it begins, by the whole sentence alone

    @property
    def is_title(self) -> bool:
        """Whether it stands in the headline."""
        return self.said.field is Field.TITLE

    @property
    def told(self) -> float:
        """The probability that it tells an event."""
        return self.signs.told


@dataclass(eq=False)
class Option:
    """A place of the article, where an event may have happened."""

    candidate: Candidate
    precision: GeoPrecision
    order: int  # of its first mention among the places of the article
    named: list[Named] = field(default_factory=list)  # in reading order; complete before anything else is asked

    @cached_property
    def best(self) -> float:
        """The probability that an event happened there, by its likeliest mention."""
        return max(one.told for one in self.named)

    @cached_property
    def lines(self) -> tuple[int, ...]:
        """The numbers of the sentences that name it, rising."""
        return tuple(sorted({one.line for one in self.named}))

    def gap(self, line: int) -> int:
        """Sentences between one of the article and the nearest that names it."""
        at = bisect_right(self.lines, line)
        return min(abs(line - near) for near in self.lines[max(0, at - 1) : at + 1])

    def near(self, line: int, gap: int) -> list[Named]:
        """Its mentions in that sentence and in so many to both sides, in order."""
        first = bisect_left(self.named, line - gap, key=lambda one: one.line)
        return self.named[first : bisect_right(self.named, line + gap, key=lambda one: one.line)]

    @cached_property
    def total(self) -> float:
        """The sum over its mentions."""
        return sum(one.told for one in self.named)


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """The article with its sentences in reading order and its places in the order of their first mention."""

    article: Article
    lines: tuple[Line, ...]
    options: dict[str, Option]  # by the id of the gazetteer's entry
    line_of: dict[tuple[Field, int], int]  # the sentence in which a mention begins, by field and start
    states: Mapping[str, str]  # codes of countries by what they and their peoples are called in it, in lower case


def document(
    article: Article, outcomes: Sequence[Place | Reject], network: EventNetwork, pack: LanguagePack
) -> Document:
    """Read an article with the network.

    Args:
        article: the article.
        outcomes: one for each of its mentions; a Reject carries its mention.
        network: says what each sentence is about.
        pack: of the article's language.
    """
    fields = read(article, pack)
    sentences = [*fields[Field.TITLE], *fields[Field.TEXT]]
    seen = network.read([said.sentence for said in sentences], len(fields[Field.TITLE]))
    mentions = _by_sentence(sentences, outcomes)
    lines = tuple(
        _line(number, said, own, mentions[number], network)
        for number, (said, own) in enumerate(zip(sentences, seen, strict=True))
    )
    at = {(mention.field, mention.span.start): number for number, own in enumerate(mentions) for mention, _ in own}
    return Document(article=article, lines=lines, options=_options(lines), line_of=at, states=_states(outcomes))


def _states(outcomes: Sequence[Place | Reject]) -> dict[str, str]:
    return {
        outcome.mention.surface.lower(): outcome.candidate.country
        for outcome in outcomes
        if isinstance(outcome, Place)
        and (outcome.mention.role is Role.PEOPLE or precision_of(outcome.candidate) is GeoPrecision.COUNTRY)
    }


def _by_sentence(
    sentences: Sequence[ReadSentence], outcomes: Sequence[Place | Reject]
) -> list[list[tuple[Mention, Place | Reject]]]:
    """The outcomes of each sentence: a mention belongs to the last one that begins before it."""
    found: list[list[tuple[Mention, Place | Reject]]] = [[] for _ in sentences]
    starts: dict[Field, list[int]] = {}
    numbers: dict[Field, list[int]] = {}
    for number, said in enumerate(sentences):
        starts.setdefault(said.field, []).append(said.start)
        numbers.setdefault(said.field, []).append(number)
    for outcome in outcomes:
        mention = outcome.mention
        begun = bisect_right(starts.get(mention.field, []), mention.span.start) if mention else 0
        if mention and begun:
            found[numbers[mention.field][begun - 1]].append((mention, outcome))
    return found


def _line(
    number: int,
    said: ReadSentence,
    seen: tuple[SentenceSigns, States],
    mentions: Sequence[tuple[Mention, Place | Reject]],
    network: EventNetwork,
) -> Line:
    signs, states = seen
    named: list[Named] = []
    unresolved, at_unresolved = 0.0, {}
    far_ends = _far_ends(said, mentions)
    elsewhere = [*far_ends.values(), *told_elsewhere(said, mentions)]
    for (mention, outcome), whole, site in _sites(said, seen, mentions, elsewhere, network):
        if isinstance(outcome, Place):
            named.append(Named(number, outcome, site, far_ends.get(mention.span.start)))
        else:
            unresolved = max(unresolved, float(1.0 - site[0]))
            at_unresolved[mention.span.start] = 1.0 - float(whole[0])
    dates = []
    for dated in said.dates:
        stretch = words_between(said.sentence, dated.start, dated.end)
        day = float(network.judge("day", stretch, states.words)[1]) if stretch else 0.5
        dates.append((dated, day))
    return Line(number, said, signs, tuple(dates), tuple(named), unresolved, at_unresolved)


def _sites(
    said: ReadSentence,
    seen: tuple[SentenceSigns, States],
    mentions: Sequence[tuple[Mention, Place | Reject]],
    elsewhere: Sequence[Place],
    network: EventNetwork,
) -> Iterator[tuple[tuple[Mention, Place | Reject], Floats, Floats]]:
    """The names of a sentence at which something may have happened, each with what speaks for that.

    First by the whole sentence alone, then with what is said of the name when it is asked about by itself.
    """
    signs, states = seen
    spans = [(mention.span.start - said.start, mention.span.end - said.start) for mention, _ in mentions]
    stretches = [words_between(said.sentence, *span) for span in spans]
    names = [stretch for stretch in stretches if stretch]
    asked = [
        (one, stretch)
        for one, stretch in zip(mentions, stretches, strict=True)
        if stretch and one[0].role in CARRIES_EVENTS and one[1] not in elsewhere
    ]
    whole = [network.judge("site", stretch, states.words) for _, stretch in asked]
    places = [_key(outcome) for (_, outcome), _ in asked]
    found = whole
    if len(set(places)) > 1 and signs.told >= ASKED_FROM:
        alone = [
            network.scene(states, stretch, names) if states.pieces.holds(stretch) else site
            for (_, stretch), site in zip(asked, whole, strict=True)
        ]
        found = told_apart(whole, alone, places)
    yield from zip((one for one, _ in asked), whole, found, strict=True)


def _key(outcome: Place | Reject) -> str:
    """What two names of one place have in common."""
    return outcome.candidate.id if isinstance(outcome, Place) else outcome.mention.surface if outcome.mention else ""


def _far_ends(said: ReadSentence, mentions: Sequence[tuple[Mention, Place | Reject]]) -> dict[int, Place]:
    """The second of two places that something happened between, by where the first one begins."""
    found: dict[int, Place] = {}
    text = said.sentence.text
    for (one, place), (other, far) in pairwise(mentions):
        if isinstance(place, Place) and isinstance(far, Place) and is_exact(place) and is_exact(far):
            gap = text[one.span.end - said.start : other.span.start - said.start]
            before, after = text[: one.span.start - said.start], text[other.span.end - said.start :]
            if is_stretch(before, gap, after, said.pack):
                found[one.span.start] = far
    return found


def is_exact(place: Place) -> bool:
    """Whether a place is a settlement or a site."""
    return precision_of(place.candidate) in {GeoPrecision.SETTLEMENT, GeoPrecision.SITE}


def words_between(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The words of a sentence that a stretch of its code points touches, half-open; None when there are none."""
    starts = sentence.starts
    first = max(0, bisect_right(starts, start) - 1)  # the last word that begins there or before: it may reach so far
    if first < len(starts) and starts[first] + len(sentence.words[first]) <= start:
        first += 1
    last = bisect_left(starts, end)
    return (first, last) if first < last else None


def _options(lines: Sequence[Line]) -> dict[str, Option]:
    found: dict[str, Option] = {}
    for one in _named(lines):
        candidate = one.place.candidate
        if candidate.id not in found:
            found[candidate.id] = Option(candidate, precision_of(candidate), order=len(found) + 1)
        found[candidate.id].named.append(one)
    return found


def _named(lines: Sequence[Line]) -> Iterator[Named]:
    for line in lines:
        yield from line.named
