"""A pool of processes that outlives the death of a worker, and whose workers do not outlive their parent."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Self, TypeVar

Result = TypeVar("Result")

PRELOADED = ["geomap.engine", "geomap.batches"]
"""Imported once, in the process that workers are forked from, and shared by all."""


def get_ready() -> None:
    """Let the process that workers are forked from import geomap while this one does other things; costs nothing twice.

    Workers that are started later find everything there.
    """
    context = _context()
    if context.get_start_method() != "forkserver":
        return
    from multiprocessing import resource_tracker
    from multiprocessing.forkserver import ensure_running

    resource_tracker.ensure_running()  # which lets signals through again when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])  # it would show where in its imports it was
    try:
        ensure_running()  # Ctrl-C in a terminal reaches it too, and is ours to answer
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class Pool:
    """So many processes. When one dies, the calls that wait raise `BrokenProcessPool`, and the next finds new ones."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        self._mine: set[Any] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor:
            self._executor.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in self._mine & set(multiprocessing.active_children()):
                process.terminate()  # what they still work at, nobody waits for

    def submit(self, call: Callable[..., Result], *arguments: object) -> "Future[Result]":
        """Run a call in one of the processes."""
        try:
            return self._submit(call, *arguments)
        except BrokenProcessPool:
            self._executor = None
            return self._submit(call, *arguments)

    def open(self, call: Callable[..., object], *arguments: object) -> None:
        """Start all processes now, each with a call that prepares it; what goes wrong shows when it is needed."""
        for _ in range(self._workers):
            self.submit(_tried, call, *arguments)

    def _submit(self, call: Callable[..., Result], *arguments: object) -> "Future[Result]":
        if self._executor is None:
            get_ready()
            self._executor = ProcessPoolExecutor(self._workers, _context(), initializer=_begin)
        before = set(multiprocessing.active_children())
        future = self._executor.submit(call, *arguments)
        self._mine |= set(multiprocessing.active_children()) - before
        return future


def _tried(call: Callable[..., object], *arguments: object) -> None:
    with suppress(Exception):
        call(*arguments)


def _context() -> BaseContext:
    """Workers forked from a clean process that has imported everything, or fresh ones where there is no such thing.

    Forking this process itself would copy its threads and open databases.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


def _begin() -> None:
    """In a worker: leave Ctrl-C to the parent, and end when the parent does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
