"""The accurate recogniser's part of the model card, as Markdown."""

from collections.abc import Mapping

from geomap.training.accurate import PLAN
from geomap.training.accurate_data import RECASED
from geomap.training.accurate_net import LAYERS
from geomap.training.mentions_card import gold_table
from geomap.training.mentions_gold import GoldFigures

OPENS, CLOSES = "<!-- accurate: written by geomap.training -->", "<!-- /accurate -->"


def part(*, sizes: Mapping[str, int], seconds: float, table: str, gold: Mapping[str, GoldFigures]) -> str:
    """The part between its two marks; `seconds` of one core that the training took."""
    models = "\n".join(f"- `geomap/mentions/models/accurate/{name}`: {size:,} bytes" for name, size in sizes.items())
    return f"""{OPENS}
## The accurate recogniser

The default. A small transformer (BERT, {LAYERS} layers of
384) says of each word how likely it belongs to a name; the mean of that and of the opinion of the recogniser above,
which is `--recogniser fast`, decides. Roles, rules and all else are the same. The network reads pieces of words without
their case, and beside them the word's capitals and what the gazetteer knows of it. Layers in eight bits, embeddings in
four; run by onnxruntime on one core.

{models}

Started from the {LAYERS} lowest layers of all-MiniLM-L6-v2 (sentence-transformers, Apache 2.0), without the pieces of
scripts other than Latin. Trained in about {seconds / 60:.0f} minutes of one core by
`python -m geomap.training.accurate_ship FOLDER` on the fast recogniser's data with its noise: each corpus is told
{PLAN.rounds} times, every second time with other places' names; {RECASED:.0%} of the paragraphs in capitals, as many in
title case. AdamW, {PLAN.batch} pieces a batch, rate {PLAN.rate:g}, {PLAN.fresh_rate:g} for what starts fresh, dropout
{PLAN.dropout:g}, seed {PLAN.seed}. Another kind of processor rounds sums differently and gives slightly other weights.

### Scores

Each line is a model, network and tagger, that has not seen the corpus:

{table}

The shipped model on `tests/gold/mentions.jsonl`:

{gold_table(gold)}

### Limits

Those of the fast recogniser, whose roles it shares. Names in small letters are not looked for.
{CLOSES}
"""
