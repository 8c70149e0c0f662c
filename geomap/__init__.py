"""geomap turns dated news articles into maps that can be trusted."""

from importlib.metadata import version

__version__ = version("geomap")
