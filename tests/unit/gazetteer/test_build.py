"""How the gazetteer is put together."""

import importlib
import lzma
import math
import shutil
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from gazetteer_samples import zipped

from geomap.errors import GazetteerError, GazetteerMissingError, TableError
from geomap.gazetteer.answers import MOST_BEARERS
from geomap.gazetteer.assemble import RULED, assemble, no_garbage_search
from geomap.gazetteer.divisions import bare
from geomap.gazetteer.reach import country_km, feature_km, settlement_km, settlements_km
from geomap.gazetteer.store import GazetteerStore
from geomap.gazetteer.writing import write
from geomap.names import fold
from geomap.records import KnownAs
from geomap.shipped import data_dir


@pytest.fixture
def own_data(tiny_data, tmp_path):
    """A copy of the tiny data that a test may spoil."""
    return shutil.copytree(tiny_data, tmp_path / "gazetteer")


def ids(store, name):
    return [choice.id for choice in store.candidates([name])[name]]


@pytest.mark.parametrize("form", ["Kharkiv Oblast", "Kharkiv region", "Kharkiv province", "oblast of Kharkiv"])
def test_every_form_of_an_oblast_is_the_oblast_alone(tiny, form):
    assert ids(tiny, form) == ["geonames:706482"]


@pytest.mark.parametrize("form", ["Kharkiv Raion", "Kharkiv district", "Kharkivskyi Raion", "Харківський район"])
def test_every_form_of_a_raion_is_the_raion_alone(tiny, form):
    assert ids(tiny, form) == ["geonames:11468269"]


def test_a_county_does_not_take_the_name_of_its_towns(tiny):
    assert "geonames:4700001" not in ids(tiny, "Paris")
    assert ids(tiny, "Paris County") == ["geonames:4700001"]
    assert ids(tiny, "Ector") == ["geonames:5520910"]


def test_a_row_of_the_full_dump_is_not_doubled_by_the_table_of_divisions(tiny):
    assert ids(tiny, "Kharkivskyi Raion") == ["geonames:11468269"]
    assert len(tiny.candidates(["Ukraine"])["Ukraine"]) == 1


def test_what_is_no_more_answers_as_former(tiny):
    (raion,) = tiny.candidates(["Old Raion"])["Old Raion"]
    assert raion.known_as is KnownAs.FORMER


def test_a_merged_entry_gives_its_names_away(tiny):
    assert ids(tiny, "Donets Basin") == ["geomap:donbas"]
    assert tiny.candidates(["Donbass"])["Donbass"][0].name == "Donbas"


def test_ukrainian_names_are_printed_by_the_official_romanisation(tiny):
    assert {c.name for c in tiny.candidates(["Andriyivka"])["Andriyivka"]} == {"Andriivka"}


def test_a_division_lies_in_the_middle_of_its_places_and_reaches_most_of_them(tiny):
    (state,) = [c for c in tiny.candidates(["New York"])["New York"] if c.feature_code == "ADM1"]
    assert 40 < state.at.lat < 43
    assert 100 < state.reach_km < 300
    assert state.population == 8804190 + 97856


def test_a_division_without_places_lies_on_the_town_of_its_name_or_on_the_division_above(tiny):
    (paris,) = tiny.candidates(["Paris County"])["Paris County"]
    assert (paris.at.lon, paris.at.lat) == (-95.55551, 33.66094)
    (lonely,) = tiny.candidates(["Lonely County"])["Lonely County"]
    (texas,) = tiny.candidates(["Texas"])["Texas"]
    assert lonely.at == texas.at
    assert lonely.reach_km >= texas.reach_km


def test_a_country_lies_where_the_conventions_put_it(tiny):
    (america,) = tiny.candidates(["U.S."])["U.S."]
    assert (america.at.lon, america.at.lat, america.known_as) == (-98.5, 39.76, KnownAs.CODE)


def test_the_official_register_gives_settlements_their_raion(tiny):
    assert tiny.candidates(["Харків"])["Харків"][0].admin2_code == "UA.07.6312"


def test_a_missing_extract_is_named(own_data):
    (own_data / "UA.tsv.xz").unlink()
    with pytest.raises(GazetteerMissingError, match=r"UA\.tsv\.xz"):
        assemble(own_data)


def test_a_damaged_extract_is_named(own_data):
    (own_data / "UA.tsv.xz").write_bytes(b"no archive")
    with pytest.raises(GazetteerError, match=r"UA\.tsv\.xz: damaged"):
        assemble(own_data)


@pytest.mark.parametrize("packed", [b"no archive", lzma.compress(b"1\ta table of\tthree columns\n")])
def test_a_damaged_table_of_cities_is_named(own_data, packed):
    (own_data / "cities500.tsv.xz").write_bytes(packed)
    with pytest.raises(GazetteerError, match=r"cities500\.tsv\.xz: damaged"):
        assemble(own_data)


def test_two_spellings_of_a_town_that_fold_to_one_are_one_answer(own_data, tmp_path):
    rows = lzma.decompress((own_data / "cities500.tsv.xz").read_bytes()).decode()
    (own_data / "cities500.tsv.xz").write_bytes(
        lzma.compress(rows.replace("Parigi", "Pa-Rigi,Pa Rigi,pa rigi").encode())
    )
    write(assemble(own_data), tmp_path / "x.sqlite", fingerprint="x")
    with GazetteerStore(tmp_path / "x.sqlite") as store:
        assert len(store.candidates(["pa rigi"])["pa rigi"]) == 1


def test_all_faults_of_the_own_tables_are_listed_at_once(own_data):
    (own_data / "names.tsv").write_text("UA/Atlantis\talternate\tx\nUA/Kharkiv\talternate\ty\t\t\tmore\n")
    (own_data / "regions.tsv").write_text("geonames:99\tNo one\t0\t0\t1\tL.RGN\tUA\n")
    with pytest.raises(TableError) as caught:
        assemble(own_data)
    told = [str(fault) for fault in caught.value.faults]
    assert "regions.tsv:1: no entry geonames:99" in told
    assert "names.tsv:1: no entry UA/Atlantis" in told
    assert any("names.tsv:2: 6 fields where 4 are expected" in one for one in told)


def test_our_own_table_may_improve_an_entry_of_another_source(own_data, tmp_path):
    with (own_data / "regions.tsv").open("a", encoding="utf-8") as table:
        table.write("geonames:713470\tBetter\t36.6\t47.1\t3\tP.PPL\tUA\t26\tBest\n")
    write(assemble(own_data), tmp_path / "x.sqlite", fingerprint="x")
    with GazetteerStore(tmp_path / "x.sqlite") as store:
        (best,) = store.candidates(["Best"])["Best"]
    assert (best.id, best.name, best.reach_km) == ("geonames:713470", "Better", 3.0)


def test_a_name_with_hundreds_of_bearers_answers_with_the_most_populous(own_data, tmp_path):
    draft = assemble(own_data)
    for number in range(MOST_BEARERS + 50):
        key = draft.next_own()
        draft.entries[key] = type(draft.entries[706483])(
            key=key,
            name="Sameville",
            country="US",
            feature_class="P",
            feature_code="PPL",
            source="x",
            own_id=f"geomap:{number}",
            lon=0.0,
            lat=0.0,
            population=number,
        )
        draft.names[key] = {"sameville": (KnownAs.DISPLAY, "Sameville", "")}
    write(draft, tmp_path / "x.sqlite", fingerprint="x")
    with GazetteerStore(tmp_path / "x.sqlite") as store:
        answers = store.candidates(["Sameville"])["Sameville"]
        assert store.facts(["sameville"])["sameville"].bearers == MOST_BEARERS + 50
    assert len(answers) == MOST_BEARERS
    assert [c.population for c in answers] == sorted((c.population for c in answers), reverse=True)
    assert answers[0].population == MOST_BEARERS + 49


def test_two_builds_of_the_same_data_are_equal_byte_by_byte(tiny_data, tiny_file, tmp_path):
    write(assemble(tiny_data), tmp_path / "again.sqlite", fingerprint="tiny")
    assert (tmp_path / "again.sqlite").read_bytes() == tiny_file.read_bytes()


def test_towns_that_no_rule_touches_are_written_as_those_that_are_entries(tiny_data, tiny_file, tmp_path, monkeypatch):
    few = assemble(tiny_data)
    everywhere = replace(RULED, countries={"UA", "US", "RU", "FR"})
    monkeypatch.setattr(importlib.import_module("geomap.gazetteer.assemble"), "RULED", everywhere)
    all_entries = assemble(tiny_data)
    assert len(few.towns.keys) > 0 == len(all_entries.towns.keys)
    assert len(few.towns.spellings) > 0
    write(all_entries, tmp_path / "again.sqlite", fingerprint="tiny")
    assert (tmp_path / "again.sqlite").read_bytes() == tiny_file.read_bytes()


def test_a_build_that_fails_leaves_the_old_file_and_nothing_else(tiny_data, tmp_path):
    path = tmp_path / "gazetteer.sqlite"
    write(assemble(tiny_data), path, fingerprint="old")
    broken = assemble(tiny_data)
    broken.entries[706483].lon = "not a number"
    with pytest.raises(TypeError):
        write(broken, path, fingerprint="new")
    with GazetteerStore(path) as store:
        assert store.fingerprint == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["gazetteer.sqlite"]


def test_garbage_is_searched_again_after_a_build():
    import gc

    with no_garbage_search():
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("Kharkiv Oblast", "Kharkiv"),
        ("Province of Bali", "Bali"),
        ("Oblast", "Oblast"),
        ("Addis Ababa", "Addis Ababa"),
        ("Rural District Ten", "Rural District Ten"),
    ],
)
def test_a_division_without_the_word_for_its_kind(name, without):
    assert bare(name) == without


def test_reach_grows_with_population_and_stays_in_bounds():
    assert settlement_km(0) == 1.0
    assert settlement_km(1_421_125) == pytest.approx(13.1)
    assert settlement_km(10**9) == 40.0
    people = [0, 9_000, 57_311, 1_421_125, 10**9]
    assert settlements_km(np.array(people)).tolist() == [settlement_km(number) for number in people]
    assert feature_km("A", "ADM2H", 0) == feature_km("A", "ADM2", 0)
    assert feature_km("H", "SEA", 0) > feature_km("H", "LK", 0)
    assert feature_km("S", "CH", 0) < 1
    assert feature_km("?", "?", 0) == 2.0


def test_a_country_of_603700_square_km_reaches_620_km():
    assert country_km(603_700) == pytest.approx(620, abs=1)
    assert not math.isnan(country_km(0))


def test_a_place_of_our_own_lies_where_the_conventions_put_it(tiny):
    (donbas,) = tiny.candidates(["Donbas"])["Donbas"]
    assert (donbas.at.lon, donbas.at.lat) == (38.0, 48.4)


def test_a_country_whose_dump_is_there_lies_where_geonames_has_it(own_data, tmp_path):
    dump = tmp_path / "US.zip"
    dump.write_bytes(zipped("US", "6252001|United States|America|39.5|-98.5|A|PCLI|US|00||327167434"))
    centres = own_data / "centres.tsv"
    centres.write_text(centres.read_text(encoding="utf-8").replace("US\t-98.5\t39.76", "US\t-90\t35"), encoding="utf-8")
    draft = assemble(own_data, [dump])
    assert (draft.entries[6252001].lon, draft.entries[6252001].lat) == (-98.5, 39.5)


def test_a_site_of_our_own_stands_once_in_its_table():
    lines = (data_dir() / "gazetteer" / "regions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [(line + "\t" * 8).split("\t") for line in lines if line and not line.startswith("#")]
    ids = Counter(row[0] for row in rows)
    sites = [row for row in rows if row[5].startswith("S.")]
    names = Counter(
        (name, row[6]) for row in sites for name in {fold(one) for one in [row[1], *row[8].split("|")] if one}
    )
    assert [one for one, count in (ids | names).items() if count > 1] == []
