"""Draws of uncertain inputs: common random numbers with the right distribution."""

import numpy as np
import pytest

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.values.quantity import Quantity

RANGE = Quantity(50, 60, 80)


def test_same_seed_and_name_give_the_same_bits_in_any_order() -> None:
    first, second = Worlds(500, 7), Worlds(500, 7)
    a1, b1 = first.sample("a", RANGE), first.sample("b", RANGE)
    b2, a2 = second.sample("b", RANGE), second.sample("a", RANGE)
    assert a1.tobytes() == a2.tobytes()
    assert b1.tobytes() == b2.tobytes()
    assert a1.tobytes() != b1.tobytes()


def test_another_seed_gives_other_worlds() -> None:
    assert not np.array_equal(Worlds(50, 1).sample("a", RANGE), Worlds(50, 2).sample("a", RANGE))


def test_moments_of_the_pert_distribution() -> None:
    values = Worlds(200_000, 1).sample("a", RANGE)
    mean = (50 + 4 * 60 + 80) / 6
    assert values.min() >= RANGE.low
    assert values.max() <= RANGE.high
    assert values.mean() == pytest.approx(mean, abs=0.05)
    assert values.var() == pytest.approx((mean - 50) * (80 - mean) / 7, rel=0.02)


def test_shifting_a_range_moves_every_draw_the_same_way() -> None:
    low = Worlds(1000, 3).sample("a", RANGE)
    high = Worlds(1000, 3).sample("a", Quantity(52, 62, 82))
    np.testing.assert_allclose(high - low, 2.0)


@pytest.mark.parametrize("quantity", [Quantity(0, 0, 10), Quantity(0, 10, 10)])
def test_likeliest_value_at_an_end_of_the_range(quantity: Quantity) -> None:
    values = Worlds(1000, 1).sample("a", quantity)
    assert np.isfinite(values).all()
    assert quantity.low <= values.min() <= values.max() <= quantity.high


def test_points_do_not_vary_and_draws_cannot_be_changed() -> None:
    assert set(Worlds(10, 1).sample("a", Quantity.point(4))) == {4.0}
    with pytest.raises(ValueError, match="read-only"):
        Worlds(10, 1).sample("a", RANGE)[0] = 1
