"""Writes what a run left out into a file of its own."""

from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from geomap.records import Reject


def reject_frame(rejects: "Iterable[Reject]") -> "pd.DataFrame":
    """The rejects as the table that a run keeps."""
    from geomap import schema
    from geomap.rows import reject_row

    return schema.frame([reject_row(reject) for reject in rejects], schema.REJECTS)


def write_rejects(rejects: "pd.DataFrame", target: Path | None) -> None:
    """Write all rejects, each with its stage, subject, reason and detail; nothing when no file was asked for.

    Raises:
        SettingsError: the name of the file ends in neither .csv nor .jsonl.
    """
    if target is None:
        return
    from geomap.output.whole import whole

    check_rejects(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    plain = rejects.astype(object).where(rejects.notna(), None)
    with whole(target) as fresh:
        if target.suffix.lower() == ".csv":
            plain.to_csv(fresh, index=False, encoding="utf-8-sig")
        else:
            plain.to_json(fresh, orient="records", lines=True, force_ascii=False)


def check_rejects(target: Path | None) -> None:
    """Refuse a name that says no format, before the work begins.

    Raises:
        SettingsError: it ends in neither .csv nor .jsonl.
    """
    if target is not None and target.suffix.lower() not in {".csv", ".jsonl"}:
        raise SettingsError(f"--rejects {target}: end the name in .csv or .jsonl")
