"""The challenge model against a plain transcription of its formulas, and what must hold for any input."""

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from benchmarks.bench_challenge import check
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.models.bargaining.challenge import (
    OPEN_CHOICES,
    PRESETS,
    SCHOLZ_2011,
    Move,
    Reading,
    challenge_model,
    multiverse,
    readings_of,
)
from goodoffices.models.bargaining.inputs import FloatArray

Inputs = tuple[FloatArray, FloatArray, FloatArray]
ROUNDS = 3
EVERY_CHOICE: dict[str, tuple[Any, ...]] = {
    **OPEN_CHOICES,
    "offer": ("least_change", "strongest", "by_kind"),
    "tie": ("weakest", "strongest", "halfway"),
    "compelled": ("full_move", "no_move"),
    "improvement": ("at_median", "on_the_way", "always"),
    "stay_put": (1.0, 0.5, 0.25),
}


@st.composite
def inputs(draw: st.DrawFn, most: int = 7, top: int = 1000) -> Inputs:
    parties = draw(st.integers(1, most))
    weights = st.integers(0, 20).map(lambda v: v / 20)
    c = draw(arrays(np.float64, parties, elements=weights))
    s = draw(arrays(np.float64, parties, elements=weights))
    c[0], s[0] = max(c[0], 0.05), max(s[0], 0.05)
    return c, s, draw(arrays(np.float64, parties, elements=st.integers(0, top).map(float)))


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    return Reading(**{name: draw(st.sampled_from(answers)) for name, answers in EVERY_CHOICE.items()})


# After a round two offers can differ by as little as the tolerance for ties, and rounding then tells the two programs
# apart. So the examples are the same in every run.
@settings(deadline=None, max_examples=12, derandomize=True)
@given(inputs(most=6), st.sampled_from([6, 1000]))
def test_all_256_readings_follow_the_formulas(given_: Inputs, top: int) -> None:
    c, s, x = given_
    x = np.minimum(x, top)
    result = multiverse(c, s, x, rounds=2)
    for reading, positions in zip(result.readings, result.rounds.position.swapaxes(0, 1), strict=True):
        check(c, s, x, reading, positions)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(inputs(most=9), any_reading())
def test_every_other_choice_follows_the_formulas(given_: Inputs, reading: Reading) -> None:
    check(*given_, reading, challenge_model(*given_, reading, ROUNDS).position)


@pytest.mark.parametrize("parties", [40, 80])
def test_larger_groups_follow_the_formulas(parties: int) -> None:
    c, s, x = np.random.default_rng(parties).uniform(0.1, 1, (3, parties))
    for preset in (SCHOLZ_2011, PRESETS["BDM_1994_CLOSEST"], PRESETS["BDM_1997_PAIRWISE"]):
        check(c, s, x, preset, challenge_model(c, s, x, preset, rounds=1).position)


@settings(deadline=None)
@given(inputs(), any_reading(), st.randoms(use_true_random=False))
def test_order_of_the_parties_does_not_matter(given_: Inputs, reading: Reading, random: Random) -> None:
    order = list(range(len(given_[0])))
    random.shuffle(order)
    c, s, x = given_
    first = challenge_model(c, s, x, reading, ROUNDS)
    second = challenge_model(c[order], s[order], x[order], reading, ROUNDS)
    np.testing.assert_allclose(first.position[1][order], second.position[1], atol=1e-6)
    np.testing.assert_array_equal(first.move[0][order], second.move[0])


@settings(deadline=None)
@given(inputs(), any_reading(), st.integers(-50, 50), st.sampled_from([0.5, 2.0, 4.0]))
def test_positions_move_with_the_scale(given_: Inputs, reading: Reading, shift: int, stretch: float) -> None:
    c, s, x = given_
    first = challenge_model(c, s, x, reading, 1).position
    second = challenge_model(c, s, stretch * x + shift, reading, 1).position
    np.testing.assert_allclose(stretch * first + shift, second, atol=1e-5)


@settings(deadline=None)
@given(inputs(), any_reading().filter(lambda reading: reading.offer != "by_kind"))
def test_turning_the_scale_round_turns_the_answer_round(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    np.testing.assert_allclose(
        -challenge_model(c, s, x, reading, 1).position, challenge_model(c, s, -x, reading, 1).position, atol=1e-5
    )


@settings(deadline=None)
@given(inputs(), any_reading(), st.sampled_from([0.25, 8.0, 1024.0]))
def test_units_of_capability_do_not_matter(given_: Inputs, reading: Reading, factor: float) -> None:
    c, s, x = given_
    first = challenge_model(c, s, x, reading, ROUNDS).position
    np.testing.assert_allclose(first, challenge_model(factor * c, s, x, reading, ROUNDS).position, atol=1e-9)


@settings(deadline=None)
@given(inputs(), any_reading())
def test_nobody_leaves_the_range_and_who_stays_is_said_to_stay(given_: Inputs, reading: Reading) -> None:
    result = challenge_model(*given_, reading, ROUNDS)
    x = given_[2]
    assert (result.position >= x.min() - 1e-9).all()
    assert (result.position <= x.max() + 1e-9).all()
    moved = result.position[1:] != result.position[:-1]
    assert (result.move[moved] != Move.STAYS).all()
    assert ((result.challenger == -1) == (result.move == Move.STAYS)).all()
    assert ((result.exponent >= 0.5 - 1e-12) & (result.exponent <= 2 + 1e-12)).all()


@settings(deadline=None)
@given(inputs(), any_reading(), st.integers(-5, 5))
def test_who_agrees_stays(given_: Inputs, reading: Reading, place: int) -> None:
    c, s, x = given_
    result = challenge_model(c, s, np.full_like(x, place), reading, ROUNDS)
    assert (result.position == place).all()
    assert int(result.last_round) == 0


@settings(deadline=None, max_examples=30)
@given(inputs(), any_reading(), st.integers(2, 5))
def test_draws_do_not_see_each_other(given_: Inputs, reading: Reading, draws: int) -> None:
    c, s, x = given_
    shifted = np.stack([np.roll(x, draw) for draw in range(draws)])
    together = challenge_model(c, s, shifted, reading, ROUNDS)
    for draw in range(draws):
        alone = challenge_model(c, s, shifted[draw], reading, ROUNDS)
        np.testing.assert_allclose(together.position[:, draw], alone.position, atol=1e-9)
        assert together.last_round[draw] == alone.last_round


def test_a_reading_in_the_multiverse_gives_what_it_gives_alone() -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 6))
    together = multiverse(c, s, x, rounds=1)
    for place, reading in list(enumerate(readings_of()))[::17]:
        assert together.readings[place] == reading
        alone = challenge_model(c, s, x, replace(reading), rounds=1)
        np.testing.assert_allclose(together.rounds.position[:, place], alone.position, atol=1e-12)
