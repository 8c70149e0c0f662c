"""What the accurate recogniser is taught, and that its network says the same in torch and as shipped."""

import json
from random import Random

import numpy as np
import pytest

from geomap.encoder.pieces import Pieces
from geomap.mentions.accurate.hints import COLUMNS, ROWS
from geomap.mentions.accurate.windows import MOST, Window
from geomap.records import NameFacts
from geomap.training.accurate import Plan, in_batches
from geomap.training.accurate_card import CLOSES, OPENS, part
from geomap.training.accurate_data import LABELS, UNASKED, Lesson, lessons_of, recased
from geomap.training.accurate_net import STEPS, Pretrained, rounded
from geomap.training.corpora import Annotated, Gold
from geomap.training.mentions_card import placed
from geomap.training.mentions_data import CLEAN, Examples
from geomap.training.mentions_gold import GoldFigures

PIECES = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "shells", "hit", "the", "port", "of", "ode", "##sa", "новый", "[unused1]"]
TEXT = Annotated(id="a", title="", text="Shells hit the port of Odesa", golds=(Gold(start=23, end=28, kind="toponym"),))
KNOWN = {"odesa": NameFacts(bearers=1, population=1_000_000, classes="P")}
EXAMPLES = Examples(lambda names: {name: KNOWN[name] for name in names & KNOWN.keys()}, ("Takhar",))
DICE = Random(1)  # noqa: S311 - no secret
FIGURES = GoldFigures(names=3, f1=0.5, exact_f1=0.25, role=1.0, carries=1.0, false_places=0)


def lesson(size):
    return Lesson([1] * size, np.zeros((size, COLUMNS), np.int64), [0] * size)


def taught(text):
    return list(lessons_of(EXAMPLES.words([text], noise=CLEAN, seed=0, all_marked=True), Pieces(PIECES)))


def test_a_label_stands_at_the_first_piece_of_each_word_that_could_belong_to_a_name():
    (told,) = taught(TEXT)
    assert [PIECES[number] for number in told.pieces] == ["[CLS]", *PIECES[4:11], "[SEP]"]
    said = [None if label == UNASKED else LABELS[label] for label in told.labels]
    assert said == [None, "O", None, None, None, None, "B", None, None]


def test_every_piece_of_a_word_gets_its_hints_and_the_marks_get_none():
    (told,) = taught(TEXT)
    assert told.hints.shape == (len(told.pieces), COLUMNS)
    assert told.hints[6].any()
    assert (told.hints[6] == told.hints[7]).all()
    assert not told.hints[[0, -1]].any()


def test_a_text_without_capitals_teaches_nothing():
    plain = Annotated(id="a", title="", text="the port of", golds=())
    assert taught(plain) == []


def test_some_paragraphs_are_recased_and_no_annotation_moves():
    text = Annotated(id="a", title="", text="Shells hit Odesa.\n" * 400, golds=TEXT.golds)
    other = recased(text, DICE)
    lines = other.text.splitlines()
    assert {"Shells hit Odesa.", "SHELLS HIT ODESA.", "Shells Hit Odesa."} == set(lines)
    assert lines.count("Shells hit Odesa.") > 300
    assert (len(other.text), other.golds) == (len(text.text), text.golds)


def test_a_paragraph_whose_capitals_are_longer_stays():
    text = Annotated(id="a", title="", text="Straße\n" * 400, golds=())
    assert "STRASSE" not in recased(text, DICE).text


def test_batches_hold_every_lesson_once_and_no_more_pieces_than_planned():
    told = [lesson(size) for size in range(3, 90)]
    batches = in_batches(told, Plan(batch=200))
    assert sorted(len(one.pieces) for batch in batches for one in batch) == list(range(3, 90))
    assert all(len(batch) * max(len(one.pieces) for one in batch) <= 200 for batch in batches)
    again = in_batches(told, Plan(batch=200))
    assert [[len(one.pieces) for one in batch] for batch in batches] == [
        [len(one.pieces) for one in batch] for batch in again
    ]


def test_four_bits_keep_a_row_nearly_as_it_was():
    rows = np.random.default_rng(0).normal(size=(50, 384)).astype(np.float32)
    steps, scales = rounded(rows)
    assert np.abs(steps).max() <= STEPS
    assert (((steps * scales - rows) ** 2).sum() / (rows**2).sum()) ** 0.5 < 0.15


def test_the_card_keeps_the_other_parts_and_replaces_its_own():
    new = part(sizes={"a.onnx": 1234}, seconds=600, table="| t |", gold={"open": FIGURES})
    card = f"# Card\n\nBefore\n\n{OPENS}\nstale words\n{CLOSES}\n\nBehind\n"
    written = placed(card, new, (OPENS, CLOSES))
    assert written.startswith("# Card\n\nBefore\n\n" + OPENS)
    assert written.endswith(CLOSES + "\n\nBehind\n")
    assert "stale words" not in written
    assert "1,234 bytes" in written
    assert "about 10 minutes" in written


@pytest.fixture
def start(tmp_path):
    """A pretrained network, drawn by lot and tiny."""
    pytest.importorskip("torch", reason="the dependency group `network` is not installed")
    numpy_files = pytest.importorskip("safetensors.numpy", reason="the dependency group `network` is not installed")
    draw = np.random.default_rng(3)
    width, layers = 8, 2

    def of(*size):
        return draw.normal(size=size).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": of(len(PIECES), width),
        "embeddings.position_embeddings.weight": of(512, width),
        "embeddings.token_type_embeddings.weight": of(2, width),
    }
    norms = ["embeddings.LayerNorm"]
    sizes = {}
    for layer in range(layers):
        at = f"encoder.layer.{layer}"
        norms += [f"{at}.attention.output.LayerNorm", f"{at}.output.LayerNorm"]
        square = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense")
        sizes |= {f"{at}.{name}": (width, width) for name in square}
        sizes |= {f"{at}.intermediate.dense": (4 * width, width), f"{at}.output.dense": (width, 4 * width)}
    for name, (rows, columns) in sizes.items():
        weights |= {f"{name}.weight": of(rows, columns), f"{name}.bias": of(rows)}
    for name in norms:
        weights |= {f"{name}.weight": of(width), f"{name}.bias": of(width)}
    numpy_files.save_file(weights, tmp_path / "model.safetensors")
    (tmp_path / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    config = {"num_hidden_layers": layers, "num_attention_heads": 2}
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return Pretrained(tmp_path)


def test_pieces_of_other_scripts_and_unused_ones_are_dropped(start):
    assert start.pieces == PIECES[:-2]
    assert start.steps.shape == (len(PIECES) - 2, 8)
    assert start.positions.shape == (MOST + 2, 8)


def test_what_ships_says_what_was_trained(start):
    pytest.importorskip("onnx", reason="the dependency group `network` is not installed")
    import torch

    from geomap.mentions.accurate.network import Network
    from geomap.training.accurate_export import files
    from geomap.training.accurate_net import forward, inputs

    net = start.tensors(seed=0)
    with torch.no_grad():
        net["hints"].copy_(torch.randn(ROWS, 8))
        pieces = torch.tensor([[1, 4, 5, 6, 2], [1, 9, 10, 2, 0]])
        hints = torch.zeros((2, 5, COLUMNS), dtype=torch.long)
        hints[0, 1:4] = hints[1, 1:3] = torch.arange(1, COLUMNS + 1)
        table = torch.tensor(start.steps.astype(np.float32) * start.scales)
        x = inputs(net, table, pieces, hints)
        said = forward(net, x, pieces != 0, shape=start.shape, dropout=0.0).softmax(-1).numpy()
    windows = [Window([1, 4, 5, 6, 2], [-1, 0, 1, 2, -1]), Window([1, 9, 10, 2], [-1, 3, 3, -1])]
    rows = np.tile(np.arange(1, COLUMNS + 1), (4, 1))
    found = Network(files(net, start, exact=True)).chances(windows, rows)
    assert np.abs(found - np.concatenate([said[0, 1:4], said[1, 1:2]])).max() < 0.01  # positions and hints in 16 bits


def test_models_of_windows_side_by_side_run_beside_those_of_one_window(start):
    onnx = pytest.importorskip("onnx", reason="the dependency group `network` is not installed")
    from geomap.encoder import Layers
    from geomap.training.accurate_export import files

    made = files(start.tensors(seed=0), start, exact=True)["lower.onnx"]
    older = onnx.load_from_string(made)
    older.graph.input.append(onnx.helper.make_tensor_value_info("bias", onnx.TensorProto.FLOAT, [1, 1, 1, "pieces"]))
    x = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    one, other = (Layers([model], owner="the test")(x) for model in (made, older.SerializeToString()))
    assert np.array_equal(one, other)


def test_layers_that_ship_are_read_back_to_be_trained_on(start):
    pytest.importorskip("onnx", reason="the dependency group `network` is not installed")
    from geomap.training.accurate_export import one_model, read_model
    from geomap.training.accurate_net import Shape

    shape = Shape(first=1, layers=2, heads=2)
    weights = {name: tensor.detach().numpy() for name, tensor in start.tensors(seed=0).items()}
    found = read_model(one_model(weights, shape), shape)
    assert set(found) == {name for name in weights if name.startswith("1.")}
    for name, value in found.items():
        assert np.abs(value - weights[name]).max() <= 0.02 * np.abs(weights[name]).max() + 1e-6
