"""Tables of the reader's own places: read, kept, answered with, dropped."""

import json

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from gazetteer_samples import workbook

import geomap.gazetteer
from geomap.batches import OpenedStages, geoparse_batch
from geomap.errors import GazetteerError, InputError, SettingsError, TableError
from geomap.gazetteer import add_places, cache, list_layers, open_gazetteer, remove_layer
from geomap.gazetteer.areas import outlines
from geomap.mentions import with_own_names
from geomap.places import shipped_resolver
from geomap.records import Article, Mention, Place, Role, Span

CAMPS = """name,other names,latitude,longitude,kind,country,population,wins,id
Bakhmut camp,Camp B|Табір,48.7,37.5,camp,UA,300,yes,b
Pokrovsk,,48.5,37.2,village,Ukraine,,yes,p
Paris,,48.1,37.1,P.PPL,UKR,,,
"""


@pytest.fixture
def table(tmp_path):
    def write(text, name="camps.csv"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return write


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_adds_places_with_names_position_and_kind(home, table, separator):
    added = add_places(table(CAMPS.replace(",", separator)))
    assert (added.layer.name, added.layer.places, added.layer.winning, added.faults) == ("camps", 3, 2, ())
    assert added.layer.kinds == {"S.CMPRF": 1, "P.PPL": 2}
    with open_gazetteer() as store:
        (camp,) = store.candidates(["Camp B"])["Camp B"]
        assert (camp.id, camp.name, camp.country, camp.population) == ("own:camps/b", "Bakhmut camp", "UA", 300)
        assert (camp.at.lon, camp.at.lat, camp.feature_class, camp.feature_code) == (37.5, 48.7, "S", "CMPRF")
        assert camp.admin1_code == "UA.05"  # by its position
        assert store.candidates(["табір"])["табір"][0].id == camp.id


def test_a_place_that_wins_answers_alone_and_one_that_does_not_is_one_of_several(home, table):
    add_places(table(CAMPS))
    with open_gazetteer() as store:
        found = store.candidates(["Pokrovsk", "Paris", "Bakhmut"])
        assert [one.id for one in found["Pokrovsk"]] == ["own:camps/p"]
        assert found["Pokrovsk"][0].overrules
        assert {one.country for one in found["Paris"]} == {"UA", "FR", "US"}
        assert found["Bakhmut"][0].id == "geonames:713174"  # a short name overrules no town
        assert "bakhmut camp" in store.overruling
    add_places(table(CAMPS), wins=True)
    with open_gazetteer() as store:
        assert [one.country for one in store.candidates(["Paris"])["Paris"]] == ["UA"]


def test_a_short_name_overrules_villages(home, table):
    add_places(table("name,lat,lon,kind,wins\nAndriyivka camp,49.1,36.1,camp,yes\n"))
    with open_gazetteer() as store:
        assert [one.name for one in store.candidates(["Andriyivka"])["Andriyivka"]] == ["Andriyivka camp"]
    add_places(table("name,lat,lon,kind\nAndriyivka camp,49.1,36.1,camp\n"))
    with open_gazetteer() as store:
        assert len(store.candidates(["Andriyivka"])["Andriyivka"]) == 3


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ("A,99,24,,,,,", "position", "not on the globe"),
        ("A,,24,,,,,", "lat", "no figure in degrees"),
        ("A,,,,,,,", "position", "is empty"),
        (",49,24,,,,,", "name", "is empty"),
        ("\0\a --,49,24,,,,,", "name", "is empty"),
        ("A,49,24,castle,,,,", "kind", "none of settlement"),
        ("A,49,24,,Atlantis,,,", "country", "no country"),
        ("A,49,24,,,many,,", "population", "no figure"),
        ("A,0,0,,,,,", "position", "stands for an empty cell"),
        ('"A,49,24,,,,,', None, "does not close"),
        ("A,49,24,,,,,,,", None, "10 cells under 8 columns"),
        ("B,49,24,,,,,good", "id", "row above"),
    ],
)
def test_a_row_with_a_fault_is_told_with_its_line_and_the_others_are_kept(home, table, row, field, words):
    text = f"name,lat,lon,kind,country,population,wins,id\nGood,49,36,,,,,good\n{row}\nLast,49,37,,,,,last\n"
    added = add_places(table(text))
    (fault,) = added.faults
    assert (fault.line, fault.field) == (3, field)
    assert words in fault.trouble
    assert added.layer.places == 2


def test_a_table_without_a_good_row_or_the_columns_is_refused_and_an_older_one_stays(home, table):
    add_places(table(CAMPS))
    for text, words in (("name,lat,lon\nA,x,y\n", "no row is a place"), ("town,north\nA,1\n", "needs the columns")):
        with pytest.raises(TableError, match=words):
            add_places(table(text))
    with pytest.raises(InputError, match="empty"):
        add_places(table("\n"))
    assert list_layers()[0].places == 3
    assert [file.name for file in cache.layers_dir().iterdir()] == ["camps.geojson"]


def test_a_workbook_geojson_and_geopackage_give_the_same_places(home, table, tmp_path):
    add_places(table(CAMPS), name="a")
    rows = pd.read_csv(tmp_path / "camps.csv", keep_default_na=False)
    (tmp_path / "b.xlsx").write_bytes(workbook([line.split(",") for line in CAMPS.splitlines()]))
    shapes = gpd.points_from_xy(rows.longitude, rows.latitude, crs=4326)
    frame = gpd.GeoDataFrame(rows.drop(columns=["latitude", "longitude"]), geometry=shapes)
    frame.to_file(tmp_path / "c.geojson")
    frame.to_crs(3857).to_file(tmp_path / "d.gpkg")
    read = {}
    for name, suffix in (("a", ""), ("b", ".xlsx"), ("c", ".geojson"), ("d", ".gpkg")):
        if suffix:
            assert add_places(tmp_path / f"{name}{suffix}").faults == ()
        text = (cache.layers_dir() / f"{name}.geojson").read_text(encoding="utf-8")
        read[name] = [{**f["properties"], "id": f["id"].partition("/")[2]} for f in json.loads(text)["features"]]
    assert read["a"] == read["b"] == read["c"] == read["d"]


def test_an_outline_is_drawn_and_a_broken_one_is_told(home, table):
    square = "POLYGON((37 48,37.5 48,37.5 48.4,37 48.4,37 48))"
    bow = "POLYGON((37 48,38 49,38 48,37 49,37 48))"
    added = add_places(table(f"name;position;wins\nThe pocket;{square};yes\nBow;{bow};\n", "front.csv"))
    assert [(fault.line, fault.field) for fault in added.faults] == [(3, "position")]
    assert added.layer.kinds == {"L.RGN": 1}
    with open_gazetteer() as store:
        (pocket,) = store.candidates(["The pocket"])["The pocket"]
    assert pocket.is_area
    assert 20 < pocket.reach_km < 40
    drawn = outlines([pocket])
    assert drawn.geometry.iloc[0].equals(shapely.from_wkt(square))
    assert drawn.source.iloc[0] == "own:front"
    remove_layer("front")
    assert outlines([pocket]).geometry.iloc[0] is None


def test_the_fingerprint_follows_the_layers(home, table):
    before = geomap.gazetteer.expected_fingerprint()
    add_places(table(CAMPS))
    with_camps = geomap.gazetteer.expected_fingerprint()
    add_places(table(CAMPS.replace("37.5", "37.6")))
    assert len({before, with_camps, geomap.gazetteer.expected_fingerprint()}) == 3
    remove_layer("camps")
    assert geomap.gazetteer.expected_fingerprint() == before
    with open_gazetteer() as store:
        assert store.candidates(["Camp B"])["Camp B"] == ()
        assert store.overruling == {}


def test_a_layer_is_listed_replaced_and_removed_by_its_name(home, table):
    assert list_layers() == ()
    add_places(table(CAMPS))
    add_places(table(CAMPS), name="more")
    assert [layer.name for layer in list_layers()] == ["camps", "more"]
    assert remove_layer("camps").name == "camps.geojson"
    with pytest.raises(SettingsError, match="no layer is called 'camps'; there are: more"):
        remove_layer("camps")
    for name in ("SD", "ALL", "../x", "", "x" * 81):
        with pytest.raises(SettingsError):
            add_places(table(CAMPS), name=name)


def test_a_damaged_layer_says_how_to_go_on(home, table):
    add_places(table(CAMPS))
    (cache.layers_dir() / "camps.geojson").write_text("{", encoding="utf-8")
    with pytest.raises(GazetteerError, match="geomap gazetteer remove camps"):
        open_gazetteer()


class _Reads:
    """A recogniser that finds the words it is given."""

    id = "words"

    def __init__(self, *words):
        self.words = words

    def asks(self, article):
        return frozenset()

    def recognise(self, article, facts):
        at = ((article.text.index(word), word) for word in self.words)
        return [
            Mention(article_id="a", span=Span(start=n, end=n + len(w)), surface=w, role=Role.LOCATION, score=0.9)
            for n, w in at
        ]


@pytest.mark.parametrize(
    ("text", "read", "meant"),
    [
        ("Shells hit the Bakhmut camp on Friday.", ["Bakhmut"], "own:camps/b"),
        ("Shells hit Bakhmut on Friday.", ["Bakhmut"], "geonames:713174"),
        ("Shells hit Pokrovsk near Kharkiv.", ["Pokrovsk"], "own:camps/p"),
        ("Shells hit Camp B on Friday.", [], "own:camps/b"),
    ],
)
def test_the_place_of_a_text_is_the_readers_own_where_it_is_named(home, table, text, read, meant):
    add_places(table(CAMPS))
    article = Article(id="a", title="", text=text, published=None)
    with open_gazetteer() as store:
        stages = OpenedStages(gazetteer=store, recogniser=_Reads(*read), resolver=shipped_resolver(), coder=None)
        (parsed,) = geoparse_batch(stages, [article])
    place = parsed.outcomes[0]
    assert isinstance(place, Place)
    assert place.candidate.id == meant
    assert meant.startswith("geonames") or place.trust >= 0.95
    if place.candidate.overrules:
        assert "your own" in place.why[0]


def _found(text, own, *read):
    article = Article(id="a", title="", text=text, published=None)
    mentions = _Reads(*read).recognise(article, {})
    return [(one.surface, one.role) for one in with_own_names(article, mentions, {name: name for name in own})]


def test_a_name_that_the_recogniser_read_shorter_becomes_the_whole_one():
    assert _found("at the Um Haraz camp.", ["Um Haraz camp"], "Um Haraz") == [("Um Haraz camp", Role.LOCATION)]
    assert _found("at Um\nHaraz-camp's gate", ["Um Haraz camp"], "Um") == [("Um\nHaraz-camp", Role.LOCATION)]


def test_a_longer_name_keeps_its_place_and_a_word_without_its_capital_is_none():
    assert _found("in Kalma Heights", ["Kalma"], "Kalma Heights") == [("Kalma Heights", Role.LOCATION)]
    assert _found("said Ali Kalma today", ["Kalma"]) == []
    assert _found("the mill burnt", ["Mill"]) == []
    assert _found("the mill burnt", ["mill"]) == [("mill", Role.LOCATION)]
    assert _found("They took Kalma.", ["Kalma"]) == [("Kalma", Role.LOCATION)]


def test_a_sentence_does_not_end_inside_a_name_over_several_words():
    assert _found("They left Um Haraz. \n\nCamp life goes on.", ["Um Haraz camp"], "Um Haraz") == [
        ("Um Haraz", Role.LOCATION)
    ]
