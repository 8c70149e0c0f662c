"""Makes one classic script of the page's ES modules, so that a page needs no server and a source tree no bundler.

Each module becomes a function that is called once, after those it imports from. The modules keep to named imports
by relative path (`import { a, b as c } from '../data/x.js'`) and to exported `const`, `function`, `async function`,
`function*` and `class`; anything else is refused here rather than broken in a browser. Comments and
spaces are taken out.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from importlib.resources import files

from rjsmin import jsmin

from geomap.errors import OutputError

ENTRY = "app"  # the module whose exports the page calls
GLOBAL = "geomapPage"
FOLDERS = ("", "text", "data", "map", "panel", "records")  # of geomap/web; each imports from those before it
RECORDS = "records/recordspart"  # the module that a page without others' records does without
MEASURE = "measure"  # the handle that tests and benchmarks hold; GEOMAP_MEASURE in the environment asks for it

_IMPORT = re.compile(r"^import \{([^}]*)\} from '(\.[\w./-]*)\.js';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|(?:async )?function\*?|class) (\w+))", re.MULTILINE)
_REFUSED = re.compile(r"^(?:import\b.*|export\b.*)$", re.MULTILINE)


@lru_cache(maxsize=4)
def page_script(*, records: bool = False, measure: bool = False) -> str:
    """The page's script: defines one global, `geomapPage`, with what the entry module exports.

    With `records` it can also show others' records, with `measure` tests and benchmarks can look into it; what only
    these need is left out else.
    """
    modules = {
        posixpath.join(folder, item.name.removesuffix(".js")): item.read_text("utf-8")
        for folder in FOLDERS
        for item in (files("geomap") / "web" / folder).iterdir()
        if item.name.endswith(".js")
    }
    return bundle(modules, entry=ENTRY, name=GLOBAL, parts=[RECORDS] * records + [MEASURE] * measure)


def bundle(modules: Mapping[str, str], *, entry: str, name: str, parts: Sequence[str] = ()) -> str:
    """One classic script that sets the global `name` to the exports of the module `entry`.

    Args:
        modules: source text by path without its ending, as in `folder/name`; those that `entry` and `parts` do not
            need are left out.
        entry: the module to start from.
        name: of the global.
        parts: modules that nobody imports and that make themselves known when they are there.

    Raises:
        OutputError: a module is missing, imports run in a circle, or a form stands there that we do not translate.
    """
    order = _order(modules, (entry, *parts))
    bodies = "\n".join(
        f"const {_variable(module)} = (() => {{\n{_translated(module, modules[module])}}})();" for module in order
    )
    script: str = jsmin(f"const {name} = (() => {{\n'use strict';\n{bodies}\nreturn {_variable(entry)};\n}})();\n")
    return f"{script}\n"


def _order(modules: Mapping[str, str], entries: Sequence[str]) -> tuple[str, ...]:
    needs: dict[str, list[str]] = {}
    waiting = list(entries)
    while waiting:
        module = waiting.pop()
        if module in needs:
            continue
        if module not in modules:
            raise OutputError(f"the page's module {module}.js is missing: install geomap again")
        needs[module] = [_found(module, needed) for _, needed in _IMPORT.findall(modules[module])]
        waiting += needs[module]
    try:
        return tuple(TopologicalSorter({module: sorted(needs[module]) for module in sorted(needs)}).static_order())
    except CycleError as error:
        raise OutputError(f"the page's modules import one another in a circle: {' > '.join(error.args[1])}") from error


def _translated(module: str, source: str) -> str:
    exports = _EXPORT.findall(source)
    body = _EXPORT.sub("", _IMPORT.sub(lambda found: _as_const(module, found), source))
    if refused := _REFUSED.search(body):
        raise OutputError(f"the page's module {module}.js holds a form that is not translated: {refused.group()}")
    return f"{body}return {{ {', '.join(exports)} }};\n"


def _as_const(module: str, found: re.Match[str]) -> str:
    names = [part.split(" as ") for part in found.group(1).split(",") if part.strip()]
    taken = ", ".join(": ".join(name.strip() for name in pair) for pair in names)
    return f"const {{ {taken} }} = {_variable(_found(module, found.group(2)))};\n"


def _found(module: str, path: str) -> str:
    """The module that `module` calls by a relative path."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), path))


def _variable(module: str) -> str:
    return "$" + module.replace("/", "_").replace("-", "_")
