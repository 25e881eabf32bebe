"""How much the future must count for cooperation to last: the repeated prisoner's dilemma."""

from goodoffices.models.implementation.known_results.payoffs import in_order


def grim_trigger_threshold(*, temptation: float, reward: float, punishment: float, sucker: float) -> float:
    r"""Return the least discount factor at which two parties who never forgive keep cooperating.

    .. math:: \delta \ge \frac{T - R}{T - P}

    Parameters
    ----------
    temptation, reward, punishment, sucker : float
        Payoffs of a round, T > R > P > S: for defecting alone, both cooperating, both defecting, cooperating alone.

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
    Friedman (1971), 'A non-cooperative equilibrium for supergames', *Review of Economic Studies* 38(1), 1-12 (recalled).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import grim_trigger_threshold
    >>> grim_trigger_threshold(temptation=5, reward=3, punishment=1, sucker=0)
    0.5
    """
    in_order(temptation=temptation, reward=reward, punishment=punishment, sucker=sucker)
    return (temptation - reward) / (temptation - punishment)


def tit_for_tat_threshold(*, temptation: float, reward: float, punishment: float, sucker: float) -> float:
    r"""Return the least discount factor at which nothing is better against tit-for-tat than to cooperate always.

    .. math:: \delta \ge \max\left(\frac{T - R}{T - P}, \frac{T - R}{R - S}\right)

    The first term keeps from defecting for ever, the second from defecting every other round.

    Parameters
    ----------
    temptation, reward, punishment, sucker : float
        As in :func:`grim_trigger_threshold`.

    Returns
    -------
    float
        1 or more if no discount factor is enough.

    Raises
    ------
    ModelInputError
        If the payoffs are not in this order.

    References
    ----------
    Axelrod (1984), *The Evolution of Cooperation*, appendix B, proposition 2 (recalled).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import tit_for_tat_threshold
    >>> round(tit_for_tat_threshold(temptation=5, reward=3, punishment=1, sucker=0), 4)
    0.6667
    """
    in_order(temptation=temptation, reward=reward, punishment=punishment, sucker=sucker)
    gain = temptation - reward
    return max(gain / (temptation - punishment), gain / (reward - sucker))
