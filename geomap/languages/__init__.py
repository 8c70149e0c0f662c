"""The languages that articles are read in: a folder of word tables each."""

from geomap.languages.likeness import LikenessWords
from geomap.languages.names import (
    DatelineWords,
    FirmWords,
    FrameWords,
    Grammar,
    Groups,
    PersonWords,
    PlaceWords,
    RolePatterns,
    RoleWords,
    ToponymWords,
)
from geomap.languages.pack import LanguagePack, Languages, read_pack, shipped_languages
from geomap.languages.sections import Casualties, Hedges, KindsOfPeople, Locations, Numbers, Participants, Seats

__all__ = [
    "Casualties",
    "DatelineWords",
    "FirmWords",
    "FrameWords",
    "Grammar",
    "Groups",
    "Hedges",
    "KindsOfPeople",
    "LanguagePack",
    "Languages",
    "LikenessWords",
    "Locations",
    "Numbers",
    "Participants",
    "PersonWords",
    "PlaceWords",
    "RolePatterns",
    "RoleWords",
    "Seats",
    "ToponymWords",
    "read_pack",
    "shipped_languages",
]
