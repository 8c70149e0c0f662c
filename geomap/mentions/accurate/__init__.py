"""The accurate recogniser: reads with a small transformer."""

from geomap.mentions.accurate.recogniser import AccurateRecogniser

__all__ = ["AccurateRecogniser"]
