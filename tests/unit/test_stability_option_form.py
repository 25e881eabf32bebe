"""Conflicts in option form: what is refused and how it is said, ranks, filters, single states, interruption."""

from fractions import Fraction

import numpy as np
import pytest

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    DirectRanking,
    Interrupted,
    Option,
    OptionForm,
    OptionPrioritisation,
    OptionWeights,
    PackedTable,
    Preference,
    StabilityTable,
    StatementWeights,
    StateValues,
    ranks,
    stability_in_option_form,
    stability_of_state,
    stable_by_simultaneity,
)
from goodoffices.models.stability.fast.engine import ENGINE_CONCEPTS

TALKS = OptionForm(
    (Option("attend", "a"), Option("boycott", "a"), Option("host", "b")), (Formula.parse("attend and boycott"),)
)
EITHER = OptionPrioritisation.of("host")


def many(options: int, decision_makers: int) -> OptionForm:
    return OptionForm(tuple(Option(f"o{bit}", f"d{bit * decision_makers // options}") for bit in range(options)))


def drawn_statements(form: OptionForm, seed: int) -> dict[str, OptionPrioritisation]:
    draw = np.random.default_rng(seed)
    chosen = {name: draw.choice(len(form.options), (8, 3)) for name in form.decision_makers}
    return {
        name: OptionPrioritisation.of(*(f"o{a} and not o{b} or o{c}" for a, b, c in rows))
        for name, rows in chosen.items()
    }


def test_a_conflict_has_from_1_to_62_options() -> None:
    assert OptionForm(tuple(Option(f"o{bit}", "a") for bit in range(62))).state_count == 2**62
    for count in (0, 63):
        with pytest.raises(ModelInputError, match=f"from 1 to 62 options are needed, {count} are given"):
            OptionForm(tuple(Option(f"o{bit}", "a") for bit in range(count)))


def test_states_of_a_large_conflict_are_not_listed() -> None:
    form = many(31, 2)
    assert form.feasible(np.array([0, 2**31 - 1])).all()
    with pytest.raises(ModelInputError, match="only single states can be asked about"):
        form.feasible()
    with pytest.raises(ModelInputError, match="ask about single states instead"):
        stability_in_option_form(form, np.zeros((2, 1), np.int32))


def test_feasible_states_piece_by_piece_are_those_taken_together() -> None:
    form = OptionForm(many(18, 3).options, (Formula.parse("o1 and o17"), Formula.parse("not o16 and (o3 or o15)")))
    assert (form.feasible() == form.feasible(np.arange(2**18))).all()


@pytest.mark.parametrize(
    ("preferences", "said"),
    [
        ({"a": EITHER}, ["b: no preferences are given"]),
        ({"a": EITHER, "b": EITHER, "c": EITHER}, ["c: is no decision maker"]),
        (
            {"a": OptionPrioritisation.of("host", "atend and not x"), "b": EITHER},
            ["a: statement 2 names 'atend', which is no option (did you mean 'attend'?)", "a: statement 2 names 'x'"],
        ),
        (
            {"a": DirectRanking((0, (1, 1), 3, 9)), "b": EITHER},
            [
                "a: ranked but no states: 9",
                "a: ranked but infeasible: 3",
                "a: ranked more than once: 1",
                "a: not ranked: 2, 4, 5, 6",
            ],
        ),
        (
            {"a": OptionWeights({"hast": 1, "attend": float("nan")}), "b": EITHER},
            [
                "a: a weight is given for 'hast', which is no option (did you mean 'host'?)",
                "a: the weight of attend is no number",
            ],
        ),
        ({"a": OptionWeights({"host": 1e30}), "b": EITHER}, ["a: the weights have too many digits"]),
        (
            {
                "a": StatementWeights(((Formula.parse("hast or host"), 1), (EITHER.statements[0], float("inf")))),
                "b": EITHER,
            },
            [
                "a: statement 1 names 'hast', which is no option (did you mean 'host'?)",
                "the weight of statement 2 is no number",
            ],
        ),
        (
            {"a": StatementWeights(((Formula.parse("host"), 1e30),)), "b": EITHER},
            ["a: the weights have too many digits"],
        ),
        ({"a": StateValues([1, 2]), "b": EITHER}, ["a: values for 8 states are needed"]),
        (
            {"a": StateValues([1.0] * 7 + [float("inf")]), "b": StateValues([float("nan")] * 8)},
            ["b: no number is given", "0, 1, 2"],
        ),
        ({"a": StateValues(["x"] * 8), "b": EITHER}, ["a: the values are not all numbers"]),
        ({"a": DirectRanking(("x", 0.5)), "b": EITHER}, ["a: ranked but no states: 0.5, x"]),  # type: ignore[arg-type]
        ({"a": "host", "b": EITHER}, ["a: 'host' is no preference"]),
        ({"a": OptionWeights({"host": 10**400, "attend": "2"}), "b": EITHER}, ["a: the weight of attend is no number"]),  # type: ignore[dict-item]
    ],
)
def test_what_is_wrong_with_preferences_is_said_all_at_once(
    preferences: dict[str, Preference], said: list[str]
) -> None:
    with pytest.raises(ModelInputError) as refused:
        ranks(TALKS, preferences)
    for text in said:
        assert text in str(refused.value)


def test_statements_that_cannot_be_read_are_named() -> None:
    with pytest.raises(
        ModelInputError, match="statement 1: the statement breaks off; statement 3: a bracket is never closed"
    ):
        OptionPrioritisation.of("a and", "a", "(a or b")


def test_five_ways_to_say_the_same() -> None:
    ways: list[Preference] = [
        OptionPrioritisation.of("host", "attend", "not boycott"),
        DirectRanking((5, 4, 6, (1,), 0, 2)),
        OptionWeights({"host": 4, "attend": 2, "boycott": -1}),
        StateValues([2, 4, 1, 99, 10, 12, 9, float("nan")]),
        StatementWeights(
            (
                (Formula.parse("host"), 4),
                (Formula.parse("not attend"), -2),
                (Formula.parse("boycott and not host"), -1),
                (Formula.parse("boycott and host"), -1),
            )
        ),
    ]
    for way in ways:
        assert ranks(TALKS, {"a": way, "b": way}).tolist() == [[1, 2, 0, -1, 4, 5, 3, -1]] * 2


def test_weights_are_added_exactly() -> None:
    form = many(3, 1)
    assert ranks(form, {"d0": OptionWeights({"o0": 0.1, "o1": 0.2, "o2": 0.3})}).tolist() == [[0, 1, 2, 3, 3, 4, 5, 6]]
    assert ranks(
        form, {"d0": OptionWeights({"o0": Fraction(1, 3), "o1": Fraction(1, 6), "o2": Fraction(1, 6)})}
    ).tolist() == [[0, 2, 1, 3, 1, 3, 2, 4]]


def test_without_statements_a_decision_maker_is_indifferent() -> None:
    indifferent = OptionPrioritisation(())
    found = ranks(TALKS, {"a": indifferent, "b": indifferent})
    assert found.tolist() == [[0, 0, 0, -1, 0, 0, 0, -1]] * 2
    assert stability_in_option_form(TALKS, found).count("nash") == 6
    assert stability_of_state(TALKS, {"a": indifferent, "b": indifferent}, 0)["nash"]["a"].stable


def test_a_hundred_statements_keep_their_order() -> None:
    form = many(12, 2)
    texts = [f"o{bit} iff o{(7 * bit + 5) % 12}" for bit in range(12)] * 9
    said = OptionPrioritisation.of(*texts, "o3", "o9", "not o0", "o1", "o2", "o4")
    truths = said.keys(form.truths(np.arange(4096)), 4096)
    found = ranks(form, {"d0": said, "d1": said})[0]
    order = np.lexsort(truths.T[::-1])
    assert (np.diff(found[order]) >= 0).all()
    assert ((np.diff(found[order]) == 0) == (truths[order][1:] == truths[order][:-1]).all(axis=1)).all()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (np.zeros((2, 8)), "must be int32"),
        (np.zeros((1, 8), np.int32), "of shape (2, 8)"),
        (np.zeros((2, 8), np.int32), "state 3 is infeasible, but a gives it the rank 0"),
        (np.array([[0, 0, 0, -1, 0, 0, 0, -1], [0, -1, 0, -1, 0, 0, 0, -1]], np.int32), "state 1 is feasible, but b"),
    ],
)
def test_ranks_that_do_not_fit(given: np.ndarray, said: str) -> None:
    with pytest.raises(ModelInputError) as refused:
        stability_in_option_form(TALKS, given)
    assert said in str(refused.value)


def test_other_refusals() -> None:
    fine = ranks(TALKS, {"a": EITHER, "b": EITHER})
    with pytest.raises(ModelInputError, match="no concept is called 'mash'"):
        stability_in_option_form(TALKS, fine, ("mash",))  # type: ignore[arg-type]
    with pytest.raises(ModelInputError, match="no concept is asked for"):
        stability_in_option_form(TALKS, fine, ())
    nothing = OptionForm(TALKS.options, (Formula.parse("host or not host"),))
    with pytest.raises(ModelInputError, match="no state is feasible"):
        stability_in_option_form(nothing, np.full((2, 8), -1, np.int32))
    with pytest.raises(ModelInputError, match="the table lacks sim"):
        stable_by_simultaneity(stability_in_option_form(TALKS, fine, ("seq",)).unpacked())
    large = many(21, 3)
    with pytest.raises(ModelInputError, match="at most 20 options; there are 21"):
        stability_in_option_form(large, np.zeros((3, 2**21), np.int32), ("sim",))


def test_one_fibre_with_more_states_than_16_bits_and_one_way_options() -> None:
    options = [Option(f"o{bit}", "d0", "forward" if bit in (2, 11) else "both") for bit in range(16)]
    form = OptionForm((*options, Option("o16", "d1", "backward")), (Formula.parse("o5 and o16 and o9"),))
    preferences = drawn_statements(form, 4)
    table = stability_in_option_form(form, ranks(form, preferences), ENGINE_CONCEPTS[:5]).unpacked()
    for state in (3, 70_000, 100_032):
        verdicts = stability_of_state(form, preferences, state, ENGINE_CONCEPTS[:5])
        for concept, by_name in verdicts.items():
            assert [verdict.stable for verdict in by_name.values()] == table.stable[concept][:, state].tolist()


@pytest.fixture(scope="module")
def large() -> tuple[OptionForm, np.ndarray, PackedTable]:
    form = OptionForm(many(17, 4).options, (Formula.parse("o0 and o16"),))
    own = ranks(form, drawn_statements(form, 1))
    return form, own, stability_in_option_form(form, own)


def test_counts_and_filters(large: tuple[OptionForm, np.ndarray, PackedTable]) -> None:
    form, own, table = large
    plain: StabilityTable = table.unpacked()
    where = Formula.parse("o3 and not o15")
    states = np.arange(form.state_count)
    for concept in table.concepts:
        every = plain.equilibria(concept)
        some = every[where.over(form.truths(every))]
        assert len(every) > 20
        assert (table.equilibria(concept) == every).all()
        assert table.equilibria(concept, most=7).tolist() == every[:7].tolist()
        assert table.equilibria(concept, most=5, where=where).tolist() == some[:5].tolist()
        assert (table.count(concept), table.count(concept, where)) == (len(every), len(some))
        assert table.stable_count(concept) == dict(
            zip(form.decision_makers, plain.stable[concept].sum(axis=1).tolist(), strict=True)
        )
        taken = {option.name: int((every >> bit & 1).sum()) for bit, option in enumerate(form.options)}
        assert table.options_taken(concept) == taken
        by_liking = sorted(every.tolist(), key=lambda state: (-int(own[2][state]), state))
        assert table.best_equilibria(concept, "d2", own, most=9).tolist() == by_liking[:9]
    assert (plain.feasible == form.feasible(states)).all()


def test_filters_refuse_what_is_unknown(large: tuple[OptionForm, np.ndarray, PackedTable]) -> None:
    _, own, table = large
    with pytest.raises(
        ModelInputError, match="sim has not been worked out for every decision maker; there is nash, gmr, smr, seq"
    ):
        table.count("sim")
    with pytest.raises(ModelInputError, match="no option is called peace"):
        table.count("nash", Formula.parse("peace"))
    with pytest.raises(ModelInputError, match="no decision maker 'x'"):
        table.best_equilibria("nash", "x", own, most=1)


def test_stopped_work_keeps_what_is_finished(large: tuple[OptionForm, np.ndarray, PackedTable]) -> None:
    form, own, whole = large
    told = []

    def progress(done: int, parts: int, what: str) -> None:
        told.append((done, parts, what))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped; finished: nash for d0, d1; gmr for d0") as stopped:
        stability_in_option_form(form, own, ("nash", "gmr"), progress=progress)
    assert told == [(0, 8, "nash for d0"), (1, 8, "gmr for d0"), (2, 8, "nash for d1"), (3, 8, "gmr for d1")]
    kept = stopped.value.kept
    assert kept.concepts == ()
    assert (kept.stable["nash"]["d1"] == whole.stable["nash"]["d1"]).all()


def test_progress_ends_with_everything() -> None:
    told = []
    stability_in_option_form(
        TALKS, ranks(TALKS, {"a": EITHER, "b": EITHER}), ("nash",), progress=lambda *parts: told.append(parts)
    )
    assert told == [(0, 2, "nash for a"), (1, 2, "nash for b"), (2, 2, "")]


def test_one_state_of_a_conflict_with_sixty_options() -> None:
    """Four powers with 15 options each: arming is every power's wish, disarmament of all others a greater one."""
    form = many(60, 4)
    preferences = {
        f"d{i}": OptionPrioritisation.of(*(f"not o{bit}" for bit in range(60) if bit // 15 != i), f"o{15 * i}")
        for i in range(4)
    }
    verdicts = stability_of_state(form, preferences, 0)
    for i in range(4):
        assert not verdicts["nash"][f"d{i}"].stable
        assert verdicts["nash"][f"d{i}"].improvement == 1 << 15 * i
        assert verdicts["gmr"][f"d{i}"].stable
        assert verdicts["seq"][f"d{i}"].stable
        assert verdicts["smr"][f"d{i}"].stable
    armed = sum(1 << 15 * i for i in range(4))
    everyone = stability_of_state(form, preferences, armed, ("nash", "sseq"))
    assert all(verdict.stable for by_name in everyone.values() for verdict in by_name.values())


def test_what_nobody_asks_about_is_left_alone() -> None:
    """Only d0 cares for anything, and for one option of its own: one move and one state of the others are enough."""
    form = many(60, 4)
    preferences = {f"d{i}": OptionPrioritisation.of("o0") for i in range(4)}
    verdicts = stability_of_state(form, preferences, 0, ("nash", "gmr", "seq"), budget=1)
    assert [by_name["d0"].stable for by_name in verdicts.values()] == [False] * 3
    assert all(by_name["d1"].stable for by_name in verdicts.values())


def test_an_honest_not_decided() -> None:
    """Nothing that others do could stop d0, but to be sure of that all of it would have to be looked at."""
    form = many(60, 4)
    preferences = {
        f"d{i}": OptionPrioritisation.of(*(f"o{15 * i + bit}" for bit in range(60 - 15 * i))) for i in range(4)
    }
    verdicts = stability_of_state(form, preferences, 0, ("nash", "gmr"), budget=40_000)
    assert verdicts["nash"]["d0"].stable is False
    assert verdicts["gmr"]["d0"].stable is None
    assert verdicts["gmr"]["d0"].improvement == 1
    assert verdicts["gmr"]["d0"].compared > 40_000


@pytest.mark.parametrize(
    ("state", "changes", "said"),
    [
        (8, {}, "there is no state 8; states are the numbers 0 to 7"),
        (3, {}, "state 3 is infeasible"),
        (0, {"concepts": ("sim",)}, "'sim' cannot be asked about a single state"),
        (0, {"budget": 0}, "at least one state"),
        (0, {"preferences": {"a": DirectRanking((0,)), "b": EITHER}}, "the preferences of a are said state by state"),
        (0, {"preferences": {"a": EITHER}}, "b: no preferences are given"),
    ],
)
def test_questions_about_a_state_that_cannot_be_answered(state: int, changes: dict[str, object], said: str) -> None:
    given = {"preferences": {"a": EITHER, "b": EITHER}} | changes
    with pytest.raises(ModelInputError) as refused:
        stability_of_state(TALKS, state=state, **given)  # type: ignore[arg-type]
    assert said in str(refused.value)
