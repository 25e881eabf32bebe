"""What must hold for any plan: the run finds what the search of all markings finds, and days add up along every way."""

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plans import made_up_plans

from goodoffices.models.implementation.plan import (
    Net,
    Plan,
    Times,
    deadlocks,
    exposures,
    furthest_run,
    possible_stops,
    reachability,
    remedy_by,
    schedule,
    step_days,
    times_at,
    with_clause,
    without_gates,
)


@settings(max_examples=60)
@given(made_up_plans())
def test_a_run_gets_stuck_where_the_search_finds_a_deadlock(plan: Plan) -> None:
    for stop in (None, *possible_stops(plan)):
        net = Net(plan, stop)
        run, found = furthest_run(net), reachability(net)
        assert bool(run.stuck) == bool(found.deadlocks)
        if run.stuck and not any(event.kind == "excluded" for event in run.events):
            assert found.deadlocks == (run.marking,)
            assert len(found.way_to(run.marking)) == len(run.events)


@settings(max_examples=60)
@given(made_up_plans(same_clause=False))
def test_every_event_of_a_run_is_one_that_can_happen(plan: Plan) -> None:
    for stop in (None, *possible_stops(plan)):
        net = Net(plan, stop)
        marking = net.start
        for event in furthest_run(net).events:
            marking = dict(net.enabled(marking))[event]
        assert marking == furthest_run(net).marking


@settings(max_examples=40)
@given(made_up_plans(same_clause=False))
def test_remedies_remove_their_deadlock_and_spare_no_gate(plan: Plan) -> None:
    for found in deadlocks(plan):
        for remedy in found.remedies:
            assert not furthest_run(Net(with_clause(plan, remedy.clause, remedy.gates), found.stop)).stuck
            for spared in remedy.gates:
                fewer = [gate for gate in remedy.gates if gate != spared]
                assert furthest_run(Net(with_clause(plan, remedy.clause, fewer), found.stop)).stuck
        untried = {"exclusion", "own_party", "time_limit"} - {r.clause for r in found.remedies}
        assert all(remedy_by(plan, found.stop, clause) is None for clause in untried)  # type: ignore[arg-type]


@settings(max_examples=40)
@given(made_up_plans(most_phases=3))
def test_no_reachable_marking_has_a_longer_lead(plan: Plan) -> None:
    """Brute force: over all that can happen while one party holds back, or is excluded, nobody gets further ahead."""
    told = {(e.ahead, e.behind, e.stopped_at): len(e.lead) for e in exposures(plan)}
    for stop in possible_stops(plan):
        if stop.is_verifier:
            continue
        net = Net(plan, stop)
        for marking in reachability(net).came_from:
            held = net.taken(marking, stop.who)
            refused = furthest_run(net)
            own = {e.phase for e in refused.events if e.kind == "done" and e.party == stop.who}
            for ahead in set(plan.parties) - {stop.who}:
                owed = {p.id for p in plan.phases if stop.who in p.parties} - own - held
                assert len(net.taken(marking, ahead) & owed) <= told[ahead, stop.who, stop.phase]


@given(made_up_plans())
def test_gates_never_let_anybody_stop_less(plan: Plan) -> None:
    free = without_gates(plan)
    stopped = {d.stop for d in deadlocks(free)}
    if not any(p.gate and (p.gate.goes_on_without or p.gate.opens_anyway) for p in plan.phases):
        assert stopped <= {d.stop for d in deadlocks(plan)}


def longest_way(plan: Plan, times: Times) -> float:
    """The end of a plan by following every way through it, in one draw."""
    net_free = {key: float(days[0]) for key, days in times.steps.items()}

    def end(phase: str, who: str) -> float:
        own = plan.phase(phase)
        begin = 0.0
        for name in own.waits_for:
            other = plan.phase(name)
            gated = own.gate is not None and name in own.gate.confirms
            strict = gated and own.gate is not None and own.gate.of == "every_party"
            alone = who in other.parties and not strict
            for party in [who] if alone else other.parties or ("",):
                lag = float(times.delays[phase][0]) if gated else 0.0
                begin = max(begin, end(name, party) + lag)
        return begin + net_free[phase, who]

    return max(end(phase.id, who) for phase in plan.phases for who in phase.parties or ("",))


@given(made_up_plans(), st.sampled_from(["low", "likely", "high"]))
def test_the_end_is_the_longest_way(plan: Plan, value: str) -> None:
    times = times_at(plan, value)  # type: ignore[arg-type]
    assert schedule(plan, times).end.tolist() == [longest_way(plan, times)]


@given(made_up_plans(), st.data())
def test_days_to_spare_are_all_that_a_step_has(plan: Plan, data: st.DataObject) -> None:
    times = times_at(plan)
    found = schedule(plan, times)
    key = data.draw(st.sampled_from(sorted(times.steps)))
    spare = found.slack[key]
    assert spare.min() >= 0
    for extra in (0.0, 1.0):
        longer = Times(dict(times.steps) | {key: times.steps[key] + spare + extra}, times.delays)
        assert np.allclose(schedule(plan, longer).end, found.end + extra)


@given(made_up_plans(), st.permutations([0, 1, 2, 3]))
def test_the_order_in_which_phases_are_written_changes_nothing(plan: Plan, new: list[int]) -> None:
    shuffled = replace(plan, phases=tuple(plan.phases[i] for i in new if i < len(plan.phases)))
    assert {d.stop for d in deadlocks(shuffled)} == {d.stop for d in deadlocks(plan)}
    assert np.array_equal(schedule(shuffled, times_at(shuffled)).end, schedule(plan, times_at(plan)).end)


@given(made_up_plans(), st.integers(2, 5))
def test_each_draw_has_its_own_schedule(plan: Plan, draws: int) -> None:
    rng = np.random.default_rng(draws)
    times = Times(
        {key: rng.integers(0, 40, draws).astype(float) for key in step_days(plan)},
        {phase.id: rng.integers(0, 9, draws).astype(float) for phase in plan.phases if phase.gate},
    )
    together = schedule(plan, times)
    for i, key in product(range(draws), together.ends):
        one = schedule(
            plan,
            Times(
                {k: v[i : i + 1] for k, v in times.steps.items()}, {k: v[i : i + 1] for k, v in times.delays.items()}
            ),
        )
        assert one.ends[key][0] == together.ends[key][i]
        assert one.slack[key][0] == together.slack[key][i]
