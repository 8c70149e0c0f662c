"""Measures how time and memory grow with the input, and prints the exponents: 1 is linear.

Run: python benchmarks/growth.py [NAME...]. Each measure runs in a process of its own, so that its peak of
memory is its own.
"""

import datetime as dt
import math
import multiprocessing
import queue
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

LIMIT = 1.15
LEAST_S = 0.5  # of the smaller of two: below it what is fixed weighs too much
WORDS = (
    "missiles rockets drones artillery bakery school market hospital station residents mayor governor regional fire "
    "rescue workers night morning building destroyed damaged reported struck officials police district bridge depot"
).split()
TOWNS = "Kharkiv Kherson Bakhmut Odesa Sumy Kyiv Lviv Dnipro Poltava Izium Kupiansk Nikopol".split()


def sentence(rng: random.Random) -> str:
    toll = rng.randrange(1, 60)
    where = f"near a {rng.choice(WORDS)} in {rng.choice(TOWNS)}"
    return f"Shelling killed {toll} people {where} on Friday, {rng.choice(WORDS)} said."


def article(text: str, number: int = 0, title: str = "News") -> Any:
    from making import article as made

    return made(text, id=f"a{number}", title=title)


def code(told: list[Any]) -> None:
    from geomap.batches import OpenStages, code_batch
    from geomap.settings import Settings

    code_batch(OpenStages(Settings())(), told)


def length_of_an_article(n: int) -> Callable[[], object]:
    rng = random.Random(1)  # noqa: S311
    told = article(" ".join(sentence(rng) for _ in range(n)))
    return lambda: code([told])


def length_of_a_sentence(n: int) -> Callable[[], object]:
    rng = random.Random(1)  # noqa: S311
    told = article("Shelling hit " + ", ".join(rng.choice([*TOWNS, *WORDS]) for _ in range(n)) + " on Friday.")
    return lambda: code([told])


def run_of_capitals(n: int) -> Callable[[], object]:
    rng = random.Random(1)  # noqa: S311
    told = article(" ".join(rng.choice(WORDS).title() for _ in range(n)) + ".")
    return lambda: code([told])


def length_of_a_title(n: int) -> Callable[[], object]:
    rng = random.Random(1)  # noqa: S311
    told = article("Shelling hit Kharkiv.", title=" ".join(rng.choice([*TOWNS, *WORDS]) for _ in range(n)))
    return lambda: code([told])


def mentions(n: int) -> Callable[[], object]:
    """An article that names so many places, each once, a dozen to a sentence."""
    from geomap.gazetteer.cache import ensure

    db = sqlite3.connect(f"file:{ensure()}?mode=ro", uri=True)
    asked = "SELECT DISTINCT name FROM place WHERE feature_class = 'P' AND name GLOB '[A-Z][a-z]*' ORDER BY population"
    names = [name for (name,) in db.execute(f"{asked} DESC LIMIT ?", (n,))]
    db.close()
    told = [f"Shelling hit {', '.join(names[at : at + 12])} on Friday." for at in range(0, n, 12)]
    return lambda: code([article(" ".join(told))])


def articles(n: int) -> Callable[[], object]:
    from geomap.pipeline import map_events
    from geomap.settings import Settings

    rng = random.Random(1)  # noqa: S311
    told = [article(" ".join(sentence(rng) for _ in range(8)), number) for number in range(n)]
    return lambda: map_events(told, Settings())


def reports(n: int, *, places: int) -> list:
    from making import article as told
    from making import event, mention, place
    from telling import TOWNS as KNOWN

    from geomap.records import EventType, Tally

    rng = random.Random(1)  # noqa: S311
    base = event(place(mention("Kharkiv", of=told()), KNOWN["Kharkiv"]), told(), id="e")
    made = []
    for number in range(n):
        toll = rng.choice([None, rng.randrange(1, 500)])
        report = replace(
            base.reports[0],
            article_id=f"a{number}",
            quote=" ".join(rng.sample(WORDS, 8)),
            published=dt.date(2023, 2, 11) + dt.timedelta(days=rng.randrange(3)),
        )
        harm = () if toll is None else (Tally(what="killed", low=toll, best=toll, high=toll, wording=str(toll)),)
        candidate = replace(base.where.place.candidate, id=f"geonames:{rng.randrange(places)}")
        where = replace(
            base.where, place=replace(base.where.place, candidate=candidate), at=None if places > 1 else base.where.at
        )
        made.append(
            replace(
                base, id=f"e{number}", event_type=EventType.EXPLOSIONS, reports=(report,), harm=harm, where=where,
                sub_event_type=rng.choice(["", "Air/drone strike", "Grenade"]),
                target=rng.choice([None, "school", "market", "people"]),
                initiator=rng.choice([None, "Russian forces", "Ukraine"]),
            )
        )  # fmt: skip
    return made


def reports_of_one_place_and_day(n: int) -> Callable[[], object]:
    from geomap.linking import merge

    told = reports(n, places=1)
    return lambda: merge(told)


def reports_of_many_places(n: int) -> Callable[[], object]:
    from geomap.linking import merge

    told = reports(n, places=n // 5)
    return lambda: merge(told)


def sides(n: int, *, places: int) -> Any:
    import numpy as np

    from geomap.linking import side

    rng = random.Random(places)  # noqa: S311
    spots = [rng.randrange(places) for _ in range(n)]
    nothing = np.full(n, np.nan)
    day = np.full(n, 19_400, dtype=np.int64)
    return side(
        {
            "ids": [f"r{number}" for number in range(n)],
            "first": day, "last": day,
            "lon": np.array([spot % 300 - 150.0 for spot in spots]),
            "lat": np.array([spot // 300 % 120 - 60.0 for spot in spots]),
            "reach_km": np.full(n, 5.0), "country": np.zeros(n, dtype=np.int64),
            "kinds": ["Battles"] * n, "place_ids": [f"geonames:{spot}" for spot in spots],
            "texts": [" ".join(rng.sample(WORDS, 8)) for _ in range(n)],
            "killed_low": nothing, "killed_high": nothing,
        }
    )  # fmt: skip


def records_in_the_join(n: int) -> Callable[[], object]:
    from geomap.linking import match

    events, records = sides(n, places=max(1, n // 5)), sides(n, places=max(1, n // 5))
    return lambda: match(events, records)


def records_of_one_place_and_day_in_the_join(n: int) -> Callable[[], object]:
    from geomap.linking import match

    events, records = sides(n, places=1), sides(n, places=1)
    return lambda: match(events, records)


def events_on_the_page(n: int) -> Callable[[], object]:
    from geomap.linking import merge
    from geomap.output.page import write_page
    from geomap.pipeline import map_events

    told = merge(reports(n, places=n))
    tables = map_events([article("Shelling hit Kharkiv.")])
    from geomap import rows, schema

    events = schema.geoframe([rows.event_row(one) for one in told], schema.EVENTS)
    shown = replace(
        tables,
        events=events,
        reports=schema.frame([row for one in told for row in rows.report_rows(one)], schema.REPORTS),
    )
    target = Path(tempfile.mkdtemp()) / "x.html"
    return lambda: write_page(shown, target)


def layers_of_the_gazetteer(n: int) -> Callable[[], object]:
    """So many tables of ten own places each, entered and written; what ships is left out."""
    from geomap.gazetteer.entries import GazetteerDraft
    from geomap.gazetteer.layer import OwnPlace, dumped, enter_layer
    from geomap.gazetteer.variants import add_variants
    from geomap.gazetteer.writing import write

    rng = random.Random(1)  # noqa: S311
    folder = Path(tempfile.mkdtemp())
    for table in range(n):
        places = [
            OwnPlace(
                id=f"own:t{table}/{row}", names=(f"Camp {rng.choice(WORDS)} {table} {row}",), short="", kind="S.CMPRF",
                lon=rng.uniform(20, 40), lat=rng.uniform(0, 50), country="SD", admin1="", admin2="", population=0,
                reach_km=1.0, wins=row % 2 == 0,
            )
            for row in range(10)
        ]  # fmt: skip
        (folder / f"t{table}.geojson").write_text(dumped(places), encoding="utf-8")

    def built() -> None:
        draft = GazetteerDraft()
        for table in range(n):
            enter_layer(draft, folder / f"t{table}.geojson")
        add_variants(draft)
        draft.show()
        write(draft, folder / "made.sqlite", fingerprint="grown")

    return built


MEASURES: dict[Callable[[int], Callable[[], object]], tuple[int, ...]] = {  # three decades of each
    length_of_an_article: (20, 200, 2_000, 20_000),
    length_of_a_sentence: (20, 200, 2_000, 20_000),
    run_of_capitals: (20, 200, 2_000, 20_000),
    length_of_a_title: (20, 200, 2_000, 20_000),
    mentions: (20, 200, 2_000, 20_000),
    articles: (4, 40, 400, 4_000),
    reports_of_one_place_and_day: (50, 500, 5_000, 50_000),
    reports_of_many_places: (50, 500, 5_000, 50_000),
    records_in_the_join: (50, 500, 5_000, 50_000),
    records_of_one_place_and_day_in_the_join: (50, 500, 5_000, 50_000),
    events_on_the_page: (50, 500, 5_000, 50_000),
    layers_of_the_gazetteer: (10, 100, 1_000, 10_000),
}


def measure(make: Callable[[int], Callable[[], object]], n: int, answer: Any) -> None:
    if make.__name__.startswith(("length", "run", "mentions")):
        code([article("Warm.")])  # models and the gazetteer are opened once
    work = make(n)
    if make is articles:
        from geomap.pipeline import map_events

        map_events([article("Shelling hit Kharkiv.")])
    began = time.process_time()
    work()
    answer.put((time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000))


def _answered(process: Any, answer: Any) -> tuple[float, float] | None:
    """What a measure came to; None when its process died without a word."""
    while process.is_alive() or not answer.empty():
        with suppress(queue.Empty):
            found: tuple[float, float] = answer.get(timeout=1.0)
            process.join()
            return found
    return None


def main(wanted: list[str]) -> int:
    worst = 0.0
    print(f"{'':<42}{'n':>10}{'seconds':>10}{'MB':>8}{'exponent':>10}")
    context = multiprocessing.get_context("spawn")
    for make, sizes in MEASURES.items():
        if wanted and make.__name__ not in wanted:
            continue
        first = before = None
        for n in sizes:
            answer = context.Queue()
            process = context.Process(target=measure, args=(make, n, answer))
            process.start()
            found = _answered(process, answer)
            if found is None:
                print(f"{make.__name__.replace('_', ' '):<42}{n:>10,}  died")
                return 1
            seconds, megabytes = found
            exponent = math.log(seconds / before[1]) / math.log(n / before[0]) if before else None
            name, shown = make.__name__.replace("_", " "), "" if exponent is None else f"{exponent:10.2f}"
            print(f"{name:<42}{n:>10,}{seconds:>10.2f}{megabytes:>8.0f}{shown}", flush=True)
            if before and before[1] >= LEAST_S:
                worst = max(worst, exponent or 0.0)
            first, before = first or (n, seconds), (n, seconds)
        if first and before:
            whole = math.log(before[1] / first[1]) / math.log(before[0] / first[0])
            print(f"{'  from the least to the most':<70}{whole:10.2f}", flush=True)
            worst = max(worst, whole)
    print(f"worst exponent {worst:.2f}; the bar is {LIMIT}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
