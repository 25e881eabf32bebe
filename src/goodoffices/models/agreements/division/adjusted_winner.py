"""Adjusted Winner: two parties, at most one item split, the same points for both."""

from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.division.claims import Claims, Points, claims_of, named


@dataclass(frozen=True)
class Step:
    """One move of the procedure.

    Attributes
    ----------
    item : str
        What is given.
    giver : str or None
        Who gives it up; None when it is first awarded.
    taker : str
        Who gets it.
    share : Fraction
        How much of it is given.
    points : tuple of (Fraction, Fraction)
        What the two parties have after it, of their 100 points.
    """

    item: str
    giver: str | None
    taker: str
    share: Fraction
    points: tuple[Fraction, Fraction]

    def __str__(self) -> str:
        """Return the move in words."""
        how = "" if self.share == 1 else f"{self.share} of "
        have = " to ".join(f"{float(points):.4g}" for points in self.points)
        if self.giver is None:
            return f"{self.taker} is awarded {how}{self.item} ({have})"
        return f"{self.giver} gives {how}{self.item} to {self.taker} ({have})"


@dataclass(frozen=True)
class AdjustedWinner:
    """The division, and how it came about.

    Attributes
    ----------
    shares : mapping of str to mapping of str to Fraction
        By party, its share of each item it gets.
    points : Fraction
        What each party gets, of its own 100 points; the same for both.
    split : str or None
        The one item that is shared; None if none needs to be.
    could_be_split : tuple of str
        Items with the same ratio of points as the item given last: splitting among them differently gives both the same points.
    steps : tuple of Step
        First the awards, then the transfers, in order.
    """

    shares: dict[str, dict[str, Fraction]]
    points: Fraction
    split: str | None
    could_be_split: tuple[str, ...]
    steps: tuple[Step, ...]


def adjusted_winner(points: Points) -> AdjustedWinner:
    """Divide items between two parties so that both get the same, neither envies, and nothing better for both exists.

    Every item is first awarded to the party with more points on it, those with equal points then one by one to whoever has less so far.
    The party with more in all then gives items back, in the order of the smallest ratio of its own to the other's points, until
    both have the same. At most the last one is split.

    Parameters
    ----------
    points : mapping of str to mapping of str to number
        What each item is worth to each of the two parties; brought to 100 points each.

    Returns
    -------
    AdjustedWinner
        In exact fractions.

    Raises
    ------
    ModelInputError
        If there are not two parties, or as for :func:`claims_of`.

    Notes
    -----
    An item that is worth nothing to both goes to the first party. The points that result are unique; which items make them
    up is not if ratios are equal. The procedure can be played: who knows the other's points may gain by misstating its own.
    O(items · log items).

    References
    ----------
    Brams, S. J. & Taylor, A. D. (1996), *Fair Division: From Cake-Cutting to Dispute Resolution*, Cambridge University Press,
    ch. 4 (procedure and proof: pp. 68-75, 85-94).

    Examples
    --------
    >>> result = adjusted_winner({"Bob": {"custody": 25, "alimony": 60, "house": 15},
    ...                           "Carol": {"custody": 65, "alimony": 25, "house": 10}})
    >>> result.points, result.split, result.shares["Bob"]["house"]
    (Fraction(69, 1), 'house', Fraction(3, 5))
    >>> for step in result.steps:
    ...     print(step)
    Carol is awarded custody (0 to 65)
    Bob is awarded alimony (60 to 65)
    Bob is awarded house (75 to 65)
    Bob gives 2/5 of house to Carol (69 to 69)
    """
    claims = claims_of(points)
    if len(claims.parties) != 2:
        raise ModelInputError(f"Adjusted Winner divides between two parties; found {len(claims.parties)}")
    held = [[Fraction(0)] * len(claims.items) for _ in range(2)]
    have, steps = [Fraction(0), Fraction(0)], []

    def give(item: int, taker: int, share: Fraction, giver: int | None = None) -> None:
        held[taker][item] += share
        have[taker] += share * claims.values[taker][item]
        if giver is not None:
            held[giver][item] -= share
            have[giver] -= share * claims.values[giver][item]
        who = None if giver is None else claims.parties[giver]
        steps.append(Step(claims.items[item], who, claims.parties[taker], share, (have[0], have[1])))

    first, second = claims.values
    places = range(len(claims.items))
    for item in places:
        if first[item] != second[item]:
            give(item, 0 if first[item] > second[item] else 1, Fraction(1))
    for item in places:
        if first[item] == second[item]:
            give(item, 0 if have[0] <= have[1] or not first[item] else 1, Fraction(1))
    winner = 0 if have[0] >= have[1] else 1
    loser = 1 - winner
    own, others = claims.values[winner], claims.values[loser]
    order = sorted((i for i in places if held[winner][i] and others[i]), key=lambda i: own[i] / others[i])
    split: str | None = None
    last: int | None = None
    for item in order:
        lead = have[winner] - have[loser]
        if lead == 0:
            break
        share = min(Fraction(1), lead / (own[item] + others[item]))
        give(item, loser, share, winner)
        split, last = (claims.items[item] if share < 1 else None), item
    alike = () if last is None else _same_ratio(claims, last)
    return AdjustedWinner(named(claims, held), have[0], split, alike, tuple(steps))


def _same_ratio(claims: Claims, item: int) -> tuple[str, ...]:
    first, second = claims.values
    return tuple(
        name
        for place, name in enumerate(claims.items)
        if place != item and first[place] * second[item] == second[place] * first[item] and first[place] + second[place]
    )
