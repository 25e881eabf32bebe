"""The forecaster: its distribution against quadrature and draws, its fit against a general optimiser, awkward inputs."""

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import compromise
from goodoffices.models.bargaining.predictive import (
    COMPROMISE_SHARE,
    FACTORS,
    PredictiveDistribution,
    design,
    fit,
    predict,
    probabilities,
    shipped_coefficients,
)


@pytest.fixture
def outcome() -> PredictiveDistribution:
    return predict([80, 40, 40, 7], [90, 60, 80, 10], [100, 0, 20, 33.4], reference_point=0)


def test_distribution_function_starts_at_nought_and_ends_at_one(outcome: PredictiveDistribution) -> None:
    grid = np.linspace(-5, 105, 2201)
    values = outcome.cdf(grid)
    assert (np.diff(values) >= -1e-12).all()
    assert (values[0], values[-1]) == (0.0, 1.0)
    assert (outcome.cdf_below(grid) <= values + 1e-12).all()
    assert float(outcome.hundredths.sum()) == pytest.approx(1)


def test_a_party_stands_on_a_point_of_its_own(outcome: PredictiveDistribution) -> None:
    mass = float(outcome.cdf(33.4) - outcome.cdf_below(33.4))
    assert mass == pytest.approx(outcome.hundredths[33])
    assert float(outcome.cdf(37.1) - outcome.cdf_below(37.1)) == 0  # nothing has a name there


def test_quantiles_undo_the_distribution_function(outcome: PredictiveDistribution) -> None:
    shares = np.linspace(0.001, 1, 400)
    values = outcome.quantile(shares)
    assert (outcome.cdf(values) >= shares - 1e-9).all()
    assert (outcome.cdf_below(values) <= shares + 1e-9).all()


@pytest.mark.parametrize("settled", [0.0, 12.3, 20.0, 33.4, 50.25, 100.0])
def test_ranked_probability_score_by_quadrature(outcome: PredictiveDistribution, settled: float) -> None:
    breaks = sorted({*outcome.points, settled, *np.clip(np.arange(102) - 0.5, 0, 100)})
    whole = sum(
        quad(lambda t: (float(outcome.cdf(t)) - (t >= settled)) ** 2, a + 1e-12, b - 1e-12)[0]
        for a, b in pairwise(breaks)
    )
    assert float(outcome.crps(settled)) == pytest.approx(whole, abs=1e-6)


def test_ranked_probability_score_by_its_energy_form(outcome: PredictiveDistribution) -> None:
    drawn = outcome.draws(200_000, seed=3)
    energy = np.abs(drawn - 30).mean() - np.abs(drawn[::2] - drawn[1::2]).mean() / 2
    assert float(outcome.crps(30.0)) == pytest.approx(energy, abs=0.3)
    assert float(outcome.crps(130.0)) == pytest.approx(float(outcome.crps(100.0)) + 30)


def test_draws_have_the_mean_and_are_the_same_for_a_seed(outcome: PredictiveDistribution) -> None:
    assert outcome.draws(100_000, seed=1).mean() == pytest.approx(outcome.mean, abs=0.5)
    np.testing.assert_array_equal(outcome.draws(10, seed=1), outcome.draws(10, seed=1))
    assert outcome.median == float(outcome.quantile(0.5))
    low, high = outcome.interval(0.8)
    assert outcome.chance_between(low, high) >= 0.8 - 1e-12


def test_log_score_and_mode_go_by_hundredths(outcome: PredictiveDistribution) -> None:
    assert float(outcome.log_score(20.3)) == pytest.approx(-np.log(outcome.hundredths[20]))
    assert int(outcome.hundredths.argmax()) == outcome.mode
    even = PredictiveDistribution(0, 100, np.array([0.0]), np.array([0.0]), np.where(np.arange(101) == 41, 1.0, 0.0))
    assert even.mode == 41
    with pytest.raises(ModelInputError, match="off the scale"):
        outcome.log_score(101.0)
    with pytest.raises(ModelInputError, match="between 0 and 1"):
        outcome.quantile(1.2)


def test_pit_is_even_when_outcomes_come_from_the_forecast(outcome: PredictiveDistribution) -> None:
    drawn = outcome.draws(50_000, seed=5)
    below, upto = outcome.pit(drawn)
    pit = below + np.random.default_rng(6).random(len(drawn)) * (upto - below)
    np.testing.assert_allclose(np.quantile(pit, [0.1, 0.25, 0.5, 0.75, 0.9]), [0.1, 0.25, 0.5, 0.75, 0.9], atol=0.01)


def test_factors_by_hand() -> None:
    seen = design([1, 1, 2], [50, 100, 0], [10, 70, 95], reference_point=0)
    factors = dict(zip(FACTORS, seen.factors[0].T, strict=True))
    assert np.flatnonzero(factors["a party's position"]).tolist() == [10, 70]  # who has no weight counts for nothing
    assert np.flatnonzero(factors["largest bloc"]).tolist() == [70]
    assert factors["weight behind it"][[10, 70]] == pytest.approx(np.sqrt([1 / 3, 2 / 3]))
    assert np.flatnonzero(factors["outside the parties' range"] == 0).tolist() == list(range(10, 71))
    assert np.flatnonzero(factors["halfway between the extremes"]).tolist() == [40]
    assert np.flatnonzero(factors["reference point"]).tolist() == [0]
    assert factors["distance from reference point"][30] == pytest.approx(0.3)
    assert factors["distance from capability-weighted mean"][40] == pytest.approx(0)
    spread = np.sqrt(2 / 9) * 60
    assert factors["distance from compromise"][60] == pytest.approx(10 / (spread + 5))
    assert seen.compromise[0] == pytest.approx(float(compromise([1, 1], [50, 100], [10, 70])))
    assert sum(factors["end of the scale"]) == 2
    assert (sum(factors["multiple of ten"]), sum(factors["multiple of five"])) == (11, 21)


def test_fit_finds_what_a_general_optimiser_finds() -> None:
    random = np.random.default_rng(0)
    factors, settled = random.normal(size=(60, 8, 3)), random.integers(0, 8, 60)

    def loss(theta: np.ndarray) -> float:
        score = factors @ theta
        chosen = score[np.arange(60), settled] - np.log(np.exp(score).sum(axis=1))
        return float(-chosen.sum() + 0.7 / 2 * theta @ theta)

    found = fit(factors, settled, penalty=0.7)
    np.testing.assert_allclose(found.coefficients, minimize(loss, np.zeros(3), tol=1e-12).x, atol=1e-5)
    assert (found.standard_errors > 0).all()


def test_fit_recovers_the_coefficients_that_made_the_outcomes() -> None:
    random = np.random.default_rng(1)
    theta, factors = np.array([1.0, -2.0]), random.normal(size=(5000, 5, 2))
    chance = probabilities(factors, theta)
    settled = (chance.cumsum(axis=1) < random.random((5000, 1))).sum(axis=1)
    np.testing.assert_allclose(fit(factors, settled).coefficients, theta, atol=0.15)


@pytest.mark.parametrize(
    ("factors", "settled", "penalty", "message"),
    [
        (np.zeros((0, 3, 1)), np.zeros(0, dtype=int), 1.0, "shape"),
        (np.zeros((2, 3)), np.zeros(2, dtype=int), 1.0, "shape"),
        (np.full((1, 3, 1), np.nan), [0], 1.0, "not finite"),
        (np.zeros((1, 3, 1)), [3], 1.0, "number of a place"),
        (np.zeros((1, 3, 1)), [0], 0.0, "penalty"),
    ],
)
def test_fit_refuses(factors: np.ndarray, settled: np.ndarray, penalty: float, message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        fit(factors, settled, penalty)


def test_shipped_coefficients_fit_the_factors() -> None:
    shipped = shipped_coefficients()
    assert shipped.values.shape == (len(FACTORS),)
    assert not shipped.values.flags.writeable
    assert "Thomson" in shipped.source
    assert 0 < COMPROMISE_SHARE < 1


@pytest.mark.parametrize(
    ("c", "s", "x", "reference"),
    [
        ([1.0], [1.0], [40.0], None),
        ([1.0, 1.0], [1.0, 1.0], [0.0, 100.0], 0.0),
        ([1.0, 1.0, 1.0], [9.0, 9.0, 9.0], [50.0, 50.0, 50.0], 50.0),
        ([0.0, 1.0], [50.0, 50.0], [0.0, 100.0], None),
        ([1e-200, 1e200], [1e-200, 1e200], [0.0, 100.0], 100.0),
    ],
)
def test_inputs_on_which_others_break(c: list[float], s: list[float], x: list[float], reference: float | None) -> None:
    found = predict(c, s, x, reference)
    assert float(found.hundredths.sum()) == pytest.approx(1)
    assert found.low <= found.median <= found.high
    assert np.isfinite(found.crps(x[0]))
    assert np.isfinite(found.log_score(x[0]))


def test_three_thousand_parties() -> None:
    random = np.random.default_rng(2)
    c, s, x = random.random(3000), random.random(3000), 100 * random.random(3000)
    assert float(predict(c, s, x).cdf(100.0)) == 1


def test_draws_are_averaged() -> None:
    c, s = np.ones((3, 2)), np.ones((3, 2))
    x = np.array([[0.0, 60.0], [0.0, 62.5], [10.0, 90.0]])
    together = predict(c, s, x, [0.0, 5.0, 10.0])
    alone = [predict(c[i], s[i], x[i], [0.0, 5.0, 10.0][i]) for i in range(3)]
    np.testing.assert_allclose(together.hundredths, np.mean([one.hundredths for one in alone], axis=0))
    grid = np.linspace(0, 100, 333)
    np.testing.assert_allclose(together.cdf(grid), np.mean([one.cdf(grid) for one in alone], axis=0), atol=1e-12)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"salience": [0, 0]}, "nobody carries any weight"),
        ({"capability": [0, 0]}, "nobody carries any weight"),
        ({"capability": [-1, 1]}, "negative"),
        ({"position": [0, 101]}, "off the scale"),
        ({"position": [0, np.nan]}, "not finite"),
        ({"position": [1]}, "different numbers of parties"),
        ({"reference_point": -1}, "reference point lies off the scale"),
        ({"reference_point": np.inf}, "not finite"),
        ({"reference_point": [1, 2, 3]}, "one value, or one per draw"),
        ({"low": 100.0}, "the lower below the upper"),
    ],
)
def test_what_cannot_be_forecast_is_refused(change: dict[str, object], message: str) -> None:
    given: dict[str, object] = {"capability": [1, 1], "salience": [1, 1], "position": [0, 100], **change}
    with pytest.raises(ModelInputError, match=message):
        predict(**given)  # type: ignore[arg-type]
