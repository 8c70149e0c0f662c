"""What the cached gazetteer answers."""

import gc
import sqlite3

import pytest

from geomap.errors import GazetteerStaleError
from geomap.gazetteer.store import GazetteerStore
from geomap.names import fold
from geomap.records import KnownAs

UA = frozenset({"UA"})


def test_a_gazetteer_that_is_dropped_closes_its_file(tiny_file):
    store = GazetteerStore(tiny_file)
    db = store._file._db  # noqa: SLF001 - what happens to it is the subject
    del store
    gc.collect()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.execute("SELECT 1")


def test_the_store_knows_what_it_was_built_from(tiny):
    assert tiny.fingerprint == "tiny"


def test_every_name_asked_has_an_answer_and_an_unknown_one_has_none(tiny):
    assert tiny.candidates(["Kharkiv", "Xanadu"])["Xanadu"] == ()
    assert [c.id for c in tiny.candidates(["Kharkiv", "Xanadu"])["Kharkiv"]] == ["geonames:706482", "geonames:706483"]


def test_names_are_asked_as_written_and_answered_as_asked(tiny):
    found = tiny.candidates(["KHARKIV", "kharkiv", "Харків"])
    assert {c.id for c in found["KHARKIV"]} == {c.id for c in found["kharkiv"]}
    assert [c.id for c in found["Харків"]] == ["geonames:706483"]


def test_a_candidate_says_where_it_lies_and_how_it_is_known(tiny):
    (kharkiv,) = [c for c in tiny.candidates(["Kharkov"])["Kharkov"] if c.feature_class == "P"]
    assert kharkiv.name == "Kharkiv"
    assert (kharkiv.at.lon, kharkiv.at.lat) == (36.25475, 49.98177)
    assert (kharkiv.country, kharkiv.admin1, kharkiv.admin1_code) == ("UA", "Kharkiv Oblast", "UA.07")
    assert (kharkiv.admin2, kharkiv.admin2_code) == ("Kharkiv Raion", "UA.07.6312")
    assert (kharkiv.spelling, kharkiv.known_as, kharkiv.renamed) == ("Kharkov", KnownAs.ALTERNATE, "")
    assert kharkiv.population == 1421125
    assert 10 < kharkiv.reach_km < 20


def test_a_former_name_says_since_when(tiny):
    (bakhmut,) = tiny.candidates(["Artemivsk"])["Artemivsk"]
    assert (bakhmut.name, bakhmut.known_as, bakhmut.renamed) == ("Bakhmut", KnownAs.FORMER, "2016-02-04")


def test_an_old_name_of_a_bigger_town_is_marked_as_such(tiny):
    engels, pokrovsk = tiny.candidates(["Pokrovsk"])["Pokrovsk"]
    assert (engels.name, engels.known_as) == ("Engels", KnownAs.FORMER)
    assert (pokrovsk.name, pokrovsk.known_as) == ("Pokrovsk", KnownAs.DISPLAY)


def test_the_oblast_and_the_city_of_one_name_are_two_entries(tiny):
    assert [c.id for c in tiny.candidates(["Zaporizhzhia Oblast"])["Zaporizhzhia Oblast"]] == ["geonames:687699"]
    assert "geonames:687700" in {c.id for c in tiny.candidates(["Zaporizhzhia"])["Zaporizhzhia"]}


def test_a_people_answers_as_people(tiny):
    (country,) = tiny.candidates(["Americans"])["Americans"]
    assert (country.id, country.known_as) == ("geonames:6252001", KnownAs.PEOPLE)
    assert tiny.facts(["americans"])["americans"].is_people
    assert not tiny.facts(["americans"])["americans"].is_country


def test_facts_count_bearers_and_say_what_they_are(tiny):
    facts = tiny.facts([fold("Zaporizhzhia"), fold("Ukraine"), fold("Texas"), "xanadu"])
    assert facts["zaporizhzhia"].bearers == 3
    assert facts["zaporizhzhia"].population == 1638462
    assert facts["zaporizhzhia"].classes == "AP"
    assert facts["zaporizhzhia"].is_admin1
    assert facts["ukraine"].is_country
    assert facts["texas"].is_admin1
    assert "xanadu" not in facts


def test_asking_twice_gives_the_same_facts(tiny):
    assert tiny.facts(["kharkiv", "xanadu"]) == tiny.facts(["kharkiv", "xanadu"])


def test_memory_of_facts_is_bounded(tiny, monkeypatch):
    monkeypatch.setattr("geomap.gazetteer.store.REMEMBERED", 20)
    tiny.candidates(f"name {number}" for number in range(5))
    for number in range(100):
        assert tiny.facts(["kharkiv", f"name {number}"])["kharkiv"].bearers == 2
        assert len(tiny.candidates([f"other {number}", "Kharkiv"])["Kharkiv"]) == 2
    assert len(tiny._facts) <= 20  # noqa: SLF001 - nothing else shows it
    assert len(tiny._candidates) <= 20  # noqa: SLF001


def test_a_misspelt_name_finds_the_town_before_its_oblast(tiny):
    near = tiny.similar(["Kharviv"], countries=UA)["Kharviv"]
    assert [c.id for c in near] == ["geonames:706483", "geonames:706482"]
    assert {c.known_as for c in near} == {KnownAs.SIMILAR}
    assert near[0].spelling == "Kharkiv"


def test_a_nearer_spelling_stands_before_a_bigger_place(tiny):
    near = tiny.similar(["Zaporizhzhja"], countries=UA)["Zaporizhzhja"]
    assert near[0].id == "geonames:687700"


def test_abroad_only_large_places_are_similar(tiny):
    assert tiny.similar(["Andriivke"], countries=frozenset({"FR"}))["Andriivke"] == ()
    assert tiny.similar(["Kharkivv"], countries=frozenset())["Kharkivv"][0].id == "geonames:706483"


def test_four_letters_are_never_repaired(tiny):
    assert tiny.similar(["Pari"], countries=frozenset({"FR"}))["Pari"] == ()


def test_the_right_spelling_itself_is_not_similar(tiny):
    assert all(c.spelling != "Kharkiv" for c in tiny.similar(["Kharkiv"], countries=UA)["Kharkiv"])


def test_a_people_or_a_code_is_never_similar(tiny):
    assert all(c.spelling != "Ukrainian" for c in tiny.similar(["Ukrainiam"], countries=UA)["Ukrainiam"])


def test_a_search_gives_bearers_first_then_what_is_near(tiny):
    assert [c.id for c in tiny.search("Kharviv", limit=1)] == ["geonames:706483"]
    assert [c.name for c in tiny.search("Paris")][:2] == ["Paris", "Paris"]


def test_counts_say_which_source_gave_how_many(tiny):
    counts = tiny.counts()
    assert counts["cities500"] == 6
    assert counts["own"] == 1
    assert counts["names"] > 30


def test_countries_are_called_by_their_english_names(tiny):
    assert tiny.country_name("US") == "United States"
    assert tiny.country_name("ZZ") == ""


def test_another_database_is_no_gazetteer(not_a_gazetteer):
    with pytest.raises(GazetteerStaleError, match="geomap gazetteer build --force"):
        GazetteerStore(not_a_gazetteer)


def test_a_text_file_is_no_gazetteer(tmp_path):
    (tmp_path / "x.sqlite").write_text("no database, but long enough to be taken for one at first sight" * 30)
    with pytest.raises(GazetteerStaleError):
        GazetteerStore(tmp_path / "x.sqlite")


def test_a_site_alone_answers_to_its_whole_name_and_not_to_the_town_in_it(shipped):
    plant = shipped.candidates(["Zaporizhzhia nuclear power plant"])["Zaporizhzhia nuclear power plant"]
    assert [(one.feature_code, one.overrules) for one in plant] == [("NUC", True)]
    assert not any(one.overrules for one in shipped.candidates(["Zaporizhzhia"])["Zaporizhzhia"])
    assert shipped.candidates(["Kerch bridge"])["Kerch bridge"][0].name == "Crimean Bridge"
    assert "kerch bridge" in shipped.overruling
