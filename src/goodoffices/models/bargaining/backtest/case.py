"""A past negotiation over one issue, whose outcome is known."""

from dataclasses import dataclass

from goodoffices.models.bargaining.inputs import FloatArray


@dataclass(frozen=True, eq=False)
class Case:
    """One issue on a scale from 0 to 100.

    Attributes
    ----------
    issue, proposal : str
        Names of the issue, and of the proposal it was part of.
    capability, salience, position : ndarray, shape (parties,)
        What the models are given.
    reference_point : float or None
        The outcome if nothing had been decided, where known.
    outcome : float
        What was decided.
    rule, period : str
        Decision rule and period, for results by group.
    """

    issue: str
    proposal: str
    capability: FloatArray
    salience: FloatArray
    position: FloatArray
    reference_point: float | None
    outcome: float
    rule: str = ""
    period: str = ""
