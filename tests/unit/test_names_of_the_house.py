"""The distribution is geomap-news, the import name and the command are geomap, and texts say so."""

import re
import tomllib
from pathlib import Path

import pytest

from geomap import __version__, errors, shipped

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
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
