"""The site shows every how-to, and names no page that is not there: `make site` would fail on it."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import site_hooks  # noqa: E402 - a script of tools/

MADE = site_hooks.texts()  # by path in docs/
NAMED = set(
    re.findall(r"^\s+- (?:[^:\n]+: )?(\S+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE)
)


def test_every_page_that_the_site_names_is_there():
    assert NAMED
    assert [page for page in sorted(NAMED - set(MADE)) if not (ROOT / "docs" / page).is_file()] == []


def test_every_how_to_is_on_the_site():
    assert {f"how-to/{page.name}" for page in (ROOT / "docs" / "how-to").glob("*.md")} <= NAMED


def test_every_notebook_is_a_page_of_the_site_with_its_code_and_what_it_gave():
    notebooks = {f"notebooks/{path.stem}.md" for path in (ROOT / "docs" / "notebooks").glob("*.ipynb")}
    assert len(notebooks) >= 2
    assert notebooks <= NAMED & set(MADE)
    for name in notebooks:
        assert "```python\nimport pandas as pd" in MADE[name]
        assert "<table" in MADE[name]
        assert "geomap.Result" in MADE[name] or "events from" in MADE[name]


def test_what_a_cell_gave_is_no_code_of_markdown():
    cells = [
        {
            "cell_type": "code",
            "source": ["f()"],
            "outputs": [{"data": {"text/html": ["<style>p {}</style>\n", "    <table>\n\n", "    </table>"]}}],
        },
        {"cell_type": "code", "source": ["g()"], "outputs": [{"text": ["<b>\n"]}]},
        {"cell_type": "markdown", "source": ["# Title"]},
    ]
    said = site_hooks.as_markdown({"cells": cells})
    assert "<table>\n</table>" in said
    assert "<style" not in said
    assert "```text\n<b>\n```" in said
    assert said.endswith("# Title\n")


def test_every_decision_is_in_the_list_of_decisions():
    listed = re.findall(r"\]\((\d\d\d\d-[^)]*\.md)\)", MADE["decisions/index.md"])
    assert listed == sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))


def test_every_map_that_the_gallery_links_is_made():
    import gallery

    linked = set(re.findall(r"\(maps/([\w-]+)\.html\)", (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")))
    assert linked == set(gallery.PAGES)


def test_the_reference_shows_what_the_code_says_of_a_field(monkeypatch):
    monkeypatch.setitem(sys.modules, "griffe", SimpleNamespace(Extension=object, Docstring=lambda text, **_: text))
    from site_fields import FieldComments, comment_of

    assert "extensions: [tools/site_fields.py]" in (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert comment_of('title: str = "# 1"  # as it stands; may be empty') == "As it stands; may be empty."
    assert comment_of("x: Any  # noqa: ANN401") == ""
    trust = SimpleNamespace(
        docstring=None, parent=SimpleNamespace(is_class=True), source="trust: float  # 0..1, calibrated", lineno=1
    )
    FieldComments().on_attribute_instance(attr=trust)
    assert trust.docstring == "0..1, calibrated."
