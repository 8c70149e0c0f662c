"""`python -m geomap` is `geomap`."""

from geomap.cli import main

main()
