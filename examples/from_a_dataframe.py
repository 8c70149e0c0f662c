"""A map from a DataFrame of articles, and the result as tables: `python examples/from_a_dataframe.py`."""

from pathlib import Path

import pandas as pd

import geomap

articles = pd.DataFrame(
    {
        "headline": ["Strikes on two cities", "Depot burns in Odesa"],
        "body": [
            "Missiles hit Kharkiv on Friday, killing three people. Shells fell on Zaporizhzhia on Saturday.",
            "A drone struck a fuel depot in Odesa on Wednesday, the city council said.",
        ],
        "date": ["2023-02-12", "2024-05-02"],
        "outlet": ["Example Daily", "Example Wire"],
    }
)

result = geomap.map_events(articles, geomap.Settings(focus=["UA"], title="Two articles"))
print(result.events[["date_start", "place", "sub_event_type", "killed_best"]].to_string(index=False))

only_2024 = result.filter(since="2024-01-01", where=lambda events: events["trust"] > 0.5)
print(only_2024)

folder = Path("maps")
print(geomap.write(result, folder / "two-articles.html").as_posix())
