"""Reads annotated articles and geoparsing output: JSON lines, checked as a whole, all faults told at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic import Field as Limits

from geomap.errors import Fault, TableError

Longitude = Annotated[float, Limits(ge=-180, le=180)]
Latitude = Annotated[float, Limits(ge=-90, le=90)]
Identifier = Annotated[str, Limits(coerce_numbers_to_str=True)]


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class GoldMention(_Line):
    """A place name as a person annotated it."""

    start: int  # half-open, Unicode code points of the article's text
    end: int
    lon: Longitude | None = None  # None: the annotator gave no position
    lat: Latitude | None = None
    geonameid: Identifier | None = None
    kind: str | None = None  # GeoWebNews' kinds are known; others count as place names


class GoldArticle(_Line):
    """An annotated article."""

    id: Identifier
    text: str
    mentions: tuple[GoldMention, ...]


class PredictedPlace(_Line):
    """The place that a prediction chose."""

    lon: Longitude
    lat: Latitude
    id: str = ""
    name: str = ""
    country: str = ""
    admin1: str = ""
    trust: float | None = None
    why: tuple[str, ...] = ()
    repaired_from: str | None = None


class PredictedMention(_Line):
    """A mention as `geomap geoparse` writes it."""

    start: int
    end: int
    field: str = "text"
    role: str = "location"
    place: PredictedPlace | None = None
    reject: str | None = None


class PredictedArticle(_Line):
    """A line of `geomap geoparse`."""

    id: Identifier
    mentions: tuple[PredictedMention, ...]


Article = TypeVar("Article", GoldArticle, PredictedArticle)


def read_gold(path: Path) -> dict[str, GoldArticle]:
    """Annotated articles by id.

    Raises:
        TableError: the file is missing or has faults; every one is named with its line.
    """
    return _read(path, GoldArticle)


def read_predicted(path: Path) -> dict[str, PredictedArticle]:
    """Geoparsed articles by id.

    Raises:
        TableError: the file is missing or has faults; every one is named with its line.
    """
    return _read(path, PredictedArticle)


def _read(path: Path, model: type[Article]) -> dict[str, Article]:
    articles: dict[str, Article] = {}
    faults: list[Fault] = []
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            article = model.model_validate_json(line)
        except ValidationError as error:
            faults += _faults(path, number, error)
            continue
        faults += _span_faults(path, number, article)
        if article.id in articles:
            faults.append(_fault(path, number, "id", f"{article.id!r} stands twice"))
        articles[article.id] = article
    if faults:
        raise TableError(faults, way_out="each line is one JSON object; docs/formats.md shows one")
    return articles


def _lines(path: Path) -> Sequence[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise TableError([_fault(path, None, None, f"cannot be read: {error.strerror}")]) from error
    except UnicodeDecodeError as error:
        raise TableError([_fault(path, None, None, f"not UTF-8: {error.reason} at byte {error.start}")]) from error


def _faults(path: Path, number: int, error: ValidationError) -> list[Fault]:
    return [
        _fault(path, number, ".".join(map(str, fault["loc"])) or None, fault["msg"].lower()) for fault in error.errors()
    ]


def _span_faults(path: Path, number: int, article: GoldArticle | PredictedArticle) -> list[Fault]:
    length = len(article.text) if isinstance(article, GoldArticle) else None
    mentions: Sequence[GoldMention | PredictedMention] = article.mentions
    return [
        _fault(path, number, f"mentions.{index}", f"the span {mention.start}..{mention.end} does not lie in the text")
        for index, mention in enumerate(mentions)
        if not 0 <= mention.start < mention.end or (length is not None and mention.end > length)
    ]


def _fault(path: Path, line: int | None, field: str | None, trouble: str) -> Fault:
    return Fault(file=path.as_posix(), line=line, field=field, trouble=trouble)


def paired(
    gold: Mapping[str, GoldArticle], predicted: Mapping[str, PredictedArticle]
) -> list[tuple[GoldArticle, tuple[PredictedMention, ...]]]:
    """Gold articles in their order, each with the predictions in its text; an article not predicted has none."""
    none: tuple[PredictedMention, ...] = ()
    return [(article, predicted[key].mentions if key in predicted else none) for key, article in gold.items()]
