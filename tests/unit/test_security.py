"""What SECURITY.md promises of models, styles and marks, where no other test holds it."""

import ast
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from making import article

import geomap
from geomap import pipeline
from geomap.output.geopackage import write_geopackage
from geomap.output.vector import write_kml
from geomap.settings import Settings

HOUSE = Path(geomap.__file__).parent
RUN_WHAT_THEY_READ = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "marshal", "shelve"}
EXPRESSION = "[% eval('1') %] $[description] @project_path {{1}} ${x} %(x)s"


def calls_and_imports():
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path.relative_to(HOUSE).as_posix(), node


def test_nothing_that_runs_what_it_reads_is_imported():
    for where, node in calls_and_imports():
        if isinstance(node, ast.Import | ast.ImportFrom):
            named = {name.name for name in node.names} | {getattr(node, "module", "") or ""}
            assert not {name.split(".")[0] for name in named} & RUN_WHAT_THEY_READ, where
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"eval", "exec", "compile"}, where


def test_every_array_is_loaded_with_the_word_that_forbids_pickles():
    found = 0
    for where, node in calls_and_imports():
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "np.load":
            found += 1
            said = {word.arg: ast.unparse(word.value) for word in node.keywords}
            assert said.get("allow_pickle") == "False", where
    assert found


@pytest.mark.parametrize("model", sorted(HOUSE.rglob("*.npz")), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_shipped_model_holds_numbers_and_letters_alone(model):
    with np.load(model, allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "biufSU" for name in stored.files)


@pytest.fixture(scope="module")
def told():
    """A run whose words are expressions of QGIS and of KML."""
    one = article(f"Shelling hit Kharkiv. {EXPRESSION}", title=EXPRESSION, outlet=EXPRESSION)
    tables = pipeline.map_events(one, Settings(recogniser="fast", title=EXPRESSION))
    assert len(tables.events)
    return tables


def test_a_style_of_qgis_is_ours_whatever_the_articles_say(told, tmp_path):
    write_geopackage(told, tmp_path / "x.gpkg")
    with closing(sqlite3.connect(tmp_path / "x.gpkg")) as db:
        styles = dict(db.execute("SELECT f_table_name, styleQML FROM layer_styles"))
        made = {kind for (kind,) in db.execute("SELECT type FROM sqlite_master WHERE sql LIKE '%eval(%'")}
    for layer, style in styles.items():
        assert style == files("geomap.output").joinpath("qgis", f"{layer}.qml").read_text(encoding="utf-8")
        root = ET.fromstring(style.split("\n", 1)[1])  # noqa: S314 - ours
        for element in root.iter():
            expressions = {key: value for key, value in element.attrib.items() if "expression" in key.casefold()}
            assert not any(expressions.values()), element.tag
            assert "eval" not in f"{element.attrib}{element.text}"
            assert "[%" not in f"{element.attrib}{element.text}"
    assert styles.keys() == {"events", "areas"}
    assert not made  # no view, no trigger, no default that a text has written


def test_a_mark_of_kml_brings_no_balloon_style_link_or_script(told, tmp_path):
    write_kml(told, tmp_path / "x.kml")
    text = (tmp_path / "x.kml").read_text(encoding="utf-8")
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(text.encode()).iter()}  # noqa: S314 - ours
    active = {
        "BalloonStyle",
        "NetworkLink",
        "NetworkLinkControl",
        "GroundOverlay",
        "Model",
        "IconStyle",
        "href",
        "link",
    }
    assert not tags & active
    assert not re.search(r"<!(ENTITY|DOCTYPE)", text)


def test_a_title_that_is_markup_ends_no_element_of_kml(told, tmp_path):
    hostile = "</name></Document><NetworkLink><Link><href>http://127.0.0.1/</href></Link></NetworkLink>]]>"
    write_kml(
        replace(told, events=told.events.assign(title=hostile, place=hostile, source_text=hostile)), tmp_path / "x.kml"
    )
    tags = [element.tag for element in ET.parse(tmp_path / "x.kml").iter()]  # noqa: S314 - ours
    assert not any("NetworkLink" in tag for tag in tags)
