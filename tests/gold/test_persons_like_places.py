"""Persons, firms and agencies that bear the name of a state or a town are no places: texts made by a script."""

import datetime as dt
from functools import cache

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.mentions import accurate_recogniser
from geomap.records import Article, Role

# Six names of a list are for the open half, six for the held one.
NAMES = {
    "given": "Virginia Georgia Chad Jordan Paris Sydney Austin Chelsea Israel Florence Madison Savannah",
    "family": "Houston Lincoln Washington Berlin Hamilton Cleveland Boston Kent Derby Bolton London Milan",
    "arab": "Baghdadi Tikriti Halabi Masri Basri Hamawi Shami Mosuli Raqqawi Yemeni Libi Maqdisi",
    "first": "Anna Peter Maria Omar David Elena Ivan Fatima Sarah Ahmed Olga Daniel",
    "last": "Kowalczyk Ashdown Okafor Lindqvist Marchetti Petrov Brennan Haddad Novak Oyelaran Duarte Whitfield",
    "town": "Denver Leeds Karachi Phoenix Lagos Toronto Munich Osaka Izmir Durban Lahore Bristol",
}
EACH = 6
# "given", "family" and "town" are names of states and towns. Behind each text stand the names that are left in it.
OPEN = {
    "by first name": (
        ("{given} {last}, 34, was charged on Monday. {given} told the court that the car was stolen.", ()),
        ("Officers named her as {given} {last}. Ms {last} was a nurse. {given} loved the sea, a friend said.", ()),
        ("It was {given} {last} who called for help. A neighbour held {given} until the doctors came.", ()),
    ),
    "by surname": (
        ("{first} {family} won a seat. {family} promised new roads, and voters cheered {family} again.", ()),
        ("Mr {family} spoke first. {family} was sure that the bill would pass.", ()),
        ("{first} {family} paid the fine. Later {family} left by a side door.", ()),
    ),
    "with an article": (
        ("{first} al-{arab} led the group. Al-{arab} was killed in a raid.", ()),
        ("The judge questioned {first} al-{arab}. Two guards led al-{arab} away.", ()),
    ),
    "firms": (
        ("{town}, a listed carmaker, cut jobs. {town} said that demand was weak.", ()),
        ("Retailers such as {town} and Verado raised prices.", ()),
    ),
    "places stay": (
        ("{first} {family} came home. The family had lived in {family} for years.", ("{family}",)),
        ("{given} {last}, 34, was charged. She was born in {given}.", ("{given}",)),
        ("A blast killed two in {town}. {first} {last} said that {town} was calm again.", ("{town}", "{town}")),
        ("{town}, a city of carmakers, lost power.", ("{town}",)),
    ),
}
HELD = {
    "by first name": (
        ("A coach praised {given} {last}, who is 19. {given} trains before dawn.", ()),
        ("{given} {last} lost her bag. Mrs {last} rang the police. Nobody believed {given}.", ()),
        ("Doctors treated {given} {last} (27). {given} had been hit by a stray bullet.", ()),
    ),
    "by surname": (
        ("Captain {first} {family} gave up. {family} had no men left.", ()),
        ("The prize went to {first} {family}. {family} wept.", ()),
        ("Senator {family} voted no. Nobody had asked {family} why.", ()),
    ),
    "with an article": (
        ("A drone killed {first} al-{arab}. The group mourned al-{arab} for a week.", ()),
        ("{first} al-{arab} taught law. Students say al-{arab} never raised his voice.", ()),
    ),
    "firms": (
        ("{town}, an insurer based abroad, won the case. {town} had waited for years.", ()),
        ("Newspapers including {town} and the Bugle closed.", ()),
    ),
    "places stay": (
        ("Judge {first} {family} was ill. Snow fell in {family}.", ("{family}",)),
        ("{given} {last} (27) sings. Her tour ends in {given} in May.", ("{given}",)),
        ("{first} {last} left {town} at noon. Shells fell on {town} at dusk.", ("{town}", "{town}")),
        ("A bank in {town} was robbed, the company said.", ("{town}",)),
    ),
}
LEAST = {"open": 0.95, "held": 0.9}


@cache
def read(text):
    article = Article(id="text", title="", text=text, published=dt.date(2024, 5, 14))
    with open_gazetteer() as gazetteer:
        return recogniser().recognise(article, gazetteer.facts(recogniser().asks(article)))


@cache
def recogniser():
    return accurate_recogniser()


def texts(forms):
    """Each form with every name: its kind, the text, and the names that are left."""
    half = slice(0, EACH) if forms is OPEN else slice(EACH, 2 * EACH)
    for kind, told in forms.items():
        for text, left in told:
            for names in zip(*(values.split()[half] for values in NAMES.values()), strict=True):
                said = dict(zip(NAMES, names, strict=True))
                yield kind, text.format(**said), [name.format(**said) for name in left]


def is_right(text, left):
    return [mention.surface for mention in read(text) if mention.role is not Role.PEOPLE] == left


@pytest.mark.parametrize(("half", "forms"), [("open", OPEN), ("held", HELD)])
def test_persons_and_firms_are_no_places_and_places_stay(half, forms):
    right = [is_right(text, left) for _, text, left in texts(forms)]
    assert sum(right) / len(right) >= LEAST[half]
