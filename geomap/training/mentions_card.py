"""The recogniser's part of the model card, as Markdown."""

from collections.abc import Mapping

from geomap.training.corpora import NAMES, fingerprint
from geomap.training.mentions import CHAINS, NAMES_PENALTY, OWN_ROUNDS, ROLES_PENALTY, SWAPPED
from geomap.training.mentions_data import own_texts, role_texts
from geomap.training.mentions_gold import GoldFigures

OPENS, CLOSES = "<!-- mentions: written by geomap.training -->", "<!-- /mentions -->"
TERMS = {
    "geovirus": "GeoVirus (Gritta et al. 2018), 229 news texts of WikiNews on epidemics",
    "lgl": "LGL (Lieberman et al. 2010), 588 texts of local newspapers",
    "gwn-a": "GeoWebNews (Gritta et al. 2020), one half: 108 web news texts, with fine kinds",
}


def part(
    *, sizes: Mapping[str, int], seconds: float, gazetteer: str, table: str, gold: Mapping[str, GoldFigures]
) -> str:
    """The part between its two marks; `seconds` of one core that the training took."""
    data = "\n".join(f"- {TERMS[name]}; SHA-256 begins {fingerprint(name)}" for name in NAMES)
    models = "\n".join(f"- `geomap/mentions/models/{name}`: {size:,} bytes" for name, size in sizes.items())
    return f"""{OPENS}
## The recogniser

Finds names of places and peoples in English news, and says what each does in its sentence. Two linear-chain
conditional random fields (CRFsuite, L-BFGS): one over words, one over the names of a sentence. Their features are the
words' letters and capitals, what stands around them, groups of words that are used alike (`word_clusters.tsv.xz`, from
embeddings of all-MiniLM-L6-v2), how the text uses the same word elsewhere, and what the gazetteer knows of each
spelling. Each is the mean of {CHAINS} fields that heard other names put into the texts.

{models}

Trained in about {round(seconds, -1):.0f} seconds of one core by `python -m geomap.training mentions`; the same input
gives the same bytes. Gazetteer {gazetteer}.
Penalties: names {_penalty(NAMES_PENALTY)}; roles {_penalty(ROLES_PENALTY)}.
Seeds 0 to {CHAINS * OWN_ROUNDS - 1}, one for each round of noise of each field.

### Data

News texts lent for training and scoring. None is part of the project; the models hold weights of single words and of
pairs of words, no texts.

{data}
- {len(own_texts())} sentences of our own (MIT), `geomap/training/mentions_sentences.txt`
- {len(role_texts())} more for the roles alone (MIT), `geomap/training/roles_sentences.txt`

Each corpus is told twice, the second time with {SWAPPED.share:.0%} of its names replaced, the same way all over a
text, by names of settlements in countries at war or in unrest, a fifth of them misspelt, and {SWAPPED.hidden:.0%} of
the gazetteer's answers withheld, nearly all of them in {SWAPPED.blind:.0%} of the texts. Only GeoWebNews and
our own sentences say what a name does; of each of their texts a short sentence is told as a headline too, in capitals
or with a capital for each word.

### Scores

Each line is a model that has not seen the corpus, scored by the corpus tool (spans that overlap; GeoVirus without
peoples, which it does not annotate):

{table}

The shipped model, trained on all three, on `tests/gold/mentions.jsonl`, short texts of our own about conflicts in many
countries; the errors in the half `held` were never looked at, in training or in tuning:

{gold_table(gold)}

### Limits

English only. A name that no context gives away (a village that shares its name with a person) may be missed. Roles of
countries ("relations with Algeria") are the weakest part: annotators disagree there too. Roads and facilities are found
only when they are named like places. Nationalities are marked, never placed.
{CLOSES}
"""


def placed(card: str, new: str, marks: tuple[str, str] = (OPENS, CLOSES)) -> str:
    """The card with the part between the two marks exchanged, or added at the end."""
    opens, closes = marks
    if opens in card and closes in card:
        before, rest = card.split(opens, 1)
        return before + new.rstrip("\n") + rest.split(closes, 1)[1]
    return (card.rstrip("\n") + "\n\n" if card.strip() else "# Model card\n\n") + new


def gold_table(gold: Mapping[str, GoldFigures]) -> str:
    """The figures on the gold sentences as a Markdown table, a line a half."""
    head = "| half | names | f1 | exact_f1 | role | carries an event or not | places found where none is |"
    return "\n".join([head, "|---" * 7 + "|", *(_gold_row(half, figures) for half, figures in gold.items())])


def _gold_row(half: str, figures: GoldFigures) -> str:
    shares = (figures.f1, figures.exact_f1, figures.role, figures.carries)
    return f"| {half} | {figures.names} | {' | '.join(f'{share:.3f}' for share in shares)} | {figures.false_places} |"


def _penalty(penalty: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in penalty.items())
