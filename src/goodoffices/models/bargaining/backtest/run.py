"""A backtest in steps: fit on some proposals, forecast the others, sum up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.backtest.case import Case
from goodoffices.models.bargaining.backtest.contenders import COMPROMISE, FORECASTER, PLACES, Contender, contenders
from goodoffices.models.bargaining.backtest.losses import Losses, cases_of, losses
from goodoffices.models.bargaining.backtest.parts import folds, kept_aside
from goodoffices.models.bargaining.backtest.report import Section, section
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive import COMPROMISE_SHARE, ERROR_FACTORS, FACTORS, fit, probabilities
from goodoffices.models.bargaining.predictive.factors import cells_of
from goodoffices.models.bargaining.predictive.fitting import PENALTY

DEFAULT_FOLDS, DEFAULT_SEED = 10, 1
ASIDE = -1


@dataclass(frozen=True)
class FittedFactor:
    """One coefficient of the forecaster, fitted on all cases."""

    factor: str
    coefficient: float
    standard_error: float


@dataclass(frozen=True)
class Backtest:
    """What a backtest found.

    Attributes
    ----------
    folds, seed : int
        How the cases were divided.
    all_cases : Section
        Cross-validated: each case is forecast by models fitted on the other folds.
    by_rule, by_period : mapping of str to Section
        The same losses by decision rule and by period.
    kept_aside : Section or None
        The proposals kept aside, forecast by models fitted on all others; ``None`` where there are none.
    coefficients, around_compromise : tuple of FittedFactor
        The two parts of the forecaster, fitted on all cases.
    compromise_share : float
        Share of the second part.
    penalty : float
        Strength of the pull of coefficients towards zero.
    """

    folds: int
    seed: int
    all_cases: Section
    by_rule: Mapping[str, Section]
    by_period: Mapping[str, Section]
    kept_aside: Section | None
    coefficients: tuple[FittedFactor, ...]
    around_compromise: tuple[FittedFactor, ...]
    compromise_share: float
    penalty: float


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything a backtest needs, before anything is fitted; :meth:`steps` can be gone through one by one."""

    cases: Sequence[Case]
    contenders: tuple[Contender, ...]
    fold: NDArray[np.int64]
    aside: NDArray[np.bool_]
    seed: int

    @property
    def steps(self) -> range:
        """The folds, and ``-1`` for the proposals kept aside."""
        return range(ASIDE if self.aside.any() else 0, int(self.fold.max()) + 1)

    def forecast(self, step: int) -> dict[str, FloatArray]:
        """Return each model's probabilities for the cases of one step, fitted on all other cases; the forecaster first."""
        judged = self.judged(step)
        found: dict[str, FloatArray] = {}
        for model in self.contenders:
            theta = fit(model.factors[~judged], self.outcome_cells[~judged], model.penalty).coefficients
            found[model.name] = probabilities(model.factors[judged], theta)
        both = (1 - COMPROMISE_SHARE) * found[PLACES] + COMPROMISE_SHARE * found[COMPROMISE]
        return {FORECASTER: both, **found}

    @property
    def points(self) -> dict[str, FloatArray | None]:
        """The forecasts of each model as numbers; ``None`` where the median of its distribution is meant."""
        return {FORECASTER: None, **{model.name: model.point for model in self.contenders}}

    def judged(self, step: int) -> NDArray[np.bool_]:
        """Return which cases a step judges."""
        return self.aside if step == ASIDE else self.fold == step

    @property
    def outcome(self) -> FloatArray:
        """The outcome of each case."""
        return np.array([case.outcome for case in self.cases])

    @property
    def outcome_cells(self) -> NDArray[np.int64]:
        """The hundredth of the scale in which each outcome lies."""
        return cells_of(self.outcome, 0.0, 100.0)


def plan(cases: Sequence[Case], number: int = DEFAULT_FOLDS, seed: int = DEFAULT_SEED) -> Plan:
    """Divide cases into folds and work out what each model says of them.

    Parameters
    ----------
    cases : sequence of Case
        Past negotiations with known outcomes.
    number : int
        Number of folds.
    seed : int
        Seed of folds and resampling.

    Returns
    -------
    Plan
        To be gone through step by step.

    Raises
    ------
    ModelInputError
        If there are fewer proposals than folds, an outcome lies off the scale, or the models cannot work with a case.
    """
    off = next((case for case in cases if not 0 <= case.outcome <= 100), None)
    if off is not None:
        raise ModelInputError(f"the outcome of {off.issue} is {off.outcome:g}; the scale runs from 0 to 100")
    proposals = [case.proposal for case in cases]
    fold, aside = folds(proposals, number, seed), kept_aside(proposals)
    return Plan(cases, contenders(cases), fold, aside & (not aside.all()), seed)


def summarise(made: Plan, forecasts: Iterable[tuple[int, Mapping[str, FloatArray]]]) -> Backtest:
    """Score the forecasts of all steps.

    Parameters
    ----------
    made : Plan
        The plan gone through.
    forecasts : iterable of (int, mapping)
        For each of its steps what :meth:`Plan.forecast` returned.

    Returns
    -------
    Backtest
        All losses, with intervals.
    """
    chances = {name: np.zeros((len(made.cases), 101)) for name in made.points}
    aside: Section | None = None
    proposals = [case.proposal for case in made.cases]
    for step, found in forecasts:
        judged = made.judged(step)
        if step == ASIDE:
            scored = _losses(made, found, judged)
            aside = section(scored, [p for p, chosen in zip(proposals, judged, strict=True) if chosen], made.seed)
            continue
        for name, chance in found.items():
            chances[name][judged] = chance
    scored = _losses(made, chances, np.ones(len(made.cases), dtype=bool))

    def by(group: list[str]) -> dict[str, Section]:
        return {name: section(scored, proposals, made.seed, chosen) for name, chosen in cases_of(group).items()}

    return Backtest(
        folds=int(made.fold.max()) + 1,
        seed=made.seed,
        all_cases=section(scored, proposals, made.seed),
        by_rule=by([case.rule for case in made.cases]),
        by_period=by([case.period for case in made.cases]),
        kept_aside=aside,
        coefficients=_fitted(made, PLACES, tuple(FACTORS)),
        around_compromise=_fitted(made, COMPROMISE, ERROR_FACTORS),
        compromise_share=COMPROMISE_SHARE,
        penalty=PENALTY,
    )


def backtest(cases: Sequence[Case], number: int = DEFAULT_FOLDS, seed: int = DEFAULT_SEED) -> Backtest:
    """Hold every model against past negotiations, in one go.

    Parameters, returns and raises are those of :func:`plan` and :func:`summarise`.
    """
    made = plan(cases, number, seed)
    return summarise(made, ((step, made.forecast(step)) for step in made.steps))


def _fitted(made: Plan, name: str, factors: tuple[str, ...]) -> tuple[FittedFactor, ...]:
    model = next(model for model in made.contenders if model.name == name)
    found = fit(model.factors, made.outcome_cells, model.penalty, [case.proposal for case in made.cases])
    return tuple(
        FittedFactor(factor, float(value), float(error))
        for factor, value, error in zip(factors, found.coefficients, found.standard_errors, strict=True)
    )


def _losses(made: Plan, chances: Mapping[str, FloatArray], judged: NDArray[np.bool_]) -> dict[str, Losses]:
    found = {}
    for name, point in made.points.items():
        found[name] = losses(chances[name], made.outcome[judged], None if point is None else point[judged])
    return found
