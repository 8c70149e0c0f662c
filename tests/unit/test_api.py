import doctest
import importlib
import inspect
import re
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path

import pytest

import geomap
from geomap import records, schema, settings, stages
from geomap.records import EventType

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "docs" / "reference" / "examples.md"  # run by the root's conftest
TOLD = (records, schema, settings, stages)


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


def functions():
    """Each public function, and each method that the reference shows; a class speaks for its `__init__`."""
    for name in geomap.__all__:
        public = getattr(geomap, name)
        if not inspect.isclass(public):
            yield name, public, inspect.getdoc(public)
            continue
        for method in SHOWN.get(name, ()):
            said = inspect.getdoc(getattr(public, method))
            yield f"{name}.{method}", getattr(public, method), said
        if "__init__" in vars(public) and not is_dataclass(public):
            said = f"{inspect.getdoc(public)}\n{inspect.getdoc(public.__init__)}"
            yield f"{name}.__init__", public.__init__, said


REFERENCE = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
SHOWN = {
    name: [one for one in re.split(r",\s*", members) if one not in {"", "__init__", "layers", "joined"}]
    for name, members in re.findall(r"^::: geomap\.\S*?\.(\w+)\n.*members: \[(.*?)\]", REFERENCE, re.MULTILINE)
}
FUNCTIONS = [pytest.param(function, said, id=name) for name, function, said in functions()]


def test_every_class_with_methods_shows_them_in_the_reference():
    assert {"Result", "EventMap", "GazetteerGeocoder", "OnlineGeocoder"} <= SHOWN.keys()


@pytest.mark.parametrize(("function", "said"), FUNCTIONS)
def test_every_argument_of_a_public_function_is_told(function, said):
    arguments = inspect.signature(function).parameters
    named = [one for one in arguments if one not in {"self", "cls"}]
    assert [one for one in named if not re.search(rf"\n\s+(?:\*\*)?{one}: ", said)] == []


@pytest.mark.parametrize("name", ["map_events", "geoparse", "code", "join", "write", "open_gazetteer"])
def test_every_public_function_tells_its_errors(name):
    assert "Raises:" in inspect.getdoc(getattr(geomap, name))


@pytest.mark.parametrize(
    "public",
    [
        one
        for module in TOLD
        for one in vars(module).values()
        if inspect.isclass(one) and one.__module__ == module.__name__
    ],
    ids=lambda public: public.__name__,
)
def test_every_field_of_a_public_record_says_what_it_is(public):
    """Behind its `#`, which the site shows: what it means, its unit or range, when it is None."""
    if is_dataclass(public):
        names = [field.name for field in fields(public) if field.name in vars(public)["__annotations__"]]
    elif issubclass(public, Enum) and public is not EventType:  # which are ACLED's own words
        names = list(public.__members__)
    else:
        return
    source = inspect.getsource(public)
    assert [one for one in names if not re.search(rf"^    {one}\b(?: =|:) .*  # \S", source, re.MULTILINE)] == []
