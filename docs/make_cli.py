"""Writes docs/cli.md from the program's own help: `python docs/make_cli.py`, or `--check` to compare."""

import os
import subprocess
import sys
from pathlib import Path

COMMANDS = (
    "",
    "map",
    "run",
    "geoparse",
    "code",
    "explain",
    "match",
    "score",
    "check",
    "gazetteer",
    "gazetteer build",
    "gazetteer info",
    "gazetteer search",
    "gazetteer fetch",
    "gazetteer add",
    "gazetteer layers",
    "gazetteer remove",
)
PAGE = Path(__file__).resolve().parent / "cli.md"


def page() -> str:
    """The reference as it should be."""
    parts = ["# The command line\n\nMade from `--help`; do not edit: `make docs` writes it anew."]
    for command in COMMANDS:
        name = f"geomap {command}".strip()
        parts.append(f"## {name}\n\n```text\n{help_of(command.split())}\n```")
    return "\n\n".join(parts) + "\n"


def help_of(words: list[str]) -> str:
    """What `geomap WORDS --help` prints at 100 columns, without colour."""
    done = subprocess.run(  # noqa: S603 - our own command line
        [sys.executable, "-m", "geomap", *words, "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"},
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != page() and "docs/cli.md is out of date: make docs")
    PAGE.write_text(page(), encoding="utf-8")
