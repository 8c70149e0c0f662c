"""Holds stages of a caller's own to what they promise, and tells their failures as theirs, not as faults of geomap."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NoReturn, TypeVar

from geomap.errors import GeomapError, SettingsError
from geomap.records import Article, Event, Field, Mention, Place, Reject
from geomap.stages import Stages

Thing = TypeVar("Thing")


class FailedError(Exception):
    """A stage of the caller's own failed at an article; its cause is the stage's own error."""

    def __init__(self, kind: str, stage_id: str) -> None:
        super().__init__(kind, stage_id)
        self.kind, self.stage_id = kind, stage_id

    @property
    def reason(self) -> str:
        """The reason of the Reject that the article becomes."""
        return f"{self.kind} failed"

    @property
    def detail(self) -> str:
        """What the stage's own error says; `GEOMAP_DEBUG=1` shows where it happened."""
        said = " ".join(str(self.__cause__).split())[:200]
        what = f"{type(self.__cause__).__name__}: {said}"
        return f"{what}; in the {self.kind} {self.stage_id!r} that was given (GEOMAP_DEBUG=1 shows where)"


@contextmanager
def blamed(own: Stages, kind: str) -> Iterator[None]:
    """Within it an error is that of the caller's own stage of this kind, where there is one."""
    stage = getattr(own, kind)
    try:
        yield
    except (GeomapError, sqlite3.DatabaseError):  # told as what they are: they stop the run
        raise
    except Exception as error:
        if stage is None:
            raise
        raise FailedError(kind, stage.id) from error


def check_mentions(own: Stages, article: Article, given: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions of an article, when they are what a recogniser promises.

    Raises:
        SettingsError: they are something else, stand elsewhere than they say, or overlap.
    """
    if own.recogniser is None:
        return given
    mentions = _all_of(Mention, given, own, "recogniser", "recognise()")
    texts = {Field.TITLE: article.title, Field.TEXT: article.text}
    ends = dict.fromkeys(texts, 0)
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        there = texts[mention.field][max(start, 0) : max(end, 0)]
        if mention.article_id != article.id:
            trouble = f"is said to be of the article {mention.article_id!r}"
        elif not there or there != mention.surface:
            trouble = f"is said to stand at {start} to {end} of the {mention.field}, where {there[:40]!r} stands"
        elif start < ends[mention.field]:
            trouble = "overlaps the mention before it, or stands before it"
        else:
            ends[mention.field] = end
            continue
        _refuse(own, "recogniser", f"{mention.surface[:40]!r} of the article {article.id!r} {trouble}")
    return mentions


def check_outcomes(
    own: Stages, mentions: Sequence[Sequence[Mention]], given: Sequence[Sequence[Place | Reject]]
) -> Sequence[Sequence[Place | Reject]]:
    """The outcomes of some articles, when there is one for each of their mentions.

    Raises:
        SettingsError: there are more or fewer, or something else.
    """
    if own.resolver is None:
        return given
    articles = list(given)
    if len(articles) != len(mentions):
        _refuse(own, "resolver", f"resolve() gave outcomes of {len(articles)} articles for {len(mentions)}")
    for wanted, outcomes in zip(mentions, articles, strict=True):
        if len(_all_of((Place, Reject), outcomes, own, "resolver", "resolve()")) != len(wanted):
            _refuse(own, "resolver", f"resolve() gave {len(outcomes)} outcomes for {len(wanted)} mentions")
    return articles


def check_coding(own: Stages, given: Sequence[Event | Reject]) -> Sequence[Event | Reject]:
    """What was coded of an article, when it is events and rejects.

    Raises:
        SettingsError: it is something else.
    """
    return given if own.coder is None else _all_of((Event, Reject), given, own, "coder", "code()")


def _all_of(
    wanted: type | tuple[type, ...], given: Iterable[Thing], own: Stages, kind: str, method: str
) -> list[Thing]:
    names = " or ".join(one.__name__ for one in (wanted if isinstance(wanted, tuple) else (wanted,)))
    if not isinstance(given, Iterable):
        _refuse(own, kind, f"{method} gave {type(given).__name__}; a list of {names} is wanted")
    things = list(given)
    for thing in things:
        if not isinstance(thing, wanted):
            _refuse(own, kind, f"{method} gave {type(thing).__name__}; {names} is wanted")
    return things


def _refuse(own: Stages, kind: str, trouble: str) -> NoReturn:
    raise SettingsError(f"{kind} {getattr(own, kind).id!r}: {trouble}")
