"""Forecasts of one issue at one moment: the bargaining models run over the worlds of a dossier."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue, Mark, Scale
from goodoffices.dossier.moment import Outcome
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.bargaining import (
    COMPROMISE_ON_EU_DECISIONS,
    compromise,
    pairwise_majority,
    weighted_mean,
    weighted_median,
)
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER

INTERVAL = (0.10, 0.90)
"""The 80% interval, as quantiles."""

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """A median with its 80% interval over the worlds; a point if no input uncertainty was stated."""

    median: float
    low: float
    high: float
    stated: bool

    def holds(self, value: float, tolerance: float) -> bool:
        """Whether a value lies in the interval, or no further from it than `tolerance`."""
        return self.low - tolerance <= value <= self.high + tolerance


@dataclass(frozen=True)
class Swing:
    """What one uncertain input does to the settlement while all others keep their likeliest value."""

    party: str
    what: str
    quantity: Quantity
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """Distance between the settlements at both ends of the input's range."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Bargainer:
    """A party with what it wants, how much it cares and what weight it has, as rows of the dossier."""

    party: str
    stance: Stance
    capability: Capability

    @property
    def sources(self) -> tuple[Citation, ...]:
        """All citations of the rows."""
        return (*self.stance.source, *self.capability.source)


@dataclass(frozen=True)
class ScaleForecast:
    """Where an issue on a scale is expected to settle.

    Attributes
    ----------
    compromise, capability_mean, pivotal : Interval
        Settlement by the compromise model, by capability alone, and the weighted median.
    mark : Mark or None
        The named position nearest to the compromise median, and in ``mark_chance`` the probability that the settlement
        ends nearest to it, counting draws and the error known from past cases.
    swings : tuple of Swing
        Uncertain inputs by how much the compromise settlement hangs on them, largest first.
    outcome : Outcome or None
        What the dossier says was agreed then; never used as an input.
    """

    situation: Situation
    issue: Issue
    bargainers: tuple[Bargainer, ...]
    compromise: Interval
    capability_mean: Interval
    pivotal: Interval
    mark: Mark | None
    mark_chance: float
    swings: tuple[Swing, ...]
    outcome: Outcome | None

    @property
    def agreed(self) -> Quantity | None:
        """The agreed position, if there was one."""
        agreed = self.outcome.agreed if self.outcome else None
        return agreed if isinstance(agreed, Quantity) else None

    @property
    def has_rival_marks(self) -> bool:
        """Whether the scale has more than one named position, so that one can be nearer than another."""
        return self.issue.scale is not None and len({mark.at for mark in self.issue.scale.marks}) > 1

    @property
    def spread(self) -> float:
        """Largest distance between the medians of the three models."""
        medians = [self.compromise.median, self.capability_mean.median, self.pivotal.median]
        return max(medians) - min(medians)

    @property
    def length(self) -> float:
        """Length of the issue's scale."""
        assert self.issue.scale is not None
        return self.issue.scale.high - self.issue.scale.low


@dataclass(frozen=True)
class OptionForecast:
    """Which option of an issue is expected to win.

    Attributes
    ----------
    shares : dict of str to float
        Share of worlds in which each option beats every other.
    no_winner : float
        Share of worlds in which none does.
    support : dict of (str, str) to float
        Median share of weight that prefers the first option to the second.
    """

    situation: Situation
    issue: Issue
    bargainers: tuple[Bargainer, ...]
    shares: dict[str, float]
    no_winner: float
    support: dict[tuple[str, str], float]
    stated: bool
    outcome: Outcome | None

    @property
    def favourite(self) -> str | None:
        """The option that wins most often, or None if there is mostly no winner."""
        best = max(self.shares, key=lambda option: self.shares[option])
        return best if self.shares[best] > self.no_winner else None

    @property
    def agreed(self) -> str | None:
        """The option agreed, if there was one."""
        agreed = self.outcome.agreed if self.outcome else None
        return agreed.options[0] if isinstance(agreed, Ranking) else None


Forecast = ScaleForecast | OptionForecast


def forecast(situation: Situation, issue: Issue, worlds: Worlds) -> Forecast | None:
    """Return the forecast of one open issue, or None if fewer than two parties carry weight on it.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    issue : Issue
        One of its open issues.
    worlds : Worlds
        Draws of the uncertain inputs.
    """
    bargainers = tuple(
        Bargainer(party, situation.stances[party, issue.id], capability)
        for party in situation.moment.participants
        if (party, issue.id) in situation.stances
        and (capability := situation.capability(party, issue.id)) is not None
        and capability.capability.high > 0
        and situation.stances[party, issue.id].salience.high > 0
    )
    if len(bargainers) < 2:
        return None
    c, s = weights_drawn(bargainers, worlds)
    if issue.scale is None:
        return _forecast_options(situation, issue, bargainers, c, s)
    x = positions_drawn(bargainers, worlds)
    stated = not all(
        q.is_point for b in bargainers for q in (b.capability.capability, b.stance.salience, _scalar(b.stance))
    )
    by_compromise = compromise(c, s, x)
    mark = issue.scale.nearest_mark(float(np.median(by_compromise)))
    return ScaleForecast(
        situation,
        issue,
        bargainers,
        _interval(by_compromise, stated),
        _interval(weighted_mean(c, x), stated),
        _interval(weighted_median(c, s, x).midpoint, stated),
        mark,
        _chance_of(mark, issue.scale, by_compromise) if mark else 1.0,
        _swings(bargainers),
        situation.moment.outcome.get(issue.id),
    )


def weights_drawn(bargainers: Sequence[Bargainer], worlds: Worlds) -> tuple[FloatArray, FloatArray]:
    """Return capabilities and saliences in every world, each of shape (draws, parties)."""
    c = np.column_stack([worlds.sample(_name(b.capability), b.capability.capability) for b in bargainers])
    s = np.column_stack([worlds.sample(_name(b.stance, "salience"), b.stance.salience) for b in bargainers])
    return c, s


def positions_drawn(bargainers: Sequence[Bargainer], worlds: Worlds) -> FloatArray:
    """Return positions on the scale in every world, shape (draws, parties)."""
    return np.column_stack([worlds.sample(_name(b.stance, "position"), _scalar(b.stance)) for b in bargainers])


def _forecast_options(
    situation: Situation, issue: Issue, bargainers: tuple[Bargainer, ...], c: FloatArray, s: FloatArray
) -> OptionForecast:
    ranks = [_ranking(b.stance).ranks(issue.option_ids) for b in bargainers]
    result = pairwise_majority(c, s, ranks)
    support = np.median(result.support, axis=0)
    return OptionForecast(
        situation,
        issue,
        bargainers,
        {option: float((result.winner == i).mean()) for i, option in enumerate(issue.option_ids)},
        float((result.winner == NO_WINNER).mean()),
        {
            (a, b): float(support[i, j])
            for i, a in enumerate(issue.option_ids)
            for j, b in enumerate(issue.option_ids)
            if i != j
        },
        not all(q.is_point for b in bargainers for q in (b.capability.capability, b.stance.salience)),
        situation.moment.outcome.get(issue.id),
    )


def _chance_of(mark: Mark, scale: Scale, settlement: FloatArray) -> float:
    places = sorted({other.at for other in scale.marks})
    i = places.index(mark.at)
    low = (places[i - 1] + mark.at) / 2 if i > 0 else -np.inf
    high = (mark.at + places[i + 1]) / 2 if i + 1 < len(places) else np.inf
    return COMPROMISE_ON_EU_DECISIONS.chance_between(settlement, low, high, scale.high - scale.low)


def _scalar(stance: Stance) -> Quantity:
    assert isinstance(stance.position, Quantity)  # held by the check that positions fit their issue
    return stance.position


def _ranking(stance: Stance) -> Ranking:
    assert isinstance(stance.position, Ranking)  # held by the same check
    return stance.position


def _name(row: Stance | Capability, what: str = "capability") -> str:
    # The row's own name and date, not the moment's: a row in force at two moments is the same number at both.
    return f"{what} of {row.party} on {row.issue or 'all issues'} from {row.from_ or 'the start'}"


def _interval(values: FloatArray, stated: bool) -> Interval:
    low, median, high = (float(value) for value in np.quantile(values, [INTERVAL[0], 0.5, INTERVAL[1]]))
    return Interval(median, low, high, stated)


def _swings(bargainers: Sequence[Bargainer]) -> tuple[Swing, ...]:
    quantities = [(b.capability.capability, b.stance.salience, _scalar(b.stance)) for b in bargainers]
    likely = np.array([[q.likely for q in row] for row in quantities])
    swings = []
    for i, (bargainer, row) in enumerate(zip(bargainers, quantities, strict=True)):
        for j, (what, quantity) in enumerate(zip(("capability", "salience", "position"), row, strict=True)):
            if quantity.is_point:
                continue
            ends = []
            for value in (quantity.low, quantity.high):
                changed = likely.copy()
                changed[i, j] = value
                if not (changed[:, 0] * changed[:, 1]).any():
                    break  # nobody would carry weight, so nothing would be settled
                ends.append(float(compromise(changed[:, 0], changed[:, 1], changed[:, 2])))
            if len(ends) == len(("low", "high")):
                swings.append(Swing(bargainer.party, what, quantity, *ends))
    return tuple(sorted(swings, key=lambda swing: -swing.size))
