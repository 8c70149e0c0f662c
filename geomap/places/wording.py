"""What an article's words say about a mention: the names to ask for, its grain, what contains it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geomap.names import fold
from geomap.places.words import DIRECTIONS, FULL_DIVISIONS, LEVELS, SHORT_DIVISIONS, SYNONYMS, Grain, singular

_BEFORE_SUN = re.compile(r"\b[ae]l (?=[a-z]{3})(sh|th|dh|[tdrzsn])")  # "al Numan" is spoken "an Numan"
_SPOKEN = re.compile(r"\b[ae](?:sh|th|dh|[tdrzsn]) (?=[a-z]{3})(sh|th|dh|[tdrzsn])")
_SOFT, _HARD = re.compile(r"(?<=[a-z])i(?=[aeu])"), re.compile(r"(?<=[a-z])y(?=[aeu])")
_ACRONYM = 3  # letters up to which capitals make an acronym
_AROUND = 90  # code points on each side that can hold a phrase about the name
_POSSESSIVE = re.compile(r"(?:['’ʼ]s|s['’])$")
_TAIL = re.compile(
    r"[-‐‑–](?:based|born|led|controlled|held|occupied|backed|area|style|bound|built|run)$", re.IGNORECASE
)
_ARTICLE = re.compile(r"^(?:the|al-?)\s+", re.IGNORECASE)
_SHORTENED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "saint": "st", "mount": "mt", "fort": "ft"}
_NAME = r"[A-Z][\w'’ʼ.-]*(?:\s[A-Z][\w'’ʼ.-]*){0,2}"
_LISTED = re.compile(rf"^(?:,\s{_NAME})*,?\s(?:and|or|&)\s(?:the\s)?{_NAME}?\s?([a-z]+s)\b")
_LISTING = (",", "and", "or", "&")
_DIRECTIONS = tuple(sorted(DIRECTIONS))
_NEXT_WORD = re.compile(r"^['’]?s?\s+([A-Za-z][\w-]*)")
_OF = re.compile(r"(?:([A-Z]?)\S*\s+)?\b([A-Za-z]+)\s+of\s+(?:the\s+)?$")
_BEFORE = re.compile(r"\b([A-Za-z-]+)\s+$")
_HEADED_OF = re.compile(r"^(\w+) of (?:the )?(.+)$")
_CONTAINER = re.compile(r"^(?:,\s+|\s+\()((?:[A-Z][\w'’]*\.?(?:[A-Z]\.)*\s?){1,3})")
_COMMA_INSIDE = re.compile(r"^(.+?),\s+(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How the text puts a name; spellings are folded."""

    core: str  # the bare name: "kharkiv" of "the Kharkiv region's"
    whole: tuple[str, ...]  # names with their level word, best first: "kharkiv region"; empty when no word is said
    variants: tuple[str, ...]  # the core as others write it: "jisr ash shughur" of "jisr al shughur"
    parts: tuple[str, ...]  # read only when nothing answers to the others: "syria" of "northern syria"
    grain: Grain
    level_word: str  # the word that gave the grain, "" when none
    in_name: bool  # whether that word stands inside the mention: "Rice Lake"
    acronym: bool  # whether it is written as "EU" or "U.S."
    division: str  # GeoNames code of a state or province written right behind: "US.PA" in "Lebanon, Pa."

    @property
    def names(self) -> tuple[str, ...]:
        """All names to ask for, best first, each once."""
        return tuple(dict.fromkeys((*self.whole, self.core, *self.variants, *self.parts)))


def read_wording(text: str, start: int, end: int) -> Wording:
    """Read the words in and around `text[start:end]`."""
    return _read(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def _read(surface: str, before: str, after: str) -> Wording:
    own = _read_surface(surface)
    word, direction = own.word, False
    if word not in LEVELS:
        last = before.rsplit(None, 2)[-2:]  # the two words before
        word = next((found for found in (_word_after(after), _word_before(before, last)) if found in LEVELS), "")
        direction = not word and _direction_before(before, last)
    return _worded(surface, word, own.division or _division_after(after), direction=direction)


@lru_cache(maxsize=16384)
def _worded(surface: str, word: str, division: str, *, direction: bool) -> Wording:
    """What is said by a name with a level word, a division behind it, or a direction before it."""
    own = _read_surface(surface)
    grain = Grain.PART if direction else LEVELS.get(word, Grain.OPEN)
    longer = own.folded if own.folded != own.core else ""
    whole = _whole_names(own.core, word, grain) if grain in SYNONYMS or longer else ()
    return Wording(
        core=own.core,
        whole=tuple(dict.fromkeys(filter(None, (own.full_name, longer, *whole)))),
        variants=own.variants,
        parts=own.parts,
        grain=grain,
        level_word=word,
        in_name=bool(own.word),
        acronym=own.acronym,
        division=division,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Surface:
    """What the mention's own letters say; the names as in `Wording`."""

    folded: str  # without possessive, article and container
    core: str
    word: str
    full_name: str  # "pennsylvania" of "Pa."
    variants: tuple[str, ...]
    parts: tuple[str, ...]
    acronym: bool
    division: str


@lru_cache(maxsize=16384)  # the same names come again and again
def _read_surface(surface: str) -> _Surface:
    head, division = _split_container(_bare(surface))
    folded = fold(head)
    core, word = _split_level(folded)
    full_name = SHORT_DIVISIONS[folded][0] if folded in SHORT_DIVISIONS and division_code(surface) else ""
    return _Surface(
        folded=folded,
        core=core,
        word=word,
        full_name=fold(full_name),
        variants=_assimilated(core),
        parts=tuple(dict.fromkeys((*((inner_name(surface),) if surface != head else ()), *_parts(core)))),
        acronym=_is_acronym(surface),
        division=division,
    )


def inner_name(surface: str) -> str:
    """The folded surface with nothing taken away but the possessive."""
    return fold(_POSSESSIVE.sub("", surface.strip()))


def _assimilated(core: str) -> tuple[str, ...]:
    """The name with its Arabic article as it is spoken before a sun letter, or written where it is spoken."""
    spoken = _BEFORE_SUN.sub(lambda found: f"a{found[1]} {found[1]}", core)
    written = _SPOKEN.sub(r"al \1", core)
    return tuple(name for name in (spoken, written) if name != core)


def _is_acronym(surface: str) -> bool:
    letters = surface.strip().replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) <= _ACRONYM


def _bare(surface: str) -> str:
    """Without possessive, "-based" and a leading article."""
    bare = _TAIL.sub("", _POSSESSIVE.sub("", surface.strip().strip('"“”()[]')))
    without = _ARTICLE.sub("", bare) if bare[:4].lower() == "the " else bare
    return without or bare


def _split_container(surface: str) -> tuple[str, str]:
    """Split "Paris, Texas" into the town and the code of its division, where the second half is one."""
    found = _COMMA_INSIDE.match(surface)
    if not found:
        return surface, ""
    code = division_code(found[2])
    return (found[1], code) if code else (surface, "")


def _split_level(folded: str) -> tuple[str, str]:
    """Split "kharkiv oblast" or "province of idlib" into the bare name and the level word."""
    headed = _HEADED_OF.match(folded)
    if headed and singular(headed[1]) in LEVELS:
        return headed[2], singular(headed[1])
    first, _, last = folded.rpartition(" ")
    if first and last in LEVELS:  # in the singular only: the "United States" are no state called United
        return first, last
    return folded, ""


def _word_after(after: str) -> str:
    found = _NEXT_WORD.match(after)
    if found and singular(found[1].lower()) in LEVELS:
        return singular(found[1].lower())
    if not after.lstrip().startswith(_LISTING):
        return ""
    listed = _LISTED.match(after)  # "Kharkiv and Sumy regions", "Donetsk, Luhansk and Kherson oblasts"
    return singular(listed[1].lower()) if listed and singular(listed[1].lower()) != listed[1].lower() else ""


def _word_before(before: str, last: list[str]) -> str:
    if last[-1:] != ["of"] and last != ["of", "the"]:
        return ""  # most names: a quick look saves the search
    found = _OF.search(before)
    if not found or (found[1] and not before[: found.start(2)].rstrip().lower().endswith("the")):
        return ""  # in "Saltivka district of Kharkiv" the district is Saltivka's
    return singular(found[2].lower())


def _direction_before(before: str, last: list[str]) -> bool:
    if not last or not last[-1].lower().endswith(_DIRECTIONS):
        return False
    found = _BEFORE.search(before)
    return bool(found) and found[1].lower() in DIRECTIONS  # type: ignore[index]


def _whole_names(core: str, word: str, grain: Grain) -> tuple[str, ...]:
    names = [f"{core} {word}"] if word else []
    words = SYNONYMS.get(grain, ())
    cores = (core, *_rendered(core)) if grain in {Grain.FIRST, Grain.SECOND} else (core,)
    return tuple(dict.fromkeys([*names, *(f"{one} {other}" for one in cores for other in words)]))


def _rendered(core: str) -> tuple[str, ...]:
    """The name with its soft vowels written the other way: gazetteers have Izium, but the Izyum Raion."""
    soft, hard = _SOFT.sub("y", core), _HARD.sub("i", core)
    return tuple(name for name in dict.fromkeys((soft, hard)) if name != core)


def _parts(core: str) -> tuple[str, ...]:
    """Other spellings of the same name, and what remains without a leading direction."""
    found: list[str] = []
    first, _, rest = core.partition(" ")
    if rest and first in _SHORTENED:
        found.append(f"{_SHORTENED[first]} {rest}")
    if rest and first in DIRECTIONS:
        found.append(rest)
    return tuple(found)


def _division_after(after: str) -> str:
    if not after.lstrip().startswith((",", "(")):
        return ""
    found = _CONTAINER.match(after)
    return division_code(found[1].strip()) if found else ""


def division_code(words: str) -> str:
    """The GeoNames code of a US state or Canadian province, from its name, AP or postal abbreviation; else ""."""
    for count in (3, 2, 1):
        piece = fold(" ".join(words.split()[:count]))
        if piece in FULL_DIVISIONS:
            return FULL_DIVISIONS[piece]
        if piece in SHORT_DIVISIONS and ("." in words or words.partition(" ")[0].isupper()):
            return SHORT_DIVISIONS[piece][1]
    return ""
