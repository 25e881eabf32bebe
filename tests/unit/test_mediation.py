"""For the mediator, on conflicts from the literature; what is refused and in which words; progress."""

from collections.abc import Callable
from itertools import permutations

import numpy as np
import pytest
from tests.stability_cases import CASES

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    AddOption,
    DirectRanking,
    DropStatement,
    FormCoalition,
    MoveStatement,
    Option,
    OptionForm,
    OptionPrioritisation,
    OptionWeights,
    Preference,
    RaiseState,
    SetDirection,
    Step,
    concessions,
    graph_around,
    graph_stability,
    ranks,
    ranks_of,
    remedies,
    robustness_of_ranks,
    robustness_of_statements,
    sensitivity_to_ranks,
    sensitivity_to_statements,
    stability_conditions,
    stability_in_option_form,
    with_change,
)

CUBA = CASES["cuban"].form
WISHES: dict[str, Preference] = {
    "us": OptionPrioritisation.of(
        "withdraw",
        "not escalate",
        "strike or blockade if not withdraw",
        "not strike if not escalate",
        "not blockade if not escalate",
        "strike",
        "blockade",
    ),
    "ussr": OptionPrioritisation.of(
        "not escalate",
        "not strike if not escalate",
        "not blockade if not escalate",
        "strike if escalate",
        "blockade if escalate",
        "withdraw iff (strike or blockade)",
    ),
}
TWO = OptionForm((Option("x", "a"), Option("y", "b")))
TRUCE: dict[str, Preference] = {"a": OptionPrioritisation.of("y", "not x"), "b": OptionPrioritisation.of("x", "not y")}


def test_rankings_of_syria_under_which_state_2_holds() -> None:
    """Of 720 rankings: Nash 240 (Kinsara 2014, handout, section 4.2), by definition GMR and SEQ 384 and SMR 300."""
    case = CASES["syria_iraq"]
    counts = {}
    for concept in ("nash", "gmr", "seq", "smr"):
        syria, _ = stability_conditions(case.graph, 1, concept, case.ranks)
        orders = permutations(range(6))
        counts[concept] = sum(syria.holds([s for s in range(6) if order[s] > order[1]]) for order in orders)
    assert counts == {"nash": 240, "gmr": 384, "seq": 384, "smr": 300}


def test_what_syria_must_think_of_state_2() -> None:
    """It must prefer it to 1 and 3 (Nash), or fear 4 as the answer to 1 and 6 as the answer to 3 (GMR)."""
    case = CASES["syria_iraq"]
    nash, _ = stability_conditions(case.graph, 1, "nash")
    assert (nash.not_preferred, nash.clauses) == ((0, 2), ())
    gmr, iraq = stability_conditions(case.graph, 1, "gmr")
    assert gmr.not_preferred == ()
    assert [(clause.move, clause.alternatives) for clause in gmr.clauses] == [(0, ((0,), (3,))), (2, ((2,), (5,)))]
    assert not iraq.always
    syria, kept = concessions(case.graph, case.ranks, 1, "nash")
    assert (syria.preferred, syria.overtakes, syria.least) == ((0, 2, 5), (0, 2, 5), (0, 2))
    assert kept.overtakes == kept.least == ()


def test_elmira_state_8_is_reached_by_the_ministry_and_uniroyal_together() -> None:
    """Kilgour & Hipel (2005): 8 is an equilibrium that improvements do not reach; the two jump there from 5."""
    options = OptionForm(CASES["elmira12"].form.options, CASES["elmira12"].form.infeasible)
    wishes: dict[str, Preference] = {
        "moe": OptionPrioritisation.of("accept", "not abandon", "not modify", "modify iff not insist"),
        "uniroyal": OptionPrioritisation.of("accept iff modify", "not abandon", "not insist", "delay iff not insist"),
        "local": OptionPrioritisation.of(
            "not abandon", "not modify", "accept or modify", "not (modify and not insist)", "not delay", "insist"
        ),
    }
    states = np.flatnonzero(options.feasible())
    found = remedies(options, wishes, int(states[0]), int(states[9]), "nash", levers=["coalition"])
    assert found.holds
    assert not found.reached
    (remedy,) = found.remedies
    assert remedy.changes == (FormCoalition(("moe", "uniroyal")),)
    assert remedy.jointly is not None
    assert {step.decision_maker for step in remedy.jointly.together} == {"moe", "uniroyal"}
    assert remedy.jointly.together[-1].state == found.desired
    assert [step.decision_maker for step in remedy.jointly.alone] == ["local"]


def test_cuba_withdrawal_without_a_blockade() -> None:
    """State 4 is no Nash equilibrium: the Soviet Union would put the missiles back. What would hold it there?"""
    found = remedies(CUBA, WISHES, 0, 4, "nash")
    assert found.unstable_for == ("ussr",)
    assert found.by_improvements == (Step("us", 2), Step("ussr", 6), Step("us", 4))
    single = [remedy for remedy in found.remedies if len(remedy.changes) == 1]
    assert [remedy.size for remedy in found.remedies] == sorted(remedy.size for remedy in found.remedies)
    changes = [remedy.changes[0] for remedy in single]
    assert SetDirection("withdraw", "forward") in changes
    assert FormCoalition(("us", "ussr")) in changes
    assert {change.owner for change in changes if isinstance(change, AddOption)} == {"us", "ussr", "third_party"}
    assert {change.blocks for change in changes if isinstance(change, AddOption)} == {(0,)}
    (committed,) = (remedy for remedy in single if remedy.changes == (SetDirection("withdraw", "forward"),))
    assert committed.effects.gained == (4,)
    assert committed.effects.lost == ()
    assert committed.effects.moves_changed == 8
    assert found.exhausted
    less = remedies(CUBA, WISHES, 0, 4, "nash", most_pairs=5)
    assert not less.exhausted
    assert remedies(CUBA, WISHES, 0, 6, "seq").remedies == (), "it holds and is reached"


def test_nothing_found_is_an_answer() -> None:
    form = OptionForm((Option("x", "a", "backward"), Option("y", "b")))
    found = remedies(form, TRUCE, 0, 1, "gmr", levers=["statements", "raise", "fix"])
    assert found.by_moves is None
    assert (found.remedies, found.exhausted) == ((), True)


def test_a_wish_of_ones_own_can_be_offered() -> None:
    pact = Formula.parse("x iff y")
    found = remedies(TWO, TRUCE, 0, 3, "seq", reached_by="moves", wishes=[pact], levers=["statements"])
    assert found.holds
    nash = remedies(TWO, TRUCE, 0, 3, "nash", reached_by="moves", wishes=[pact], levers=["statements"])
    assert any(all(getattr(c, "statement", None) == pact for c in remedy.changes) for remedy in nash.remedies)


def test_after_a_guarantee_the_state_with_it_holds() -> None:
    found = remedies(TWO, TRUCE, 0, 3, "nash", reached_by="moves", levers=["new option"])
    (own, *_) = (remedy for remedy in found.remedies)
    assert own.state == 7
    larger, wishes = with_change(TWO, TRUCE, own.changes[0])
    assert 7 in stability_in_option_form(larger, ranks(larger, wishes), ["nash"]).equilibria("nash")


def test_robust_against_swapped_statements_and_ranks() -> None:
    kept = robustness_of_statements(CUBA, WISHES, 6, "seq", 7, swaps=(1, 4), draws=200)
    assert kept == robustness_of_statements(CUBA, WISHES, 6, "seq", 7, swaps=(4, 1), draws=200)
    assert kept.shares[0] > kept.shares[1] > 0
    flips = sensitivity_to_statements(CUBA, WISHES, "seq")
    assert len(flips) == 6 + 5
    lost = [(flip.decision_maker, flip.first) for flip in flips if 6 in flip.lost]
    assert abs(kept.shares[0] - (1 - len(lost) / len(flips))) < 0.1
    mixed: dict[str, Preference] = {**WISHES, "us": OptionWeights({"withdraw": 1})}
    assert {flip.decision_maker for flip in sensitivity_to_statements(CUBA, mixed, "nash")} == {"ussr"}
    graph = CASES["chicken"].graph
    assert robustness_of_ranks(graph, [[0] * 4, [0] * 4], 0, "nash", 1, draws=3).kept == (3,) * 5
    assert len(sensitivity_to_ranks(graph, CASES["chicken"].ranks, "smr")) == 6


def test_the_graph_around_a_state_of_sixty_options() -> None:
    options = tuple(Option(f"o{k}", f"d{k % 3}", "both" if k < 6 else "backward") for k in range(60))
    form = OptionForm(options)
    wishes: dict[str, Preference] = {
        f"d{i}": OptionPrioritisation.of(f"o{(i + 1) % 6}", f"not o{i}", f"o{i + 3}") for i in range(3)
    }
    part = graph_around(form, 0, "seq")
    small = OptionForm(options[:6])
    assert part.states.tolist() == list(range(64))
    expected = graph_stability(part.graph, ranks(small, wishes)).stable
    found = graph_stability(part.graph, ranks_of(form, wishes, part.states)).stable
    assert all((found[concept] == expected[concept]).all() for concept in expected)
    free = OptionForm(tuple(Option(f"o{k}", f"d{k % 3}") for k in range(60)))
    with pytest.raises(ModelInputError, match="more than 1,000 combinations of options would have to be looked at"):
        graph_around(free, 0, budget=1_000)


LARGE = OptionForm(tuple(Option(f"o{k}", "a") for k in range(16)))
WRONG: list[tuple[Callable[[], object], str]] = [
    (
        lambda: remedies(CUBA, WISHES, 12, 99, "nash"),
        "the status quo 12 is infeasible; the desired state 99 is no state",
    ),
    (lambda: remedies(CUBA, WISHES, 0, 4, "nash", levers=["magic"]), "no lever is called magic"),  # type: ignore[list-item]
    (lambda: remedies(CUBA, WISHES, 0, 4, "nash", wishes=[Formula.parse("z")]), "the wish z names no option: z"),
    (lambda: remedies(CUBA, WISHES, 0, 4, "sim"), "no concept of the graph form is called sim"),
    (lambda: remedies(CUBA, {"us": WISHES["us"]}, 0, 4), "ussr: no preferences are given"),
    (lambda: remedies(LARGE, {"a": OptionPrioritisation(())}, 0, 4), "up to 4,294,967,296 moves"),
    (lambda: stability_conditions(CASES["chicken"].graph, 0, "seq"), "their ranks are needed"),
    (lambda: stability_conditions(CASES["chicken"].graph, 4, "nash"), "there is no state 4"),
    (lambda: with_change(TWO, TRUCE, DropStatement("a", 3)), "a has 2 statements; there is no place 3"),
    (lambda: with_change(TWO, TRUCE, MoveStatement("c", 1, 2)), "c has no statements"),
    (lambda: with_change(TWO, TRUCE, RaiseState("c", 1, ())), "no decision maker is called c"),
    (lambda: with_change(TWO, TRUCE, RaiseState("a", 4, ())), "there is no state 4"),
    (lambda: with_change(TWO, TRUCE, SetDirection("z", "both")), "no option is called z; there are x, y"),
    (lambda: with_change(TWO, TRUCE, AddOption("a", "z", (7,))), "there is no state 7"),
    (lambda: robustness_of_ranks(CASES["chicken"].graph, CASES["chicken"].ranks, 0, "nash", 1, draws=0), "one draw"),
    (lambda: robustness_of_statements(CUBA, WISHES, 12, "nash", 1), "state 12 is infeasible"),
    (lambda: graph_around(CUBA, 12), "state 12 is infeasible"),
    (lambda: graph_around(CUBA, 16), "there is no state 16"),
    (lambda: ranks_of(TWO, {**TRUCE, "a": DirectRanking((0, 1, 2, 3))}, np.array([0])), "said state by state"),
]


@pytest.mark.parametrize(("ask", "words"), WRONG, ids=[words for _, words in WRONG])
def test_what_cannot_be_is_refused_in_words(ask: Callable[[], object], words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        ask()


def test_progress_is_told_and_may_interrupt() -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise KeyboardInterrupt

    for ask in (
        lambda progress: remedies(CUBA, WISHES, 0, 4, "nash", most_pairs=20, progress=progress),
        lambda progress: robustness_of_statements(CUBA, WISHES, 4, "nash", 1, draws=5, progress=progress),
        lambda progress: sensitivity_to_statements(CUBA, WISHES, "nash", progress=progress),
    ):
        told: list[tuple[int, int, str]] = []
        ask(lambda *step: told.append(step))  # noqa: B023
        assert told
        assert all(done <= total for done, total, _ in told)
        with pytest.raises(KeyboardInterrupt):
            ask(stop)
