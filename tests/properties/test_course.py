"""Any plan with any conduct: the chain gives what following it in plain Python gives, and its ends are all there is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.course_oracle import Follower
from tests.plans import made_up_plans

from goodoffices.models.implementation.course import Conduct, compiled, course, outcomes
from goodoffices.models.implementation.course.lanes import lanes
from goodoffices.models.implementation.plan import Breach, Net, Plan, Range, furthest_run
from goodoffices.models.implementation.plan.language import Consequence

MONTHS = 7
POINT = Range.point(0.5)
chance = st.floats(0.05, 0.95)


@st.composite
def broken_plans(draw: st.DrawFn) -> tuple[Plan, tuple[Conduct, ...]]:
    """Plans with up to two ways to break them, one a party; every party has one step at a time."""
    plan = draw(made_up_plans(same_clause=False))
    assume(len({party for party, _ in lanes(plan)}) == len(lanes(plan)))
    answers: tuple[Consequence, ...] = ("exclusion", "talks_end", "sanction", "none_stated")
    answer: Consequence = draw(st.sampled_from(answers))
    phases = [
        replace(phase, breaches=(Breach("any", answer),), verifier="un" if draw(st.booleans()) else "")
        for phase in plan.phases
    ]
    plan = replace(plan, phases=tuple(phases))
    owed = [(party, phase.id) for phase in phases for party in phase.parties]
    chosen = draw(st.lists(st.sampled_from(owed), max_size=2, unique_by=lambda key: key[0])) if owed else []
    return plan, tuple(
        Conduct(
            party, phase, POINT, POINT, draw(st.integers(1, 2)), relents=draw(st.sampled_from((None, POINT))),
            excluded_attack=draw(st.sampled_from((None, POINT))),
        )
        for party, phase in chosen
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(broken_plans(), st.data())
def test_the_chain_is_what_following_it_gives(case: tuple[Plan, tuple[Conduct, ...]], data: st.DataObject) -> None:
    plan, conducts = case
    ready = compiled(course(plan, conducts))
    parts = ready.course.parameters
    given_chances = {name: data.draw(chance) for name in parts}
    at = ready.chances_at(given_chances)
    followed = Follower(plan, conducts, {parts[name]: value for name, value in given_chances.items()}).after(MONTHS)
    curves = ready.by_month(("completed", "war", "ended"), at, MONTHS)[:, MONTHS, 0]
    assert curves.tolist() == pytest.approx([followed[end] for end in ("completed", "war", "ended")], abs=1e-12)


@settings(max_examples=30, deadline=None)
@given(broken_plans())
def test_the_ends_are_all_there_is_and_what_the_curves_come_to(case: tuple[Plan, tuple[Conduct, ...]]) -> None:
    ready = compiled(course(*case))
    at = ready.chances_at(dict.fromkeys(ready.course.parameters, np.array([0.5, 0.7])))
    found = outcomes(ready, at, 150)
    for end in ("completed", "war", "ended", "stuck"):
        assert found.by_month[end][-1] == pytest.approx(getattr(found, end), abs=1e-6)
        assert (np.diff(found.by_month[end], axis=0) > -1e-12).all()


@settings(max_examples=30, deadline=None)
@given(made_up_plans(same_clause=False))
def test_everyone_who_keeps_its_word_completes_what_can_be_completed(plan: Plan) -> None:
    ready = compiled(course(plan))
    at = ready.chances_at(dict.fromkeys(ready.course.parameters, 0.5))
    expected = 0.0 if furthest_run(Net(plan)).stuck else 1.0
    assert ready.probability("completed", at)[0] == pytest.approx(expected)
