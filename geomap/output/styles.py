"""The QGIS styles that a GeoPackage carries, so that it opens drawn and with its time set."""

from importlib.resources import files

import pandas as pd

STYLED = {"events": "geom", "areas": "geom"}  # layer to its geometry column
NO_TIME = pd.Timestamp("1970-01-01", tz="UTC")


def layer_styles() -> pd.DataFrame:
    """The rows of QGIS' table `layer_styles`: a default style for each styled layer."""
    rows = [_row(layer, column) for layer, column in STYLED.items()]
    made = pd.DataFrame(rows)
    text = [name for name in made.columns if name not in {"useAsDefault", "update_time"}]
    return made.astype(dict.fromkeys(text, "string"))


def _row(layer: str, column: str) -> dict[str, object]:
    qml = files("geomap.output").joinpath("qgis", f"{layer}.qml").read_text(encoding="utf-8")
    return {
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": layer,
        "f_geometry_column": column,
        "styleName": "geomap",
        "styleQML": qml,
        "styleSLD": "",
        "useAsDefault": True,
        "description": "As geomap draws it",
        "owner": "",
        "ui": "",
        "update_time": NO_TIME,
    }
