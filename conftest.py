"""Runs the documentation: the Python and console blocks of README, tour, how-tos, examples, in folders of their own."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser, SkipParser

ROOT = Path(__file__).resolve().parent


def enter_a_fresh_folder(namespace: dict[str, Any]) -> None:
    """Run a document where nothing lies but the sample data."""
    folder = tempfile.mkdtemp(prefix="geomap-docs-")
    (Path(folder) / "data").symlink_to(ROOT / "data")
    namespace["_left"], namespace["_entered"] = Path.cwd(), Path(folder)
    namespace["is_installed"] = is_installed
    os.chdir(folder)


def is_installed(module: str) -> bool:
    """Whether an extra's library is there: a document about the extra is skipped, visibly, where it is not."""
    return importlib.util.find_spec(module) is not None


def leave_it(namespace: dict[str, Any]) -> None:
    """Remove what the document wrote."""
    os.chdir(namespace["_left"])
    shutil.rmtree(namespace["_entered"])  # not the current one: with documents side by side that may be another


def run_console(example: Example) -> str | None:
    """Run the lines behind "$ " in one shell and compare what it prints with the other lines of the block."""
    script, expected, until = [], [], ""
    for line in example.parsed.splitlines():
        if until:
            script.append(line)
            until = "" if line == until else until
        elif line.startswith("$ "):
            script.append(line[2:])
            until = line.rpartition("<<'")[2].rstrip("'") if "<<'" in line else ""
        elif line.strip():
            expected.append(line)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S603 - our own documentation
        ["bash", "-euo", "pipefail", "-c", "\n".join(script)],  # noqa: S607
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path},
        check=False,
    )
    printed = [line for line in done.stdout.splitlines() if line.strip()]
    if done.returncode or printed != expected:
        return f"exit {done.returncode}, expected:\n{expected}\nprinted:\n{printed}\n{done.stderr}"
    return None


pytest_collect_file = Sybil(
    parsers=[SkipParser(), PythonCodeBlockParser(), CodeBlockParser(language="console", evaluator=run_console)],
    patterns=["README.md", "docs/tour.md", "docs/how-to/*.md", "docs/reference/examples.md"],
    setup=enter_a_fresh_folder,
    teardown=leave_it,
).pytest()
