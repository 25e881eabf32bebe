"""A number after what initiatives do to it."""

import pickle

import numpy as np
import pytest

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.values.changed import Changed, Effect
from goodoffices.dossier.values.quantity import Quantity

POINT = Quantity.point(50)
RANGE = Quantity(40, 50, 70)
WORLDS = Worlds(100_000, 3)


def effect(op: str = "shift", amount: str = "10", chance: str = "", name: str = "host#1") -> Effect:
    return Effect(name, op, Quantity.parse(amount), Quantity.parse(chance) if chance else None, 0.0, 100.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ([effect()], (50, 60, 80)),
        ([effect(amount="5..10..15")], (45, 60, 85)),
        ([effect(amount="5..10..15", chance="0.6")], (40, 60, 85)),
        ([effect(amount="5..10..15", chance="0.4")], (40, 50, 85)),
        ([effect(amount="60")], (100, 100, 100)),
        ([effect(amount="40")], (80, 90, 100)),
        ([effect("set", "30")], (30, 30, 30)),
        ([effect("set", "30", "0.7")], (30, 30, 70)),
        ([effect("set", "30", "0.3")], (30, 50, 70)),
        ([effect("set", "30", "0")], (40, 50, 70)),
        ([effect("set", "30"), effect(amount="-5..0..5", name="b#1")], (25, 30, 35)),
    ],
)
def test_bounds_and_likeliest_value(effects: list[Effect], expected: tuple[float, float, float]) -> None:
    changed = Changed(RANGE, effects)
    assert (changed.low, changed.likely, changed.high) == expected
    assert changed.is_point == (expected[0] == expected[2])
    drawn = Worlds(2_000, 1).sample("x", changed)
    assert drawn.min() >= changed.low
    assert drawn.max() <= changed.high


def test_without_effects_it_is_drawn_as_its_base() -> None:
    assert np.array_equal(WORLDS.sample("x", Changed(RANGE, [])), WORLDS.sample("x", RANGE))


def test_share_of_worlds_in_which_an_effect_works() -> None:
    drawn = WORLDS.sample("x", Changed(POINT, [effect(chance="0.6")]))
    assert set(drawn) == {50.0, 60.0}
    assert (drawn == 60).mean() == pytest.approx(0.6, abs=0.006)


def test_a_certain_shift_moves_every_world_by_the_same_and_stops_at_the_scale() -> None:
    base = WORLDS.sample("x", RANGE)
    np.testing.assert_allclose(WORLDS.sample("x", Changed(RANGE, [effect(amount="35")])), np.minimum(base + 35, 100))


def test_mean_of_a_shift_with_a_range_and_a_chance_in_ranges() -> None:
    drawn = WORLDS.sample("x", Changed(POINT, [effect(amount="0..6..12", chance="0.2..0.5..0.8")]))
    assert drawn.mean() == pytest.approx(50 + 0.5 * 6, abs=0.05)


def test_an_effect_has_the_same_draws_in_every_combination() -> None:
    one, other = effect(amount="5..10..15", chance="0.5"), effect(amount="1..2..3", chance="0.5", name="visit#1")
    alone = WORLDS.sample("x", Changed(RANGE, [one])) - WORLDS.sample("x", RANGE)
    second = WORLDS.sample("x", Changed(RANGE, [other])) - WORLDS.sample("x", RANGE)
    both = WORLDS.sample("x", Changed(RANGE, [one, other])) - WORLDS.sample("x", RANGE)
    np.testing.assert_allclose(both, alone + second, atol=1e-9)
    np.testing.assert_allclose(both != 0, WORLDS.works("host#1", one.chance) | WORLDS.works("visit#1", other.chance))  # type: ignore[arg-type]


def test_nothing_uncertain_leaves_a_plain_number() -> None:
    assert Changed.by(POINT, effect()) == Quantity.point(60)
    assert Changed.by(RANGE, effect("set", "70")) == Quantity.point(70)
    assert Changed.by(Changed(RANGE, [effect(chance="0.5")]), effect("set", "70")) == Quantity.point(70)
    both = Changed.by(Changed.by(RANGE, effect()), effect(name="b#1"))
    assert both == Changed(RANGE, [effect(), effect(name="b#1")])


def test_equality_hash_pickle_and_text() -> None:
    changed = Changed(RANGE, [effect(chance="0.5")])
    assert changed == pickle.loads(pickle.dumps(changed)) == Changed(RANGE, (effect(chance="0.5"),))
    assert hash(changed) == hash(Changed(RANGE, [effect(chance="0.5")]))
    assert changed != Quantity(changed.low, changed.likely, changed.high)
    assert str(changed) == "40..60..80"
