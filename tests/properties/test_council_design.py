"""Design of bodies: what changes if, votes for a wanted power, equal power of two sides."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    AllOf,
    AnyOf,
    BlockedBy,
    Chamber,
    Change,
    Consent,
    FormBloc,
    GetsVeto,
    Joins,
    Leaves,
    Majority,
    Quota,
    Rule,
    RuleBecomes,
    Share,
    banzhaf,
    equal_power_splits,
    power_by_quota,
    roles,
    shapley_shubik,
    simple_game,
    votes_for_power,
    what_changes,
)

F = Fraction
SEATS = {"a": 4, "b": 3, "c": 2, "d": 1}


def after(*changes: Change, rule: Rule = Majority()) -> dict[str, Fraction]:  # noqa: B008
    return dict(what_changes(SEATS, rule, *changes).after.shares)


def power(seats: dict[str, int], rule: Rule) -> dict[str, Fraction]:
    return dict(shapley_shubik(simple_game(seats, rule)).shares)


def test_each_change_gives_the_body_it_says() -> None:
    assert after() == power(SEATS, Majority())
    assert after(Joins("e", 2)) == power({**SEATS, "e": 2}, Majority())
    assert after(Leaves("b")) == power({"a": 4, "c": 2, "d": 1}, Majority())
    assert after(GetsVeto("d")) == power(SEATS, Majority() & Consent(("d",)))
    assert after(RuleBecomes(Quota(8))) == power(SEATS, Quota(8))
    game = simple_game(SEATS, Majority()).with_blocs({"left": ["b", "c"]})
    assert after(FormBloc("left", ("b", "c"))) == shapley_shubik(game).shares
    assert after(Leaves("b"), Joins("b", 9)) == power({"a": 4, "c": 2, "d": 1, "b": 9}, Majority())


def test_who_leaves_is_out_of_every_part_of_the_rule() -> None:
    people = Chamber({"a": 10, "b": 20, "c": 30, "d": 40}, Share(F(1, 2)))
    rule = AnyOf((AllOf((Majority(), people, Consent(("b",)), Consent(("a", "b")))), BlockedBy(1)))
    rest = {"a": 4, "c": 2, "d": 1}
    without = Chamber({"a": 10, "c": 30, "d": 40}, Share(F(1, 2)))
    expected = AnyOf((AllOf((Majority(), without, Consent(("a",)))), BlockedBy(1)))
    assert after(Leaves("b"), rule=rule) == power(rest, expected)


def test_rows() -> None:
    found = what_changes(SEATS, Majority(), FormBloc("bloc", ("c", "d")), Leaves("b"), index=banzhaf)
    assert [row.voter for row in found.members] == ["a", "b", "c", "d", "bloc"]
    rows = {row.voter: row for row in found.members}
    assert rows["b"].after is None
    assert rows["c"].after is None
    assert rows["bloc"].before == found.before.shares["c"] + found.before.shares["d"]
    assert sum(row.difference for row in found.members if row.voter in ("a", "b", "bloc")) == 0
    assert what_changes(SEATS, Majority(), Joins("e", 1)).members[-1].before is None


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), min_size=2, max_size=5), st.data())
def test_a_veto_never_costs_its_holder(votes: list[int], data: st.DataObject) -> None:
    seats = {f"v{i}": own for i, own in enumerate(votes)}
    quota = Quota(data.draw(st.integers(1, sum(votes))))
    holder = data.draw(st.sampled_from(list(seats)))
    rows = {row.voter: row.difference for row in what_changes(seats, quota, GetsVeto(holder)).members}
    assert rows[holder] >= 0
    assert holder in roles(simple_game(seats, quota & Consent((holder,)))).vetoers


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (Joins("a", 1), "member already"),
        (Leaves("x"), "cannot leave"),
        (GetsVeto("x"), "not among"),
        (FormBloc("bloc", ("x",)), "not among"),
        (RuleBecomes(Quota(99)), "makes no sense"),
    ],
)
def test_changes_that_make_no_sense(change: Change, message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        what_changes(SEATS, Majority(), change)


def test_the_only_vetoer_cannot_leave_a_rule_of_its_own() -> None:
    with pytest.raises(ModelInputError, match="nobody is named"):
        what_changes(SEATS, Consent(("a",)), Leaves("a"))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=4).filter(any), st.data())
def test_powers_that_some_votes_give_are_found(votes: list[int], data: st.DataObject) -> None:
    total = sum(votes)
    seats = {f"v{i}": own for i, own in enumerate(votes)}
    index = data.draw(st.sampled_from([shapley_shubik, banzhaf]))
    quota = data.draw(st.integers(total // 2 + 1, total))
    wanted = index(simple_game(seats, Quota(quota))).shares
    found = votes_for_power(wanted, most_votes=4, index=index)
    assert found.exhaustive
    assert found.distance == 0
    assert found.power.shares == wanted == index(simple_game(found.seats, Quota(found.quota))).shares


def test_exhaustive_search_leaves_nothing_better() -> None:
    wanted = {"a": F(1, 6), "b": F(1, 2), "c": F(1, 3)}
    found = votes_for_power(wanted, most_votes=3)
    nearest = min(
        sum(
            abs(share - wanted[voter]) for voter, share in power(dict(zip("abc", votes, strict=True)), Quota(q)).items()
        )
        for votes in itertools.product(range(4), repeat=3)
        for q in range(sum(votes) // 2 + 1, sum(votes) + 1)
        if any(votes)
    )
    assert found.distance == nearest
    assert list(found.seats) == ["a", "b", "c"]


def test_local_search_is_repeatable_and_says_it_is_no_proof() -> None:
    wanted = dict(zip("abcdefgh", (20, 18, 15, 12, 11, 10, 8, 6), strict=True))
    found = votes_for_power(wanted, most_votes=30, seed=3)
    assert not found.exhaustive
    assert found.distance < F(1, 20)
    assert found == votes_for_power(wanted, most_votes=30, seed=3)
    assert found.power.shares == power(dict(found.seats), Quota(found.quota))


@pytest.mark.parametrize(
    ("wanted", "most", "message"),
    [
        ({}, 5, "1 to 12"),
        ({"a": 0}, 5, "somebody must"),
        ({"a": -1, "b": 2}, 5, "less than no power"),
        ({"a": 1}, 0, "at least 1 vote"),
        (dict.fromkeys("abcdefghijklm", 1), 5, "1 to 12"),
    ],
)
def test_wanted_powers_that_make_no_sense(wanted: dict[str, float], most: int, message: str) -> None:
    with pytest.raises(ModelInputError, match=message):
        votes_for_power(wanted, most_votes=most)


@settings(deadline=None)
@given(st.integers(1, 10), st.lists(st.integers(0, 4), max_size=3), st.data())
def test_equal_splits_by_both_indices(seats: int, others: list[int], data: st.DataObject) -> None:
    total = seats + sum(others)
    quota = data.draw(st.integers(total // 2 + 1, total))
    splits = equal_power_splits(seats, quota, others)
    for larger in range(seats - seats // 2, seats + 1):
        body = {"first": larger, "second": seats - larger} | {f"o{i}": votes for i, votes in enumerate(others)}
        for index in (shapley_shubik, banzhaf):
            shares = index(simple_game(body, Quota(quota))).shares
            assert ((larger, seats - larger) in splits) == (shares["first"] == shares["second"])


def test_supreme_national_council_by_quota() -> None:
    """Six seats against three times two are equal at nine or ten votes of twelve, by Banzhaf at no quota."""
    assert not any(sides.equal for sides in power_by_quota([6], [2, 2, 2], index=banzhaf))
    table = {sides.quota: sides for sides in power_by_quota([6], [2, 2, 2])}
    assert [quota for quota, sides in table.items() if sides.equal] == [9, 10]
    assert (table[7].first, table[12].first) == (F(3, 4), F(1, 4))
    assert all(sides.equal for sides in power_by_quota([6], [6]))
    assert power_by_quota([3], [3], [1])[0].first == F(1, 3)


def test_sides_that_make_no_sense() -> None:
    with pytest.raises(ModelInputError, match="each side"):
        power_by_quota([], [2])
    with pytest.raises(ModelInputError, match="not more than half"):
        equal_power_splits(12, 6)
    with pytest.raises(ModelInputError, match="more than all"):
        equal_power_splits(12, 13)
    with pytest.raises(ModelInputError, match="negative"):
        equal_power_splits(12, 7, [-1])
