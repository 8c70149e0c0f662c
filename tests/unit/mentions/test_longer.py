"""Ships, armed groups, media, institutes and degrees that are called like places are none."""

import pytest

from geomap.languages import shipped_languages
from geomap.mentions.lexicon import lexicon
from geomap.mentions.longer import is_degree, role_in_longer
from geomap.records import Role

ENGLISH = lexicon(shipped_languages()["en"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukraine sank the Moskva cruiser in April.", "Moskva"),
        ("The cruiser Moskva sank.", "Moskva"),
        ("The frigate \u201cKharkiv\u201d left port.", "Kharkiv"),
        ("HMS London was refitted.", "London"),
        ("A missile boat and the submarine Krasnodar were seen.", "Krasnodar"),
        ("Estimates given to Rusi by the military.", "Rusi"),
        ("al-Qaeda in the Arabian Peninsula claimed it.", "Arabian Peninsula"),
        ("al Qaeda in the Islamic Maghreb took hostages.", "Islamic Maghreb"),
        ("Islamic State in Iraq and the Levant grew.", "Levant"),
        ("Islamic State West Africa Province killed six.", "West Africa"),
        ("The Moscow Times reported it.", "Moscow"),
        ("The Kyiv Independent wrote so.", "Kyiv"),
        ("Qatar Airways cancelled flights.", "Qatar"),
        ("Manchester United won.", "Manchester"),
        ("Shakhtar Donetsk won.", "Donetsk"),
        ("According to the Africa Center for Strategic Studies, it rose.", "Africa"),
    ],
)
def test_a_name_inside_a_longer_one_is_no_place(text, name):
    start = text.index(name)
    assert role_in_longer(text, start, start + len(name), ENGLISH.roles) is Role.OTHER


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ships left the port of Odesa.", "Odesa"),
        ("Fighting reached Moscow on Friday.", "Moscow"),
        ("Islamic State in Raqqa shot three men.", "Raqqa"),
        ("Missiles hit the Odesa Bank building.", "Odesa"),
        ("Shells fell near the Donetsk Institute.", "Donetsk"),
        ("Troops in West Africa were attacked.", "West Africa"),
        ("Kyiv said so.", "Kyiv"),
    ],
)
def test_a_place_by_itself_or_its_building_that_was_hit_stays_one(text, name):
    start = text.index(name)
    assert role_in_longer(text, start, start + len(name), ENGLISH.roles) is None


@pytest.mark.parametrize("degree", ["M.A.", "M.A", "M.S.", "M.D.", "Ph.D.", "Ph.D", "R.D.", "B.S."])
def test_a_degree_is_no_state(degree):
    assert is_degree(degree, ".", ENGLISH.roles.patterns)


@pytest.mark.parametrize("state", ["N.C.", "N.C", "D.C.", "Md.", "Ma", "Mass.", "MA", "R.I.", "S.D.", "U.S."])
def test_a_state_is_no_degree(state):
    assert not is_degree(state, ",", ENGLISH.roles.patterns)
