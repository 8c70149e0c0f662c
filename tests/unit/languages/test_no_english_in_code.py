"""What knows English is in its pack: no module of the lexical floors holds a word of it in a string."""

import ast
import re
from pathlib import Path

import pytest

from geomap.languages import shipped_languages

ROOT = Path(__file__).resolve().parents[3]
ENGLISH = shipped_languages()["en"]
FLOORS = sorted(
    path
    for pattern in (
        *("events/dates/*.py", "events/casualties/*.py", "events/participants/*.py", "events/modality.py"),
        *("events/where.py", "events/tokens.py", "events/triggers.py", "events/surroundings.py", "events/reading.py"),
        *("articles/language.py", "languages/*.py", "linking/traits.py", "linking/vocabulary.py"),
    )
    for path in (ROOT / "geomap").glob(pattern)
)
# why a place was chosen, told in English; names of features
OWN_WORDS = frozenset({"mended.py", "outcome.py", "reasons.py", "resolve.py", "local.py", "facts.py", "ranker.py"})
NAME_FLOORS = sorted(
    path
    for pattern in ("mentions/*.py", "places/*.py")
    for path in (ROOT / "geomap").glob(pattern)
    if path.name not in OWN_WORDS
)
NO_TEXT = frozenset(
    {"Fault", "Reject", "TypeVar", "cast", "Field", "_refused"}
)  # calls whose strings are messages or names
# what records call what became of people, and whom: no English of a text
CODES = frozenset({"killed", "injured", "missing", "captured", "displaced", "civilians", "combatants"})
FEATURES = frozenset({"own", "start"})  # what the models of names call a possessive, and the beginning of a clause
SHORTEST = 3  # the grammar of dates is written in letters


def words_of_english():
    said, numbers = ENGLISH.dates, ENGLISH.numbers
    names = ENGLISH.participants.names
    tables = (said.months, said.weekdays, said.days, numbers.values, numbers.others, numbers.scales)
    found = {word for table in tables for word in table} | set(ENGLISH.locations.bearings)
    found |= {word for members in said.classes.values() for word in members}
    found |= ENGLISH.language.common | ENGLISH.participants.speakers.marks | ENGLISH.participants.speakers.pronouns
    found |= names.determiners | names.no_modifiers | names.actors | names.peoples | names.victims
    return {word for word in found if len(word) >= SHORTEST} - CODES


def words_of_sides():
    words = ENGLISH.likeness
    rows = {word for row in (*words.same_sort, *words.peoples) for word in row.split()}
    return (rows | words.empty | words.broad | words.things) - CODES


def words_around_names():
    toponyms, roles, places = ENGLISH.toponyms, ENGLISH.roles, ENGLISH.places
    groups = (toponyms.endings, roles.grammar.auxiliaries, roles.verbs, roles.nouns, roles.classes)
    found = words_of_english() | {word for table in groups for words in table.values() for word in words}
    found |= toponyms.plain | toponyms.titles | toponyms.peoples | toponyms.capitals | toponyms.unions | toponyms.inside
    found |= roles.named | roles.sport | roles.violence | roles.think_tanks
    found |= roles.grammar.adverbs | roles.grammar.participles | roles.grammar.prepositions | roles.grammar.openers
    found |= places.directions | places.begins | {*places.titles, *places.shortened, *places.plurals}
    found |= {name.lower() for names in places.divisions.values() for name in names}
    found |= places.levels.town | places.levels.first | places.levels.second | places.levels.water | places.levels.near
    return {word for word in found if len(word) >= SHORTEST} - FEATURES - {code for table in groups for code in table}


def named(node):
    """The strings of a node that name something: keys, groups of patterns, members of an enumeration, messages."""
    if isinstance(node, ast.Subscript):
        return [node.slice]
    if isinstance(node, ast.Dict):
        return node.keys
    if isinstance(node, ast.Expr):  # a docstring
        return [node.value]
    if isinstance(node, ast.ClassDef) and any(getattr(base, "id", "") == "StrEnum" for base in node.bases):
        return [inner for member in node.body for inner in ast.walk(member)]
    is_slots = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__slots__"
    if (
        is_slots
        or isinstance(node, ast.JoinedStr | ast.Raise)
        or (isinstance(node, ast.Call) and said_by(node) in NO_TEXT)
    ):
        return ast.walk(node)
    return []


def said_by(call):
    return getattr(call.func, "id", "")


def strings_of(path):
    """The string constants of a module that may be words of a text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {inner for node in ast.walk(tree) for inner in named(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in names
    ]


def test_there_are_floors_to_look_at():
    assert len(FLOORS) >= 15
    assert len(NAME_FLOORS) >= 15


@pytest.mark.parametrize("path", FLOORS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_of_english_stands_in_a_string(path):
    known = words_of_english() | (words_of_sides() if path.parent.name == "linking" else set())
    found = {said: bad for said in strings_of(path) if (bad := sorted(known & set(re.findall(r"\b[a-z]+\b", said))))}
    assert found == {}


@pytest.mark.parametrize("path", NAME_FLOORS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_word_that_stands_around_names_stands_in_a_string(path):
    known = words_around_names()
    found = {said: bad for said in strings_of(path) if (bad := sorted(known & set(re.findall(r"\b[a-z]+\b", said))))}
    assert found == {}


def test_an_english_word_in_a_string_would_be_found(tmp_path):
    module = tmp_path / "module.py"
    module.write_text('"""The text."""\nKNOWN = ("two", 2)\n', encoding="utf-8")
    assert words_of_english() & set(strings_of(module)) == {"two"}
