"""Plans before any probability: their language, what can go wrong in them, and when things happen.

>>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Step, Verifier, deadlocks
>>> canton = Phase("canton", (Step("government"), Step("rebels")))
>>> vote = Phase("vote", gate=Gate("observers", ("canton",)))
>>> [found.stop.who for found in deadlocks(Plan((canton, vote), (Verifier("observers"),)))]
['government', 'rebels', 'observers']
"""

from goodoffices.models.implementation.plan.checks import (
    Untwinned,
    circle,
    never_begun,
    order,
    unanswered,
    undated,
    untwinned,
    unverified,
)
from goodoffices.models.implementation.plan.clauses import CLAUSES, Clause, gated_throughout, with_clause, without_gates
from goodoffices.models.implementation.plan.deadlocks import Deadlock, Remedy, deadlocks, possible_stops, remedy_by
from goodoffices.models.implementation.plan.exposure import Exposure, exposures, force_gap, force_gaps, largest_lead
from goodoffices.models.implementation.plan.language import (
    Appointment,
    Breach,
    Gate,
    Phase,
    Plan,
    Range,
    Step,
    Verifier,
)
from goodoffices.models.implementation.plan.net import ALL, Event, Net, Stop
from goodoffices.models.implementation.plan.reachability import Reachability, reachability
from goodoffices.models.implementation.plan.running import Run, furthest_run
from goodoffices.models.implementation.plan.schedule import Schedule, in_time, schedule
from goodoffices.models.implementation.plan.times import Times, step_days, times_at, undated_steps

__all__ = [
    "ALL",
    "CLAUSES",
    "Appointment",
    "Breach",
    "Clause",
    "Deadlock",
    "Event",
    "Exposure",
    "Gate",
    "Net",
    "Phase",
    "Plan",
    "Range",
    "Reachability",
    "Remedy",
    "Run",
    "Schedule",
    "Step",
    "Stop",
    "Times",
    "Untwinned",
    "Verifier",
    "circle",
    "deadlocks",
    "exposures",
    "force_gap",
    "force_gaps",
    "furthest_run",
    "gated_throughout",
    "in_time",
    "largest_lead",
    "never_begun",
    "order",
    "possible_stops",
    "reachability",
    "remedy_by",
    "schedule",
    "step_days",
    "times_at",
    "unanswered",
    "undated",
    "undated_steps",
    "untwinned",
    "unverified",
    "with_clause",
    "without_gates",
]
