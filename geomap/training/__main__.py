"""`python -m geomap.training` scores the shipped way of training; with a model's name it trains that model."""

import sys
from collections.abc import Callable, Mapping

from geomap.gazetteer import open_gazetteer
from geomap.training import event_scores, mentions_ship, places, places_scores, scores


def score_mentions() -> None:
    """Print the leave-one-corpus-out table of the recogniser."""
    with open_gazetteer() as gazetteer:
        print(scores.table(scores.leave_one_out(gazetteer)))


TASKS: Mapping[str, Callable[[], None]] = {
    "scores": score_mentions,
    "mentions": mentions_ship.ship,
    "score-places": places_scores.score,
    "score-events": event_scores.print_scores,
    "places": places.ship,
}


def main(words: list[str]) -> int:
    """Run the tasks named on the command line; without a name print the scores."""
    wanted = words or ["scores"]
    if unknown := [word for word in wanted if word not in TASKS]:
        print(f"unknown: {', '.join(unknown)}; known: {', '.join(TASKS)}", file=sys.stderr)
        return 2
    for word in wanted:
        TASKS[word]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
