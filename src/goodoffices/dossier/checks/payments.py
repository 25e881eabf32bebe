"""Side payments bear on a signature: who pays takes part, and who is paid must sign."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.payment import Payment
from goodoffices.errors import Problem

FILE = "payments.yaml"


def payers_take_part(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever pays for a signature takes part in a moment at which the payment is on offer.

    Add the payer to those at the table or in the wings, or correct `moments` or `paid_by`.
    """
    for payment in dossier.payments.values():
        moments = _offered(dossier, payment)
        present = {party for moment in moments for party in moment.participants}
        for index, payer in enumerate(payment.paid_by):
            if moments and payer not in present:
                yield Problem(
                    FILE,
                    f"{payer} would pay and takes part at no moment at which this is on offer",
                    *files.place(FILE, (payment.id, "paid_by", index)),
                    field="paid_by",
                    found=payer,
                    expected="a party at the table or in the wings",
                )


def payments_go_to_signatories(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever is paid must sign at a moment at which the payment is on offer; else it brings no signature.

    Add the party to `must_sign`, or correct `moments` or `paid_to`.
    """
    for payment in dossier.payments.values():
        moments = _offered(dossier, payment)
        if moments and not any(payment.paid_to in moment.must_sign for moment in moments):
            yield Problem(
                FILE,
                f"{payment.paid_to} need not sign at any moment at which this is on offer, so that it brings no signature",
                *files.place(FILE, (payment.id, "paid_to")),
                field="paid_to",
                found=payment.paid_to,
                expected="a party in must_sign (moments.yaml)",
            )


def _offered(dossier: Dossier, payment: Payment) -> list[Moment]:
    return [moment for moment in dossier.moments.values() if not payment.moments or moment.id in payment.moments]
