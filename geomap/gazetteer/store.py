"""Answers what places bear a name, from the cached SQLite file."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from geomap.errors import GazetteerError, GazetteerStaleError
from geomap.gazetteer.bloom_filter import passes
from geomap.gazetteer.built import BuiltFile
from geomap.gazetteer.ruling import OwnNames
from geomap.gazetteer.similar import LARGE, NEVER_NEAR, SEARCHED, Vocabulary
from geomap.gazetteer.villages import risky_names, tables_of, village_file, village_id
from geomap.geo import LonLat
from geomap.names import fold
from geomap.records import Candidate, KnownAs, NameFacts

KINDS = tuple(KnownAs)
REMEMBERED = 200_000  # folded spellings whose facts are kept in memory: some 40 MB at most
MOST_SIMILAR = 20  # near entries given for one name
_COLUMNS = """place.key, place.id, place.name, lon, lat, country, coalesce(one.name, ''), admin1,
       coalesce(two.name, ''), admin2, feature_class, feature_code, place.population, reach_km"""
_CANDIDATES = f"""
SELECT name.folded, {_COLUMNS}, answer.spelling, answer.known_as, answer.renamed
FROM json_each(?) AS asked
CROSS JOIN name ON name.folded = asked.value
CROSS JOIN answer ON answer.row BETWEEN name.number * 200 AND name.number * 200 + 199
CROSS JOIN place ON place.key = answer.place
LEFT JOIN division AS one ON one.code = place.admin1
LEFT JOIN division AS two ON two.code = place.admin2
ORDER BY asked.key, answer.row
"""  # noqa: S608 - our own columns
_BY_KEY = f"""
SELECT '', {_COLUMNS}, place.name, 0, ''
FROM json_each(?) AS asked
CROSS JOIN place ON place.key = asked.value
LEFT JOIN division AS one ON one.code = place.admin1
LEFT JOIN division AS two ON two.code = place.admin2
ORDER BY asked.key
"""  # noqa: S608
_FACTS = """
SELECT folded, bearers, population, classes, flags
FROM json_each(?) AS asked CROSS JOIN name ON name.folded = asked.value
"""


class GazetteerStore:
    """The cached gazetteer, read-only. Implements `stages.Gazetteer`; one per thread."""

    def __init__(self, path: Path) -> None:
        """Open the file that `build` wrote.

        Raises:
            GazetteerStaleError: it is no gazetteer.
        """
        self.path = path
        self._file = BuiltFile(path)
        try:
            about = dict(self._file.rows("SELECT key, value FROM about"))
            self._fingerprint, self._bloom_filter = str(about["fingerprint"]), bytes(about["bloom_filter"])
        except (GazetteerError, KeyError) as error:
            self._file.close()
            raise GazetteerStaleError(f"{path} is no gazetteer; run: geomap gazetteer build --force") from error
        self._facts: dict[str, NameFacts | None] = {}
        self._candidates: dict[str, tuple[Candidate, ...]] = {}
        self._country_names: dict[str, str] | None = None
        self._vocabulary = Vocabulary(self._file.rows)
        self._whole = frozenset(str(about.get("whole", "")).split())
        self._own = OwnNames.of(json.loads(about.get("winning", "{}")))
        self._villages: dict[str, list[GazetteerStore]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file, and those of villages."""
        for layer in chain.from_iterable(self._villages.values()):
            layer.close()
        self._file.close()

    @property
    def fingerprint(self) -> str:
        """Hash of the data it was built from."""
        return self._fingerprint

    @property
    def overruling(self) -> Mapping[str, str]:
        """The names that overrule others, of readers' places and whole ones of sites: folded, to their spelling."""
        return self._own.spellings

    @property
    def id(self) -> str:
        """The fingerprint, as stages call it."""
        return self._fingerprint

    def facts(self, folded: Iterable[str]) -> Mapping[str, NameFacts]:
        """What is known about folded spellings; an unknown one has no key."""
        asked = set(folded)
        if unseen := sorted(name for name in asked if name not in self._facts):
            if len(self._facts) + len(unseen) > REMEMBERED:
                self._facts.clear()
                unseen = sorted(asked)
            self._facts.update(dict.fromkeys(unseen))
            likely = json.dumps([name for name in unseen if passes(self._bloom_filter, name)])
            for name, bearers, population, classes, flags in self._file.rows(_FACTS, (likely,)):
                self._facts[name] = NameFacts(
                    bearers=bearers,
                    population=population,
                    classes=classes,
                    is_country=bool(flags & 1),
                    is_admin1=bool(flags & 2),
                    is_people=bool(flags & 4),
                )
        return {name: known for name in asked if (known := self._facts[name]) is not None}

    def candidates(self, names: Iterable[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """All entries that answer to each name, by name as asked, most populous first; an unknown one maps to ().

        A name with hundreds of bearers answers with the 200 most populous; one of a reader's own place that overrules
        others, with that place alone (`Candidate.overrules`).
        """
        asked = {name: fold(name) for name in names}
        if unseen := sorted({folded for folded in asked.values() if folded not in self._candidates}):
            if len(self._candidates) > REMEMBERED // 10:
                self._candidates.clear()
                unseen = sorted(set(asked.values()))
            found: dict[str, list[Candidate]] = {folded: [] for folded in unseen}
            for row in self._file.rows(_CANDIDATES, (json.dumps(unseen),)):
                found[row[0]].append(_candidate(row))
            self._candidates.update({folded: self._own.ruled(folded, choices) for folded, choices in found.items()})
        return {name: self._candidates[folded] for name, folded in asked.items()}

    def villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """The villages of countries that answer to each name, most populous first; an unknown one maps to ().

        They are not among `candidates` and `facts`: a hamlet called Assad is no reason to take a name for a place, but
        in an article about its country it may be meant. A country's villages are built when they are first asked for.
        In prose, names that newspapers hardly use for a village are left out.
        """
        found: dict[str, tuple[Candidate, ...]] = dict.fromkeys(names, ())
        asked = [name for name in found if not (in_prose and fold(name) in risky_names())]
        if self._own.spellings:
            own = self.candidates(asked)
            asked = [name for name in asked if not any(one.overrules for one in own[name])]
        for layers in self._layers(countries):
            wanted = asked
            for layer in layers:
                known = layer.candidates(wanted)
                for name, choices in known.items():
                    found[name] += tuple(map(_village, choices))
                wanted = [name for name in wanted if not known[name]]
        return found

    def similar_villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """The villages of countries whose spelling is near each name (`known_as` SIMILAR), nearest first.

        In prose, names that newspapers hardly use for a village have none.
        """
        found: dict[str, tuple[Candidate, ...]] = dict.fromkeys(names, ())
        asked = [name for name in found if not (in_prose and fold(name) in risky_names())]
        for country in sorted(countries) if asked else ():
            for layer in (layer for layers in self._layers(frozenset({country})) for layer in layers[:1]):
                for name, choices in layer.similar(asked, countries=frozenset({country})).items():
                    found[name] += tuple(map(_village, choices))
        return found

    def _layers(self, countries: frozenset[str]) -> list[list["GazetteerStore"]]:
        """For each country, unless its whole dump is in here: its villages as they ship, then as they were fetched."""
        wanted = sorted(countries - self._whole)
        for country in wanted:
            if country not in self._villages:
                divisions = self._file.rows(
                    "SELECT code, name FROM division WHERE code GLOB ? ORDER BY code", (f"{country}.*",)
                )
                self._villages[country] = [
                    GazetteerStore(village_file(table, beside=self.path, divisions=divisions))
                    for table in tables_of(country)
                ]
        return [self._villages[country] for country in wanted]

    def similar(self, names: Iterable[str], *, countries: frozenset[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """Entries whose spelling is near each name (`known_as` SIMILAR), nearest first.

        At one distance settlements stand before divisions, then the most populous first.
        Settlements and divisions of `countries` are searched whole, the rest of the world among places of
        100,000 and more. How near is near depends on the length: see `similar.allowed`.
        """
        return {name: self._similar(fold(name), countries) for name in dict.fromkeys(names)}

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """What a person who types a name may mean: its bearers, then places of all countries whose names are near."""
        bearers = self.candidates([name])[name]
        everywhere = self._vocabulary.countries if not bearers else frozenset(c.country for c in bearers)
        near = self.similar([name], countries=everywhere)[name] if len(bearers) < limit else ()
        known = {bearer.id for bearer in bearers}
        return (*bearers, *(choice for choice in near if choice.id not in known))[:limit]

    def by_keys(self, keys: Iterable[int]) -> tuple[Candidate, ...]:
        """The entries with these keys of the table `place`, under their printed names, in the order asked."""
        return tuple(map(_candidate, self._file.rows(_BY_KEY, (json.dumps(list(keys)),))))

    def settlements(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Keys, longitudes and latitudes of all settlements that still stand, in order of their keys."""
        rows = self._file.rows(
            "SELECT key, lon, lat FROM place "
            "WHERE feature_class = 'P' AND feature_code NOT IN ('PPLH', 'PPLQ', 'PPLW') ORDER BY key"
        )
        keys, lons, lats = zip(*rows, strict=True) if rows else ((), (), ())
        return np.array(keys, np.int64), np.array(lons, np.float64), np.array(lats, np.float64)

    def country_name(self, code: str) -> str:
        """The English name of a country, "" when there is none of that code."""
        if self._country_names is None:
            query = "SELECT country, name FROM place WHERE feature_code LIKE 'PCL%' ORDER BY population"
            self._country_names = dict(self._file.rows(query))
        return self._country_names.get(code, "")

    def counts(self) -> Mapping[str, int]:
        """How many places come from each source, how many names there are, sorted by name."""
        places = dict(self._file.rows("SELECT source, count(*) FROM place GROUP BY source ORDER BY source"))
        ((names,),) = self._file.rows("SELECT count(*) FROM name")
        return {**places, "names": names}

    def _similar(self, folded: str, countries: frozenset[str]) -> tuple[Candidate, ...]:
        distances = self._vocabulary.near(folded, countries)
        best: dict[str, tuple[int, Candidate]] = {}
        for spelling, choices in self.candidates(distances).items():
            for choice in choices:
                wanted = choice.country in countries or choice.population >= LARGE
                if not wanted or choice.feature_class not in SEARCHED or choice.known_as in NEVER_NEAR:
                    continue
                if choice.id not in best or distances[spelling] < best[choice.id][0]:
                    best[choice.id] = (distances[spelling], choice)
        ranked = sorted(best.values(), key=_nearness)
        return tuple(replace(choice, known_as=KnownAs.SIMILAR) for _, choice in ranked[:MOST_SIMILAR])


def _village(one: Candidate) -> Candidate:
    return replace(one, id=village_id(int(one.id.partition(":")[2])))


def _nearness(found: tuple[int, Candidate]) -> tuple[int, bool, int, str]:
    distance, choice = found
    division = choice.feature_class == "A" and not choice.feature_code.startswith("PCL")
    return distance, division, -choice.population, choice.id  # a division mostly answers to its town's name


def _candidate(row: tuple[object, ...]) -> Candidate:
    _, key, own, name, lon, lat, country, admin1, admin1_code, admin2, admin2_code, *rest = row
    feature_class, feature_code, population, reach_km, spelling, known_as, renamed = rest
    return Candidate(
        id=str(own or f"geonames:{key}"),
        name=str(name),
        at=LonLat(lon=float(lon), lat=float(lat)),  # type: ignore[arg-type]
        country=str(country),
        admin1=str(admin1),
        admin1_code=str(admin1_code),
        admin2=str(admin2),
        admin2_code=str(admin2_code),
        feature_class=str(feature_class),
        feature_code=str(feature_code),
        population=int(population),  # type: ignore[call-overload]
        reach_km=float(reach_km),  # type: ignore[arg-type]
        spelling=str(spelling),
        known_as=KINDS[int(known_as)],  # type: ignore[call-overload]
        renamed=str(renamed),
    )
