"""Finds in which encoding a file is written: what it declares, else what its bytes say."""

import codecs
import io
import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

SAMPLE = 1 << 20  # bytes that are looked at
_ENOUGH = 400  # bytes beyond ASCII from which charset-normalizer, which knows languages, judges better than we do
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']|<meta[^>]*?charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE
)
_KNOWN = (
    "cp1252",
    "cp1251",
    "cp1250",
    "cp1254",
    "cp1256",
    "koi8_u",
    "cp866",
    "cp1253",
    "cp1255",
    "gb18030",
    "cp932",
    "mac_cyrillic",
    "iso8859_5",
)
_WIDE = frozenset({"gb18030", "cp932"})
_LATIN = frozenset(
    "éèêëàâäáãåíìîïóòôöõøúùûüçñßæœ"  # the west
    "łśźżćńęąřščžůěőűťďňľ"  # the middle
    "ışğ"  # Turkish
)
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}  # what pages mean by these names
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MOSTLY = 5  # so many good characters beyond ASCII for each bad byte: a UTF-8 file with bad rows in it


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How the bytes of a file become text."""

    name: str  # of Python's codec
    why: str = ""  # in words, where it is not UTF-8


ESCAPED = re.compile("[\udc00-\udcff]")
"""How a byte looks in `as_text` that is no text in the file's encoding."""


def as_text(file: IO[bytes], encoding: str) -> io.TextIOWrapper:
    """Text of the file with its line ends kept, in which a byte that is no text becomes a lone surrogate."""
    codecs.register_error(_ESCAPE, _escaped)
    return io.TextIOWrapper(file, encoding=encoding, errors=_ESCAPE, newline="")


_ESCAPE = "geomap.escape"  # as Python's own `surrogateescape`, which gives up at half a character of UTF-16


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(0xDC00 + byte) for byte in error.object[error.start : error.end]), error.end


def find_encoding(sample: bytes) -> Encoding | None:
    """The encoding of a file that begins so, or None when its bytes are no text in any that we know."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return Encoding(name=name, why="" if name == "utf-8-sig" else f"{name.upper()}, as its first bytes say")
    if sample.startswith(tuple(mark for mark, _ in _PACKED)):
        return None
    if wide := _without_mark(sample):
        return Encoding(name=wide, why=f"{wide.upper()}, as its many zero bytes say")
    if declared := _declared(sample):
        return declared
    if _is_utf8(sample):
        return Encoding(name="utf-8")
    return _guessed(sample)


def no_text(sample: bytes) -> str:
    """What a file is in whose beginning no encoding was found, and the way out."""
    other = next((suffix for mark, suffix in _PACKED if sample.startswith(mark)), "")
    if other:
        return f"is no text; by its first bytes it is {other}: give it that suffix"
    return "is no text: not UTF-8, and no other encoding fits; convert it: iconv -t UTF-8"


_PACKED = (
    (b"PK\x03\x04", "a workbook (.xlsx) or an archive (.zip)"),
    (b"\x1f\x8b", "packed (.gz)"),
    (b"\xd0\xcf\x11\xe0", "an old workbook (.xls)"),
    (b"%PDF", "a document (.pdf)"),
    (b"SQLite format 3\0", "a GeoPackage (.gpkg)"),
    (b"PAR1\x15", "a Parquet file (.parquet)"),
)


def _without_mark(sample: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of an ASCII letter is zero."""
    head = sample[:400]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not max(even, odd) or max(even, odd) * 3 < len(head) // 2 or min(even, odd) * 4 > max(even, odd):
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _declared(sample: bytes) -> Encoding | None:
    found = _DECLARED.search(sample[:4096])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace")
    try:
        codec = codecs.lookup(name).name
        codec = _AS_BROWSERS.get(codec, codec)
        _trimmed(sample, codec)
    except (LookupError, UnicodeError):
        return None
    return Encoding(name=codec, why="" if codec == "utf-8" else f"{name}, as the file declares")


def _trimmed(sample: bytes, codec: str) -> str:
    """The sample as text; a character that its end cuts in two is left out."""
    return codecs.getincrementaldecoder(codec)("strict").decode(sample, final=len(sample) < SAMPLE)


def _is_utf8(sample: bytes) -> bool:
    try:
        _trimmed(sample, "utf-8")
    except UnicodeDecodeError:
        text = sample.decode("utf-8", "surrogateescape")
        bad = sum("\udc80" <= letter <= "\udcff" for letter in text)
        good = sum(letter > "\x7f" for letter in text) - bad
        return good > _MOSTLY * bad or _has_good_lines(sample)
    return True


def _has_good_lines(sample: bytes) -> bool:
    """Whether half of the lines beyond ASCII are UTF-8, which is no chance: the others are bad rows."""
    lines = [line for line in sample.splitlines() if not line.isascii()][:1000]
    good = 0
    for line in lines:
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        good += 1
    return good * 2 >= len(lines)


def _guessed(sample: bytes) -> Encoding | None:
    if _BINARY.search(sample):
        return None
    beyond = b"\n".join(line for line in sample.splitlines() if not line.isascii())[:40_000]
    if sum(byte > 0x7F for byte in beyond) >= _ENOUGH:  # noqa: PLR2004 - the end of ASCII
        from charset_normalizer import from_bytes

        best = from_bytes(beyond, cp_isolation=list(_KNOWN)).best()
        name = best.encoding if best else ""
    else:
        scored = [(score, name) for name in _KNOWN if (score := _likeness(beyond, name)) > 0]
        name = max(scored, key=lambda pair: pair[0])[1] if scored else ""
    return Encoding(name=name, why=f"{name}, guessed from its letters") if name else None


_NO_FRENCH = re.compile("œ(?=[^uistdcnle])")  # what the ś of the middle of Europe looks like in the west's encoding


def _likeness(data: bytes, codec: str) -> float:
    """How much the bytes look like text in an encoding, for each byte beyond ASCII; the first of equals is meant."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    n_bytes = sum(byte > 0x7F for byte in data)  # noqa: PLR2004
    score = sum(map(_weight, text))
    for before, after in pairwise(text):
        if before.islower() and after.isupper():
            score -= 1.0  # pRIVET
        if before.isalpha() and after.isalpha() and _script(before) != _script(after):
            score -= 1.0
        if min(before, after) > "\x7f" and _script(before) == _script(after) == "LATIN":
            score -= 1.0  # an accented letter seldom has an accented neighbour
    score -= len(_NO_FRENCH.findall(text))
    score -= sum(2.0 for word in _CYRILLIC.findall(text.lower()) if not _SPEAKABLE.match(word))
    return score / n_bytes


_CYRILLIC = re.compile("[\u0430-\u045f\u0491]{3,}")
_SPEAKABLE = re.compile("(?![ъыь])(?=.*[аеиоуыэюяєіїё])")


def _weight(letter: str) -> float:
    if letter <= "\x7f":
        return 0.0
    kind = unicodedata.category(letter)
    if kind in {"Co", "Cc", "Cn"}:
        return -2.0
    if not kind.startswith("L"):
        return 0.2 if letter in "«»„“”‘’–—№…°\xa0" else -1.0
    if _script(letter) == "LATIN":
        return 1.0 if letter.lower() in _LATIN else 0.2
    return 1.0 if letter.islower() or kind == "Lo" else 0.8


def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0]
