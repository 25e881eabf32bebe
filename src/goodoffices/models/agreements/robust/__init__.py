"""Packages when utilities are uncertain: who accepts in how many draws, what all sign, what refusers would cost.

Utilities and reservation values come as draws, all of the same worlds, so that shares are counted and never multiplied.
"""

from goodoffices.models.agreements.robust.acceptance import (
    Acceptance,
    Carried,
    Share,
    acceptance,
    carried,
    refuses_first,
)
from goodoffices.models.agreements.robust.agreeable import Agreeable, agreeable_share
from goodoffices.models.agreements.robust.drawn import DrawnProblem, DrawnTerm
from goodoffices.models.agreements.robust.most_signed import MostSigned, most_signed, search_most_signed
from goodoffices.models.agreements.robust.payments import Payments, side_payments

__all__ = [
    "Acceptance",
    "Agreeable",
    "Carried",
    "DrawnProblem",
    "DrawnTerm",
    "MostSigned",
    "Payments",
    "Share",
    "acceptance",
    "agreeable_share",
    "carried",
    "most_signed",
    "refuses_first",
    "search_most_signed",
    "side_payments",
]
