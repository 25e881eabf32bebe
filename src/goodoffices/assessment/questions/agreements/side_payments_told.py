"""Side payments in words: what those on offer do, what further ones would be needed, and who could bear any."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.packages import Packages
from goodoffices.assessment.questions.agreements.analysis import ENOUGH
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.phrases import MOST_NAMED, basis, confidence
from goodoffices.assessment.questions.agreements.side_payments import Effect, Needed, losers
from goodoffices.assessment.wording import capital, count, listing, percent, points

DUE = {"signing": "signing", "carrying_out": "carrying out"}
METHOD = Method(
    "Side payments",
    "What a payment is worth to who receives it is added to what any agreement is worth to it, and what it costs is taken off for each who "
    "pays, in points of each one’s own worth, in the draws in which it is believed and paid. One due on carrying out counts by the chance that the "
    "plan is carried out. The least worth that suffices is a quantile of what the party lacks over the draws, given that it is paid. Points of "
    "different parties are not compared: what one lacks cannot be held against what another could spare without an exchange rate, and "
    "none is assumed.",
)


def payments_finding(packages: Packages, bargain: Bargain, found: Sequence[Effect]) -> Finding | None:
    """Return which payments are counted and what each does; None if there are none."""
    if not found:
        return None
    sentences = [f"Counted beside what is on the table: {count(len(found), 'side payment')}."]
    sentences += [_told(packages, bargain, each) for each in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        sentences.append(f"{capital(count(len(found) - MOST_NAMED, 'more payment'))}: see the table.")
    return Finding(
        f"agreements.{bargain.id}.payments",
        " ".join(sentences),
        moment=bargain.id,
        numbers=tuple(
            Number(f"{words}: {each.transfer.payment.name}", share, basis(bargain))
            for each in found
            for words, share in (
                ("room without it", each.room_without),
                *([] if each.signed_without is None else [("all sign without it", each.signed_without)]),
            )
        ),
        confidence=confidence(bargain),
        reason="counted in the same draws with and without; what a payment is worth to who receives it is a judgement",
        sources=distinct([citation for each in found for citation in each.transfer.payment.source]),
    )


def needed_finding(bargain: Bargain, found: Sequence[Needed], *, more: bool) -> Finding | None:
    """Return what would have to be given to whom for the settlement expected to be signed, and what others could give.

    None if nobody loses by it to speak of. `more` says that payments on offer are counted already.
    """
    lacking = losers(found)
    if not lacking:
        return None
    lacks = [
        f"{bargain.parties[each.party]}, worth {_amount(each.lacks, bargain.points)}" for each in lacking[:MOST_NAMED]
    ]
    names = {each.party for each in lacking}
    able = [each for each in found if each.party not in names and each.spares.median > 0]
    spares = [f"{bargain.parties[each.party]} {_amount(each.spares)}" for each in able[:MOST_NAMED]]
    further = "further " if more else ""
    sentences = [
        f"For everyone to sign where bargaining points, a {further}side payment would be needed to {'; to '.join(lacks)}."
    ]
    if spares:
        sentences.append(
            f"At most, and each in its own points, which are not those of who is paid, could give: {listing(spares)}."
        )
    else:
        sentences.append("Nobody else who must sign gains by it in most draws, and could give anything.")
    return Finding(
        f"agreements.{bargain.id}.needed",
        " ".join(sentences),
        moment=bargain.id,
        numbers=tuple(
            Number(f"{words} of {bargain.parties[each.party]}", held.median, basis(bargain), bargain.points,
                   *((held.low, held.high) if held.stated else ()))
            for words, some in (("payment that would make good the loss", lacking), ("largest payment that it could bear", able))
            for each in some
            for held in ((each.lacks if some is lacking else each.spares),)
        ),
        confidence=confidence(bargain),
        reason=f"counted in the same draws, whoever pays; {bargain.assumed}",
        sources=bargain.sources,
    )  # fmt: skip


def payments_table(packages: Packages, bargain: Bargain, found: Sequence[Effect]) -> Table | None:
    """Return the payments that are counted with what each does; None if there are none."""
    if not found:
        return None
    label = packages.situation.dossier.label
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        payment = each.transfer.payment
        rows.append((
            payment.name,
            listing([label(payer) for payer in payment.paid_by]),
            label(payment.paid_to),
            DUE[payment.due],
            str(payment.worth),
            "" if payment.cost is None else str(payment.cost),
            percent(each.made),
            f"{percent(each.room)}, without it {percent(each.room_without)}",
            "" if each.signed is None or each.signed_without is None
            else f"{percent(each.signed)}, without it {percent(each.signed_without)}",
            "" if each.least is None else _points(each.least),
        ))  # fmt: skip
    return Table(
        f"agreements.{bargain.id}.payments",
        f"Side payments that are counted, {bargain.name}",
        ("payment", "from", "to", "due on", "worth", "cost", "counts for", "room for agreement in", "all sign in", "worth that suffices"),
        tuple(rows),
        note="Worth to who receives it and cost to each who pays, each in points of its own worth. Counts for: the share of draws in which it is "
        "believed and paid, times the chance of carrying out if it is due only then. Worth that suffices: the least with which who receives "
        f"it loses nothing in {percent(ENOUGH)} of draws; empty: none does, or it need not sign.",
    )  # fmt: skip


def needed_table(bargain: Bargain, found: Sequence[Needed]) -> Table | None:
    """Return what each party lacks or could spare for the settlement expected to be signed; None if nobody lacks anything."""
    if not losers(found):
        return None
    return Table(
        f"agreements.{bargain.id}.needed",
        f"What each would have to get, or could give, where bargaining points, {bargain.name}",
        ("party", "loses in", "least payment to it", "80% interval", "largest it could bear", "80% interval "),
        tuple(
            (
                bargain.parties[each.party],
                percent(each.loses),
                _points(each.lacks.median),
                _range(each.lacks),
                _points(each.spares.median),
                _range(each.spares),
            )
            for each in found
        ),
        note=f"In each party’s own points, {bargain.points}, over the draws. Points of different parties are not compared: one row says nothing about "
        "another.",
    )


def _told(packages: Packages, bargain: Bargain, each: Effect) -> str:
    payment, label = each.transfer.payment, packages.situation.dossier.label
    due = "" if payment.due == "signing" else ", due on carrying out"
    who = f"“{payment.name}” ({listing([label(payer) for payer in payment.paid_by])} to {label(payment.paid_to)}{due})"
    counts = f" counts for {percent(each.made)} of its worth, by the chance of carrying out;"
    if payment.due == "signing" or each.transfer.unfollowed:
        counts = "" if each.made == 1 else f" is believed in {percent(each.made)} of draws;"
    if each.signed is None or each.signed_without is None:
        told = f"some package leaves everyone better off in {percent(each.room)} of draws, without it in {percent(each.room_without)}"
    elif bargain.stated:
        told = f"where bargaining points would be signed by all in {percent(each.signed)} of draws, without it in {percent(each.signed_without)}"
    else:
        verdict = {True: "would be signed by all", False: "would not be signed by all"}
        told = (
            f"where bargaining points {verdict[each.signed >= 1]}, and without it {verdict[each.signed_without >= 1]}"
        )
    least = ""
    if each.least is not None and each.least > 0:
        often = f" in {percent(ENOUGH)} of draws" if bargain.stated else ""
        least = f"; {label(payment.paid_to)} would sign{often} if it were worth at least {_points(each.least)} {bargain.points}"
    lacking = (
        " (how likely the plan is carried out is not known, so that it counts as promised)"
        if each.transfer.unfollowed
        else ""
    )
    return f"{who}:{counts} {told}{least}{lacking}."


def _amount(held: Interval, unit: str = "") -> str:
    number = f"{_points(held.median)} {unit}".strip()
    return f"{number} ({_range(held)} in 80% of draws)" if held.stated else number


def _range(held: Interval) -> str:
    return f"{_points(held.low)} to {_points(held.high)}" if held.stated else ""


def _points(value: float) -> str:
    return points(value, 100 if value >= 1 else 10) if value else "0"
