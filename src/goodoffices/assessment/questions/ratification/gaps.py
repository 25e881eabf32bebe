"""Where the table and a home are apart: who would refuse, whom it hangs on, what asking for more would bring."""

from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.questions.ratification.carrying import (
    AGREED,
    EXPECTED,
    FORESEEN,
    Carried,
    Reception,
    agreed_on,
)
from goodoffices.assessment.questions.ratification.phrases import (
    NO_RANGES,
    NO_RECORD,
    basis,
    is_stated,
    limits,
    often,
    owner,
    place,
    sources,
    wings_of,
)
from goodoffices.assessment.questions.ratification.tied_hands import TiedHands
from goodoffices.assessment.wording import capital, listing, percent, points

RISKY = 0.1
"""Refusal in at least this share of draws is told in a sentence of its own."""
LIKELY = 0.5
MOST_WAYS = 4


def gap_finding(found: Carried) -> Finding:
    """Say what somebody at home would refuse on an issue, and whose consent it takes."""
    moment = found.situation.moment
    refusing = [r for r in found.counting if 1 - r.agrees[found.told] >= RISKY]
    sentences = [
        *_refusals(found, refusing),
        *(_unblocking(found, r) for r in refusing),
    ]
    doubts = [NO_RECORD, *([] if is_stated(found) else [NO_RANGES])]
    names = listing([r.body.name for r in refusing])
    return Finding(
        f"ratification.{moment.id}.{found.issue.id}",
        f"{found.issue.name} ({moment.name}): {' '.join(filter(None, sentences))}",
        moment=moment.id,
        share=None if found.known else found.share(FORESEEN),
        share_of="" if found.known else "that home carries it, wherever the talks settle",
        numbers=_numbers(found),
        confidence="low",
        reason="; ".join(doubts),
        would_change=f"what {names} would accept, from a document of the time",
        sources=sources(found, found.counting),
    )


def defection_finding(found: Carried, text: Carried) -> Finding | None:
    """Say how often all would sign and a home then refuses; None if that is seldom so.

    Parameters
    ----------
    found : Carried
        The issue of a moment that is refused at home most often.
    text : Carried
        All issues of the moment as one text, or the same issue if it is the only one.
    """
    kind, moment = found.told, found.situation.moment
    defection = text.defection(kind)
    if defection is None or defection[1] < RISKY:
        return None
    signed, broken = defection
    what = f"{'the whole text' if len(text.issues) > 1 else found.issue.name} as {'agreed' if kind == AGREED else 'expected'}"
    if is_stated(found):
        often_signed = f"in {percent(signed)} of draws all who must sign would themselves gain by {what}"
        often_broken = f"in {percent(broken)} of these it would then fail at home"
    else:
        often_signed = f"all who must sign would themselves gain by {what}"
        often_broken = "it would then fail at home"
    contrary = (
        " It was agreed all the same: those at home asked for less than the dossier says, got something else in return, or "
        "were not asked."
        if kind == AGREED and broken >= LIKELY
        else ""
    )
    return Finding(
        f"ratification.{moment.id}.defection",
        f"Signed and then refused ({moment.name}): {often_signed}; {often_broken}, though nobody meant to break their word "
        f"(involuntary defection).{contrary}",
        moment=moment.id,
        numbers=(
            Number("share of draws in which all who must sign would", signed, basis(found)),
            Number("share of these in which a home then refuses", broken, basis(found)),
        ),
        confidence="low",
        reason=NO_RECORD,
        sources=sources(found, found.counting),
    )


def tied_finding(found: Carried, tied: TiedHands) -> Finding:
    """Say that a home that asks for more would help its party at the table, and when talks would break down."""
    moment, label = found.situation.moment, found.situation.dossier.label(tied.party)
    return Finding(
        f"ratification.{moment.id}.{found.issue.id}.tied.{tied.party}",
        f"Tied hands could help {label} at the table on {found.issue.name} ({moment.name}): if its home asked for a text "
        f"better than none by {points(tied.demand)} points of 100, the Nash bargain on this issue alone would move from "
        f"{place(found, tied.now)} (homes as they are) to {place(found, tied.then)} (with tied hands); at more than "
        f"{points(tied.breaks_at)} points there would be no agreement.",
        moment=moment.id,
        numbers=(
            Number("Nash bargain on this issue alone, homes as they are", tied.now, "point"),
            Number("Nash bargain on this issue alone, with tied hands", tied.then, "point"),
            Number("demand at which talks break down", tied.breaks_at, "point", "points of 100"),
        ),
        confidence="low",
        reason="at the likeliest inputs, and only if the other side knows and believes what that home asks for",
        sources=sources(found, found.counting),
    )


def _refusals(found: Carried, refusing: list[Reception]) -> list[str]:
    told = []
    agreed = agreed_on(found.situation, found.issue)
    if agreed and (share := found.share(AGREED)) is not None:
        told.append(f"what was agreed ({place(found, agreed.likely)}){often(1 - share, is_stated(found))}")
    if found.item and (share := found.share(EXPECTED)) is not None:
        at = place(found, found.item.compromise.median)
        told.append(f"what bargaining points to ({at}){often(1 - share, is_stated(found))}")
    against = [f"{owner(found, r)} would rather have no agreement than {limits(found, r.accepts)}" for r in refusing]
    if len(against) == 1:
        sentences = [f"{capital(against[0])}, and would refuse {listing(told)}."]
    else:
        sentences = [*(f"{capital(each)}." for each in against), f"One of them at least would refuse {listing(told)}."]
    return sentences


def _unblocking(found: Carried, reception: Reception) -> str:
    """Say on whom a body with several parts hangs."""
    kind = found.told if found.told in reception.verdicts else EXPECTED
    verdict = reception.verdicts.get(kind)
    if verdict is None or len(reception.body.wings) < 2:
        return ""
    what = "what was agreed" if kind == AGREED else "what is expected"
    if verdict.agrees and verdict.pivot:
        pivot = wings_of(reception, verdict.pivot)
        return f"At the likeliest inputs {reception.body.name} would just pass {what}; the pivotal part is {pivot}."
    ways = [wings_of(reception, numbers) for numbers in verdict.unblocked_by[:MOST_WAYS]]
    return f"To pass {what}, {reception.body.name} needs the consent of {listing(ways, 'or')}." if ways else ""


def _numbers(found: Carried) -> tuple[Number, ...]:
    names = {
        EXPECTED: "share of draws in which homes carry what bargaining points to",
        FORESEEN: "share in which they carry an outcome as past cases let one foresee it",
        AGREED: "share of draws in which homes carry what was agreed",
    }
    return tuple(
        Number(names[kind], found.share(kind) or 0.0, "past cases" if kind == FORESEEN else basis(found))
        for kind in found.put
    )
