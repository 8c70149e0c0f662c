"""Events on Folium maps, with layers, controls and popups of Folium: `python examples/folium_layers.py`."""

from pathlib import Path

import folium

import geomap

result = geomap.map_events("Missiles hit Kharkiv on Friday, killing three people.", date="2023-02-12")
folder = Path("maps")
folder.mkdir(exist_ok=True)

page = geomap.EventMap(result, title="One strike")  # a whole page: panel, time line, no network
mine = folium.FeatureGroup(name="Mine").add_to(page)
folium.CircleMarker([49.99, 36.23], radius=12, fill=True, popup="my own note").add_to(mine)
folium.LayerControl().add_to(page)
page.fit_bounds([[48, 34], [51, 39]])
page.save(folder / "page.html")

plain = folium.Map(tiles=None)  # any Folium map: the events are one of its layers
geomap.EventLayer(result, name="Strikes").add_to(plain)
folium.LayerControl().add_to(plain)
plain.save(folder / "plain.html")
print(*sorted(path.as_posix() for path in folder.glob("p*.html")))
