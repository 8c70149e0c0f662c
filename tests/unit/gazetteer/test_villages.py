"""Villages answer for their own country alone, are built when first asked for, and are no evidence elsewhere."""

import lzma
import os
import shutil
import sqlite3
import tomllib

import pytest
from gazetteer_samples import zipped

import geomap.gazetteer
from geomap import shipped
from geomap.errors import GazetteerError
from geomap.gazetteer import cache, villages
from geomap.gazetteer.sources import sha256
from geomap.gazetteer.villages import risky_names, village_id
from geomap.gazetteer.world import cut_up
from geomap.shipped import data_dir

SYRIA = [
    "100\tKafr Ḩamrah\t\tكفر حمرة,Kafr Hamra\t36.25\t37.10\tP\tPPL\tSY\t\t09\t1\t\t\t",
    "85000001\tTall Ward\t\t\t36.35\t37.20\tP\tPPL\tSY\t\t09\t1\t\t\t",
    "101\tMonday\t\t\t36.35\t37.20\tP\tPPL\tSY\t\t09\t1\t\t\t",
]


@pytest.fixture
def home(tiny_data, tmp_path, monkeypatch):
    """A machine of its own: tiny data with three villages of Syria, an empty cache."""
    data = tmp_path / "data"
    shutil.copytree(tiny_data, data / "gazetteer")
    shutil.copy(shipped.data_dir() / "sources.toml", data)
    (data / "villages").mkdir()
    write(data, SYRIA)
    (data / "villages" / "risky.tsv.xz").write_bytes(lzma.compress(b"monday\n"))
    monkeypatch.setenv("GEOMAP_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("GEOMAP_LAYERS", str(tmp_path / "layers"))
    for module in (cache, geomap.gazetteer, villages):
        monkeypatch.setattr(module, "data_dir", lambda: data)
    risky_names.cache_clear()
    yield data
    risky_names.cache_clear()


def write(data, rows):
    (data / "villages" / "SY.tsv.xz").write_bytes(lzma.compress("".join(f"{row}\n" for row in rows).encode()))


@pytest.mark.parametrize("damage", [0, 9_000, None])
@pytest.mark.parametrize("kept", [True, False], ids=["its time kept", "as it comes"])
def test_damaged_villages_mend_themselves(home, damage, kept):
    with geomap.gazetteer.open_gazetteer() as store:
        asked(store, "Tall Ward")
        built = store.path.with_name("villages-SY.sqlite")
    before, status = built.read_bytes(), built.stat()
    built.write_bytes(before[: len(before) // 2] if damage is None else b"x" * damage)
    if kept:
        os.utime(built, ns=(status.st_atime_ns, status.st_mtime_ns))
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Tall Ward")
    assert built.read_bytes() == before


def test_where_villages_cannot_be_built_one_line_says_the_way_out(home, monkeypatch):
    with geomap.gazetteer.open_gazetteer() as store:
        monkeypatch.setattr("geomap.gazetteer.writing.sqlite3.connect", full)
        with pytest.raises(GazetteerError, match=r"villages-SY.*disk I/O error.*GEOMAP_CACHE"):
            asked(store, "Tall Ward")


def full(*_, **__):
    raise sqlite3.OperationalError("disk I/O error")


WORLD = """
300|Hilltown|Bergstadt|1.5|2.5|P|PPL|XX|01||1200
299|Lowtown||1.6|2.6|P|PPL|XX|01||
299|Lowtown again||1.6|2.6|P|PPL|XX|01||
301|Hill Stream||1.5|2.5|H|STM|XX|01||
302|Far Hamlet||36.1|37.1|P|PPL|SY|09||
303|Tall Ward||30.0|30.0|P|PPL|SY|09||
304|Nobody's Rock||30.0|30.0|P|PPL||||
"""


def fetched(tmp_path, rows=WORLD):
    dump = tmp_path / "allCountries.zip"
    dump.write_bytes(zipped("allCountries", rows))
    return cut_up(dump, progress=lambda *_: None)


def test_the_settlements_of_the_whole_world_answer_country_by_country(home, tmp_path):
    before = geomap.gazetteer.expected_fingerprint()
    folder = fetched(tmp_path)
    assert sorted(file.name for file in folder.iterdir()) == ["SY.tsv.xz", "XX.tsv.xz"]
    assert geomap.gazetteer.expected_fingerprint() != before
    with geomap.gazetteer.open_gazetteer() as store:
        assert [one.id for one in asked(store, "Bergstadt", "XX")] == ["geonames:300"]
        assert [one.id for one in asked(store, "Lowtown", "XX")] == ["geonames:299"]
        assert asked(store, "Lowtown again", "XX") == asked(store, "Hill Stream", "XX") == ()
        assert store.candidates(["Hilltown"])["Hilltown"] == ()
        near = store.similar_villages(["Hiltown"], countries=frozenset({"XX"}), in_prose=False)["Hiltown"]
        assert [one.id for one in near] == ["geonames:300"]


def test_what_ships_of_a_country_goes_before_what_was_fetched(home, tmp_path):
    fetched(tmp_path)
    with geomap.gazetteer.open_gazetteer() as store:
        assert [one.id for one in asked(store, "Far Hamlet")] == ["geonames:302"]
        assert [one.id for one in asked(store, "Tall Ward")] == ["whosonfirst:85000001"]


def test_the_world_is_fetched_anew_and_removed_whole(home, tmp_path):
    folder = fetched(tmp_path)
    fetched(tmp_path, "300|Hilltown||1.5|2.5|P|PPL|XX|01||1200")
    assert [file.name for file in folder.iterdir()] == ["XX.tsv.xz"]
    assert [layer.name for layer in geomap.gazetteer.list_layers()] == ["ALL"]
    with pytest.raises(GazetteerError, match=r"allCountries.zip, line 2"):
        fetched(tmp_path, "1|A||1|1|P|PPL|XX|01||\n2|B||99|1|P|PPL|XX|01||")
    assert [file.name for file in folder.iterdir()] == ["XX.tsv.xz"]
    assert geomap.gazetteer.remove_layer("ALL") == folder
    assert not geomap.gazetteer.list_layers()
    assert list(folder.parent.iterdir()) == []


def asked(store, name, country="SY", *, in_prose=False):
    return store.villages([name], countries=frozenset({country}), in_prose=in_prose)[name]


def test_a_village_answers_for_its_country_in_every_spelling_that_newsrooms_have(home):
    with geomap.gazetteer.open_gazetteer() as store:
        (found,) = asked(store, "Kafr Hamra")
        assert (found.id, found.country, found.at.lat) == ("geonames:100", "SY", 36.25)
        assert [one.id for one in asked(store, "كفر حمرة")] == ["geonames:100"]
        assert asked(store, "Kafr Hamra", "IQ") == ()


def test_villages_are_no_evidence_for_the_recogniser_and_no_candidates_of_the_world(home):
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Tall Ward")
        assert store.facts(["tall ward"]) == {}
        assert store.candidates(["Tall Ward"])["Tall Ward"] == ()


def test_a_name_that_is_likelier_a_word_is_a_village_in_a_table_only(home):
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Monday", in_prose=True) == ()
        assert [one.id for one in asked(store, "Monday")] == ["geonames:101"]


def test_the_villages_of_a_country_are_built_when_first_asked_for_and_remembered(home):
    with geomap.gazetteer.open_gazetteer() as store:
        built = store.path.with_name("villages-SY.sqlite")
        assert not built.exists()
        asked(store, "Tall Ward")
    os.utime(built, ns=(0, 0))
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Tall Ward")
    assert built.stat().st_mtime_ns == 0


def test_changed_villages_are_built_anew(home):
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Tall Zahr") == ()
    write(home, [*SYRIA, SYRIA[1].replace("85000001", "102").replace("Tall Ward", "Tall Zahr")])
    with geomap.gazetteer.open_gazetteer() as store:
        assert asked(store, "Tall Zahr")


def test_a_spelling_near_a_village_is_found_in_its_country_alone(home):
    with geomap.gazetteer.open_gazetteer() as store:
        near = store.similar_villages(["Tall Wart"], countries=frozenset({"SY", "IQ"}), in_prose=False)["Tall Wart"]
    assert [(one.name, one.known_as) for one in near] == [("Tall Ward", "similar")]


@pytest.mark.parametrize(
    ("key", "expected"),
    [(100, "geonames:100"), (85_000_001, "whosonfirst:85000001"), (31_100_010_011, "indiapost:31100010011")],
)
def test_an_id_says_whose_number_it_is(key, expected):
    assert village_id(key) == expected


def test_every_shipped_layer_is_the_one_that_was_recorded():
    table = tomllib.loads((data_dir() / "sources.toml").read_text(encoding="utf-8"))
    told = {e["file"]: e for e in table["source"] if e["file"].startswith("villages/")}
    there = {f"villages/{file.name}": file for file in (data_dir() / "villages").glob("*.xz")}
    assert told.keys() == there.keys()
    assert all(sha256(there[name]) == entry["sha256"] for name, entry in told.items())
    assert all(str(e[key]) for e in told.values() for key in ("what", "from", "date", "licence", "credit"))


def test_the_shipped_villages_leave_room_in_the_wheel():
    assert sum(file.stat().st_size for file in (data_dir() / "villages").glob("*.xz")) < 22_000_000


def test_a_village_whose_source_says_no_district_gets_the_one_around_it(home):
    told = [("09", ""), ("09", "7"), ("01", "")]
    tail = "36.55\t36.85\tP\tPPL\tSY\t"
    write(home, [f"{100 + n}\tTall {n}\t\t\t{tail}\t{one}\t{two}\t\t\t" for n, (one, two) in enumerate(told)])
    with geomap.gazetteer.open_gazetteer() as store:
        codes = [asked(store, f"Tall {n}")[0].admin2_code for n in range(3)]
    assert codes == ["SY.09.174184", "SY.09.7", ""]  # the last lies in another division than its source says
