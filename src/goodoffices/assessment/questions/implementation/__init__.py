"""Will it be carried out? What is wrong with each plan, who can stop it, how far one side gets ahead, and when it is done."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.implementation.courses import judged, misplaced
from goodoffices.assessment.questions.implementation.exhibits import phases_table, plan_figure, verifiers_table
from goodoffices.assessment.questions.implementation.exposure import exposure_finding
from goodoffices.assessment.questions.implementation.readings import Reading, readings_at
from goodoffices.assessment.questions.implementation.risk import (
    Risk,
    danger_finding,
    risk,
    risk_figure,
    risk_finding,
    risks_table,
)
from goodoffices.assessment.questions.implementation.stakes import stakes, stakes_finding, stakes_table
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
from goodoffices.assessment.questions.implementation.timing import (
    Timing,
    schedule_finding,
    schedule_table,
    slip_finding,
    timing,
)
from goodoffices.assessment.questions.implementation.weaknesses import weaknesses
from goodoffices.assessment.questions.implementation.worth import Worth, worth, worth_finding, worths_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.models.implementation.plan import never_begun, possible_stops

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
    """Answer for every plan on paper at the last moment, by the moment at which it is new; of earlier ones tell what is wrong.

    A plan that became a part of a later one is told with that.
    """
    last = situations[-1]
    lasting = {tuple(reading.phases) for reading in readings_at(last, on_paper(last))}
    findings: list[Finding] = []
    missing: list[str] = []
    seen: set[tuple[str, ...]] = set()
    tried: list[tuple[Reading, Sequence[Variant]]] = []
    timings: list[Timing] = []
    risks: list[Risk] = []
    worths: list[Worth] = []
    needs = []
    for situation in situations:
        readings = readings_at(situation, on_paper(situation))
        new = [reading for reading in readings if tuple(reading.phases) not in seen]
        seen |= {tuple(reading.phases) for reading in new}
        findings += weaknesses(situation, new)
        for reading in new:
            if tuple(reading.phases) in lasting:
                allowed, when = _tried(reading), timing(reading, worlds)
                missing += [part for part in (allowed, when) if isinstance(part, str)]
                if not isinstance(allowed, str):
                    tried.append((reading, allowed))
                    findings += _what_it_allows(reading, allowed)
                if not isinstance(when, str):
                    timings.append(when)
                    findings += [finding for finding in (schedule_finding(when), slip_finding(when)) if finding]
                    case = judged(reading, worlds)
                    missing += misplaced(reading)
                    if isinstance(case, str):
                        missing.append(case)
                        continue
                    risks.append(risk(case))
                    worths.append(worth(risks[-1], worlds))
                    needs.append((case, stakes(case, worlds)))
                    told = (
                        risk_finding(risks[-1]),
                        danger_finding(risks[-1]),
                        worth_finding(worths[-1]),
                        stakes_finding(*needs[-1]),
                    )
                    findings += [finding for finding in told if finding]
    readings = readings_at(last, on_paper(last))
    tables = (
        places_table(tried),
        clauses_table(tried),
        schedule_table(timings),
        risks_table(risks),
        worths_table(worths),
        stakes_table(needs),
        phases_table(readings),
        verifiers_table(last, on_paper(last)),
    )
    return Answer(
        question.id,
        question.title,
        tuple(findings),
        tuple(table for table in tables if table.rows),
        (plan_figure(readings, timings), *((risk_figure(risks),) if risks else ())),
        METHODS,
        tuple(dict.fromkeys(missing)),
    )


def _tried(reading: Reading) -> tuple[Variant, ...] | str:
    if never_begun(reading.plan):
        return f"who can stop {reading.text.name}, which cannot be carried out as it stands"
    if sum(1 for _ in possible_stops(reading.plan)) > MOST_STOPS:
        return f"who can stop {reading.text.name}, which has more than {MOST_STOPS} steps and gates"
    return variants(reading)


def _what_it_allows(reading: Reading, tried: Sequence[Variant]) -> list[Finding]:
    ahead = {variant.name: variant.ahead for variant in tried}
    found = (
        stop_finding(reading, tried[0]),
        clause_finding(reading, tried),
        exposure_finding(reading, tried[0].ahead, ahead.get(NO_GATES), ahead.get(ALL_GATES)),
    )
    return [finding for finding in found if finding]
