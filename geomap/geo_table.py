"""Tables with places, whose days are text wherever features are made: JSON knows no days."""

from collections.abc import Iterator
from typing import Any

import geopandas as gpd
import pandas as pd


class GeoTable(gpd.GeoDataFrame):  # type: ignore[misc]  # GeoPandas has no types
    """A GeoDataFrame whose days leave as `2023-02-12` in `to_json()` and in `folium.GeoJson(table)`.

    GeoPandas hands the `datetime64` of a table to `json` as they are, which refuses them. What is selected from such a
    table, or made of it, is one too, as long as it has a geometry.
    """

    @property
    def _constructor(self) -> Any:  # noqa: ANN401 - pandas asks for something to call
        return _table

    def _constructor_from_mgr(self, mgr: Any, axes: Any) -> Any:  # noqa: ANN401 - as pandas has it
        return _table(super()._constructor_from_mgr(mgr, axes))

    def iterfeatures(self, *how: Any, **named: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - as GeoPandas has it
        """Each row as a feature of GeoJSON; the arguments are those of `geopandas.GeoDataFrame.iterfeatures`."""
        yield from super(GeoTable, self.assign(**_days_as_text(self))).iterfeatures(*how, **named)


def _table(*made: Any, **how: Any) -> Any:  # noqa: ANN401 - what a DataFrame takes
    """The table, or a DataFrame where no geometry is left."""
    frame = gpd.GeoDataFrame(*made, **how)
    if not any(isinstance(dtype, gpd.array.GeometryDtype) for dtype in frame.dtypes):
        return pd.DataFrame(frame)
    frame.__class__ = GeoTable
    return frame


def _days_as_text(table: pd.DataFrame) -> dict[str, "pd.Series[Any]"]:
    """The columns of days and times: a day where every time is a midnight without a zone."""
    return {
        str(name): table[name].map(_text, na_action="ignore").astype(object)
        for name in table.select_dtypes(["datetime", "datetimetz"])
    }


def _text(moment: pd.Timestamp) -> str:
    return moment.isoformat() if moment.tzinfo or moment != moment.normalize() else moment.date().isoformat()
