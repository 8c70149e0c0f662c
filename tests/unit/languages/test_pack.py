"""A language is a folder of words: checked as it is read, handed in, and English is one like any other."""

import re
import shutil
from importlib import resources
from pathlib import Path

import pytest

from geomap.errors import TableError
from geomap.languages import read_pack, shipped_languages
from geomap.languages.pack import FILES, OPTIONAL
from geomap.languages.references import ReferenceFault, filled

ENGLISH = Path(str(resources.files("geomap.languages"))) / "en"


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(ENGLISH, tmp_path / "xx"))


def change(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_pack_is_made_once_and_equals_itself_alone(folder):
    english = shipped_languages()["en"]
    assert english is shipped_languages()["en"]
    assert len({english, read_pack(folder), read_pack(folder)}) == 3
    assert read_pack(folder).code == "xx"


def test_a_pack_cannot_be_changed():
    with pytest.raises(AttributeError):
        shipped_languages()["en"].code = "uk"


def test_all_faults_of_a_pack_are_told_with_file_and_key(folder):
    change(folder / "dates.toml", "january = 1", 'january = "first"')
    change(folder / "locations.toml", "[bearings]", "[bearing]")
    with pytest.raises(TableError) as told:
        read_pack(folder)
    assert {(fault.file, fault.field) for fault in told.value.faults} >= {
        ("xx/dates.toml", "months.january"),
        ("xx/locations.toml", "bearings"),
        ("xx/locations.toml", "bearing"),
    }


def test_a_missing_file_and_broken_toml_are_told_together(folder):
    (folder / "modality.toml").unlink()
    (folder / "numbers.toml").write_text("values = [", encoding="utf-8")
    with pytest.raises(TableError, match=r"(?s)numbers.*modality|modality.*numbers"):
        read_pack(folder)


def test_what_is_said_of_names_may_be_missing_and_is_then_empty(folder):
    for name in ("toponyms", "roles", "places", "likeness"):
        (folder / f"{name}.toml").unlink()
    pack = read_pack(folder)
    assert pack.toponyms.capitals == pack.roles.sport == pack.places.directions == frozenset()
    assert not pack.roles.patterns.band.search(" brigade")
    assert pack.likeness.empty == frozenset()


def test_the_how_to_names_every_file_of_a_pack_and_those_that_may_be_missing():
    said = (Path(__file__).parents[3] / "docs" / "how-to" / "add-a-language.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)\.toml` \|", said, re.MULTILINE)
    assert sorted(named) == sorted(FILES)
    assert set(named[-4:]) == OPTIONAL
    assert "The last four may be missing" in said
    for path in re.findall(r"`(geomap/[\w/.]+|tests/[\w/]+)`", said):
        assert (ENGLISH.parents[2] / path).exists()


def test_a_pattern_that_is_none_is_told(folder):
    change(folder / "modality.toml", "clause = '''", "clause = '''(")
    with pytest.raises(TableError, match=r"xx/modality\.toml: clause"):
        read_pack(folder)


def test_a_reference_that_leads_nowhere_is_told(folder):
    change(folder / "casualties.toml", "@{words.share}", "@{words.shared}")
    with pytest.raises(TableError, match=r"marks\.share: there is no entry words\.shared"):
        read_pack(folder)


def test_references_are_filled_across_files_and_words_become_alternatives():
    tables = {"a": {"x": {"y": "<@{b.z}>"}, "list": ["to", "at least"]}, "b": {"z": "q", "round": "@{round}"}}
    assert filled(tables, "a", "@{x.y}") == "<q>"
    assert filled(tables, "a", "(?:@any{list})") == r"(?:at\ least|to)"
    with pytest.raises(ReferenceFault, match="circle"):
        filled(tables, "b", "@{round}")
