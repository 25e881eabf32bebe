"""What side payments add to an agreement, in every world."""

from goodoffices.assessment.chain.carrying_out import plan_records
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.transfers import Transfers, payments_at, transfers
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation


def paying(situation: Situation, worlds: Worlds, memo: Memo) -> Transfers:
    """Return what the side payments of a moment add to an agreement for who receives them and who pays."""
    payments = payments_at(situation)
    if not payments:
        return Transfers(worlds.draws)
    plan = plan_records(situation, memo) if any(payment.due == "carrying_out" for payment in payments) else []
    return memo.once("paying", worlds, [*payments, *plan], lambda: transfers(situation, worlds))
