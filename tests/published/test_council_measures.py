"""Published values of measures other than the Shapley-Shubik and the Banzhaf index; each test names where they are printed."""

from fractions import Fraction

import pytest
from tests.support import column

from goodoffices.models.councils import (
    BlockedBy,
    ChairBreaksTies,
    Chamber,
    Consent,
    Majority,
    Quota,
    Share,
    SimpleGame,
    banzhaf,
    coleman,
    count_minimal_winning,
    deegan_packel,
    holler,
    johnston,
    minimal_winning_patterns,
    passage,
    roles,
    simple_game,
)

F = Fraction
FIVE = ("China", "France", "Russia", "UK", "US")
TEN = tuple(f"elected {i}" for i in range(1, 11))


def five(*votes: int, quota: int) -> SimpleGame:
    return simple_game(dict(zip("abcde", votes, strict=True)), Quota(quota))


def test_holler_and_illing() -> None:
    """Holler, M. J. & Illing, G. (2006), *Einführung in die Spieltheorie*, sections 6.3.3 and 6.3.4: (51; 35, 20, 15, 15, 15)."""
    game = five(35, 20, 15, 15, 15, quota=51)
    assert list(deegan_packel(game).shares.values()) == [F(18, 60), F(9, 60), F(11, 60), F(11, 60), F(11, 60)]
    assert list(holler(game).shares.values()) == [F(16, 60), F(8, 60), F(12, 60), F(12, 60), F(12, 60)]


def test_paradox_of_giving_votes_away() -> None:
    """The examples (9; 6, 4, 1, 1, 1) and (9; 5, 5, 1, 1, 1), as printed in the vignette of the R package CoopGame."""
    before = five(6, 4, 1, 1, 1, quota=9)
    printed = {
        banzhaf: (0.47368421, 0.36842105, 0.05263158),
        deegan_packel: (0.375, 0.250, 0.125),
        holler: (0.3333333, 0.1666667, 0.1666667),
        johnston: (0.52777778, 0.38888889, 0.02777778),
    }
    for index, values in printed.items():
        shares = index(before).as_floats()
        assert [shares[voter] for voter in "abc"] == pytest.approx(values, abs=5e-8)
        assert list(index(five(5, 5, 1, 1, 1, quota=9)).shares.values()) == [F(1, 2), F(1, 2), 0, 0, 0]


def test_legislation_in_the_united_states() -> None:
    """Brams, Affuso & Kilgour (1989), 'Presidential power': Johnston .770 president, .16 Senate, .07 House (recalled)."""
    house, senate = [f"r{i}" for i in range(435)], [f"s{i}" for i in range(100)]
    houses = [Chamber(dict.fromkeys(members, 1), rule) for members, rule in ((house, Majority()), (senate, Majority()))]
    override = [Chamber(dict.fromkeys(members, 1), Share(F(2, 3))) for members in (house, senate)]
    rule = houses[0] & houses[1] & Consent(("president",)) | override[0] & override[1]
    game = simple_game(dict.fromkeys(["president", *house, *senate], 1), rule)
    shares = johnston(game).as_floats()
    assert shares["president"] == pytest.approx(0.770, abs=0.0005)
    assert 100 * shares["s0"] == pytest.approx(0.16, abs=0.005)
    assert 435 * shares["r0"] == pytest.approx(0.07, abs=0.005)
    assert float(deegan_packel(game).shares["president"]) == pytest.approx(0.004, abs=0.0005)


def test_six_states_of_1958() -> None:
    """Coleman's powers of the Council of the European Economic Community follow from its 14 winning coalitions of 64.

    Felsenthal & Machover (1998), chapter 5: swings 10, 6 and 0, Luxembourg a dummy.
    """
    seats = {"Germany": 4, "France": 4, "Italy": 4, "Belgium": 2, "Netherlands": 2, "Luxembourg": 1}
    game = simple_game(seats, Quota(12))
    power = coleman(game)
    assert power.to_act == F(14, 64)
    assert list(power.to_prevent.shares.values()) == [F(10, 14)] * 3 + [F(6, 14)] * 2 + [0]
    assert list(power.to_initiate.shares.values()) == [F(10, 50)] * 3 + [F(6, 50)] * 2 + [0]
    assert roles(game).dummies == ("Luxembourg",)
    assert [str(pattern) for pattern in minimal_winning_patterns(game)] == [
        "Germany, France and Italy",
        "Belgium and Netherlands, with any 2 of Germany, France and Italy",
    ]


def test_security_council() -> None:
    """210 minimal winning coalitions of nine members; 848 winning coalitions of 32,768, all lost without a permanent one."""
    game = simple_game(dict.fromkeys(FIVE + TEN, 1), Quota(9) & Consent(FIVE))
    assert count_minimal_winning(game) == 210
    assert coleman(game).to_act == F(848, 2**15)
    assert coleman(game).to_prevent.shares["US"] == 1
    assert roles(game).vetoers == FIVE
    assert deegan_packel(game).shares["US"] == holler(game).shares["US"] == F(1, 9)
    assert holler(game).shares["elected 1"] == F(4, 90)


@pytest.mark.parametrize(
    ("united_kingdom", "share", "off", "germany", "malta"),
    [
        (False, 0.1319730281829834, 1e-15, 0.20996221899986267, 0.03004583716392517),
        (True, 0.1133, 0.00005, 0.17020191252231598, 0.02993607521057129),
    ],
)
def test_council_of_the_european_union(
    united_kingdom: bool, share: float, off: float, germany: float, malta: float
) -> None:
    """Penrose measures of 28 states in the tests of the package power_bdd 1.0.0; of 27 states by meeting in the middle."""
    people = column("eu_council_2019.csv", "population")
    if not united_kingdom:
        del people["United Kingdom"]
    rule = Share(F(55, 100)) & Chamber(people, Share(F(65, 100))) | BlockedBy(4)
    game = simple_game(dict.fromkeys(people, 1), rule)
    even = passage(game, dict.fromkeys(people, 0.5))
    assert even.error == 0
    assert float(even.chance) == pytest.approx(share, abs=off)
    power = coleman(game)
    assert power.error == 0
    assert float(power.to_act) == pytest.approx(share, abs=off)
    assert float(even.decides["Germany"]) == pytest.approx(germany, abs=1e-12)
    assert float(even.decides["Malta"]) == pytest.approx(malta, abs=1e-12)
    assert roles(game).vetoers == roles(game).dummies == roles(game).undetermined == ()


def test_international_monetary_fund() -> None:
    votes = column("imf_2024.csv", "votes")
    assert len(votes) == 190
    assert roles(simple_game(votes, Share(F(85, 100)))).vetoers == ("United States",)
    assert roles(simple_game(votes, Share(F(70, 100)))).vetoers == ()
    assert roles(simple_game(votes, Share(F(1, 2), more=True))).dummies == ()
    power = coleman(simple_game(votes, Share(F(85, 100))))
    assert power.error == 0
    assert power.to_prevent.shares["United States"] == 1
    # Without its veto nothing passes: it swings every winning coalition, and the body acts half as often as it decides.
    assert 2 * power.to_act == banzhaf(simple_game(votes, Share(F(85, 100))), normalised=False).shares["United States"]


def test_the_senate_with_its_president() -> None:
    """The vice-president decides a tie of a hundred senators, and only that."""
    senate = dict.fromkeys([f"s{i}" for i in range(100)], 1)
    game = simple_game(senate | {"vice-president": 0}, ChairBreaksTies("vice-president"))
    assert game.wins([f"s{i}" for i in range(51)])
    assert game.wins([*(f"s{i}" for i in range(50)), "vice-president"])
    assert not game.wins([f"s{i}" for i in range(50)])
