"""Where plans are assessed: in this process, on all processors, or on a cluster; the numbers are the same on all.

Start with :func:`workforce`.
"""

from goodoffices.initiatives.workers.task import Assignment, Task
from goodoffices.initiatives.workers.workforce import Workforce, workforce

__all__ = ["Assignment", "Task", "Workforce", "workforce"]
