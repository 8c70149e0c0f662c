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

from geomap.output.deflating import deflated
from geomap.output.page_bundle import GLOBAL

REST = f"<script>{GLOBAL}.rest();</script>\n"  # see geomap/web/data/rest.js
REST_EVERY = 4_000_000  # characters: looking ahead over so many takes a browser some 30 ms

POLICY_BEGINS = "default-src 'none'; script-src"
"""By which a page of ours is known; it stands near its beginning."""
EFFORT = 9  # of libdeflate, 1 to 12
STYLES = (  # later ones overrule earlier ones: last stands where the page is looked at
    *("colours", "frame", "panel", "lists", "map", "timeline", "card", "desk", "compare", "table", "facets"),
    *("story", "reading", "beside", "small", "embed", "touch", "paper"),
)
_SCRIPT = re.compile(r"<script>(.*?)</script>\n?", re.DOTALL)
_STYLE = re.compile(r"<style>(.*?)</style>\n?", re.DOTALL)
_CODE = "geomap-code"
_UNDRESSED = (  # until the style sheet is inflated nothing is shown, and after two seconds whatever there is
    '<style id="geomap-undressed">@keyframes gm-undressed{from,to{visibility:hidden}}'
    "body{animation:gm-undressed 2s}</style>\n"
)
_START = (  # inflates style sheet and scripts, which run in their order; the policy knows each script by its hash
    f"(async()=>{{const p=document.getElementById('{_CODE}'),"
    "b=Uint8Array.from(atob(p.textContent),c=>c.charCodeAt(0));p.remove();"
    "const t=await new Response(new Blob([b]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();"
    "t.split('\\0').forEach((s,i)=>{"
    "const e=document.createElement(i?'script':'style');e.textContent=s;document.head.append(e)});"
    "document.getElementById('geomap-undressed').remove()})()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a page is put together from."""

    title: str  # plain text
    header: str  # HTML of the head
    body: str  # HTML of the body
    script: str  # the map's own script, run when the body is there
    tail: Iterable[str]  # elements that follow the script
    is_large: bool = False  # whether the tail is so long that browsers need rests in it


def page_text(parts: Parts, *, policy: bool, files: bool = False, pictures: str = "") -> Iterator[str]:
    """The text of a page in pieces; `tail` is asked piece by piece, so a large page never stands in memory whole.

    With `policy` the browser is told to run and load nothing that the page does not bring along: besides, with `files`,
    scripts from where the page itself lies, and pictures from the origin `pictures`, when one is named.
    """
    header, code = parts.header, f"<script>{parts.script}</script>\n"
    scripts = f"{header}{code}{REST if parts.is_large else ''}"
    if policy and not parts.is_large:  # a third of the page's own 510 KB; a large page must not wait for its rests
        code = _packed(["\n".join(_STYLE.findall(header)), *_SCRIPT.findall(scripts)])
        header = _UNDRESSED + _STYLE.sub("", _SCRIPT.sub("", header))
        scripts += f"<script>{_START}</script>"
    rules = content_policy(scripts, files=files, pictures=pictures, styles="blob:" if parts.is_large else "")
    allowed = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(rules, quote=False)}">\n' if policy else ""
    )
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n{allowed}'
        f"<title>{html.escape(parts.title)}</title>\n{header}\n</head>\n<body>\n{parts.body}\n{code}"
    )
    yield from _with_rests(parts.tail) if parts.is_large else parts.tail
    yield "</body>\n</html>\n"


def _packed(code: Iterable[str]) -> str:
    """The style sheet and the scripts deflated in an inert element, and the short script that puts them to work."""
    text = base64.b64encode(deflated("\0".join(code).encode(), EFFORT)).decode()
    return f"{data_element(_CODE, text)}<script>{_START}</script>\n"


def _with_rests(elements: Iterable[str]) -> Iterator[str]:
    """The elements, and between them a rest for the browser whenever it has read much."""
    size = 0
    for element in elements:
        yield element
        size += len(element)
        if size > REST_EVERY:
            yield REST
            size = 0


def content_policy(scripts: str, *, files: bool = False, pictures: str = "", styles: str = "") -> str:
    """A Content-Security-Policy that runs exactly the inline scripts in `scripts`, and loads nothing else.

    Styles may stand in the page, and come from `styles`: what its own scripts made (`blob:`), or nothing.

    Browsers take `'self'` for the folders below the page when it is opened from disk, too.
    """
    hashes = sorted({_sha256(text) for text in _SCRIPT.findall(scripts)})
    run = " ".join([*hashes, "'self'"] if files else hashes)
    shown, worn = f"data: blob: {pictures}".strip(), f"'unsafe-inline' {styles}".strip()
    return (
        f"{POLICY_BEGINS} {run}; style-src {worn}; img-src {shown}; font-src data:; base-uri 'none'; form-action 'none'"
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
    styles = "".join(web_file(f"styles/{name}.css") for name in STYLES)
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL))


def web_file(name: str) -> str:
    """A file of geomap.web."""
    return (files("geomap") / "web" / name).read_text("utf-8")
