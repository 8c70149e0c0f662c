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


def test_divisions_abroad_are_called_by_our_list_or_as_their_city():
    names = ["Belgorod Oblast", "Voronezj", "Adana", "Nineveh"]
    found = in_other_languages(names, np.array([37.5, 40.0, 35.3, 42.5]), np.array([50.8, 50.9, 37.4, 36.0]))
    assert found["uk"] == ["Бєлгородська область", "Воронезька область", "Адана", "Найнава"]
    assert found["ru"] == ["Белгородская область", "Воронежская область", "Адана", "Найнава"]


def test_what_datasets_add_to_a_name_is_passed_over():
    names = ["Homs town", "Zaporizhzhia oblast", "Kyiv City", "Homs district", "Ash Tree Village"]
    at = np.array([36.72, 35.5, 30.52, 36.72, 0.5]), np.array([34.73, 47.4, 50.45, 34.73, 51.5])
    assert in_other_languages(names, *at)["uk"] == ["Хомс", "Запорізька область", "Київ", "", ""]


def test_a_country_is_called_so_where_it_lies_and_where_it_has_no_position():
    names = ["Ukraine", "Ukraine", "Lebanon", "Georgia"]
    at = np.array([0, 32.0, -122.9, -83.4]), np.array([0, 49.0, 44.5, 32.6])  # Lebanon, Oregon, and the state
    found = in_other_languages(names, *at)
    assert found["ru"][:2] == ["Украина", "Украина"]
    assert not {"Ливан", "Грузия"} & {*found["ru"]}


def test_a_page_calls_its_raions_in_both_languages():
    tables = sample_tables()
    in_kharkiv = tables.events["place"] == "Kharkiv"
    events = tables.events[in_kharkiv].assign(admin2="Kharkiv Raion")
    strings = gather(events, tables.areas).strings
    assert (strings["admin2"], strings["admin2_uk"]) == (["Kharkiv Raion"], ["Харківський район"])
    assert strings["admin2_ru"] == ["Харьковский район"]
