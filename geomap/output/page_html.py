"""Puts a page together: head, body, script, blocks of text; and says what the browser may run."""

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from xstatic.pkg import leaflet

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a page is put together from."""

    title: str  # plain text
    header: str  # HTML of the head
    body: str  # HTML of the body
    script: str  # the map's own script, run when the body is there
    tail: Iterable[str]  # elements that follow the script


def page_text(parts: Parts, *, policy: bool, files: bool = False, pictures: str = "") -> Iterator[str]:
    """The text of a page in pieces; `tail` is asked piece by piece, so a large page never stands in memory whole.

    With `policy` the browser is told to run and load nothing that the page does not bring along: besides, with `files`,
    scripts from where the page itself lies, and pictures from the origin `pictures`, when one is named.
    """
    rules = content_policy(f"{parts.header}<script>{parts.script}</script>", files=files, pictures=pictures)
    allowed = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(rules, quote=False)}">\n' if policy else ""
    )
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{allowed}'
        f"<title>{html.escape(parts.title)}</title>\n{parts.header}\n</head>\n<body>\n{parts.body}\n"
        f"<script>{parts.script}</script>\n"
    )
    yield from parts.tail
    yield "</body>\n</html>\n"


def content_policy(scripts: str, *, files: bool = False, pictures: str = "") -> str:
    """A Content-Security-Policy that runs exactly the inline scripts in `scripts`, and loads nothing else.

    Browsers take `'self'` for the folders below the page when it is opened from disk, too.
    """
    hashes = sorted({_sha256(text) for text in _SCRIPT.findall(scripts)})
    run = " ".join([*hashes, "'self'"] if files else hashes)
    shown = f"data: blob: {pictures}".strip()
    return (
        f"default-src 'none'; script-src {run}; style-src 'unsafe-inline'; img-src {shown}; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def data_element(identity: str, content: str, kind: str = "application/x-geomap") -> str:
    """An inert script element. `content` is base64 or JSON without `<`."""
    return f'<script type="{kind}" id="{identity}">{content}</script>\n'


@lru_cache(maxsize=2)
def leaflet_header(*, pictures: bool) -> str:
    """Leaflet's script and style sheet; its pictures are for layers of others, ours need none."""
    script = _asset("leaflet.js").decode().replace("</script", "<\\/script")
    script = re.sub(r"//# sourceMappingURL.*", "", script)
    style = re.sub(r"\s+", " ", _asset("leaflet.css").decode())
    style = re.sub(r"url\((images/[\w.-]+)\)", lambda at: f"url({picture(at.group(1))})" if pictures else "none", style)
    return f"<style>{style}</style>\n<script>{script}</script>\n"


def picture(path: str) -> str:
    """One of Leaflet's pictures as a data address."""
    return f"data:image/png;base64,{base64.b64encode(_asset(path)).decode()}"


def _asset(path: str) -> bytes:
    return (Path(leaflet.BASE_DIR) / path).read_bytes()


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """The page's style sheet without comments and line ends."""
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", web_file("geomap.css"), flags=re.DOTALL))


def web_file(name: str) -> str:
    """A file of geomap.web."""
    return (files("geomap") / "web" / name).read_text("utf-8")
