"""Turns records into the tables of a run, so that every writer and the page can show them like events."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import pandas as pd

from geomap import schema
from geomap.geo_table import GeoTable
from geomap.records import Basis, RunNotes, Status
from geomap.schema import CRS, Tables

_LONGEST_TITLE = 120  # characters of a record's own words that stand for a headline
_BETWEEN = "; "  # the outlets of one record
_KILLED = ("killed_low", "killed_best", "killed_high")
_SAME = (
    *("id", "event_type", "sub_event_type", "date_start", "date_end", "date_grain", "date_prec", "place", "place_id"),
    *("place_wording", "country", "admin1", "admin2", "geo_precision", "reach_km", "why", *_KILLED),
    *("actors", "url"),
)


def record_tables(records: gpd.GeoDataFrame, notes: RunNotes) -> Tables:
    """The tables of a run that read nothing but these records; each outlet stands for one article.

    A record that several outlets reported ("forbesua; interfaxua") has a report of each, and one of each further link.
    An event keeps the record's id; its quote is the record's own words, its day is stated, its
    status `recorded`, without a figure of ours for how sure: whoever coded the record stands behind it.
    """
    events = _events(records)
    reports = _reports(events, _further_links(records))
    events["n_reports"] = events["id"].map(reports["event_id"].value_counts()).astype(events["n_reports"].dtype)
    return Tables(
        events=events,
        reports=reports,
        articles=_outlets(reports),
        mentions=schema.frame([], schema.MENTIONS),
        areas=schema.geoframe([], schema.AREAS),
        rejects=schema.frame([], schema.REJECTS),
        notes=notes,
        records=records,
    )


def _events(records: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    outlet = _named_once(records["outlet"]).fillna(records["source"])
    words = records["notes"].fillna(records["headline"]).fillna("")
    made: dict[str, Any] = {
        **{name: records[name] for name in _SAME},
        "event_type": records["event_type"].where(records["event_type"].fillna("") != "", records["type_given"]),
        "place": records["place"].fillna(records["admin2"]).fillna(records["admin1"]).fillna(records["country"]),
        "quote": words,
        "title": records["headline"].fillna(words.str.slice(0, _LONGEST_TITLE)),
        "outlet": outlet,
        "published": records["date_end"],
        "article_id": records["source"] + ":" + outlet.str.split(_BETWEEN, regex=False).str[0],
        "n_reports": outlet.str.count(_BETWEEN) + 1,
        "n_independent": outlet.str.count(_BETWEEN) + 1,
        "harm": _harm(records[list(_KILLED)]),
    }
    fixed: dict[str, Any] = {
        "date_basis": Basis.STATED.value,
        "date_wording": "",
        "date_carried": False,
        "doubtful": False,
        "quantities": "[]",
        "status": Status.RECORDED.value,
    }
    index = records.index
    columns = {name: _column(made.get(name, fixed.get(name)), kind, index) for name, kind in schema.EVENTS.items()}
    events = GeoTable(pd.DataFrame(columns), geometry=records.geometry, crs=CRS)
    return events.sort_values(["date_start", "place", "id"], kind="stable", ignore_index=True)


def _harm(killed: pd.DataFrame) -> "pd.Series[str]":
    """The dead of each record as the tables tell of harm; equal figures are put into words once."""
    figures = killed.drop_duplicates()
    return killed.merge(figures.assign(harm=[_tally(*row) for row in figures.itertuples(index=False)]), how="left")[
        "harm"
    ].set_axis(killed.index)


def _tally(low: int | None, best: int | None, high: int | None) -> str:
    bounds = {
        name: None if pd.isna(count) else int(count) for name, count in {"low": low, "best": best, "high": high}.items()
    }
    return json.dumps([{"what": "killed", **bounds, "wording": "", "whom": ""}] if any(bounds.values()) else [])


def _named_once(outlets: "pd.Series[str]") -> "pd.Series[str]":
    """The outlets of each record, none twice: UCDP names one for each report ("SOHR;SOHR")."""
    wordings = outlets.dropna().unique()
    once = {
        wording: _BETWEEN.join(dict.fromkeys(filter(None, map(str.strip, wording.split(";"))))) for wording in wordings
    }
    return outlets.astype(object).map(once, na_action="ignore").astype(outlets.dtype)


def _further_links(records: gpd.GeoDataFrame) -> dict[str, list[str]]:
    """Id to the links that a record has beside its first."""
    given = records.loc[records["more_urls"].notna(), ["id", "more_urls"]]
    return {one: links.split() for one, links in zip(given["id"], given["more_urls"], strict=True)}


def _reports(events: gpd.GeoDataFrame, further: Mapping[str, list[str]]) -> pd.DataFrame:
    """A row for each outlet of each event, and for each further link that is none of theirs, in the order of events."""
    told = _told(events, further)
    made: dict[str, Any] = {
        "event_id": told["id"],
        **{name: told[name] for name in ("title", "outlet", "published", "quote", "url")},
        "article_id": told["article_id"].str.extract(r"^([^:]*:)", expand=False) + told["outlet"],
        "field": "text",
        **dict.fromkeys(("quote_start", "place_start", "place_end", "cue_start", "cue_end"), 0),
        "quote_end": told["quote"].str.len(),
    }
    columns = {name: _column(made.get(name), kind, told.index) for name, kind in schema.REPORTS.items()}
    return pd.DataFrame(columns)


def _told(events: gpd.GeoDataFrame, further: Mapping[str, list[str]]) -> pd.DataFrame:
    """The events, each as often as it has reports, with the outlet and the link of each."""
    plain = pd.DataFrame(events.drop(columns="geometry"))
    linked = plain["id"].isin(list(further)).to_numpy(dtype=bool)
    one = plain[~linked].assign(outlet=plain["outlet"].str.split(_BETWEEN, regex=False)).explode("outlet")
    several = one.index.duplicated(keep=False)
    one["url"] = one["url"].mask(several & ~_is_of(one["url"], one["outlet"]).to_numpy())
    if not linked.any():
        return one.reset_index(drop=True)
    many = plain[linked]
    rows = zip(many["id"], many["outlet"], many["url"], strict=True)
    sources = [_sources(outlet, [url, *further[one]]) for one, outlet, url in rows]
    many = many.assign(source=pd.Series(sources, index=many.index, dtype=object)).explode("source")
    many = many.assign(outlet=many["source"].str[0], url=many["source"].str[1]).drop(columns="source")
    return pd.concat([one, many]).sort_index(kind="stable").reset_index(drop=True)


def _sources(outlet: str, links: Sequence[str]) -> list[tuple[str, str | None]]:
    """Each outlet with its link; as many links as outlets stand in their order, and one of nobody is its host's."""
    outlets = outlet.split(_BETWEEN)
    if len(outlets) == 1:
        return [(outlet, link) for link in links]
    if len(outlets) == len(links):
        return list(zip(outlets, links, strict=True))
    rest = list(links)
    pairs: list[tuple[str, str | None]] = []
    for name in outlets:
        own = next((link for link in rest if name.startswith(_host_word(link))), None)
        pairs.append((name, own))
        if own:
            rest.remove(own)
    return pairs + [(urlsplit(link).hostname or link, link) for link in rest]


_HOST_WORD = r"://(?:(?:www|news|m)\.)*([^./]+)\."


def _host_word(link: str) -> str:
    found = re.search(_HOST_WORD, link)
    return found[1] if found else "-"


def _is_of(urls: "pd.Series[str]", outlets: "pd.Series[str]") -> "pd.Series[bool]":
    """Whether the first word of an address's host, "www" and the like apart, begins the outlet's name."""
    words = urls.str.extract(_HOST_WORD, expand=False).fillna("-")
    return pd.Series([outlet.startswith(word) for outlet, word in zip(outlets, words, strict=True)], index=urls.index)


def _outlets(reports: pd.DataFrame) -> pd.DataFrame:
    """One row an outlet, in the order of their names."""
    groups = reports.groupby("article_id", sort=True)
    last, count = groups["published"].max(), groups.size()
    outlets = groups["outlet"].first()
    made: dict[str, Any] = {
        "id": pd.Series(last.index, index=last.index),
        "title": "Records by " + outlets,
        "published": last,
        "outlet": outlets,
        "language": "",
        "n_mentions": 0,
        "n_events": count,
    }
    columns = {name: _column(made.get(name), kind, last.index) for name, kind in schema.ARTICLES.items()}
    return pd.DataFrame(columns).reset_index(drop=True)


def _column(values: Any, kind: str, index: pd.Index) -> "pd.Series[Any]":  # noqa: ANN401 - a column, a value or nothing
    if isinstance(values, pd.Series):
        cast: pd.Series[Any] = values.astype(pd.api.types.pandas_dtype(kind))
        return cast
    return pd.Series(pd.NA if values is None else values, index=index, dtype=kind)
