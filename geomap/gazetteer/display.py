"""Chooses the current English name that is printed for a place."""

from collections.abc import Mapping

from geomap.gazetteer.division_words import division_words
from geomap.gazetteer.divisions import bare
from geomap.gazetteer.entries import Entry, GazetteerDraft
from geomap.gazetteer.romanise import modernise, romanise, ukrainian
from geomap.names import fold
from geomap.records import KnownAs


def name_ukraine(draft: GazetteerDraft) -> None:
    """Print Ukrainian settlements and features by the official romanisation of their Ukrainian names.

    What the official register names afterwards overrules this.
    """
    russian = division_words().russian
    for entry in draft.entries.values():
        if entry.country != "UA" or entry.feature_class == "A" or entry.key < 0:
            continue
        spellings = [spelling for _, spelling, _ in draft.names[entry.key].values()]
        if name := ukrainian(entry.name, spellings):
            draft.rename(entry.key, romanise(name))
        elif entry.admin1_code not in russian:
            draft.rename(entry.key, modernise(entry.name))


def name_raions(draft: GazetteerDraft) -> None:
    """Print a Ukrainian raion by its seat where GeoNames has only the adjective: "Sumskyi Raion" is Sumy Raion.

    So too where GeoNames still has the city's council of old under the code of the raion: "Kupianska Miskrada".
    """
    seats, said = _seats(draft), division_words()
    tails = tuple(f" {kind}" for kind in (said.raion, *said.raions))
    for code, key in draft.divisions.items():
        entry = draft.entries[key]
        seat = seats.get(code)
        if seat is None or entry.country != "UA" or entry.feature_code != "ADM2":
            continue
        name = bare(modernise(entry.name))
        is_alike = fold(name)[:3] == fold(seat)[:3]
        if is_alike or (entry.name.endswith(tails) and name.lower().endswith(said.adjectives)):
            draft.call(key, [f"{seat}{tail}" for tail in tails], KnownAs.ALTERNATE)
        if is_alike:
            draft.rename(key, f"{seat} {said.raion}")


def _seats(draft: GazetteerDraft) -> Mapping[str, str]:
    seats: dict[str, Entry] = {}
    for entry in draft.entries.values():
        if entry.country == "UA" and entry.feature_code in {"PPLA2", "PPLA", "PPLC"} and entry.admin2_code:
            rival = seats.get(entry.admin2_code)
            if rival is None or (entry.population, entry.key) > (rival.population, rival.key):
                seats[entry.admin2_code] = entry
    return {code: entry.name for code, entry in seats.items()}
