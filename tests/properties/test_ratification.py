"""Two-level games against brute force, and what must hold for any of them."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from goodoffices.models.ratification import (
    Bloc,
    Constituency,
    Country,
    Talks,
    Threshold,
    agenda_setter,
    contract_zone,
    gains,
    nash_bargain,
    overlap,
    package_grid,
    ratifies,
    split_the_difference,
    table_overlap,
    tying_hands,
    verdicts,
    win_set,
)
from goodoffices.models.ratification.pivotal import turning

SHARES = st.sampled_from([Fraction(1, 3), Fraction(1, 2), Fraction(3, 5), Fraction(2, 3), Fraction(1)])
PLACES = st.integers(0, 20).map(lambda n: 5.0 * n)
GRID = np.linspace(0, 100, 201)  # every end of a win-set of whole fives lies on it


@st.composite
def bodies(draw: st.DrawFn, issues: int = 1) -> Constituency:
    number = draw(st.integers(1, 5))
    blocs = tuple(
        Bloc(
            f"b{i}",
            draw(st.lists(PLACES, min_size=issues, max_size=issues)),
            draw(st.integers(1, 9)),
            draw(st.lists(st.integers(1, 4), min_size=issues, max_size=issues)),
            draw(st.sampled_from([0.0, 0.0, 5.0, -5.0])),
        )
        for i in range(number)
    )
    share = draw(SHARES)
    consent = draw(st.lists(st.sampled_from([bloc.name for bloc in blocs]), unique=True, max_size=2))
    return Constituency("body", blocs, Threshold(share, draw(st.booleans()) and share < 1), tuple(consent))


@st.composite
def countries(draw: st.DrawFn, name: str = "A", issues: int = 1) -> Country:
    home = tuple(replace(draw(bodies(issues)), name=f"body {i}") for i in range(draw(st.integers(1, 2))))
    return Country(name, home, Bloc("leader", draw(st.lists(PLACES, min_size=issues, max_size=issues))))


def agrees_by_hand(body: Constituency, start: list[float], package: list[float], power: int) -> bool:
    """Ask bloc by bloc in fractions."""
    for_it, whole, consents = Fraction(0), Fraction(0), True
    for bloc in body.blocs:
        care = [Fraction(float(w)).limit_denominator(100) for w in np.ravel(np.asarray(bloc.salience))]
        ideal = [Fraction(float(p)) for p in np.ravel(bloc.ideal)]

        def loss(at: list[float], care: list[Fraction] = care, ideal: list[Fraction] = ideal) -> Fraction:
            return sum(
                (w * abs(Fraction(x) - p) ** power for w, x, p in zip(care, at, ideal, strict=True)), Fraction(0)
            )

        accepts = loss(package) <= loss(start) - Fraction(float(np.asarray(bloc.outside)))
        weight = Fraction(float(np.asarray(bloc.weight)))
        whole += weight
        for_it += weight * accepts
        consents &= accepts or bloc.name not in body.consent
    assert body.threshold is not None
    needed = body.threshold.share * whole
    return consents and (for_it > needed if body.threshold.more else for_it >= needed)


@given(countries(issues=2), st.lists(PLACES, min_size=2, max_size=2), st.sampled_from([1, 2]))
@settings(deadline=None, max_examples=20)
def test_membership_is_that_of_asking_bloc_by_bloc(country: Country, start: list[float], power: int) -> None:
    talks = Talks(start, "linear" if power == 1 else "quadratic")
    packages = package_grid(talks, 5)
    by_hand = [
        all(agrees_by_hand(body, start, list(map(float, package)), power) for body in country.home)
        for package in packages
    ]
    assert ratifies(country, talks, packages).tolist() == by_hand


@given(countries("A"), countries("B"), PLACES, st.sampled_from(["linear", "quadratic"]))
@settings(deadline=None, max_examples=60)
def test_exact_win_set_is_that_of_asking_at_every_point(a: Country, b: Country, start: float, shape: str) -> None:
    talks = Talks(start, shape)  # type: ignore[arg-type]
    for group in ([a], [b], [a, b]):
        found = overlap(group, talks)
        asked = table_overlap(group, talks, GRID).everywhere
        assert [float(x) in found for x in GRID] == asked.tolist()
        for one, other in zip(found.intervals, found.intervals[1:], strict=False):
            assert one.high < other.low
        for part in found.intervals:
            assert part.low_set_by or part.low == 0
            assert part.high_set_by or part.high == 100


@given(countries("A"), countries("B"), PLACES)
@settings(deadline=None, max_examples=60)
def test_settlements_are_best_of_the_zone(a: Country, b: Country, start: float) -> None:
    talks, table = Talks(start), [a, b]
    zone = contract_zone(table, talks)
    inside = np.array([x for x in GRID if x in zone])
    for country in table:
        found = agenda_setter(table, talks, country.name)
        assert (found.position is None) == (not zone)
        if found.position is not None and country.leader is not None:
            assert all(point in zone for point in found.equally_good)
            assert found.gains[country.name] == gains(country.leader, talks, inside).max()
            assert min(found.gains.values()) >= 0
    nash, split = nash_bargain(table, talks), split_the_difference(table, talks)
    if not zone:
        assert nash.position is split.position is None
        return
    assert split.position is not None
    assert split.position in zone
    products = np.prod([gains(c.leader, talks, inside) for c in table if c.leader], axis=0)
    assert np.prod(list(nash.gains.values())) >= products.max() - 1e-6
    assert min(nash.gains.values()) >= -1e-9


@given(countries(), PLACES, PLACES)
@settings(deadline=None, max_examples=60)
def test_verdict_agrees_with_membership_and_its_pivot(country: Country, start: float, package: float) -> None:
    talks = Talks(start)
    for body, verdict in zip(country.home, verdicts(country, talks, [package]), strict=True):
        alone = Country("x", (body,))
        assert verdict.agrees == bool(ratifies(alone, talks, [package])[0])
        assert verdict.agrees == (verdict.gains[verdict.pivot[0]] >= 0)
        names = {bloc.name for bloc in body.blocs}
        for_it = {name for name in names if verdict.gains[name] >= 0}

        def passes(yes: set[str], body: Constituency = body) -> bool:
            return bool(body.agrees([np.array([bloc.name in yes]) for bloc in body.blocs])[0])

        if verdict.agrees:
            assert set(verdict.decisive) == {name for name in for_it if not passes(for_it - {name})}
            assert verdict.unblocked_by == ()
        else:
            against = sorted(names - for_it)
            sizes = [
                n for n in range(len(against) + 1) if any(passes(for_it | set(c)) for c in combinations(against, n))
            ]
            smallest = {frozenset(c) for c in combinations(against, sizes[0]) if passes(for_it | set(c))}
            assert {frozenset(chosen) for chosen in verdict.unblocked_by} == smallest


@given(bodies(), st.data())
@settings(deadline=None, max_examples=80)
def test_who_turns_a_body_by_every_order_of_joining(body: Constituency, data: st.DataObject) -> None:
    names = [bloc.name for bloc in body.blocs]
    before = set(data.draw(st.lists(st.sampled_from(names), unique=True)))
    tied = [name for name in names if name not in before]

    def passes(yes: set[str]) -> bool:
        return bool(body.agrees([np.array([name in yes]) for name in names])[0])

    assume(passes(set(names)))
    turners = set()
    for order in permutations(tied):
        joined = set(before)
        for name in order:
            if not passes(joined) and passes(joined | {name}):
                turners.add(name)
            joined.add(name)
    assert turning(body, before, tied) == tuple(name for name in tied if name in turners)


@given(countries("A"), countries("B"), PLACES)
@settings(deadline=None, max_examples=15)
def test_more_demanding_homes_have_smaller_win_sets_and_no_agreement_returns(
    a: Country, b: Country, start: float
) -> None:
    found = tying_hands([a, b], Talks(start), "A", [0, 5, 10, 20, 40, 80])
    assert (np.diff(found.win_set_length) <= 0).all()
    assert (np.diff(found.zone_length) <= 0).all()
    gone = np.isnan(found.settlement)
    assert (np.diff(gone.astype(int)) >= 0).all()
    if np.isfinite(found.breaks_at):
        assert gone[found.demand > found.breaks_at + 1e-6].all()
        assert not gone[found.demand < found.breaks_at].any()


@given(countries(), PLACES, st.permutations(range(5)))
@settings(deadline=None, max_examples=60)
def test_neither_order_of_blocs_nor_unit_of_weight_matters(country: Country, start: float, order: list[int]) -> None:
    def other(body: Constituency) -> Constituency:
        places = [place for place in order if place < len(body.blocs)]
        return replace(
            body, blocs=tuple(replace(body.blocs[p], weight=3 * np.asarray(body.blocs[p].weight)) for p in places)
        )

    changed = replace(country, home=tuple(other(body) for body in country.home))
    assert win_set(changed, Talks(start)).ends == win_set(country, Talks(start)).ends


@given(countries(), PLACES)
@settings(deadline=None, max_examples=60)
def test_the_mirrored_game_has_the_mirrored_win_set(country: Country, start: float) -> None:
    home = tuple(
        replace(body, blocs=tuple(replace(bloc, ideal=100 - np.asarray(bloc.ideal)) for bloc in body.blocs))
        for body in country.home
    )
    mirrored = win_set(replace(country, home=home), Talks(100 - start))
    assert [(100 - high, 100 - low) for low, high in reversed(mirrored.ends)] == win_set(country, Talks(start)).ends
