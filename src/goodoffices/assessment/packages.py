"""The packages that those who must sign bargain over at a moment, and what each package is worth to each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.finding import distinct
from goodoffices.assessment.ruled_out import ruled_out
from goodoffices.assessment.transfers import Transfers, transfers
from goodoffices.assessment.wording import listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.assessment.worths import Choice, Stances, worth_by_draw
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.agreements import Problem
from goodoffices.models.agreements.robust import DrawnProblem

MOST_PARTIES = 60
NO_LOSS = -1e-9
"""What is no less than this is no loss but rounding."""
STEPS = 20
"""Packages contain every twentieth of a scale, beside its named positions and the status quo."""


@dataclass(frozen=True, eq=False)
class Packages:
    """What can be signed at a moment.

    A party's worth of a package is minus the sum, over issues, of the distance between what it asks for and what it gets,
    as a share of the longest possible, times its salience as a share of all its saliences, times 100. On issues with
    options, the distance is the option's tier in the party's ranking, in equal steps from 0 for the best to 1 for the worst.
    What side payments add to any agreement for a party is taken off what no agreement is worth to it.

    Attributes
    ----------
    issues : tuple of Issue
        Those open at the moment on which a party that must sign has a stance, and of which it is known what holds without an
        agreement.
    choices : tuple of tuple of Choice
        What each issue can be settled at.
    parties : tuple of str
        Who must sign and has a stance on one of these issues.
    drawn : DrawnProblem
        What each choice, and no agreement, is worth to each party, in every world, with the combinations that linkages between
        provisions rule out.
    likely : Problem
        The same at the likeliest value of every input.
    between : DrawnProblem
        The same as `drawn` with other choices: on a scale, what the parties ask for in each world and the status quo, anything
        between which can be agreed.
    divisible : tuple of bool
        Of which issues that is so in `between`.
    now : ndarray of int, shape (issues,)
        The status quo as a package, at its likeliest.
    stated : bool
        Whether any input was given as a range.
    silent : tuple of (str, str)
        Party and issue without a stance; the party is taken not to care.
    indifferent : tuple of str
        Who must sign without a stance on any of the issues; they are taken to sign whatever the others sign, but not if they have to pay
        for it.
    left_out : tuple of Issue
        Issues on which nothing is said of what holds without an agreement.
    paid : Transfers
        The side payments that are counted.
    unmoved : ndarray of bool, shape (draws,)
        In which worlds of `drawn` none of the indifferent has to pay.
    """

    situation: Situation
    issues: tuple[Issue, ...]
    choices: tuple[tuple[Choice, ...], ...]
    parties: tuple[str, ...]
    drawn: DrawnProblem
    likely: Problem
    between: DrawnProblem
    divisible: tuple[bool, ...]
    now: NDArray[np.int64]
    stated: bool
    silent: tuple[tuple[str, str], ...]
    indifferent: tuple[str, ...]
    left_out: tuple[Issue, ...]
    paid: Transfers
    unmoved: NDArray[np.bool_]

    def nearest(self, issue: int, position: Quantity | Ranking) -> int:
        """Return the choice closest to a position: to its likeliest value, or the option ranked first."""
        return _nearest(self.choices[issue], position)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """All citations of stances and of what holds without an agreement."""
        held = self.situation.moment.status_quo
        stances = [self.situation.stances.get((party, issue.id)) for party in self.parties for issue in self.issues]
        cited = [*(stance.source for stance in stances if stance), *(held[issue.id].source for issue in self.issues)]
        return distinct([citation for source in cited for citation in source])


def packages_at(
    situation: Situation,
    worlds: Worlds,
    most_draws: int | None = None,
    places: Mapping[str, Sequence[float]] = MappingProxyType({}),
    paid: Transfers | None = None,
) -> Packages:
    """Return the packages of a moment for which nothing is :func:`lacking`.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    worlds : Worlds
        Draws of the uncertain inputs.
    most_draws : int, optional
        Use only so many of the draws.
    places : mapping of str to sequence of float, optional
        Further places on the scales of issues, by id, that packages can contain.
    paid : Transfers, optional
        The moment's side payments in these worlds, if they have been worked out.
    """
    paid = transfers(situation, worlds) if paid is None else paid
    issues = bargained(situation)
    parties = tuple(
        party
        for party in situation.moment.must_sign
        if any((s := situation.stances.get((party, i.id))) and s.salience.high > 0 for i in issues)
    )
    indifferent = tuple(party for party in situation.moment.must_sign if party not in parties)
    choices = tuple(_choices(situation, issue, places.get(issue.id, ())) for issue in issues)
    stances = [[situation.stances.get((party, issue.id)) for party in parties] for issue in issues]
    held = [situation.moment.status_quo[issue.id].position for issue in issues]
    stated = any(isinstance(q, Quantity) and not q.is_point for q in _inputs(situation, stances))
    stated = stated or paid.is_uncertain
    few = slice(most_draws if stated else 1)
    drawn = worth_by_draw(situation, issues, choices, stances, lambda name, q: worlds.sample(name, q)[few])
    likely = worth_by_draw(situation, issues, choices, stances, lambda _, q: np.array([q.likely]))
    reservation = drawn.reservation - paid.gains(parties)[few] if paid.each else drawn.reservation
    forbidden = ruled_out(situation, issues, choices)
    named = {issue for region in forbidden for issue, _ in region.allowed}
    divisible = tuple(issue.scale is not None and i not in named for i, issue in enumerate(issues))
    return Packages(
        situation,
        issues,
        choices,
        parties,
        DrawnProblem(drawn.worth, reservation, forbidden=forbidden),
        Problem(
            tuple(each[0] for each in likely.worth),
            likely.reservation[0] - paid.likely_gains(parties),
            forbidden=forbidden,
        ),
        DrawnProblem(
            tuple(
                between if divided else worth
                for between, worth, divided in zip(drawn.between, drawn.worth, divisible, strict=True)
            ),
            reservation,
            forbidden=forbidden,
        ),
        divisible,
        np.array([_nearest(each, position) for each, position in zip(choices, held, strict=True)], np.int64),
        stated,
        tuple(
            (party, issue.id)
            for issue, row in zip(issues, stances, strict=True)
            for party, stance in zip(parties, row, strict=True)
            if stance is None
        ),
        indifferent,
        tuple(issue for issue in _disputed(situation) if issue.id not in situation.moment.status_quo),
        paid,
        bear(paid.gains(indifferent))[few],
    )


def bear(gains: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return in which worlds nobody is left with less, by what side payments add for each, shape (draws, parties)."""
    return np.asarray((gains >= NO_LOSS).all(axis=1))


def bargained(situation: Situation) -> tuple[Issue, ...]:
    """Return the open issues that packages are made of.

    Someone who must sign has a stance on them, and the dossier says what holds on them without an agreement.
    """
    return tuple(issue for issue in _disputed(situation) if issue.id in situation.moment.status_quo)


def lacking(situation: Situation) -> tuple[str, ...]:
    """Return what a moment lacks to say what everyone could sign, in words."""
    if not situation.moment.must_sign:
        return ("who must sign (must_sign, moments.yaml)",)
    disputed = _disputed(situation)
    if not disputed:
        return ("a stance of someone who must sign on an open issue (stances.csv)",)
    if len(situation.moment.must_sign) > MOST_PARTIES:
        return (f"fewer who must sign: packages are looked for with up to {MOST_PARTIES} parties",)
    if bargained(situation):
        return ()
    return (f"what holds without an agreement on {listing([i.name for i in disputed])} (status_quo, moments.yaml)",)


def _disputed(situation: Situation) -> tuple[Issue, ...]:
    """Return the open issues on which someone who must sign has a stance; the others stand in nobody's way."""
    return tuple(
        issue
        for issue in situation.issues
        if any(
            (s := situation.stances.get((party, issue.id))) and s.salience.high > 0
            for party in situation.moment.must_sign
        )
    )


def _nearest(choices: Sequence[Choice], position: Quantity | Ranking) -> int:
    if isinstance(position, Ranking):
        return next(i for i, choice in enumerate(choices) if choice.at == position.options[0])
    return min(range(len(choices)), key=lambda i: abs(float(choices[i].at) - position.likely))


def _inputs(situation: Situation, stances: Stances) -> Iterator[Quantity | Ranking]:
    for stance in (stance for held in stances for stance in held if stance):
        yield stance.position
        yield stance.salience
    for issue in bargained(situation):
        yield situation.moment.status_quo[issue.id].position


def _choices(situation: Situation, issue: Issue, further: Sequence[float]) -> tuple[Choice, ...]:
    if issue.scale is None:
        return tuple(Choice(option.id, option.name) for option in issue.options)
    low, high = issue.scale.low, issue.scale.high
    held = situation.moment.status_quo[issue.id].position
    named = {mark.at: mark.name for mark in reversed(issue.scale.marks)}
    places = {low + (high - low) * step / STEPS for step in range(STEPS + 1)} | set(named) | set(further)
    if isinstance(held, Quantity):
        places.add(held.likely)
    return tuple(Choice(at, named.get(at, "")) for at in sorted(places))
