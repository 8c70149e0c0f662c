"""Kills jobs at random moments: a nursery that has imported everything forks each of them, so that a try is cheap."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

NURSERY = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
import killing
job = getattr(killing, sys.argv[2])
killing.warm()
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.close(0)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the pipe is the nursery's
        status = 1
        try:
            job(line.rstrip("\\n"))
            status = 0
        except SystemExit as ended:
            status = int(ended.code or 0)
        except BaseException:  # its status says so; an orderly end of a fork would wait for threads that are not here
            pass
        os._exit(status)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
TIMES = int(os.environ.get("GEOMAP_KILLS", "1"))  # by each of these
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGTERM)


class Nursery:
    """Where jobs are born."""

    def __init__(self, job, folder, **environment):
        self.folder = folder
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-c", NURSERY, str(Path(__file__).parent), job],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            env={**os.environ, "GEOMAP_KILLED": str(folder), **environment},
        )  # fmt: skip
        assert self._process.stdout.readline() == "ready\n"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(60)

    def undisturbed(self):
        """Let the job end; how long it took, in seconds."""
        began = time.monotonic()
        self._begin()
        assert self._process.stdout.readline() == "0\n"
        return time.monotonic() - began

    def killed(self, how, wait_s):
        """Kill the job after so long, unless it has ended by then."""
        child = self._begin()
        time.sleep(wait_s)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, how)
        return int(self._process.stdout.readline())

    def _begin(self):
        self._process.stdin.write(f"{self.folder}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def kill_again_and_again(nursery, times, check):
    """Kill the job `times` times by each signal at random moments, `check` after each; how many were hit."""
    dice = random.Random(13)  # noqa: S311 - no secret
    longest = nursery.undisturbed()
    hit = 0
    for number in range(times * len(SIGNALS)):
        hit += nursery.killed(SIGNALS[number % len(SIGNALS)], dice.random() * longest) != 0
        check()
    return hit


def grow_old(folder):
    """Let all that is in a folder have been left long ago."""
    for path in folder.rglob("*"):
        if any(part.startswith(".") or part.endswith(".new") for part in path.relative_to(folder).parts):
            os.utime(path, (0, 0))


def files(folder):
    """What is in a folder: bytes by name."""
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def is_temporary(name):
    return any(part.endswith(".new") for part in name.split("/"))


def warm():
    """Import what the jobs need."""
    import folium  # noqa: F401
    import onnxruntime  # noqa: F401

    import geomap.dataset
    import geomap.gazetteer.assemble
    import geomap.gazetteer.villages
    import geomap.gazetteer.writing
    import geomap.output.page
    import geomap.pipeline  # noqa: F401


def map_run(folder):
    from geomap.cli import main

    told = Path(folder).parent / "in.jsonl"
    where = [word for suffix in ("html", "geojson", "kml") for word in ("-o", f"{folder}/o.{suffix}")]
    sys.argv = ["geomap", "map", str(told), "--recogniser", "fast", *where]
    main()


def partitioned_run(folder):
    from geomap import dataset
    from geomap.settings import Settings

    how = Settings(partition_size=3, batch_size=2, recogniser="fast")
    dataset.run([Path(folder).parent / "in.jsonl"], Path(folder), how)


def cache_build(folder):
    from geomap.gazetteer import cache

    os.environ["GEOMAP_CACHE"] = folder
    cache.data_dir = lambda: Path(folder).parent / "data"
    cache.ensure(force=True)


def layer_build(folder):
    from geomap.gazetteer.villages import village_file
    from geomap.shipped import data_dir

    Path(folder, "villages-DJ.sqlite").unlink(missing_ok=True)
    village_file(
        data_dir() / "villages" / "DJ.tsv.xz",
        beside=Path(folder) / "gazetteer.sqlite",
        divisions=[("DJ.01", "Ali Sabieh")],
    )
