"""What is bargained over, as the question sees it: a dossier's packages at a moment, or another program's scenario."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.packages import NO_LOSS, Packages, bear, packages_at
from goodoffices.assessment.wording import points
from goodoffices.assessment.worlds import Worlds
from goodoffices.assessment.worths import Choice
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation
from goodoffices.models.agreements import Problem
from goodoffices.models.agreements.robust import Agreeable, DrawnProblem, acceptance, agreeable_share

ASSUMED = "parties are taken to judge a package by its distance from what they ask for, weighted by salience"
NEAR = 0.10
"""A place is near a named one if no more than this share of the scale lies between them."""
MOST_NUMBERS = 4_000_000
"""Draws, times parties, times choices, that are held at once."""

Package = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Bargain:
    """A negotiation over packages, with names for everything in it.

    Attributes
    ----------
    id, name : str
        Of the moment, or of the scenario.
    issues, parties : tuple of str
        What they are called.
    choices : tuple of tuple of str
        What each choice of each issue is called.
    drawn, likely : DrawnProblem, Problem
        What they are worth, in every world and at the likeliest values.
    exists : Agreeable
        In which worlds there is a package that leaves everyone better off.
    now : ndarray of int or None
        The status quo as a package, if it is one.
    stated : bool
        Whether any input was given as a range.
    points : str
        What a party's worth is counted in.
    assumed : str
        What is taken for granted of it.
    sources : tuple of Citation
    unheard : int
        How many more must sign of whom no wish is told.
    unmoved : ndarray of bool, shape (draws,), or None
        In which worlds none of these has to pay for it; None if none ever has.
    payers, likely_payers : tuple of str
        Those of them that have to pay in some worlds, and at the likeliest values.
    """

    id: str
    name: str
    issues: tuple[str, ...]
    parties: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    drawn: DrawnProblem
    likely: Problem
    exists: Agreeable
    now: Package | None
    stated: bool
    points: str
    assumed: str
    sources: tuple[Citation, ...] = ()
    unheard: int = 0
    unmoved: NDArray[np.bool_] | None = None
    payers: tuple[str, ...] = ()
    likely_payers: tuple[str, ...] = ()

    @property
    def likeliest(self) -> str:
        """What is said of numbers that hold at one value of every input, where others are possible."""
        return " at the likeliest values" if self.stated else ""

    def all_sign(self, packages: NDArray[np.int64], most: int | None = None) -> NDArray[np.float64]:
        """Return in which share of worlds all sign each of some packages, shape (packages, issues), by the first `most` worlds."""
        drawn = self.drawn if most is None else self.drawn.of_draws(np.arange(self.drawn.draws)[:most])
        if self.unmoved is None:
            return np.asarray(acceptance(drawn, packages).all_sign.value)
        unmoved = self.unmoved[: drawn.draws]
        if not unmoved.any():
            return np.zeros(len(packages))
        signed = acceptance(drawn.of_draws(np.flatnonzero(unmoved)), packages).all_sign.value
        return np.asarray(signed * unmoved.mean())

    def settled(self, package: Package) -> tuple[str, ...]:
        """Return what a package says on each issue."""
        return tuple(choices[option] for choices, option in zip(self.choices, package.tolist(), strict=True))

    def told(self, package: Package, issues: Sequence[int] | None = None) -> str:
        """Return what a package says, as part of a sentence."""
        said = self.settled(package)
        return "; ".join(f"{self.issues[i]}: {said[i]}" for i in (range(len(said)) if issues is None else issues))


def bargain_at(situation: Situation, worlds: Worlds) -> tuple[Bargain, Packages]:
    """Return what is bargained over at a moment, with as many draws as memory bears."""
    few = packages_at(situation, worlds, 1)
    size = len(few.parties) * max(sum(few.likely.sizes), sum(few.between.sizes))
    packages = packages_at(situation, worlds, max(1, min(worlds.draws, MOST_NUMBERS // size)), paid=few.paid)
    return named(packages), packages


def named(packages: Packages) -> Bargain:
    """Return a moment's packages with the names of everything in them."""
    situation = packages.situation
    label, unmoved = situation.dossier.label, packages.unmoved
    exists = agreeable_share(packages.between, packages.divisible)
    if not unmoved.all():
        exists = replace(exists, exists=exists.exists & unmoved, undecided=exists.undecided & unmoved)
    silent = {party: packages.paid.gains((party,)) for party in packages.indifferent}
    likely = packages.paid.likely_gains(packages.indifferent)
    return Bargain(
        situation.moment.id,
        situation.moment.name,
        tuple(issue.name for issue in packages.issues),
        tuple(situation.dossier.label(party) for party in packages.parties),
        tuple(
            tuple(place(issue, choice) for choice in choices)
            for issue, choices in zip(packages.issues, packages.choices, strict=True)
        ),
        packages.drawn,
        packages.likely,
        exists,
        packages.now,
        packages.stated,
        "of its 100 points",
        ASSUMED,
        packages.sources,
        unheard=len(packages.indifferent),
        unmoved=None if unmoved.all() else unmoved,
        payers=tuple(label(party) for party, gains in silent.items() if not bear(gains).all()),
        likely_payers=tuple(label(p) for p, gain in zip(packages.indifferent, likely, strict=True) if gain < NO_LOSS),
    )


def place(issue: Issue, choice: Choice) -> str:
    """Return what a choice is called: the option's name, or a place on the scale with the named positions near it."""
    if issue.scale is None:
        return f"“{choice.name}”"
    at, length = float(choice.at), issue.scale.high - issue.scale.low
    number, unit = points(at, length), issue.scale.unit
    number = f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()
    marks = issue.scale.marks
    if choice.name or not marks:
        return f"{number}, “{choice.name}”" if choice.name else number
    nearest = min(marks, key=lambda mark: abs(mark.at - at))
    if abs(nearest.at - at) <= NEAR * length:
        return f"{number}, near “{nearest.name}”"
    below = max((mark for mark in marks if mark.at < at), key=lambda mark: mark.at, default=None)
    above = min((mark for mark in marks if mark.at > at), key=lambda mark: mark.at, default=None)
    if below is None or above is None or (below.at, above.at) == (issue.scale.low, issue.scale.high):
        return number  # between the ends says nothing
    return f"{number}, between “{below.name}” and “{above.name}”"
