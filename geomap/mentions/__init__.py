"""The recogniser: from an article to the place names it mentions."""

from geomap.mentions.recognise import CrfRecogniser


def shipped_recogniser() -> CrfRecogniser:
    """The default recogniser with the models that ship with geomap.

    Raises:
        ModelError: a model is missing or damaged.
    """
    return CrfRecogniser.shipped()


__all__ = ["CrfRecogniser", "shipped_recogniser"]
