"""The sample run with hostile words in every field of text."""

import ast
import json

from page_sample import sample_tables

ROWS = 10  # events of the sample
TEXTS = (
    *("sub_event_type", "date_wording", "place", "place_id", "place_wording", "country", "admin1", "admin2", "why"),
    *("repaired_from", "repair", "runners_up", "actors", "claimant", "quote", "title", "url", "outlet", "archive"),
)


def hostile_tables(attacks):
    """The sample with an attack in every field of text, another in each row; up to ten are used."""
    tables = sample_tables(title=attacks[0] + attacks[2])
    rows = [attacks[row % len(attacks)] for row in range(len(tables.events))]
    for column in TEXTS:
        tables.events[column] = rows
    tables.events["event_type"] = [attacks[row % 3] for row in range(len(rows))]
    said = json.dumps([{"what": attacks[1], "low": 1, "best": 1, "high": 1, "wording": attacks[0], "whom": attacks[3]}])
    tables.events["harm"] = tables.events["quantities"] = said
    for table in (tables.reports, tables.articles, tables.rejects):
        for column in set(table.columns) & {*TEXTS, "subject", "reason", "detail"}:
            table[column] = [attacks[row % len(attacks)] for row in range(len(table))]
    return tables


def lent_attacks(shared):
    """The lent set of hostile texts, in portions that fill the sample."""
    tree = ast.parse((shared / "tools" / "hostile_page.py").read_text("utf-8"))
    (given,) = [node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "ATT"]
    attacks = ast.literal_eval(given)
    return [attacks[start : start + ROWS] for start in range(0, len(attacks), ROWS)]
