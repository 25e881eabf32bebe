"""How large a first step must be to tell the trustworthy from others."""

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.known_results.payoffs import in_order


def separating_first_step(*, temptation: float, reward: float, punishment: float, discount: float) -> float:
    r"""Return the least share of the stakes in a first step that an untrustworthy party will not play along with.

    The stakes are parted: a share :math:`a` now, the rest later, which counts :math:`\delta` as much. A party that means to exploit the
    other does so at once, for :math:`a T + \delta (1 - a) P`, or plays along once and exploits the rest, for
    :math:`a R + \delta (1 - a) T`. It gives itself away by the first step if

    .. math:: a \ge \frac{\delta (T - P)}{(T - R) + \delta (T - P)}

    A smaller step teaches nothing, since all take it. With patient parties it must be large.

    Parameters
    ----------
    temptation, reward, punishment : float
        The untrustworthy party's payoffs for all of the stakes, T > R > P: exploiting, both cooperating, neither.
    discount : float
        The weight of the rest, 0 to 1; 1 if it follows at once.

    Returns
    -------
    float
        Between 0 and 1.

    Raises
    ------
    ModelInputError
        If the payoffs are not in this order, or the discount is none.

    References
    ----------
    Osgood (1962), *An Alternative to War or Surrender* (the idea of graduated steps); Kydd (2000), 'Trust, reassurance, and
    cooperation', *International Organization* 54(2), 325-357 (recalled).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import separating_first_step
    >>> round(separating_first_step(temptation=5, reward=3, punishment=1, discount=1), 4)
    0.6667
    """
    in_order(temptation=temptation, reward=reward, punishment=punishment)
    if not 0 <= discount <= 1:
        raise ModelInputError(f"the discount is {discount}; it must lie between 0 and 1")
    later = discount * (temptation - punishment)
    return later / ((temptation - reward) + later)
