from dataclasses import replace

import pytest

from geomap.languages import shipped_languages
from geomap.places import AMBIGUOUS, NOT_FOUND, PlaceResolver, shipped_resolver
from geomap.places.candidate_set import candidate_set
from geomap.places.lexicon import lexicon
from geomap.places.wording import read_wording
from geomap.records import Field, KnownAs, Place, Reject, Role, Stage

KHARKIV, OBLAST, BAKHMUT, POKROVSK = "geonames:706483", "geonames:706482", "geonames:713174", "geonames:704422"


def test_a_bare_name_is_the_town_not_the_oblast_named_after_it(read) -> None:
    (place,) = read("Missiles hit Kharkiv on Friday.", "Kharkiv")
    assert place.candidate.id == KHARKIV


@pytest.mark.parametrize(
    "text",
    [
        "Shelling of the Kharkiv region went on.",
        "In the region of Kharkiv, shelling went on.",
        "Both the Kharkiv and Poltava regions were shelled.",
        "In Kharkiv Oblast, shelling went on.",
    ],
)
def test_a_name_with_the_word_region_is_the_oblast(read, text: str) -> None:
    surface = "Kharkiv Oblast" if "Oblast" in text else "Kharkiv"
    (place,) = read(text, surface)
    assert place.candidate.id == OBLAST
    assert any(reason.startswith("the text says") for reason in place.why)


def test_an_old_name_of_a_bigger_town_does_not_win(read) -> None:
    places = read("Bombs fell on Pokrovsk and Bakhmut in Ukraine.", "Pokrovsk", "Bakhmut", "Ukraine")
    assert places[0].candidate.id == POKROVSK


def test_a_front_is_around_the_town_and_says_so(read) -> None:
    (place, _) = read("Fighting went on along the Bakhmut direction in Ukraine.", "Bakhmut", "Ukraine")
    assert place.candidate.id == BAKHMUT
    assert place.why[0].startswith("near: ")


def test_a_state_behind_a_comma_decides(read) -> None:
    paris, texas = read("Police in Paris, Texas, said so.", "Paris", "Texas")
    assert (paris.candidate.country, texas.candidate.id) == ("US", "geonames:4736286")


def test_without_a_state_the_capital_is_meant(read) -> None:
    (paris,) = read("Police in Paris said so.", "Paris")
    assert paris.candidate.country == "FR"


def test_a_name_that_many_villages_bear_is_too_ambiguous_without_context(read) -> None:
    (reject,) = read("Shells hit Andriivka.", "Andriivka")
    assert isinstance(reject, Reject)
    assert (reject.reason, reject.stage, reject.mention.surface) == (AMBIGUOUS, Stage.RESOLVE, "Andriivka")
    assert "4 entries answer to it" in reject.detail
    assert "Andriivka, Lviv Oblast (UA)" in reject.detail  # the likeliest are listed


def test_a_name_too_ambiguous_to_place_stands_for_the_area_that_the_text_names(read) -> None:
    (place, _) = read("Shells hit Andriivka in Ukraine.", "Andriivka", "Ukraine")
    assert isinstance(place, Place)
    assert place.candidate.feature_code == "PCLI"
    assert "stands for the whole of Ukraine" in place.why[0]


def test_the_same_name_said_twice_is_the_same_place(read) -> None:
    text = "Bakhmut was shelled. Later Kharkiv was hit, then Bakhmut again."
    first, _, second = read(text, "Bakhmut", "Kharkiv", "Bakhmut")
    assert first.candidate == second.candidate


def test_every_mention_has_an_outcome_in_its_place(read) -> None:
    outcomes = read("Kharkiv, Nowhereville, Paris.", "Kharkiv", "Nowhereville", "Paris")
    assert [o.mention.surface for o in outcomes] == ["Kharkiv", "Nowhereville", "Paris"]
    assert outcomes[1].reason == NOT_FOUND


def test_no_mention_gives_no_outcome(read) -> None:
    assert list(read("Nothing happened anywhere.")) == []


def test_every_place_says_why_and_how_sure_it_is(read) -> None:
    for place in read("Kharkiv and Bakhmut are in Ukraine.", "Kharkiv", "Bakhmut", "Ukraine"):
        assert place.why
        assert 0.0 < place.trust <= 1.0


def test_a_people_means_its_country(read) -> None:
    (place,) = read("Ukrainian troops advanced.", "Ukrainian", role=Role.PEOPLE)
    assert place.candidate.id == "geonames:690791"
    assert "the name of a people" in place.why[0]


def test_coordinates_in_the_text_are_themselves(read) -> None:
    (place,) = read("A shell fell at 48.0159 N, 37.8028 E.", "48.0159 N, 37.8028 E")
    assert place.candidate.id == "geo:48.0159,37.8028"
    assert (place.trust, place.candidate.at.lat) == (1.0, 48.0159)


def test_an_acronym_is_no_small_town(read) -> None:
    (reject,) = read("The EU condemned it.", "EU")
    assert reject.reason == NOT_FOUND


def test_a_bare_direction_is_no_place(read) -> None:
    (reject,) = read("Western diplomats left.", "Western")
    assert isinstance(reject, Reject)


def test_a_former_name_has_a_receipt_and_names_the_present_one(read) -> None:
    (place, _) = read("Shells hit Artemivsk in Ukraine.", "Artemivsk", "Ukraine")
    assert place.candidate.id == BAKHMUT
    assert (place.repair.kind, place.repair.read, place.repair.taken_as) == ("former name", "Artemivsk", "Bakhmut")


def test_another_rendering_has_a_receipt(read) -> None:
    (place, _) = read("Shells hit Kharkov in Ukraine.", "Kharkov", "Ukraine")
    assert (place.candidate.id, place.repair.kind, place.repair.distance) == (KHARKIV, "transliteration", 1)


def test_a_district_unknown_by_itself_is_put_on_its_city(read) -> None:
    text = "A block in the Novobudova district of Kharkiv burned."
    place, city = read(text, "Novobudova", "Kharkiv")
    assert place.candidate == city.candidate
    assert place.trust < city.trust
    assert "a part of Kharkiv" in place.why[0]


def test_focus_is_heard(read) -> None:
    focused = shipped_resolver(focus=("US",))
    (place,) = read("Police in Paris said so.", "Paris", using=focused)
    assert place.runners_up or place.candidate.country == "US"
    assert focused.focus == {"US"}


def test_similar_names_are_asked_in_the_countries_of_the_article_and_in_focus(resolver, article, world) -> None:
    text = "Explosions rocked Bakhmut and Kharviv in Ukraine."
    subject, mentions = article(text), [world.mention(text, word) for word in ("Bakhmut", "Kharviv", "Ukraine")]
    focused = replace(resolver, focus=frozenset({"SY"}))
    assert isinstance(focused, PlaceResolver)
    assert world.weigh(focused, subject, mentions).asks_similar == ({"kharviv"}, {"UA", "SY"})


def test_nothing_is_asked_when_every_name_is_known(resolver, article, world) -> None:
    text = "Kharkiv was hit."
    mentions = [world.mention(text, "Kharkiv")]
    assert world.weigh(resolver, article(text), mentions).asks_similar == (frozenset(), frozenset())


def test_the_title_is_read_as_well(resolver, article, world) -> None:
    subject = article("Nothing else.", title="Shelling in the Kharkiv region")
    headline = replace(world.mention(subject.title, "Kharkiv"), field=Field.TITLE)
    (place,) = world.weigh(resolver, subject, [headline]).resolve({})
    assert isinstance(place, Place)
    assert place.candidate.id == OBLAST


def test_former_names_are_marked_as_such(read) -> None:
    (place, _) = read("Shells hit Artemivsk in Ukraine.", "Artemivsk", "Ukraine")
    assert place.candidate.known_as is KnownAs.FORMER


def test_a_district_is_put_on_its_city_even_where_the_city_is_named_first(read) -> None:
    text = "Kharkiv burned. A block in the Novobudova district of Kharkiv fell."
    _, part, _ = read(text, "Kharkiv", "Novobudova", "Kharkiv")
    assert isinstance(part, Place)
    assert part.candidate.id == KHARKIV


def test_of_two_divisions_of_a_name_the_one_that_is_called_as_said_is_meant(world) -> None:
    indian = world.entry(
        101, "Punjab", (75.6, 31.0), "A.ADM1", country="IN", admin1_code="IN.23", population=27_000_000
    )
    pakistani = world.entry(
        102, "Punjab", (73.0, 31.3), "A.ADM1", country="PK", admin1_code="PK.04", population=110_000_000
    )
    both = (pakistani, indian)
    known = {"punjab": both, "punjab state": (indian,), "punjab province": both, "punjab region": both}

    def meant(text: str) -> set[str]:
        start = text.index("Punjab")
        words = read_wording(text, start, start + len("Punjab"), lexicon(shipped_languages()["en"]))
        return {one.country for one in candidate_set(words, known, told=False).candidates}

    assert meant("Police in the state of Punjab said so.") == {"IN"}
    assert meant("Police in the province of Punjab said so.") == {"IN", "PK"}
    assert meant("Police in Punjab said so.") == {"IN", "PK"}
