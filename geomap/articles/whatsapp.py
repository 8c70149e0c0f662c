"""Parts what WhatsApp exports of a chat (`WhatsApp Chat with ....txt`) into its messages."""

import re
from collections.abc import Iterator
from itertools import pairwise

_MARKS = "\u200e\u200f\u202a\u202c\ufeff"  # of the direction of writing: before what WhatsApp itself says
_DAY = r"(?P<day>\d{1,4}[./-]\d{1,2}[./-]\d{1,4})"
_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[\s\u202f]?[^\W\d_.]\.?[\s\u202f]?[^\W\d_]\.?)?"  # also "9:15 p. m."
_OPENS = re.compile(
    rf"^[{_MARKS}]?(?:\[{_DAY},?\s{_TIME}\]\s|{_DAY.replace('day', 'other')},?\s{_TIME}\s[-\u2013]\s)(?P<rest>.*)$",
    re.MULTILINE,
)
_SAID = re.compile(r"(?P<writer>[^:\n]{1,80}):\s")
_MEDIA = re.compile(r"\s*<[^<>\n]+>\s*")  # "<Media omitted>", in any language
_FEWEST = 2  # messages, before a text is taken for a chat


def messages_in(text: str) -> tuple[list[dict[str, object]], int] | None:
    """Day and words of each message, and how many lines without words there are; None for any other text.

    Who wrote it is left out: a chat is private, and its numbers are people's.
    """
    begins = list(_OPENS.finditer(text))
    if len(begins) < _FEWEST or text[: begins[0].start()].strip(_MARKS + " \r\n"):
        return None
    found = list(_messages(text, begins))
    spoken: list[dict[str, object]] = [{"published": day, "text": words} for day, words in found if words]
    return spoken, len(found) - len(spoken)


def _messages(text: str, begins: list[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [*(after.start() for _, after in pairwise(begins)), len(text)]
    for found, end in zip(begins, ends, strict=True):
        whole = text[found.start("rest") : end].strip()
        said = _SAID.match(whole)
        words = whole[said.end() :].strip() if said else ""
        is_silent = words.startswith(tuple(_MARKS)) or _MEDIA.fullmatch(words)
        yield found["day"] or found["other"], "" if is_silent else words
