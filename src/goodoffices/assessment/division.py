"""Claimed items divided among those who claim them, and how fair each division is."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.models.agreements.division import (
    Fairness,
    adjusted_winner,
    claims_of,
    competitive_division,
    fairness,
    max_nash_welfare,
)

Points = Mapping[str, Mapping[str, float]]
ROUNDING = 1e-6
SECONDS = 30.0


@dataclass(frozen=True)
class Division:
    """One way to divide the items.

    Attributes
    ----------
    method : str
        By which rule.
    shares : dict of str to dict of str to Fraction or float
        By party, its share of each item it gets.
    fairness : Fairness
        What holds of it.
    steps : tuple of str
        How it came about, in words; empty where the rule has no steps.
    note : str
        What else there is to say: items that could be split instead, a proof that is not complete.
    """

    method: str
    shares: Mapping[str, Mapping[str, Fraction | float]]
    fairness: Fairness
    steps: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Divided:
    """The claims, brought to 100 points a party, and the ways to divide them."""

    points: Mapping[str, Mapping[str, Fraction]]
    divisions: tuple[Division, ...]


def divided(points: Points) -> Divided:
    """Divide items by the rules that suit the number of parties.

    Two parties: Adjusted Winner. More: whole items by the largest product of points, and divisible ones as a market with equal budgets would.

    Parameters
    ----------
    points : mapping of str to mapping of str to float
        By party, what each item is worth to it.

    Raises
    ------
    ModelInputError
        If there are fewer than two parties, or a party claims nothing.
    """
    claims = claims_of(points)
    brought = {
        party: dict(zip(claims.items, row, strict=True))
        for party, row in zip(claims.parties, claims.values, strict=True)
    }
    if len(claims.parties) == 2:
        return Divided(brought, (_adjusted_winner(points),))
    return Divided(brought, (_whole(points), _split(points)))


def _adjusted_winner(points: Points) -> Division:
    found = adjusted_winner(points)
    others = [item for item in found.could_be_split if item != found.split]
    note = f"{' or '.join(others)} could be split in its place, for the same points." if found.split and others else ""
    return Division(
        "Adjusted Winner", found.shares, fairness(points, found.shares), tuple(str(step) for step in found.steps), note
    )


def _whole(points: Points) -> Division:
    found = max_nash_welfare(points, SECONDS)
    notes = []
    if found.left_out:
        notes.append(f"There is not enough to go round: {', '.join(found.left_out)} gets nothing of worth.")
    if found.gap > 0:
        notes.append(
            f"Not proved to be the best: the product could still be larger by a factor of {1 + found.gap:.3g}."
        )
    return Division(
        "Maximum Nash welfare, whole items", found.shares, fairness(points, found.shares), note=" ".join(notes)
    )


def _split(points: Points) -> Division:
    found = competitive_division(points)
    return Division("Equal budgets, items split at will", found.shares, fairness(points, found.shares, ROUNDING))
