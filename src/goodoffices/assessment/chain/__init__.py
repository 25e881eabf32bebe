"""The whole way from the talks to a settlement carried out, counted in the same worlds.

Start with :func:`chain_at`; ``settling`` says where talks settle, ``paying`` what is paid for a signature, ``signing`` whether all gain by it, ``passing`` whether a body
passes it, ``ratifying`` whether homes carry it, ``carrying_out`` whether it is done, ``holding`` whether the outcome aimed at holds.
"""

from goodoffices.assessment.chain.aim import Aim, aim_of
from goodoffices.assessment.chain.chain import Chain, Link, chain_at
from goodoffices.assessment.chain.holding import Holding
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.chain.settling import Settlement

__all__ = ["Aim", "Chain", "Holding", "Link", "Memo", "Settlement", "aim_of", "chain_at"]
