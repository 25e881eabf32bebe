"""What the side payments on offer do, and what further ones would be needed for a package to be signed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.interval import Interval
from goodoffices.assessment.packages import Packages, bear
from goodoffices.assessment.questions.agreements.analysis import ENOUGH
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.offers import NOTHING, Offer
from goodoffices.assessment.transfers import Transfer
from goodoffices.models.agreements.robust import DrawnProblem, agreeable_share

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Effect:
    """What one payment does.

    Attributes
    ----------
    made : float
        Share of draws in which it is believed and paid; of one due on carrying out, the mean chance that it is paid.
    room, room_without : float
        Share of draws with a package that leaves everyone better off, with it and without it, all else as it is.
    signed, signed_without : float or None
        Share of draws in which nobody who must sign loses by a package, with it and without it; None if there is no package to ask about.
    least : float or None
        The least worth with which who receives it loses nothing by that package in `ENOUGH` of the draws; None if none does, or if it need not sign.
    """

    transfer: Transfer
    made: float
    room: float
    room_without: float
    signed: float | None
    signed_without: float | None
    least: float | None


@dataclass(frozen=True, eq=False)
class Needed:
    """What a package asks of one party, or leaves it to give.

    Attributes
    ----------
    party : int
    loses : float
        Share of draws in which it loses by the package.
    lacks : Interval
        The least further payment with which it would lose nothing, in points of its own worth; 0 where it loses nothing.
    spares : Interval
        The largest payment it could make itself and lose nothing, in points of its own worth; 0 where it gains nothing.
    """

    party: int
    loses: float
    lacks: Interval
    spares: Interval


def effects(packages: Packages, bargain: Bargain, held: Offer | None) -> tuple[Effect, ...]:
    """Return what each payment on offer does to the room for agreement and to whether a package is signed.

    Parameters
    ----------
    packages : Packages
        Those of the moment, with the payments.
    bargain : Bargain
        The same with names; the package is one of its.
    held : Offer or None
        The package that is asked about, if there is one.
    """
    return tuple(_effect(packages, bargain, held, transfer) for transfer in packages.paid.each)


def needed(bargain: Bargain, held: Offer) -> tuple[Needed, ...]:
    """Return what a package asks of each party, or leaves it to give, with all payments on offer counted."""
    gains = bargain.drawn.gains(held.package[None])[0]
    return tuple(
        Needed(
            party,
            1.0 - float(held.signs[party]),
            Interval.over(np.maximum(-_cleaned(own), 0.0), bargain.stated),
            Interval.over(np.maximum(_cleaned(own), 0.0), bargain.stated),
        )
        for party, own in enumerate(gains.T)
    )


def least_worth(before: FloatArray, made: FloatArray, share: float) -> float | None:
    """Return the least worth of a payment with which a party loses nothing in so large a share of the draws.

    Parameters
    ----------
    before : ndarray, shape (draws,)
        What a package is worth to the party beyond no agreement, without the payment.
    made : ndarray, shape (draws,)
        How much of the payment it counts on, 0 to 1.
    share : float
        Above 0 and at most 1.

    Returns
    -------
    float or None
        A quantile of what the party lacks, over the draws; None if it loses in too many draws in which nothing is paid.

    Examples
    --------
    >>> least_worth(np.array([-1.0, -2.0, 5.0, -4.0]), np.array([1.0, 0.5, 0.0, 1.0]), 0.75)
    4.0
    >>> least_worth(np.array([-1.0, -2.0]), np.array([1.0, 0.0]), 0.75) is None
    True
    """
    lacks = np.maximum(-_cleaned(before), 0.0)
    enough = np.divide(lacks, made, out=np.where(lacks > 0, np.inf, 0.0), where=made > 0)
    found = float(np.sort(enough)[int(np.ceil(share * len(enough) - NOTHING)) - 1])
    return found if np.isfinite(found) else None


def _effect(packages: Packages, bargain: Bargain, held: Offer | None, transfer: Transfer) -> Effect:
    draws = len(packages.drawn.reservation)
    adds = transfer.gains(packages.parties)[:draws]
    made = transfer.made[:draws]
    room = float(bargain.exists.share.value)
    between = packages.between
    without = DrawnProblem(between.worth, between.reservation + adds, between.terms, between.forbidden)
    unmoved = bear(packages.paid.gains(packages.indifferent) - transfer.gains(packages.indifferent))[:draws]
    room_without = float((agreeable_share(without, packages.divisible).exists & unmoved).mean())
    if held is None:
        return Effect(transfer, float(made.mean()), room, room_without, None, None, None)
    gains = bargain.drawn.gains(held.package[None])[0] - adds
    least = None
    if transfer.payment.paid_to in packages.parties:
        own = packages.parties.index(transfer.payment.paid_to)
        least = least_worth(gains[:, own], made, ENOUGH)
    signed_without = float(((_cleaned(gains) >= 0).all(axis=1) & unmoved).mean())
    return Effect(transfer, float(made.mean()), room, room_without, held.all_sign, signed_without, least)


def _cleaned(gains: FloatArray) -> FloatArray:
    """Return gains with those that are rounding set to 0."""
    return np.where(np.abs(gains) <= NOTHING * 100, 0.0, gains)


def losers(found: Sequence[Needed]) -> tuple[Needed, ...]:
    """Return who loses in most draws, or if nobody does who loses in more than a tenth, the likeliest to lose first."""
    most = [each for each in found if each.lacks.median > 0] or [each for each in found if each.lacks.high > 0]
    return tuple(sorted(most, key=lambda each: -each.loses))
