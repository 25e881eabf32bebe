"""What side payments for a signature are worth to who receives them and cost who pays, in every world."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.completion import completion_on_table
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.payment import Payment
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.dossier.values.quantity import Quantity

FloatArray = NDArray[np.float64]
NOTHING = Quantity.point(0.0)
EVEN = 0.5
"""At the likeliest values a payment is made if it is as likely to be believed and paid as not."""


@dataclass(frozen=True, eq=False)
class Transfer:
    """One side payment in every world.

    Attributes
    ----------
    made : ndarray, shape (draws,)
        Whether it is believed and paid, 1 or 0, times the chance that the plan is carried out if it is due only then.
    worth, cost : ndarray, shape (draws,)
        To who receives it, and to each who pays, in points of its own worth, where it is made.
    likely : tuple of (float, float)
        Worth and cost, times how far it is made, at the likeliest values.
    is_uncertain : bool
        Whether anything about it differs between worlds.
    unfollowed : str
        What is lacking to say how likely the plan is carried out that it waits for; it then counts as if it were.
    """

    payment: Payment
    made: FloatArray
    worth: FloatArray
    cost: FloatArray
    likely: tuple[float, float]
    is_uncertain: bool
    unfollowed: str = ""

    def gains(self, parties: Sequence[str]) -> FloatArray:
        """Return what it adds to an agreement for each party, shape (draws, parties)."""
        net = [
            self.made * self.worth if party == self.payment.paid_to
            else self.made * -self.cost if party in self.payment.paid_by
            else np.zeros_like(self.made)
            for party in parties
        ]  # fmt: skip
        return np.column_stack(net) if net else np.zeros((len(self.made), 0))

    def likely_gains(self, parties: Sequence[str]) -> FloatArray:
        """Return the same at the likeliest values, shape (parties,)."""
        worth, cost = self.likely
        return np.array([
            worth if party == self.payment.paid_to else -cost if party in self.payment.paid_by else 0.0
            for party in parties
        ])  # fmt: skip


@dataclass(frozen=True, eq=False)
class Transfers:
    """All side payments that are on offer at a moment and are worth or cost anything.

    Attributes
    ----------
    draws : int
    each : tuple of Transfer
        In the order of the dossier.
    """

    draws: int
    each: tuple[Transfer, ...] = ()

    @property
    def is_uncertain(self) -> bool:
        """Whether anything about them differs between worlds."""
        return any(transfer.is_uncertain for transfer in self.each)

    @property
    def waits(self) -> bool:
        """Whether any of them is due only once the plan is carried out."""
        return any(transfer.payment.due == "carrying_out" for transfer in self.each)

    def gains(self, parties: Sequence[str]) -> FloatArray:
        """Return what they add to an agreement for each party, shape (draws, parties), in points of its own worth."""
        return sum((transfer.gains(parties) for transfer in self.each), np.zeros((self.draws, len(parties))))

    def likely_gains(self, parties: Sequence[str]) -> FloatArray:
        """Return the same at the likeliest values, shape (parties,)."""
        return sum((transfer.likely_gains(parties) for transfer in self.each), np.zeros(len(parties)))


def payments_at(situation: Situation) -> tuple[Payment, ...]:
    """Return the payments on offer at a moment that are worth or cost anything, by sources that may be used then."""
    dossier, moment = situation.dossier, situation.moment
    return tuple(
        payment
        for payment in dossier.payments.values()
        if (not payment.moments or moment.id in payment.moments)
        and in_force(payment.from_, payment.until, moment.date)
        and (dossier.about.hindsight or not later_documents(dossier, payment.source, moment.date))
        and (payment.worth.high > 0 or (payment.cost is not None and payment.cost.high > 0))
    )


def transfers(situation: Situation, worlds: Worlds, carried: FloatArray | str | None = None) -> Transfers:
    """Return what the side payments of a moment add to an agreement, drawn in the worlds.

    A payment due on carrying out counts by the chance, in each world, that the plan on the table is carried out. Where the
    dossier does not tell that chance, it counts like one due on signing, and says so.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    worlds : Worlds
        Draws of the inputs.
    carried : ndarray, shape (draws,), or str, optional
        How likely the plan on the table is carried out, or what is lacking to say; worked out where it matters, if not given.
    """
    payments = payments_at(situation)
    if carried is None:
        late = any(payment.due == "carrying_out" for payment in payments)
        carried = completion_on_table(situation, worlds) if late else np.ones(worlds.draws)
    return Transfers(worlds.draws, tuple(_transfer(payment, carried, worlds) for payment in payments))


def _transfer(payment: Payment, carried: FloatArray | str, worlds: Worlds) -> Transfer:
    waits = payment.due == "carrying_out" and not isinstance(carried, str)
    chance = np.asarray(carried, float) if waits else np.ones(worlds.draws)
    cost, credible = payment.cost or NOTHING, payment.credible
    paid = np.ones(worlds.draws) if credible is None else worlds.works(f"payment {payment.id}", credible).astype(float)
    likely = float(np.median(chance)) * float(credible is None or credible.likely >= EVEN)
    return Transfer(
        payment,
        paid * chance,
        worlds.sample(worth_name(payment), payment.worth),
        worlds.sample(cost_name(payment), cost),
        (likely * payment.worth.likely, likely * cost.likely),
        not payment.worth.is_point
        or not cost.is_point
        or (credible is not None and (credible.low < 1 and credible.high > 0))
        or bool(chance.min() < chance.max()),
        carried if payment.due == "carrying_out" and isinstance(carried, str) else "",
    )


def worth_name(payment: Payment) -> str:
    """Return the name under which the worth of a payment is drawn."""
    return f"worth of payment {payment.id}"


def cost_name(payment: Payment) -> str:
    """Return the name under which the cost of a payment is drawn."""
    return f"cost of payment {payment.id}"
