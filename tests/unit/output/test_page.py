import base64
import hashlib
import re
import zlib

import folium
import folium.plugins
import pytest
from page_sample import sample_tables

from geomap.errors import NetworkWarning, OutputError
from geomap.output.embed import FOLLOW, snippet
from geomap.output.page import EventLayer, EventMap, write_page
from geomap.output.page_html import REST, web_file

HOSTILE = "{{ 7*191 }}</script><script>window.ran=1</script>{% raw %}"


@pytest.fixture(scope="module")
def text(tmp_path_factory):
    target = tmp_path_factory.mktemp("page") / "x.html"
    write_page(sample_tables(), target)
    return target.read_text("utf-8")


def test_equal_tables_give_equal_bytes(text, tmp_path):
    write_page(sample_tables(), tmp_path / "x.html")
    assert (tmp_path / "x.html").read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


def test_the_page_names_nothing_to_load(text):
    assert not re.search(r"<(?:script|img|iframe)[^>]+src=|<link[^>]+href=|@import", text)
    assert "default-src 'none'" in text
    assert "user-scalable" not in text


def test_each_inline_script_is_allowed_by_its_hash_and_nothing_else(text):
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text).group(1)
    hashes = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in _scripts(text)}
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_only_a_large_page_has_rests_and_may_fetch_styles_from_memory(text, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.output.page_folium.MANY_ROWS", 1)
    monkeypatch.setattr("geomap.output.page_html.REST_EVERY", 100)
    write_page(sample_tables(), tmp_path / "x.html")
    large = (tmp_path / "x.html").read_text("utf-8")
    policies = [re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1) for page in (text, large)]
    assert ["style-src 'unsafe-inline' blob:;" in policy for policy in policies] == [False, True]
    assert [policy.count("sha256-") for policy in policies] == [len(set(_scripts(page))) for page in (text, large)]
    assert [REST in page for page in (text, large)] == [False, True]


def _scripts(page):
    """Those that stand in the page, and those that it inflates."""
    return [*re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL), *_packed(page)[1:]]


def _packed(page):
    """What the page inflates: its style sheet, then its scripts."""
    packed = re.search(r'id="geomap-code">(.*?)</script>', page)
    return zlib.decompress(base64.b64decode(packed.group(1)), -15).decode().split("\0") if packed else []


def test_the_style_sheet_is_packed_and_until_then_the_page_is_hidden_for_two_seconds_at_most(text):
    style, *_ = _packed(text)
    assert "#gm-legend" in style
    assert ".leaflet-pane" in style
    worn = re.findall(r"<style[^>]*>(.*?)</style>", text)
    assert worn == ["@keyframes gm-undressed{from,to{visibility:hidden}}body{animation:gm-undressed 2s}"]


def test_words_of_articles_never_pass_a_template_or_become_markup(tmp_path):
    tables = sample_tables(title=HOSTILE)
    for name in ("quote", "title", "place", "why", "actors"):
        tables.events[name] = HOSTILE
        if name in tables.reports:
            tables.reports[name] = HOSTILE
    write_page(tables, tmp_path / "x.html")
    written = (tmp_path / "x.html").read_text("utf-8")
    assert "1337" not in re.sub(r'<script type="application/x-geomap".*?</script>', "", written, flags=re.DOTALL)
    assert "window.ran=1</script>" not in written


def test_a_target_that_cannot_be_written_is_an_output_error(tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        write_page(sample_tables(), tmp_path / "gone" / "x.html")


def test_an_event_map_is_a_folium_map_that_other_maps_do_not_feel():
    before = (list(folium.Map.default_js), list(folium.Map.default_css))
    page = EventMap(sample_tables())
    assert isinstance(page, folium.Map)
    assert "<iframe" in page._repr_html_()
    assert (list(folium.Map.default_js), list(folium.Map.default_css)) == before
    assert "cdn" in folium.Map(tiles=None).get_root().render()


def test_a_layer_brings_its_data_to_any_folium_map():
    plain = folium.Map(tiles=None)
    layer = EventLayer(sample_tables().events, name="Events").add_to(plain)
    folium.LayerControl().add_to(plain)
    text = plain.get_root().render()
    assert f'id="{layer.get_name()}-core"' in text
    assert f"{layer.get_name()}.addTo({plain.get_name()})" in text
    assert f'id="{layer.get_name()}-report-0"' in text
    assert text.count("const geomapPage") == 1


def test_two_layers_share_one_script():
    plain = folium.Map(tiles=None)
    for name in ("One", "Two"):
        EventLayer(sample_tables(), name=name).add_to(plain)
    assert plain.get_root().render().count("const geomapPage") == 1


def test_a_layer_that_is_off_at_first_is_not_added():
    plain = folium.Map(tiles=None)
    layer = EventLayer(sample_tables(), show=False).add_to(plain)
    assert f"{layer.get_name()}.addTo" not in plain.get_root().render()


LOADED = re.compile(r"""(?:src|href)=["']?https?://(?!leafletjs)[^"'\s>]+""")


def test_layers_of_folium_that_bring_all_they_need_leave_the_page_without_network():
    page = EventMap(sample_tables())
    folium.CircleMarker([50, 30], popup="plain", tooltip="plain").add_to(folium.FeatureGroup("Mine").add_to(page))
    folium.Marker([50, 30], popup="plain").add_to(page)
    folium.LayerControl().add_to(page)
    page.fit_bounds([[40, 30], [50, 40]])
    text = page.get_root().render()  # warnings are errors here
    assert not LOADED.search(text)
    assert text.count(".wholePage(L,") == 1


def test_a_part_that_asks_for_a_network_is_named_with_the_servers_it_asks():
    page = EventMap(sample_tables())
    folium.TileLayer("https://tiles.example/{z}/{x}/{y}.png", attr="x").add_to(page)
    folium.plugins.HeatMap([[50, 30, 1]]).add_to(page)
    folium.Marker([50, 30], icon=folium.Icon(color="red")).add_to(page)
    with pytest.warns(NetworkWarning, match=r"HeatMap asks cdn.*; Icon asks .*; TileLayer asks tiles\.example\."):
        text = page.get_root().render()
    assert LOADED.search(text)
    assert not re.search(r"src=\"[^\"]*/leaflet\.js", text)


def test_a_part_of_others_that_fails_takes_nobody_along():
    page = EventMap(sample_tables())
    folium.CircleMarker([50, 30]).add_to(page)
    script = page.get_root().render().rpartition("<body>")[2]
    before, _, after = script.partition("L.circleMarker")
    assert before.rstrip().rpartition("\n")[0].count("try {") > before.count("} catch")
    assert "catch (error)" in after


def test_a_second_layer_of_events_has_no_panel_of_its_own():
    page = EventMap(sample_tables())
    second = EventLayer(sample_tables(), name="Others").add_to(page)
    text = page.get_root().render()
    code = "\n".join(_scripts(text))
    assert code.count(".wholePage(L,") == 1
    assert f"var {second.get_name()} = geomapPage.eventLayer(L" in code
    assert text.count('-base">') == 1


def test_a_layer_without_a_map_says_so():
    with pytest.raises(OutputError, match="not on a map"):
        EventLayer(sample_tables()).render()


def test_page_and_command_line_give_the_same_frame_for_an_article():
    assert FOLLOW in web_file("panel/frame.js")
    assert snippet("Öl & <b>", "maps/ä b.html").startswith(
        '<iframe title="Öl &amp; &lt;b&gt;" src="maps/%C3%A4%20b.html#embed"'
    )
