"""Packages that somebody might propose, and what becomes of them: who gains what, and who would sign in how many worlds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.forecast import OptionForecast, ScaleForecast, forecast
from goodoffices.assessment.packages import Packages, packages_at
from goodoffices.assessment.questions.agreements.bargain import Bargain, Package, named
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.agreements.robust import acceptance

FloatArray = NDArray[np.float64]
Position = Quantity | Ranking
AGREED, FORECAST = "Agreed then", "Where bargaining points"
NOTHING = 1e-9
"""Gains below this share are rounding."""


@dataclass(frozen=True, eq=False)
class Offer:
    """A package with what becomes of it.

    Attributes
    ----------
    name : str
        What it is called.
    package : ndarray of int, shape (issues,)
    settled : tuple of str
        What it says on each issue.
    gains : ndarray, shape (parties,)
        What it is worth to each party over no agreement, at the likeliest values.
    signs : ndarray, shape (parties,)
        Share of worlds in which each party loses nothing by it.
    all_sign : float
        Share of worlds in which nobody does.
    open : tuple of str
        Issues on which it says nothing, so that what holds now stays.
    """

    name: str
    package: Package
    settled: tuple[str, ...]
    gains: FloatArray
    signs: FloatArray
    all_sign: float
    open: tuple[str, ...] = ()

    @property
    def refusers(self) -> tuple[int, ...]:
        """The parties that lose by it at the likeliest values."""
        return tuple(np.flatnonzero(self.gains < -NOTHING * max(1.0, float(np.abs(self.gains).max()))).tolist())


def offer(bargain: Bargain, name: str, package: Package, open_: tuple[str, ...] = ()) -> Offer:
    """Return what becomes of a package."""
    found = acceptance(bargain.drawn, package[None])
    return Offer(
        name,
        package,
        bargain.settled(package),
        bargain.likely.utilities(package) - bargain.likely.reservation,
        found.each.value[0],
        float(bargain.all_sign(package[None])[0]),
        open_,
    )


@dataclass(frozen=True, eq=False)
class OnTable:
    """What was or might be put to the parties, in a negotiation that has all these places among its choices.

    Attributes
    ----------
    packages : Packages
    bargain : Bargain
        The same with names.
    agreed : Offer or None
        What was agreed at the moment.
    forecast : Offer or None
        The settlement that the bargaining question expects.
    texts : tuple of Offer
        The texts on the table whose provisions say what they imply for an issue.
    ruled_out : tuple of str
        Those among them that linkages between provisions do not allow.
    """

    packages: Packages
    bargain: Bargain
    agreed: Offer | None
    forecast: Offer | None
    texts: tuple[Offer, ...]
    ruled_out: tuple[str, ...]


def on_table(packages: Packages, worlds: Worlds) -> OnTable:
    """Return what was agreed at a moment, what is expected, and what the texts on the table say, as packages."""
    said = {**_agreed(packages), **_expected(packages, worlds), **_texts(packages)}
    places: dict[str, list[float]] = {}
    for positions in said.values():
        for name, position in positions.items():
            if isinstance(position, Quantity):
                places.setdefault(name, []).append(position.likely)
    wide = packages_at(packages.situation, worlds, packages.drawn.draws, places, packages.paid)
    bargain = named(wide)
    offers, ruled_out = {}, []
    for name, positions in said.items():
        package = wide.now.copy()
        for number, issue in enumerate(wide.issues):
            if issue.id in positions:
                package[number] = wide.nearest(number, positions[issue.id])
        if wide.likely.feasible(package):
            silent = tuple(issue.name for issue in wide.issues if issue.id not in positions)
            offers[name] = offer(bargain, name, package, silent)
        else:
            ruled_out.append(name)
    texts = tuple(
        found for name, found in offers.items() if name not in (AGREED, FORECAST) and (found.package != wide.now).any()
    )
    return OnTable(wide, bargain, offers.get(AGREED), offers.get(FORECAST), texts, tuple(ruled_out))


def _agreed(packages: Packages) -> dict[str, dict[str, Position]]:
    outcome = packages.situation.moment.outcome
    settled = {issue.id: found.agreed for issue in packages.issues if (found := outcome.get(issue.id)) and found.agreed}
    return {AGREED: settled} if settled else {}


def _expected(packages: Packages, worlds: Worlds) -> dict[str, dict[str, Position]]:
    expected: dict[str, Position] = {}
    for issue in packages.issues:
        found = forecast(packages.situation, issue, worlds)
        if isinstance(found, ScaleForecast):
            expected[issue.id] = Quantity.point(round(found.compromise.median, 6))
        elif isinstance(found, OptionForecast) and found.favourite:
            expected[issue.id] = Ranking(((found.favourite,),))
    return {FORECAST: expected} if expected else {}


def _texts(packages: Packages) -> dict[str, dict[str, Position]]:
    """Return what each text says on the issues; of several provisions on one issue, the one furthest from what holds now."""
    settlement = on_paper(packages.situation)
    now = {issue.id: packages.situation.moment.status_quo[issue.id].position for issue in packages.issues}
    said: dict[str, dict[str, Position]] = {}
    for provision in settlement.live:
        text = said.setdefault(settlement.texts[provision.text].name, {})
        for issue, position in provision.implies.items():
            if issue in now and (issue not in text or _step(position, now[issue]) > _step(text[issue], now[issue])):
                text[issue] = position
    return {name: text for name, text in said.items() if text}


def _step(position: Position, now: Position) -> float:
    if isinstance(position, Quantity) and isinstance(now, Quantity):
        return abs(position.likely - now.likely)
    return float(position != now)
