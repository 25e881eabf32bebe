"""The least share at which something stops to pay, by halving."""

from collections.abc import Callable

from goodoffices.errors import ModelInputError


def least_share(pays: Callable[[float], bool], tolerance: float) -> float:
    """Return the least share, 0 to 1, from which something no longer pays, to a tolerance; 0 if it never does, 1 if it always does.

    Parameters
    ----------
    pays : callable
        Whether it pays at a share; if it does not at one, it must not at any larger one.
    tolerance : float
        Positive.

    Raises
    ------
    ModelInputError
        If the tolerance is not positive.

    Examples
    --------
    >>> round(least_share(lambda share: share < 0.45, 1e-4), 3)
    0.45
    """
    if not tolerance > 0:
        raise ModelInputError(f"the tolerance is {tolerance}; it must be positive")
    low, high = 0.0, 1.0
    if not pays(low):
        return low
    while high - low > tolerance:
        middle = (low + high) / 2
        low, high = (middle, high) if pays(middle) else (low, middle)
    return high
