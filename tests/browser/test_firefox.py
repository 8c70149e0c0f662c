"""The page in Firefox as people have it: opens, filters, restores, runs no words of others, can be used by all."""

import json
import shutil
import subprocess

import pytest
from attacks import ATTACKS
from hostile_sample import hostile_tables, lent_attacks
from page_sample import sample_tables
from pypdf import PdfReader

from geomap.output.page import write_page
from geomap.settings import PageOptions

MOST_S = 400  # on a busy machine, with second tries; alone it takes about 25
STORY = """# A war in ten events

## Strikes in February

#d=2023-02-10_2023-02-20&m=6/49.5/33

Missiles hit **Kharkiv**.

## Riots

#t=000011&m=7/46.9/34

Odesa.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory, root):
    """The pages that are opened."""
    folder = tmp_path_factory.mktemp("firefox")
    write_page(sample_tables(), folder / "sample.html")
    write_page(sample_tables(), folder / "beside.html", options=PageOptions(sidecar=True))
    (folder / "story.md").write_text(STORY, "utf-8")
    write_page(sample_tables(), folder / "story.html", options=PageOptions(story=folder / "story.md"))
    lent = root.parent / "shared"
    sets = [ATTACKS, *(lent_attacks(lent) if lent.is_dir() else ())]
    for number, attacks in enumerate(sets):
        write_page(hostile_tables(attacks), folder / f"hostile{number}.html")
    return {
        "sample": str(folder / "sample.html"),
        "beside": str(folder / "beside.html"),
        "story": str(folder / "story.html"),
        "hostile": [str(folder / f"hostile{number}.html") for number in range(len(sets))],
    }


@pytest.fixture(scope="module")
def seen(pages, root, tmp_path_factory):
    """What one run of Firefox saw, by check."""
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    if not firefox:
        pytest.skip("no Firefox here: `make firefox` installs firefox-esr where apt has it")
    modules = root / "node_modules"
    if not (shutil.which("node") and (modules / "puppeteer-core").is_dir() and (modules / "axe-core").is_dir()):
        pytest.skip("puppeteer-core and axe-core are not here: `make dev` installs them")
    folder = tmp_path_factory.mktemp("downloads")
    job = {"firefox": firefox, "folder": str(folder), "axe": str(modules / "axe-core/axe.min.js"), "pages": pages}
    done = subprocess.run(
        ["node", str(root / "tests/browser/firefox.mjs"), json.dumps(job)],
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_S,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def of(seen):
    """What a check saw; nothing asked for, nothing gone wrong unless it says so."""

    def of(check):
        assert "error" not in seen[check], seen[check]["error"]
        return seen[check]["value"]

    return of


def test_the_page_opens_from_disk_and_asks_for_nothing(of):
    value = of("opens")
    assert (value["asked"], value["faults"]) == ([], [])
    assert (value["title"], value["head"], len(value["ids"])) == ("Sample: a war in ten events", "10", 10)
    assert value["quote"]


def test_a_date_range_changes_count_list_map_and_export(of):
    value = of("filters")
    assert (value["rows"], value["marks"], len(value["ids"])) == (4, 4, 4)
    assert {"protest", "riot"} < set(value["ids"])


def test_the_address_restores_exactly(of):
    value = of("filters")
    assert (value["shownAgain"], value["idsAgain"]) == (4, value["ids"])
    assert value["hashAgain"] == value["hash"]
    assert value["windowAgain"] == value["window"]
    assert (value["asked"], value["faults"]) == ([], [])


def test_no_words_of_an_article_run_or_load_anything(of):
    for page in of("hostile"):
        assert (page["asked"], page["faults"], page["ran"]) == ([], [], None)
        assert page["quotes"] == page["events"] == page["exported"] == 10
        assert all(link.startswith(("http://", "https://")) for link in page["links"])
        assert not {"42000", "1337"} & set(page["words"].split())


def test_axe_finds_no_fault_in_light_or_dark(of):
    assert of("axe") == []


def test_data_beside_the_page_is_read_from_disk(of):
    value, whole = of("beside"), of("opens")
    assert (value["asked"], value["faults"]) == ([], [])
    assert (value["quote"], value["ids"]) == (whole["quote"], whole["ids"])


def test_a_phone_keeps_map_and_time_line_with_the_panel_folded_and_the_scale_when_turned(of):
    value = of("layout")
    assert (value["map"]["y"], value["time"]["y"] + value["time"]["height"]) == (0, 844)
    assert value["map"]["height"] > 500
    assert value["wide"]["height"] > 2 * (value["line"]["height"] + value["credit"]["height"])
    assert value["scale"]["y"] + value["scale"]["height"] <= value["credit"]["y"]


def test_a_story_is_told_by_the_keyboard_and_printed_view_by_view(of):
    value = of("story")
    assert (value["asked"], value["faults"]) == ([], [])
    assert (value["began"], value["second"]) == ("1 of 2", "2 of 2")
    assert all(view["ink"] > 10_000 for view in value["printed"])
    paper = "\n".join(sheet.extract_text() for sheet in PdfReader(value["paper"]).pages)
    for said in ("A war in ten events", "Strikes in February", "Missiles hit Kharkiv.", "Riots", "GeoNames, CC BY 4.0"):
        assert said in paper
