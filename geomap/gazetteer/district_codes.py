"""Gives villages the code of the district that they lie in, where their source has none."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from geomap.gazetteer.districts import admin2_of
from geomap.gazetteer.entries import GazetteerDraft


def place_in_districts(draft: GazetteerDraft, country: str) -> None:
    """Fill in the second-level codes that are missing, by the outlines of the country's districts.

    A district of another first-level division than the source gives is not believed: near a border an outline may be
    some hundred metres off.
    """
    towns = draft.towns
    firsts, seconds = towns.admin1_codes.to_numpy(zero_copy_only=False), towns.admin2_codes.to_pylist()
    bare = np.flatnonzero([not code for code in seconds])
    for at, code in zip(bare.tolist(), admin2_of(country, towns.lons[bare], towns.lats[bare]).tolist(), strict=True):
        if code and code.rpartition(".")[0] == firsts[at]:
            seconds[at] = code
    draft.towns = replace(towns, admin2_codes=pa.array(seconds, pa.string()))
    rest = [entry for entry in draft.entries.values() if not entry.admin2_code]
    lons, lats = (np.array([getattr(entry, name) for entry in rest]) for name in ("lon", "lat"))
    for entry, code in zip(rest, admin2_of(country, lons, lats).tolist(), strict=True):
        if code and code.rpartition(".")[0] == entry.admin1_code:
            entry.admin2_code = code
