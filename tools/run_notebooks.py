"""Runs notebooks from top to bottom: `run_notebooks.py NOTEBOOK...`; `--write` keeps the results in them."""

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient


def main() -> None:
    """Run each in the folder that we are in; an error in a cell ends the run."""
    write = "--write" in sys.argv
    for path in (Path(word) for word in sys.argv[1:] if word != "--write"):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
        if write:
            for number, cell in enumerate(notebook.cells):
                cell["id"] = f"cell-{number}"
                cell.get("metadata", {}).pop("execution", None)  # times: they differ with each run
            nbformat.write(notebook, path)
        print(f"ran {path.name}")


if __name__ == "__main__":
    main()
