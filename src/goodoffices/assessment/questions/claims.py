"""What do the authors claim and predict, and how did it turn out? Claims, contradictions, forecasts."""

from collections import Counter
from collections.abc import Mapping, Sequence

from goodoffices.assessment.answer import Answer, Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.question import Question
from goodoffices.assessment.wording import capital, count, listing, plain_number
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.claim import Claim
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.observations import FEWEST_FOR_A_TREND, changes_within_error, figure_rows, poll_rows
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short
from goodoffices.evidence.claims import (
    Outturn,
    Standing,
    author_of,
    contradictions,
    known_claims,
    outturns,
    weak_trends,
)

MOST_NAMED = 3
EVEN_ODDS = 0.25
"""Brier score of whoever always says that the chances are even."""
STANDING: dict[Standing, str] = {
    "came_true": "came true",
    "partly": "partly came true",
    "did_not": "did not come true",
    "cannot_be_told": "cannot be told",
    "overdue": "due, and not yet judged",
    "open": "still open",
}
METHODS = (
    Method(
        "Claims",
        "In the coder’s words, with whose view each is. A claim counts from the day it was made. With hindsight declared, "
        "later claims and what became of forecasts are shown too.",
    ),
    Method(
        "Brier score",
        "The squared distance between the probability that an author gave a forecast and what happened, 1 if it came true "
        "and 0 if it did not: 0 is perfect, 1 the worst; always calling the chances even scores 0.25. Forecasts without "
        "a probability, and those that came true only in part, have none.",
        "Brier (1950), Monthly Weather Review 78(1), 1-3",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:  # noqa: ARG001
    """List claims by author with what they rest on, and hold forecasts against what became of them."""
    situation = situations[-1]
    dossier = situation.dossier
    authors: dict[str, list[Claim]] = {}
    for claim in known_claims(situation):
        authors.setdefault(author_of(dossier, claim), []).append(claim)
    ordered = dict(sorted(authors.items(), key=lambda entry: -len(entry[1])))
    claims = [claim for group in ordered.values() for claim in group]
    told = outturns(situation, claims)
    pairs = contradictions(claims)
    numbers = {claim.id: number for number, claim in enumerate(claims, 1)}
    found = (
        _overview(situation, ordered),
        _forecasts(situation, told),
        _overdue(situation, told),
        _trends(situation, claims),
        _may_be_chance(situation, claims),
        _contradictions(situation, pairs),
    )
    return Answer(
        question.id,
        question.title,
        tuple(finding for finding in found if finding),
        tuple(
            table
            for table in (
                _forecast_table(dossier, told, numbers),
                _contradiction_table(dossier, pairs, numbers),
                _claim_table(dossier, ordered, numbers),
            )
            if table.rows
        ),
        methods=METHODS if told else METHODS[:1],
    )


def _overview(situation: Situation, authors: Mapping[str, Sequence[Claim]]) -> Finding:
    number = sum(len(group) for group in authors.values())
    most = [f"{author} ({len(group)})" for author, group in list(authors.items())[:MOST_NAMED]]
    whose = f"; most come from {listing(most)}" if len(authors) > 1 else ""
    return Finding(
        "claims.overview",
        f"{capital(count(number, 'claim'))} of {count(len(authors), 'author')} {'is' if number == 1 else 'are'} "
        f"recorded{whose}.",
        moment=situation.moment.id,
        numbers=(Number("claims", number, "exact"), Number("authors", len(authors), "exact")),
        confidence="exact",
        reason="counted in the dossier; whose documents were read decides who claims most",
        sources=distinct([c for group in authors.values() for claim in group for c in claim.source]),
    )


def _forecasts(situation: Situation, told: Sequence[Outturn]) -> Finding | None:
    if not told:
        return None
    counted = Counter(outturn.standing for outturn in told)
    clauses = [f"{count(counted[standing], words, words)}" for standing, words in STANDING.items() if counted[standing]]
    scores = [outturn.score for outturn in told if outturn.score is not None]
    numbers = [Number("forecasts", len(told), "exact")]
    scored = " None has both a probability and a verdict, so none can be scored."
    if scores:
        mean = sum(scores) / len(scores)
        numbers += [Number("mean Brier score", mean, "exact"), Number("forecasts scored", len(scores), "exact")]
        scored = (
            f" The mean Brier score of the {count(len(scores), 'forecast')} that can be scored is {mean:.2f} (0 is perfect; "
            f"always calling the chances even scores {plain_number(EVEN_ODDS)})."
        )
    return Finding(
        "claims.forecasts",
        f"{capital(count(len(told), 'forecast'))}: {', '.join(clauses)}.{scored}",
        moment=situation.moment.id,
        numbers=tuple(numbers),
        confidence="moderate",
        reason="whether a forecast came true is judged by the sources cited"
        + ("; so few forecasts say little about who foresees well" if scores else ""),
        sources=distinct([c for outturn in told for c in outturn.sources]),
    )


def _overdue(situation: Situation, told: Sequence[Outturn]) -> Finding | None:
    late = [outturn.claim for outturn in told if outturn.standing == "overdue"]
    if not late:
        return None
    named = [
        f"“{claim.says}” ({author_of(situation.dossier, claim)}"
        + (f", by {claim.checkable_by.in_words})" if claim.checkable_by else ")")
        for claim in late[:MOST_NAMED]
    ]
    return Finding(
        "claims.overdue",
        f"Forecasts that could be checked by now and have not been ({len(late)}): {'; '.join(named)}.",
        moment=situation.moment.id,
        numbers=(Number("forecasts overdue", len(late), "exact"),),
        confidence="exact",
        reason="the day named has passed and the dossier holds no resolution",
        would_change="a resolution in claims.yaml",
        sources=distinct([c for claim in late for c in claim.source]),
    )


def _trends(situation: Situation, claims: Sequence[Claim]) -> Finding | None:
    weak = weak_trends(situation.dossier, claims)
    if not weak:
        return None
    named = [f"“{claim.says}” ({count(number, 'observation')})" for claim, number in weak[:MOST_NAMED]]
    return Finding(
        "claims.trends",
        f"Trends claimed from fewer than {count(FEWEST_FOR_A_TREND, 'observation')} ({len(weak)}): {'; '.join(named)}.",
        moment=situation.moment.id,
        numbers=(Number("trends from too few observations", len(weak), "exact"),),
        confidence="exact",
        reason="counted from the polls and figures that the dossier ties to each claim",
        would_change="more observations of the same kind",
        sources=distinct([c for claim, _ in weak for c in claim.source]),
    )


def _may_be_chance(situation: Situation, claims: Sequence[Claim]) -> Finding | None:
    found = [
        (claim, change)
        for claim in claims
        if claim.kind == "trend"
        for change in changes_within_error(situation.dossier, claim)
    ]
    if not found:
        return None
    told = [
        f"“{claim.says}” ({change.first.answer}: {change.first.share}% to {change.last.share}%)"
        for claim, change in found[:MOST_NAMED]
    ]
    return Finding(
        "claims.chance",
        f"The polls do not bear out what is claimed from them; the change may be chance: {'; '.join(told)}.",
        moment=situation.moment.id,
        numbers=tuple(Number("change in standard errors", change.in_errors, "exact") for _, change in found),
        confidence="high",
        reason="sampling error of simple random samples of the sizes stated; real polls err more",
        would_change="larger samples or more polls",
        sources=distinct([c for claim, _ in found for c in claim.source]),
    )


def _contradictions(situation: Situation, pairs: Sequence[tuple[Claim, Claim]]) -> Finding | None:
    if not pairs:
        return None
    dossier = situation.dossier
    one, other = pairs[0]
    return Finding(
        "claims.contradictions",
        f"Claims that exclude each other ({count(len(pairs), 'pair')}): for example “{one.says}” "
        f"({author_of(dossier, one)}) and “{other.says}” ({author_of(dossier, other)}).",
        moment=situation.moment.id,
        numbers=(Number("contradictions", len(pairs), "exact"),),
        confidence="moderate",
        reason="as the coder reads the claims",
        sources=distinct([c for pair in pairs for claim in pair for c in claim.source]),
    )


def _forecast_table(dossier: Dossier, told: Sequence[Outturn], numbers: Mapping[str, int]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            numbers[claim.id],
            author_of(dossier, claim),
            claim.says,
            claim.made.in_words if claim.made else "",
            claim.checkable_by.in_words if claim.checkable_by else "not stated",
            str(claim.probability).replace("..", "–") if claim.probability else "",
            ": ".join(
                filter(None, (STANDING[outturn.standing], outturn.resolution.note if outturn.resolution else ""))
            ),
            outturn.score,
            in_short(dossier, outturn.sources),
        )
        for outturn in told
        for claim in [outturn.claim]
    ]
    columns = (
        "no",
        "author",
        "forecast",
        "made",
        "by when",
        "probability",
        "what became of it",
        "Brier score",
        "source",
    )
    return Table("claims.forecasts", "Forecasts and what became of them", columns, tuple(rows))


def _contradiction_table(dossier: Dossier, pairs: Sequence[tuple[Claim, Claim]], numbers: Mapping[str, int]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        tuple(f"{author_of(dossier, claim)} (no {numbers[claim.id]}): {claim.says}" for claim in pair) for pair in pairs
    ]
    return Table("claims.contradictions", "Claims that exclude each other", ("claim", "against"), tuple(rows))


def _claim_table(dossier: Dossier, authors: Mapping[str, Sequence[Claim]], numbers: Mapping[str, int]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            numbers[claim.id],
            author,
            claim.kind,
            claim.says,
            _rests_on(dossier, claim, numbers),
            in_short(dossier, claim.source),
        )
        for author, claims in authors.items()
        for claim in claims
    ]
    columns = ("no", "author", "kind", "claim", "rests on", "source")
    return Table("claims.all", "Claims by author", columns, tuple(rows))


def _rests_on(dossier: Dossier, claim: Claim, numbers: Mapping[str, int]) -> str:
    because = [str(numbers[name]) for name in claim.because if name in numbers]
    questions = dict.fromkeys(row.question or row.id for row in poll_rows(dossier, claim))
    figures = dict.fromkeys(figure.what for figure in figure_rows(dossier, claim))
    dates = dict.fromkeys(event.date.in_words for event in dossier.events if event.id and event.id in claim.events)
    parts = [
        f"no {listing(because)}" if because else "",
        f"polls: {listing(list(questions))}" if questions else "",
        f"figures: {listing(list(figures))}" if figures else "",
        f"events of {listing(list(dates))}" if dates else "",
    ]
    return "; ".join(filter(None, parts))
