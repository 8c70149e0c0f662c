"""Takes the markup out of text: tags, entities, scripts."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset({"p", "br", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "tr", "table"})
_UNSEEN = frozenset({"script", "style"})
_MARKED = re.compile(
    r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});|<!--|<!\[CDATA\["
)


_LAID_OUT = re.compile(
    r"</(?:p|div|li|span|strong|em|a|h[1-6]|td|ul|section|article)\s*>|<(?:p|br|div|img)\b[^<>]*>", re.IGNORECASE
)


def is_page(text: str) -> bool:
    """Whether a text is laid out by HTML, as pages are that were saved with their markup."""
    return bool(_LAID_OUT.search(text))


def is_marked(text: str) -> bool:
    """Whether a text holds tags or entities of HTML."""
    return bool(_MARKED.search(text))


def plain(markup: str) -> str:
    """The text of a piece of HTML; blocks become lines."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._unseen <= 0:
            self.parts.append(data.replace("\n", " "))


def most_attributes(page: str, enough: int) -> int:
    """Of the element that has most, in time that grows with the page: libxml2 compares each with all others."""
    long = (found[0] for found in _ELEMENT.finditer(page) if len(found[0]) > 2 * enough)
    return max((len(re.split(r"[\s/]+", _QUOTED.sub(" ", one))) for one in long), default=0)


_ELEMENT = re.compile(r"<[A-Za-z][^<>]*")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
