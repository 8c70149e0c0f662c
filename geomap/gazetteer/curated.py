"""Enters what GeoNames lacks: regions, seas, newsroom spellings, renamings, peoples, the names that we print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from geomap.errors import Fault, TableError
from geomap.gazetteer.dumps import rows
from geomap.gazetteer.entries import Entry, GazetteerDraft, codes
from geomap.names import fold
from geomap.records import KnownAs

GEONAMES = "geonames:"  # begins the ids of GeoNames' places; the number follows
# GeoNames' codes of what answers alone to a name of its own that has several words.
SITES = frozenset({"AIRB", "AIRP", "BDG", "BDRC", "CMPRF", "DAM", "INSM", "MFG", "MILB", "NUC", "PRN", "PS"})


def read_curated(draft: GazetteerDraft, folder: Path) -> None:
    """Enter the tables of our own; they overrule the other sources.

    Raises:
        TableError: rows are malformed or speak of places that no source has; all of them are listed.
    """
    own = _Own(draft=draft)
    own.regions(folder / "regions.tsv")
    own.index()
    own.centres(folder / "centres.tsv")
    own.merged(folder / "merged.tsv")
    own.countries(folder / "countries.tsv")
    own.display(folder / "display.tsv")
    own.names(folder / "names.tsv")
    own.peoples(folder / "peoples.tsv")
    if own.faults:
        raise TableError(own.faults, way_out="correct the tables in data/gazetteer")


def spoken_of(folder: Path) -> tuple[frozenset[int], frozenset[str]]:
    """The places of GeoNames that the tables of our own may speak of: their keys, and "UA/bakhmut"."""
    cells = [
        cell.removesuffix("?")
        for name in ("regions.tsv", "merged.tsv", "display.tsv", "names.tsv", "peoples.tsv")
        for row in rows(folder / name)
        for cell in row[:2]
    ]
    keys = (cell.removeprefix(GEONAMES) for cell in cells if cell.startswith(GEONAMES))
    named = (cell.split("/", 1) for cell in cells if "/" in cell)
    return (
        frozenset(int(key) for key in keys if key.isdigit()),
        frozenset(f"{country}/{fold(name)}" for country, name in named),
    )


@dataclass(slots=True, kw_only=True)
class _Own:
    """Reads the tables; a place is named by id, by code ("US.CA") or as "UA/Bakhmut", the most populous so called.

    A `?` behind it allows it to be absent.
    """

    draft: GazetteerDraft
    faults: list[Fault] = field(default_factory=list)
    keys: dict[str, int] = field(default_factory=dict)

    def index(self) -> None:
        """Learn what the places of the draft are called."""
        best: dict[str, Entry] = {}
        for entry in self.draft.entries.values():
            if entry.feature_class == "P":
                rival = best.setdefault(f"{entry.country}/{entry.folded}", entry)
                if (entry.population, -entry.key) > (rival.population, -rival.key):
                    best[f"{entry.country}/{entry.folded}"] = entry
            if entry.own_id:
                self.keys[entry.own_id] = entry.key
        self.keys.update((name, entry.key) for name, entry in best.items())
        self.keys.update(self.draft.divisions)

    def regions(self, file: Path) -> None:
        """Enter places of our own, and better positions and extents for those of others."""
        for number, row in self._rows(file, 9):
            place, name, lon, lat, reach, kind, country, admin1, others = row
            if place.startswith(GEONAMES):
                key = int(place.removeprefix(GEONAMES))
                if key not in self.draft.entries:
                    self._fault(file, number, f"no entry {place}")
                    continue
            else:
                key = self.draft.next_own()
                self.draft.add(
                    Entry(
                        key=key,
                        own_id=place,
                        name=name,
                        country="",
                        feature_class="L",
                        feature_code="RGN",
                        source="own",
                    )
                )
            entry = self.draft.entries[key]
            entry.lon, entry.lat, entry.reach_km = float(lon), float(lat), float(reach)
            entry.feature_class, entry.feature_code = kind[0], kind[2:]
            entry.country = country
            entry.admin1_code, entry.admin2_code = codes(country, admin1, entry.admin2_code.rpartition(".")[2])
            self.draft.rename(key, name)
            self.draft.call(key, [name], KnownAs.PRIMARY)
            self.draft.call(key, _listed(others), KnownAs.ALTERNATE)
            whole = tuple(one for one in (name, *_listed(others)) if " " in one)
            if whole and entry.feature_code in SITES:  # "Zaporizhzhia nuclear power plant" does not mean the city
                self.draft.winning[key] = whole, ""

    def centres(self, file: Path) -> None:
        """Put countries and large divisions in the middle of their land, where no fetched dump has their point."""
        for number, (code, lon, lat) in self._rows(file, 3):
            key = self._key(code, file, number)
            if key is not None and not self.draft.entries[key].source.startswith("layer "):
                self.draft.entries[key].lon, self.draft.entries[key].lat = float(lon), float(lat)

    def merged(self, file: Path) -> None:
        """Drop entries that stand for the same as another, which takes over their names."""
        for number, (dropped, kept) in self._rows(file, 2):
            from_key, to_key = self._key(dropped, file, number), self._key(kept, file, number)
            if from_key is not None and to_key is not None:
                spellings = [spelling for _, spelling, _ in self.draft.names[from_key].values()]
                self.draft.call(to_key, spellings, KnownAs.ALTERNATE)
                del self.draft.entries[from_key], self.draft.names[from_key]
                self.keys.pop(dropped, None)

    def countries(self, file: Path) -> None:
        """Give countries their English names, short forms and peoples."""
        for number, (code, name, others, short, peoples) in self._rows(file, 5):
            key = self._key(code, file, number)
            if key is not None:
                self.draft.rename(key, name)
                self.draft.call(key, _listed(others), KnownAs.ALTERNATE)
                self._mark(key, short, KnownAs.CODE)
                self._mark(key, peoples, KnownAs.PEOPLE)

    def display(self, file: Path) -> None:
        """Set the names that are printed."""
        for number, (place, name) in self._rows(file, 2):
            key = self._key(place, file, number)
            if key is not None:
                self.draft.rename(key, name)
                entry = self.draft.entries[key]
                rival = self.keys.setdefault(f"{entry.country}/{entry.folded}", key)
                if entry.feature_class == "P" and entry.population > self.draft.entries[rival].population:
                    self.keys[f"{entry.country}/{entry.folded}"] = key  # the tables that follow may call it so

    def names(self, file: Path) -> None:
        """Add spellings, and say which are out of use since when."""
        for number, (place, known_as, spellings, renamed) in self._rows(file, 4):
            key = self._key(place, file, number)
            if key is not None:
                self._mark(key, spellings, KnownAs(known_as), renamed)

    def peoples(self, file: Path) -> None:
        """Add adjectives of origin and what the inhabitants are called."""
        for number, (place, spellings) in self._rows(file, 2):
            key = self._key(place, file, number)
            if key is not None:
                self._mark(key, spellings, KnownAs.PEOPLE)

    def _mark(self, key: int, cell: str, known_as: KnownAs, renamed: str = "") -> None:
        for spelling in _listed(cell):
            self.draft.mark(key, spelling, known_as, renamed)

    def _rows(self, file: Path, count: int) -> Iterator[tuple[int, Sequence[str]]]:
        for number, row in enumerate(rows(file), start=1):
            if len(row) > count:
                self._fault(file, number, f"{len(row)} fields where {count} are expected: {row[0]}")
            else:
                yield number, [*row, *[""] * (count - len(row))]

    def _key(self, place: str, file: Path, number: int) -> int | None:
        wanted = place.removesuffix("?")
        country, slash, name = wanted.partition("/")
        if wanted.startswith(GEONAMES):
            number_there = int(wanted.removeprefix(GEONAMES))
            key = number_there if number_there in self.draft.entries else None
        else:
            key = self.keys.get(f"{country}/{fold(name)}" if slash else wanted)
        if key is None and wanted == place:
            self._fault(file, number, f"no entry {place}")
        return key

    def _fault(self, file: Path, number: int, trouble: str) -> None:
        self.faults.append(Fault(file=file.name, line=number, field=None, trouble=trouble))


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]
