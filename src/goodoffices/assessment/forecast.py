"""Forecasts of one issue at one moment: the bargaining models run over the worlds of a dossier."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import Bargainer, bargainers_on, draws_of, enough_draws, ranking, status_quo_name
from goodoffices.assessment.exchanges import Exchanges
from goodoffices.assessment.expectations import (
    Expectation,
    Inputs,
    Readings,
    compromise_expected,
    expectations,
    readings,
)
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.swings import Swing, swings_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue, Mark
from goodoffices.dossier.moment import Outcome
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.bargaining import pairwise_majority
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER
from goodoffices.models.bargaining.predictive import PredictiveDistribution, predict

MOST_PREDICTED = 2_000
"""So many draws of the inputs are enough for a predictive distribution."""

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ScaleForecast:
    """Where an issue on a scale is expected to settle.

    What takes long is worked out when it is first asked for.

    Attributes
    ----------
    inputs : Inputs
        Draws of what the models know of the parties.
    exchanged : Interval or None
        Where the issue settles after deals across issues, if there are any.
    swings : tuple of Swing
        Uncertain inputs by how much the compromise settlement hangs on them, largest first.
    outcome : Outcome or None
        What the dossier says was agreed then; never used as an input.
    """

    situation: Situation
    issue: Issue
    bargainers: tuple[Bargainer, ...]
    inputs: Inputs
    exchanged: Interval | None
    swings: tuple[Swing, ...]
    outcome: Outcome | None

    @cached_property
    def compromise(self) -> Interval:
        """The settlement by the compromise model."""
        return compromise_expected(self.inputs)

    @cached_property
    def expectations(self) -> tuple[Expectation, ...]:
        """What each model expects, the compromise model first."""
        return expectations(self.inputs, self.exchanged)

    @cached_property
    def readings(self) -> Readings | None:
        """The spread of the challenge model over the readings of its publications; None with too many parties for that, or no weight."""
        likely = np.array([[quantity.likely for quantity in b.quantities] for b in self.bargainers]).T
        return readings(*likely)

    @cached_property
    def predicted(self) -> PredictiveDistribution:
        """Where the outcome may fall, by the forecaster: both what the inputs leave open and what forecasts missed."""
        few = slice(MOST_PREDICTED)
        held = self.inputs.status_quo
        return predict(
            self.inputs.capability[few],
            self.inputs.salience[few],
            self.inputs.position[few],
            None if held is None else held[few],
            low=self.inputs.low,
            high=self.inputs.high,
        )

    @cached_property
    def likeliest_mark(self) -> tuple[Mark, float] | None:
        """The named position to which the outcome is likeliest to be nearest, with the probability of that."""
        assert self.issue.scale is not None
        marks = sorted({m.at: m for m in reversed(self.issue.scale.marks)}.values(), key=lambda m: m.at)
        if not marks:
            return None
        borders = [(one.at + other.at) / 2 for one, other in pairwise(marks)]
        below = [0.0, *(float(share) for share in self.predicted.cdf(borders)), 1.0]
        chances = [upto - before for before, upto in pairwise(below)]
        best = max(range(len(marks)), key=lambda i: chances[i])
        return marks[best], chances[best]

    @property
    def agreed(self) -> Quantity | None:
        """The agreed position, if there was one."""
        agreed = self.outcome.agreed if self.outcome else None
        return agreed if isinstance(agreed, Quantity) else None

    @property
    def status_quo(self) -> Quantity | None:
        """What holds if nothing is agreed, where the dossier says so."""
        return _status_quo(self.situation, self.issue)

    @property
    def has_rival_marks(self) -> bool:
        """Whether the scale has more than one named position, so that one can be nearer than another."""
        return self.issue.scale is not None and len({mark.at for mark in self.issue.scale.marks}) > 1

    @property
    def spread(self) -> float:
        """Largest distance between the medians of the models that did better than a guess on past cases."""
        medians = [expected.settlement.median for expected in self.expectations if expected.has_merit]
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


def forecast(situation: Situation, issue: Issue, worlds: Worlds, exchanges: Exchanges | None = None) -> Forecast | None:
    """Return the forecast of one open issue, or None if fewer than two parties carry weight on it.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    issue : Issue
        One of its open issues.
    worlds : Worlds
        Draws of the uncertain inputs.
    exchanges : Exchanges, optional
        The deals of the moment, which bring the exchange model's expectation.
    """
    bargainers = bargainers_on(situation, issue)
    if len(bargainers) < 2:
        return None
    if issue.scale is None:
        return _forecast_options(situation, issue, bargainers, worlds)
    low, high = issue.scale.low, issue.scale.high
    held = _status_quo(situation, issue)
    stated = any(not quantity.is_point for b in bargainers for quantity in b.quantities)
    draws = enough_draws(worlds, len(bargainers), stated or (held is not None and not held.is_point))
    c, s, x = draws_of(bargainers, worlds, draws)
    status_quo = None if held is None else worlds.sample(status_quo_name(situation, issue), held)[:draws]
    return ScaleForecast(
        situation,
        issue,
        bargainers,
        Inputs(c, s, x, status_quo, low, high, stated),
        exchanges.settlement.get(issue.id) if exchanges else None,
        swings_of(bargainers),
        situation.moment.outcome.get(issue.id),
    )


def _forecast_options(
    situation: Situation, issue: Issue, bargainers: tuple[Bargainer, ...], worlds: Worlds
) -> OptionForecast:
    c, s = draws_of(bargainers, worlds)
    ranks = [ranking(b.stance).ranks(issue.option_ids) for b in bargainers]
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
        any(not quantity.is_point for b in bargainers for quantity in b.quantities),
        situation.moment.outcome.get(issue.id),
    )


def _status_quo(situation: Situation, issue: Issue) -> Quantity | None:
    stated = situation.moment.status_quo.get(issue.id)
    return stated.position if stated and isinstance(stated.position, Quantity) else None
