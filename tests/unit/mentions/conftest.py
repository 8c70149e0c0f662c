import datetime as dt

import pytest

from geomap.mentions import CrfRecogniser, shipped_recogniser
from geomap.records import Article, Mention, NameFacts


def place(population=50_000, classes="P", bearers=1, **flags):
    return NameFacts(bearers=bearers, population=population, classes=classes, **flags)


FACTS = {
    "kyiv": place(2_797_553),
    "kharkiv": place(1_433_886),
    "zaporizhzhia": place(710_052),
    "zaporizhzhia oblast": place(1_600_000, "A", is_admin1=True),
    "donetsk": place(901_645),
    "beirut": place(1_916_100),
    "moscow": place(10_381_222),
    "paris": place(2_138_551),
    "lviv": place(717_273),
    "ukraine": place(44_622_516, "A", is_country=True),
    "russia": place(144_478_050, "A", is_country=True),
    "france": place(66_987_244, "A", is_country=True),
    "brazil": place(209_469_333, "A", is_country=True),
    "united states": place(327_167_434, "A", is_country=True),
    "great britain": place(66_488_991, "A", is_country=True),
    "canada": place(37_058_856, "A", is_country=True),
    "argentina": place(44_494_502, "A", is_country=True),
    "lebanon": place(6_848_925, "A", is_country=True),
    "russian": place(0, "", is_people=True),
    "ukrainian": place(0, "", is_people=True),
    "latin american": place(0, "", is_people=True),
}


@pytest.fixture(scope="session")
def recogniser() -> CrfRecogniser:
    return shipped_recogniser()


@pytest.fixture
def read(recogniser):
    """Reads a text as an article and gives its mentions."""

    def reading(text: str, *, title: str = "", facts=FACTS) -> tuple[Mention, ...]:
        article = Article(id="a", title=title, text=text, published=dt.date(2023, 2, 12))
        asked = recogniser.asks(article)
        return tuple(recogniser.recognise(article, {name: facts[name] for name in asked if name in facts}))

    return reading


@pytest.fixture
def roles(read):
    """Reads a text and gives the role of each surface."""
    return lambda text: {mention.surface: mention.role.value for mention in read(text)}
