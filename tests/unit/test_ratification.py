"""Two-level games: closed forms, edges and what is refused."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from scipy.stats import beta, norm

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification import (
    MAJORITY,
    TWO_THIRDS,
    Bloc,
    Constituency,
    Country,
    Talks,
    Threshold,
    WinSet,
    agenda_setter,
    agenda_setter_among,
    contract_zone,
    gains,
    legislature,
    nash_among,
    nash_bargain,
    normal_pivot_chance,
    overlap,
    package_grid,
    random_packages,
    ratification_chance,
    ratifies,
    setter_outcome,
    signs,
    split_the_difference,
    support_chance,
    support_quantile,
    table_overlap,
    tying_hands,
    uniform_pivot_chance,
    verdicts,
    win_set,
)
from goodoffices.models.ratification.pivotal import turning


def one_voter(name: str, ideal: float, leader: float | None = None) -> Country:
    home = (Constituency("voters", (Bloc("median", ideal),)),)
    return Country(name, home, None if leader is None else Bloc("leader", leader))


@pytest.mark.parametrize(
    ("q", "m", "s", "outcome"),
    [(20, 30, 80, 40), (20, 60, 80, 80), (20, 60, 100, 100), (20, 10, 80, 20), (80, 70, 10, 60), (50, 50, 90, 50)],
)
def test_agenda_setter_by_closed_form(q: float, m: float, s: float, outcome: float) -> None:
    assert float(setter_outcome(q, m, s)) == outcome
    countries = [Country("S", leader=Bloc("setter", s)), one_voter("V", m, leader=m)]
    found = agenda_setter(countries, Talks(q), "S")
    assert (found.position, found.equally_good) == (outcome, (outcome,))
    assert found.gains["S"] == abs(q - s) - abs(outcome - s)


def test_two_thirds_move_the_pivot_away_from_the_median() -> None:
    seats, ideals = {"a": 20, "b": 20, "c": 20, "d": 20, "e": 20}, {"a": 30, "b": 40, "c": 50, "d": 60, "e": 70}
    ends = {}
    for threshold in (MAJORITY, TWO_THIRDS, Threshold(Fraction(1))):
        found = win_set(Country("home", (legislature("chamber", seats, ideals, threshold),)), Talks(20))
        ends[threshold] = found.ends[0][1]
        assert found.ends[0][0] == 20
        pivot = next(name for name, ideal in ideals.items() if 2 * ideal - 20 == ends[threshold])
        assert found.intervals[0].high_set_by == (f"home, chamber, {pivot}",)
    assert list(ends.values()) == [80, 60, 40]


def test_a_low_threshold_leaves_separate_stretches() -> None:
    body = Constituency("either", (Bloc("low", 20), Bloc("high", 80)), Threshold(Fraction(1, 2)))
    talks = Talks(50)
    assert win_set(Country("home", (body,)), talks).ends == [(0, 100)]
    demanding = Constituency(
        "either", (Bloc("low", 20, outside=20), Bloc("high", 80, outside=20)), Threshold(Fraction(1, 2))
    )
    found = win_set(Country("home", (demanding,)), talks)
    assert found.ends == [(10, 30), (70, 90)]
    assert found.length == 40
    assert 50 not in found
    assert found.nearest(50) == (30, 70)
    sides = [Country("home", (demanding,), Bloc("premier", 50, outside=-90)), Country("away", leader=Bloc("x", 51))]
    settled = agenda_setter([sides[0], Country("away", leader=Bloc("x", 50, outside=-90))], talks, "home")
    assert (settled.position, settled.equally_good) == (30, (30, 70))
    assert agenda_setter(sides, talks, "away").position is None


def test_opposite_homes_leave_the_status_quo_alone() -> None:
    assert overlap([one_voter("A", 20), one_voter("B", 80)], Talks(50)).ends == [(50, 50)]
    assert win_set(Country("nobody asked"), Talks(50)).ends == [(0, 100)]
    settled = nash_bargain([one_voter("A", 20, 20), one_voter("B", 80, 80)], Talks(50))
    assert settled.position == 50
    assert settled.gains == {"A": 0, "B": 0}


def test_leaders_count_for_what_is_signed_and_not_for_the_win_set() -> None:
    a = one_voter("A", 60, leader=40)
    assert win_set(a, Talks(50)).ends == [(50, 70)]
    assert contract_zone([a], Talks(50)).ends == [(50, 50)]


def test_quadratic_losses_change_demands_and_not_mirror_images() -> None:
    assert win_set(one_voter("A", 60), Talks(20, shape="quadratic")).ends == [(20, 100)]
    country = Country("A", (Constituency("c", (Bloc("m", 60, outside=700),)),))
    assert win_set(country, Talks(20, shape="quadratic")).ends == [(30, 90)]
    assert win_set(Country("A", (Constituency("c", (Bloc("m", 60, outside=41),)),)), Talks(20)) == WinSet(())


def test_consent_and_chambers_all_count() -> None:
    blocs = (Bloc("big", 80, 70), Bloc("partner", 55, 5), Bloc("rest", 0, 25))
    free, bound = (Country("c", (Constituency("diet", blocs, MAJORITY, who),)) for who in ((), ("partner",)))
    assert win_set(free, Talks(50)).ends == [(50, 100)]
    assert win_set(bound, Talks(50)).ends == [(50, 60)]
    cabinet = Constituency("cabinet", (Bloc("ministry", 65),), None, ("ministry",))
    both = Country("c", (Constituency("diet", blocs, MAJORITY), cabinet))
    assert win_set(both, Talks(50)).ends == [(50, 80)]
    assert win_set(both, Talks(50)).intervals[0].high_set_by == ("c, cabinet, ministry",)


def test_nash_bargain_at_the_home_that_binds_and_inside() -> None:
    free = [Country("A", leader=Bloc("a", 100)), Country("B", leader=Bloc("b", 0))]
    stalled = nash_bargain(free, Talks(40, shape="quadratic"))
    assert stalled.position == 40
    wanting = [Country("A", leader=Bloc("a", 100, outside=-60)), Country("B", leader=Bloc("b", 0, outside=-20))]
    assert nash_bargain(wanting, Talks(40)).position == pytest.approx(20)  # the gains are x + 20 and 60 - x
    bound = [Country("A", (Constituency("c", (Bloc("m", 45),)),), wanting[0].leader), wanting[1]]
    assert nash_bargain(bound, Talks(40)).position == 40


def test_split_is_midway_between_what_each_would_propose() -> None:
    countries = [one_voter("A", 90, 100), one_voter("B", 45, 45)]
    offers = [agenda_setter(countries, Talks(20), name).position for name in "AB"]
    assert offers == [70, 45]
    assert split_the_difference(countries, Talks(20)).position == 57.5


def test_tying_hands_helps_until_talks_break_down() -> None:
    a, b = one_voter("A", 20, 20), one_voter("B", 70, 70)

    def by_a(countries: object, talks: Talks) -> object:
        return agenda_setter(countries, talks, "B")  # type: ignore[arg-type]

    found = tying_hands([a, b], Talks(100), "A", np.arange(0, 90, 10), by_a)  # type: ignore[arg-type]
    # B's home takes all from 40 on; A's home at demand t takes all up to 100 - t.
    assert found.settlement[:7].tolist() == [70, 70, 70, 70, 60, 50, 40]
    assert np.isnan(found.settlement[7:]).all()
    assert found.breaks_at == 60
    assert found.best_demand("A") == 60
    assert found.best_demand("B") == 0
    assert found.zone_length[:7].tolist() == [60, 50, 40, 30, 20, 10, 0]
    assert found.gain["A"][7:].tolist() == [0, 0]
    assert tying_hands([a, b], Talks(100), "A", [0, 10]).breaks_at == np.inf
    assert np.isnan(tying_hands([a, b], Talks(100), "A", [70, 80]).breaks_at)


def test_verdict_says_on_whom_it_hangs() -> None:
    blocs = (Bloc("a", 30, 40), Bloc("b", 60, 35), Bloc("c", 90, 15), Bloc("d", 10, 10))
    body = Constituency("senate", blocs, TWO_THIRDS, ("c",))
    (no,) = verdicts(Country("h", (body,)), Talks(50), [70])
    assert (no.agrees, no.weight_for, no.whole) == (False, 50, 100)
    assert no.decisive == ()
    assert no.unblocked_by == (("a",),)
    (stuck,) = verdicts(Country("h", (body,)), Talks(50), [30])
    assert stuck.unblocked_by == (("c", "b"),)
    (even,) = verdicts(Country("h", (Constituency("house", blocs),)), Talks(20), [50])
    assert (even.agrees, even.weight_for) == (False, 50)
    assert even.unblocked_by == (("a",), ("d",))


def test_pivot_is_the_quota_member_and_ties_share_the_place() -> None:
    blocs = tuple(Bloc(name, ideal) for name, ideal in (("a", 30), ("b", 60), ("c", 60), ("d", 90), ("e", 95)))
    (found,) = verdicts(Country("h", (Constituency("c", blocs),)), Talks(20), [80])
    assert found.pivot == ("b", "c")
    assert found.agrees
    assert found.decisive == ()
    (found,) = verdicts(Country("h", (Constituency("c", blocs, Threshold(Fraction(4, 5))),)), Talks(20), [80])
    assert found.decisive == ("b", "c", "d", "e")


def test_a_bloc_without_a_say_is_no_pivot_and_sets_no_end() -> None:
    """Of 49, 49, 2 and 0 seats with a majority of two thirds the small ones change nothing, though they stand where b does."""
    seats = {"a": 49, "b": 49, "c": 2, "d": 0}
    chamber = legislature("Diet", seats, {"a": 90, "b": 50, "c": 50, "d": 50}, TWO_THIRDS)
    (found,) = verdicts(Country("h", (chamber,)), Talks(20), [60])
    assert found.pivot == ("b",)
    limits = win_set(Country("h", (chamber,)), Talks(20)).intervals[0]
    assert (limits.high, limits.high_set_by) == (80, ("h, Diet, b",))
    half = legislature("Diet", seats, {"a": 90, "b": 50, "c": 50, "d": 50})
    assert verdicts(Country("h", (half,)), Talks(20), [60])[0].pivot == ("b", "c")


def test_many_blocs_at_one_place() -> None:
    """As many sums as seats with whole numbers; of weights that never add up alike all are named, beyond what is gone through."""
    whole = Constituency("party", tuple(Bloc(f"b{i}", 50, i % 7) for i in range(300)))
    assert len(turning(whole, [], [bloc.name for bloc in whole.blocs])) == 300 - 43
    odd = Constituency("party", tuple(Bloc(f"b{i}", 50, 1 + 0.1**0.5 * 1.7**-i) for i in range(20)))
    assert len(turning(odd, [], [bloc.name for bloc in odd.blocs])) == 20


def test_one_pivotal_voter_by_closed_form() -> None:
    draws = norm.ppf((np.arange(20_000) + 0.5) / 20_000, 50, 10)[:, None]
    packages = np.array([60.0, 95.0, 20.0, 10.0])
    home = Country("A", (Constituency("c", (Bloc("m", draws),)),))
    found = ratification_chance([home], Talks(20), packages)
    assert found.ratified == pytest.approx(normal_pivot_chance(packages, 20, 50, 10), abs=1e-4)
    flat = ((np.arange(20_000) + 0.5) / 20_000 * 40 + 30)[:, None]
    home = Country("A", (Constituency("c", (Bloc("m", flat),)),))
    found = ratification_chance([home], Talks(80), packages)
    assert found.ratified == pytest.approx(uniform_pivot_chance(packages, 80, 30, 70), abs=1e-4)
    assert normal_pivot_chance(40, 20, 30, 5) == 0.5


def test_involuntary_defection_counts_only_what_leaders_sign() -> None:
    ideals = np.array([[80.0], [80.0], [30.0], [30.0]])
    leader = np.array([[90.0], [90.0], [90.0], [10.0]])
    seats = np.array([1.0, 1.0, 1.0, 1.0])
    home = Country("A", (Constituency("c", (Bloc("m", ideals, seats),)),), Bloc("l", leader))
    found = ratification_chance([home, Country("B")], Talks(50), [60.0, 50.0])
    assert (found.draws, found.signed.tolist()) == (4, [0.75, 1.0])
    assert found.ratified.tolist() == [0.5, 1.0]
    assert found.involuntary_defection == pytest.approx([1 / 3, 0])
    assert found.by_body["A", "c"].tolist() == [0.5, 1.0]
    assert found.by_country["B"].tolist() == [1.0, 1.0]
    assert found.ratified_error == pytest.approx([0.25, 0])
    assert found.defection_error[0] == pytest.approx(np.sqrt(2 / 27))
    never = Country("A", (), Bloc("l", 10))
    assert np.isnan(ratification_chance([never], Talks(50), [60.0]).involuntary_defection).all()


def test_seats_may_be_uncertain() -> None:
    chamber = legislature("c", {"yes": np.array([40, 50, 60, 70]), "no": [60, 50, 40, 30]}, {"yes": 80, "no": 0})
    found = ratification_chance([Country("A", (chamber,))], Talks(50), [60])
    assert found.ratified.tolist() == [0.5]


def test_packages_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = Talks((50, 30))
    rng = np.random.default_rng(1)
    blocs = tuple(Bloc(f"b{i}", rng.uniform(0, 100, (7, 2)), 1, rng.uniform(0.1, 1, (7, 2))) for i in range(5))
    home = Country("A", (Constituency("c", blocs),))
    packages = random_packages(talks, 50, seed=3)
    whole = ratifies(home, talks, packages)
    assert whole.shape == (7, 50)
    assert 0 < whole.mean() < 1
    monkeypatch.setattr("goodoffices.models.ratification.packages.CELLS_AT_ONCE", 30)
    assert (ratifies(home, talks, packages) == whole).all()


def test_what_is_offered_may_differ_between_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    talks = Talks((50, 30))
    rng = np.random.default_rng(2)
    blocs = tuple(Bloc(f"b{i}", rng.uniform(0, 100, (7, 2))) for i in range(3))
    home = Country("A", (Constituency("c", blocs),), Bloc("l", rng.uniform(0, 100, (7, 2))))
    offered = rng.uniform(0, 100, (7, 9, 2))
    found = ratifies(home, talks, offered)
    one_by_one = [ratifies(home, talks, offered[draw])[draw] for draw in range(7)]
    assert (found == one_by_one).all()
    assert 0 < found.mean() < 1
    chance = ratification_chance([home, Country("B")], talks, offered)
    assert chance.ratified == pytest.approx(found.mean(axis=0))
    assert chance.signed == pytest.approx(np.mean([signs(home, talks, offered[d])[d] for d in range(7)], axis=0))
    monkeypatch.setattr("goodoffices.models.ratification.packages.CELLS_AT_ONCE", 14)
    assert (ratifies(home, talks, offered) == found).all()
    with pytest.raises(ModelInputError, match="different numbers of draws"):
        ratifies(home, talks, offered[:5])
    with pytest.raises(ModelInputError, match="packages need the shape"):
        ratifies(home, talks, offered[None])


def test_table_overlap_says_who_blocks() -> None:
    talks = Talks(50)
    found = table_overlap([one_voter("A", 60), one_voter("B", 100)], talks, package_grid(talks, 101))
    assert found.share == pytest.approx(21 / 101)
    assert found.blocked_by == {"A": pytest.approx(30 / 101), "B": 0}
    assert found.everywhere[50:71].all()


def test_best_of_packages_draw_by_draw() -> None:
    draws = np.array([[20.0], [60.0]])
    countries = [
        Country("A", leader=Bloc("a", 100)),
        Country("B", (Constituency("c", (Bloc("m", draws),)),), Bloc("b", 90)),
    ]
    packages = [50.0, 60.0, 70.0, 80.0]
    assert agenda_setter_among(countries, Talks(50), packages, "A").tolist() == [0, 2]
    assert nash_among(countries, Talks(50), packages).tolist() == [0, 2]
    assert agenda_setter_among(countries, Talks(50), [90.0], "A").tolist() == [-1, -1]


def test_polls() -> None:
    assert support_chance(0.5, 1000) == pytest.approx(0.5)
    assert support_chance(0.52, 1000, 0.5) == pytest.approx(beta.sf(0.5, 520.5, 480.5))
    assert support_chance(0.6, 400, 0.5, 4) == pytest.approx(support_chance(0.6, 100, 0.5))
    low, high = support_quantile(0.52, 1000, [0.1, 0.9])
    assert support_chance(0.52, 1000, [low, high]) == pytest.approx([0.9, 0.1])
    assert support_chance(0.52, 10**6) > 0.9999


WRONG: list[tuple[Callable[[], object], str]] = [
    (lambda: Bloc("a", np.nan), "not finite"),
    (lambda: Bloc("a", 5, -1), "cannot be negative"),
    (lambda: Bloc("a", (5, 6), salience=(0, 0)), "all saliences are zero"),
    (lambda: Bloc("a", (5, 6), salience=(1, 1, 1)), "saliences for 3 issues"),
    (lambda: Bloc("a", np.zeros((2, 2, 2))), "along one axis"),
    (lambda: Threshold(Fraction(3, 2)), "from 0 to 1"),
    (lambda: Threshold(Fraction(1), more=True), "can be reached"),
    (lambda: Constituency("c", ()), "no bloc"),
    (lambda: Constituency("c", (Bloc("a", 1), Bloc("a", 2))), "two blocs are called 'a'"),
    (lambda: Constituency("c", (Bloc("a", 1),), None), "asks for nothing"),
    (lambda: Constituency("c", (Bloc("a", 1),), None, ("b",)), "'b' is not among"),
    (lambda: Constituency("c", (Bloc("a", 1, 0),)), "none of its blocs has any weight"),
    (lambda: Constituency("c", (Bloc("a", 1), Bloc("b", (1, 2)))), "different numbers of issues"),
    (lambda: Constituency("c", (Bloc("a", 1, [1, 2]), Bloc("b", 1, [1, 2, 3]))), "different numbers of draws"),
    (lambda: Country("A", (one_voter("x", 1).home[0],) * 2), "one name"),
    (lambda: legislature("l", {"a": 1}, {"b": 2}), "'a' has seats and no position; .*'b' has a position and no seats"),
    (lambda: Talks(120), "off the scale"),
    (lambda: Talks(5, low=5, high=5), "two ends"),
    (lambda: Talks(5, "cubic"), "linear, quadratic"),  # type: ignore[arg-type]
    (lambda: gains(Bloc("a", 5), Talks((5, 5)), [(1, 2)]), "1 ideals for 2 issue"),
    (lambda: gains(Bloc("a", 5), Talks(5), [(1, 2)]), "need the shape"),
    (lambda: gains(Bloc("a", 5), Talks(5), [101]), "off the scale"),
    (lambda: gains(Bloc("a", [[5], [6]]), Talks([[5], [6], [7]]), [50]), "draws do not fit"),
    (lambda: win_set(one_voter("A", 5), Talks((5, 5))), "more than one issue"),
    (lambda: win_set(Country("A", leader=Bloc("l", [[5], [6]])), Talks(5)), "has draws"),
    (lambda: ratifies(Country("A", leader=Bloc("l", [[5], [6]])), Talks([[5], [6], [7]]), [1]), "numbers of draws"),
    (lambda: table_overlap([], Talks(5), [1]), "must be one"),
    (lambda: table_overlap([Country("A"), Country("A")], Talks(5), [1]), "different names"),
    (lambda: nash_bargain([Country("A")], Talks(5)), "nobody negotiates for A"),
    (lambda: agenda_setter([Country("A", leader=Bloc("l", 5))], Talks(5), "B"), "not at the table"),
    (lambda: agenda_setter_among([Country("A", leader=Bloc("l", 5))], Talks(5), [5], "B"), "not at the table"),
    (lambda: tying_hands([one_voter("A", 5, 5)], Talks(5), "B", [0]), "not at the table"),
    (lambda: tying_hands([one_voter("A", 5, 5)], Talks(5), "A", [1, 0]), "ascending"),
    (lambda: tying_hands([Country("A", leader=Bloc("l", 5))], Talks(5), "A", [0]), "nobody at home"),
    (lambda: setter_outcome([1, 2], [1, 2, 3], 4), "do not fit"),
    (lambda: setter_outcome(np.inf, 1, 4), "not finite"),
    (lambda: normal_pivot_chance(1, 2, 3, 0), "positive"),
    (lambda: normal_pivot_chance([1, 2], [1, 2, 3], 3, 1), "do not fit"),
    (lambda: uniform_pivot_chance(1, 2, 3, 3), "two ends"),
    (lambda: uniform_pivot_chance(np.nan, 2, 3, 4), "not finite"),
    (lambda: verdicts(Country("A", (Constituency("c", (Bloc("a", [[1], [2]]),)),)), Talks(5), [5]), "one draw"),
    (lambda: verdicts(one_voter("A", 5), Talks(5), [[5]]), "one package"),
    (lambda: package_grid(Talks(5), 1), "at least two"),
    (lambda: package_grid(Talks((5,) * 12), 10), "too large"),
    (lambda: random_packages(Talks(5), 0, 1), "at least one"),
    (lambda: support_chance(1.2, 0, 2, 0.5), "share lies.*sample.*design effect.*threshold"),
    (lambda: support_chance([0.5, 0.6], [1, 2, 3]), "do not fit"),
]


@pytest.mark.parametrize(("call", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        call()
