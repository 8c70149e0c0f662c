"""How much processor time an article costs on its way from mentions to places, step by step.

    python benchmarks/places.py [N]         N articles of about 500 words, 192 by default

The articles are those of benchmarks/articles.py: war reports with about 38 mentions each, denser than most news. Prints
milliseconds an article, the best of five rounds.
"""

import sys
import time
from collections.abc import Sequence

from articles import articles

from geomap.batches import OpenedStages, OpenStages
from geomap.engine import in_batches
from geomap.records import Article, Mention
from geomap.settings import Settings

ROUNDS = 5
BATCH = Settings().batch_size


def recognised(stages: OpenedStages, number: int) -> list[tuple[Article, Sequence[Mention]]]:
    """The articles with their mentions."""
    made = list(articles(number))
    facts = stages.gazetteer.facts(frozenset[str]().union(*map(stages.recogniser.asks, made)))
    return [(article, stages.recogniser.recognise(article, facts)) for article in made]


def spent(stages: OpenedStages, found: Sequence[tuple[Article, Sequence[Mention]]]) -> dict[str, float]:
    """Processor seconds of each step."""
    clock = [time.process_time()]
    readings = [stages.resolver.read(article, mentions) for article, mentions in found]
    names = sorted(frozenset[str]().union(*(reading.asks for reading in readings)))
    clock.append(time.process_time())
    choices = stages.gazetteer.candidates(names)
    clock.append(time.process_time())
    weighed = [one for batch in in_batches(readings, BATCH) for one in stages.resolver.weigh(batch, choices)]
    clock.append(time.process_time())
    asked = [one.asks_similar for one in weighed]
    similar = [stages.gazetteer.similar(sorted(wanted), countries=countries) for wanted, countries in asked]
    clock.append(time.process_time())
    for one, near in zip(weighed, similar, strict=True):
        one.resolve(near)
    clock.append(time.process_time())
    steps = ("read the words", "gazetteer: candidates", "rank", "gazetteer: similar names", "outcomes and repairs")
    return {step: clock[at + 1] - clock[at] for at, step in enumerate(steps)}


def main() -> None:
    """Print the table."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 192
    stages = OpenStages(Settings())()
    found = recognised(stages, number)
    best = min((spent(stages, found) for _ in range(ROUNDS)), key=lambda steps: sum(steps.values()))
    for step, seconds in (*best.items(), ("together", sum(best.values()))):
        print(f"{step:26} {seconds / number * 1e3:6.2f} ms an article")


if __name__ == "__main__":
    main()
