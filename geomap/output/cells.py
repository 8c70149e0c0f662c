"""Turns the columns of a table into plain Python values."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

_DIGITS = 6  # of shares and kilometres; more would be noise


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Each row as a dict of str, int, float, bool, date or datetime; what is missing is None.

    A date-time without a zone is a day.
    """
    names = [str(name) for name in frame.columns]
    columns = [_values(frame[name]) for name in frame.columns]
    for cells in zip(*columns, strict=True):
        yield dict(zip(names, cells, strict=True))


def _values(column: "pd.Series[Any]") -> list[Any]:
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "M":
        return [None if pd.isna(value) else value.date() for value in column]
    kept = column.astype(object).where(column.notna(), None).tolist()
    if pd.api.types.is_float_dtype(column.dtype):
        return [None if value is None else round(float(value), _DIGITS) for value in kept]
    return kept


def iso(value: Any) -> Any:  # noqa: ANN401 - a cell
    """A date or a UTC date-time as its ISO 8601 string, every other value as it is."""
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"  # strftime writes the year 328 as 328
    return value.isoformat() if isinstance(value, dt.date) else value
