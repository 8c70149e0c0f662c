"""Turns the tables of a run into the page's data: a head, a core block and columns of text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geomap.output.flat import credits_of
from geomap.output.geojson import geometry, notes_of
from geomap.output.page_articles import gather_sources
from geomap.output.page_bodies import body_text
from geomap.output.page_columns import Cells, coded, numbered, text_of, words_of
from geomap.output.page_districts import districts_of
from geomap.output.page_export import EMPTY_LISTS, OF_COLUMNS, carried, export_columns, numbers_of
from geomap.output.page_pack import Column, Numbers, Text, clean, json_text, narrow, pack, said_of
from geomap.output.page_places import gather
from geomap.records import Basis, EventType, Grain, Status
from geomap.schema import Tables

FIRST_TYPES = [kind.value for kind in EventType]
GRAINS, BASES, STATUSES = ([item.value for item in kind] for kind in (Grain, Basis, Status))
HARM_STEP = 8  # statuses before the harm in event_state
NO_HARM, KILLED, INJURED, OTHER_HARM = range(4)
NO_TEXT = frozenset(  # columns of events that the page keeps in other forms
    (
        *(*OF_COLUMNS, "place", "place_id", "country", "admin1", "admin2", "geo_precision", "reach_km", "n_reports"),
        *("claimant", "quote", "title", "url", "archive", "outlet", "published", "article_id"),
    )
)
NOTHING = ("", "[]")  # how tables write that no harm was said
REJECT_TEXT = ("stage", "subject", "reason", "detail", "article_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Everything that a page holds besides its own script."""

    head: dict[str, Any]
    core: bytes  # deflate-raw
    texts: tuple[Text, ...]
    bounds: tuple[float, float, float, float] | None  # west, south, east, north of what is drawn
    extras: Mapping[str, bytes] = field(default_factory=dict)  # more blocks by name, deflate-raw


def build(tables: Tables, *, title: str, span: tuple[int, int] | None = None) -> Block:
    """Pack the tables. The events are sorted by first day, then by article; a place or article is packed once.

    No Python object is made per event: everything is columns of numpy or Arrow. With `span`, two days since
    1970-01-01, the page's days reach at least from the one to the other.
    """
    dated = (tables.events["date_start"].notna() & tables.events["date_end"].notna()).to_numpy(bool)
    events = tables.events if dated.all() else tables.events[dated]
    places = gather(events, tables.areas)
    districts = districts_of(places)
    sources = gather_sources(events, tables.reports, tables.articles)
    pa.default_memory_pool().release_unused()  # what gathering took stays with Arrow else: 100 MB of a million events
    first_day, last_day = _days(events["date_start"]), _days(events["date_end"])
    order = np.lexsort((sources.first_article, first_day)).astype(np.int32)
    day0, days = _reach(np.append(first_day, span or ()), np.append(last_day, span or ()))
    columns, strings, types = _event_columns(events, order)
    columns += [Column(name=f"event_{name}", values=narrow(numbers[order])) for name, numbers in numbers_of(events)]
    columns += [
        *_day_columns(first_day[order] - day0, last_day[order] - day0, days),
        Column(name="event_place", values=narrow(places.of_event[order])),
        *sources.columns(order),
        *places.columns,
        *districts.columns,
    ]
    del first_day, last_day
    pa.default_memory_pool().release_unused()
    texts = (
        sources.report_text(order),
        Text(
            name="event",
            fields=_event_text(events) | carried(events, places, sources, known=len(tables.reports) > 0),
            order=order,
        ),
        sources.article_text(),
        _area_text(places.shapes),
        _reject_text(tables.rejects),
        *([] if tables.texts is None else [body_text(tables.texts, tables.mentions, sources.keys)]),
    )
    packed, core = pack(columns, {**strings, **places.strings, **districts.strings, **sources.strings})
    head = {
        "title": clean(title),
        "events": len(events),
        "undated": len(tables.events) - len(events),
        "articles": sources.n_articles,
        "places": len(places.columns[0].values),
        "day0": day0,
        "days": days,
        "types": types,
        "grains": GRAINS,
        "bases": BASES,
        "statuses": STATUSES,
        "text": [said_of(text) for text in texts],
        "unit": places.unit,
        "columns": export_columns(events, events.geometry.name),
        "annotated": len(tables.reports) > 0,
        "credits": credits_of(tables),
        "run": notes_of(tables),
        "notes": _notes(tables, districts.credit),
        **packed,
        **({"opening": places.opening} if places.opening else {}),
    }
    return Block(head=head, core=core, texts=texts, bounds=places.bounds)


def _days(dates: pd.Series) -> Numbers:
    """Days since 1970-01-01."""
    return np.asarray(pa.Array.from_pandas(dates).cast(pa.date32()).cast(pa.int32()))


def _reach(first: Numbers, last: Numbers) -> tuple[int, int]:
    """The first day and the number of days up to the last one."""
    day0 = int(first.min()) if len(first) else 0
    return day0, int(last.max(initial=day0)) - day0 + 1


def _day_columns(first: Numbers, last: Numbers, days: int) -> list[Column]:
    """How many events begin on each day, and how many days longer than one each lasts."""
    return [
        Column(name="day_events", values=np.bincount(first, minlength=days)),
        Column(name="event_longer", values=narrow(np.maximum(last - first, 0))),
    ]


def _event_columns(events: pd.DataFrame, order: Numbers) -> tuple[list[Column], dict[str, list[str]], list[str]]:
    """The columns of the events, the words behind them, and the event types that occur."""
    (kinds, types), (sub, subs), (actors, casts) = (
        coded(words_of(events[name])) for name in ("event_type", "sub_event_type", "actors")
    )
    in_order = [kind for kind in FIRST_TYPES if kind in types] + [kind for kind in types if kind not in FIRST_TYPES]
    rank = np.array([in_order.index(kind) for kind in types], np.int64)
    when = _codes(events["date_grain"], GRAINS) + 8 * _codes(events["date_basis"], BASES)
    when[events["date_carried"].to_numpy(bool, na_value=False)] += 32
    state = _codes(events["status"], STATUSES) + HARM_STEP * _harm(events)
    columns = [
        Column(name=name, values=narrow(numbers[order]))
        for name, numbers in (
            ("event_type", narrow(rank)[kinds]),
            ("event_sub", sub),
            ("event_when", when),
            ("event_state", state),
            ("event_actors", actors),
        )
    ]
    return columns, {"subs": subs, "actors": casts}, in_order


def _codes(values: pd.Series, known: list[str]) -> Numbers:
    """The place of each value in the list of known ones; an unknown or missing one counts as the first."""
    codes, words = coded(words_of(values))
    return np.array([known.index(word) if word in known else 0 for word in words], np.uint8)[codes]


def _harm(events: pd.DataFrame) -> Numbers:
    """The gravest harm each event is said to have done."""
    codes, words = numbered(words_of(events["harm"]))
    said = pa.concat_arrays([words.cast(pa.large_string()), pa.array([""], pa.large_string())])  # the last: not said
    harm = np.where(np.asarray(pc.is_in(said, pa.array(NOTHING, pa.large_string()))), NO_HARM, OTHER_HARM)
    harm = harm.astype(np.uint8)[codes]
    for what, code in (("injured", INJURED), ("killed", KILLED)):
        worded = np.asarray(pc.match_substring(said, f'"what": "{what}"'))
        harm[worded[codes]] = code
        for end in ("low", "best", "high"):
            harm[events[f"{what}_{end}"].to_numpy(np.float32, na_value=0) > 0] = code
    return harm


def _event_text(events: gpd.GeoDataFrame) -> dict[str, Cells]:
    """Every column that the page has no other form for: a column that a table gains travels by itself."""
    names = [name for name in events.columns if name not in NO_TEXT and name != events.geometry.name]
    fields = {name: words_of(events[name]) for name in names}
    for name in EMPTY_LISTS:
        if name in fields:
            codes, words = numbered(fields[name])
            said = pc.if_else(pc.equal(words.cast(pa.large_string()), "[]"), "", words.cast(pa.large_string()))
            fields[name] = pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), said)
    return fields


def _area_text(shapes: gpd.GeoDataFrame) -> Text:
    """The outlines as files write them: the map draws finer ones of its own."""
    written = [json_text(geometry(shape)) for shape in shapes.geometry]
    return Text(name="area", fields={"geometry": pa.array(written, pa.large_string())}, order=np.arange(len(written)))


def _reject_text(rejects: pd.DataFrame) -> Text:
    fields = {name: text_of(rejects[name]) for name in REJECT_TEXT}
    return Text(name="reject", fields=fields, order=np.arange(len(rejects)))


def _notes(tables: Tables, more: tuple[str, ...]) -> dict[str, Any]:
    notes = tables.notes
    return {
        "version": notes.version,
        "settings": notes.settings_hash,
        "gazetteer": notes.gazetteer_hash,
        "licences": list(dict.fromkeys([*notes.licences, *more])),
        "counts": [list(row) for row in notes.counts],
        "rejects": [list(row) for row in notes.rejects],
    }
