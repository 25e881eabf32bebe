"""Who at home must agree: blocs, what each body asks for, and the countries that have them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
ROUNDING = 1e-9
"""Weights that differ by less than this share of the whole count as equal."""


@dataclass(frozen=True, eq=False)
class Bloc:
    """A group at home that votes as one, or a single person such as a head of government.

    Attributes
    ----------
    name : str
        What it is called.
    ideal : ndarray, shape (issues,) or (draws, issues)
        What it wants most on each issue, on the scale of the talks. One number will do for one issue.
    weight : ndarray, shape () or (draws,)
        Seats, votes or share of the public; not negative.
    salience : ndarray, shape (issues,) or (draws, issues)
        How much each issue matters to it; brought to a sum of 1. Alike for all issues if not given.
    outside : ndarray, shape () or (draws,)
        What is added to its utility of the status quo if there is no agreement: positive if somebody rewards a refusal or
        the bloc demands more than the status quo, negative if failure would cost it something. In units of utility.

    Examples
    --------
    >>> Bloc("liberals", ideal=(20, 60), weight=88, salience=(3, 1)).salience.tolist()
    [0.75, 0.25]
    """

    name: str
    ideal: ArrayLike
    weight: ArrayLike = 1.0
    salience: ArrayLike | None = None
    outside: ArrayLike = 0.0

    def __post_init__(self) -> None:
        """Turn everything into arrays.

        Raises
        ------
        ModelInputError
            If a value is not finite, a weight or salience is negative, all saliences are zero, or shapes do not fit.
        """
        ideal = np.atleast_1d(np.asarray(self.ideal, dtype=np.float64))
        salience = np.ones(ideal.shape[-1]) if self.salience is None else np.asarray(self.salience, dtype=np.float64)
        salience = np.atleast_1d(salience)
        weight, outside = np.asarray(self.weight, dtype=np.float64), np.asarray(self.outside, dtype=np.float64)
        wrong = [
            f"its {what} holds a value that is not finite"
            for what, array in (("ideal", ideal), ("salience", salience), ("weight", weight), ("outside", outside))
            if not np.isfinite(array).all()
        ]
        if salience.shape[-1] != ideal.shape[-1]:
            wrong.append(f"it has saliences for {salience.shape[-1]} issues and ideals for {ideal.shape[-1]}")
        if (weight < 0).any() or (salience < 0).any():
            wrong.append("weights and saliences cannot be negative")
        elif not (salience.sum(axis=-1) > 0).all():
            wrong.append("no issue matters to it: all saliences are zero")
        if ideal.ndim > 2 or salience.ndim > 2 or weight.ndim > 1 or outside.ndim > 1:
            wrong.append("draws go along one axis, the first")
        if wrong:
            raise ModelInputError("; ".join(f"{self.name!r}: {problem}" for problem in wrong))
        object.__setattr__(self, "ideal", ideal)
        object.__setattr__(self, "salience", salience / salience.sum(axis=-1, keepdims=True))
        object.__setattr__(self, "weight", weight)
        object.__setattr__(self, "outside", outside)


@dataclass(frozen=True)
class Threshold:
    """The share of all weight that must agree: at least `share`, or more than it."""

    share: Fraction
    more: bool = False

    def __post_init__(self) -> None:
        """Check the share.

        Raises
        ------
        ModelInputError
            If it does not lie between 0 and 1, or nothing could reach it.
        """
        if not 0 <= self.share <= 1 or (self.more and self.share == 1):
            raise ModelInputError(f"a threshold is a share from 0 to 1 that can be reached; found {self.share}")

    def met(self, agreeing: ArrayLike, whole: ArrayLike) -> BoolArray:
        """Return whether the weight that agrees is enough of the whole; whole numbers are compared exactly."""
        share = Fraction(self.share)
        if share.denominator > 10**6:
            share = share.limit_denominator(10**6)
        missing = share.numerator * np.asarray(whole) - share.denominator * np.asarray(agreeing)
        slack = ROUNDING * share.denominator * np.asarray(whole)
        return np.asarray(missing < -slack if self.more else missing <= slack)


MAJORITY = Threshold(Fraction(1, 2), more=True)
TWO_THIRDS = Threshold(Fraction(2, 3))


@dataclass(frozen=True, eq=False)
class Constituency:
    """A body or public at home and what its agreement takes.

    Attributes
    ----------
    name : str
        What it is called.
    blocs : tuple of Bloc
        Those whose weight counts or whose consent is needed.
    threshold : Threshold or None
        The share of all weight that must agree; None if only consent counts.
    consent : tuple of str
        Blocs without whose agreement nothing passes: coalition partners, or whoever has a veto.
    """

    name: str
    blocs: tuple[Bloc, ...]
    threshold: Threshold | None = MAJORITY
    consent: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check names and weights.

        Raises
        ------
        ModelInputError
            If there is no bloc, two have one name, blocs speak of different numbers of issues, a name in `consent` is not
            among them, nobody has weight though a threshold counts it, or nothing is asked for.
        """
        object.__setattr__(self, "blocs", tuple(self.blocs))
        object.__setattr__(self, "consent", tuple(self.consent))
        names = [bloc.name for bloc in self.blocs]
        wrong = [] if names else ["it has no bloc"]
        wrong += [f"two blocs are called {name!r}" for name in sorted({n for n in names if names.count(n) > 1})]
        wrong += [f"{name!r} is not among its blocs: {', '.join(names)}" for name in self.consent if name not in names]
        issues = {np.shape(bloc.ideal)[-1] for bloc in self.blocs}
        if len(issues) > 1:
            wrong.append(f"its blocs speak of different numbers of issues: {sorted(issues)}")
        if self.threshold is None and not self.consent:
            wrong.append("it asks for nothing: give a threshold or whose consent is needed")
        if not wrong and self.threshold is not None and not (np.asarray(self.whole) > 0).all():
            wrong.append("none of its blocs has any weight")
        if wrong:
            raise ModelInputError("; ".join(f"{self.name!r}: {problem}" for problem in wrong))

    @property
    def whole(self) -> FloatArray:
        """All weight together, shape () or (draws,).

        Raises
        ------
        ModelInputError
            If blocs have different numbers of draws.
        """
        try:
            return np.asarray(sum(np.asarray(bloc.weight) for bloc in self.blocs))
        except ValueError as error:
            raise ModelInputError(f"{self.name!r}: its blocs have different numbers of draws") from error

    def agrees(self, accepts: Sequence[BoolArray]) -> BoolArray:
        """Return whether the body agrees, given which blocs do.

        Parameters
        ----------
        accepts : sequence of ndarray of bool, each shape (..., packages)
            For each bloc in order; leading axes are draws.

        Returns
        -------
        ndarray of bool, shape (..., packages)
        """
        result = np.ones(np.broadcast_shapes(*(a.shape for a in accepts)), dtype=bool)
        for bloc, accepted in zip(self.blocs, accepts, strict=True):
            if bloc.name in self.consent:
                result = result & accepted
        if self.threshold is not None:
            for_it: FloatArray = np.zeros(1)
            for bloc, accepted in zip(self.blocs, accepts, strict=True):
                for_it = for_it + np.asarray(bloc.weight)[..., None] * accepted
            result = result & self.threshold.met(for_it, self.whole[..., None])
        return np.asarray(result)


@dataclass(frozen=True, eq=False)
class Country:
    """A side at the table: who negotiates for it, and every body at home that must agree.

    Attributes
    ----------
    name : str
        What it is called.
    home : tuple of Constituency
        All of them must agree, such as both chambers, the cabinet and the public. Empty: nobody is asked.
    leader : Bloc or None
        Who signs. The leader's own acceptance is no part of the win-set; it counts for what is signed.
    """

    name: str
    home: tuple[Constituency, ...] = ()
    leader: Bloc | None = None

    def __post_init__(self) -> None:
        """Check that no two bodies have one name.

        Raises
        ------
        ModelInputError
            If two have.
        """
        object.__setattr__(self, "home", tuple(self.home))
        names = [body.name for body in self.home]
        if len(set(names)) < len(names):
            raise ModelInputError(f"{self.name!r}: two bodies at home have one name, among {', '.join(names)}")


def legislature(
    name: str,
    seats: Mapping[str, ArrayLike],
    positions: Mapping[str, ArrayLike],
    threshold: Threshold | None = MAJORITY,
    consent: Sequence[str] = (),
    saliences: Mapping[str, ArrayLike] | None = None,
) -> Constituency:
    """Return a legislature as seats by party.

    Parameters
    ----------
    name : str
        What it is called.
    seats : mapping of str to float or ndarray, shape (draws,)
        Seats of each party; draws if the next election is not yet held.
    positions : mapping of str to array_like, shape (issues,) or (draws, issues)
        What each party wants most.
    threshold : Threshold or None
        The share of all seats that must agree.
    consent : sequence of str
        Parties without whose agreement nothing passes, such as partners in a coalition.
    saliences : mapping of str to array_like, optional
        How much each issue matters to a party; alike for those not named.

    Returns
    -------
    Constituency

    Raises
    ------
    ModelInputError
        If a party has seats and no position, somebody named has no seats, or as for :class:`Bloc` and
        :class:`Constituency`.

    Examples
    --------
    >>> chamber = legislature("Diet", {"LDP": 60, "left": 40}, {"LDP": 70, "left": 20}, TWO_THIRDS)
    >>> float(chamber.whole), [bloc.name for bloc in chamber.blocs]
    (100.0, ['LDP', 'left'])
    """
    saliences = saliences or {}
    wrong = [f"{party!r} has seats and no position" for party in seats if party not in positions]
    wrong += [f"{party!r} has a position and no seats" for party in positions if party not in seats]
    wrong += [f"{party!r} has saliences and no seats" for party in saliences if party not in seats]
    if wrong:
        raise ModelInputError("; ".join(f"{name!r}: {problem}" for problem in wrong))
    blocs = tuple(Bloc(party, positions[party], held, saliences.get(party)) for party, held in seats.items())
    return Constituency(name, blocs, threshold, tuple(consent))
