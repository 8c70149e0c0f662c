"""Knows the marks that people and programs leave where there is nothing."""

MARKS = frozenset(
    (
        *(
            "",
            "na",
            "n/a",
            "#n/a",
            "n.a.",
            "n.a",
            "nan",
            "null",
            "none",
            "nil",
            "\\n",
            "nat",
            "<na>",
            "#null!",
            "#value!",
            "#ref!",
            "#div/0!",
            "#name?",
            "#num!",
        ),
        *(
            "-",
            "--",
            "---",
            "–",
            "—",
            "?",
            "??",
            ".",
            "..",
            "...",
            "missing",
            "undefined",
            "(null)",
            "(blank)",
            "[null]",
            "[removed]",
            "[deleted]",
        ),
        *(
            "unknown",
            "not known",
            "not available",
            "not reported",
            "no data",
            "nodata",
            "unspecified",
            "tbd",
            "tba",
            "tbc",
        ),
        *(
            "to be confirmed",
            "not applicable",
            "no information",
            "not stated",
            "not specified",
            "not recorded",
            "not given",
            "undetermined",
            "n/d",
            "n.d.",
            "n/k",
        ),
        *("невідомо", "немає даних", "нет данных", "неизвестно", "н/д", "unbekannt", "inconnu", "desconocido", "s/d"),
        *("не відомо", "не известно", "немає інформації", "нет информации", "уточнюється", "уточняется", "б/д", "k.a."),
        *(
            "k. a.",
            "keine angabe",
            "non précisé",
            "sin datos",
            "sin información",
            "bilinmiyor",
            "غير معروف",
            "brak danych",
        ),
    )
)
"""In small letters. "none" and "0" are different things: a zero is a finding."""


def is_missing(cell: str) -> bool:
    """Whether a cell says that there is nothing."""
    return cell.strip().casefold() in MARKS
