"""The methods by which votes become seats: divisors and quotas, as exact numbers."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class DivisorMethod:
    r"""Seats go one by one to the list with the highest claim, its votes over a divisor that grows with its seats.

    Attributes
    ----------
    name : str
        As the literature has it.
    divisor : callable
        The divisor :math:`d(s)` at a list's seat number *s*, counted from 1; not falling, and between *s* - 1 and *s*.
    squared : bool
        Whether `divisor` gives the square :math:`d(s)^2`, so that a divisor that is a root stays exact.

    References
    ----------
    Balinski, M. L. & Young, H. P. (2001), *Fair Representation*, 2nd edn, Brookings, chapters 4 and 8 and appendix A.
    """

    name: str
    divisor: Callable[[int], Fraction]
    squared: bool = False

    def claim(self, votes: int, seat: int) -> tuple[int, Fraction]:
        """Return what a list claims its next seat with, to be compared; a divisor of nought comes before all others."""
        divisor = self.divisor(seat)
        if not divisor:
            return 1, Fraction(votes)
        return 0, Fraction(votes**2 if self.squared else votes) / divisor

    def votes_to_pass(self, claim: tuple[int, Fraction], seat: int) -> int | None:
        """Return the fewest votes whose claim to a seat is above a given one; None if no number of votes is enough."""
        divisor = self.divisor(seat)
        first, value = claim
        if not divisor:
            return math.floor(value) + 1 if first else 1
        if first:
            return None
        level = math.floor(value * divisor)
        return (math.isqrt(level) if self.squared else level) + 1


@dataclass(frozen=True)
class QuotaMethod:
    r"""Every list gets a seat for each full quota of its votes; the seats left over go to the largest remainders.

    Attributes
    ----------
    name : str
        As the literature has it.
    extra : int
        What is added to the seats in the divisor: the quota is the votes over (seats + `extra`).
    rounded : bool
        Whether the quota is the next whole number above that.

    Notes
    -----
    With `extra` the full quotas can be more than there are seats. Then they are counted again with `extra` less by one, as
    Italian law had it under the Imperiali quota until 1993. A quota rounded up can leave more seats over than there are
    lists, where votes are fewer than a handful to a seat. Then they are counted again with votes over seats.

    References
    ----------
    Lijphart, A. (1994), *Electoral Systems and Party Systems*, Oxford University Press, appendix A;
    Balinski & Young (2001), chapter 2.
    """

    name: str
    extra: int = 0
    rounded: bool = False

    def quotas(self, votes: int, seats: int) -> tuple[Fraction, ...]:
        """Return the quotas in the order in which they are tried; the last is that of Hare, which always works."""
        rounded = (Fraction(votes // (seats + self.extra) + 1),) if self.rounded else ()
        return (*rounded, *(Fraction(votes, seats + extra) for extra in range(0 if rounded else self.extra, -1, -1)))


Method = DivisorMethod | QuotaMethod

DHONDT = DivisorMethod("D'Hondt", Fraction)
"""D'Hondt, in the United States Jefferson: 1, 2, 3, ..."""
SAINTE_LAGUE = DivisorMethod("Sainte-Laguë", lambda seat: Fraction(2 * seat - 1, 2))
"""Sainte-Laguë, in the United States Webster: 1, 3, 5, ... (halved)."""
MODIFIED_SAINTE_LAGUE = DivisorMethod(
    "modified Sainte-Laguë", lambda seat: Fraction(7, 10) if seat == 1 else Fraction(2 * seat - 1, 2)
)
"""Sainte-Laguë with a dearer first seat: 1.4, 3, 5, ... (halved)."""
ADAMS = DivisorMethod("Adams", lambda seat: Fraction(seat - 1))
"""Adams: 0, 1, 2, ...; every list with votes has a seat before any has two."""
HUNTINGTON_HILL = DivisorMethod("Huntington-Hill", lambda seat: Fraction(seat * (seat - 1)), squared=True)
"""Huntington-Hill: the geometric mean of *s* - 1 and *s*, in the United States since 1941."""
DEAN = DivisorMethod("Dean", lambda seat: Fraction(2 * seat * (seat - 1), 2 * seat - 1))
"""Dean: the harmonic mean of *s* - 1 and *s*."""
HARE = QuotaMethod("Hare quota")
"""Votes over seats; in the United States Hamilton's method."""
DROOP = QuotaMethod("Droop quota", extra=1, rounded=True)
"""The smallest whole number of votes that only as many lists can reach as there are seats."""
HAGENBACH_BISCHOFF = QuotaMethod("Hagenbach-Bischoff quota", extra=1)
"""Votes over seats and one, not rounded."""
IMPERIALI = QuotaMethod("Imperiali quota", extra=2)
"""Votes over seats and two."""
METHODS: tuple[Method, ...] = (
    DHONDT, SAINTE_LAGUE, MODIFIED_SAINTE_LAGUE, ADAMS, HUNTINGTON_HILL, DEAN, HARE, DROOP, HAGENBACH_BISCHOFF, IMPERIALI,
)  # fmt: skip
