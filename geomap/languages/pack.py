"""Reads the folder of a language into one frozen value, which is handed to whoever reads words."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import TypeAdapter, ValidationError

from geomap.errors import Fault, TableError
from geomap.languages.likeness import LikenessWords
from geomap.languages.names import PlaceWords, RoleWords, ToponymWords
from geomap.languages.references import ReferenceFault, Tables, filled
from geomap.languages.sections import (
    Casualties,
    Dates,
    Detection,
    Locations,
    Modality,
    Numbers,
    Participants,
    Triggers,
    Weapons,
    section,
)

SHIPPED = ("en",)
PIECES = frozenset({"parts", "words"})  # sections of a file that only its patterns are made of


@section
class LanguagePack:
    """All that is known about one language. Two packs are equal when they are one, so that grammars are made once."""

    code: str  # ISO 639-1
    language: Detection
    numbers: Numbers
    dates: Dates
    casualties: Casualties
    participants: Participants
    triggers: Triggers
    weapons: Weapons
    modality: Modality
    locations: Locations
    toponyms: ToponymWords = ToponymWords()
    roles: RoleWords = RoleWords()
    places: PlaceWords = PlaceWords()
    likeness: LikenessWords = LikenessWords()


Languages = Mapping[str, LanguagePack]
"""The packs at hand, by ISO 639-1 code."""
FILES = tuple(field.name for field in fields(LanguagePack) if field.name != "code")
OPTIONAL = frozenset(field.name for field in fields(LanguagePack) if field.default is not MISSING)


@cache
def shipped_languages() -> Languages:
    """The packs that ship with geomap."""
    folder = resources.files("geomap.languages")
    return {code: read_pack(folder / code) for code in SHIPPED}


def read_pack(folder: Traversable) -> LanguagePack:
    """The pack in a folder, which bears the ISO 639-1 code of its language and has a file for each section.

    A file of a section in which nothing is asked for may be missing: the language has no such words.

    Raises:
        TableError: files, keys or values are missing, unknown or of the wrong kind; all of them are told.
    """
    faults: list[Fault] = []
    tables = {name: _table(folder, name, faults) for name in FILES}
    if faults:
        raise TableError(faults)
    whole = {
        name: {key: _filled(tables, name, key, entry, faults) for key, entry in table.items() if key not in PIECES}
        for name, table in tables.items()
    }
    if faults:
        raise TableError(faults)
    try:
        return TypeAdapter(LanguagePack).validate_python({"code": folder.name, **whole})
    except ValidationError as error:
        raise TableError([_fault(folder.name, detail) for detail in error.errors()]) from error


def _table(folder: Traversable, name: str, faults: list[Fault]) -> dict[str, Any]:
    file = f"{folder.name}/{name}.toml"
    source = folder / f"{name}.toml"
    if name in OPTIONAL and not source.is_file():
        return {}
    try:
        return tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        faults.append(Fault(file=file, line=None, field=None, trouble=f"cannot be read: {error}"))
        return {}


def _filled(tables: Tables, file: str, key: str, entry: Any, faults: list[Fault]) -> Any:  # noqa: ANN401 - TOML
    """An entry with its references filled, all the way down."""
    if isinstance(entry, Mapping):
        return {name: _filled(tables, file, f"{key}.{name}", inner, faults) for name, inner in entry.items()}
    if isinstance(entry, list):
        return [_filled(tables, file, f"{key}.{number}", inner, faults) for number, inner in enumerate(entry)]
    if not isinstance(entry, str):
        return entry
    try:
        return filled(tables, file, entry)
    except ReferenceFault as fault:
        faults.append(Fault(file=f"{file}.toml", line=None, field=key, trouble=str(fault)))
        return entry


def _fault(code: str, detail: Any) -> Fault:  # noqa: ANN401 - pydantic's dict
    file, *path = (str(part) for part in detail["loc"])
    return Fault(file=f"{code}/{file}.toml", line=None, field=".".join(path), trouble=detail["msg"])
