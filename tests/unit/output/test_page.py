import re

import folium
import pytest
from page_sample import sample_tables

from geomap.errors import OutputError
from geomap.output.page import EventLayer, EventMap, write_page
from geomap.output.page_html import REST

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
    assert policy.count("sha256-") == len(re.findall(r"<script>", text))
    assert "'unsafe-inline'" not in policy.split("style-src")[0]


def test_only_a_large_page_has_rests_and_may_fetch_styles_from_memory(text, tmp_path, monkeypatch):
    monkeypatch.setattr("geomap.output.page_folium.MANY_ROWS", 1)
    monkeypatch.setattr("geomap.output.page_html.REST_EVERY", 100)
    write_page(sample_tables(), tmp_path / "x.html")
    large = (tmp_path / "x.html").read_text("utf-8")
    policies = [re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1) for page in (text, large)]
    assert ["style-src 'unsafe-inline' blob:;" in policy for policy in policies] == [False, True]
    assert [policy.count("sha256-") for policy in policies] == [len(set(_inline(page))) for page in (text, large)]
    assert [REST in page for page in (text, large)] == [False, True]


def _inline(page):
    return re.findall(r"<script>.*?</script>", page, flags=re.DOTALL)


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


def test_other_layers_on_an_event_map_are_loaded_without_a_second_leaflet():
    page = EventMap(sample_tables())
    folium.Marker([50, 30], popup="plain").add_to(page)
    text = page.get_root().render()
    assert "jquery" in text
    assert not re.search(r"src=\"[^\"]*leaflet\.js", text)
    assert "Content-Security-Policy" not in text


def test_a_layer_without_a_map_says_so():
    with pytest.raises(OutputError, match="not on a map"):
        EventLayer(sample_tables()).render()
