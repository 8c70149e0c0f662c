"""Events of articles beside the event records of others: `python examples/join_with_records.py`."""

import pandas as pd

import geomap

articles = [
    {"text": "Missiles hit Kharkiv on Friday, killing three people.", "date": "2023-02-12"},
    {"text": "A drone struck a fuel depot in Odesa on Wednesday.", "date": "2024-05-02"},
]
records = pd.DataFrame(
    {
        "id": ["r1", "r2"],
        "date": ["2023-02-10", "2023-02-11"],
        "place": ["Kharkiv", "Lviv"],
        "country": ["Ukraine", "Ukraine"],
        "killed": [3, 0],
    }
)

both = geomap.join(geomap.map_events(articles), records)
lists = both.joined
print(lists.matched[["event_place", "record_id", "score", "why"]].to_string(index=False))
print("records without an article:", *lists.records_alone["place"])
print("events without a record:", *lists.events_alone["place"])
