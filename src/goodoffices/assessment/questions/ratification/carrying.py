"""What can be carried at home on one issue, and on all issues of a moment together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from goodoffices.assessment.forecast import ScaleForecast, forecast
from goodoffices.assessment.homes import Body, comparable
from goodoffices.assessment.questions.ratification.tied_hands import TiedHands, tied_hands
from goodoffices.assessment.two_level_games import FULL, FloatArray, country_of, stretched, talks_on
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models import ratification as model
from goodoffices.models.bargaining import compromise
from goodoffices.models.ratification import RatificationChance, Talks, Verdict, WinSet

MOST_WORLDS = 10_000
"""Homes are asked in the first so many worlds, however many there are."""
ENOUGH_FOR_A_PICTURE = 500
"""So many worlds are asked about each hundredth of the scale."""
PLACES = np.linspace(0.0, FULL, 101)
"""Where each body is asked for the picture."""
EXPECTED, FORESEEN, AGREED = "expected", "foreseen", "agreed"
"""What is put to homes: the settlement the compromise expects; an outcome as the forecaster foresees it; what was agreed."""


@dataclass(frozen=True, eq=False)
class Reception:
    """What one body at home makes of an issue.

    Attributes
    ----------
    must_sign : bool
        Whether its party's signature is needed.
    accepts : WinSet
        What it would agree to, from 0 to 100 along the scale, at the likeliest inputs.
    open_to : ndarray, shape (101,)
        Share of worlds in which it agrees to each hundredth of the scale.
    agrees : dict of str to float
        Share of worlds in which it agrees to what is put to it.
    verdicts : dict of str to Verdict
        On what is expected and on what was agreed, at the likeliest inputs.
    """

    body: Body
    must_sign: bool
    accepts: WinSet
    open_to: FloatArray
    agrees: dict[str, float]
    verdicts: dict[str, Verdict]

    @property
    def counts(self) -> bool:
        """Whether a signed text fails if it refuses."""
        return self.must_sign and self.body.constituency.can_block


@dataclass(frozen=True, eq=False)
class Carried:
    """Whether homes would carry an issue, or all of a moment together.

    Attributes
    ----------
    issues : tuple of Issue
        One, or all that are put to homes as one text.
    items : tuple of ScaleForecast or None
        Their forecasts.
    put : tuple of str
        What is put to homes, of `EXPECTED`, `FORESEEN` and `AGREED`.
    chance : RatificationChance
        Over those who must sign, in the order of `put`.
    homes, signed, zone : WinSet or None
        What all homes that count would carry, what those who sign would accept themselves, and what is both. None for several issues.
    """

    situation: Situation
    issues: tuple[Issue, ...]
    items: tuple[ScaleForecast | None, ...]
    put: tuple[str, ...]
    chance: RatificationChance
    receptions: tuple[Reception, ...]
    homes: WinSet | None
    signed: WinSet | None
    zone: WinSet | None
    tied: tuple[TiedHands, ...]

    @property
    def issue(self) -> Issue:
        """The issue, if it is one."""
        return self.issues[0]

    @property
    def item(self) -> ScaleForecast | None:
        """Its forecast."""
        return self.items[0]

    @property
    def known(self) -> bool:
        """Whether it is known what was agreed, or that nothing was."""
        return all(issue.id in self.situation.moment.outcome for issue in self.issues)

    @property
    def told(self) -> str:
        """What a finding speaks of first: what was agreed, and where nothing is known to have been, what is expected."""
        return AGREED if AGREED in self.put else EXPECTED

    @property
    def counting(self) -> tuple[Reception, ...]:
        """Homes whose refusal would stop what is signed."""
        return tuple(reception for reception in self.receptions if reception.counts)

    def share(self, of: str) -> float | None:
        """Return the share of worlds in which all homes that count carry what is put to them."""
        return float(self.chance.ratified[self.put.index(of)]) if of in self.put else None

    def defection(self, of: str) -> tuple[float, float] | None:
        """Return the share of worlds in which all who must sign would, and of these the share in which a home then refuses."""
        if of not in self.put or not self.chance.signed[self.put.index(of)]:
            return None
        number = self.put.index(of)
        return float(self.chance.signed[number]), float(self.chance.involuntary_defection[number])


def carried_at(situation: Situation, bodies: Sequence[Body], worlds: Worlds) -> list[Carried]:
    """Ask homes about every issue that has a status quo and on which somebody at home has a view; then about all issues as one text.

    The one text is told last, and only if there is more than one issue and somebody at home could refuse.
    """
    issues = comparable(situation)
    asked = [(issue,) for issue in issues if any(issue.id in body.issues for body in bodies)]
    if not asked:
        return []
    items = {i.id: item for i in issues if isinstance(item := forecast(situation, i, worlds), ScaleForecast)}
    found = [each for group in asked if (each := carried(situation, group, items, bodies, worlds))]
    if len(issues) > 1 and any(reception.counts for each in found for reception in each.receptions):
        together = carried(situation, issues, items, bodies, worlds)
        found += [together] if together else []
    return found


def carried(
    situation: Situation,
    issues: tuple[Issue, ...],
    forecasts: dict[str, ScaleForecast],
    bodies: Sequence[Body],
    worlds: Worlds,
) -> Carried | None:
    """Ask homes about some issues, each with a scale and a status quo; None if nothing can be put to them."""
    items = tuple(forecasts.get(issue.id) for issue in issues)
    # With very many parties fewer worlds fit into memory.
    known = [len(item.inputs.position) for item in items if item and len(item.inputs.position) > 1]
    draws = min([worlds.draws, MOST_WORLDS, *known])
    drawn, likely = (talks_on(situation, issues, w, draws) for w in (worlds, None))
    put = _put(situation, issues, items, drawn, worlds, draws)
    if not put:
        return None
    signers = situation.moment.must_sign
    counting = {p: [b for b in bodies if b.party == p and b.constituency.can_block] for p in signers}
    countries = [country_of(situation, p, counting[p], issues, worlds, draws) for p in signers]
    packages = np.stack([np.broadcast_to(each, (draws, len(issues))) for each in put.values()], axis=1)
    chance = model.ratification_chance(countries, drawn, packages)
    if len(issues) > 1:
        return Carried(situation, issues, items, tuple(put), chance, (), None, None, None, ())
    plain = [country_of(situation, p, counting[p], issues, None, 1) for p in signers]
    likeliest = _likeliest(issues[0], items[0], situation)
    receptions = tuple(
        _reception(situation, body, issues[0], worlds, draws, tuple(put), packages, likeliest)
        for body in bodies
        if issues[0].id in body.issues
    )
    return Carried(
        situation,
        issues,
        items,
        tuple(put),
        chance,
        receptions,
        model.overlap(plain, likely),
        model.contract_zone([replace(country, home=()) for country in plain], likely),
        model.contract_zone(plain, likely),
        tuple(tied_hands(issues[0], plain, likely)),
    )


def _put(
    situation: Situation,
    issues: Sequence[Issue],
    items: Sequence[ScaleForecast | None],
    held: Talks,
    worlds: Worlds,
    draws: int,
) -> dict[str, FloatArray]:
    """Return what is put to homes, stretched to 0 to 100, each of shape (draws or 1, issues)."""
    put: dict[str, FloatArray] = {}
    found = [item for item in items if item]
    if len(found) == len(items):
        expected = [compromise(i.inputs.capability, i.inputs.salience, i.inputs.position)[:draws] for i in found]
        put[EXPECTED] = _columns(issues, expected)
        names = [f"outcome on {issue.id} at {situation.moment.id}" for issue in issues]
        put[FORESEEN] = _columns(
            issues, [i.predicted.quantile(worlds.uniform(n)[:draws]) for i, n in zip(found, names, strict=True)]
        )
    agreed = {issue.id: position for issue in issues if (position := agreed_on(situation, issue))}
    if agreed:
        start = np.atleast_2d(held.status_quo)
        put[AGREED] = np.column_stack(
            np.broadcast_arrays(
                *(
                    stretched(i, worlds.sample(f"agreed on {i.id} at {situation.moment.id}", agreed[i.id])[:draws])
                    if i.id in agreed
                    else start[:, number]
                    for number, i in enumerate(issues)
                )
            )
        )
    return put


def agreed_on(situation: Situation, issue: Issue) -> Quantity | None:
    """Return the position agreed at a moment, if the dossier tells one."""
    outcome = situation.moment.outcome.get(issue.id)
    return outcome.agreed if outcome and isinstance(outcome.agreed, Quantity) else None


def _columns(issues: Sequence[Issue], values: Sequence[FloatArray]) -> FloatArray:
    return np.column_stack(
        np.broadcast_arrays(*(stretched(issue, each) for issue, each in zip(issues, values, strict=True)))
    )


def _likeliest(issue: Issue, item: ScaleForecast | None, situation: Situation) -> dict[str, float]:
    told = {EXPECTED: item.compromise.median} if item else {}
    if agreed := agreed_on(situation, issue):
        told[AGREED] = agreed.likely
    return {kind: float(stretched(issue, np.array(at))) for kind, at in told.items()}


def _reception(
    situation: Situation,
    body: Body,
    issue: Issue,
    worlds: Worlds,
    draws: int,
    put: tuple[str, ...],
    packages: FloatArray,
    likeliest: dict[str, float],
) -> Reception:
    alone, plain = (country_of(situation, body.party, [body], [issue], w, draws) for w in (worlds, None))
    drawn, likely = (talks_on(situation, [issue], w, draws) for w in (worlds, None))
    few = min(draws, ENOUGH_FOR_A_PICTURE)
    sketched = country_of(situation, body.party, [body], [issue], worlds, few)
    places = model.ratifies(sketched, talks_on(situation, [issue], worlds, few), PLACES)
    return Reception(
        body,
        body.party in situation.moment.must_sign,
        model.win_set(plain, likely),
        np.atleast_2d(places).mean(axis=0),
        dict(zip(put, model.ratifies(alone, drawn, packages).mean(axis=0).tolist(), strict=True)),
        {kind: model.verdicts(plain, likely, at)[0] for kind, at in likeliest.items()},
    )
