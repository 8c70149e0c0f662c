"""Reads documents of word processors, PDF and mail: their text, as text files are read."""

import email
import email.policy
import email.utils
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geomap.articles import files
from geomap.articles.fields import Manner, to_article
from geomap.articles.forwarded import forwarded
from geomap.articles.text import articles_in
from geomap.bounds import bounds
from geomap.errors import InputError
from geomap.intake.markup import plain
from geomap.opening import is_zip, opened_zip, read_whole
from geomap.records import Article, Reject

if TYPE_CHECKING:
    from docx.table import _Row

NEEDS = "documents"
"""The extra that the libraries come with."""


def read_document(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the articles in the text of a .docx, .odt, .rtf or .pdf file; needs the extra `geomap-news[documents]`."""
    manner = (manner or Manner()).of(path.as_posix())
    try:
        data = read_whole(path)
        if files.kind_of(path) in {".docx", ".odt"} and is_zip(path):
            _check_packed(path)
        text = _TEXTS[files.kind_of(path)](data)
    except ImportError:
        way_out = f"python -m pip install 'geomap-news[{NEEDS}]'"
        yield files.refused(path.as_posix(), f"needs geomap-news[{NEEDS}]", way_out)
        return
    except InputError as error:
        yield files.unreadable(path, error)
        return
    except Exception as error:  # noqa: BLE001 - whatever a damaged document does to its library
        yield files.refused(path.as_posix(), "cannot be read", f"{type(error).__name__}: {error}")
        return
    if not text.strip():
        yield files.refused(path.as_posix(), "no text", "the document holds no text; is it a scan? Recognise it first")
        return
    yield from articles_in(text, path=path, manner=manner)


def _check_packed(path: Path) -> None:
    """Let a packed document pass whose parts stay within the bounds: its library unpacks them all."""
    with opened_zip(path) as parts:
        for name in parts.names():
            parts.read(name)


def _docx(data: bytes) -> str:
    from docx import Document
    from docx.text.paragraph import Paragraph

    found: list[str] = []
    for part in Document(BytesIO(data)).iter_inner_content():
        found += [part.text] if isinstance(part, Paragraph) else map(_row, part.rows)
    return "\n\n".join(found)


def _row(row: "_Row") -> str:
    """A row of a table: a line for each cell, one that spans several columns once."""
    cells = {cell._tc: cell.text.strip() for cell in row.cells}  # noqa: SLF001 - equal where one cell spans several
    return "\n".join(filter(None, cells.values()))


def _odt(data: bytes) -> str:
    """Headings, paragraphs and the cells of tables, a blank line behind each."""
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as parts:  # its parts are within the bounds, see above
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        content = etree.fromstring(parts.read("content.xml"), parser)
    names = (f"{{{_ODF_TEXT}}}h", f"{{{_ODF_TEXT}}}p")
    return "\n\n".join("".join(part.itertext()) for part in content.iter(*names))


_ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def _rtf(data: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(data.decode("latin-1"), errors="ignore"))  # type: ignore[no-untyped-call]


def _pdf(data: bytes) -> str:
    from pypdf import PdfReader

    return whole_words("\n\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def whole_words(text: str) -> str:
    """The text with the words put together that the end of a line parted: "civi-", "lians"."""
    return _PARTED.sub(_whole, text)


_PARTED = re.compile(r"(?P<begins>[\w-]+)-\n(?P<ends>[^\W\d_]+)")


def _whole(found: re.Match[str]) -> str:
    """One word of the two; one with a hyphen of its own keeps it."""
    begins, ends = found["begins"], found["ends"]
    if not begins[-1].isalpha() or not ends[0].islower():
        return found[0]
    return f"{begins}-{ends}" if "-" in begins else begins + ends


_TEXTS: dict[str, Callable[[bytes], str]] = {".docx": _docx, ".odt": _odt, ".rtf": _rtf, ".pdf": _pdf}


def read_mail(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of a saved mail (.eml): its subject, its date, its sender, its text."""
    manner = (manner or Manner()).of(path.as_posix())
    try:
        data = read_whole(path)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)
        return
    yield from _of_mail(data, f"{path.as_posix()}:1", manner)


def read_mailbox(path: Path, manner: Manner | None = None) -> Iterator[Article | Reject]:
    """Yield the article of each mail in a mailbox (.mbox), one behind the other, each from its own line on."""
    manner = (manner or Manner()).of(path.as_posix())
    try:
        with files.open_bytes(path) as file:
            for number, data in _mails(file):
                subject = f"{path.as_posix()}:{number}"
                if data is None:
                    most = f"more than {bounds().line_bytes:,} bytes in one mail (bounds.line_bytes)"
                    yield files.refused(subject, "too long", most)
                    continue
                yield from _of_mail(data, subject, manner)
    except files.UNREADABLE as error:
        yield files.unreadable(path, error)


def _of_mail(data: bytes, subject: str, manner: Manner) -> Iterator[Article | Reject]:
    """The article of one mail; what the library stumbles over costs this mail and no other of its mailbox."""
    try:
        values = _values(email.message_from_bytes(data, policy=email.policy.default))
    except RecursionError:
        yield files.refused(subject, "cannot be read", "the parts of the mail are nested without end")
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError) as error:  # as headers make it raise
        yield files.refused(subject, "cannot be read", f"damaged: {type(error).__name__}: {error}")
    else:
        yield from to_article(values, subject=subject, manner=manner)


def _mails(file: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """Each mail with the line it begins on; None for one beyond the bounds. Before each stands a line "From ..."."""
    begins, size, mail = 0, 0, list[bytes]()
    is_blank = True
    for number, line in files.lines(file):
        if is_blank and line is not None and line.startswith(_OPENS):
            if begins:
                yield begins, b"\n".join(mail) if size <= bounds().line_bytes else None
            begins, size, mail = number, 0, []
        elif begins:
            size += bounds().line_bytes + 1 if line is None else len(line) + 1
            if line is not None and size <= bounds().line_bytes:
                mail.append(line[1:] if _QUOTED.match(line) else line)
        is_blank = line == b""
    if begins:
        yield begins, b"\n".join(mail) if size <= bounds().line_bytes else None


_OPENS = b"From "
_QUOTED = re.compile(b">+From ")


def _values(message: EmailMessage) -> dict[str, object]:
    name, address = email.utils.parseaddr(str(message.get("From", "")))
    text, published = _mail_text(message), str(message.get("Date", ""))
    if inside := forwarded(text):
        published, text = inside
    return {
        "id": str(message.get("Message-ID", "")).strip("<> "),
        "title": str(message.get("Subject", "")),
        "text": text,
        "published": published,
        "outlet": name or address,
    }


def _mail_text(message: object) -> str:
    if not isinstance(message, EmailMessage):
        return ""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = str(part.get_content())
    except (LookupError, KeyError, ValueError):
        return ""
    return plain(content) if part.get_content_subtype() == "html" else content
