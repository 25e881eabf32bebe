"""The exchange model where others break, what it reports, and what it refuses."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.exchange import (
    EQUAL_GAIN,
    EQUAL_GAIN_OPENING_SIDES,
    KALAI_SMORODINSKY,
    PRESETS,
    Reading,
    exchange_forecasts,
    exchange_model,
)

NAN = float("nan")


@pytest.fixture(params=list(PRESETS.values()), ids=list(PRESETS))
def preset(request: pytest.FixtureRequest) -> Reading:
    reading = request.param
    assert isinstance(reading, Reading)
    return reading


def test_parties_at_both_ends(preset: Reading) -> None:
    result = exchange_model(
        [1, 2, 1, 3], [[8, 2], [7, 3], [3, 9], [2, 6]], [[0, 0], [0, 100], [100, 100], [100, 0]], reading=preset
    )
    assert result.exhausted
    assert len(result.exchanges) > 0
    assert ((result.settlement >= 0) & (result.settlement <= 100)).all()


def test_one_party_and_one_issue(preset: Reading) -> None:
    alone = exchange_model([1.0], [[0.5, 0.2]], [[30.0, 60.0]], reading=preset)
    assert alone.settlement.tolist() == [30.0, 60.0]
    single = exchange_model([1.0, 3.0], [[0.5], [0.5]], [[0.0], [100.0]], reading=preset)
    assert single.settlement.tolist() == single.settlement_before.tolist() == [75.0]
    for result in (alone, single):
        assert result.exchanges == ()
        assert result.exhausted
        assert result.by_exchange.total.shape == (0,)


def test_equal_relative_salience_leaves_nothing_to_exchange(preset: Reading) -> None:
    result = exchange_model([1, 2], [[20, 40], [45, 90]], [[0, 100], [100, 0]], reading=preset)
    assert result.exchanges == ()


def test_parties_on_the_same_side_of_an_issue_do_not_exchange(preset: Reading) -> None:
    result = exchange_model([1, 1, 5], [[80, 20], [20, 80], [50, 50]], [[10, 0], [20, 90], [90, 50]], reading=preset)
    assert not any(set(made.parties) == {0, 1} for made in result.exchanges)


def test_who_has_no_capability_or_no_salience_gives_nothing(preset: Reading) -> None:
    salience = [[80, 20], [20, 80]]
    position = [[0, 100], [100, 0]]
    assert exchange_model([1, 0], salience, position, reading=preset).exchanges == ()
    assert exchange_model([[1, 1], [0, 1]], salience, position, reading=preset).exchanges == ()
    assert exchange_model([1, 1], [[80, 0], [20, 80]], position, reading=preset).exchanges == ()


def test_who_is_absent_from_an_issue_has_no_part_in_its_exchanges(preset: Reading) -> None:
    c, s, x = [1, 1, 1], [[80, 20], [20, 80], [50, 50]], [[0.0, 100.0], [100.0, 0.0], [NAN, 0.0]]
    result = exchange_model(c, s, x, reading=preset)
    assert np.isnan(result.voting_position[2, 0])
    assert all(2 not in made.parties for made in result.exchanges)
    capability, salience = np.ones((3, 2)), np.array(s, dtype=np.float64)
    capability[2, 0] = salience[2, 0] = NAN
    given_nothing = exchange_model(capability, salience, x, reading=preset)
    np.testing.assert_array_equal(result.settlement, given_nothing.settlement)


def test_a_settlement_stops_at_the_position_in_whose_favour_it_moves() -> None:
    # The settlement of issue 0 lies at 49.1, just above the first party. The third is content with that of issue 1.
    c, s = [1, 1, 1], [[90, 10], [10, 90], [100, 100]]
    result = exchange_model(c, s, [[48, 100], [100, 0], [45, 10]], most_exchanges=1)
    made = result.exchanges[0]
    assert set(made.parties) == {0, 1}
    assert result.settlement[0] == pytest.approx(48)
    assert 48 < made.after[made.parties.index(1)] < 100


def test_externalities_by_hand() -> None:
    c, s = [1, 1, 1, 1], [[80, 20], [20, 80], [40, 40], [60, 60]]
    x = [[0, 100], [100, 0], [0, 100], [100, 100]]
    result = exchange_model(c, s, x, most_exchanges=1)
    made = result.exchanges[0]
    assert (made.parties, made.issues) == ((0, 1), (1, 0))
    assert made.settlement_before == pytest.approx((60, 40))
    assert made.settlement_after == pytest.approx((50, 30))
    # Both settlements fall by ten points; the third party wants the first low and the second high, the fourth both high.
    assert made.gain == pytest.approx((6, 6))
    assert result.own_gain == pytest.approx([6, 6, 0, 0])
    assert result.by_party.inner_positive == pytest.approx([0, 0, 0, 0])
    assert result.by_party.outer_negative == pytest.approx([0, 0, 0, -12])
    assert result.by_exchange.total == pytest.approx([-12])
    assert result.utility_change == pytest.approx([6, 6, 0, -12])


def test_inner_group_gains_and_loses_with_the_partners() -> None:
    c, s = [1, 1, 1, 1], [[80, 20], [20, 80], [70, 30], [30, 60]]
    result = exchange_model(c, s, [[0, 100], [100, 0], [10, 90], [90, 10]], most_exchanges=1)
    assert result.by_party.inner_positive[2] > 0
    assert result.by_party.outer_positive.tolist() == result.by_party.outer_negative.tolist() == [0, 0, 0, 0]


def test_ties_are_reported_and_go_to_the_exchange_that_harms_others_least() -> None:
    c, s = [1, 1, 1], [[80, 20], [20, 80], [20, 80]]
    tied = exchange_model(c, s, [[0, 100], [100, 0], [100, 0]], most_exchanges=1)
    assert tied.exchanges[0].tied
    alone = exchange_model([1, 1], [[80, 20], [20, 80]], [[0, 100], [100, 0]])
    assert not alone.exchanges[0].tied


def test_equal_gain_trades_with_everybody_where_once_allows_one(preset: Reading) -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 12, 3))
    many = exchange_model(c, s, x, 0, 1, reading=preset)
    once = exchange_model(c, s, x, 0, 1, reading=replace(preset, name="custom", again="once"))
    given = [(party, issue) for made in once.exchanges for party, issue in zip(made.parties, made.issues, strict=True)]
    assert len(given) == len(set(given))
    assert len(many.exchanges) > len(once.exchanges) > 0


def test_a_limit_and_a_least_gain_are_kept() -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 12, 3))
    limited = exchange_model(c, s, x, 0, 1, most_exchanges=2)
    assert len(limited.exchanges) == 2
    assert not limited.exhausted
    picky = exchange_model(c, s, x, 0, 1, reading=Reading(least_gain=0.01))
    assert picky.exhausted
    assert all(made.gain[0] > 0.01 * s.max() for made in picky.exchanges)


def test_readings_differ_and_presets_are_named() -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 12, 3))
    ends = [exchange_model(c, s, x, 0, 1, reading=preset).settlement for preset in PRESETS.values()]
    assert all(np.abs(ends[0] - other).max() > 1e-3 for other in ends[1:])
    assert list(PRESETS.values()) == [EQUAL_GAIN, EQUAL_GAIN_OPENING_SIDES, KALAI_SMORODINSKY]
    assert all(preset.name == name for name, preset in PRESETS.items())
    assert list(EQUAL_GAIN.choices) == ["rate", "sides", "again", "least_gain"]


def test_draws_along_leading_axes() -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 2, 4, 5, 3))
    found = exchange_forecasts(c[..., 0], s, x, 0, 1)
    assert found.settlement.shape == found.settlement_before.shape == (2, 4, 3)
    assert found.exchanges.shape == found.exhausted.shape == (2, 4)
    one = exchange_model(c[1, 2, :, 0], s[1, 2], x[1, 2], 0, 1)
    np.testing.assert_allclose(found.settlement[1, 2], one.settlement, atol=1e-12)
    shared = exchange_forecasts(c[0, 0], s[0, 0], x[0], 0, 1)
    np.testing.assert_allclose(shared.settlement[2], exchange_model(c[0, 0], s[0, 0], x[0, 2], 0, 1).settlement)


def test_thousands_of_parties_in_little_memory() -> None:
    c, s, x = np.random.default_rng(1).uniform(0.1, 1, (3, 2000, 2))
    result = exchange_model(c, s, x, 0, 1, most_exchanges=3)
    assert [made.gain[0] == pytest.approx(made.gain[1]) for made in result.exchanges] == [True] * 3


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"salience": [[1, -1], [1, 1]]}, "cannot be negative"),
        ({"capability": [1, np.inf]}, "capability holds a value that is not finite"),
        ({"salience": [[1, NAN], [1, 1]]}, "salience holds a value that is not finite"),
        ({"position": [[0, np.inf], [1, 1]]}, "position holds a value that is not finite"),
        ({"position": [[0, 101], [1, 1]]}, "a position on issue 1 lies off its scale from 0 to 100"),
        ({"position": [[NAN, 1], [NAN, 1]]}, "nobody carries any weight on issue 0"),
        ({"capability": [0, 0]}, "nobody carries any weight on issue 0"),
        ({"position": [1, 2]}, "one row per party and one column per issue"),
        ({"position": np.zeros((0, 2))}, "one row per party and one column per issue"),
        ({"capability": [1, 1, 1]}, "different parties or issues"),
        ({"salience": [[1, 1]]}, "different parties or issues"),
        ({"position": np.ones((2, 2, 2))}, "one draw at a time"),
        ({"low": 100}, "must lie below its high end"),
        ({"low": [0, 0, 0]}, "one for each of 2 issues"),
        ({"most_exchanges": -1}, "cannot be negative; it is -1"),
    ],
)
def test_bad_input_is_said(change: dict[str, Any], message: str) -> None:
    given: dict[str, Any] = {"capability": [1, 1], "salience": [[1, 1], [1, 1]], "position": [[0, 1], [1, 1]]}
    with pytest.raises(ModelInputError, match=message):
        exchange_model(**(given | change))


def test_draws_that_do_not_fit_are_said() -> None:
    with pytest.raises(ModelInputError, match="do not fit together"):
        exchange_forecasts(np.ones((3, 2)), np.ones((2, 2, 2)), np.ones((2, 2, 2)))


def test_an_answer_that_does_not_exist_is_said() -> None:
    with pytest.raises(ModelInputError, match="rate is one of equal_gain"):
        Reading(rate="fair")  # type: ignore[arg-type]
    for least in (0.0, NAN, float("inf")):
        with pytest.raises(ModelInputError, match="at least 1e-9"):
            Reading(least_gain=least)
