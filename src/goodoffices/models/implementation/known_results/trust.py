"""How likely the other side must be trustworthy for cooperation to pay."""

from goodoffices.models.implementation.known_results.payoffs import in_order


def trust_threshold(*, reward: float, temptation: float, punishment: float, sucker: float) -> float:
    r"""Return the least chance that the other is trustworthy at which a trustworthy party cooperates.

    A trustworthy party prefers to cooperate with one who cooperates (assurance); an untrustworthy one never cooperates.

    .. math:: t \ge \frac{P - S}{(R - T) + (P - S)}

    Parameters
    ----------
    reward, temptation, punishment, sucker : float
        Payoffs of the trustworthy party, R > T > P > S: both cooperating, exploiting the other, neither cooperating, being exploited.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ModelInputError
        If the payoffs are not in this order.

    References
    ----------
    Kydd (2005), *Trust and Mistrust in International Relations*, chapter 2 (recalled; the author's notation not seen).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import trust_threshold
    >>> trust_threshold(reward=4, temptation=3, punishment=2, sucker=0)
    0.6666666666666666
    """
    in_order(reward=reward, temptation=temptation, punishment=punishment, sucker=sucker)
    fear = punishment - sucker
    return fear / ((reward - temptation) + fear)
