import io

import numpy as np
import pytest

from geomap.errors import ModelError
from geomap.languages import shipped_languages
from geomap.places.belief import seats_of_divisions
from geomap.places.candidate_set import prominence
from geomap.places.document import open_document
from geomap.places.lexicon import lexicon
from geomap.places.outcome import LEAST_TRUST
from geomap.places.prior import softmax_by_group
from geomap.places.ranker import COLUMNS, LOCAL_TRUST, from_arrays, shipped_ranker, to_bytes
from geomap.places.rows import rows_of
from geomap.trees import Trees

ENGLISH = lexicon(shipped_languages()["en"])


def arrays(content: bytes) -> dict:
    with np.load(io.BytesIO(content), allow_pickle=False) as held:
        return {name: held[name] for name in held}


def test_a_model_written_and_read_again_is_the_same_bytes() -> None:
    content = to_bytes(shipped_ranker())
    assert to_bytes(from_arrays(arrays(content))) == content


def test_a_model_of_other_features_is_refused_with_the_command_that_mends_it() -> None:
    held = arrays(to_bytes(shipped_ranker()))
    held["columns"] = held["columns"][:-1]
    with pytest.raises(ModelError, match=r"geomap\.training places"):
        from_arrays(held)


def test_calibration_never_falls() -> None:
    raw, calibrated = shipped_ranker().calibration
    assert (np.diff(raw) > 0).all()
    assert (np.diff(calibrated) >= 0).all()


def test_trees_add_up_their_leaves() -> None:
    stump = {
        "feature": np.array([[1, 0, 0]]),
        "threshold": np.array([[0.5, np.inf, np.inf]]),
        "left": np.array([[1, 1, 2]]),
        "right": np.array([[2, 1, 2]]),
        "value": np.array([[0.0, -1.0, 2.0]]),
    }
    trees = Trees(**{name: np.repeat(held, 2, axis=0) for name, held in stump.items()}, depth=1)
    assert trees(np.array([[9.0, 0.5], [9.0, 0.6]])).tolist() == [-2.0, 4.0]


def test_no_scores_give_no_shares() -> None:
    assert len(softmax_by_group(np.zeros(0), np.zeros(0, dtype=np.intp), 0)) == 0


def test_hamlets_stand_aside_for_a_city_unless_the_text_says_village(world, article) -> None:
    city = world.entry(1, "Poltava", (34.5, 49.6), "P.PPLA", population=280_000)
    hamlet = world.entry(2, "Poltava", (36.5, 49.6), "P.PPL", population=100)
    for text, bearers in (("In Poltava it rained.", [city]), ("In the village of Poltava it rained.", [city, hamlet])):
        mentions = [world.mention(text, "Poltava")]
        (group,) = open_document(article(text), mentions, {"poltava": (city, hamlet)}, ENGLISH).groups
        assert list(group.candidates) == bearers
        assert group.candidate_set.bearers == 2


def test_a_station_of_the_towns_name_is_its_twin(world, article) -> None:
    town = world.entry(1, "Izmail", (28.8, 45.3), "P.PPLA2", population=70_000, admin1_code="UA.17")
    port = world.entry(2, "Izmail", (28.9, 45.3), "S.PRT", admin1_code="UA.17")
    text = "Drones hit Izmail."
    document = open_document(article(text), [world.mention(text, "Izmail")], {"izmail": (town, port)}, ENGLISH)
    order = rows_of([document]).candidates
    assert seats_of_divisions([document]) == ((order.index(port), order.index(town)),)


def test_the_word_district_turns_the_twins_round(world, article) -> None:
    more = {"admin1_code": "UA.13", "admin2_code": "UA.13.5"}
    town = world.entry(1, "Bucha", (30.2, 50.5), "P.PPLA2", population=35_000, **more)
    raion = world.entry(2, "Bucha Raion", (30.0, 50.5), "A.ADM2", population=360_000, **more)
    text = "Shells fell in Bucha district."
    choices = {"bucha": (town, raion), "bucha district": (raion,)}
    document = open_document(article(text), [world.mention(text, "Bucha")], choices, ENGLISH)
    order = rows_of([document]).candidates
    assert seats_of_divisions([document]) == ((order.index(town), order.index(raion)),)


def test_a_province_that_bears_its_towns_name_by_custom_has_no_twin(world, article) -> None:
    more = {"country": "CA", "admin1_code": "CA.10"}
    town = world.entry(1, "Quebec", (-71.2, 46.8), "P.PPLA", population=530_000, **more)
    province = world.entry(2, "Quebec", (-72.0, 53.0), "A.ADM1", population=8_000_000, **more)
    text = "A fire in Quebec."
    assert (
        seats_of_divisions(
            [open_document(article(text), [world.mention(text, "Quebec")], {"quebec": (town, province)}, ENGLISH)]
        )
        == ()
    )


def test_a_water_is_no_town_and_a_part_of_a_name_no_village(world, article) -> None:
    text = "Boats sank on Rice Lake and Northern Rice."
    mentions = [world.mention(text, "Rice Lake"), world.mention(text, "Northern Rice")]
    village = world.entry(1, "Rice", (0.0, 0.0), "P.PPL", population=900)
    groups = open_document(article(text), mentions, {"rice": (village,)}, ENGLISH).groups
    assert [group.candidates for group in groups] == [(), ()]


def test_a_part_of_a_country_is_read_as_the_country(world, article) -> None:
    text = "Rain fell in Northern France."
    mentions = [world.mention(text, "Northern France")]
    (group,) = open_document(article(text), mentions, {"france": (world.of[3017382],)}, ENGLISH).groups
    assert [one.id for one in group.candidates] == ["geonames:3017382"]


def test_a_code_is_an_acronym_whatever_its_spelling(world, article) -> None:
    from geomap.records import KnownAs

    state = world.entry(1, "Pennsylvania", (0.0, 0.0), "A.ADM1", spelling="Pa.", known_as=KnownAs.CODE)
    town = world.entry(2, "Pa", (0.0, 0.0), "P.PPL", spelling="Pa")
    (group,) = open_document(article("PA"), [world.mention("PA", "PA")], {"pa": (state, town)}, ENGLISH).groups
    assert [one.name for one in group.candidates] == ["Pennsylvania"]


def test_areas_and_seats_that_nobody_counted_weigh_by_extent_and_rank(world) -> None:
    sea = world.entry(1, "Black Sea", (34.0, 43.0), "H.SEA", reach_km=500.0)
    seat = world.entry(2, "Ras al Ayn", (40.0, 36.8), "P.PPLA2")
    assert prominence(sea) > 5.0
    assert prominence(seat) == 4.0
    assert prominence(world.entry(3, "Hamlet", (0.0, 0.0), "P.PPL")) == 0.0


def test_a_paper_that_bears_a_towns_name_is_no_witness_for_the_famous_one(world, article) -> None:
    text = "The council of Paris met."
    choices = {"paris": (world.of[2988507], world.of[4717560])}
    trust = {}
    for url in ("https://www.parisbeacon.com/a", "https://www.example.com/paris"):
        document = open_document(article(text, url=url), [world.mention(text, "Paris")], choices, ENGLISH)
        trust[url] = float(shipped_ranker().rank([document], focus=frozenset())[0].trust[0])
    beacon, other = trust.values()
    assert beacon == pytest.approx(LOCAL_TRUST * other)


def test_a_paper_that_bears_the_name_is_believed_when_the_article_names_the_country(world, article) -> None:
    text = "The council of Paris met, says France."
    mentions = [world.mention(text, "Paris"), world.mention(text, "France")]
    choices = {"paris": (world.of[2988507], world.of[4717560]), "france": (world.of[3017382],)}
    trusts = [
        float(
            shipped_ranker()
            .rank([open_document(article(text, url=url), mentions, choices, ENGLISH)], focus=frozenset())[0]
            .trust[0]
        )
        for url in ("https://www.parisbeacon.com/a", "https://www.example.com/a")
    ]
    assert trusts[0] == trusts[1]


def test_a_name_said_twice_in_different_words_does_not_vote_for_itself(world, article) -> None:
    text = "Paris was quiet. The city of Paris slept."
    mentions = [world.mention(text, "Paris"), world.mention(text, "Paris", after=10)]
    document = open_document(article(text), mentions, {"paris": (world.of[2988507], world.of[4717560])}, ENGLISH)
    assert len(document.groups) == 2
    table = shipped_ranker().rank([document], focus=frozenset())[0].table
    assert not table[:, COLUMNS.index("country_share")].any()


def test_what_contains_a_name_is_heard_where_the_name_is_said_again(world, article) -> None:
    text = "A man of Paris, Texas, was fined. The city of Paris slept."
    mentions = [world.mention(text, "Paris"), world.mention(text, "Texas"), world.mention(text, "Paris", after=10)]
    choices = {"paris": (world.of[2988507], world.of[4717560]), "texas": (world.of[4736286],)}
    document = open_document(article(text), mentions, choices, ENGLISH)
    ranked = shipped_ranker().rank([document], focus=frozenset())[0]
    again = ranked.rows.of(2)
    heard = dict(
        zip(
            [one.country for one in ranked.rows.candidates[again]],
            ranked.table[again, COLUMNS.index("told_elsewhere")],
            strict=True,
        )
    )
    assert heard["US"] > heard["FR"]


@pytest.mark.parametrize(
    ("text", "is_told"), [("Talks began in Washington.", False), ("Seattle and Washington.", True)]
)
def test_the_capital_stands_before_a_state_of_its_name_unless_the_article_speaks_of_the_state(
    world, article, text, is_told
) -> None:
    state = {"country": "US", "admin1": "Washington", "admin1_code": "US.WA"}
    capital = world.entry(
        1, "Washington", (-77.0, 38.9), "P.PPLC", country="US", admin1_code="US.DC", population=690_000
    )
    area = world.entry(2, "Washington", (-120.5, 47.5), "A.ADM1", population=7_700_000, **state)
    seattle = world.entry(3, "Seattle", (-122.3, 47.6), "P.PPLA2", population=740_000, **state)
    mentions = [world.mention(text, name) for name in ("Seattle", "Washington") if name in text]
    document = open_document(article(text), mentions, {"washington": (capital, area), "seattle": (seattle,)}, ENGLISH)
    found = seats_of_divisions([document])
    if is_told:
        assert found == ()
        return
    (group,) = document.groups
    assert [(group.candidates[less], group.candidates[more]) for less, more in found] == [(area, capital)]


def test_an_island_weighs_by_its_extent_and_has_a_northern_part(world, article) -> None:
    island = world.entry(1, "Java", (110.0, -7.3), "T.ISL", country="ID", reach_km=520.0)
    town = world.entry(2, "Java", (43.3, 41.4), "P.PPLA2", country="GE", population=4_000)
    assert prominence(island) > prominence(town)
    text = "Rain fell in northern Java."
    document = open_document(article(text), [world.mention(text, "Java")], {"java": (town, island)}, ENGLISH)
    (ranked,) = shipped_ranker().rank([document], focus=frozenset())
    assert ranked.rows.candidates[int(ranked.best[0])] == island


def test_a_city_is_no_state_whose_name_it_bears(world, article) -> None:
    state = world.entry(1, "Kansas", (-98.0, 38.5), "A.ADM1", country="US", population=2_900_000)
    text = "A fire in Kansas City."
    choices = {"kansas": (state,), "kansas city": ()}
    (group,) = open_document(article(text), [world.mention(text, "Kansas City")], choices, ENGLISH).groups
    assert group.candidates == ()


@pytest.mark.parametrize(("text", "is_sure"), [("Talks in Kharkiv province.", False), ("Talks in Kharkiv.", True)])
def test_a_town_is_no_province_of_its_name_in_an_article_that_never_speaks_of_its_country(
    world, article, text, is_sure
) -> None:
    document = open_document(
        article(text),
        [world.mention(text, "Kharkiv")],
        {"kharkiv": (world.of[706483],), "kharkiv province": ()},
        ENGLISH,
    )
    (ranked,) = shipped_ranker().rank([document], focus=frozenset())
    assert (ranked.trust[0] > LEAST_TRUST) == is_sure


def test_an_article_is_ranked_alike_alone_and_among_others(world, article) -> None:
    texts = ("The council of Paris met, says France.", "It was quiet.", "Shells fell in Andriivka and Kharkiv.")
    names = ("Paris", "France", "Andriivka", "Kharkiv")
    documents = []
    for text in texts:
        mentions = [world.mention(text, name) for name in names if name in text]
        documents.append(
            open_document(article(text), mentions, world.candidates([name.lower() for name in names]), ENGLISH)
        )
    together = shipped_ranker().rank(documents, focus=frozenset())
    for document, among in zip(documents, together, strict=True):
        (alone,) = shipped_ranker().rank([document], focus=frozenset())
        for name in ("table", "belief", "best", "trust"):
            assert np.array_equal(getattr(alone, name), getattr(among, name))


def test_a_name_is_looked_at_anew_when_another_gazetteer_answers(world, article) -> None:
    text = "Rain in Somewhereton."
    mentions = [world.mention(text, "Somewhereton")]
    one, other = (world.entry(at, "Somewhereton", (0.0, 0.0), "P.PPL", population=900) for at in (1, 2))
    for choice in (one, other, one):
        (group,) = open_document(article(text), mentions, {"somewhereton": (choice,)}, ENGLISH).groups
        assert group.candidates == (choice,)


def test_trust_is_never_more_than_the_belief_near_by(world, article) -> None:
    text = "Shells hit Andriivka."
    document = open_document(
        article(text),
        [world.mention(text, "Andriivka")],
        {"andriivka": tuple(world.of[at] for at in (1, 2, 4))},
        ENGLISH,
    )
    (ranked,) = shipped_ranker().rank([document], focus=frozenset())
    assert ranked.trust[0] <= ranked.belief[int(ranked.best[0])] + 1e-9
