import operator
from concurrent.futures import Future

import pytest

from geomap.engine import DaskCluster, LocalProcesses, ThisProcess, engine_for, in_batches


class OpenTen:
    """A bench that is the number ten; equal to every other of its kind, as the engine asks."""

    def __call__(self):
        return 10

    def __eq__(self, other):
        return isinstance(other, OpenTen)

    def __hash__(self):
        return 10


class ClusterInThisThread:
    """Stands in for a Dask client: runs each task at once and counts how many wait to be fetched."""

    def submit(self, task, *args, pure):
        assert pure is False
        future = Future()
        future.set_result(task(*args))
        return future


@pytest.mark.parametrize("engine", [ThisProcess(), DaskCluster(ClusterInThisThread(), ahead=2)])
def test_results_come_in_the_order_of_the_batches(engine):
    assert list(engine.run(operator.add, range(7), open_bench=OpenTen())) == [10, 11, 12, 13, 14, 15, 16]


def test_local_processes_give_the_same_as_this_process():
    here = list(ThisProcess().run(divmod, range(1, 9), open_bench=int_ten))
    there = list(LocalProcesses(2).run(divmod, range(1, 9), open_bench=int_ten))
    assert there == here


def int_ten():
    return 10


def test_the_reader_is_not_drained_before_results_are_taken():
    taken = []

    def reader():
        for number in range(100):
            taken.append(number)
            yield number

    results = DaskCluster(ClusterInThisThread(), ahead=3).run(operator.add, reader(), open_bench=OpenTen())
    next(results)
    assert len(taken) == 3


def test_one_worker_needs_no_other_process():
    assert isinstance(engine_for(1), ThisProcess)
    assert isinstance(engine_for(3), LocalProcesses)


def test_the_last_batch_is_the_short_one():
    assert list(in_batches("abcde", 2)) == [("a", "b"), ("c", "d"), ("e",)]
    assert list(in_batches("", 2)) == []
