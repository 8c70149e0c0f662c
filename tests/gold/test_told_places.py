"""What the text says of a name is believed, for every country: sentences made from the gazetteer by a script."""

import datetime as dt
import random
from functools import cache

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.places import shipped_resolver
from geomap.records import Article, Mention, Place, Role, Span

SEED = 20240213
TOWN_COUNTRY, SAID = 0.98, 0.99  # floors; measured .985 and .993
DISTRICT = 0.98  # measured 1.000, without the rule .62
STATES = {"Texas": "Houston", "Maine": "Bangor", "Ohio": "Dayton", "California": "Fresno", "Illinois": "Peoria"}


@cache
def gazetteer():
    return open_gazetteer()


@cache
def towns_with_a_namesake_abroad():
    """Towns of 20,000 and more whose name such a town of another country bears, with their country's name."""
    keys, _, _ = gazetteer().settlements()
    by_name: dict[str, dict[str, object]] = {}
    for one in gazetteer().by_keys(keys.tolist()):
        if one.population >= 20_000 and one.country:
            by_name.setdefault(one.name, {}).setdefault(one.country, one)
    pairs = [(name, land) for name, lands in sorted(by_name.items()) if len(lands) > 1 for land in sorted(lands)]
    return random.Random(SEED).sample(pairs, 400)  # noqa: S311 - no secret


@cache
def countries():
    keys, _, _ = gazetteer().settlements()
    codes = sorted({one.country for one in gazetteer().by_keys(keys.tolist())})
    names = [(code, gazetteer().country_name(code)) for code in codes]
    return [(code, name) for code, name in names if name and name != "Georgia"]  # a state too


def outcomes(text, *surfaces):
    mentions, after = [], 0
    for surface in surfaces:
        start = text.index(surface, after)
        after = start + len(surface)
        role = Role.PEOPLE if surface == "Lebanese" else Role.ACTOR if surface == "US" else Role.LOCATION
        span = Span(start=start, end=after)
        mentions.append(Mention(article_id="a", span=span, surface=surface, role=role, score=1.0))
    article = Article(id="a", title="", text=text, published=dt.date(2023, 2, 12))
    reading = shipped_resolver().read(article, mentions)
    weighed = reading.weigh(gazetteer().candidates(sorted(reading.asks)))
    names, lands = weighed.asks_similar
    return weighed.resolve(gazetteer().similar(sorted(names), countries=lands) if names else {})


def test_the_country_behind_a_comma_is_believed():
    wrong = []
    for name, code in towns_with_a_namesake_abroad():
        land = gazetteer().country_name(code)
        town, _ = outcomes(f"Gunmen killed two people in {name}, {land}, on Friday.", name, land)
        if not isinstance(town, Place) or town.candidate.country != code:
            wrong.append(f"{name}, {land}")
    assert len(wrong) <= (1 - TOWN_COUNTRY) * 400, wrong


def test_a_country_that_a_state_is_said_to_speak_of_is_no_town_of_that_state():
    wrong, asked = [], 0
    for number, (code, land) in enumerate(countries()):
        for state in sorted(STATES)[number % 2 : number % 2 + 3]:
            asked += 1
            text = f"A professor in {STATES[state]}, {state}, said {land} would retaliate."
            *_, found = outcomes(text, STATES[state], state, land)
            if not isinstance(found, Place) or found.candidate.country != code:
                wrong.append(text)
    assert asked > 700
    assert len(wrong) <= (1 - SAID) * asked, wrong


@pytest.mark.parametrize(
    ("text", "names", "lands"),
    [
        (
            "In Tripoli, Lebanon, two died; in Tripoli, Libya, a port burned.",
            ("Tripoli", "Lebanon", "Tripoli", "Libya"),
            ("LB", "LB", "LY", "LY"),
        ),
        ("A bomb went off in the Lebanese city of Tripoli.", ("Lebanese", "Tripoli"), ("LB", "LB")),
        ("Lebanon's Tripoli saw clashes.", ("Lebanon", "Tripoli"), ("LB", "LB")),
        ("Clashes broke out in Tripoli in Lebanon.", ("Tripoli", "Lebanon"), ("LB", "LB")),
        ("Shells hit Donetsk, Russia.", ("Donetsk", "Russia"), ("RU", "RU")),
        ("Police in Tbilisi, Georgia, said so.", ("Tbilisi", "Georgia"), ("GE", "GE")),
        ("Police in Atlanta, Georgia, said so.", ("Atlanta", "Georgia"), ("US", "US")),
        ("Cases rose in Arizona, Colorado, Georgia and Texas.", ("Arizona", "Colorado", "Georgia"), ("US",) * 3),
        ("Talks between Cairo, Lebanon and Jordan began.", ("Cairo", "Lebanon", "Jordan"), ("EG", "LB", "JO")),
    ],
)
def test_each_mention_goes_by_its_own_qualifier(text, names, lands):
    found = outcomes(text, *names)
    assert [one.candidate.country for one in found] == list(lands)


def test_a_town_that_the_gazetteer_lacks_in_the_country_named_stands_for_the_country_not_for_a_namesake():
    town, _ = outcomes("Gunmen attacked Manchester, Nigeria, on Friday.", "Manchester", "Nigeria")
    assert (town.candidate.country, town.candidate.feature_code) == ("NG", "PCLI")
    assert "stands for the whole of Nigeria" in town.why[0]


def test_a_local_paper_s_lebanon_is_the_town():
    text = "Boone County police said the trial in Lebanon, Indiana, would begin. Lebanon cleaned its streets."
    *_, town = outcomes(text, "Boone County", "Lebanon", "Indiana", "Lebanon")
    assert town.candidate.country == "US"


@cache
def villages_with_a_namesake_in_their_division():
    """Settlements of all countries that share their name with another district's of the same first-level division."""
    keys, _, _ = gazetteer().settlements()
    by_name: dict[str, dict[str, list[object]]] = {}
    for one in gazetteer().by_keys(keys.tolist()):
        if one.admin2 and one.feature_code != "PPLX" and one.name.isascii():
            by_name.setdefault(f"{one.admin1_code}/{one.name}", {}).setdefault(one.admin2_code, []).append(one)
    pairs = [
        places[0]
        for name, districts in sorted(by_name.items())
        if len(districts) > 1
        for places in map(districts.get, sorted(districts))
        if len(places) == 1 and places[0].admin2.endswith((" District", " Raion"))
    ]
    return random.Random(SEED).sample(pairs, 300)  # noqa: S311 - no secret


def test_the_district_behind_a_comma_is_believed():
    wrong = []
    for one in villages_with_a_namesake_in_their_division():
        land = gazetteer().country_name(one.country)
        village, *_ = outcomes(
            f"Gunmen killed two people in {one.name}, {one.admin2}, {land}, on Friday.", one.name, one.admin2, land
        )
        if not isinstance(village, Place) or village.candidate.admin2_code != one.admin2_code:
            wrong.append((one.name, one.admin2, land, getattr(village, "candidate", None) and village.candidate.admin2))
    assert len(wrong) <= (1 - DISTRICT) * 300, (len(wrong), wrong)


@pytest.mark.parametrize(
    ("name", "land", "town"),
    [
        ("Montenegro", "Colombia", "geonames:3674463"),  # a country elsewhere
        ("Armenia", "Colombia", "geonames:3689560"),
        ("Burlington", "Canada", "geonames:5911592"),  # a district elsewhere in that country, too
        ("Newton", "United States", "geonames:4945283"),  # by far the largest of many
    ],
)
def test_a_town_between_a_comma_and_its_country_is_that_town(name, land, town):
    found, country = outcomes(f"Gunmen killed two people in {name}, {land}, on Friday.", name, land)
    assert (found.candidate.id, found.candidate.country) == (town, country.candidate.country)


def test_of_towns_of_one_size_the_country_stands_for_the_one_meant():
    found, _ = outcomes("Gunmen killed two people in Brighton, United States, on Friday.", "Brighton", "United States")
    assert found.candidate.feature_code == "PCLI"


def test_countries_in_a_row_are_countries():
    found = outcomes("He went to Armenia, Colombia and Chile. Armenia, Colombia.", "Armenia", "Colombia", "Chile")
    assert [one.candidate.country for one in found] == ["AM", "CO", "CL"]


def test_another_language_s_name_is_the_city_of_all_that_are_called_so():
    found = outcomes("Russian missiles struck Nikolaev, killing three people.", "Nikolaev")
    assert [one.candidate.admin1 for one in found] == ["Mykolaiv Oblast"]


def test_a_level_word_before_the_comma_breaks_no_chain():
    text = "Two people were killed in Balad town, Balad district, Middle Shabelle region, Somalia, on Friday."
    found = outcomes(text, "Balad", "Balad", "Middle Shabelle", "Somalia")
    assert [one.candidate.country for one in found if isinstance(one, Place)] == ["SO"] * len(found)
