"""The result of a run as a notebook holds it: tables that stay together, filtered, shown and told in a line."""

import html
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Self, TypeAlias, TypeVar

import pandas as pd

from geomap.countries import country_code
from geomap.errors import SettingsError
from geomap.ids import stable_id
from geomap.ledger import DRAWN, drawn_in
from geomap.observed.join import Joined, joined
from geomap.records import Stage
from geomap.schema import REJECTS, Tables, frame
from geomap.settings import Settings

if TYPE_CHECKING:
    import folium
    import geopandas as gpd

SHOWN = ("date_start", "date_end", "sub_event_type", "place", "geo_precision", "trust")
ROWS_SHOWN = 5  # of the events in a notebook
OTHERWISE = "left out by the caller's own filter"
Narrowed = TypeVar("Narrowed", bound=Tables)
Where: TypeAlias = "Callable[[gpd.GeoDataFrame], pd.Series[bool]] | Sequence[bool] | pd.Series[bool]"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Result(Tables):
    """The tables of a run, with what a notebook does with them.

        result = geomap.map_events("articles/")
        result.events                                  # a GeoDataFrame, one row an event
        result.filter(since="2023-02-01").explore()    # a map of some of them
        geomap.write(result, "events.gpkg")            # the suffix chooses the format

    Its tables are `events`, `reports`, `articles`, `mentions`, `areas`, `rejects`, after a join `records` and
    `matches`; `geomap.schema` says their columns. Days are `datetime64`, positions WGS 84 with longitude first.
    """

    @classmethod
    def of(cls, tables: Tables) -> Self:
        """The tables of a run as a result."""
        return cls(**{field.name: getattr(tables, field.name) for field in fields(Tables)})

    def filter(self, where: "Where | None" = None, **settings: Any) -> Self:  # noqa: ANN401 - as Settings takes them
        """The same with fewer events, and with what belongs to these: reports, areas, records, matches, credits, notes.

        What is left out stands among the rejects, and the closing table of the notes still adds up.

        Args:
            where: a boolean for each event, `result.events["trust"] > 0.8`, or what gives these when it is handed the
                table of events: `lambda events: events["trust"] > 0.8`.
            **settings: since, until, types, countries, bbox, as in `geomap.Settings`.

        Raises:
            SettingsError: a filter is unknown or its value cannot be used, or `where` is not as long as the table.
        """
        if unknown := sorted(settings.keys() - set(FILTERS)):
            raise SettingsError(f"unknown filter: {', '.join(unknown)}; known are where, {', '.join(FILTERS)}")
        wish = Settings(**settings)
        reasons = unwanted(self.events, wish)
        if where is not None:
            kept = _chosen(self.events, where)
            reasons = reasons.where(kept | reasons.notna(), OTHERWISE)
        events = self.events[reasons.isna()].reset_index(drop=True)
        rejects = pd.concat([self.rejects, _rejects(self.events, reasons)], ignore_index=True)
        reports = self.reports[self.reports["event_id"].isin(events["id"])].reset_index(drop=True)
        narrowed = replace(
            self,
            events=events,
            reports=reports,
            areas=self.areas[self.areas["id"].isin(events["place_id"])].reset_index(drop=True),
            articles=self.articles.assign(n_events=_events_of(self.articles, reports)),
            rejects=rejects,
            notes=replace(
                self.notes,
                settings_hash=stable_id(self.notes.settings_hash, *events["id"]),
                counts=tuple(_counts(self, events).items()),
                rejects=tuple(sorted(Counter(rejects["reason"]).items(), key=lambda item: (-item[1], item[0]))),
            ),
        )
        return _with_fewer_records(narrowed, wish)

    @property
    def joined(self) -> Joined:
        """The three lists of a join: matched, records without an article, events without a record.

        Raises:
            SettingsError: no records were joined.
        """
        if self.records is None or self.matches is None:
            raise SettingsError("no records were joined: geomap.join(result, records)")
        return joined(self.events, self.records, self.matches)

    def explore(self, m: "folium.Map | None" = None, *, name: str = "Events") -> "folium.Map":
        """The map, as a notebook shows it: a page of its own, or a layer on the Folium map `m`.

        Args:
            m: a Folium map that shall hold the events as a layer.
            name: of the layer, in the layer control of `m`.
        """
        from geomap.output.page import EventLayer, EventMap

        if m is None:
            return EventMap(self, title=self.notes.title)
        EventLayer(self, name=name).add_to(m)
        return m

    def __repr__(self) -> str:
        told = [f"{len(self.events):,} events from {len(self.articles):,} articles"]
        lost = self.rejects.loc[self.rejects["stage"] == Stage.READ.value, "reason"].value_counts()
        if len(lost):
            told.append(f"{lost.sum():,} not read ({', '.join(map(str, lost.index[:2]))})")
        if days := _days(self.events):
            told.append(days)
        if self.records is not None:
            told.append(f"{len(self.records):,} records of others")
        return f"<geomap.Result {self.notes.title!r}: {', '.join(told)}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: a line, the first events, what else there is."""
        there = [name for name in SHOWN if name in self.events]
        head = pd.DataFrame(self.events[there]).head(ROWS_SHOWN)
        rest = len(self.events) - len(head)
        more = f"<p>and {rest:,} more</p>" if rest > 0 else ""
        tables = ", ".join(
            f"{field.name} ({len(table):,})"
            for field in fields(Tables)
            if isinstance(table := getattr(self, field.name), pd.DataFrame)
        )
        return (
            f"<p><b>{html.escape(self.notes.title)}</b>: {html.escape(repr(self).partition(': ')[2][:-1])}</p>"
            f"{head.to_html(index=False, escape=True, border=0)}{more}"
            f"<p>Tables: {tables}. <code>.explore()</code> shows the map, <code>geomap.write(result, FILE)</code> "
            "writes it.</p>"
        )


FILTERS = ("since", "until", "types", "countries", "bbox")


def _chosen(events: "gpd.GeoDataFrame", where: Where) -> "pd.Series[bool]":
    """Which events the caller's own filter keeps; a missing answer keeps none."""
    answers = where(events) if callable(where) else where
    if isinstance(answers, str) or len(answers) != len(events):
        raise SettingsError("where is a boolean for each event, as in where=lambda events: events['trust'] > 0.8")
    return pd.Series(list(answers), index=events.index, dtype="boolean").fillna(value=False).astype(bool)


def unwanted(table: "gpd.GeoDataFrame", wish: Settings) -> "pd.Series[str]":
    """Why each row of a table of events or records is left out by the settings' filters, missing for one that stays.

    A fuzzy date stays while it may lie in the asked range.
    """
    keeps: dict[str, pd.Series[bool]] = {}
    if wish.since:
        keeps["outside the dates asked for"] = table["date_end"] >= pd.Timestamp(wish.since)
    if wish.until:
        before = table["date_start"] <= pd.Timestamp(wish.until)
        keeps["outside the dates asked for"] = keeps.get("outside the dates asked for", before) & before
    if wish.types:
        keeps["of another type than asked for"] = table["event_type"].isin(wish.types)
    if wish.countries:
        keeps["outside the countries asked for"] = table["country"].fillna("").map(country_code).isin(wish.countries)
    if wish.bbox:
        keeps["outside the box asked for"] = _in_box(table, wish.bbox)
    reasons = pd.Series(pd.NA, index=table.index, dtype="string")
    for reason, keep in keeps.items():
        kept = keep.astype("boolean").fillna(value=False).astype(bool)
        reasons = reasons.where(kept | reasons.notna(), reason)
    return reasons


def _with_fewer_records(result: Narrowed, wish: Settings) -> Narrowed:
    if result.records is None or result.matches is None:
        return result
    records = result.records[unwanted(result.records, wish).isna()].reset_index(drop=True)
    both = result.matches["event_id"].isin(result.events["id"]) & result.matches["record_id"].isin(records["id"])
    return replace(result, records=records, matches=result.matches[both].reset_index(drop=True))


def _in_box(table: "gpd.GeoDataFrame", box: tuple[float, float, float, float]) -> "pd.Series[bool]":
    west, south, east, north = box
    points = table.geometry.where(table.geometry.geom_type == "Point", None)
    in_lon = points.x.between(west, east) if west <= east else (points.x >= west) | (points.x <= east)
    within: pd.Series[bool] = in_lon & points.y.between(south, north)
    return within


def _rejects(events: "gpd.GeoDataFrame", reasons: "pd.Series[str]") -> pd.DataFrame:
    out = events[reasons.notna()]
    kinds = out["sub_event_type"].where(out["sub_event_type"].fillna("") != "", out["event_type"])
    cells = zip(kinds, out["place_wording"], out["date_start"], out["article_id"], reasons[out.index], strict=True)
    rows = [
        {
            "stage": Stage.FILTER.value,
            "subject": f"{kind}, {place}, {day:%Y-%m-%d}",
            "reason": reason,
            "detail": "",
            "article_id": article_id,
        }
        for kind, place, day, article_id, reason in cells
    ]
    return frame(rows, REJECTS)


def _events_of(articles: pd.DataFrame, reports: pd.DataFrame) -> "pd.Series[int]":
    per_article = reports.groupby("article_id")["event_id"].nunique()
    return articles["id"].map(per_article).fillna(0).astype("Int64")


def _counts(before: Tables, events: "gpd.GeoDataFrame") -> Mapping[str, int]:
    """The closing table, with the events that are no longer there among those left out."""
    counts = dict(before.notes.counts)
    drawn = drawn_in(events)
    for how in DRAWN:
        if f"  {how}" in counts:
            counts[f"  {how}"] = drawn[how]
    if "  left out by a filter" in counts:
        counts["  left out by a filter"] += len(before.events) - len(events)
    return counts


def _days(events: pd.DataFrame) -> str:
    first, last = events["date_start"].min(), events["date_end"].max()
    return "" if pd.isna(first) or pd.isna(last) else f"{first:%Y-%m-%d} to {last:%Y-%m-%d}"
