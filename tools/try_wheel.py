"""Installs the wheel into an empty environment outside the checkout and does what its texts tell a newcomer to do.

`python tools/try_wheel.py dist/*.whl`: the README's command and Python lines, those that need no installation (`uvx`,
`pipx run`) with the wheel in place of the name on the index, each script of `examples/` with the libraries that it asks
for, and with `--notebooks` the notebooks. Ends with a count, and with exit status 1 where a line fails.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DISTRIBUTION = "geomap-news"
BLOCK = re.compile(r"^```(sh|python)\n(.*?)^```", re.MULTILINE | re.DOTALL)
NOT_HERE = re.compile(r"^(pip|pipx|uv|uvx|docker|make|git) ")  # installs: the wheel is installed, nothing is fetched
AT_ONCE = re.compile(r"`((?:uvx|pipx run) [^`]+)`")  # a line that installs and runs in one go
NEEDS = re.compile(r"`pip install (\w+)`")  # in an example: what it needs besides geomap


def main() -> int:
    """Try everything, say what failed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("wheel", type=Path)
    arguments.add_argument("--notebooks", action="store_true")
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="geomap-newcomer-") as folder:
        home = Path(folder)
        python = installed(asked.wheel, home)
        work = home / "work"
        work.mkdir()
        tried = [*lines(python, notebooks=asked.notebooks), *at_once(asked.wheel, home)]
        failed = [name for name, command in tried if not done(name, command, work)]
        shutil.rmtree(home, ignore_errors=True)
    print(f"{len(failed)} failed{': ' if failed else ''}{', '.join(failed)}")
    return bool(failed)


def installed(wheel: Path, home: Path) -> Path:
    """An environment with nothing but the wheel."""
    venv.create(home / "venv", with_pip=True)
    python = home / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel.resolve()], check=True, cwd=home)
    return python


def lines(python: Path, *, notebooks: bool) -> list[tuple[str, list[str]]]:
    """What is to be run, by name: the README's blocks, the examples, the notebooks."""
    found = readme_lines(python)
    for script in sorted((ROOT / "examples").glob("*.py")):
        text = script.read_text(encoding="utf-8")
        if needs := NEEDS.findall(text):
            subprocess.run([python, "-m", "pip", "install", "--quiet", *needs], check=True)
        found.append((script.name, [str(python), "-c", text]))
    if notebooks:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "nbclient", "nbformat", "ipykernel"], check=True)
        runner = str(ROOT / "tools" / "run_notebooks.py")
        found += [
            (notebook.name, [str(python), runner, str(notebook)])
            for notebook in sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
        ]
    return found


def readme_lines(python: Path) -> list[tuple[str, list[str]]]:
    """The README's blocks by number, without the lines that install."""
    found: list[tuple[str, list[str]]] = []
    for number, (kind, text) in enumerate(BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8")), start=1):
        if kind == "python":
            found.append((f"README block {number}", [str(python), "-c", text]))
        elif ours := "\n".join(line for line in text.splitlines() if not NOT_HERE.match(line)):
            found.append((f"README block {number}", ["bash", "-euc", ours]))
    return found


def at_once(wheel: Path, home: Path) -> list[tuple[str, list[str]]]:
    """The README's lines for those who install nothing, by tool; the tools have an environment of their own."""
    venv.create(home / "tools", with_pip=True)
    tools = home / "tools" / "bin"
    subprocess.run([tools / "python", "-m", "pip", "install", "--quiet", "uv", "pipx"], check=True, cwd=home)
    found = AT_ONCE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    ours = [line.replace(DISTRIBUTION, shlex.quote(str(wheel.resolve()))) for line in found]
    return [(line.split()[0], ["bash", "-euc", f"PATH={shlex.quote(str(tools))}:$PATH; {line}"]) for line in ours]


def done(name: str, command: list[str], work: Path) -> bool:
    """Run one in the empty folder, with the commands of the environment and a cache of its own."""
    binaries = str(Path(sys.executable).parent) if "python" not in command[0] else str(Path(command[0]).parent)
    environment = {
        **os.environ,
        "PATH": f"{work.parent / 'venv' / 'bin'}{os.pathsep}{binaries}{os.pathsep}{os.environ['PATH']}",
        "XDG_CACHE_HOME": str(work.parent / "cache"),
        "PIPX_HOME": str(work.parent / "pipx"),
        "UV_PYTHON_DOWNLOADS": "never",  # with the interpreter that is here
        "UV_PYTHON": sys.executable,
        "PYTHONPATH": "",
    }
    ran = subprocess.run(command, cwd=work, env=environment, capture_output=True, text=True, check=False)
    print(f"{'ok    ' if ran.returncode == 0 else 'FAILED'} {name}")
    if ran.returncode:
        print(ran.stdout[-2000:], ran.stderr[-3000:], sep="\n")
    return ran.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
