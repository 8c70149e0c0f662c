import doctest
import importlib
import inspect
import re
from pathlib import Path

import pytest

import geomap

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "reference" / "examples.md"  # run by the root's conftest


def test_every_public_name_is_where_it_is_promised():
    assert all(getattr(geomap, name) for name in geomap.__all__)
    assert {*geomap.__all__, "__version__"} == set(dir(geomap))


@pytest.mark.parametrize("name", ["geomap.api", "geomap.gazetteer.geocoder"])
def test_examples_in_docstrings_give_what_they_say(name):
    module = importlib.import_module(name)
    done = doctest.testmod(module, extraglobs={**{one: getattr(geomap, one) for one in geomap.__all__}})
    assert done.attempted > 0
    assert done.failed == 0


@pytest.mark.parametrize("name", geomap.__all__)
def test_every_public_name_has_an_example_that_runs(name):
    blocks = re.findall(r"```python\n(.*?)```", EXAMPLES.read_text(encoding="utf-8"), re.DOTALL)
    assert any(re.search(rf"\bgeomap\.{name}\b", block) for block in blocks)


@pytest.mark.parametrize("name", geomap.__all__)
def test_every_public_name_has_a_docstring(name):
    assert inspect.getdoc(getattr(geomap, name))


@pytest.mark.parametrize("name", ["map_events", "geoparse", "code", "join", "write"])
def test_every_argument_of_a_public_function_is_told(name):
    function = getattr(geomap, name)
    doc = inspect.getdoc(function) or ""
    assert [one for one in inspect.signature(function).parameters if f"\n    {one}: " not in doc] == []
    assert "Raises:" in doc
