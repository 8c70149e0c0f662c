"""Where batches run: in this process, in local processes or on a Dask cluster, behind one interface."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import Any, Protocol, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")
Bench = TypeVar("Bench")  # what a worker opens once and uses for every batch: models, a database connection

AHEAD = 2  # batches handed out beyond the busy workers, so that none of them waits for the reader


class Engine(Protocol):
    """Runs a task over batches and gives the results in the batches' order."""

    def run(
        self, task: Callable[[Bench, Work], Result], batches: Iterable[Work], *, open_bench: Callable[[], Bench]
    ) -> Iterator[Result]:
        """Yield `task(bench, batch)` for each batch; at most a few batches are held at once.

        `open_bench` is called once in every worker. With other processes, task, `open_bench`, batches and results
        must be picklable, and equal `open_bench` must compare equal: a worker opens each of them once.
        """
        ...


class ThisProcess:
    """Runs everything here, one batch after the other."""

    def run(
        self, task: Callable[[Bench, Work], Result], batches: Iterable[Work], *, open_bench: Callable[[], Bench]
    ) -> Iterator[Result]:
        """See `Engine.run`."""
        bench = open_bench()
        for batch in batches:
            yield task(bench, batch)


class LocalProcesses:
    """Runs batches in processes of this machine."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def run(
        self, task: Callable[[Bench, Work], Result], batches: Iterable[Work], *, open_bench: Callable[[], Bench]
    ) -> Iterator[Result]:
        """See `Engine.run`."""
        # "spawn" gives the same clean workers on every system; "fork" would copy threads and open databases.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, context) as pool:

            def submit(batch: Work) -> "Future[Result]":
                return pool.submit(_run_in_worker, open_bench, task, batch)

            yield from _in_order(submit, batches, self._workers + AHEAD)


class DaskCluster:
    """Runs batches on a Dask cluster; takes a `dask.distributed.Client`."""

    def __init__(self, client: Any, *, ahead: int = 32) -> None:  # noqa: ANN401 - dask is no dependency of ours
        self._client = client
        self._ahead = ahead

    def run(
        self, task: Callable[[Bench, Work], Result], batches: Iterable[Work], *, open_bench: Callable[[], Bench]
    ) -> Iterator[Result]:
        """See `Engine.run`."""

        def submit(batch: Work) -> "Future[Result]":
            future: Future[Result] = self._client.submit(_run_in_worker, open_bench, task, batch, pure=False)
            return future

        yield from _in_order(submit, batches, self._ahead)


def engine_for(workers: int) -> Engine:
    """The engine for so many local workers."""
    return ThisProcess() if workers == 1 else LocalProcesses(workers)


def in_batches(items: Iterable[Work], size: int) -> Iterator[tuple[Work, ...]]:
    """Cut a stream into tuples of `size`, the last one shorter."""
    stream = iter(items)
    while batch := tuple(islice(stream, size)):
        yield batch


def _in_order(
    submit: Callable[[Work], "Future[Result]"], batches: Iterable[Work], most_waiting: int
) -> Iterator[Result]:
    waiting: deque[Future[Result]] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        if len(waiting) >= most_waiting:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_benches: dict[Callable[[], Any], Any] = {}  # in a worker: what it opened, kept for the next batch


def _run_in_worker(open_bench: Callable[[], Any], task: Callable[[Any, Work], Result], batch: Work) -> Result:
    if open_bench not in _benches:
        _benches[open_bench] = open_bench()
    return task(_benches[open_bench], batch)
