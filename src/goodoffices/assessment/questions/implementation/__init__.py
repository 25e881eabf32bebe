"""Will it be carried out? What is wrong with each plan, who can stop it, how far one side gets ahead, and when it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.implementation.courses import Judged, judged, misplaced
from goodoffices.assessment.questions.implementation.exhibits import phases_table, plan_figure, verifiers_table
from goodoffices.assessment.questions.implementation.exposure import exposure_finding
from goodoffices.assessment.questions.implementation.readings import Reading, readings_at
from goodoffices.assessment.questions.implementation.risk import (
    danger_finding,
    risk,
    risk_figure,
    risk_finding,
    risks_table,
)
from goodoffices.assessment.questions.implementation.stakes import Stake, stakes, stakes_finding, stakes_table
from goodoffices.assessment.questions.implementation.stopping import (
    ALL_GATES,
    NO_GATES,
    Variant,
    clause_finding,
    clauses_table,
    places_table,
    stop_finding,
    variants,
)
from goodoffices.assessment.questions.implementation.summary import Told, plans_table, summary_finding
from goodoffices.assessment.questions.implementation.timing import (
    schedule_finding,
    schedule_table,
    slip_finding,
    timing,
)
from goodoffices.assessment.questions.implementation.weaknesses import weaknesses
from goodoffices.assessment.questions.implementation.worth import worth, worth_finding, worths_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.models.implementation.plan import never_begun, possible_stops

MOST_IN_SHORT = 7
"""So many findings are told where there is little room."""
MOST_STOPS = 120
"""A plan with more steps and gates is not tried out one by one."""
METHODS = (
    Method(
        "What a plan allows",
        "The phases of a text are read as a net of steps and gates: a party takes its step once it has taken those before it and its gate is open; "
        "a gate opens once the verifier can confirm what it asks. A phase without a gate begins for each party when that has itself done what "
        "comes before; a vote, and whoever owes nothing before, waits until everyone has. Then one party stops at one step, or the verifier at one "
        "gate, and the net is run as far as it goes. Clauses are added to the plan and tried in the same way. Nothing is said about how likely it is.",
        "Murata (1989), Proceedings of the IEEE 77(4), 541-580, for nets of this kind",
    ),
    Method(
        "Exclusion",
        "A breach that brings exclusion shuts a party out of what the agreement gives. Only where the gate itself says so does it open without "
        "that party; where the text is silent, the gate is read as waiting for everyone.",
    ),
    Method(
        "Schedule",
        "The critical path of each draw of the durations and delays. One draw of a phase’s days counts for all parties, and one of a "
        "verifier’s delay for all its gates. Day 0 is the last day that the text’s date can mean. Nobody is taken to stop or to stall.",
        "Kelley & Walker (1959), Proceedings of the Eastern Joint Computer Conference, 160-173; Van Slyke (1963), Operations Research "
        "11(5), 839-860",
    ),
    Method(
        "What becomes of a plan",
        "Month by month each party works on the step that it may take, and completes it with the chance that gives the days of the plan on average; a "
        "party that means to stop at a step does so; once another is far enough ahead it may attack, or be found out first; the verifier "
        "confirms one phase after the other. This is a chain with finitely many states, solved exactly in each draw. That lengths vary as those of a "
        "geometric distribution is a choice: it spreads dates wider than the schedule does.",
        "Kemeny & Snell (1960), Finite Markov Chains, chapter 3, for chains that end",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Answer for every plan on paper at the last moment: first each in short, then plan by plan; of earlier ones tell what is wrong.

    A plan is told as of the moment at which it is new. One that became a part of a later one is told with that.
    """
    last = situations[-1]
    readings = readings_at(last, on_paper(last))
    lasting = {tuple(reading.phases): reading for reading in readings}
    plans: dict[tuple[str, ...], Told] = {}
    seen: set[tuple[str, ...]] = set()
    parts: list[Reading] = []
    missing: list[str] = []
    needs: list[tuple[Judged, tuple[Stake, ...]]] = []
    for situation in situations:
        for reading in readings_at(situation, on_paper(situation)):
            key = tuple(reading.phases)
            if key in seen:
                continue
            seen.add(key)
            if key in lasting:
                plans[key] = _told(reading, lasting[key], worlds, missing, needs)
            else:
                parts.append(reading)
    told = sorted(plans.values(), key=lambda plan: plan.rank)
    findings = [summary_finding(plan, leads=number == 0) for number, plan in enumerate(told)]
    for plan in told:
        findings += plan.findings
        belonging = [part for part in parts if set(part.phases) <= set(plan.reading.phases)]
        findings += [finding for part in belonging for finding in weaknesses(part)]
        parts = [part for part in parts if part not in belonging]
    findings += [finding for part in parts for finding in weaknesses(part)]
    tried = [(plan.reading, plan.tried) for plan in told if plan.tried is not None]
    timings = [plan.when for plan in told if plan.when]
    risks = [plan.risk for plan in told if plan.risk]
    tables = (
        plans_table(told),
        worths_table([plan.worth for plan in told if plan.worth]),
        risks_table(risks),
        clauses_table(tried),
        places_table(tried),
        schedule_table(timings),
        stakes_table(needs),
        phases_table(readings),
        verifiers_table(last, on_paper(last)),
    )
    shown = tuple(table for table in tables if table.rows)
    return Answer(
        question.id,
        question.title,
        tuple(findings),
        shown,
        (plan_figure(readings, timings), *((risk_figure(risks),) if risks else ())),
        METHODS,
        tuple(dict.fromkeys(missing)),
        in_short=(*(finding.id for finding in findings[:MOST_IN_SHORT]), *(table.id for table in shown[:1])),
    )


def _told(
    reading: Reading,
    now: Reading,
    worlds: Worlds,
    missing: list[str],
    needs: list[tuple[Judged, tuple[Stake, ...]]],
) -> Told:
    """Return all that is found of one plan; of one no longer on the table in short."""
    plan = Told(reading, now)
    allowed, when = _tried(reading), timing(reading, worlds)
    missing += [part for part in (allowed, when) if isinstance(part, str)]
    if not isinstance(allowed, str):
        plan.tried = allowed
    if not isinstance(when, str):
        plan.when = when
        case = judged(reading, worlds)
        missing += misplaced(reading)
        if isinstance(case, str):
            missing.append(case)
        else:
            plan.risk = risk(case)
            plan.worth = worth(plan.risk, worlds)
            needs.append((case, stakes(case, worlds)))
    told = [found for found in _at_length(plan, needs[-1] if plan.risk else None) if found]
    plan.findings = told if now.is_open else [replace(finding, priority=9) for finding in told]
    plan.findings += weaknesses(reading)
    return plan


def _at_length(plan: Told, needs: tuple[Judged, tuple[Stake, ...]] | None) -> Iterator[Finding | None]:
    """Yield what is told of a plan after what is told in short, the weightiest first; of one no longer on the table less."""
    reading, is_open, tried = plan.reading, plan.now.is_open, plan.tried
    if tried:
        yield stop_finding(reading, tried[0])
    if plan.when:
        yield schedule_finding(plan.when)
    if plan.risk and plan.worth:
        yield risk_finding(plan.risk)
        yield worth_finding(plan.worth)
    if tried:
        ahead = {variant.name: variant.ahead for variant in tried}
        yield clause_finding(reading, tried, in_short=not is_open)
        yield exposure_finding(reading, tried[0].ahead, ahead.get(NO_GATES), ahead.get(ALL_GATES))
    if plan.risk:
        yield danger_finding(plan.risk)
    if is_open and plan.when:
        yield slip_finding(plan.when)
    if is_open and needs:
        yield stakes_finding(*needs)


def _tried(reading: Reading) -> tuple[Variant, ...] | str:
    if never_begun(reading.plan):
        return f"who can stop {reading.text.name}, which cannot be carried out as it stands"
    if sum(1 for _ in possible_stops(reading.plan)) > MOST_STOPS:
        return f"who can stop {reading.text.name}, which has more than {MOST_STOPS} steps and gates"
    return variants(reading)
