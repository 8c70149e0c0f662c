"""Spells a Ukrainian adjective that stands in Latin letters ("Kupianskyi") in its own, as gazetteers have it."""

import re

# The official romanisation of 2010, read backwards; what comes first is tried first.
_LETTERS = {
    "shch": "щ",
    "zgh": "зг",
    "zh": "ж",
    "kh": "х",  # noqa: RUF001
    "ts": "ц",
    "ch": "ч",
    "sh": "ш",
    "iu": "ю",
    "ia": "я",
    "ie": "є",
    **dict(zip("abvhgdezyiklmnoprstuf", "абвгґдезиіклмнопрстуф", strict=True)),
}
_AT_BEGIN = {"ye": "є", "yi": "ї", "yu": "ю", "ya": "я", "y": "й"}
_ENDINGS = {"tskyi": "цький", "skyi": "ський", "zkyi": "зький", "tska": "цька", "ska": "ська", "zka": "зька"}
_VOWELS = "аеиіоуюяєї"
_PART = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))


def in_cyrillic(adjective: str) -> str | None:
    """The adjective in Ukrainian letters, or None when it is none; signs that the romanisation drops are put back.

    "Chuhuivskyi" gives "Чугуївський", "Mariupolskyi" could be two words and gives the likelier.
    """
    parts = [_part(part, is_last=at == 0) for at, part in enumerate(reversed(adjective.casefold().split("-")))]
    return None if None in parts else "-".join(part.capitalize() for part in reversed(parts) if part)


def _part(word: str, *, is_last: bool) -> str | None:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) > len(end)), "") if is_last else ""
    if is_last and not ending:
        return None
    stem = word.removesuffix(ending)
    begin = next((letters for letters in _AT_BEGIN if stem.startswith(letters)), "")
    found = _AT_BEGIN.get(begin, "")
    at = len(begin)
    while at < len(stem):
        hit = _PART.match(stem, at)
        if not hit:
            return None
        letter = _LETTERS[hit[0]]
        found += "ї" if letter == "і" and found[-1:] in _VOWELS and found else letter  # noqa: RUF001
        at = hit.end()
    if ending and found.endswith("л"):
        found += "ь"  # a soft l, always, before these endings
    return found + _ENDINGS.get(ending, "")
