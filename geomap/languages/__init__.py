"""The languages that articles are read in: a folder of word tables each."""

from geomap.languages.pack import LanguagePack, Languages, read_pack, shipped_languages

__all__ = ["LanguagePack", "Languages", "read_pack", "shipped_languages"]
