"""Packages whose issues are linked: combinations ruled out, worth that is not additive, and consent at home.

Every question becomes a mixed-integer linear programme, solved by branch and bound; every package found is looked at
exactly.
"""

from goodoffices.models.agreements.linked.blockage import Blockage, Blockers, explain_blockage
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.maximin import egalitarian, kalai_smorodinsky
from goodoffices.models.agreements.linked.nash import nash
from goodoffices.models.agreements.linked.search import Effort
from goodoffices.models.agreements.linked.signable import signable
from goodoffices.models.agreements.linked.sums import efficient, ideal, utilitarian

__all__ = [
    "Blockage",
    "Blockers",
    "Country",
    "Effort",
    "efficient",
    "egalitarian",
    "explain_blockage",
    "ideal",
    "kalai_smorodinsky",
    "nash",
    "signable",
    "utilitarian",
]
