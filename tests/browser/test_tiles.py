"""Online tiles are the map maker's offer: only that server is asked, and the vector map stands in when it fails."""

import base64

import pytest
from page_sample import sample_tables
from playwright.sync_api import expect

from geomap.output.page import write_page
from geomap.settings import PageOptions

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
WORDS = "© Tile <b>People</b>"
REFUSED = "ERR_CONNECTION_REFUSED|ERR_INTERNET_DISCONNECTED|Failed to load resource"


@pytest.fixture
def tiled(serve, tmp_path):
    """A page with tiles from a server that runs."""
    server = serve(tmp_path, PIXEL)
    options = PageOptions(tiles=f"{server.at}/t/{{z}}/{{x}}/{{y}}.png?key=mine", tiles_attribution=WORDS)
    write_page(sample_tables(), tmp_path / "tiles.html", options=options)
    return tmp_path / "tiles.html", server


def test_tiles_come_from_the_named_server_with_its_attribution_as_text(visit, tiled):
    target, server = tiled
    page = visit(target, allow=server.at)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator("#gm-credit")).to_contain_text(WORDS)
    expect(page.locator(".leaflet-tile-pane canvas")).to_have_count(0)
    assert server.asked[0].startswith("/t/")
    assert server.asked[0].endswith(".png?key=mine")
    page.click("[data-t=ab]")
    expect(page.locator("#gm-about")).to_contain_text("which learns which part of the map you look at")


def test_the_switch_goes_to_the_vector_map_and_the_address_keeps_the_choice(visit, tiled):
    target, server = tiled
    page = visit(target, allow=server.at)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(page.locator("img.leaflet-tile:not(.leaflet-tile-loaded)")).to_have_count(0)  # none is still on its way
    page.get_by_label("Basemap").select_option(label="Vector map")
    expect(page.locator("img.leaflet-tile")).to_have_count(0)
    expect(page.locator(".leaflet-tile-pane canvas").first).to_be_attached()
    expect(page.locator("#gm-credit")).not_to_contain_text("Tile")
    page.wait_for_url("**/*b=v*")
    count = len(server.asked)
    again = visit(target, page.evaluate("location.hash"), allow=server.at)
    expect(again.get_by_label("Basemap")).to_have_value("vector")
    expect(again.locator(".leaflet-tile-pane canvas").first).to_be_attached()
    assert len(server.asked) == count
    again.get_by_label("Basemap").select_option("tiles")
    expect(again.locator("img.leaflet-tile-loaded").first).to_be_attached()
    expect(again.locator("#gm-count")).to_have_text("10")


def test_a_dead_server_brings_the_vector_map_back_and_a_polite_notice(visit, tiled):
    target, server = tiled
    server.stop()
    page = visit(target, allow=server.at, expected=REFUSED)
    note = page.locator(".gm-base-note")
    expect(note).to_contain_text("gives no tiles: this is the vector map")
    expect(note).to_have_attribute("role", "status")
    expect(page.get_by_label("Basemap")).to_have_value("vector")
    expect(page.locator(".leaflet-tile-pane canvas").first).to_be_attached()
    assert "b=v" not in page.evaluate("location.hash")  # nobody chose it


def test_without_a_network_nothing_is_asked(visit, tiled):
    target, server = tiled
    page = visit(target)
    expect(page.locator(".gm-base-note")).to_contain_text("gives no tiles")
    expect(page.locator(".leaflet-tile-pane canvas").first).to_be_attached()
    assert server.asked == []


def test_the_policy_lets_no_other_picture_through(visit, tiled, serve, tmp_path):
    target, _ = tiled
    other = serve(tmp_path, PIXEL)
    page = visit(target, allow="http://127.0.0.1", expected="Content Security Policy")
    failed = page.evaluate(
        "at => new Promise(done => { const i = new Image(); i.onload = () => done(0); i.onerror = () => done(1);"
        " i.src = at; })",
        f"{other.at}/x.png",
    )
    assert failed == 1
    assert other.asked == []


def test_the_picture_of_the_map_can_be_taken_with_tiles_shown(visit, tiled):
    target, server = tiled
    page = visit(target, allow=server.at)
    expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()
    with page.expect_download() as got:
        page.select_option("#gm-exp", "png")
    assert got.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_page_without_tiles_has_no_switch(page):
    expect(page.get_by_label("Basemap")).to_have_count(0)
