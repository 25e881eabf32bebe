"""The general course of a plan gives what the plan written by hand gives: the table of its description, and its thresholds."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plans import reference_plan

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course import (
    Compiled,
    Conduct,
    choosing,
    compiled,
    course,
    ends_by_month,
    halved,
    numbers_of,
    outcomes,
    pace,
    settings_at,
    smallest_stake,
    stake_needed,
    watched_better,
    watched_faster,
)
from goodoffices.models.implementation.course.places import MONTH
from goodoffices.models.implementation.markov import explore, reachability, to_prism
from goodoffices.models.implementation.plan import (
    Appointment,
    Breach,
    Gate,
    Phase,
    Plan,
    Range,
    Step,
    Verifier,
    schedule,
    times_at,
)
from goodoffices.models.implementation.reference_plan import ILLUSTRATION, gated_plan, war_when_one_phase_tempts

TEMPTATION = {"pace": 0.5, "detection": 0.15, "verification": 0.7, "war_base": 0.3, "war_lead": 0.6}
TABLE = [
    # gated, lead needed: election, denied, war, election by 18 months, months, lead of 1, 2, 3, gap
    (1, 1, 0.700, 0.078, 0.222, 0.638, 11.5, 0.991, 0, 0, 2.31),
    (1, 2, 0.700, 0.300, 0.000, 0.638, 12.9, 0.991, 0, 0, 3.57),
    (0, 1, 0.700, 0.078, 0.222, 0.686, 10.0, 0.866, 0.444, 0.116, 4.04),
    (0, 2, 0.700, 0.134, 0.166, 0.686, 10.4, 0.866, 0.529, 0.123, 4.55),
]
NAMES = {"pace": "pace", "confirms": "verification", "finds_out": "detection", "chance": "spoiler", "attack": "attack"}


def spoiler(lead: int) -> Conduct:
    return Conduct("b", "disarm", Range.point(0.3), Range.point(0.3), lead, ("a",), early=True)


def chances(ready: Compiled, **other: float) -> np.ndarray:
    """The chances of the plan written by hand, for the course; its election takes a month."""
    given = {**ILLUSTRATION, **other}
    return ready.chances_at(
        {
            name: 1.0 if parts[:2] == ("pace", "election") else given[NAMES[parts[0]]]
            for name, parts in ready.course.parameters.items()
        }
    )


@pytest.mark.parametrize("row", TABLE)
def test_the_reference_table_to_its_digits(row: tuple[float, ...]) -> None:
    ready = compiled(course(reference_plan(bool(row[0])), (spoiler(int(row[1])),)))
    at = chances(ready)
    lead = ready.course.places.largest_lead("b")
    found = outcomes(ready, at, 18)
    ends = [found.completed, found.breaches["b", "disarm"].excluded, found.war, found.by_month["completed"][18]]
    assert [round(float(x[0]), 3) for x in ends] == list(row[2:6])
    assert round(float(found.months[0]), 1) == row[6]
    assert [round(float(ready.probability(lead >= k, at)[0]), 3) for k in (1, 2, 3)] == list(row[7:10])
    assert round(float(found.behind["b"][0]), 2) == row[10]


chance = st.floats(0.02, 0.98)


@given(st.booleans(), st.integers(1, 2), chance, chance, chance, chance, chance)
@settings(max_examples=15, deadline=None)
def test_the_course_is_the_plan_written_by_hand(
    gated: bool, lead: int, spoils: float, attack: float, detection: float, pace: float, verification: float
) -> None:
    other = {"spoiler": spoils, "attack": attack, "detection": detection, "pace": pace, "verification": verification}
    by_hand = explore(gated_plan(), {**ILLUSTRATION, **other, "gated": int(gated), "lead_needed": lead})
    ready = compiled(course(reference_plan(gated), (spoiler(lead),)))
    at = chances(ready, **other)
    for label, name in (("election", "completed"), ("war", "war"), ("denied", "excluded_b_disarm")):
        assert ready.probability(name, at)[0] == pytest.approx(reachability(by_hand, label).initial, abs=1e-11)
    if gated and lead == 1:
        expected = war_when_one_phase_tempts(spoils, attack, detection)
        assert ready.probability("war", at)[0] == pytest.approx(expected, abs=1e-11)


@pytest.mark.parametrize(("gated", "expected"), [(True, 0.45), (False, 0.90)])
def test_the_smallest_stake_of_the_reference(gated: bool, expected: float) -> None:
    plan = reference_plan(gated)
    assert stake_needed(plan, "b", 0.3, 0.6) == pytest.approx(expected)
    assert smallest_stake(plan, "b", TEMPTATION, tolerance=1e-3) == pytest.approx(expected, abs=1e-3)


def test_the_same_chances_from_the_engine() -> None:
    made = course(reference_plan(True), (spoiler(1),))
    ready = compiled(made)
    given = {
        name: 1.0 if p[:2] == ("pace", "election") else ILLUSTRATION[NAMES[p[0]]] for name, p in made.parameters.items()
    }
    space = explore(made.model, given)
    for end in ("completed", "war", "excluded_b_disarm"):
        assert ready.probability(end, ready.chances_at(given))[0] == pytest.approx(
            reachability(space, end).initial, abs=1e-13
        )
    assert to_prism(made.model, given).startswith("dtmc")


@given(st.floats(1, 30), st.integers(1, 6))
@settings(max_examples=30)
def test_the_last_of_several_is_done_after_the_mean(months: float, together: int) -> None:
    p = float(pace(months, together))
    mean = sum(1 - (1 - (1 - p) ** month) ** together for month in range(3000))
    assert mean == pytest.approx(months, rel=1e-9)


def line(gate: bool, answer: str = "none_stated", **conduct: object) -> tuple[Plan, tuple[Conduct, ...]]:
    """Cantonment of two parties, 60 days in all, then a vote of 90; the verifier takes 45 and finds a breach with .5."""
    breaches = (Breach("staying away", answer),)  # type: ignore[arg-type]
    canton = Phase("canton", (Step("a"), Step("b")), days=Range(30, 60, 90), verifier="un", breaches=breaches)
    vote = Phase("vote", (), ("canton",), Gate("un", ("canton",)) if gate else None, Range(60, 90, 120))
    plan = Plan((canton, vote), (Verifier("un", Range(0.3, 0.5, 0.7), Range(30, 45, 60)),))
    return plan, (Conduct("b", "canton", Range(0.1, 0.2, 0.4), **conduct),) if conduct else ()  # type: ignore[arg-type]


def test_without_conduct_the_plan_is_completed_after_its_days() -> None:
    ready = compiled(course(*line(True)))
    at = ready.chances_at_likeliest()
    assert ready.probability("completed", at)[0] == pytest.approx(1)
    assert ready.expected("months", at)[0] == pytest.approx((60 + 45 + 90) / MONTH)


@pytest.mark.parametrize(
    ("answer", "relents", "completed", "ended"),
    [
        ("exclusion", None, 0.8, 0.0),
        ("talks_end", None, 0.8, 0.2),
        ("aid_withheld", Range.point(0.25), 0.85, 0.0),
        ("aid_withheld", None, 0.8, 0.0),
        ("none_stated", Range.point(0.25), 0.8, 0.0),
    ],
)
def test_what_a_breach_brings(answer: str, relents: Range | None, completed: float, ended: float) -> None:
    ready = compiled(course(*line(True, answer, relents=relents)))
    found = outcomes(ready, ready.chances_at_likeliest(), 12)
    assert found.completed[0] == pytest.approx(completed)
    assert found.ended[0] == pytest.approx(ended)
    assert found.stuck[0] == pytest.approx(1 - completed - ended)
    assert found.worst_month is None


def test_a_lenient_gate_lets_the_others_go_on() -> None:
    plan, conducts = line(True, attack=Range.point(0.0))
    vote = plan.phase("vote")
    assert vote.gate
    lenient = replace(plan, phases=(plan.phases[0], replace(vote, gate=replace(vote.gate, goes_on_without=True))))
    ready = compiled(course(lenient, conducts))
    at = ready.chances_at_likeliest()
    assert ready.probability("completed", at)[0] == pytest.approx(1)
    assert ready.probability("excluded_b_canton", at)[0] == pytest.approx(0.2)


def test_one_that_stalls_is_only_late() -> None:
    plan, conducts = line(False, stalls=Range.point(0.5))
    ready = compiled(course(plan, conducts))
    given = settings_at(ready.course)
    given["finds_out_un"] = 0.0
    assert ready.probability("completed", ready.chances_at(given))[0] == pytest.approx(1)


def test_smaller_phases_take_the_temptation_away() -> None:
    plan, conducts = line(True, attack=Range.point(0.3))
    whole = compiled(course(plan, conducts))
    half = halved(plan, "canton", conducts)
    parts = compiled(course(half.plan, half.conducts, half.sizes))
    numbers = {key: np.full(2, held.likely) for key, held in numbers_of(whole.course).items()}
    at = parts.chances(half.numbers(numbers, "canton"))
    assert whole.probability("war", whole.chances(numbers)).min() > 0.1
    assert parts.probability("war", at).max() == 0
    assert half.plan.phase("vote").gate == Gate("un", ("canton_rest",))


def test_better_verifiers_find_more_and_faster_ones_wait_less() -> None:
    ready = compiled(course(*line(True, "exclusion", attack=Range.point(0.2))))
    numbers = {key: np.array([held.low, held.likely, held.high]) for key, held in numbers_of(ready.course).items()}
    war = ready.probability("war", ready.chances(numbers))
    assert (ready.probability("war", ready.chances(watched_better(numbers))) < war).all()
    months = ready.expected("months", ready.chances(numbers))
    assert (ready.expected("months", ready.chances(watched_faster(numbers))) < months).all()


def test_completion_in_one_call_is_draw_by_draw() -> None:
    ready = compiled(course(*line(True, "exclusion", attack=Range.point(0.2))))
    rng = np.random.default_rng(1)
    numbers = {key: rng.uniform(held.low, held.high, 100) for key, held in numbers_of(ready.course).items()}
    found = ready.completion(numbers)
    alone = [ready.completion({key: value[i : i + 1] for key, value in numbers.items()})[0] for i in (0, 63, 64, 99)]
    assert found[[0, 63, 64, 99]].tolist() == pytest.approx(alone, abs=1e-15)


def test_a_day_before_which_nothing_begins() -> None:
    late = Plan((Phase("vote", days=Range.point(30), starts=Appointment("the rains are over", 3 * MONTH)),))
    ready = compiled(course(late))
    assert ready.by_month(("completed",), ready.chances_at_likeliest(), 6)[0, :, 0].round(9).tolist() == [
        0,
        0,
        0,
        0,
        1,
        1,
        1,
    ]


def test_what_does_not_fit_is_said_at_once() -> None:
    plan, _ = line(True)
    wrong = (
        Conduct("c", "canton", Range.point(0.2)),
        Conduct("a", "canton", Range.point(1.2), lead=0, against=("a",)),
        Conduct("a", "canton", Range.point(0.2)),
    )
    with pytest.raises(ModelInputError) as error:
        course(plan, wrong)
    for part in ("'c' at 'canton': it owes", "lead is 0", "no other party", "chance must ascend", "given twice"):
        assert part in str(error.value)
    with pytest.raises(ModelInputError, match="no days are given for all in vote"):
        numbers_of(course(Plan((Phase("vote"),))))
    with pytest.raises(ModelInputError, match="no phase 'war'"):
        halved(plan, "war")
    with pytest.raises(ModelInputError, match="owes nothing"):
        stake_needed(plan, "c", 0.1, 0.1)
    with pytest.raises(ModelInputError, match="owes nothing"):
        choosing(plan, "c")
    ready = compiled(course(plan))
    with pytest.raises(ModelInputError, match="no value is given"):
        ready.chances({})
    with pytest.raises(ModelInputError, match="different counts"):
        ready.chances_at({name: np.full(2 + n, 0.5) for n, name in enumerate(ready.course.parameters)})


@pytest.mark.parametrize("gated_vote", [True, False])
def test_where_everybody_waits_for_everybody_months_are_those_of_the_schedule_on_average(gated_vote: bool) -> None:
    steps = (Step("a"), Step("b"), Step("c"))
    canton = Phase("canton", steps, days=Range.point(2 * MONTH))
    disarm = Phase("disarm", steps, ("canton",), Gate("un", ("canton",)), Range.point(4 * MONTH))
    vote = Phase("vote", (), ("disarm",), Gate("un", ("disarm",)) if gated_vote else None, Range.point(3 * MONTH))
    plan = Plan((canton, disarm, vote), (Verifier("un", delay=Range.point(MONTH)),))
    ready = compiled(course(plan))
    done = ends_by_month(ready, ready.chances_at_likeliest(), 400)["completed"][:, 0]
    assert (1 - done).sum() == pytest.approx(schedule(plan, times_at(plan, "likely")).end.item() / MONTH, abs=1e-6)
