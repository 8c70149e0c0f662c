"""Writes the maps of the gallery, each as a reader of the documents would: `python tools/gallery.py FOLDER`."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import folium
import pandas as pd

import geomap
from geomap.shipped import data_dir

STORIES = pd.DataFrame(
    {
        "title": ["Strikes on two cities", "Depot burns in Odesa", "Markets reopen"],
        "text": [
            "Missiles hit Kharkiv on Friday, killing three people. Shells fell on Zaporizhzhia on Saturday.",
            "A drone struck a fuel depot in Odesa on Wednesday, the city council said.",
            "Two civilians were wounded when shells fell on Kherson on Monday.",
        ],
        "date": ["2023-02-12", "2024-05-02", "2023-02-15"],
    }
)
RECORDS = pd.DataFrame(
    {
        "id": ["r1", "r2", "r3"],
        "date": ["2023-02-10", "2023-02-13", "2023-02-14"],
        "place": ["Kharkiv", "Kherson", "Lviv"],
        "country": "Ukraine",
        "killed": [3, 0, 0],
    }
)


def sample(target: Path) -> Path:
    """The articles that ship with geomap."""
    settings = geomap.Settings(focus=("UA",), title="Sample: the war in Ukraine, 2022-2024")
    return geomap.write(geomap.map_events(data_dir() / "articles", settings), target)


def joined(target: Path) -> Path:
    """Three short texts, and made-up records of the same days beside them."""
    result = geomap.map_events(STORIES, geomap.Settings(focus=("UA",), title="Articles against records"))
    return geomap.write(geomap.join(result, RECORDS), target)


def on_folium(target: Path) -> Path:
    """A page with a circle and a layer control of Folium's own."""
    page = geomap.EventMap(geomap.map_events(STORIES, geomap.Settings(focus=("UA",))), title="With Folium's own layers")
    note = folium.FeatureGroup(name="My circle").add_to(page)
    folium.Circle([49.99, 36.23], radius=30_000, fill=True, popup="30 km around Kharkiv").add_to(note)
    folium.LayerControl().add_to(page)
    page.save(str(target))
    return target


PAGES: Mapping[str, Callable[[Path], Path]] = {"sample": sample, "joined": joined, "on-folium": on_folium}

if __name__ == "__main__":
    for name, make in PAGES.items():
        print(make(Path(sys.argv[1]) / f"{name}.html"))
