"""Words are grouped by their embeddings, each in three ways, the same each time."""

import lzma

import numpy as np
import pytest

from geomap.mentions.word_clusters import NO_CLUSTERS, clusters_of
from geomap.training import word_clusters


@pytest.fixture
def few_groups(monkeypatch):
    monkeypatch.setattr(word_clusters, "GROUPS", (2, 3, 4))
    monkeypatch.setattr(word_clusters, "DIRECTIONS", 3)


def rows(packed):
    lines = lzma.decompress(packed).decode("utf-8").splitlines()
    return {line.split("\t")[0]: line.split("\t")[1:] for line in lines if not line.startswith("#")}


def test_words_of_like_embeddings_share_their_groups_and_others_do_not(few_groups):
    words = ["noon", "dusk", "dawn", "barn", "shed", "hut"]
    near, far = np.eye(6, 8) * 0.01 + [1, 0, 0, 0, 0, 0, 0, 0], np.eye(6, 8) * 0.01 + [0, 0, 0, 0, 0, 0, 0, 1]
    groups = rows(word_clusters.grouped(words, np.vstack([near[:3], far[:3]])))
    assert groups["noon"][0] == groups["dusk"][0] == groups["dawn"][0] != groups["barn"][0]
    assert sorted(groups) == list(groups) == sorted(words)


def test_equal_embeddings_give_equal_bytes(few_groups):
    embeddings = np.random.default_rng(3).normal(size=(12, 6))
    words = [letter * 3 for letter in "abcdefghijkl"]
    assert word_clusters.grouped(words, embeddings) == word_clusters.grouped(words, embeddings)


def test_the_shipped_groups_cover_common_words_of_war():
    words = ("shells", "troops", "killed", "strike", "village", "hospital", "governor")
    assert [word for word in words if clusters_of(word) == NO_CLUSTERS] == []
