"""A gazetteer that asks an online geocoder for the names it does not know itself: opt-in, one name at a time."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from geomap.errors import SettingsError
from geomap.records import Candidate, NameFacts


class Offline(Protocol):
    """The gazetteer that is asked first; `GazetteerStore` is one."""

    @property
    def id(self) -> str: ...  # noqa: D102
    def facts(self, folded: Iterable[str]) -> Mapping[str, NameFacts]: ...  # noqa: D102
    def candidates(self, names: Iterable[str]) -> Mapping[str, tuple[Candidate, ...]]: ...  # noqa: D102
    def similar(  # noqa: D102
        self, names: Iterable[str], *, countries: frozenset[str]
    ) -> Mapping[str, tuple[Candidate, ...]]: ...


class GazetteerWithOnline:
    """Asks the gazetteer of this machine first, and a geocoder for the names that are not there.

    Give it as `Stages(gazetteer=...)`. Names of your articles go to the geocoder's server; texts do not.
    """

    def __init__(
        self,
        offline: Offline,
        find: Callable[[str], Candidate | None],
        *,
        name: str,
        credit_lines: tuple[str, ...] = (),
    ) -> None:
        """Put the two together.

        Args:
            offline: the gazetteer that is asked first: `geomap.open_gazetteer()`.
            find: the best place of a name, or None: `geomap.OnlineGeocoder(...).find`, or a function of your own. Names
                may come in lower case.
            name: of the geocoder, in the notes of a run.
            credit_lines: lines of credit that every result then carries.
        """
        self.id = f"{offline.id}+{name}"
        self.credits = credit_lines
        self._offline, self._find = offline, find
        self._found: dict[str, tuple[Candidate, ...]] = {}

    def facts(self, folded: Iterable[str]) -> Mapping[str, NameFacts]:
        """What the gazetteer of this machine knows; nobody is asked."""
        return self._offline.facts(folded)

    def candidates(self, names: Iterable[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """All entries that answer to each name; for a name without any what the geocoder says.

        Raises:
            GeocoderBusyError: the geocoder asks to wait.
            GazetteerError: it refuses, or answers with what cannot be read.
        """
        known = dict(self._offline.candidates(names))
        return {name: found or self._asked(name) for name, found in known.items()}

    def similar(self, names: Iterable[str], *, countries: frozenset[str]) -> Mapping[str, tuple[Candidate, ...]]:
        """Entries of this machine whose spelling is near each name; nobody is asked."""
        return self._offline.similar(names, countries=countries)

    def villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """Villages of this machine, where its gazetteer knows any; nobody is asked."""
        known: Mapping[str, tuple[Candidate, ...]] = {}
        if ask := getattr(self._offline, "villages", None):
            known = ask(names, countries=countries, in_prose=in_prose)
        return known

    def similar_villages(
        self, names: Iterable[str], *, countries: frozenset[str], in_prose: bool
    ) -> Mapping[str, tuple[Candidate, ...]]:
        """Villages of this machine whose spelling is near each name; nobody is asked."""
        known: Mapping[str, tuple[Candidate, ...]] = {}
        if ask := getattr(self._offline, "similar_villages", None):
            known = ask(names, countries=countries, in_prose=in_prose)
        return known

    def _asked(self, name: str) -> tuple[Candidate, ...]:
        if name not in self._found:
            found = self._find(name)
            self._found[name] = () if found is None else (found,)
        return self._found[name]

    def __reduce__(self) -> str:
        raise SettingsError("an online geocoder asks one question a second and cannot be shared: use workers=1")
