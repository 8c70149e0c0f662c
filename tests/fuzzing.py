"""How hard a law is tried, and by what names `make fuzz` knows its targets."""

import os

TARGETS = {  # each the name of a mark without "fuzz_"
    "readers": "files of articles and of records",
    "cells": "what stands in a cell: counts, positions, whole rows",
    "dates": "days in texts and in cells",
    "numbers": "figures in texts and in cells",
    "recogniser": "both recognisers",
    "events": "the resolver and the event reader",
    "merging": "merging and joining",
    "page": "the page's encoder and the other files",
    "gazetteer": "dumps, names and the gazetteer built of them",
    "damaged": "damaged files of every kind",
}


def examples(usual: int) -> int:
    """As many examples as are usual; as many as `make fuzz` asks for when it runs."""
    return int(os.environ.get("GEOMAP_FUZZ", usual))
