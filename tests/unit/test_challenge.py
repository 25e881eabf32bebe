"""The challenge model where others break, its readings and its table."""

import numpy as np
import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.challenge import (
    PRESETS,
    SCHOLZ_2011,
    SCHOLZ_2011_TEXT,
    Octant,
    Reading,
    challenge_model,
    challenge_table,
    multiverse,
)


@pytest.fixture(params=list(PRESETS.values()), ids=list(PRESETS))
def preset(request: pytest.FixtureRequest) -> Reading:
    reading = request.param
    assert isinstance(reading, Reading)
    return reading


def test_parties_at_both_ends(preset: Reading) -> None:
    result = challenge_model([1, 2, 1, 3], [0.5, 0.5, 0.7, 0.9], [0, 0, 100, 100], preset)
    assert np.isfinite(result.position).all()
    assert (np.abs(result.position - 50) <= 50).all()


def test_one_party_stays_where_it_is(preset: Reading) -> None:
    result = challenge_model([1.0], [0.5], [30.0], preset)
    assert result.position.tolist() == [[30.0]] * 11
    assert bool(result.settled)
    assert int(result.cycle) == 0


def test_parties_without_capability_are_moved_and_move_nobody(preset: Reading) -> None:
    result = challenge_model([1, 0, 0], [1.0, 0.5, 0.9], [0, 50, 100], preset)
    assert np.isfinite(result.position).all()
    assert (result.median[:2] == [0.0, result.position[1, 0]]).all()


def test_some_salience_zero(preset: Reading) -> None:
    result = challenge_model([1, 1, 1], [0.0, 0.0, 0.4], [0, 50, 100], preset)
    assert np.isfinite(result.position).all()


def test_no_salience_at_all_is_said() -> None:
    with pytest.raises(ModelInputError, match="nobody carries any weight"):
        challenge_model([1, 1], [0, 0], [0, 1])


def test_salience_in_hundreds_is_said() -> None:
    with pytest.raises(ModelInputError, match="divide by 100"):
        challenge_model([1, 1], [40, 60], [0, 1])


def test_no_round_is_said() -> None:
    with pytest.raises(ModelInputError, match="at least one round"):
        challenge_model([1, 1], [0.4, 0.6], [0, 1], rounds=0)


def test_an_answer_that_does_not_exist_is_said() -> None:
    with pytest.raises(ModelInputError, match="denominator is one of global, pair"):
        Reading(denominator="all")  # type: ignore[arg-type]
    with pytest.raises(ModelInputError, match="probability"):
        Reading(stay_put=1.5)
    with pytest.raises(ModelInputError, match="true or false"):
        Reading(risk_in_votes="yes")  # type: ignore[arg-type]


def test_a_choice_that_does_not_exist_is_said() -> None:
    with pytest.raises(ModelInputError, match="moon is no choice"):
        multiverse([1, 1], [0.4, 0.6], [0, 1], vary={"moon": ("full",)})
    with pytest.raises(ModelInputError, match="no answers"):
        multiverse([1, 1], [0.4, 0.6], [0, 1], vary={"denominator": ()})
    with pytest.raises(ModelInputError, match="moon is no choice"):
        multiverse([1, 1], [0.4, 0.6], [0, 1]).by_choice("moon")


def test_three_thousand_parties() -> None:
    c, s, x = np.random.default_rng(1).uniform(0.1, 1, (3, 3000))
    result = challenge_model(c, s, x, SCHOLZ_2011_TEXT, rounds=1)
    assert result.position.shape == (2, 3000)
    assert (result.move[0] > 0).any()


def test_leading_axes_are_kept() -> None:
    c, s, x = np.random.default_rng(1).uniform(0.1, 1, (3, 4, 2, 5))
    result = challenge_model(c, s, x, rounds=3)
    assert result.position.shape == (4, 4, 2, 5)
    assert result.median.shape == result.mean.shape == (4, 4, 2)
    assert result.challenger.shape == result.move.shape == result.exponent.shape == (3, 4, 2, 5)
    assert result.forecast.shape == result.cycle.shape == result.settled.shape == (4, 2)
    universe = multiverse(c, s, x, rounds=1, vary={"denominator": ("global", "pair")})
    assert universe.median.shape == (2, 4, 2)
    assert universe.quantiles([0.1, 0.9]).shape == (2, 4, 2)
    assert universe.by_choice("denominator")["pair"].shape == (4, 2)


def test_many_draws_in_several_pieces() -> None:
    c, s, x = np.random.default_rng(1).uniform(0.1, 1, (3, 300, 30))
    together = challenge_model(c, s, x, rounds=2)
    some = challenge_model(c[200:210], s[200:210], x[200:210], rounds=2)
    np.testing.assert_allclose(together.position[:, 200:210], some.position, atol=1e-9)


def test_the_same_bits_whatever_the_number_of_threads(monkeypatch: pytest.MonkeyPatch, preset: Reading) -> None:
    c, s, x = np.random.default_rng(2).uniform(0.1, 1, (3, 700, 30))
    results = []
    for threads in (1, 3):
        monkeypatch.setattr("os.cpu_count", lambda threads=threads: threads)
        results.append(challenge_model(c, s, x, preset, rounds=2))
    for name, array in vars(results[0]).items():
        assert array.tobytes() == getattr(results[1], name).tobytes(), name


def test_a_table_has_both_sides_of_every_pair() -> None:
    c, s, x = np.random.default_rng(5).uniform(0.1, 1, (3, 9))
    table = challenge_table(c, s, x, PRESETS["BDM_1994_CLOSEST"])
    mirrored = {
        Octant.PREVAILS: Octant.YIELDS,
        Octant.COMPROMISE_GAINED: Octant.COMPROMISE_GIVEN,
        Octant.COMPELS: Octant.COMPELLED,
        Octant.STALEMATE: Octant.STALEMATE,
        Octant.NONE: Octant.NONE,
    }
    pairs = mirrored | {value: key for key, value in mirrored.items()}
    assert (np.vectorize(lambda o: pairs[Octant(o)])(table.octant) == table.octant.T).all()
    np.testing.assert_array_equal(table.by, table.against.T)


def test_offers_of_the_table_are_those_taken() -> None:
    c, s, x = np.random.default_rng(6).uniform(0.1, 1, (3, 9))
    table, result = challenge_table(c, s, x), challenge_model(c, s, x, rounds=1)
    for party, challenger in enumerate(result.challenger[0]):
        if challenger >= 0:
            assert table.offer[party, challenger] == pytest.approx(result.position[1, party])
        else:
            assert np.isnan(table.offer[party]).all()
    np.testing.assert_allclose(table.exponent, result.exponent[0])


def test_a_table_shows_one_draw_of_a_range_that_can_be() -> None:
    with pytest.raises(ModelInputError, match="one axis"):
        challenge_table([[1, 1]], [[0.5, 0.5]], [[0, 1]])
    with pytest.raises(ModelInputError, match="cannot have started"):
        challenge_table([1, 1], [0.5, 0.5], [0, 1], SCHOLZ_2011, span=0.5)


def test_equal_offers_from_both_sides_are_reported() -> None:
    result = challenge_model(
        [1, 1, 1], [0.9, 0.2, 0.9], [0, 50, 100], Reading(denominator="pair", tie="halfway"), rounds=1
    )
    assert result.tied[0].tolist() == [False, True, False]
    assert result.position[1, 1] == 50.0
