"""Folium's own elements on a page of ours: what they load from the network, and how their scripts are kept apart."""

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import folium
from branca.element import Element, JavascriptLink

from geomap.errors import NetworkWarning

# What Folium's popups ask of jQuery: an element made of HTML.
JQUERY_OF_POPUPS = (
    "window.$ ??= (html) => "
    "[Object.assign(document.createElement('template'), {innerHTML: html}).content.firstElementChild];\n"
)
_ADDRESS = re.compile(r"https?://[^\s\"'<>{}]+")
_NO_FILES = {"leaflet", "leaflet_css"}  # the page brings them


def loads(others: Sequence[Element]) -> Mapping[str, tuple[str, ...]]:
    """The servers that elements ask, by the kind of element: for tiles, pictures, libraries of plugins."""
    asked: dict[str, set[str]] = {}
    for element in _all(others):
        hosts = {urlsplit(address).netloc for address in _addresses(element)}
        if hosts:
            asked.setdefault(type(element).__name__, set()).update(hosts)
    return {kind: tuple(sorted(hosts)) for kind, hosts in sorted(asked.items())}


def warn_of(asked: Mapping[str, tuple[str, ...]]) -> None:
    """Say which elements ask for a network."""
    if asked:
        told = "; ".join(f"{kind} asks {', '.join(hosts)}" for kind, hosts in asked.items())
        warnings.warn(
            f"the page is no longer without network: {told}. Without one these parts stay empty; the events are shown",
            NetworkWarning,
            stacklevel=2,
        )


def links(others: Sequence[Element]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The scripts and style sheets of a Folium map that these elements need: none when they load nothing else."""
    needs = any(_libraries(element) or isinstance(element, folium.Icon) for element in _all(others))
    if not needs:
        return [], []
    scripts, styles = (list(getattr(folium.Map, name)) for name in ("default_js", "default_css"))
    return tuple([pair for pair in pairs if pair[0] not in _NO_FILES] for pairs in (scripts, styles))  # type: ignore[return-value]


def kept_apart(name: str, script: str) -> str:
    """The script of an element of others, so that one which fails takes nobody along."""
    return f"try {{\n{script}\n}} catch (error) {{ console.error({name!r}, error); }}\n"


def _all(elements: Sequence[Element]) -> Iterator[Element]:
    for element in elements:
        yield element
        yield from _all(list(element._children.values()))  # noqa: SLF001 - branca offers no other way


def _addresses(element: Element) -> Iterator[str]:
    yield from _libraries(element)
    if isinstance(element, folium.Icon):
        yield from (address for _, address in folium.Map.default_js if "awesome" in address.lower())
    for name in ("tiles", "url", "data"):
        value: Any = getattr(element, name, None)
        if isinstance(value, str) and _ADDRESS.match(value):
            yield value
    if isinstance(element, JavascriptLink):
        yield element.url


def _libraries(element: Element) -> list[str]:
    if isinstance(element, folium.Map):
        return []
    pairs = [*getattr(element, "default_js", ()), *getattr(element, "default_css", ())]
    return [address for name, address in pairs if name not in _NO_FILES]
