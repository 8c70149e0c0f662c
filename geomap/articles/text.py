"""Reads dated plain text: one article a file, or the many of a newspaper database's export."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from geomap.articles import files
from geomap.articles.databases import documents_in
from geomap.articles.fields import SYNONYMS, Manner, all_columns, to_article, values_of
from geomap.articles.whatsapp import messages_in
from geomap.days import NO_DATE, DayError, read_days
from geomap.intake.naming import plain
from geomap.records import Article, Reject

_DATED = re.compile(r"\s*date[ \t]+(?P<date>\d[^\s]*)(?=\s|\Z)", re.IGNORECASE)
_HEADER_LINE = re.compile(r"(?P<key>[^\W\d][\w .-]{0,30}?)[ \t]*:(?=[ \t]|$)[ \t]*(?P<value>.*)")
_FENCE = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*(?:\r?\n|\r)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_ALSO_KEYS = frozenset({"author", "by", "byline", "section", "category", "tags", "keywords", "location", "updated"})
_KEYS = frozenset({word for words in SYNONYMS.values() for word in words}) | _ALSO_KEYS
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_DAY_FIRST_IN_NAME = re.compile(
    r"(?<!\d)(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d{2})(?!\d)"
)  # as full stops mean
_WORDS_IN_NAME = re.compile(  # "2 March 2024", "March-2-2024"
    r"(?<![^\W_])(?:\d{1,2}[ _-][^\W\d_]{3,}|[^\W\d_]{3,}[ _-]\d{1,2}),?[ _-](?:19|20)\d{2}(?!\d)"
)
_MOST_SIBLINGS, _HEAD = 5000, 2048  # files of one folder whose dates are compared; bytes of each


def read_text(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a text file, or those of an export of Nexis Uni or Factiva.

    The file begins `date YYYY-MM-DD`, or with a line that is a date, or with a block of `key: value` lines (title,
    date, url, outlet, language, id), also between lines of `---`. `Article.text` is what follows, to the end of the
    file, without the white space in front. Without a date inside, one in the file's name is taken. The id is the
    header's, else the name of the file without its suffix.
    """
    text = files.whole_text(path)
    if isinstance(text, Reject):
        yield text
        return
    yield from articles_in(text, path=path, manner=(manner or Manner()).of(path.as_posix()))


def articles_in(text: str, *, path: Path, manner: Manner) -> Iterator[Article | Reject]:
    """The articles of a text, wherever it was taken from."""
    if several := documents_in(text):
        dated = manner.with_dates(lambda: [values.get("published") for values in several])
        for number, values in enumerate(several, start=1):
            yield from to_article(values, subject=f"{path.as_posix()}, document {number}", manner=dated)
        return
    if chat := messages_in(text):
        yield from _of_chat(*chat, path=path, manner=manner)
        return
    dated = manner.with_dates(lambda: _sibling_dates(path, manner))
    yield from _article(text, path=path, manner=dated)


def _of_chat(
    messages: Sequence[Mapping[str, object]], n_silent: int, *, path: Path, manner: Manner
) -> Iterator[Article | Reject]:
    """The messages of an exported chat, each an article; those without words are counted."""
    dated = manner.with_dates(lambda: [values["published"] for values in messages])
    for number, values in enumerate(messages, start=1):
        yield from to_article(values, subject=f"{path.as_posix()}, message {number}", manner=dated)
    if n_silent:
        what = f"{n_silent} pictures, and notices of the program"
        yield files.told(path.as_posix(), "messages without words passed over", what)


def _article(text: str, *, path: Path, manner: Manner) -> Iterator[Article | Reject]:
    subject = f"{path.as_posix()}:1"
    stem = path.name.split(".")[0] or path.name
    values = _values(text, manner)
    if not values.get("published"):
        values["published"] = day_in_name(path.name)
    if not values.get("published") and str(values["text"]).strip() and manner.wants_day:
        way_out = "begin the file with `date YYYY-MM-DD`, or with a block such as `date: YYYY-MM-DD` and a blank line"
        yield files.refused(subject, NO_DATE, way_out)
        return
    yield from to_article(values, subject=subject, manner=manner, fallback_id=stem)


def day_in_name(name: str) -> str | None:
    """The day in a file's name, as YYYY-MM-DD, or as it stands in words."""
    if found := _IN_NAME.search(name):
        return "-".join(found.groups())
    if found := _DAY_FIRST_IN_NAME.search(name):
        return "-".join((found[3], found[2].zfill(2), found[1].zfill(2)))
    in_words = (day for hit in _WORDS_IN_NAME.finditer(name) if (day := _date_line(hit[0].replace("_", " "))))
    return next(in_words, None)


def _values(text: str, manner: Manner) -> dict[str, object]:
    """The fields of an article, from the first lines of its file."""
    if dated := _DATED.match(text):
        return {"published": dated["date"], "text": text[dated.end() :].lstrip()}
    header, body = _header(text)
    if not header and (day := _date_line(text)):
        return {"published": day, "text": text.lstrip()[len(day) :].lstrip()}
    if not header and (headed := _headed(text)):
        return headed
    # names of columns may be meant for the records of the run: a header that lacks them is read as usual
    values = values_of(header, {**all_columns(header, {}), **all_columns(header, manner.columns)})
    return {**values, "text": body.lstrip()}


def _date_line(text: str) -> str:
    """The first line, when it is a day and nothing else."""
    first = _LINE_END.split(text.lstrip(), maxsplit=1)[0].rstrip()
    try:
        days = read_days(first)
    except DayError as error:
        return first if error.reason == "ambiguous date" else ""
    return first if days.first == days.last else ""


def _headed(text: str) -> dict[str, object] | None:
    """The fields of a text that begins as pages and documents do: a headline, lines that are no news, a line of a day.

    Of the lines between them nothing is dropped: the text is all that follows the headline, or the day right under it.
    """
    title, at, url = "", 0, ""
    for line, begins, ends in islice(_lines(text), _MOST_ABOVE_DAY):
        if day := _dateline(line):  # what stands before it is no more than a headline
            return {"title": title, "published": day, "text": text[at:].lstrip(), "url": url}
        if len(line) > _LONGEST_ABOVE_DAY:
            return None
        if not title and _LINK.fullmatch(line):
            url, at = line, ends
        elif not title:
            title, at = line.lstrip("# ").strip("*"), ends  # Markdown's own signs
        elif day := _date_line(line.strip("*_ ")) or _day_behind(line):
            body = text[at if text[at:begins].strip() else ends :]
            return {"title": title, "published": day, "text": body.lstrip(), "url": url}
    return None


_LINK = re.compile(r"https?://\S+")
_LABEL = re.compile(r"^[*_]*(?P<key>[^\W\d_][\w ]{0,30})[*_]*:[*_\s]*")  # "**Date:** 2 March 2024"
_PARTED = re.compile(r"\s*[,|\u2013\u2014\u2022\u00b7]\s*|\s-\s")
_LONGEST_CREDIT = 90  # characters of "The Daily, Goma, 2 March 2024"


def _day_behind(line: str) -> str:
    """The day that a short line ends in, behind a label, an outlet or a name: "The Daily, 2 March 2024"."""
    if len(line) > _LONGEST_CREDIT or line.endswith((".", ":", "?", "!")):
        return ""
    bare = line.strip("*_ ")
    if (label := _LABEL.match(line)) and plain(label["key"]) in SYNONYMS["published"]:
        bare = line[label.end() :].strip("*_ ")
    ends = [found.end() for found in _PARTED.finditer(bare)]
    return next((day for at in (0, *ends) if (day := _date_line(bare[at:])) and _YEAR.search(day)), "")


_YEAR = re.compile(r"(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}\b")


def _dateline(line: str) -> str:
    """The day in the dateline that a paragraph begins with: "GOMA, Congo, March 2, 2024 (Agency) - ..."."""
    found = _DATELINE.match(line)
    if not found:
        return ""
    ends = [hit.end() for hit in _PARTED.finditer(found["where"])]
    return next((day for at in ends if (day := _date_line(found["where"][at:])) and _YEAR.search(day)), "")


_DATELINE = re.compile(
    r"(?P<where>[^\W\d_][^():;]{3,80}?)\s*(?:\([^()]{2,40}\)\s*)?(?:\s-{1,2}|\s?[\u2013\u2014])\s+(?=\S)"
)


def _lines(text: str) -> Iterator[tuple[str, int, int]]:
    """The lines that are not blank, with where each begins and ends."""
    begins = 0
    for end in (*(found.span() for found in _LINE_END.finditer(text)), (len(text), len(text))):
        if line := text[begins : end[0]].strip():
            yield line, begins, end[0]
        begins = end[1]


_MOST_ABOVE_DAY = 6  # lines: a headline, who wrote it, where
_LONGEST_ABOVE_DAY = 250  # characters: a paragraph is longer


def _header(text: str) -> tuple[dict[str, str], str]:
    """The `key: value` lines in front, and the rest; no lines when the block is not one."""
    if fence := _FENCE.match(text):
        return _front_matter(text, fence)
    header: dict[str, str] = {}
    position = len(text) - len(text.lstrip())
    while position < len(text):
        begins = position
        end = _LINE_END.search(text, position)
        line = text[position : end.start() if end else len(text)]
        position = end.end() if end else len(text)
        if not line.strip():
            return header, text[position:]
        parts = _HEADER_LINE.fullmatch(line.strip())
        if not parts:
            return _without_blank_line(header, text, begins)
        header.setdefault(parts["key"], parts["value"])
    return header, ""


def _without_blank_line(header: dict[str, str], text: str, begins: int) -> tuple[dict[str, str], str]:
    """A block that the text follows at once is one when it holds a date and nothing but keys of articles."""
    known = all(plain(key) in _KEYS for key in header)
    is_dated = any(plain(key) in SYNONYMS["published"] for key in header)
    return (header, text[begins:]) if known and is_dated else ({}, text)


def _front_matter(text: str, fence: re.Match[str]) -> tuple[dict[str, str], str]:
    """The lines between two fences: YAML's `key: value` or TOML's `key = value`, simple values alone."""
    closing = re.search(rf"^{re.escape(fence['fence'])}[ \t]*$", text[fence.end() :], re.MULTILINE)
    if not closing:
        return {}, text
    block = text[fence.end() : fence.end() + closing.start()]
    mark = ":" if fence["fence"] == "---" else "="
    pairs = (
        line.partition(mark) for line in _LINE_END.split(block) if mark in line and not line.startswith((" ", "\t"))
    )
    header = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return header, text[fence.end() + closing.end() :]


def _sibling_dates(path: Path, manner: Manner) -> Iterator[object]:
    """The dates at the beginning of the files beside this one: one folder, one way to write them."""
    siblings = sorted(path.parent.glob(f"*{path.suffix}"))
    for sibling in islice(siblings, _MOST_SIBLINGS):
        try:
            with files.open_bytes(sibling) as file:
                text = files.decode(file.read(_HEAD))
        except files.UNREADABLE:
            continue
        if isinstance(text, str):
            yield _values(text, manner).get("published")
