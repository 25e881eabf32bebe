"""What the results about cooperation check about their payoffs."""

from itertools import pairwise

from goodoffices.errors import ModelInputError


def in_order(**payoffs: float) -> None:
    """Raise `ModelInputError` unless the payoffs fall strictly in the order in which they are named."""
    values = list(payoffs.values())
    if not all(a > b for a, b in pairwise(values)):
        raise ModelInputError(f"the payoffs must fall in the order {' > '.join(payoffs)}; they are {values}")


def a_discount(discount: float) -> None:
    """Raise `ModelInputError` unless it is a discount factor, 0 included and 1 not."""
    if not 0 <= discount < 1:
        raise ModelInputError(f"the discount factor is {discount}; it must be at least 0 and below 1")
