"""Finds columns by the names that people give them, and reads the user's own naming."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from geomap.errors import SettingsError

_REMARK = re.compile(r"\s*[(\[].*?[)\]]\s*$")

Synonyms = Mapping[str, Sequence[str]]
"""Field to plain names of columns, the best first."""


def plain(name: str) -> str:
    """The name as it is compared: letters and figures alone, in small letters."""
    return "".join(letter for letter in str(name).casefold() if letter.isalnum())


def spellings(name: str) -> list[str]:
    """What a column may be known as: its plain name, without a remark in brackets, the last part of a path."""
    tail = name.rsplit(".", 1)[-1] if "." in name else name
    return list(dict.fromkeys(filter(None, map(plain, (name, _REMARK.sub("", name), tail)))))


def find_names(names: Iterable[str], synonyms: Synonyms) -> dict[str, str]:
    """Field to the first of the names that is known for it; a whole name goes before a part of one."""
    there: dict[str, str] = {}
    given = list(names)
    for rank in range(3):
        for name in given:
            known_as = spellings(name)
            if rank < len(known_as):
                there.setdefault(known_as[rank], name)
    found: dict[str, str] = {}
    for one, words in synonyms.items():
        if hit := next((there[word] for word in words if word in there), None):
            found[one] = hit
    return found


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
    return [*parts, text[begun:]]
