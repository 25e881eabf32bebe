"""Looking for the plan that moves the outcome most: which combination, how surely, and what it would take to be wrong.

Start with :func:`search`; ``exploring`` says which plans are looked at, ``contending`` how draws go to the contenders, ``ranking``
which is better and how surely, ``strength`` how much of the judged effects is needed, ``replies`` what the others would do.
"""

from goodoffices.initiatives.search.ranking import Standing
from goodoffices.initiatives.search.replies import Moved, Reply
from goodoffices.initiatives.search.search import Found, Settings, search
from goodoffices.initiatives.search.strength import BreakEven

__all__ = ["BreakEven", "Found", "Moved", "Reply", "Settings", "Standing", "search"]
