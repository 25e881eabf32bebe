"""What becomes of packages that were on the table, in words: what was agreed, the texts, the settlement expected."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.offers import Offer
from goodoffices.assessment.questions.agreements.phrases import (
    MOST_NAMED,
    basis,
    everyone,
    losers_by,
    of_agreed,
    signed,
)
from goodoffices.assessment.wording import capital, count, listing, percent


def agreed_finding(bargain: Bargain, agreed: Offer, better: Offer | None, changes: int, complete: bool) -> Finding:
    """Return whether what was agreed suits all, and what would have been better for all."""
    sentences = [f"{of_agreed(bargain, agreed)}"]
    if agreed.open:
        sentences.append(f"Nothing was agreed on {listing(agreed.open)}; there what held is taken to have stayed.")
    if better is not None:
        issues = np.flatnonzero(better.package != agreed.package).tolist()
        gains = better.gains - agreed.gains
        told = [
            f"{bargain.parties[p]} {signed(gains[p])}" for p in np.argsort(-gains, kind="stable").tolist()[:MOST_NAMED]
        ]
        sentences.append(
            f"It could still be improved for all by changing {count(changes, 'issue')}: {bargain.told(better.package, issues)} "
            f"({', '.join(told)}, in each party’s own points)."
        )
    elif complete:
        sentences.append("Nothing among the packages compared is better for all than what was agreed.")
    return Finding(
        f"agreements.{bargain.id}.agreed",
        f"{bargain.name}: {' '.join(sentences)}",
        moment=bargain.id,
        numbers=tuple(
            Number(f"gain of {party}", float(gain), "point", bargain.points)
            for party, gain in zip(bargain.parties, agreed.gains, strict=True)
        ),
        confidence="moderate" if complete else "low",
        reason="what was agreed is read at its likeliest, and compared on steps of a twentieth of each scale",
        sources=bargain.sources,
    )  # fmt: skip


def texts_finding(bargain: Bargain, texts: Sequence[Offer], ruled_out: Sequence[str]) -> Finding | None:
    """Return which of the texts on the table all could sign; None if no text says anything on the issues."""
    if not texts:
        return None
    ranked = sorted(texts, key=lambda text: -text.all_sign)
    told = []
    for text in ranked[:MOST_NAMED]:
        worst = int(np.argmin(text.signs))
        refuses = f"; {bargain.parties[worst]} loses by it in {percent(1 - float(text.signs[worst]))}"
        doubt = refuses if text.signs[worst] < 1 else ""
        told.append(
            f"{text.name} ({percent(text.all_sign)}{doubt})" if bargain.stated
            else f"{text.name} ({f'{losers} would lose' if (losers := losers_by(bargain, text)) else 'nobody loses'})"
        )  # fmt: skip
    opening = "Share of draws in which nobody who must sign loses by a text" if bargain.stated else "Texts"
    sentences = [f"{opening}: {'; '.join(told)}."]
    if len(ranked) > MOST_NAMED:
        sentences.append(f"{capital(count(len(ranked) - MOST_NAMED, 'more text'))}: see the table.")
    sentences.append("Where a text is silent, what holds now is taken to stay.")
    if ruled_out:
        sentences.append(
            f"Left out, since taken alone it breaks a linkage between provisions: {listing(list(ruled_out))}."
        )
    return Finding(
        f"agreements.{bargain.id}.texts",
        " ".join(sentences),
        moment=bargain.id,
        numbers=tuple(Number(f"all sign: {text.name}", text.all_sign, basis(bargain)) for text in ranked),
        confidence="moderate",
        reason="texts are read by the positions that their provisions imply, at the likeliest",
        sources=bargain.sources,
    )


def forecast_finding(bargain: Bargain, expected: Offer) -> Finding:
    """Return whether all would sign where bargaining points."""
    verdict = (
        f"by {everyone(bargain)} in {percent(expected.all_sign)} of draws" if bargain.stated
        else f"by all but {losers}" if (losers := losers_by(bargain, expected)) else f"by {everyone(bargain)}"
    )  # fmt: skip
    worst = int(np.argmin(expected.signs))
    doubt = (
        f" {bargain.parties[worst]} loses by it in {percent(1 - float(expected.signs[worst]))}."
        if bargain.stated and expected.signs[worst] < 1
        else ""
    )
    return Finding(
        f"agreements.{bargain.id}.forecast",
        f"Where bargaining points (see “Where will the talks settle?”) would be signed {verdict}.{doubt}",
        moment=bargain.id,
        numbers=(Number("share of draws in which all sign", expected.all_sign, basis(bargain)),),
        confidence="moderate",
        reason=_of_forecast(bargain),
        sources=bargain.sources,
    )


def _of_forecast(bargain: Bargain) -> str:
    reason = (
        "that forecast weighs capability, which no party's worth counts: a settlement can be likely and yet leave a "
        "signatory worse off"
    )
    if not bargain.stated:
        return reason
    return f"{reason}; put to them is the one settlement at the median, in every draw, while “How far would an agreement get?” asks in each draw about that draw’s own"
