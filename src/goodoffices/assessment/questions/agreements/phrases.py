"""Words that the findings on agreements share."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Basis, Confidence
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.offers import Offer
from goodoffices.assessment.wording import count, listing, percent, points

NASH_BARGAIN = "Nash bargain on the whole package"
"""What it is called in sentences, to tell it from those on single issues."""
MOST_NAMED = 6
"""With more parties than this only those at both ends are named."""


def everyone(bargain: Bargain) -> str:
    """Return all who must sign, in words."""
    number = len(bargain.parties) + (bargain.unheard if bargain.payers else 0)
    if bargain.unheard and not bargain.payers:
        return f"the {_figure(number)} of {_figure(number + bargain.unheard)} who must sign whose wishes are told"
    return (
        bargain.parties[0] if number == 1 else "both sides" if number == 2 else f"all {_figure(number)} who must sign"
    )


def basis(bargain: Bargain) -> Basis:
    """Return what numbers over draws rest on."""
    return "draws" if bargain.stated else "point"


def confidence(bargain: Bargain) -> Confidence:
    """Return what an answer about the whole bargain can bear."""
    return "moderate" if bargain.stated else "low"


def _figure(number: int) -> str:
    return count(number, "x").split()[0]


def of_agreed(bargain: Bargain, agreed: Offer) -> str:
    """Say whether what was agreed left anybody worse off than no agreement."""
    part = f" (on {len(bargain.issues) - len(agreed.open)} of {len(bargain.issues)} issues)" if agreed.open else ""
    names = losers_by(bargain, agreed)
    if names:
        end = f"; nobody lost by it in {percent(agreed.all_sign)} of draws" if bargain.stated else ""
        return f"What was agreed then{part} left {names} worse off than no agreement{bargain.likeliest}{end}."
    end = f", and in {percent(agreed.all_sign)} of draws" if bargain.stated else ""
    return (
        f"What was agreed then{part} left nobody who had to sign worse off than no agreement{bargain.likeliest}{end}."
    )


def losers_by(bargain: Bargain, offer: Offer) -> str:
    """Return who loses by a package at the likeliest values, those included who ask for nothing and have to pay; empty: nobody."""
    names = [*(bargain.parties[party] for party in offer.refusers), *bargain.likely_payers]
    return listing(names) if names else ""


def payers_told(bargain: Bargain) -> str:
    """Say who asks for nothing and would have to pay, and how often; empty if nobody would."""
    if not bargain.payers or bargain.unmoved is None:
        return ""
    one = len(bargain.payers) == 1
    often = f" in {percent(1 - float(bargain.unmoved.mean()))} of draws" if bargain.stated else ""
    has = "has no stance of its own, and does" if one else "have no stance of their own, and do"
    return f"{listing(bargain.payers)} must sign too, {has} not sign what {'it has' if one else 'they have'} to pay for{often}."


def signed(value: float) -> str:
    """Return a gain or loss with its sign."""
    text = points(abs(value), 100 if abs(value) >= 1 else 10)
    return f"{'+' if value > 0 else '−'}{text}" if text.strip("0.") else "0"


def names_of(bargain: Bargain, parties: Sequence[int]) -> str:
    """Return the names of some parties, as in a sentence."""
    return listing([bargain.parties[party] for party in parties])
