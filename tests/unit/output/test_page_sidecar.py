"""A page with its data beside it is written whole or not at all, and replaces nothing that geomap did not write."""

import re

import pytest
from page_sample import sample_tables

from geomap import writing
from geomap.errors import OutputError, SettingsError
from geomap.output.page import write_page
from geomap.output.page_folium import EventMap
from geomap.settings import PageOptions, Settings

BESIDE = PageOptions(sidecar=True)
TILES = "https://tiles.example:8443/{z}/{x}/{y}.png?key=a%20b"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def policy(path):
    return re.search(r'Content-Security-Policy" content="([^"]+)"', path.read_text("utf-8")).group(1)


def test_the_page_is_small_and_its_blocks_lie_in_a_folder_named_after_it(tmp_path):
    write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    assert names(tmp_path) == ["x.html", "x_files"]
    assert names(tmp_path / "x_files") == [f"00{number}.js" for number in range(6)]
    assert 'type="application/x-geomap" id="event' not in (tmp_path / "x.html").read_text("utf-8")
    assert "'self'" in policy(tmp_path / "x.html").split("script-src")[1].split(";")[0]


def test_equal_tables_give_equal_bytes_in_both_files_and_folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_page(sample_tables(), tmp_path / name / "x.html", options=BESIDE)
    one, two = ([path.read_bytes() for path in sorted((tmp_path / n).rglob("*.*"))] for n in ("one", "two"))
    assert one == two


def test_each_script_is_one_call_with_digits_that_cannot_end_it(tmp_path):
    tables = sample_tables()
    tables.events["quote"] = tables.reports["quote"] = '"); window.ran = 1; ("</script>\\'
    write_page(tables, tmp_path / "x.html", options=BESIDE)
    for path in (tmp_path / "x_files").iterdir():
        assert re.fullmatch(
            r'geomapPage\.hand\("[0-9a-f]{12}","[a-z]+(?:-\d+)?","(?:[!#-%(-,./0-;=?-\[\]-_a-{}~]|\\n)*"\);\n',
            path.read_text("ascii"),
        )


def test_a_folder_of_an_earlier_run_is_replaced_whole(tmp_path):
    write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    (tmp_path / "x_files" / "917.js").write_text('geomapPage.hand("old","event-9","");\n')
    write_page(sample_tables(title="Anew"), tmp_path / "x.html", options=BESIDE)
    assert "917.js" not in names(tmp_path / "x_files")
    assert names(tmp_path) == ["x.html", "x_files"]


@pytest.mark.parametrize("name", ["logo.png", "001.js", "notes"])
def test_a_folder_that_a_browser_saved_is_not_replaced(tmp_path, name):
    (tmp_path / "x_files").mkdir()
    (tmp_path / "x_files" / name).write_text("mine")
    with pytest.raises(OutputError, match="did not write"):
        write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    assert names(tmp_path) == ["x_files"]
    assert (tmp_path / "x_files" / name).read_text() == "mine"


def test_a_run_that_fails_leaves_the_earlier_page_and_folder(tmp_path, monkeypatch):
    write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.*")}

    def full(_self):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("geomap.output.page_folium.Page.parts", full)
    with pytest.raises(OutputError, match="No space left"):
        write_page(sample_tables(title="Anew"), tmp_path / "x.html", options=BESIDE)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == before
    assert names(tmp_path) == ["x.html", "x_files"]


def test_the_folder_comes_back_when_the_fresh_one_cannot_take_its_place(tmp_path, monkeypatch):
    from pathlib import Path

    write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    before = names(tmp_path / "x_files")
    rename = Path.rename

    def refusing(self, target):
        if self.name == "fresh":
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refusing)
    with pytest.raises(OutputError, match="Permission denied"):
        write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    assert names(tmp_path / "x_files") == before


def test_a_folder_where_the_page_should_be_is_an_output_error(tmp_path):
    (tmp_path / "x.html").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write_page(sample_tables(), tmp_path / "x.html", options=BESIDE)
    assert names(tmp_path) == ["x.html"]


def test_tiles_open_the_policy_for_their_server_alone(tmp_path):
    options = PageOptions(tiles=TILES, tiles_attribution="© Tile & People")
    write_page(sample_tables(), tmp_path / "x.html", options=options)
    write_page(sample_tables(), tmp_path / "plain.html")
    assert "img-src data: blob: https://tiles.example:8443;" in policy(tmp_path / "x.html")
    assert "img-src data: blob:;" in policy(tmp_path / "plain.html")
    assert "'self'" not in policy(tmp_path / "x.html")


def test_an_event_map_offers_tiles_as_well():
    text = EventMap(sample_tables(), tiles=TILES, tiles_attribution="Tile People").get_root().render()
    assert '"origin":"https://tiles.example:8443"' in text


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://tiles.example/{z}/{x}.png", "no {y}"),
        ("ftp://tiles.example/{z}/{x}/{y}", "http:// or https://"),
        ("javascript:alert({z}{x}{y})", "http:// or https://"),
        ("https://{s}.tiles.example/{z}/{x}/{y}", "{s} cannot be filled"),
        ("https://me:word@tiles.example/{z}/{x}/{y}", "a host"),
        ("https://tiles.example; script-src */{z}/{x}/{y}", "without quotes or spaces"),
        ("https:///{z}/{x}/{y}", "a host"),
        ("https://[broken/{z}/{x}/{y}", "a host"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_with_the_reason(address, said):
    with pytest.raises(SettingsError, match=re.escape(said)):
        PageOptions(tiles=address, tiles_attribution="Tile People")


def test_all_that_is_wrong_with_the_tiles_is_told_at_once():
    with pytest.raises(SettingsError) as told:
        Settings(tiles="tiles/{z}")
    assert all(word in str(told.value) for word in ("no {x}, {y}", "http://", "tiles_attribution is missing"))
    with pytest.raises(SettingsError, match="without tiles"):
        PageOptions(tiles_attribution="Tile People")


def test_how_a_page_is_written_does_not_change_the_hash_of_a_run():
    assert Settings(sidecar=True, tiles=TILES, tiles_attribution="T").hash == Settings().hash


def test_options_of_a_page_are_refused_for_other_formats(tmp_path):
    with pytest.raises(SettingsError, match="for map pages"):
        writing.write(sample_tables(), tmp_path / "x.geojson", PageOptions(sidecar=True))
    writing.write(sample_tables(), tmp_path / "x.html", PageOptions(sidecar=True))
    assert names(tmp_path) == ["x.html", "x_files"]
