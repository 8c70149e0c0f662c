import numpy as np
from page_sample import sample_tables

from geomap.output.page_places import gather
from geomap.output.place_words import in_other_languages


def test_a_town_and_a_province_are_called_as_the_labels_call_them_where_they_stand():
    found = in_other_languages(
        ["Kharkiv", "Sumy Oblast", "Nowhereville"], np.array([36.25, 34.0, 0]), np.array([49.98, 51.0, 0])
    )
    assert found == {"uk": ["Харків", "Сумська область", ""], "ru": ["Харьков", "Сумская область", ""]}


def test_a_namesake_far_away_is_not_called_so():
    assert in_other_languages(["Kharkiv"], np.array([-100.0]), np.array([40.0])) == {}


def test_the_page_holds_these_names_beside_its_own():
    tables = sample_tables()
    strings = gather(tables.events, tables.areas).strings
    called = dict(zip(strings["names"], strings["names_uk"], strict=True))
    assert (called["Melitopol"], called["Nowhereville"]) == ("Мелітополь", "")
    assert "Харківська область" in strings["admin1_uk"]


def test_villages_raions_and_islands_of_ukraine_have_their_ukrainian_names():
    names = ["Bohuniia", "Bakhchysarai Raion", "Snake Island"]
    at = np.array([28.61, 33.87, 30.2]), np.array([50.277, 44.75, 45.25])
    assert in_other_languages(names, *at)["uk"] == ["Богунія", "Бахчисарайський район", "острів Зміїний"]


def test_a_page_calls_its_raions_in_ukrainian():
    tables = sample_tables()
    in_kharkiv = tables.events["place"] == "Kharkiv"
    events = tables.events[in_kharkiv].assign(admin2="Kharkiv Raion")
    strings = gather(events, tables.areas).strings
    assert (strings["admin2"], strings["admin2_uk"]) == (["Kharkiv Raion"], ["Харківський район"])
