"""How news calls divisions is read from a table, and the table is part of what a built gazetteer depends on."""

from geomap.gazetteer import cache
from geomap.gazetteer.division_words import division_words
from geomap.gazetteer.divisions import bare


def test_each_country_s_own_word_is_known():
    said = division_words()
    assert (said.called["UA"], said.called["SY"], said.called["ET"]) == ("oblast", "governorate", "regional state")
    assert said.called_second["UA"] == ("raion", "rayon")
    assert "FR" not in said.called_second


def test_a_name_loses_its_word_before_or_behind():
    names = ("Kharkiv Oblast", "Province of Idlib", "Somali autonomous region", "Idlib")
    assert [bare(name) for name in names] == ["Kharkiv", "Idlib", "Somali", "Idlib"]


def test_another_table_makes_another_gazetteer(monkeypatch):
    own = cache.code_hash.__wrapped__()
    monkeypatch.setattr(cache, "WORDS", "places.toml")
    assert cache.code_hash.__wrapped__() != own
