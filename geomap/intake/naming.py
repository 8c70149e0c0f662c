"""Finds columns by the names that people give them, and reads the user's own naming."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from geomap.errors import SettingsError


def unaccented(text: str) -> str:
    """The text without the marks over and under its letters."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


_TABLE = tomllib.loads(resources.files("geomap.intake").joinpath("naming.toml").read_text(encoding="utf-8"))
_FILLERS, _DATES, _DATE_ENDS, _DATES_OF_ELSE = (
    frozenset(unaccented(_TABLE[key]).split()) for key in ("fillers", "dates", "date_ends", "dates_of_else")
)
_REMARK = re.compile(r"\s*[(\[].*?[)\]]\s*$")

Synonyms = Mapping[str, Sequence[str]]
"""Field to plain names of columns, the best first."""


def plain(name: str) -> str:
    """The name as it is compared: letters and figures alone, in small letters."""
    return "".join(letter for letter in str(name).casefold() if letter.isalnum())


def by_spelling(names: Iterable[str], known: Container[str]) -> dict[str, str]:
    """Spelling to the first of the names that may be known so; a whole name goes before a part of one.

    A part counts only where what is more of the name is not known: "Lat/Long" is a position and no longitude.

    Args:
        names: of the columns.
        known: the plain words that are looked for.
    """
    given = list(names)
    groups = Counter(name[: found.start()] for name in given if (found := _last_part(name)))
    spelt = {}
    for name in given:
        all_of_it = _spellings(name, groups)
        first = next((rank for rank, one in enumerate(all_of_it) if one in known), len(all_of_it))
        spelt[name] = all_of_it[: first + 1]
    there: dict[str, str] = {}
    for rank in range(max(map(len, spelt.values()), default=0)):
        for name in given:
            if rank < len(spelt[name]):
                there.setdefault(spelt[name][rank], name)
    return there


_ZONE_BEHIND = re.compile(r"[\s_.-]+(?:utc|gmt|z|local|local[\s_.-]time)$", re.IGNORECASE)  # "date_utc"
_LAST_PART = re.compile(r"[/:-](?=[^/:-]+$)")  # of a form: "where/settlement", "gps-Latitude"
_LAST_OF_MADE = re.compile(r"(?<!^)_(?=[^_]+$)")  # a form's own column: "_Where was it?_latitude"


def _last_part(name: str) -> re.Match[str] | None:
    return _LAST_PART.search(name) or (_LAST_OF_MADE.search(name) if name.startswith("_") else None)


def _spellings(name: str, groups: Mapping[str, int]) -> list[str]:
    """What a column may be known as: its plain name, without its remark, parts of its path, the remark, without a 1."""
    bare = _REMARK.sub("", name)
    steps = name.split(".")
    parts = [".".join(steps[at:]) for at in range(1, len(steps))]
    if (last := _last_part(name)) and groups[name[: last.start()]] > 1:
        parts.append(name[last.end() :])
    remark = name[len(bare) :].strip(" ()[]")
    if zoned := _ZONE_BEHIND.sub("", bare):
        parts.append(zoned)
    first_of_several = [bare.rstrip("1")] if bare.endswith("1") else []
    return list(dict.fromkeys(filter(None, map(plain, (name, bare, *parts, remark, *first_of_several)))))


def find_names(names: Iterable[str], synonyms: Synonyms) -> dict[str, str]:
    """Field to the first of the names that is known for it, those that are known only by what they say last."""
    given = list(names)
    known = {word for words in synonyms.values() for word in words}
    found: dict[str, str] = {}
    for spelt in (by_spelling, by_words):
        there = spelt([name for name in given if name not in found.values()], known)
        for one, words in synonyms.items():
            if one not in found and (hit := next((there[word] for word in words if word in there), None)):
                found[one] = hit
    return {one: found[one] for one in synonyms if one in found}


def by_words(names: Iterable[str], known: Collection[str]) -> dict[str, str]:
    """Known word to the first of the names that says it and nothing else: "Date de l'incident" says date.

    Accents do not count, nor do words that say nothing of what is in a column; of names in two languages one is enough
    ("Date / Дата").
    """
    bare = {unaccented(word): word for word in known}
    there: dict[str, str] = {}
    for name in names:
        said = (unaccented("".join(words)) for words in _said(name))
        if hit := next((bare[one] for one in said if one in bare), None):
            there.setdefault(hit, name)
    return there


def find_said(names: Iterable[str], words: Sequence[str], but: Collection[str]) -> str | None:
    """The name that says one of the words among others that say nothing, where no word of `but` is all that it says."""
    there = by_words(names, words)
    return next((there[word] for word in words if word in there and word not in but), None)


def only_date(names: Iterable[str]) -> str | None:
    """The name that says it is a date, where no other one does: "Survey Date" beside none of an event."""
    dates = [name for name in names if (words := set(_words(name))) and _is_date(words)]
    return dates[0] if len(dates) == 1 else None


def _is_date(words: Collection[str]) -> bool:
    says_so = any(word in _DATES or any(word.endswith(end) for end in _DATE_ENDS) for word in words)
    return says_so and not _DATES_OF_ELSE.intersection(words)


def _said(name: str) -> Iterable[list[str]]:
    """The words of a name that say something, of all of it without its remark, and of its parts between strokes."""
    bare = _REMARK.sub("", name)
    for part in dict.fromkeys((name, bare, *_STROKE.split(bare))):
        if words := [word for word in _words(part) if word not in _FILLERS]:
            yield words


_STROKE = re.compile(r"\s*[/|]\s*")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", unaccented(_CAMEL.sub(" ", name)).casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The user's naming of columns: for all files, and for single ones."""

    everywhere: Mapping[str, str] = field(default_factory=dict)  # field to column
    of_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # end of a file's name to the same

    def of(self, name: str) -> dict[str, str]:
        """The naming for a file."""
        own = [table for end, table in self.of_file.items() if name == end or name.endswith(f"/{end}")]
        merged = dict(self.everywhere)
        for table in own:
            merged |= table
        return merged

    def fields(self) -> set[str]:
        """All fields that are named."""
        return set(self.everywhere).union(*self.of_file.values())


def read_columns(text: str) -> Columns:
    """The naming from the command line: "date=day,place=town" or "b.csv:date=day,b.csv:place=town".

    A name with a comma or an equals sign is put in quotes: `lat="Lat, N"`.

    Raises:
        SettingsError: a part is no pair.
    """
    everywhere: dict[str, str] = {}
    of_file: dict[str, dict[str, str]] = {}
    for part in _parts(text):
        left, is_pair, column = part.partition("=")
        column = column.strip().strip("\"'").strip()
        file, has_file, name = left.rpartition(":")
        if not is_pair or not column or not name.strip() or (has_file and not file.strip()):
            raise SettingsError(f"--columns {text}: pairs are wanted, such as date=day,place=town or file.csv:date=day")
        target = of_file.setdefault(file.strip(), {}) if has_file else everywhere
        target[name.strip()] = column
    return Columns(everywhere=everywhere, of_file=of_file)


def _parts(text: str) -> list[str]:
    """The text parted at commas that stand outside quotes and brackets."""
    parts, depth, quote, begun = [], 0, "", 0
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'" and text[max(at - 1, 0)] == "=":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth <= 0:
            parts.append(text[begun:at])
            begun = at + 1
    return _rejoined([*parts, text[begun:]])


def _rejoined(parts: Sequence[str]) -> list[str]:
    """The parts with those that are no pair put back behind the one before: a name holds the comma between them."""
    whole = list(parts[:1])
    for part in parts[1:]:
        if "=" in part or not part.strip() or "=" not in whole[-1]:
            whole.append(part)
        else:
            whole[-1] += f",{part}"
    return whole
