"""Whole numbers of any size from their remainders."""

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

WITNESSES = (2, 3, 5, 7, 11, 13, 17)
"""Bases that tell primes below 3.4e14 without fail (Jaeschke 1993)."""


def moduli(largest: int, limit: int, first: Sequence[int] = ()) -> tuple[int, ...]:
    """Return pairwise coprime moduli whose product is above `largest`: those of `first`, then the primes below `limit`.

    >>> moduli(10**9, 2**21)
    (2097143, 2097133)
    """
    chosen = list(first)
    product = int(np.prod(chosen, dtype=object)) if chosen else 1
    candidate = limit
    while product <= largest:
        candidate = _prime_below(candidate)
        chosen.append(candidate)
        product *= candidate
    return tuple(chosen)


def whole_numbers(remainders: Sequence[NDArray[np.uint64]], divisors: Sequence[int]) -> NDArray[np.object_]:
    """Return the numbers between 0 and the product of the moduli that leave these remainders (Chinese remainder theorem).

    >>> whole_numbers([np.array([2], dtype=np.uint64), np.array([3], dtype=np.uint64)], (5, 7)).tolist()
    [17]
    """
    numbers = remainders[0].astype(object)
    product = divisors[0]
    for remainder, divisor in zip(remainders[1:], divisors[1:], strict=True):
        missing = (remainder.astype(object) - numbers) * pow(product, -1, divisor) % divisor
        numbers = numbers + product * missing
        product *= divisor
    return numbers


@cache
def _prime_below(number: int) -> int:
    candidate = number - 1 if number % 2 == 0 else number - 2
    while not _is_prime(candidate):
        candidate -= 2
    return candidate


def _is_prime(number: int) -> bool:
    twos = (number - 1 & 1 - number).bit_length() - 1
    odd = number - 1 >> twos
    for witness in WITNESSES:
        power = pow(witness, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True
