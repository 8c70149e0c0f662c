"""What the site shows besides `docs/*.md`: notebooks as pages, the maps of the gallery, the list of decisions.

MkDocs calls `on_files` (`hooks:` in mkdocs.yml). Notebooks are shown with what they gave when they were run (`make
notebooks`); the maps are written by geomap while the site is built, from data that ships with it.
"""

import json
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_TABLE = re.compile(r"<table[^>]*>")  # the site styles those without a class
_STYLE = re.compile(r"<style.*?</style>", re.DOTALL)


def on_files(files: Any, config: Any) -> Any:  # noqa: ANN401 - MkDocs' own
    """Add the made pages to those that lie in docs/."""
    from mkdocs.structure.files import File

    for name, content in {**texts(), **maps()}.items():
        if (there := files.get_file_from_path(name)) is not None:
            files.remove(there)
        files.append(File.generated(config, name, content=content))
    return files


def texts() -> Mapping[str, str]:
    """Pages made of files of the repository, by their path in docs/."""
    notebooks = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
    return {
        **{
            f"notebooks/{path.stem}.md": as_markdown(json.loads(path.read_text(encoding="utf-8"))) for path in notebooks
        },
        "decisions/index.md": decisions(),
    }


def maps() -> Mapping[str, str]:
    """The pages of the gallery, by their path in docs/."""
    sys.path.insert(0, str(ROOT / "tools"))
    from gallery import PAGES

    with tempfile.TemporaryDirectory(prefix="geomap-gallery-") as folder:
        made = {f"maps/{name}.html": make(Path(folder) / f"{name}.html") for name, make in PAGES.items()}
        return {name: path.read_text(encoding="utf-8") for name, path in made.items()}


def as_markdown(notebook: Mapping[str, Any]) -> str:
    """A notebook as a page: its words, its code, what each cell gave. Tables come as the HTML that pandas made."""
    parts = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
        elif cell["cell_type"] == "code":
            parts += [f"```python\n{source}\n```", *filter(None, map(_given, cell["outputs"]))]
    return "\n\n".join(parts) + "\n"


def _given(output: Mapping[str, Any]) -> str:
    data = output.get("data", {})
    if "text/html" in data:
        table = _TABLE.sub("<table>", _STYLE.sub("", "".join(data["text/html"])))
        return "\n".join(line.strip() for line in table.splitlines() if line.strip())  # indented it would be code
    said = "".join(data.get("text/plain", output.get("text", ""))).rstrip()
    return f"```text\n{said}\n```" if said else ""


def decisions() -> str:
    """The list of decisions, by number."""
    lines = ["# Decisions", "", "Why things are as they are, one page each.", ""]
    for path in sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md")):
        found = _TITLE.search(path.read_text(encoding="utf-8"))
        lines.append(f"- [{found[1] if found else path.stem}]({path.name})")
    return "\n".join(lines) + "\n"
