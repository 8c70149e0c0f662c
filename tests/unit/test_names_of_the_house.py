"""The distribution is geomap-news, the import name and the command are geomap, and texts say so."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from geomap import __version__, errors, shipped

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOW = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
TEXTS = [
    path
    for folder in ("geomap", "docs", "examples", ".github", "tests")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in {".py", ".md", ".toml", ".yml", ".ipynb"} and path != Path(__file__)
]
INSTALLING = re.compile(
    r"""(?:pip install|pipx install|pipx run|uvx|uv tool install)\s+(?:--\S+\s+)*["']?(geomap[\w.-]*)"""
)
EXTRA = re.compile(r"\bgeomap(?:-news)?\[\w+")


def test_the_name_on_the_index_is_the_one_that_texts_use():
    assert PROJECT["name"] == shipped.DISTRIBUTION


def test_the_version_is_said_once():
    assert PROJECT["dynamic"] == ["version"]
    assert __version__ == shipped.VERSION


def test_every_python_that_is_promised_is_tried():
    promised = re.findall(r"Programming Language :: Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    tried = re.search(r"python: \[(.*?)\]", WORKFLOW)
    assert tried
    assert sorted(promised) == sorted(re.findall(r"3\.\d+", tried[1]))
    assert PROJECT["requires-python"] == f">={min(promised)}"


def test_the_lowest_dependencies_are_tried():
    lowest = min(re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"])))
    assert f'{{ python: "{lowest}", resolution: lowest-direct }}' in WORKFLOW
    assert [one for one in PROJECT["dependencies"] if not re.search(r"[>~=]=", one)] == []


def test_every_line_of_the_readme_is_tried():
    sys.path.insert(0, str(ROOT / "tools"))
    import try_wheel

    named = [name for name, _ in try_wheel.readme_lines(Path("python"))]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(named) == text.count("```sh") - 1 + text.count("```python")  # one of them installs, which is done first
    assert [line.split()[0] for line in try_wheel.AT_ONCE.findall(text)] == ["uvx", "pipx"]


@pytest.mark.parametrize(
    ("decision", "kinds"), [("0190-what-a-newcomer-stumbled-over.md", 17), ("0286-what-was-typed-in-notebooks.md", 12)]
)
def test_every_test_that_a_decision_relies_on_is_there(decision, kinds):
    said = (ROOT / "docs" / "decisions" / decision).read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", said))
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    rows = re.findall(r"^\| (?!stumble|wrong|---)(.+?) \| (.+) \|$", said.partition("## ")[0], re.MULTILINE)
    assert len(rows) == kinds
    assert [stumble for stumble, holds in rows if "`test_" not in holds] == []
    assert sorted(name for name in named if f"def {name}(" not in tests) == []


def test_please_report_it_has_the_address_of_the_project():
    assert PROJECT["urls"]["Issues"] == errors.REPORT


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CHANGELOG.md", *TEXTS], ids=lambda path: path.name)
def test_no_text_tells_to_install_somebody_elses_geomap(path):
    text = path.read_text(encoding="utf-8")
    assert set(INSTALLING.findall(text)) <= {shipped.DISTRIBUTION}
    assert [found for found in EXTRA.findall(text) if not found.startswith(shipped.DISTRIBUTION)] == []


def test_every_extra_that_a_text_names_exists():
    named = {
        found
        for path in [ROOT / "README.md", *TEXTS]
        for found in re.findall(rf"{shipped.DISTRIBUTION}\[(\w+)\]", path.read_text(encoding="utf-8"))
    }
    assert named <= set(PROJECT["optional-dependencies"])


def test_the_compound_licence_names_every_licence_of_what_is_shipped():
    sources = tomllib.loads((ROOT / "data" / "sources.toml").read_text(encoding="utf-8"))["source"]
    spdx = {
        "CC BY 4.0": "CC-BY-4.0",
        "ODbL 1.0": "ODbL-1.0",
        "public domain": "",
        "GODL-India": "LicenseRef-GODL-India",
    }
    named = {one for source in sources for one in spdx.get(source["licence"], source["licence"]).split(" AND ")}
    assert set(PROJECT["license"].split(" AND ")) == (named - {""}) | {"MIT", "Apache-2.0"}
