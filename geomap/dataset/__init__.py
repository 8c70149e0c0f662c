"""Runs over any number of articles into a folder of GeoParquet files, part by part, and reads such a folder."""

from geomap.dataset.folder import is_dataset, refuse_datasets
from geomap.dataset.read import read_dataset
from geomap.dataset.run import run

__all__ = ["is_dataset", "read_dataset", "refuse_datasets", "run"]
