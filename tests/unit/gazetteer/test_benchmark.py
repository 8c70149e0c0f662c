"""The benchmark of the gazetteer runs, on a gazetteer of a few places; its figures are no matter here."""

import importlib.util

import pytest


@pytest.fixture
def benchmark(root):
    spec = importlib.util.spec_from_file_location("gazetteer_benchmark", root / "benchmarks" / "gazetteer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_benchmark_prints_a_line_for_each_figure(benchmark, tiny_data, capsys, monkeypatch):
    asked = []
    monkeypatch.setattr(benchmark, "ask", asked.append)
    benchmark.main(tiny_data)
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said if not line.startswith("  ")] == ["build", "open"]
    assert [path.name for path in asked] == ["gazetteer.sqlite"]
    assert any("names" in line for line in said)
    assert any("sqlite-utils" in line for line in said)


def test_a_country_that_has_villages_is_a_row_of_the_table(benchmark, tiny_data, capsys):
    benchmark.layers(tiny_data, ["DJ"])
    country, settlements, *costs = capsys.readouterr().out.splitlines()[-1].strip("| ").split(" | ")
    assert (country, settlements) == ("DJ", "21")
    assert len(costs) == 3
