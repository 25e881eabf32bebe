"""What came of the exchanges."""

from dataclasses import dataclass

from goodoffices.models.bargaining.inputs import FloatArray


@dataclass(frozen=True)
class Exchange:
    """One exchange. The first of each pair concerns the first party and what *it* gives.

    Attributes
    ----------
    parties : tuple of int
        The two partners.
    issues : tuple of int
        The issue on which each gives way.
    before, after : tuple of float
        Each one's voting position on that issue, on the issue's own scale.
    settlement_before, settlement_after : tuple of float
        The settlement of the two issues, on their own scales.
    gain : tuple of float
        What each one gains, in salience times share of a scale.
    tied : bool
        Whether another exchange was as good.
    """

    parties: tuple[int, int]
    issues: tuple[int, int]
    before: tuple[float, float]
    after: tuple[float, float]
    settlement_before: tuple[float, float]
    settlement_after: tuple[float, float]
    gain: tuple[float, float]
    tied: bool


@dataclass(frozen=True, eq=False)
class Externalities:
    """What exchanges do to those who take no part in them, in salience times share of a scale.

    *Inner* are parties that stand on the same sides of both issues as one of the two partners, *outer* all others.
    Positive ones are never below, negative ones never above zero.
    """

    inner_positive: FloatArray
    inner_negative: FloatArray
    outer_positive: FloatArray
    outer_negative: FloatArray

    @property
    def total(self) -> FloatArray:
        """The sum of the four."""
        return self.inner_positive + self.inner_negative + self.outer_positive + self.outer_negative


@dataclass(frozen=True, eq=False)
class ExchangeOutcome:
    """Settlements before and after the exchanges, and who exchanged what with whom.

    Attributes
    ----------
    settlement_before, settlement : ndarray, shape (issues,)
        The expected settlement without exchanges, which is the compromise, and with them, which is the forecast.
    position, voting_position : ndarray, shape (parties, issues)
        As given, and after the exchanges; NaN where a party takes no part.
    exchanges : tuple of Exchange
        In the order in which they were made.
    by_exchange : Externalities
        Arrays of shape (exchanges,).
    by_party : Externalities
        Arrays of shape (parties,).
    own_gain : ndarray, shape (parties,)
        What each party gained by its own exchanges.
    utility_change : ndarray, shape (parties,)
        What all exchanges together changed for each party. With current sides it is the sum of its own gains and of the
        externalities it bears.
    exhausted : bool
        Whether it ended because nobody had anything left to gain, not because the number of exchanges was limited.
    """

    settlement_before: FloatArray
    settlement: FloatArray
    position: FloatArray
    voting_position: FloatArray
    exchanges: tuple[Exchange, ...]
    by_exchange: Externalities
    by_party: Externalities
    own_gain: FloatArray
    utility_change: FloatArray
    exhausted: bool
