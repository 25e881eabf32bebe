"""How likely each party is to accept a package, who refuses, and how sure such shares are."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Packages
from goodoffices.models.agreements.robust.drawn import DrawnProblem, blocks

Floats = NDArray[np.float64]
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Share:
    """Shares of draws, with the error that comes from there being only so many.

    Attributes
    ----------
    value : ndarray
        Share of draws.
    draws : int
        Number of draws.
    """

    value: Floats
    draws: int

    @property
    def standard_error(self) -> Floats:
        """Root of p(1 − p) by the number of draws; 0 at a share of 0 or 1, where `interval` tells more."""
        return np.sqrt(self.value * (1 - self.value) / self.draws)

    @property
    def interval(self) -> tuple[Floats, Floats]:
        """Wilson's 95% interval, which has a width even where no draw, or every draw, agrees."""
        z2 = NORMAL_95**2 / self.draws
        middle = (self.value + z2 / 2) / (1 + z2)
        half = NORMAL_95 / (1 + z2) * np.sqrt(self.value * (1 - self.value) / self.draws + z2 / self.draws / 4)
        return (middle - half).clip(min=0), (middle + half).clip(max=1)


@dataclass(frozen=True)
class Acceptance:
    """Who accepts which package in how many draws.

    Attributes
    ----------
    each : Share, shape (packages, parties)
        Draws in which the party accepts.
    all_sign : Share, shape (packages,)
        Draws in which all parties accept. Counted in the same draws, not multiplied from `each`.
    refuses_alone : Share, shape (packages, parties)
        Draws in which the party is the only one to refuse.
    """

    each: Share
    all_sign: Share
    refuses_alone: Share

    @property
    def likeliest_refuser(self) -> NDArray[np.bool_]:
        """Which parties refuse in most draws, shape (packages, parties): several in a tie, none if nobody ever refuses."""
        refused = 1 - self.each.value
        most = refused.max(axis=1, keepdims=True)
        return np.asarray((refused >= most - 0.5 / self.each.draws) & (most > 0))


def acceptance(drawn: DrawnProblem, packages: Packages) -> Acceptance:
    """Return in how many draws each party accepts given packages, and all of them do.

    Parameters
    ----------
    drawn : DrawnProblem
    packages : ndarray of int, shape (packages, issues)

    Returns
    -------
    Acceptance
        A party accepts in a draw what is worth at least its reservation value there. A share of draws tells how uncertain the
        inputs are, not how often history would come out so.

    Raises
    ------
    ModelInputError
        If a package does not exist or is ruled out.

    Notes
    -----
    Takes packages × draws × parties × issues steps, in blocks of bounded memory.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the American Statistical
    Association* 22(158), 209-212.

    Examples
    --------
    >>> worth = np.array([[[0., 2.], [3., 0.]], [[0., 1.], [3., 2.]], [[2., 2.], [1., 2.]], [[0., 2.], [1., 2.]]])
    >>> found = acceptance(DrawnProblem((worth,), np.ones((4, 2))), np.array([[0], [1]]))
    >>> found.each.value.tolist(), found.all_sign.value.tolist()
    ([[0.25, 1.0], [1.0, 0.75]], [0.25, 0.75])
    >>> found.likeliest_refuser.tolist()
    [[True, False], [False, True]]
    """
    packages = drawn.checked(packages)
    each, everyone, alone = [], [], []
    for block in blocks(packages, drawn):
        accepts = drawn.accepts(block)
        refusers = (~accepts).sum(axis=2)
        each.append(accepts.mean(axis=1))
        everyone.append((refusers == 0).mean(axis=1))
        alone.append((~accepts & (refusers == 1)[..., None]).mean(axis=1))
    shares = [Share(np.concatenate(parts), drawn.draws) for parts in (each, everyone, alone)]
    return Acceptance(*shares)


@dataclass(frozen=True)
class Carried:
    """How far packages get.

    Attributes
    ----------
    signed : Share, shape (packages,)
        Draws in which all parties accept.
    carried : Share, shape (packages,)
        Draws in which all accept and every home consents.
    fails_at_home : Share, shape (packages, homes)
        Draws in which all accept and this home does not consent.
    """

    signed: Share
    carried: Share
    fails_at_home: Share


def carried(drawn: DrawnProblem, packages: Packages, consents: NDArray[np.bool_]) -> Carried:
    """Return in how many draws packages are signed by all and then carried at home, counted in the same draws.

    Parameters
    ----------
    drawn : DrawnProblem
    packages : ndarray of int, shape (packages, issues)
    consents : ndarray of bool, shape (packages, draws, homes)
        Which home consents to which package in which draw, by whatever rule it has.

    Raises
    ------
    ModelInputError
        If a package does not exist or is ruled out, or the consents are not of these packages and draws.

    Examples
    --------
    >>> worth = np.array([[[0., 2.]], [[3., 2.]]])
    >>> at_home = np.array([[[True], [True]], [[True], [False]]])
    >>> found = carried(DrawnProblem((worth,), np.ones((2, 1))), np.array([[0], [1]]), at_home)
    >>> found.signed.value.tolist(), found.carried.value.tolist(), found.fails_at_home.value.tolist()
    ([0.5, 1.0], [0.5, 0.5], [[0.0], [0.5]])
    """
    packages = drawn.checked(packages)
    if consents.ndim != 3 or consents.shape[:2] != (len(packages), drawn.draws):
        raise ModelInputError(f"consents must have shape ({len(packages)}, {drawn.draws}, homes), not {consents.shape}")
    signed = np.concatenate([drawn.accepts(block).all(axis=2) for block in blocks(packages, drawn)])
    shares = [
        signed.mean(axis=1),
        (signed & consents.all(axis=2)).mean(axis=1),
        (signed[..., None] & ~consents).mean(axis=1),
    ]
    return Carried(*(Share(np.asarray(share), drawn.draws) for share in shares))


def refuses_first(drawn: DrawnProblem, packages: Packages, order: tuple[int, ...]) -> Share:
    """Return in how many draws each party is the first to refuse when asked in an order.

    Parameters
    ----------
    drawn : DrawnProblem
    packages : ndarray of int, shape (packages, issues)
    order : tuple of int
        The parties, as they are asked.

    Returns
    -------
    Share
        Shape (packages, parties). What is missing to 1 are draws in which all sign.

    Examples
    --------
    >>> worth = np.array([[[0.], [0.]], [[2.], [0.]]])
    >>> refuses_first(DrawnProblem((worth,), np.ones((2, 2))), np.array([[0]]), (0, 1)).value.tolist()
    [[0.5, 0.5]]
    """
    packages = drawn.checked(packages)
    asked = list(order)
    shares = []
    for block in blocks(packages, drawn):
        refuses = ~drawn.accepts(block)[..., asked]
        first = refuses & (refuses.cumsum(axis=2) == 1)
        share = np.zeros((len(block), drawn.parties))
        share[:, asked] = first.mean(axis=1)
        shares.append(share)
    return Share(np.concatenate(shares), drawn.draws)
