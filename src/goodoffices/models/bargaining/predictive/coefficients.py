"""The coefficients that come with the program, and how they came about."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive.errors import ERROR_FACTORS
from goodoffices.models.bargaining.predictive.factors import FACTORS

COMPROMISE_SHARE = 0.3
"""Share of the forecaster that is the compromise model with its errors. Chosen, not fitted."""


@dataclass(frozen=True, eq=False)
class Coefficients:
    """How much each factor counts.

    Attributes
    ----------
    values, standard_errors : ndarray, shape (factors,)
        Of the places, in the order of :data:`~goodoffices.models.bargaining.predictive.FACTORS`.
    around_compromise : ndarray, shape (6,)
        Of the errors of compromise, in the order of
        :data:`~goodoffices.models.bargaining.predictive.ERROR_FACTORS`.
    issues, proposals : int
        Size of the sample they were fitted on.
    penalty : float
        Strength of the pull towards zero.
    fitted : str
        Date of the fit.
    source : str
        Where the sample comes from.
    """

    values: FloatArray
    standard_errors: FloatArray
    around_compromise: FloatArray
    issues: int
    proposals: int
    penalty: float
    fitted: str
    source: str


@cache
def shipped_coefficients() -> Coefficients:
    """Return the coefficients fitted on decisions of the European Union; the file is read when first needed.

    >>> shipped_coefficients().issues
    268
    """
    table = json.loads(files(__package__).joinpath("eu_decisions.json").read_text(encoding="utf-8"))
    rows = table["coefficients"]
    values, errors = (np.array([rows[name][key] for name in FACTORS]) for key in ("coefficient", "standard_error"))
    around = np.array([table["around_compromise"][name]["coefficient"] for name in ERROR_FACTORS])
    for array in (values, errors, around):
        array.setflags(write=False)
    return Coefficients(
        values, errors, around, table["issues"], table["proposals"], table["penalty"], table["fitted"], table["source"]
    )
