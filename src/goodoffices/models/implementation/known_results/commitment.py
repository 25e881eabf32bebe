"""The commitment problem: war for fear of a shift in power that no promise can make good."""

from dataclasses import dataclass

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.known_results.payoffs import a_discount


@dataclass(frozen=True)
class CommitmentProblem:
    """A declining party's choice between war now and peace while the other rises.

    Attributes
    ----------
    value_of_war : float
        What war now is worth to the declining party, over all time.
    best_peace : float
        The most that peace can be worth to it: all of today's good, and what the other will leave it when it has risen.
    """

    value_of_war: float
    best_peace: float

    @property
    def attacks(self) -> bool:
        """Whether war is worth more than the best peace, so that no division of today's good prevents it."""
        return self.value_of_war > self.best_peace


def commitment_problem(
    *, strength_now: float, strength_later: float, discount: float, cost_of_declining: float, cost_of_rising: float
) -> CommitmentProblem:
    r"""Return what war and peace are worth to a party that loses strength.

    Two parties divide a good worth 1 in every period, for ever. War settles it for ever and is won by the declining party A with
    chance :math:`p_1` now and :math:`p_2 < p_1` later; it costs A :math:`c_A` and B :math:`c_B`, once. Later B gives A no more than
    it would lose by fighting instead. A attacks now if and only if

    .. math:: \frac{p_1}{1 - \delta} - c_A > 1 + \min\left(\delta \left(\frac{p_2}{1 - \delta} + c_B\right),
              \frac{\delta}{1 - \delta}\right)

    Parameters
    ----------
    strength_now, strength_later : float
        Chances that A wins a war, 0 to 1.
    discount : float
        The weight of the next period, at least 0 and below 1.
    cost_of_declining, cost_of_rising : float
        What war costs A and B, not negative, in units of one period's good.

    Returns
    -------
    CommitmentProblem

    Raises
    ------
    ModelInputError
        If a number is out of its range.

    Notes
    -----
    Peace is worth most to A if it gets all of the good now and, later, all that B would rather give than fight. The minimum says that this
    cannot be more than all of it. Where it is less, A attacks if and only if
    :math:`p_1 - \delta p_2 > (1 - \delta)(1 + c_A + \delta c_B)`.

    References
    ----------
    Fearon (1995), 'Rationalist explanations for war', *International Organization* 49(3), 379-414, pages 404-408; Powell (2006), 'War as
    a commitment problem', *International Organization* 60(1), 169-203 (recalled, checked by backward induction).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import commitment_problem
    >>> falling = {"strength_now": 0.8, "discount": 0.9, "cost_of_declining": 0.2, "cost_of_rising": 0.2}
    >>> [commitment_problem(strength_later=later, **falling).attacks for later in (0.3, 0.75)]
    [True, False]
    """
    a_discount(discount)
    problems = [
        f"{name} is {value}; it must lie between 0 and 1"
        for name, value in (("strength_now", strength_now), ("strength_later", strength_later))
        if not 0 <= value <= 1
    ]
    problems += [
        f"{name} is {value}; it must not be negative"
        for name, value in (("cost_of_declining", cost_of_declining), ("cost_of_rising", cost_of_rising))
        if not value >= 0
    ]
    if problems:
        raise ModelInputError("; ".join(problems))
    later = min(discount * (strength_later / (1 - discount) + cost_of_rising), discount / (1 - discount))
    return CommitmentProblem(strength_now / (1 - discount) - cost_of_declining, 1 + later)
