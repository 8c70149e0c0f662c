import dataclasses

import pytest

from geomap.languages import shipped_languages
from geomap.places.lexicon import lexicon
from geomap.places.repair import deserves
from geomap.records import KnownAs, Place, Reject, Role
from geomap.sounds import edits, same_sound, sounds

ENGLISH = lexicon(shipped_languages()["en"])


def similar(*entries) -> tuple:
    return tuple(dataclasses.replace(one, known_as=KnownAs.SIMILAR) for one in entries)


@pytest.fixture
def near(world):
    """What a gazetteer might find near "Kharviv"."""
    of = world.of
    return {
        "Kharkiv": of[706483],
        "Kharkiv Oblast": of[706482],
        "Kharvin": world.entry(99, "Kharvin", (33.0, 50.0), "P.PPL", population=50),
        "Kharvik": world.entry(98, "Kharvik", (33.0, 50.0), "P.PPL", population=900_000),
        "Berlin": world.entry(97, "Berlin", (13.4, 52.5), "P.PPLC", population=3_600_000, country="DE"),
        "Hamburg": world.entry(96, "Hamburg", (10.0, 53.5), "P.PPLA", population=1_800_000, country="DE"),
    }


def test_a_typo_in_a_country_of_the_article_is_mended_with_a_receipt(read, near) -> None:
    found = {"kharviv": similar(near["Kharkiv"], near["Kharkiv Oblast"], near["Kharvin"])}
    place, _ = read("Explosions rocked Kharviv in Ukraine.", "Kharviv", "Ukraine", similar=found)
    assert isinstance(place, Place)
    assert place.candidate.id == "geonames:706483"
    assert (place.repair.read, place.repair.taken_as, place.repair.distance) == ("Kharviv", "Kharkiv", 1)
    assert place.repair.kind == "typo"
    assert place.repair.runner_up == "Kharvin"
    assert place.trust < 0.9
    assert "Kharviv" in place.why[0]


def test_two_large_towns_as_near_are_no_safe_repair(read, near) -> None:
    found = {"kharviv": similar(near["Kharkiv"], near["Kharvik"])}
    outcome, _ = read("Explosions rocked Kharviv while Ukraine slept.", "Kharviv", "Ukraine", similar=found)
    assert isinstance(outcome, Reject)
    assert "none of them safely" in outcome.detail


def test_a_village_is_not_read_into_a_typo(read, near) -> None:
    found = {"kharviv": similar(near["Kharvin"])}
    outcome, _ = read("Explosions rocked Kharviv while Ukraine slept.", "Kharviv", "Ukraine", similar=found)
    assert isinstance(outcome, Reject)


def test_a_name_that_is_not_safely_mended_stands_for_the_country_that_it_is_said_to_be_in(read, near) -> None:
    found = {"kharviv": similar(near["Kharvin"])}
    place, _ = read("Explosions rocked Kharviv in eastern Ukraine.", "Kharviv", "Ukraine", similar=found)
    assert (place.candidate.name, place.candidate.is_area) == ("Ukraine", True)


def test_abroad_only_a_well_known_place_is_meant_by_a_typo(read, near) -> None:
    found = {"berlim": similar(near["Berlin"])}
    outcome, _ = read("Explosions rocked Berlim and Kharkiv.", "Berlim", "Kharkiv", similar=found)
    assert isinstance(outcome, Reject)  # six letters are too few abroad


def test_a_large_town_abroad_is_meant_by_a_long_name_with_one_typo(read, near) -> None:
    found = {"hanburg": similar(near["Hamburg"])}
    place, _ = read("Explosions rocked Hanburg and Kharkiv.", "Hanburg", "Kharkiv", similar=found)
    assert isinstance(place, Place)
    assert place.why[1] == "a large town"


def test_a_name_with_an_ending_is_not_a_misspelt_town(read, near) -> None:
    found = {"kharkivs": similar(near["Kharkiv"])}
    outcome, _ = read("Explosions rocked Kharkivs while Ukraine slept.", "Kharkivs", "Ukraine", similar=found)
    assert isinstance(outcome, Reject) or outcome.repair.kind == "transliteration"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("General Karkov spoke.", "Karkov"),
        ("Karkov said it.", "Karkov"),
        ("Karkov fell. Ivan Karkov was his father.", "Karkov"),
        ("The Karkov Brigade lost men.", "Karkov"),
        ("Karkovs are sold here, as karkovs are everywhere.", "Karkovs"),
        ("In Lvib it rained.", "Lvib"),
        ("In Kharviv2 it rained.", "Kharviv2"),
        ("in kharviv it rained.", "kharviv"),
        ("Northern towns.", "Northern"),
        ("THE BIGTOWN HALL stood.", "BIGTOWN HALL"),
    ],
)
def test_words_persons_and_organisations_are_never_repaired(article, world, text: str, surface: str) -> None:
    assert not deserves(article(text), world.mention(text, surface), ENGLISH.words)


def test_a_place_after_a_preposition_deserves_repair(article, world) -> None:
    assert deserves(article("In Kharviv it rained."), world.mention("In Kharviv it rained.", "Kharviv"), ENGLISH.words)


def test_a_people_is_never_repaired(article, world) -> None:
    assert not deserves(
        article("Ukranian troops."), world.mention("Ukranian troops.", "Ukranian", role=Role.PEOPLE), ENGLISH.words
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kiev", "Kyiv"),
        ("Lugansk", "Luhansk"),
        ("Zaporizhia", "Zaporizhzhia"),
        ("Seversky Donets", "Siverskyi Donets"),
        ("Odessa", "Odesa"),
        ("Deir al-Zour", "Deir ez-Zor"),
        ("Vinnitsa", "Vinnytsia"),
    ],
)
def test_renderings_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert same_sound(one, other)


@pytest.mark.parametrize(("one", "other"), [("Kharviv", "Kharkiv"), ("Artemivsk", "Bakhmut"), ("Munich", "Zurich")])
def test_other_names_sound_different(one: str, other: str) -> None:
    assert not same_sound(one, other)


def test_edits_count_swapped_neighbours_once() -> None:
    assert edits("Khrakiv", "Kharkiv") == 1


def test_a_name_that_is_but_an_article_keeps_it() -> None:
    assert sounds("al")


def test_misspelt_names_of_several_articles_are_mended_as_each_would_be_alone(resolver, article, world, near) -> None:
    both = {"kharviv": similar(near["Kharkiv"], near["Kharkiv Oblast"])}
    found = [both, {}, both, {"kharviv": similar(near["Kharkiv"], near["Kharvik"])}]
    texts = ["Kharviv burns, Ukraine says.", "Quiet in Ukraine.", "Near Bakhmut and Kharviv.", "In Kharviv, Ukraine."]
    weighed = []
    for text in texts:
        names = sorted((name for name in ("Kharviv", "Ukraine", "Bakhmut") if name in text), key=text.index)
        weighed.append(world.weigh(resolver, article(text), [world.mention(text, name) for name in names]))
    together = resolver.resolve(weighed, found)
    assert together == [one.resolve(those) for one, those in zip(weighed, found, strict=True)]
    assert [outcomes[-1 if at == 2 else 0].candidate.name for at, outcomes in enumerate(together[:3])] == [
        "Kharkiv",
        "Ukraine",
        "Kharkiv",
    ]
    assert together[3][0].candidate.name == "Ukraine"  # which of the two is not safe, but the country is
