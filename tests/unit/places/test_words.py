import pytest

from geomap.languages import shipped_languages
from geomap.places.lexicon import lexicon
from geomap.places.phrases import Tie
from geomap.places.wording import read_wording
from geomap.places.words import PlaceKind

ENGLISH = lexicon(shipped_languages()["en"])


def wording(text: str, surface: str):
    start = text.index(surface)
    return read_wording(text, start, start + len(surface), ENGLISH)


@pytest.mark.parametrize(
    ("text", "surface", "core", "kind"),
    [
        ("the Kharkiv region's west", "Kharkiv", "kharkiv", PlaceKind.FIRST),
        ("Kharkiv and Sumy regions were hit", "Kharkiv", "kharkiv", PlaceKind.FIRST),
        ("Donetsk, Luhansk and Kherson oblasts", "Donetsk", "donetsk", PlaceKind.FIRST),
        ("Kharkiv and Sumy were hit", "Kharkiv", "kharkiv", PlaceKind.OPEN),
        ("the province of Idlib", "Idlib", "idlib", PlaceKind.FIRST),
        ("the Kharkiv regional governor", "Kharkiv", "kharkiv", PlaceKind.FIRST),
        ("Zaporizhzhia Oblast.", "Zaporizhzhia Oblast", "zaporizhzhia", PlaceKind.FIRST),
        ("Bucha district", "Bucha", "bucha", PlaceKind.SECOND),
        ("a district of Kharkiv", "Kharkiv", "kharkiv", PlaceKind.SECOND),
        ("the Saltivka district of Kharkiv", "Kharkiv", "kharkiv", PlaceKind.OPEN),
        ("the city of Homs", "Homs", "homs", PlaceKind.TOWN),
        ("the Dnipro River", "Dnipro", "dnipro", PlaceKind.WATER),
        ("Gulf of Mexico", "Gulf of Mexico", "mexico", PlaceKind.WATER),
        ("the Bakhmut front", "Bakhmut", "bakhmut", PlaceKind.NEAR),
        ("northern Syria", "Syria", "syria", PlaceKind.PART),
        ("the United States", "United States", "united states", PlaceKind.OPEN),
        ("Kyiv-based lawyers", "Kyiv-based", "kyiv", PlaceKind.OPEN),
        ("Ukraine's army", "Ukraine's", "ukraine", PlaceKind.OPEN),
        ("in the Hague", "the Hague", "hague", PlaceKind.OPEN),
        ("Paris, Texas", "Paris, Texas", "paris", PlaceKind.OPEN),
    ],
)
def test_the_words_around_a_name_say_what_kind_of_place_it_is(text, surface, core, kind) -> None:
    found = wording(text, surface)
    assert (found.core, found.kind) == (core, kind)
    assert core in found.names


@pytest.mark.parametrize(
    ("text", "surface", "code"),
    [
        ("Lebanon, Pa., on Friday", "Lebanon", "US.PA"),
        ("Paris, Texas, said", "Paris", "US.TX"),
        ("Paris, Texas", "Paris, Texas", "US.TX"),
        ("Town, N.Y. (AP)", "Town", "US.NY"),
        ("London, Ont., police", "London", "CA.08"),
        ("Oxford (Mississippi)", "Oxford", "US.MS"),
        ("Kharkiv, Mass", "Kharkiv", ""),
        ("Kharkiv, Sumy", "Kharkiv", ""),
    ],
)
def test_a_state_behind_the_name_is_read(text, surface, code) -> None:
    assert wording(text, surface).division == code


def test_an_abbreviated_state_asks_for_its_full_name() -> None:
    assert "pennsylvania" in wording("Lebanon, Pa., on", "Pa.").names


def test_a_word_is_no_state() -> None:
    assert ENGLISH.division_code("Miss") == ""
    assert ENGLISH.division_code("Miss.") == "US.MS"


@pytest.mark.parametrize(
    ("surface", "asked"),
    [
        ("St. Petersburg", "saint petersburg"),
        ("Northern Syria", "syria"),
        ("Maarat al-Numan", "maarat an numan"),
        ("Deir ez-Zor", "deir al zor"),
        ("Kyiv-based", "kyiv based"),
        ("Izium raion", "izyum raion"),
        ("Izyum district", "izium raion"),
    ],
)
def test_other_ways_of_writing_a_name_are_asked_too(surface, asked) -> None:
    assert asked in wording(surface, surface).names


@pytest.mark.parametrize(
    ("surface", "is_one"), [("EU", True), ("U.S.", True), ("DRC", True), ("Eu", False), ("KYIV", False), ("E1", False)]
)
def test_an_acronym_is_known_by_its_capitals(surface, is_one) -> None:
    assert wording(surface, surface).acronym is is_one


def test_plurals_of_level_words_are_read() -> None:
    assert [ENGLISH.singular(word) for word in ("regions", "counties", "axis", "houses")] == [
        "region",
        "county",
        "axis",
        "houses",
    ]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Lebanon, Texas", ("Lebanon", "Texas"), (Tie.COMMA, 0)),
        ("Homs in Syria", ("Homs", "Syria"), (Tie.WITHIN, 0)),
        ("Homs (Syria)", ("Homs", "Syria"), (Tie.WITHIN, 0)),
        ("Homs, a city in northern Syria", ("Homs", "Syria"), (Tie.WITHIN, 0)),
        ("Ukraine's city of Kharkiv", ("Ukraine", "Kharkiv"), (Tie.WITHIN, 1)),
        ("Ukraine's Kharkiv", ("Ukraine's", "Kharkiv"), (Tie.WITHIN, 1)),
        ("Kharkiv and Sumy", ("Kharkiv", "Sumy"), (Tie.BESIDE, 0)),
    ],
)
def test_phrases_tie_two_names(world, article, text, names, expected) -> None:
    from geomap.places.phrases import joins

    mentions = [world.mention(text, name) for name in names]
    (link,) = joins(article(text), mentions, ENGLISH.words)
    assert (link.tie, link.inner) == expected


def test_a_people_before_a_town_names_its_country(world, article) -> None:
    from geomap.places.phrases import joins
    from geomap.records import Role

    text = "the Syrian town of Homs"
    mentions = [world.mention(text, "Syrian", role=Role.PEOPLE), world.mention(text, "Homs")]
    (link,) = joins(article(text), mentions, ENGLISH.words)
    assert (link.tie, link.inner) == (Tie.WITHIN, 1)


def test_names_far_apart_are_not_tied(world, article) -> None:
    from geomap.places.phrases import joins

    text = f"Homs {'was quiet and ' * 9}Syria"
    mentions = [world.mention(text, "Homs"), world.mention(text, "Syria")]
    assert joins(article(text), mentions, ENGLISH.words) == ()


def test_verbs_between_two_names_tie_nothing(world, article) -> None:
    from geomap.places.phrases import joins

    text = "Karkov told reporters in Kyiv"
    mentions = [world.mention(text, "Karkov"), world.mention(text, "Kyiv")]
    assert joins(article(text), mentions, ENGLISH.words) == ()


def test_a_name_with_its_arabic_article_is_asked_for_with_others_and_without() -> None:
    assert {"al khuwei", "el khuwei", "khuwei"} <= set(wording("shelled Al-Khuwei", "Al-Khuwei").names)
    assert {"el khuwei", "al khuwei", "khuwei"} <= set(wording("shelled El-Khuwei", "El-Khuwei").names)
    assert "al salto" not in wording("in El Salto on Friday", "El Salto").names  # it may be Spanish
