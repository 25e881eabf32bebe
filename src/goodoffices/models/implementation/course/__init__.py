"""What happens when a plan is carried out: its course as a chain, and what follows from judged conduct."""

from goodoffices.models.implementation.course.chances import numbers_of, pace, settings_at, settings_from
from goodoffices.models.implementation.course.changes import Halved, halved, watched_better, watched_faster
from goodoffices.models.implementation.course.compiled import Compiled, compiled
from goodoffices.models.implementation.course.conduct import Conduct, answer_to, watcher_of
from goodoffices.models.implementation.course.outcomes import Breaches, Outcomes, ends_by_month, outcomes
from goodoffices.models.implementation.course.stakes import choosing, smallest_stake, stake_needed
from goodoffices.models.implementation.course.translation import Course, course

__all__ = [
    "Breaches",
    "Compiled",
    "Conduct",
    "Course",
    "Halved",
    "Outcomes",
    "answer_to",
    "choosing",
    "compiled",
    "course",
    "ends_by_month",
    "halved",
    "numbers_of",
    "outcomes",
    "pace",
    "settings_at",
    "settings_from",
    "smallest_stake",
    "stake_needed",
    "watched_better",
    "watched_faster",
    "watcher_of",
]
