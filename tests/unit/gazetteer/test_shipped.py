"""The gazetteer that ships knows the world's news: facts that anyone can look up."""

import pytest

from geomap.names import fold
from geomap.records import KnownAs


def ids(store, name):
    return {choice.id for choice in store.candidates([name])[name]}


@pytest.mark.parametrize(
    ("name", "id_", "display"),
    [
        ("Kyiv", "geonames:703448", "Kyiv"),
        ("Kiev", "geonames:703448", "Kyiv"),
        ("Kharkiv", "geonames:706483", "Kharkiv"),
        ("Kharkov", "geonames:706483", "Kharkiv"),
        ("Zaporizhzhia", "geonames:687700", "Zaporizhzhia"),
        ("Zaporizhia", "geonames:687700", "Zaporizhzhia"),
        ("Zaporozhye", "geonames:687700", "Zaporizhzhia"),
        ("Odessa", "geonames:698740", "Odesa"),
        ("Lviv", "geonames:702550", "Lviv"),
        ("Mykolayiv", "geonames:700569", "Mykolaiv"),
        ("Kryvyi Rih", "geonames:703845", "Kryvyi Rih"),
        ("Chernihiv", "geonames:710735", "Chernihiv"),
        ("Vinnytsia", "geonames:689558", "Vinnytsia"),
        ("Lugansk", "geonames:702658", "Luhansk"),
        ("Avdeevka", "geonames:713122", "Avdiivka"),
        ("Donbass", "geomap:donbas", "Donbas"),
        ("Crimea", "geonames:703883", "Crimea"),
        ("Snake Island", "geonames:686930", "Snake Island"),
        ("UK", "geonames:2635167", "United Kingdom"),
        ("Britain", "geonames:2635167", "United Kingdom"),
        ("U.S.", "geonames:6252001", "United States"),
        ("DRC", "geonames:203312", "Democratic Republic of the Congo"),
        ("Burma", "geonames:1327865", "Myanmar"),
        ("Calif.", "geonames:5332921", "California"),
        ("Gaza Strip", "geonames:281132", "Gaza Strip"),
        ("the West Bank", "geonames:285153", "West Bank"),
        ("Deir al-Zour", "geonames:170794", "Deir ez-Zor"),
        ("El Fasher", "geonames:379555", "El Fasher"),
        ("St Louis", "geonames:4407066", "St. Louis"),
        ("Ft. Worth", "geonames:4691930", "Fort Worth"),
        ("The Hague", "geonames:2747373", "The Hague"),
        ("Black Sea", "geomap:black-sea", "Black Sea"),
        ("Dnieper", "geonames:565896", "Dnipro River"),
        ("Middle East", "geomap:middle-east", "Middle East"),
        ("Kupiansk district", "geonames:9194084", "Kupiansk Raion"),  # GeoNames: Kupianska Miskrada
        ("Izium Raion", "geonames:9197254", "Izium Raion"),  # GeoNames: Izyum
    ],
)
def test_a_name_in_the_news_finds_its_place_under_the_name_we_print(shipped, name, id_, display):
    found = {choice.id: choice for choice in shipped.candidates([name])[name]}
    assert id_ in found
    assert found[id_].name == display


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Zaporizhzhia Oblast", "geonames:687699"),
        ("Zaporizhia region", "geonames:687699"),
        ("Kharkiv region", "geonames:706482"),
        ("Kharkiv Oblast", "geonames:706482"),
        ("Donetsk province", "geonames:709716"),
        ("Belgorod region", "geonames:578071"),
        ("Idlib province", "geonames:169387"),
    ],
)
def test_an_oblast_or_region_is_never_the_city(shipped, name, id_):
    assert ids(shipped, name) == {id_}


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("French", "FR"),
        ("Frenchman", "FR"),
        ("Ukrainians", "UA"),
        ("British", "GB"),
        ("Dutch", "NL"),
        ("Emirati", "AE"),
        ("Congolese", "CD"),
        ("Kurdish", ""),
        ("European", ""),
        ("Chechens", "RU"),
        ("Texans", "US"),
    ],
)
def test_a_people_answers_as_people(shipped, name, country):
    assert (country, KnownAs.PEOPLE) in {(c.country, c.known_as) for c in shipped.candidates([name])[name]}
    assert shipped.facts([fold(name)])[fold(name)].is_people


@pytest.mark.parametrize(
    ("old", "new", "since"),
    [
        ("Artemivsk", "Bakhmut", "2016-02-04"),
        ("Kirovohrad", "Kropyvnytskyi", "2016-07-14"),
        ("Dnipropetrovsk", "Dnipro", "2016-05-19"),
        ("Komsomolsk", "Horishni Plavni", "2016-05-19"),
        ("Krasny Liman", "Lyman", "2016-02-04"),
        ("Dzerzhynsk", "Toretsk", "2016-02-04"),
        ("Novomoskovsk", "Samar", "2024-09-19"),
        ("Leningrad", "Saint Petersburg", "1991-09-06"),
        ("Nur-Sultan", "Astana", "2022-09-17"),
        ("Bombay", "Mumbai", "1995"),
    ],
)
def test_a_renamed_town_says_its_name_of_today_and_since_when(shipped, old, new, since):
    assert (new, KnownAs.FORMER, since) in {(c.name, c.known_as, c.renamed) for c in shipped.candidates([old])[old]}


def test_engels_was_pokrovsk_and_is_not(shipped):
    known = {c.id: c.known_as for c in shipped.candidates(["Pokrovsk"])["Pokrovsk"]}
    assert known["geonames:563464"] is KnownAs.FORMER
    assert known["geonames:704422"] is KnownAs.DISPLAY


def test_kharviv_is_kharkiv_before_anything_else(shipped):
    assert shipped.similar(["Kharviv"], countries=frozenset({"UA"}))["Kharviv"][0].id == "geonames:706483"


def test_andriivka_has_too_many_bearers_to_be_placed_without_context(shipped):
    assert shipped.facts(["andriivka"])["andriivka"].bearers > 60


def test_no_two_entries_of_a_name_are_the_same_place(shipped):
    for name in ("Kyiv", "Ukraine", "Kharkiv Oblast", "Paris", "Donbas", "Crimea"):
        choices = shipped.candidates([name])[name]
        assert len({choice.id for choice in choices}) == len(choices)


def test_a_capital_has_its_code_and_a_country_its_reach(shipped):
    (kyiv,) = [c for c in shipped.candidates(["Kyiv"])["Kyiv"] if c.feature_code == "PPLC"]
    assert kyiv.population > 2_500_000
    (ukraine,) = [c for c in shipped.candidates(["Ukraine"])["Ukraine"] if c.feature_code == "PCLI"]
    assert 400 < ukraine.reach_km < 1000


def test_the_european_union_is_a_region_and_continents_lie_where_geonames_puts_them(shipped):
    assert ("geomap:european-union", "RGN") in {(c.id, c.feature_code) for c in shipped.candidates(["E.U."])["E.U."]}
    (europe,) = [choice for choice in shipped.candidates(["Europe"])["Europe"] if choice.feature_code == "CONT"]
    assert (europe.at.lon, europe.at.lat) == (9.14, 48.69)
