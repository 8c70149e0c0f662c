"""Entries of a live page begin with their time; a date of one is no date of the next."""

import datetime as dt

import geomap

DAY = dt.date(2024, 3, 17)


def first_days(text):
    events = geomap.map_events([geomap.Article(id="live", title="Live: the war", text=text, published=DAY)]).events
    return dict(zip(events["place"], events["date_start"].astype(str), strict=True))


def test_a_date_stays_in_the_entry_that_says_it():
    told = first_days(
        "22:10 Shells hit Nikopol and wounded two people.\n19:30 A missile hit Kharkiv on Friday, officials say."
    )
    assert told == {"Nikopol": "2024-03-17", "Kharkiv": "2024-03-15"}


def test_within_an_entry_a_date_is_carried_on():
    told = first_days(
        "19:30 On Friday the alarm went three times in Kharkiv oblast. Shells hit Chuhuiv, and two people died."
    )
    assert told["Chuhuiv"] == "2024-03-15"
