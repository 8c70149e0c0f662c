"""Brings in the official register of Ukrainian settlements: their names, and the raions of 2020 they belong to."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

from geomap.gazetteer.dumps import rows
from geomap.gazetteer.entries import GazetteerDraft
from geomap.gazetteer.romanise import romanise
from geomap.records import KnownAs

RAION = slice(0, 6)  # of a code such as UA12140250130017944: country, oblast, raion


def read_katottg(draft: GazetteerDraft, file: Path) -> None:
    """Give Ukrainian settlements their official name and raion, and raions their Ukrainian name."""
    raions: defaultdict[str, list[int]] = defaultdict(list)
    called: dict[str, str] = {}
    for code, name, raion, number in rows(file):
        key = int(number)
        if key not in draft.entries or draft.entries[key].country != "UA":
            continue
        draft.call(key, [name], KnownAs.ALTERNATE)
        draft.rename(key, romanise(name))
        raions[code[RAION]].append(key)
        called[code[RAION]] = raion
    for code, division in _divisions(draft, raions).items():
        draft.call(draft.divisions[division], [f"{called[code]} район", called[code]], KnownAs.ALTERNATE)
        for key in raions[code]:
            entry = draft.entries[key]
            entry.admin2_code = f"{entry.admin1_code}.{division.rpartition('.')[2]}" if entry.admin1_code else ""


def _divisions(draft: GazetteerDraft, raions: Mapping[str, list[int]]) -> Mapping[str, str]:
    """The GeoNames division of each official raion: the one that most of its settlements are attributed to."""
    found: dict[str, str] = {}
    for code, keys in raions.items():
        votes = Counter(draft.entries[key].admin2_code for key in keys)
        known = [(count, division) for division, count in votes.items() if division in draft.divisions]
        if known:
            found[code] = max(known)[1]
    return found
