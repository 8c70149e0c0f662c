"""Finds names that the tagger nearly saw where the words around leave hardly anything but a place."""

from collections.abc import Mapping, Sequence

from geomap.languages import FrameWords
from geomap.mentions.known import Kinds
from geomap.mentions.roles import Found
from geomap.mentions.tokens import Tokens

# How likely at least the tagger must hold a name that the gazetteer knows, and one that it does not know: chosen on
# GeoVirus, LGL and GeoWebNews half A, docs/decisions/0311.
KNOWN, UNKNOWN = 0.2, 0.3
IN_BODY = 0.1  # and a town in the name of a body, at whose seat something is said to have happened
_MOST_WORDS = 4  # of such a name, hyphens counted
_MOST_BEFORE = 7  # words that a frame has before it
_MOST_BETWEEN = 8  # words and signs between it and the place that it is said to lie in
_WIDE = frozenset("CDN")  # kinds of names behind which brackets tell something else
_PLACES = "PAL"  # classes of what it may be known as


def framed_names(
    tokens: Tokens, found: Sequence[Found], kinds: Kinds, likely: Mapping[int, float], frames: FrameWords
) -> list[Found]:
    """Names with a frame for a place: "at Mir Ali in North Waziristan", "at Hub, west of Karachi", "Hub air base".

    Args:
        tokens: the words of the text.
        found: the names that were found, rising and without overlap.
        kinds: what the gazetteer knows.
        likely: how likely each word belongs to a name, by its number.
        frames: the words of a frame.
    """
    taken = {at for name in found for at in range(name.first, name.end)}
    begins = {name.first for name in found}
    ends = {name.end for name in found if name.kind[:1] not in _WIDE}
    more: list[Found] = []
    for low, high in tokens.sentences:
        at = low + 1
        while at < high:
            end = _end(tokens, at, high, taken, likely)
            if end > at:
                score = round(max(likely.get(one, 0.0) for one in range(at, end)), 4)
                name = Found(first=at, end=end, kind=kinds.get((at, end), ""), score=score)
                if _is_framed(tokens, name, (low, high), begins, frames) or _is_inside(tokens, name, ends):
                    more.append(name)
            at = max(end, at + 1)
    return more


def _is_framed(tokens: Tokens, name: Found, sentence: tuple[int, int], begins: set[int], frames: FrameWords) -> bool:
    before = _spelt(tokens, max(sentence[0], name.first - _MOST_BEFORE), name.first)
    is_known = bool(name.kind) and name.kind[0] in _PLACES
    if is_known and frames.body.search(before):
        return True
    if name.score < (KNOWN if is_known else UNKNOWN):
        return False
    if frames.level.match(_spelt(tokens, name.end, min(sentence[1], name.end + _MOST_WORDS))):
        return True
    return frames.before.search(before) is not None and _closes(tokens, name.end, sentence[1], begins, frames)


def _is_inside(tokens: Tokens, name: Found, ends: set[int]) -> bool:
    """Whether a known name stands in brackets behind another, which lies there: "Um Barat (Sumy)"."""
    opens, end = name.first - 1, name.end
    if name.kind[:1] in {"", "N"} or name.score < KNOWN or tokens.words[opens].text != "(" or opens not in ends:
        return False
    return end < len(tokens.words) and tokens.words[end].text in {")", ","}


def _end(tokens: Tokens, at: int, high: int, taken: set[int], likely: Mapping[int, float]) -> int:
    """Where the run of words with capitals ends that begins here; `at` where there is none that may be a name."""
    words, end = tokens.words, at
    if not words[at].is_capital or words[at - 1].is_capital or words[at].is_plain:
        return at
    for here in range(at, min(high, at + _MOST_WORDS + 1)):
        if here in taken:
            return at
        if words[here].is_capital and likely.get(here, 0.0) < IN_BODY:
            return at  # a word of another kind: "at Google in ...", "in March in ..."
        if words[here].is_capital:
            end = here + 1
        elif not words[here].is_connector or words[here].lower in tokens.lexicon.toponyms.inside:
            break
    return end if end - at <= _MOST_WORDS else at


def _closes(tokens: Tokens, end: int, high: int, begins: set[int], frames: FrameWords) -> bool:
    if frames.site.match(_spelt(tokens, end, min(high, end + _MOST_WORDS))):
        return True
    for other in range(end + 1, min(high, end + _MOST_BETWEEN)):
        if other in begins:
            return frames.between.fullmatch(_spelt(tokens, end, other)) is not None
    return False


def _spelt(tokens: Tokens, first: int, end: int) -> str:
    """Words in small letters with a space between."""
    return " ".join(word.lower for word in tokens.words[first:end])
