"""The languages that articles are read in: a folder of word tables each."""

from geomap.languages.pack import LanguagePack, Languages, read_pack, shipped_languages
from geomap.languages.sections import Casualties, Hedges, KindsOfPeople, Locations, Numbers, Participants

__all__ = [
    "Casualties",
    "Hedges",
    "KindsOfPeople",
    "LanguagePack",
    "Languages",
    "Locations",
    "Numbers",
    "Participants",
    "read_pack",
    "shipped_languages",
]
