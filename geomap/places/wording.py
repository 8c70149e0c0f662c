"""What an article's words say about a mention: the names to ask for, its kind, what contains it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from geomap.names import fold
from geomap.places.lexicon import Lexicon
from geomap.places.words import PlaceKind

_BEFORE_SUN = re.compile(r"\b[ae]l (?=[a-z]{3})(sh|th|dh|[tdrzsn])")  # "al Numan" is spoken "an Numan"
_SPOKEN = re.compile(r"\b[ae](?:sh|th|dh|[tdrzsn]) (?=[a-z]{3})(sh|th|dh|[tdrzsn])")
_SOFT, _HARD = re.compile(r"(?<=[a-z])i(?=[aeu])"), re.compile(r"(?<=[a-z])y(?=[aeu])")
_LONG_NAME = 4  # letters of a name that is known without its article
_ACRONYM = 3  # letters up to which capitals make an acronym
_AROUND = 90  # code points on each side that can hold a phrase about the name
_BEFORE = re.compile(r"\b([A-Za-z-]+)\s+$")
_CONTAINER = re.compile(r"^(?:,\s+|\s+\()((?:[A-Z][\w'’]*\.?(?:[A-Z]\.)*\s?){1,3})")
_COMMA_INSIDE = re.compile(r"^(.+?),\s+(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """How the text puts a name; spellings are folded."""

    core: str  # the bare name: "kharkiv" of "the Kharkiv region's"
    whole: tuple[str, ...]  # names with their level word, best first: "kharkiv region"; empty when no word is said
    variants: tuple[str, ...]  # the core as others write it: "jisr ash shughur" of "jisr al shughur"
    parts: tuple[str, ...]  # read only when nothing answers to the others: "syria" of "northern syria"
    kind: PlaceKind
    level_word: str  # the word that gave the kind, "" when none
    in_name: bool  # whether that word stands inside the mention: "Rice Lake"
    acronym: bool  # whether it is written as "EU" or "U.S."
    division: str  # GeoNames code of a state or province written right behind: "US.PA" in "Lebanon, Pa."
    small: bool  # whether the word that gave the kind is one of small places: "village"
    town_of: tuple[
        str, ...
    ]  # of `parts` those that are the town's whose site it is: "mogadishu" of "mogadishu stadium"
    part_of: str  # what the core is a part of: "syria" of "northern syria"
    is_direction: bool  # whether the core is but a direction: "north"

    @property
    def names(self) -> tuple[str, ...]:
        """All names to ask for, best first, each once."""
        return tuple(dict.fromkeys((*self.whole, self.core, *self.variants, *self.parts)))


def read_wording(text: str, start: int, end: int, lexicon: Lexicon) -> Wording:
    """Read the words in and around `text[start:end]`."""
    return _read(text[start:end], text[max(0, start - _AROUND) : start], text[end : end + _AROUND], lexicon)


def _read(surface: str, before: str, after: str, lexicon: Lexicon) -> Wording:
    own, levels = _read_surface(surface, lexicon), lexicon.levels
    word, direction = own.word, False
    if word not in levels:
        last = before.rsplit(None, 2)[-2:]  # the two words before
        said = (_word_after(after, lexicon), _word_before(before, last, lexicon))
        word = next((found for found in said if found in levels), "")
        direction = not word and _direction_before(before, last, lexicon)
    return _worded(surface, word, own.division or _division_after(after, lexicon), lexicon, direction=direction)


@lru_cache(maxsize=16384)
def _worded(surface: str, word: str, division: str, lexicon: Lexicon, *, direction: bool) -> Wording:
    """What is said by a name with a level word, a division behind it, or a direction before it."""
    own, words = _read_surface(surface, lexicon), lexicon.words
    kind = PlaceKind.PART if direction else lexicon.levels.get(word, PlaceKind.OPEN)
    longer = own.folded if own.folded != own.core else ""
    whole = _whole_names(own.core, word, kind, lexicon) if kind in lexicon.asked_too or longer else ()
    return Wording(
        core=own.core,
        whole=tuple(dict.fromkeys(filter(None, (own.full_name, longer, *whole)))),
        variants=own.variants,
        parts=own.parts,
        kind=kind,
        level_word=word,
        in_name=bool(own.word),
        acronym=own.acronym,
        division=division,
        small=word in words.small,
        town_of=_town_of(own.core, lexicon),
        part_of=_part_of(own.core, lexicon),
        is_direction=own.core in words.directions,
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
def _read_surface(surface: str, lexicon: Lexicon) -> _Surface:
    head, division = _split_container(_bare(surface, lexicon), lexicon)
    folded = fold(head)
    core, word = _split_level(folded, lexicon)
    shortened = folded in lexicon.short_divisions and lexicon.division_code(surface)
    full_name = lexicon.short_divisions[folded][0] if shortened else ""
    inner = (_inner_name(surface, lexicon),) if surface != head else ()
    return _Surface(
        folded=folded,
        core=core,
        word=word,
        full_name=fold(full_name),
        variants=_assimilated(core),
        parts=tuple(
            dict.fromkeys(
                (*inner, *_parts(core, lexicon), *_articled(core, head, lexicon), *_town_of(core, lexicon)),
            )
        ),
        acronym=_is_acronym(surface),
        division=division,
    )


def _inner_name(surface: str, lexicon: Lexicon) -> str:
    """The folded surface with nothing taken away but the possessive."""
    return fold(lexicon.words.patterns.possessive.sub("", surface.strip()))


def _assimilated(core: str) -> tuple[str, ...]:
    """The name with its Arabic article as it is spoken before a sun letter, or written where it is spoken."""
    spoken = _BEFORE_SUN.sub(lambda found: f"a{found[1]} {found[1]}", core)
    written = _SPOKEN.sub(r"al \1", core)
    return tuple(name for name in (spoken, written) if name != core)


def _is_acronym(surface: str) -> bool:
    letters = surface.strip().replace(".", "")
    return letters.isupper() and letters.isalpha() and len(letters) <= _ACRONYM


def _bare(surface: str, lexicon: Lexicon) -> str:
    """Without possessive, "-based" and a leading article."""
    form = lexicon.words.patterns
    bare = form.tail.sub("", form.possessive.sub("", surface.strip().strip('"“”()[]')))
    return form.article.sub("", bare) or bare


def _split_container(surface: str, lexicon: Lexicon) -> tuple[str, str]:
    """Split "Paris, Texas" into the town and the code of its division, where the second half is one."""
    found = _COMMA_INSIDE.match(surface)
    if not found:
        return surface, ""
    code = lexicon.division_code(found[2])
    return (found[1], code) if code else (surface, "")


def _split_level(folded: str, lexicon: Lexicon) -> tuple[str, str]:
    """Split "kharkiv oblast" or "province of idlib" into the bare name and the level word."""
    headed = lexicon.words.patterns.headed.match(folded)
    if headed and lexicon.singular(headed[1]) in lexicon.levels:
        return headed[2], lexicon.singular(headed[1])
    first, _, last = folded.rpartition(" ")
    if first and last in lexicon.levels:  # in the singular only: the "United States" are no state called United
        return first, last
    return folded, ""


def _word_after(after: str, lexicon: Lexicon) -> str:
    form = lexicon.words.patterns
    found = form.level_behind.match(after)
    if found and (word := lexicon.singular(found[1].lower())) in lexicon.levels:
        return word
    if not after.lstrip().startswith((",", *lexicon.words.listing)):
        return ""
    listed = form.level_listed.match(after)  # "Kharkiv and Sumy regions", "Donetsk, Luhansk and Kherson oblasts"
    if listed and (word := lexicon.singular(listed[1].lower())) != listed[1].lower():
        return word
    return ""


def _word_before(before: str, last: list[str], lexicon: Lexicon) -> str:
    words = lexicon.words
    if not " ".join(last).endswith(words.level_links):
        return ""  # most names: a quick look saves the search
    found = words.patterns.level_before.search(before)
    if not found or (found[1] and not before[: found.start(2)].rstrip().lower().endswith(words.articles)):
        return ""  # in "Saltivka district of Kharkiv" the district is Saltivka's
    return lexicon.singular(found[2].lower())


def _direction_before(before: str, last: list[str], lexicon: Lexicon) -> bool:
    if not last or not last[-1].lower().endswith(lexicon.directions):
        return False
    found = _BEFORE.search(before)
    return found is not None and found[1].lower() in lexicon.words.directions


def _whole_names(core: str, word: str, kind: PlaceKind, lexicon: Lexicon) -> tuple[str, ...]:
    names = [f"{core} {word}"] if word else []
    words = lexicon.asked_too.get(kind, ())
    cores = (core, *_rendered(core)) if kind in {PlaceKind.FIRST, PlaceKind.SECOND} else (core,)
    return tuple(dict.fromkeys([*names, *(f"{one} {other}" for one in cores for other in words)]))


def _rendered(core: str) -> tuple[str, ...]:
    """The name with its soft vowels written the other way: gazetteers have Izium, but the Izyum Raion."""
    soft, hard = _SOFT.sub("y", core), _HARD.sub("i", core)
    return tuple(name for name in dict.fromkeys((soft, hard)) if name != core)


def _parts(core: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Other spellings of the same name, and what remains without a leading direction."""
    first, _, rest = core.partition(" ")
    longer = lexicon.words.shortened.get(first) if rest else None
    return tuple(filter(None, (longer and f"{longer} {rest}", _part_of(core, lexicon))))


def _articled(core: str, surface: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A name with an article that is part of it, as others write that: "el khuwei" and "khuwei" of "Al-Khuwei"."""
    first, _, rest = core.partition(" ")
    articles = lexicon.words.inner_articles
    is_one = first in articles.anywhere or (first in articles.tied and surface[len(first) : len(first) + 1] == "-")
    if not is_one or len(rest) < _LONG_NAME:
        return ()
    return (*(f"{one} {rest}" for one in articles.usual if one != first), rest)


def _town_of(core: str, lexicon: Lexicon) -> tuple[str, ...]:
    """What the town of a site may be called, the longest first: "bamako" of "bamako grand mosque"."""
    *words, last = core.split(" ")
    if last not in lexicon.words.sites:
        return ()
    kinds = 0  # how many words between say what kind of site it is
    while kinds < len(words) and words[-kinds - 1] in lexicon.words.site_kinds:
        kinds += 1
    return tuple(" ".join(words[:count]) for count in range(len(words), max(0, len(words) - kinds - 1), -1))


def _part_of(core: str, lexicon: Lexicon) -> str:
    first, _, rest = core.partition(" ")
    return rest if first in lexicon.words.directions else ""


def _division_after(after: str, lexicon: Lexicon) -> str:
    if not after.lstrip().startswith((",", "(")):
        return ""
    found = _CONTAINER.match(after)
    return lexicon.division_code(found[1].strip()) if found else ""
