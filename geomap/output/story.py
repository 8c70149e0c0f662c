"""Reads a story: saved views of a map page with a text each, written as a small Markdown file.

    # The title of the story

    A text before the first view.

    ## The first view

    #m=9/49.99/36.23&d=2024-03-01_2024-03-31

    What is to be seen there, with *emphasis* and [links](https://example.org).

A view is a heading of the second level, the part of the page's address from its `#` on (the whole address will do) on a
line of its own, and a text. A view without an address stays where the one before it is. No HTML comes out of a story:
it becomes words in a few kinds of element, which the page makes itself; HTML in it is shown as it is written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from geomap.errors import SettingsError
from geomap.opening import read_whole

Content = list["str | Content"]  # an element: its tag, for a link its address, then words and elements
TAGS = {  # what may stand in a text, and the page's element for it
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "em": "em",
    "strong": "strong",
    "code_inline": "code",
    "code_block": "pre",
    "fence": "pre",
    "hardbreak": "br",
    "hr": "hr",
    "heading": "h4",
}
MOST_BYTES = 1_000_000
_ADDRESS = re.compile(r"\S*#(\S*=\S*)")
_KEYS = frozenset("abcdefghijklmnopqrstuvwxyz")  # what geomap/web/data/address.js writes
_TITLE, _VIEW = "h1", "h2"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """A view of the map, and what the story says of it."""

    title: str  # plain text; empty before the first heading
    at: str | None  # the page's address without its `#`; None stays at the view before
    text: Content = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Views in the order in which they are told."""

    title: str  # plain text; empty when the file names none
    views: tuple[StoryView, ...]

    def said(self) -> dict[str, object]:
        """As the page reads it."""
        return {
            "title": self.title,
            "views": [{"title": view.title, "at": view.at, "text": view.text} for view in self.views],
        }


def read_story(path: Path) -> Story:
    """Read a story from a file.

    Raises:
        SettingsError: it cannot be read, or has faults; all of them are told, each with its line.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SettingsError(f"{path}: no story is longer than {MOST_BYTES:,} bytes")
        text = read_whole(path).decode("utf-8-sig")
    except OSError as error:
        raise SettingsError(f"{path}: the story cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: the story is not UTF-8: save it as UTF-8") from error
    return story_of(text, name=path.as_posix())


def story_of(text: str, *, name: str = "the story") -> Story:
    """The story that a text tells.

    Raises:
        SettingsError: the text has faults; all of them are told, each with its line.
    """
    faults: list[str] = []
    title, views = "", list[StoryView]()
    for heading, blocks in _sections(_parsed(text)):
        if heading is not None and heading.tag == _TITLE:
            if title or views:
                faults.append(f"line {_line(heading)}: a second title: begin a view with ## instead")
            title = title or _words(heading)
        at, told = _address(blocks, faults)
        content = [block for node in told for block in _content(node, faults)]
        if (heading is not None and heading.tag == _VIEW) or content or at:
            views.append(
                StoryView(title=_words(heading) if heading and heading.tag == _VIEW else "", at=at, text=content)
            )
    if not views:
        faults.append("there is no view in it: begin each with a heading such as ## The first day")
    if faults:
        raise SettingsError("\n".join(f"{name}: {fault}" for fault in faults))
    return Story(title=title, views=tuple(views))


def _parsed(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(MarkdownIt("commonmark", {"html": False}).parse(text))


def _sections(root: SyntaxTreeNode) -> Iterator[tuple[SyntaxTreeNode | None, list[SyntaxTreeNode]]]:
    """Headings of the first two levels, each with the blocks below it; none for what comes before the first."""
    heading: SyntaxTreeNode | None = None
    blocks: list[SyntaxTreeNode] = []
    for node in root.children:
        if node.type == "heading" and node.tag in {_TITLE, _VIEW}:
            if heading is not None or blocks:
                yield heading, blocks
            heading, blocks = node, []
        else:
            blocks.append(node)
    yield heading, blocks


def _address(blocks: list[SyntaxTreeNode], faults: list[str]) -> tuple[str | None, list[SyntaxTreeNode]]:
    """The address that stands alone in a paragraph, and the other blocks."""
    found, told = [], []
    for block in blocks:
        line, _, rest = (block.children[0].content if block.type == "paragraph" else "").strip().partition("\n")
        if address := _ADDRESS.fullmatch(line.strip().removeprefix("<").removesuffix(">")):
            found.append((block, address.group(1)))
            told += _parsed("\n" * _line(block) + rest).children  # where no empty line stands between address and text
        else:
            told.append(block)
    for block, at in found[1:]:
        faults.append(f"line {_line(block)}: a second address in one view (#{at}): begin another view with ##")
    for block, at in found:
        unknown = [part for part in at.split("&") if part != "embed" and part.partition("=")[0] not in _KEYS]
        if unknown:
            faults.append(f"line {_line(block)}: {unknown[0]!r} is nothing that a page writes: copy its link anew")
    return (found[0][1] if found else None), told


def _content(node: SyntaxTreeNode, faults: list[str]) -> Content:
    """A block or a stretch of words as the page's elements."""
    if node.type in {"text", "html_inline", "html_block"}:
        return [node.content] if node.content else []
    if node.type == "softbreak":
        return [" "]
    if node.type == "image":
        faults.append(f"line {_line(node)}: a picture: the page loads nothing from elsewhere; show it beside the map")
        return [node.content]
    inside = _joined(part for child in node.children for part in _content(child, faults))
    if node.type == "link":
        href = str(node.attrs.get("href", ""))
        return [["a", href, *inside]] if urlsplit(href).scheme in {"http", "https"} else inside
    if tag := TAGS.get(node.type):
        return [[tag, *(inside or ([node.content] if tag in {"code", "pre"} else []))]]
    return inside


def _joined(parts: Iterable["str | Content"]) -> Content:
    """Words that follow one another are one."""
    joined: Content = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(last := joined[-1], str):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined


def _words(node: SyntaxTreeNode) -> str:
    """The plain words of a heading."""
    if node.children:
        return "".join(_words(child) for child in node.children).strip()
    return " " if node.type in {"softbreak", "hardbreak"} else node.content


def _line(node: SyntaxTreeNode) -> int:
    """Where a block begins; what stands within one has no line of its own."""
    at: SyntaxTreeNode | None = node
    while at is not None and not at.is_root:
        if at.map:
            return at.map[0] + 1
        at = at.parent
    return 1
