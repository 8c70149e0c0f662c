"""The recogniser: from an article to the place names it mentions."""

from geomap.mentions.accurate import AccurateRecogniser
from geomap.mentions.own_names import with_own_names
from geomap.mentions.recognise import CrfRecogniser


def shipped_recogniser() -> CrfRecogniser:
    """The default recogniser with the models that ship with geomap.

    Raises:
        ModelError: a model is missing or damaged.
    """
    return CrfRecogniser.shipped()


def accurate_recogniser() -> AccurateRecogniser:
    """The accurate recogniser, with the models that ship with geomap.

    Raises:
        ModelError: a model is missing or damaged.
    """
    return AccurateRecogniser.shipped()


__all__ = ["AccurateRecogniser", "CrfRecogniser", "accurate_recogniser", "shipped_recogniser", "with_own_names"]
