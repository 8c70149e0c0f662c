"""What workflows, Dockerfile, Makefile and documents tell somebody to run is there to be run."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from geomap.cli.commands import app

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
GIVEN = set(re.findall(r"^([A-Z_]+) \?=", MAKEFILE, re.MULTILINE))  # variables that somebody may set
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
DOCUMENTS += sorted((ROOT / "docs").rglob("*.md"))
OF_OTHERS = {"python", "uv", "uvx", "geomap", "grep", "cyclonedx-py", "Set-Content", "if"}  # besides make
MAKE = re.compile(r"(?:`|^ {4}|^\$ )make((?: [A-Za-z][\w-]*(?:=\S*?)?)+)(?=`|\s|$)", re.MULTILINE)


JOBS = [
    pytest.param(job, id=f"{path.stem}-{name}")
    for path in WORKFLOWS
    for name, job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].items()
]


def commands(job):
    """The lines that a job runs, without what the runner fills in."""
    for step in job["steps"]:
        for line in str(step.get("run", "")).splitlines():
            yield re.sub(r"\$\{\{.*?\}\}", "filled", line)


def unknown(words):
    """Which words behind `make` are neither a target nor a variable that may be given."""
    return [one for one in words if (one.split("=")[0] not in GIVEN if "=" in one else one not in TARGETS)]


@pytest.mark.parametrize("job", JOBS)
def test_every_command_of_a_workflow_can_be_run(job):
    for line in commands(job):
        words = shlex.split(line)
        if words[0] == "make":
            assert unknown(words[1:]) == []
        else:
            assert words[0] in OF_OTHERS


@pytest.mark.parametrize("job", JOBS)
def test_every_job_ends_by_itself_and_takes_its_actions_at_a_version(job):
    assert job["timeout-minutes"] <= 60
    used = [step["uses"] for step in job["steps"] if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@(v\d+|release/v\d+|[0-9a-f]{40})", one)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_write_nothing_but_what_a_job_asks_for(path):
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["permissions"] == {"contents": "read"}


def test_a_release_is_attested_and_no_password_is_kept():
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8")
    build, publish = (yaml.safe_load(text)["jobs"][name] for name in ("build", "publish"))
    used = " ".join(step.get("uses", "") for step in build["steps"])
    assert "attest-build-provenance" in used
    assert "attest-sbom" in used
    assert build["permissions"] == {"contents": "read", "id-token": "write", "attestations": "write"}
    assert publish["permissions"] == {"id-token": "write"}
    assert "secrets." not in text


def test_every_file_that_the_makefile_runs_is_there():
    named = re.findall(r"(?<=[ /])((?:tools|benchmarks|docs)/[\w/-]+\.(?:py|md))", MAKEFILE)
    assert len(named) > 4
    assert [name for name in named if not (ROOT / name).is_file()] == []
    modules = re.findall(r"-m (geomap[\w.]*)", MAKEFILE)
    assert modules
    for module in modules:
        home = ROOT / module.replace(".", "/")
        assert home.with_suffix(".py").is_file() or (home / "__main__.py").is_file()


def test_every_target_that_the_makefile_calls_phony_is_one():
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    assert set(phony[1].split()) == TARGETS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_that_a_document_names_can_be_made(path):
    for told in MAKE.findall(path.read_text(encoding="utf-8")):
        assert unknown(told.split()) == []


def test_the_source_distribution_holds_all_that_the_checks_read():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    included = set(re.findall(r'"([^"]+)"', re.search(r"sdist\]\ninclude = \[(.*?)\n\]", text, re.DOTALL)[1]))
    made_here = {".git", ".venv", "build", "dist", "maps", "node_modules", "pyproject.toml", ".gitignore", "shared"}
    tracked = {path.name for path in ROOT.iterdir()} - made_here
    caches = {
        name
        for name in tracked
        if re.fullmatch(r"\..*_cache|__pycache__|\.hypothesis|\.coverage.*|coverage\.xml|.*-lock\.json", name)
    }
    assert sorted(tracked - caches - included) == []


def test_the_image_is_of_a_python_that_is_promised_and_runs_the_command():
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    images = set(re.findall(r"^FROM (\S+)", text, re.MULTILINE))
    (image,) = images
    version = re.fullmatch(r"python:(3\.\d+)-slim", image)[1]
    assert f"Python :: {version}" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'ENTRYPOINT ["geomap"]' in text
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "build", "dist", "node_modules"} <= set(ignored)


def told_commands():
    for path in DOCUMENTS:
        if path.name == "cli.md" or "decisions" in path.parts:  # made from the help; of their time
            continue
        text = path.read_text(encoding="utf-8")
        blocks = "".join(re.findall(r"^```(?:sh|text|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
        lines = re.findall(r"^(?:\$ )?(geomap [a-z][^|>\n]*)", blocks, re.MULTILINE)
        for line in [*lines, *re.findall(r"^ {4}(geomap [a-z].*)$", text, re.MULTILINE)]:
            yield pytest.param(line, id=f"{path.stem}-{line[:60]}")


@pytest.mark.parametrize("line", list(told_commands()))
def test_every_command_and_flag_that_a_document_shows_is_one(line):
    command = get_command(app)
    words = shlex.split(line, comments=True)[1:]
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    assert not getattr(command, "commands", {})  # a command and not a group of them
    flags = {flag for one in command.params for flag in (*one.opts, *one.secondary_opts)}
    assert [word for word in words if word.startswith("-") and word != "-" and word.split("=")[0] not in flags] == []
