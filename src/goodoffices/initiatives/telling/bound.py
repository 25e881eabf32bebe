"""What is said of plans that were not looked at: that none can lead, or how far the best of them could come."""

import numpy as np

from goodoffices.initiatives.bounding import TRIVIAL
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling.names import value


def not_looked_at(found: Found) -> str:
    """Return a sentence about the plans that were not looked at; empty if there are none."""
    if found.complete:
        return ""
    by = found.settings.by
    if found.most is None or found.most >= TRIVIAL[by]:
        return " Others were not looked at, and there may be better ones among them."
    if found.most == -np.inf:
        return " The others were not looked at, for none of them can come to more, by what their initiatives can move at most in the draws of the first round."
    return (
        f" The others were not looked at; none of them can come to more than {value(by, found.most)}, by what their initiatives "
        "can move at most in the draws of the first round."
    )
