"""What happens when a plan is carried out: its course as a chain, and what follows from judged conduct."""

from goodoffices.models.implementation.course.chances import numbers_of, pace, settings_at, settings_from
from goodoffices.models.implementation.course.compiled import Compiled, compiled
from goodoffices.models.implementation.course.conduct import Conduct, answer_to, watcher_of
from goodoffices.models.implementation.course.translation import Course, course

__all__ = [
    "Compiled",
    "Conduct",
    "Course",
    "answer_to",
    "compiled",
    "course",
    "numbers_of",
    "pace",
    "settings_at",
    "settings_from",
    "watcher_of",
]
