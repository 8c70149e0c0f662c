"""The accurate recogniser: an extra that reads with a small transformer."""

from geomap.mentions.accurate.recogniser import AccurateRecogniser

__all__ = ["AccurateRecogniser"]
