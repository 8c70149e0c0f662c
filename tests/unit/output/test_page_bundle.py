import shutil
import subprocess

import pytest

from geomap.errors import OutputError
from geomap.output.page_bundle import bundle, page_script

MODULES = {
    "app": "import { one, two as second } from './numbers.js';\nexport const sum = () => one + second();\n",
    "numbers": "// Gone.\nconst hidden = 1;\nexport const one = hidden;\nexport function two() {\n  return 2;\n}\n",
    "unused": "export const x = 1;\n",
}


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node to run the script")
def test_the_script_does_what_the_modules_do():
    script = bundle(MODULES, entry="app", name="page") + "console.log(page.sum());"
    assert subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout == "3\n"


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node to run the script")
def test_modules_of_one_name_in_two_folders_are_two():
    modules = {
        "app": "import { x } from './data/x.js';\nimport { x as y } from './map/x.js';\n"
        "export const sum = () => x + y;\n",
        "data/x": "export const x = 1;\n",
        "map/x": "import {\n  x as other,\n} from '../data/x.js';\nexport const x = 10 + other;\n",
    }
    script = bundle(modules, entry="app", name="page") + "console.log(page.sum());"
    assert subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True).stdout == "12\n"


def test_a_module_that_nobody_needs_is_left_out():
    assert "unused" not in bundle(MODULES, entry="app", name="page")


def test_a_part_comes_along_only_when_it_is_asked_for():
    parts = {**MODULES, "part": "import { one } from './numbers.js';\nconst extra = one;\n"}
    assert "extra" not in bundle(parts, entry="app", name="page")
    assert "extra" in bundle(parts, entry="app", name="page", parts=("part",))


def test_a_page_without_records_does_not_carry_their_script():
    assert "$records_recordspart" not in page_script()
    assert "$records_recordspart" in page_script(records=True)


def test_a_page_that_is_given_away_has_no_handle_for_tests():
    assert "$measure" not in page_script(records=True)
    assert "$measure" in page_script(measure=True)


def test_comments_do_not_reach_the_page_and_code_between_them_does():
    source = (
        "/** @type {A} */ export_();\n/**\n * Doc.\n */\nconst a = '// no comment';\n    /** one */ kept: 1,\n// gone\n"
    )
    script = bundle({"app": source}, entry="app", name="page")
    assert "Doc." not in script
    assert "gone" not in script
    assert "kept:1" in script
    assert "'// no comment'" in script


@pytest.mark.parametrize(
    ("modules", "words"),
    [
        ({"app": "export default 1;\n"}, "export default"),
        ({"app": "import * as all from './app.js';\n"}, "not translated"),
        ({"app": "export let x = 1;\n"}, "export let"),
        ({"app": "import { x } from './gone.js';\n"}, "gone.js is missing"),
        ({"app": "import { a } from './b.js';\n", "b": "import { c } from './app.js';\n"}, "circle"),
    ],
)
def test_what_cannot_be_translated_is_refused(modules, words):
    with pytest.raises(OutputError, match=words):
        bundle(modules, entry="app", name="page")


def test_the_page_has_one_global_and_no_module_syntax():
    script = page_script()
    assert script.startswith("const geomapPage=")
    assert not any(line.startswith(("import ", "export ")) for line in script.splitlines())
    assert "</script" not in script
