"""Where batches run: in this process, in local processes or on a Dask cluster, behind one interface."""

import os
import sqlite3
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from geomap.cluster import PATIENCE_S, Awaited, dask_client
from geomap.errors import GazetteerError, ModelError, OutputError, SettingsError
from geomap.pool import Pool

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Bench = TypeVar("Bench")  # what a worker opens once and uses for every batch: models, a database connection
Task = Callable[[Bench, Sequence[Item]], Result]
Lost = Callable[[Item, BaseException], Result]  # what stands in the results for an item that was lost to a fault

SHARED = 16  # articles in a batch for one of several workers: at most a second's work that others wait for at the end
AHEAD = 2  # batches handed out beyond the busy workers, so that none of them waits for the reader
_EVERYBODYS = (
    GazetteerError,
    ModelError,
    OutputError,
    SettingsError,
    sqlite3.DatabaseError,
)  # what the next item would meet as well


class Engine(Protocol):
    """Runs a task over batches and gives the results in the batches' order."""

    def run(
        self,
        task: Task[Bench, Item, Result],
        batches: Iterable[Sequence[Item]],
        *,
        open_bench: Callable[[], Bench],
        lost: Lost[Item, Result],
    ) -> Iterator[Result]:
        """Yield `task(bench, batch)` for each batch; at most a few batches are held at once.

        A batch whose task fails, or whose worker dies, is done once more item by item, a result for each; an item that
        fails alone gives `lost(item, error)`. Errors of the gazetteer, the models, the settings and of
        writing are raised.

        `open_bench` is called once in every worker. With other processes, task, `open_bench`, `lost`, items and results
        must be picklable, and equal `open_bench` must compare equal: a worker opens each of them once.
        """
        ...


class ThisProcess:
    """Runs everything here, one batch after the other."""

    def run(
        self,
        task: Task[Bench, Item, Result],
        batches: Iterable[Sequence[Item]],
        *,
        open_bench: Callable[[], Bench],
        lost: Lost[Item, Result],
    ) -> Iterator[Result]:
        """See `Engine.run`."""
        bench = open_bench()
        for batch in batches:
            yield from apart(task, bench, batch, lost)


class LocalProcesses:
    """Runs batches in processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(
        self,
        task: Task[Bench, Item, Result],
        batches: Iterable[Sequence[Item]],
        *,
        open_bench: Callable[[], Bench],
        lost: Lost[Item, Result],
    ) -> Iterator[Result]:
        """See `Engine.run`."""
        with Pool(self._workers) as pool, Pool(1) as sickroom:
            pool.open(_opened_bench, open_bench)  # while the first batch is read

            def submit(batch: Sequence[Item]) -> "Future[list[Result]]":
                return pool.submit(_run_in_worker, open_bench, task, batch, lost)

            def alone(batch: Sequence[Item]) -> list[Result]:
                return sickroom.submit(_run_in_worker, open_bench, task, batch, lost).result()

            hands = _Hands(submit=submit, alone=alone, lost=lost, deaths=(BrokenProcessPool,))
            yield from hands.results(batches, ahead=self._workers + AHEAD)


class DaskCluster:
    """Runs batches on a Dask cluster; takes a `dask.distributed.Client`."""

    def __init__(
        self,
        client: Any,  # noqa: ANN401 - dask is an extra
        *,
        ahead: int = 32,
        deaths: tuple[type[BaseException], ...] = (),
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._client = client
        self._patience_s = patience_s  # how long there may be no worker
        self._ahead = ahead
        self._deaths = deaths  # what the client raises when the worker of a batch has died

    def run(
        self,
        task: Task[Bench, Item, Result],
        batches: Iterable[Sequence[Item]],
        *,
        open_bench: Callable[[], Bench],
        lost: Lost[Item, Result],
    ) -> Iterator[Result]:
        """See `Engine.run`."""

        def submit(batch: Sequence[Item]) -> Awaited:
            future = self._client.submit(_run_in_worker, open_bench, task, batch, lost, pure=False)
            return Awaited(future, self._client, self._patience_s)

        hands = _Hands(submit=submit, alone=lambda batch: submit(batch).result(), lost=lost, deaths=self._deaths)
        yield from hands.results(batches, ahead=self._ahead)


class OwnDask:
    """Runs batches on the Dask cluster at an address, or on one of this machine that begins and ends with the run."""

    def __init__(self, workers: int, scheduler: str | None = None) -> None:
        self._workers, self._scheduler = workers, scheduler

    def run(
        self,
        task: Task[Bench, Item, Result],
        batches: Iterable[Sequence[Item]],
        *,
        open_bench: Callable[[], Bench],
        lost: Lost[Item, Result],
    ) -> Iterator[Result]:
        """See `Engine.run`."""
        with dask_client(self._workers, self._scheduler) as (client, deaths):
            yield from DaskCluster(client, deaths=deaths).run(task, batches, open_bench=open_bench, lost=lost)


def engine_for(workers: int, kind: str = "local", scheduler: str | None = None) -> Engine:
    """The engine of that kind: here, so many local workers, or a Dask cluster."""
    if kind == "dask":
        return OwnDask(workers, scheduler)
    return ThisProcess() if workers == 1 else LocalProcesses(workers)


def batch_size(most: int, workers: int) -> int:
    """How many articles go into a batch: fewer where several workers have to end at the same time."""
    return most if workers == 1 else min(most, SHARED)


def in_batches(items: Iterable[Item], size: int) -> Iterator[tuple[Item, ...]]:
    """Cut a stream into tuples of `size`, the last one shorter."""
    stream = iter(items)
    while batch := tuple(islice(stream, size)):
        yield batch


def apart(
    task: Task[Bench, Item, Result], bench: Bench, items: Sequence[Item], lost: Lost[Item, Result]
) -> list[Result]:
    """`[task(bench, items)]`; where that fails, a result for each item alone, so that a fault costs one item."""
    try:
        return [task(bench, items)]
    except _EVERYBODYS:
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it is one item's
        if len(items) == 1:
            if os.environ.get("GEOMAP_DEBUG"):
                traceback.print_exc()
            return [lost(items[0], error)]
    return [result for item in items for result in apart(task, bench, (item,), lost)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hands(Generic[Item, Result]):
    """How batches are handed to others, and how it shows that one of these has died."""

    submit: "Callable[[Sequence[Item]], Future[list[Result]] | Awaited]"
    alone: Callable[[Sequence[Item]], list[Result]]  # the same for one batch, where a death harms no other
    lost: Lost[Item, Result]
    deaths: tuple[type[BaseException], ...]

    def results(self, batches: Iterable[Sequence[Item]], *, ahead: int) -> Iterator[Result]:
        """The results in the order of the batches, of which so many are handed out at once."""
        waiting: deque[tuple[Sequence[Item], Future[list[Result]] | Awaited]] = deque()
        for batch in batches:
            waiting.append((batch, self.submit(batch)))
            if len(waiting) >= ahead:
                yield from self._result(*waiting.popleft())
        while waiting:
            yield from self._result(*waiting.popleft())

    def _result(self, batch: Sequence[Item], future: "Future[list[Result]] | Awaited") -> list[Result]:
        try:
            found: list[Result] = future.result()
        except self.deaths:
            return self._once_more(batch)
        return found

    def _once_more(self, batch: Sequence[Item]) -> list[Result]:
        """A batch whose worker died, done alone; when that one dies too, item by item."""
        try:
            return self.alone(batch)
        except self.deaths as error:
            if len(batch) == 1:
                return [self.lost(batch[0], error)]
        return [result for item in batch for result in self._once_more((item,))]


class _Opened(threading.local):
    """In a worker: what each of its threads opened, kept for the next batch."""

    def __init__(self) -> None:
        self.benches: dict[Callable[[], Any], Any] = {}


_opened = _Opened()


def _run_in_worker(
    open_bench: Callable[[], Any], task: Callable[[Any, Any], Result], batch: Sequence[Item], lost: Lost[Item, Result]
) -> list[Result]:
    return apart(task, _opened_bench(open_bench), batch, lost)


def _opened_bench(open_bench: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the task works with
    """In a worker: the bench, opened once and kept."""
    if open_bench not in _opened.benches:
        _opened.benches[open_bench] = open_bench()
    return _opened.benches[open_bench]
