"""How far a place extends from its point, by what kind of place it is."""

import math

import numpy as np
import numpy.typing as npt

# A settlement is taken as a disc of 2,600 people a square kilometre, the usual density of cities in Europe and the
# Middle East, and never as smaller than 1 km: GeoNames rounds many villages to an arc minute.
KM_PER_ROOT_PERSON = 0.011
SETTLEMENT_KM = (1.0, 40.0)
# A division without members or polygon: half the usual span of its level, over the divisions whose members are known.
DIVISION_KM = {"ADM1": 120.0, "ADM2": 40.0, "ADM3": 20.0, "ADM4": 10.0, "ADM5": 5.0}
FEATURE_KM = {  # others by GeoNames' feature code
    "OCN": 3000.0, "SEA": 400.0, "GULF": 200.0, "BAY": 20.0, "STRT": 30.0, "CHN": 10.0,
    "STM": 100.0, "STMI": 20.0, "CNL": 20.0, "LK": 5.0, "RSV": 15.0, "ESTY": 10.0, "SWMP": 10.0,
    "MTS": 60.0, "DSRT": 200.0, "PEN": 60.0, "ISL": 10.0, "ISLS": 30.0, "PLN": 80.0, "VAL": 20.0, "PLAT": 80.0,
    "RGN": 100.0, "AREA": 5.0, "LCTY": 2.0, "RESN": 10.0, "RESW": 10.0, "RES": 10.0, "FRST": 10.0, "CONT": 4000.0,
    "AIRP": 3.0, "AIRB": 4.0, "MILB": 4.0, "NUC": 3.0, "PRT": 4.0,
}  # fmt: skip
CLASS_KM = {"A": 10.0, "H": 3.0, "L": 3.0, "P": 1.0, "R": 2.0, "S": 0.5, "T": 3.0, "U": 20.0, "V": 5.0}


def settlement_km(population: int) -> float:
    """Radius of a settlement in km."""
    least, most = SETTLEMENT_KM
    return round(min(most, max(least, KM_PER_ROOT_PERSON * math.sqrt(population))), 1)


def settlements_km(populations: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """The same for many."""
    radii: npt.NDArray[np.float64] = np.clip(KM_PER_ROOT_PERSON * np.sqrt(populations), *SETTLEMENT_KM).round(1)
    return radii


def feature_km(feature_class: str, feature_code: str, population: int) -> float:
    """Radius in km of an entry that says nothing but its kind and its population."""
    if feature_class == "P":
        return settlement_km(population)
    level = feature_code.removesuffix("H")
    return DIVISION_KM.get(level) or FEATURE_KM.get(feature_code) or CLASS_KM.get(feature_class, 2.0)


def country_km(area_km2: float) -> float:
    """Radius of a country: that of a disc twice its area, since few countries are round."""
    return round(math.sqrt(2.0 * area_km2 / math.pi), 1)
