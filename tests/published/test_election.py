"""Probabilistic Condorcet elections against what KTAB itself printed.

KTAB keeps the output of reference runs in its public repository (KAPSARC, MIT licence). The names of the files stand with
each test. The discussion papers of 2015 could not be consulted.
"""

import numpy as np
import pytest

from goodoffices.models.bargaining.election import (
    KTAB_DEFAULT,
    KTAB_MARKOV_INCENTIVE,
    KTAB_MARKOV_UNIFORM,
    ElectionRules,
    election_over_positions,
    probabilistic_election,
    victory_probability,
)
from goodoffices.models.bargaining.election.election import decide

CONDITIONAL_SQUARE = ElectionRules(victory="square", procedure="conditional")
CONDITIONAL = ElectionRules(procedure="conditional")


@pytest.mark.parametrize(
    ("rules", "printed"),
    [
        (KTAB_MARKOV_UNIFORM, [0.6351, 0.2148, 0.1501]),
        (KTAB_MARKOV_INCENTIVE, [0.5094, 0.2796, 0.2110]),
        (CONDITIONAL_SQUARE, [0.8659, 0.1241, 0.0100]),
    ],
)
def test_three_options_under_three_procedures(rules: ElectionRules, printed: list[float]) -> None:
    """kmodel/20170530_ref-demomodel.txt, 'minimal PCE', three options."""
    strength = np.array([[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]])
    found = decide(strength, np.ones(3), np.ones(3, dtype=bool), rules)
    assert found.victory.round(4).tolist() == [[0.5, 0.5782, 0.9918], [0.4218, 0.5, 0.1948], [0.0082, 0.8052, 0.5]]
    assert found.probability.round(4).tolist() == printed


@pytest.mark.parametrize("rules", [KTAB_MARKOV_UNIFORM, KTAB_MARKOV_INCENTIVE])
def test_two_options(rules: ElectionRules) -> None:
    """kmodel/20170530_ref-demomodel.txt, 'minimal PCE', two options."""
    strength = np.array([[0, 51.212], [19.714, 0]])
    assert decide(strength, np.ones(2), np.ones(2, dtype=bool), rules).probability.round(4).tolist() == [0.8709, 0.1291]
    assert victory_probability(strength, "square").round(4).tolist() == [[0.5, 0.8709], [0.1291, 0.5]]


def test_options_without_a_scale() -> None:
    """kmodel/20170530_ref-mtchApp.txt: six parties divide seventeen sweets; utilities and capabilities as printed."""
    utility = [
        [0.3499, 0.4327, 0.3203, 0.0971, 0.2076, 0.0000],
        [0.2828, 0.3718, 0.0000, 0.3443, 0.3803, 0.4174],
        [0.4352, 0.0996, 0.4566, 0.5209, 0.2913, 0.5164],
        [0.1429, 0.3889, 0.3806, 0.4227, 0.4537, 0.1533],
        [0.2443, 0.5290, 0.0178, 0.2726, 0.3641, 0.2565],
        [0.4710, 0.0985, 0.4043, 0.2549, 0.3543, 0.5394],
    ]
    found = probabilistic_election([159.83, 145.85, 106.92, 112.53, 218.38, 167.01], utility, CONDITIONAL).probability
    np.testing.assert_allclose(found, [0.2043, 0.2462, 0.0081, 0.0577, 0.3736, 0.1101], atol=1.5e-4, rtol=0)


CAPABILITY = [102.54, 53.39, 129.64, 75.92, 63.22, 120.05, 54.18]


def test_seven_parties_on_three_issues_with_attitudes_to_risk() -> None:
    """examples/smp/doc/2016-11-11-ref-dummyData_3Dim.txt: utilities, aversions, estimates, probabilities of turn 0."""
    position = [
        [75.79, 6.37, 70.45],
        [82.72, 73.50, 64.00],
        [82.45, 90.89, 0.07],
        [62.52, 50.82, 62.33],
        [82.34, 45.77, 73.31],
        [84.48, 33.70, 88.11],
        [70.96, 33.46, 90.36],
    ]
    salience = [
        [49.53, 5.91, 28.15],
        [30.33, 21.22, 24.79],
        [48.47, 13.55, 34.62],
        [20.76, 39.24, 22.21],
        [40.96, 25.43, 22.59],
        [22.92, 39.35, 15.42],
        [31.75, 27.93, 26.03],
    ]
    scale = [(0, 100)] * 3
    found = election_over_positions(CAPABILITY, salience, position, scale, KTAB_DEFAULT)
    assert found.risk.round(3).tolist() == [-0.5, -0.459, -0.499, -0.274, 1.0, -0.232, -0.43]
    chance = found.probability[found.party_option]
    assert chance.round(4).tolist() == [0.0047, 0.0302, 0.0054, 0.1492, 0.6001, 0.1447, 0.0656]
    # Party 5 values the position of party 1 at .6135, in the eyes of party 0 at .5736.
    seen = election_over_positions(CAPABILITY, salience, position, scale, KTAB_DEFAULT, observer=0)
    importance, gap = np.array(salience[5]) ** 2, (np.array(position[5]) - position[1]) / 100
    d = float(np.sqrt((importance * gap**2).sum() / importance.sum()))
    assert [round((1 - d) * (1 + float(risk) * d), 4) for risk in (found.risk[5], seen.risk[5])] == [0.6135, 0.5736]
    assert round(1 - d, 3) == 0.665


def test_five_bargains_of_one_party() -> None:
    """The same file: strengths, victories and probabilities of the bargains of actor 0 in turn 0."""
    utility = [
        [0.82325, 0.83726, 0.80570, 0.80676, 0.81633],
        [0.71543, 0.73202, 0.77307, 0.74814, 0.74652],
        [0.51258, 0.52804, 0.52407, 0.52177, 0.51692],
        [0.74789, 0.76561, 0.77479, 0.80283, 0.79217],
        [0.96427, 0.96840, 0.96715, 0.96810, 0.96956],
        [0.75597, 0.77250, 0.74109, 0.76567, 0.77766],
        [0.73554, 0.72736, 0.72174, 0.73902, 0.74794],
    ]
    found = probabilistic_election(CAPABILITY, utility, CONDITIONAL)
    np.testing.assert_allclose(found.strength[1], [7.917, 0, 7.906, 4.778, 3.588], atol=2e-3, rtol=0)
    np.testing.assert_allclose(found.victory[4], [0.9284, 0.5617, 0.7812, 0.6627, 0.5], atol=2e-4, rtol=0)
    np.testing.assert_allclose(found.probability, [0.0004, 0.2938, 0.0137, 0.1953, 0.4968], atol=2e-4, rtol=0)
