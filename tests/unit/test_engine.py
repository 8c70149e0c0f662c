import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path

import pytest

from geomap.engine import DaskCluster, LocalProcesses, ThisProcess, engine_for, in_batches
from geomap.errors import GazetteerError, GeomapError


class OpenTen:
    """A bench that is the number ten; equal to every other of its kind, as the engine asks."""

    def __call__(self):
        return 10

    def __eq__(self, other):
        return isinstance(other, OpenTen)

    def __hash__(self):
        return 10


class WorkerDiedError(Exception):
    """What the stand-in for a cluster raises."""


class ClusterInThisThread:
    """Stands in for a Dask client: runs each task at once; a worker dies of a batch that holds 666."""

    def submit(self, task, *args, pure):
        assert pure is False
        future = Future()
        if 666 in args[2]:
            future.set_exception(WorkerDiedError("the worker died"))
        else:
            future.set_result(task(*args))
        return future


def plus_ten(bench, numbers):
    """The sums; odd things happen with some numbers."""
    if 13 in numbers:
        raise ValueError("thirteen")
    if 7 in numbers:
        raise GazetteerError("no gazetteer")
    if 666 in numbers:
        os._exit(9)
    return [bench + number for number in numbers]


def lost(number, error):
    return [f"{number} lost: {type(error).__name__}"]


CLUSTER = DaskCluster(ClusterInThisThread(), ahead=2, deaths=(WorkerDiedError,))
ENGINES = [pytest.param(ThisProcess(), id="here"), pytest.param(LocalProcesses(2), id="two"), pytest.param(CLUSTER)]


def run(engine, *batches):
    results = engine.run(plus_ten, batches, open_bench=OpenTen(), lost=lost)
    return [one for result in results for one in result]


@pytest.mark.parametrize("engine", ENGINES)
def test_results_come_in_the_order_of_the_batches(engine):
    assert run(engine, (1, 2), (3,), (4, 5), (6,), (8,)) == [11, 12, 13, 14, 15, 16, 18]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_fault_in_one_item_costs_that_item_alone(engine):
    assert run(engine, (1, 13, 2), (3,)) == [11, "13 lost: ValueError", 12, 13]


@pytest.mark.parametrize("engine", ENGINES)
def test_what_every_item_would_meet_stops_the_run(engine):
    with pytest.raises(GazetteerError, match="no gazetteer"):
        run(engine, (1,), (7,))


def test_a_worker_that_dies_costs_the_item_that_it_died_of():
    result = run(LocalProcesses(2), (1, 2), (3, 666, 4), (5,), (6,), (8,))
    assert result == [11, 12, 13, "666 lost: BrokenProcessPool", 14, 15, 16, 18]


def test_a_worker_of_a_cluster_that_dies_costs_the_item_that_it_died_of():
    assert run(CLUSTER, (1,), (3, 666, 4)) == [11, 13, "666 lost: WorkerDiedError", 14]


class ClusterWithoutWorkers:
    """Stands in for a Dask client whose tasks nobody does; the first of so many looks still sees a worker."""

    def __init__(self, *seen):
        self.futures, self._seen = [], list(seen)

    def submit(self, *_, pure):
        self.futures.append(Future())
        return self.futures[-1]

    def scheduler_info(self):
        return {"workers": self._seen.pop(0) if self._seen else {}}


def test_a_cluster_without_workers_is_waited_for_and_then_given_up():
    client = ClusterWithoutWorkers({"tcp://1": {}}, {"tcp://1": {}})
    with pytest.raises(GeomapError, match="the Dask cluster has had no worker for 0 s; start it and run again"):
        run(DaskCluster(client, patience_s=0.05), (1, 2))
    assert not client._seen  # noqa: SLF001 - it was asked before


def test_a_scheduler_that_goes_is_one_line():
    client = ClusterWithoutWorkers()

    def reader():
        yield (1,)
        client.futures[0].cancel()

    with pytest.raises(GeomapError, match="the Dask scheduler is gone"):
        list(DaskCluster(client).run(plus_ten, reader(), open_bench=OpenTen(), lost=lost))


def test_where_a_fault_happened_is_shown_on_demand(monkeypatch, capsys):
    run(ThisProcess(), (13,))
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("GEOMAP_DEBUG", "1")
    run(ThisProcess(), (13,))
    assert "in plus_ten" in capsys.readouterr().err


PARENT = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, sys.argv[1])
from geomap.engine import LocalProcesses
from test_engine import OpenTen, lost, tell_and_wait
list(LocalProcesses(2).run(tell_and_wait, [(1,), (2,)], open_bench=OpenTen(), lost=lost))
"""


def tell_and_wait(bench, numbers):
    os.write(1, f"{os.getpid()}\n".encode())  # to the test that reads our output, in one piece
    time.sleep(600)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_do_not_outlive_a_killed_parent(tmp_path, how):
    script = tmp_path / "parent.py"
    script.write_text(f"if __name__ == '__main__':\n{''.join('    ' + line + chr(10) for line in PARENT.splitlines())}")
    parent = subprocess.Popen(
        [sys.executable, script, Path(__file__).parent], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(how)
        parent.wait(30)
        assert all(ends(worker) for worker in workers)
    finally:
        parent.kill()
        parent.stdout.close()
        parent.wait()


def ends(pid):
    """Whether a process is gone, or a zombie that nobody has counted, within half a minute."""
    for _ in range(300):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (OSError, IndexError):
            return True
        time.sleep(0.1)
    return False


def test_the_reader_is_not_drained_before_results_are_taken():
    taken = []

    def reader():
        for number in range(100):
            taken.append(number)
            yield (number,)

    cluster = DaskCluster(ClusterInThisThread(), ahead=3)
    next(cluster.run(plus_ten, reader(), open_bench=OpenTen(), lost=lost))
    assert len(taken) == 3


def test_one_worker_needs_no_other_process():
    assert isinstance(engine_for(1), ThisProcess)
    assert isinstance(engine_for(3), LocalProcesses)


def test_the_last_batch_is_the_short_one():
    assert list(in_batches("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]
    assert list(in_batches("", 2)) == []
