"""Plans before any probability: who can stop them, what removes that, how far one can get ahead, and when they are done."""

import numpy as np
import pytest
from tests.plans import FACTIONS, STEPS, factions_plan

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan import (
    Appointment,
    Breach,
    Gate,
    Net,
    Phase,
    Plan,
    Range,
    Step,
    Stop,
    Times,
    Verifier,
    circle,
    deadlocks,
    exposures,
    force_gaps,
    furthest_run,
    gated_throughout,
    in_time,
    largest_lead,
    never_begun,
    order,
    reachability,
    remedy_by,
    schedule,
    times_at,
    unanswered,
    undated,
    unverified,
    with_clause,
    without_gates,
)

DK_STOPS = Stop("DK", "canton")
TWO = (Step("a"), Step("b"))


def test_a_strict_gate_lets_one_faction_stop_everything() -> None:
    """Faction DK stops at cantonment: 40 markings, one of them a deadlock, and no election."""
    found = reachability(Net(factions_plan(), DK_STOPS))
    assert (found.markings, len(found.deadlocks), len(found.completed)) == (40, 1, 0)
    way = found.way_to(found.deadlocks[0])
    assert [(event.kind, event.phase) for event in way if event.kind == "opens"] == [
        ("opens", "regroup"),
        ("opens", "canton"),
    ]
    assert len(way) == 4 + 1 + 4 + 1 + 3


def test_an_exclusion_clause_removes_it() -> None:
    """The verifier may exclude DK at any step and the plan goes on without it: 82 markings, no deadlock."""
    found = reachability(Net(factions_plan(goes_on_without=True), DK_STOPS))
    assert (found.markings, found.deadlocks, len(found.completed)) == (82, (), 1)


def test_without_a_stop_every_step_is_taken() -> None:
    # Sixteen combinations in each of five steps, then the election open and held.
    found = reachability(Net(factions_plan()))
    assert (found.markings, found.deadlocks, len(found.completed)) == (5 * 16 + 2, (), 1)
    assert reachability(Net(factions_plan(gates=False))).markings == 6**4 + 1


def test_too_many_markings_are_refused() -> None:
    with pytest.raises(ModelInputError, match="more than 50 markings"):
        reachability(Net(factions_plan()), most=50)


def test_who_can_stop_where_and_what_removes_it() -> None:
    found = deadlocks(factions_plan())
    assert [d.stop.who for d in found if d.stop.phase == "canton"] == [*FACTIONS, "un"]
    assert len(found) == 4 * 5 + 5
    stopped = next(d for d in found if d.stop == DK_STOPS)
    assert stopped.blocked == ("disarm", "demobilise", "election")
    assert {r.clause: r.gates for r in stopped.remedies} == {
        "exclusion": stopped.blocked,
        "time_limit": stopped.blocked,
    }
    silent = next(d for d in found if d.stop.is_verifier and d.stop.phase == "disarm")
    assert [(r.clause, r.gates) for r in silent.remedies] == [("time_limit", ("disarm",))]


def test_gates_of_each_party_alone_leave_the_vote_to_everyone() -> None:
    plan = with_clause(factions_plan(), "own_party")
    stopped = next(d for d in deadlocks(plan) if d.stop == DK_STOPS)
    assert stopped.blocked == ("election",)
    assert remedy_by(factions_plan(), DK_STOPS, "own_party") is None
    military = Plan(factions_plan().phases[:-1], (Verifier("un"),))
    remedy = remedy_by(military, DK_STOPS, "own_party")
    assert remedy
    assert remedy.gates == ("disarm", "demobilise")


def test_exclusion_that_gates_do_not_heed_leaves_the_deadlock() -> None:
    barred = Breach("guerrilla war", "exclusion")
    canton = Phase("canton", TWO, breaches=(barred,))
    vote = Phase("vote", after=("canton",))
    assert deadlocks(Plan((canton, vote))) == ()
    strict = Plan((canton, Phase("vote", gate=Gate("un", ("canton",)))), (Verifier("un"),))
    assert [event.kind for event in deadlocks(strict)[0].sequence] == ["done", "excluded"]
    assert not [d for d in deadlocks(with_clause(strict, "exclusion")) if not d.stop.is_verifier]


def test_a_party_that_can_go_round_its_stop_does() -> None:
    plan = Plan((Phase("canton", TWO), Phase("demine", TWO), Phase("vote", after=("demine",))))
    assert deadlocks(plan)[0].stop == Stop("a", "demine")
    assert ("done", "demine", "a") in {
        (e.kind, e.phase, e.party) for e in furthest_run(Net(plan, Stop("a", "canton"))).events
    }


def test_a_stop_must_be_possible() -> None:
    for stop in (
        Stop("DK", "election"),
        Stop("nobody", "canton"),
        Stop("un", "cease_fire", True),
        Stop("DK", "no such"),
    ):
        with pytest.raises(ModelInputError, match="nothing to stop"):
            Net(factions_plan(), stop)


@pytest.mark.parametrize(
    ("plan", "lead"),
    [
        (factions_plan(), 1),
        (factions_plan(gates=False), 5),
        (factions_plan(of="own_party"), 5),
        (factions_plan(goes_on_without=True), 5),
        (gated_throughout(factions_plan(gates=False)), 1),
        (without_gates(factions_plan()), 5),
        (with_clause(factions_plan(), "time_limit"), 5),
    ],
)
def test_how_far_one_can_get_ahead(plan: Plan, lead: int) -> None:
    found = largest_lead(plan)
    assert found
    assert len(found.lead) == lead


def test_how_far_one_can_disarm_before_another() -> None:
    kept = {("disarm", party): 0.3 for party in FACTIONS}
    assert force_gaps(factions_plan(), kept)["SOC", "DK"] == pytest.approx(0.7)
    halves = kept | {("canton", party): 0.65 for party in FACTIONS}
    assert force_gaps(factions_plan(), halves)["SOC", "DK"] == pytest.approx(0.35)
    assert force_gaps(factions_plan(gates=False), halves)["SOC", "DK"] == pytest.approx(0.7)
    draws = {("disarm", party): np.array([0.0, 0.5]) for party in FACTIONS}
    assert force_gaps(factions_plan(), draws)["SOC", "DK"].tolist() == [1.0, 0.5]


def test_nobody_is_ahead_of_anybody_alone() -> None:
    assert exposures(Plan((Phase("canton", (Step("a"),)),))) == ()
    assert largest_lead(Plan(())) is None


def test_what_is_wrong_before_anything_happens() -> None:
    arms = frozenset({"military"})
    plan = Plan(
        (
            Phase("truce", TWO, starts=Appointment("the council meets"), about=arms),
            Phase("canton", TWO, after=("truce",), verifier="un", due=Appointment("the rains", 200.0), about=arms),
            Phase("disarm", TWO, gate=Gate("un", ("canton",)), breaches=(Breach("war", "none_stated"),), about=arms),
            Phase("aid", TWO, breaches=(Breach("arrears", "guarantor_steps_in"),), about=frozenset({"economic"})),
            Phase("border", TWO, breaches=(Breach("raids", "guarantor_steps_in", guarantors=("c",)),), about=arms),
        ),
        (Verifier("un"),),
    )
    assert unverified(plan) == ("truce", "disarm", "border")
    assert [(phase, day.name) for phase, day in undated(plan)] == [("truce", "the council meets")]
    assert [phase for phase, _ in unanswered(plan)] == ["disarm", "aid"]
    assert never_begun(plan) == ()
    assert order(plan).index("truce") < order(plan).index("canton") < order(plan).index("disarm")


def test_circles_are_told_in_the_order_of_waiting() -> None:
    plan = Plan(
        (
            Phase("a", after=("b",)),
            Phase("b", gate=Gate("un", ("c",))),
            Phase("c", after=("a",)),
            Phase("d"),
        ),
        (Verifier("un"),),
    )
    assert circle(plan) == ("a", "b", "c", "a")
    assert never_begun(plan) == ("a", "b", "c")
    with pytest.raises(ModelInputError, match="in a circle"):
        schedule(plan, Times({}, {}))


def test_all_that_is_wrong_with_a_plan_is_said_at_once() -> None:
    with pytest.raises(ModelInputError) as error:
        Plan(
            (
                Phase("x", (Step("a"), Step("a", keeps=Range.point(1.5))), after=("y",), verifier="who"),
                Phase("x", days=Range(3, 2, 1)),
            ),
            (Verifier("un", detection=Range(0, float("nan"), 1)),),
        )
    said = str(error.value)
    for part in (
        "two are called 'x'",
        "'y', which is no phase",
        "owes two steps",
        "no verifier",
        "share kept",
        "detection",
        "3, 2, 1",
    ):
        assert part in said


def two_ways() -> Plan:
    """A short and a long way to the vote, and a verifier who takes ten days."""
    return Plan(
        (
            Phase("short", (Step("a"),), days=Range.point(20)),
            Phase("long", (Step("a"), Step("b", days=Range(50, 60, 90))), days=Range.point(30)),
            Phase(
                "vote",
                after=("short",),
                gate=Gate("un", ("long",)),
                days=Range.point(40),
                due=Appointment("rains", 115.0),
            ),
        ),
        (Verifier("un", delay=Range.point(10)),),
    )


def test_the_critical_path_and_the_days_to_spare() -> None:
    plan = two_ways()
    found = schedule(plan, times_at(plan))
    assert found.end.tolist() == [110.0]
    assert found.opens["vote"].tolist() == [70.0]
    assert {key: float(days[0]) for key, days in found.slack.items()} == {
        ("short", "a"): 50.0, ("long", "a"): 30.0, ("long", "b"): 0.0, ("vote", ""): 0.0,
    }  # fmt: skip
    assert [found.criticality(name) for name in ("short", "long", "vote")] == [0.0, 1.0, 1.0]
    assert in_time(plan, found) == {"vote": 1.0}
    late = schedule(plan, times_at(plan).slipped(plan, "long", 6.0))
    assert in_time(plan, late) == {"vote": 0.0}
    assert schedule(plan, times_at(plan, "high")).end.tolist() == [140.0]


def test_a_slip_within_the_days_to_spare_moves_nothing() -> None:
    plan = two_ways()
    times = times_at(plan)
    assert schedule(plan, times.slipped(plan, "short", 50.0)).end.tolist() == [110.0]
    assert schedule(plan, times.slipped(plan, "short", 51.0)).end.tolist() == [111.0]


def test_nothing_begins_before_its_day_and_a_time_limit_shortens_the_wait() -> None:
    held = Phase("vote", after=("canton",), days=Range.point(5), starts=Appointment("the dry season", 100.0))
    plan = Plan((Phase("canton", TWO, days=Range.point(30)), held))
    found = schedule(plan, times_at(plan))
    assert (found.begins["vote", ""].tolist(), found.slack["canton", "a"].tolist()) == ([100.0], [70.0])
    gate = Gate("un", ("canton",), opens_anyway=Range.point(4))
    quick = Plan(
        (plan.phases[0], Phase("vote", gate=gate, days=Range.point(5))), (Verifier("un", delay=Range.point(30)),)
    )
    assert schedule(quick, times_at(quick)).end.tolist() == [39.0]


def test_each_party_passes_its_own_gate_when_it_is_done() -> None:
    steps = (Step("a", days=Range.point(10)), Step("b", days=Range.point(30)))
    for whose, begins in (("own_party", 10.0), ("every_party", 30.0)):
        gate = Gate("un", ("canton",), "own_party" if whose == "own_party" else "every_party")
        plan = Plan((Phase("canton", steps), Phase("disarm", TWO, gate=gate, days=Range.point(1))), (Verifier("un"),))
        found = schedule(plan, times_at(plan))
        assert found.begins["disarm", "a"].tolist() == [begins]
        assert found.opens["disarm"].tolist() == [30.0]


def test_times_that_do_not_fit_are_refused() -> None:
    plan = two_ways()
    times = times_at(plan)
    with pytest.raises(ModelInputError, match="no days are given for all in vote"):
        times_at(Plan((Phase("vote"),)))
    with pytest.raises(ModelInputError, match="b in long; the gate of vote"):
        schedule(plan, Times({k: v for k, v in times.steps.items() if k != ("long", "b")}, {}))
    with pytest.raises(ModelInputError, match="same number of draws"):
        schedule(plan, Times(dict(times.steps) | {("long", "b"): np.ones(2)}, times.delays))
    with pytest.raises(ModelInputError, match="not negative"):
        schedule(plan, Times(dict(times.steps) | {("long", "b"): np.array([-1.0])}, times.delays))
    with pytest.raises(ModelInputError, match="no phase 'x'"):
        times.slipped(plan, "x", 1.0)
    with pytest.raises(ModelInputError, match="finite"):
        times.slipped(plan, "long", float("inf"))


def test_steps_are_those_of_the_reference_plan() -> None:
    assert [phase.id for phase in factions_plan().phases] == [*STEPS, "election"]
