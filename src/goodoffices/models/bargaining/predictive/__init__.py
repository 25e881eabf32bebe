"""Where talks settle, as a distribution: a forecaster fitted on past negotiations, next to the classical models.

>>> from goodoffices.models.bargaining.predictive import predict
>>> outcome = predict([80, 40, 40], [90, 60, 80], [100, 0, 20], reference_point=0)
>>> outcome.interval(0.8)
(0.0, 100.0)
"""

from goodoffices.models.bargaining.predictive.coefficients import COMPROMISE_SHARE, Coefficients, shipped_coefficients
from goodoffices.models.bargaining.predictive.distribution import PredictiveDistribution
from goodoffices.models.bargaining.predictive.errors import ERROR_FACTORS
from goodoffices.models.bargaining.predictive.factors import FACTORS, Design, design
from goodoffices.models.bargaining.predictive.fitting import Fit, fit, probabilities
from goodoffices.models.bargaining.predictive.forecast import predict

__all__ = [
    "COMPROMISE_SHARE",
    "ERROR_FACTORS",
    "FACTORS",
    "Coefficients",
    "Design",
    "Fit",
    "PredictiveDistribution",
    "design",
    "fit",
    "predict",
    "probabilities",
    "shipped_coefficients",
]
