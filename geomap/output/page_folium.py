"""Folium's door to the page: a map of events, and a layer of events for any Folium map.

The only room that knows Folium. Folium and branca render what they are given as templates, twice, so that `{{...}}` in
an article would run while the page is built. Nothing of an article goes through them: our elements hand in finished
text, and the articles travel in inert blocks of data.
"""

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import folium
import shapely
from branca.element import Element, Figure
from folium.map import Layer

from geomap.errors import OutputError
from geomap.output.basemap import basemap_block, borders_sentence
from geomap.output.basemap_detail import Detail, read_detail
from geomap.output.page_block import Block
from geomap.output.page_bundle import GLOBAL, page_script
from geomap.output.page_foreign import JQUERY_OF_POPUPS, kept_apart, links, loads, warn_of
from geomap.output.page_html import Parts, data_element, leaflet_header, page_text, picture, style_sheet, web_file
from geomap.output.page_pack import ascii_text, chunks, json_text
from geomap.output.page_records import block_of
from geomap.output.page_sidecar import write_beside
from geomap.output.page_tables import Events, as_tables
from geomap.output.story import Story
from geomap.settings import PageOptions

CREDIT = "Basemap: Natural Earth (public domain). Map display: Leaflet (BSD-2-Clause)."
MANY_ROWS = 400_000  # of text in a page: some 20 MB, beyond which browsers are given rests between the blocks
DEEPEST_ZOOM = 18  # half a metre a pixel: beyond what a gazetteer knows, and where most online tiles end
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">'


class Finished(Element):
    """Text that is finished: no template is made of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - as branca has it
        """The text, as it is."""
        return self.text


class EventLayer(Layer):
    """A layer of events for any Folium map: `EventLayer(events).add_to(m)`.

    Args:
        events: the tables of a run, or an events table alone, as a GeoDataFrame or an Arrow table: points with
            `event_type`, `date_start` and `place`, and what else there is of `geomap.schema.EVENTS`.
        name: in the layer control.
        title: of the map, when it is a whole page.
        show: whether the layer is on at first.
    """

    def __init__(self, events: Events, *, name: str = "Events", title: str = "Events", show: bool = True) -> None:
        super().__init__(name=name, overlay=True, control=True, show=show)
        self._name = "EventLayer"
        self._tables, self._title = as_tables(events), title
        self.detail_from: Path | None = None  # a PMTiles file

    @cached_property
    def block(self) -> Block:
        """The packed data."""
        return block_of(self._tables, title=self._title)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - as branca has it
        """Put style, script and data into the figure, each once."""
        figure, name = _figure_of(self), self.get_name()
        parent = self._parent.get_name() if self._parent else ""
        figure.header.add_child(Finished(f"<style>{style_sheet()}</style>\n"), name="geomap_style")
        figure.header.add_child(self._script(figure), name="geomap_script")
        if isinstance(figure, Page):
            figure.layers[name] = self
            figure.html.add_child(Finished(figure.head_of(self)), name=f"{name}_data")
        else:
            data = [self.head_element(), *self.elements(self.blocks(basemap=False)), *self.elements(self.text_blocks())]
            figure.html.add_child(Finished("".join(data)), name=f"{name}_data")
        shown = f"{name}.addTo({parent});" if self.show else ""
        figure.script.add_child(
            Finished(
                f"var {name} = {GLOBAL}.wholePage(L, {parent}, {json_text(name)});\n"
                f"{'' if figure.alone else _icons() + JQUERY_OF_POPUPS}{shown}\n"
                if isinstance(figure, Page) and figure.first is self
                else f"var {name} = {GLOBAL}.eventLayer(L, {json_text(name)});\n{shown}\n"
            ),
            name=name,
        )
        return ""

    @cached_property
    def _detail(self) -> Detail | None:
        """Roads and streets around the events, where a basemap was given."""
        around = shapely.get_coordinates(self._tables.events.geometry)
        return read_detail(self.detail_from, around) if self.detail_from else None

    def _script(self, figure: Figure) -> Finished:
        """The page's script: once for all layers of a figure, with the part about records when one of them has any."""
        code = page_script(records=bool(self.block.extras), measure="GEOMAP_MEASURE" in os.environ)
        script = f"<script>{code}</script>\n"
        other = figure.header._children.get("geomap_script")  # noqa: SLF001 - branca offers no other way
        return other if isinstance(other, Finished) and len(other.text) > len(script) else Finished(script)

    def head_element(self, **more: object) -> str:
        """What the page must know before it reads a block; `more` is what the page's writer adds."""
        block = self.block
        head = {
            **block.head,
            "bounds": block.bounds,
            "borders": borders_sentence(block.bounds),
            "credit": f"{CREDIT} Roads and streets: {self._detail.credit}." if self._detail else CREDIT,
            **more,
        }
        return data_element(f"{self.get_name()}-head", json_text(head), "application/json")

    def blocks(self, *, basemap: bool = True) -> Iterator[tuple[str, str]]:
        """Name and content of the blocks that are read at the start."""
        block = self.block
        if basemap:
            around = shapely.get_coordinates(self._tables.events.geometry)  # where most events are, the map is detailed
            yield "base", ascii_text(basemap_block(block.bounds, around=around, opens=block.head.get("opening")))
            if self._detail:
                yield "detail", ascii_text(self._detail.block)
        yield "core", ascii_text(block.core)
        for extra, packed in block.extras.items():
            yield extra, ascii_text(packed)

    def text_blocks(self) -> Iterator[tuple[str, str]]:
        """Name and content of the blocks of text, made as they are asked for.

        An element holds one of them: browsers keep large ones twice for a while (docs/decisions/0060).
        """
        for text in self.block.texts:
            blocks = (block for chunk in chunks(text) for block in chunk)
            yield from ((f"{text.name}-{number}", block) for number, block in enumerate(blocks))

    def text_files(self) -> Iterator[tuple[str, str]]:
        """The same for scripts that lie beside a page: many blocks in one, a line each."""
        for text in self.block.texts:
            for number, chunk in enumerate(chunks(text)):
                yield f"{text.name}-{number}", "\n".join(chunk)

    def elements(self, blocks: Iterator[tuple[str, str]]) -> Iterator[str]:
        """The blocks as inert elements of a page."""
        for name, content in blocks:
            yield data_element(f"{self.get_name()}-{name}", content)


def _icons() -> str:
    """The pictures of Folium's own markers, which look for them beside a style sheet."""
    files = {"icon": "icon", "icon2x": "icon-2x", "shadow": "shadow"}
    pictures = {key: picture(f"images/marker-{name}.png") for key, name in files.items()}
    return f"{GLOBAL}.keepIcons(L, {json_text(pictures)});\n"


class Page(Figure):
    """The figure of a whole page: one file, no network unless somebody adds layers that want it."""

    def __init__(self, title: str, tiles: Mapping[str, str] | None, story: Story | None = None) -> None:
        super().__init__(title=title, height="720px")
        self.layers: dict[str, EventLayer] = {}
        self.alone = True  # whether the map holds nothing but our layer
        self.tiles = tiles  # url, attribution and origin of online tiles
        self.story = story
        self.files: dict[str, object] = {}  # by layer: where its blocks lie, when not in the page itself

    @property
    def first(self) -> EventLayer:
        """The layer that the panel and the time line are for; others on the map keep to its stretch of time."""
        return next(iter(self.layers.values()))

    def head_of(self, layer: EventLayer) -> str:
        """The layer's head, and its first blocks when they lie in the page."""
        more: dict[str, object] = {"tiles": self.tiles} if self.tiles else {}
        if self.story and layer is self.first:
            more["story"] = self.story.said()
        if (name := layer.get_name()) in self.files:
            return layer.head_element(**more, files=self.files[name])
        return layer.head_element(**more) + "".join(layer.elements(layer.blocks(basemap=layer is self.first)))

    def parts(self) -> Iterator[str]:
        """The page's text in pieces."""
        for child in list(self._children.values()):
            child.render()
        inside = [layer for name, layer in self.layers.items() if name not in self.files]
        parts = Parts(
            title=self.title or "",
            header=self.header.render(),
            body=self.html.render(),
            script="".join(self._scripts()),
            tail=(element for layer in inside for element in layer.elements(layer.text_blocks())),
            is_large=sum(len(text.order) for layer in inside for text in layer.block.texts) > MANY_ROWS,
        )
        origin = self.tiles["origin"] if self.tiles else ""
        yield from page_text(parts, policy=self.alone, files=bool(self.files), pictures=origin)

    def _scripts(self) -> Iterator[str]:
        """The scripts of the page, those of other people's elements each apart."""
        ours = {child.get_name() for child in self._children.values() if isinstance(child, EventMap)}
        for name, child in self.script._children.items():  # noqa: SLF001 - branca offers no other way
            text = str(child.render())
            yield text if name in ours or isinstance(child, Finished) else kept_apart(name, text)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401, ARG002 - as branca has it
        """The page's text whole, as notebooks and `save` want it."""
        return "".join(self.parts())


class EventMap(folium.Map):
    """A Folium map that is a whole geomap page: panel, time line, sources, one file without network.

    Other Folium layers, plugins, controls and `fit_bounds` can be added. Those that bring all they need leave the page
    without network; of those that ask a server (tiles, most plugins) a `NetworkWarning` tells, and the page shows the
    events without it. Further `EventLayer`s share the time line with the first.

    Args:
        events: the tables of a run, or an events table alone.
        title: the page's headline.
        tiles: address of online tiles with {z}, {x} and {y}, and your own key where the server wants one. Readers'
            browsers then ask that server; without it the page asks nobody.
        tiles_attribution: whom the map has to name for them.
        story: saved views with a text each, which the page tells when it opens.
        basemap: a PMTiles file of vector tiles: roads, railways and built-up areas around the events are drawn from it.

    Raises:
        SettingsError: the address of the tiles or the basemap cannot be used.
    """

    def __init__(  # noqa: PLR0913 - what a page may have, keyword-only
        self,
        events: Events,
        *,
        title: str = "Events in the news",
        tiles: str | None = None,
        tiles_attribution: str = "",
        story: Story | None = None,
        basemap: str | Path | None = None,
    ) -> None:
        options = PageOptions(tiles=tiles, tiles_attribution=tiles_attribution)
        super().__init__(location=[20, 10], zoom_start=3, tiles=None, zoom_control="topright")
        self.options["max_zoom"] = DEEPEST_ZOOM  # Folium hands its own argument on to tiles alone
        # Attributes of this map: Folium keeps its lists on the class, where a change would reach every other map.
        self.default_js: list[tuple[str, str]] = []
        self.default_css: list[tuple[str, str]] = []
        Page(title, _tiles(options), story).add_child(self)
        self.events = EventLayer(events, title=title)
        self.events.detail_from = None if basemap is None else Path(basemap)
        self.add_child(self.events)

    @property
    def layers(self) -> list[EventLayer]:
        """The layers of events on it, in their order."""
        return [child for child in self._children.values() if isinstance(child, EventLayer)]

    @property
    def page(self) -> "Page":
        """The figure that holds the map."""
        figure = _figure_of(self)
        if not isinstance(figure, Page):
            raise OutputError("an EventMap is a page of its own: add its events to another figure as an EventLayer")
        return figure

    def save(self, outfile: Any, close_file: bool = True, *, sidecar: bool = False, **kwargs: Any) -> None:  # noqa: ANN401, FBT001, FBT002 - as branca has it
        """Save the page as Folium does; with `sidecar` a small page at the path `outfile`, its data in a folder beside.

        Args:
            outfile: a path, or an open file.
            close_file: whether an open file is closed.
            sidecar: put the data in a folder of scripts beside the page.
            **kwargs: as Folium takes them.

        Raises:
            OutputError: with `sidecar`, something cannot be written, or the folder holds what geomap did not write.
        """
        if sidecar:
            write_beside(self, Path(outfile))
        else:
            super().save(outfile, close_file, **kwargs)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401 - as branca has it
        """Render the children, with Leaflet from the page itself."""
        page = self.page
        others = [child for child in self._children.values() if not _is_ours(child)]
        page.alone = not others
        self.default_js, self.default_css = links(others)
        warn_of(loads(others))
        page.header.add_child(Finished(leaflet_header(pictures=not page.alone)), name="geomap_leaflet")
        super().render(**kwargs)  # type: ignore[no-untyped-call]
        page.header.add_child(
            Finished(f"{VIEWPORT}\n<style>html, body {{ margin: 0; height: 100%; }}</style>\n"), name=self.get_name()
        )
        page.html.add_child(Finished(web_file("page.html")), name="geomap_frame")
        return ""


def _tiles(options: PageOptions) -> dict[str, str] | None:
    """What the page must know of online tiles; the origin is all that its policy lets it ask."""
    if options.tiles is None:
        return None
    parts = urlsplit(options.tiles)
    origin = f"{parts.scheme}://{parts.netloc}"
    return {"url": options.tiles, "attribution": options.tiles_attribution.strip(), "origin": origin}


def _figure_of(element: Element) -> Figure:
    figure = element.get_root()
    if not isinstance(figure, Figure):
        raise OutputError("the layer is not on a map yet: add it with add_to(map)")
    return figure


def _is_ours(child: Element) -> bool:
    return isinstance(child, EventLayer) or type(child).__name__ == "ElementAddToElement"
