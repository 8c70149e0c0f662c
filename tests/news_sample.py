"""A folder of lent news for tests: two articles of our own words, and what two readers wrote about them."""

import gzip
import json

SET = "guardian-2022"
TEXT = (
    "Shells fell on Izium on Friday, killing two people. Rail traffic to Izium stopped.\n\n"
    "In Kupiansk a crowd asked for water. The mayor of Izium said the shelling hit a school."
)
ARTICLES = (
    {"id": "a-1", "title": "Shells fall on Izium", "published": "2022-07-16", "outlet": "The Guardian", "text": TEXT},
    {"id": "a-2", "title": "", "published": "2022-07-17", "outlet": None, "text": "A day without news from the front."},
)
SHELLING = {
    "a": "a-1",
    "core": "news",
    "place": "Izium",
    "place_words": ["Izium"],
    "country": "UA",
    "lon": 37.26,
    "lat": 49.21,
    "precision": "settlement",
    "alt": [[36.4, 49.6, "adm1"]],
    "first": "2022-07-15",
    "last": "2022-07-15",
    "sub_type": "Shelling/artillery/missile attack",
    "also": ["Attack"],
    "killed": [2, 2],
    "injured": None,
    "initiator": "",
    "target": "civilians",
    "anchors": ["Shells fall on Izium", "killing two people", "the shelling hit a school"],
}
PROTEST = SHELLING | {
    "place": "Kupiansk",
    "place_words": ["Kupiansk"],
    "lon": 37.62,
    "lat": 49.71,
    "alt": [],
    "first": "2022-07-16",
    "last": "2022-07-16",
    "sub_type": "Peaceful protest",
    "also": [],
    "killed": None,
    "target": "",
    "anchors": ["a crowd asked for water"],
}
NOTHING = {"a": "a-2", "none": True}


def write_lines(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def write_news(folder, articles=ARTICLES):
    """The lent folder `news` with one set of these articles."""
    (folder / "unlabelled").mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "unlabelled" / f"{SET}.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles)
    return folder
