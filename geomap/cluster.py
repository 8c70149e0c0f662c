"""A Dask cluster as the engine sees it: one that answers, or one that says in a line why it does not."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from geomap.errors import GeomapError, SettingsError

PATIENCE_S = 120.0  # how long a cluster may be without any worker before the run gives up
LOOKS_S = 5.0  # how often that is looked at


@dataclass(frozen=True, slots=True)
class Awaited:
    """A future of Dask, which waits for ever where no worker is left, that does not."""

    future: Any
    client: Any
    patience_s: float = PATIENCE_S

    def result(self) -> Any:  # noqa: ANN401 - whatever the task gives
        """The result, as soon as it is there.

        Raises:
            GeomapError: the scheduler is gone, or no worker has been there for so long.
        """
        seen = time.monotonic()
        while True:
            try:
                return self.future.result(timeout=min(LOOKS_S, self.patience_s))
            except CancelledError as error:
                raise GeomapError(f"the Dask scheduler is gone; {_GO_ON}") from error
            except TimeoutError:
                if self.future.done():
                    raise  # it is the task's own
            if self.client.scheduler_info()["workers"]:
                seen = time.monotonic()
            elif time.monotonic() - seen >= self.patience_s:
                raise GeomapError(f"the Dask cluster has had no worker for {self.patience_s:.0f} s; {_GO_ON}")


_GO_ON = "start it and run again: what `geomap run` has finished is not done twice"


@contextmanager
def dask_client(workers: int, scheduler: str | None) -> Iterator[tuple[Any, tuple[type[BaseException], ...]]]:
    """A client of a Dask cluster, and the errors by which it tells that a worker has died.

    Raises:
        SettingsError: the extra is not installed, or no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise SettingsError('the engine dask needs an extra: pip install "geomap-news[cluster]"') from error
    with ExitStack() as held:
        try:
            open_client: Callable[..., Any] = distributed.Client
            open_cluster: Callable[..., Any] = distributed.LocalCluster
            one_each = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
            client = held.enter_context(
                open_client(scheduler or held.enter_context(open_cluster(**one_each)), timeout=20)
            )
        except (OSError, ValueError) as error:
            raise SettingsError(f"{scheduler}: no Dask scheduler answers there: {error}") from error
        yield client, (distributed.KilledWorker,)
