"""The one folded spelling of a name, the same for the gazetteer's build, its look-up and the recogniser."""

import unicodedata

# Letters whose stroke or ligature Unicode does not decompose. Newsrooms drop them, gazetteers keep them.
_UNDECOMPOSED = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "œ": "oe",
        "æ": "ae",
        "þ": "th",
        "ŧ": "t",
    }
)
_APOSTROPHES = "'’‘ʼʻʹʽ`´′‛ˈ\u02be\u02bf\uff07“”\"„«»"
_HYPHENS = "-‐‑‒–—―−_/,;:\u00ad\u2043\ufe63\uff0d"
_PUNCTUATION = str.maketrans({**dict.fromkeys(_APOSTROPHES + ".", ""), **dict.fromkeys(_HYPHENS, " ")})


def fold(name: str) -> str:
    """Fold a name to the spelling that all look-ups use.

    Case and Latin accents go; Cyrillic, Arabic and other letters keep their marks (й is not и, ї is not і).
    Apostrophes, quotation marks and full stops go, hyphens and commas become spaces, runs of white space one
    space: "Donets'k" = "Donetsk", "Ivano-Frankivsk" = "Ivano Frankivsk", "U.S." = "us". Folding is idempotent.
    """
    if name.isascii():
        if name.isalpha():
            return name.lower()
        return " ".join(name.lower().translate(_PUNCTUATION).split())
    try:
        return " ".join(name.translate(_LETTER_BY_LETTER).split())
    except _NeedsContextError:
        return _fold_in_context(name)


def _fold_in_context(name: str) -> str:
    folded = _unaccented(name)
    while (again := _unaccented(folded)) != folded:  # rare: one case folding may open the next decomposition
        folded = again
    return folded


def _unaccented(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    kept: list[str] = []
    after_latin = False
    for letter in decomposed:
        if unicodedata.combining(letter):
            if not after_latin:
                kept.append(letter)
            continue
        after_latin = letter.isascii() or unicodedata.name(letter, "").startswith("LATIN")
        kept.append(letter)
    text = unicodedata.normalize("NFC", "".join(kept)).translate(_UNDECOMPOSED).translate(_PUNCTUATION)
    return " ".join(text.split())


class _NeedsContextError(Exception):
    """A letter whose folding depends on its neighbours: a mark of its own, a Korean or Indic letter."""


class _Letters(dict[int, str]):
    """The folding of single letters, worked out when first met: ten times quicker than the general way."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        script = unicodedata.name(letter, "").partition(" ")[0]
        if unicodedata.combining(letter) or not (letter.isascii() or script in _STANDING_ALONE):
            raise _NeedsContextError
        between = _fold_in_context(f"a{letter}a")  # so that a space stays one
        self[code] = between[1:-1]
        return self[code]


_STANDING_ALONE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN", "MODIFIER"})
_LETTER_BY_LETTER = _Letters()
