"""One plan assessed: the dossier with its initiatives, through the whole chain, in the same worlds as every other plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain import Aim, Chain, Memo, aim_of, chain_at
from goodoffices.assessment.chain.worth import worth_of
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.initiatives.allies import allies_of, told_loss
from goodoffices.initiatives.choosing.plans import Plan
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.patching import Patch, compiled, patched
from goodoffices.initiatives.patching.scaling import scaled

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What a plan comes to.

    Attributes
    ----------
    scores : dict of str to ndarray, shape (draws,)
        By objective; nan in worlds in which it was not asked about. Objectives that the dossier cannot feed are left out.
    links : dict of str to ndarray, shape (draws,)
        By link of the chain, whether it and all before it succeed, 1 or 0.
    settlements : dict of str to ndarray, shape (draws,)
        By issue with a scale, where the talks are expected to settle.
    distances : dict of str to ndarray, shape (draws,)
        By ally of the actor, how far the settlement expected lies from what it asks for, 0 to 100, by its stances before the plan.
    losses : dict of str to ndarray, shape (draws,)
        By ally, what it loses by the plan, 0 to 100: by what the dossier tells of how it takes the acts, and where it tells nothing, by how
        much further than without the plan the settlement lies from what it asks for.
    """

    plan: Plan
    scores: Mapping[ObjectiveId, FloatArray]
    links: Mapping[str, FloatArray]
    settlements: Mapping[str, FloatArray]
    distances: Mapping[str, FloatArray]
    losses: Mapping[str, FloatArray]

    def mean(self, objective: ObjectiveId) -> float:
        """Return the mean of an objective over the worlds in which it was asked about; nan if there are none."""
        values = self.scores.get(objective)
        if values is None or np.isnan(values).all():
            return float("nan")
        return float(np.nanmean(values))


@dataclass(frozen=True, eq=False)
class Variants:
    """What a plan can lead to where changes other than of numbers may fail.

    Attributes
    ----------
    situations : list of Situation
    which : ndarray of int, shape (draws,)
        The one that is the case in every world.
    """

    situations: list[Situation]
    which: NDArray[np.int64]


@dataclass(eq=False)
class Evaluator:
    """Assesses plans of a party at a moment.

    The same arguments and plan give the same numbers, bit for bit, in whatever order and place plans are assessed.

    Parameters
    ----------
    dossier : Dossier
        The case.
    moment : str
        At which moment.
    actor : str
        Whose plans they are; what it wants is its stances at the moment without any plan, unless `aim` is given.
    seed : int
        Seed of the worlds.
    aim : Aim, optional
        What is wanted instead.
    """

    dossier: Dossier
    moment: str
    actor: str
    seed: int
    aim: Aim | None = None
    memo: Memo = field(default_factory=Memo, init=False, repr=False)
    _worlds: dict[int, Worlds] = field(default_factory=dict, init=False, repr=False)
    _before: dict[int, Chain] = field(default_factory=dict, init=False, repr=False)
    _patches: dict[str, Patch] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Work out what plans are measured against."""
        self.now = at_moment(self.dossier, self.moment)
        if self.aim is None:
            self.aim = aim_of(self.now, self.actor)
        self.allies = allies_of(self.now, self.actor)

    def worlds(self, draws: int) -> Worlds:
        """Return the worlds of so many draws; the first ones are the same however many there are."""
        if draws not in self._worlds:
            self._worlds[draws] = Worlds(draws, self.seed)
        return self._worlds[draws]

    def patch(self, name: str) -> Patch:
        """Return an initiative of the dossier, read once."""
        if name not in self._patches:
            self._patches[name] = compiled(self.dossier, self.dossier.initiatives[name])
        return self._patches[name]

    def chain(self, situation: Situation, draws: int) -> Chain:
        """Ask all models about a situation."""
        return chain_at(situation, self.worlds(draws), self.aim, self.memo, (self.actor,))

    def outlook(self, plan: Plan) -> Dossier:
        """Return the dossier with a plan, all changes that may fail as they likeliest go."""
        return patched(self.dossier, [self.patch(name) for name in plan], at=self.now.moment.date).dossier

    @property
    def skipped(self) -> Mapping[str, str]:
        """What the dossier lacks for steps of the chain, without any plan."""
        return self.chain(self.now, 1).skipped

    def evaluate(self, plan: Plan, draws: int, strengths: Mapping[str, float] | None = None) -> Evaluation:
        """Assess a plan.

        Parameters
        ----------
        plan : tuple of str
            Ids of initiatives, in order.
        draws : int
            Number of worlds.
        strengths : mapping of str to float, optional
            By initiative, how strong its effects are as a multiple of what is judged: 0.5 is half. What neither moves a number by an
            amount nor adds a side payment happens with so many times the chance judged, at most 1.
        """
        variants = self.variants(plan, self.worlds(draws), strengths)
        found = [self._scored(plan, situation, draws) for situation in variants.situations]
        return found[0] if len(found) == 1 else _by_world(plan, found, variants.which)

    def variants(self, plan: Plan, worlds: Worlds, strengths: Mapping[str, float] | None = None) -> Variants:
        """Return the situations that a plan leads to, by which of its changes that can fail work."""
        taken = [scaled(self.patch(name), (strengths or {}).get(name, 1.0)) for name in plan]
        day = self.now.moment.date
        outlook = patched(self.dossier, taken, at=day)
        working = {name: worlds.works(name, chance) for name, chance in outlook.unsure.items()}
        if not working:
            return Variants([at_moment(outlook.dossier, self.moment)], np.zeros(worlds.draws, np.int64))
        patterns, which = np.unique(np.column_stack([*working.values()]), axis=0, return_inverse=True)
        every = [dict(zip(working, pattern, strict=True)) for pattern in patterns.tolist()]
        made = [patched(self.dossier, taken, works, day).dossier for works in every]
        return Variants([at_moment(dossier, self.moment) for dossier in made], which.reshape(-1))

    def _scored(self, plan: Plan, situation: Situation, draws: int) -> Evaluation:
        chain = self.chain(situation, draws)
        scores: dict[ObjectiveId, FloatArray] = {}
        if chain.links:
            scores["agreement"] = chain.agreement.astype(float)
        wanted = self._wanted(chain)
        if wanted is not None:
            scores["aim"] = wanted
        if chain.holding is not None:
            scores["holds"] = _stretched(chain.holding.holds.astype(float), draws)
        if self.actor in chain.ratified:
            scores["home"] = chain.ratified[self.actor].astype(float)
        distances, losses = self._to_allies(plan, chain, draws)
        if losses:
            scores["ally"] = np.max([*losses.values()], axis=0)
        scores["cost"], scores["money"] = self._costs(plan, draws)
        return Evaluation(
            plan,
            scores,
            {link.id: link.reached.astype(float) for link in chain.links},
            {i: settled.places for i, settled in chain.settlements.items() if settled.issue.scale is not None},
            distances,
            losses,
        )

    def _wanted(self, chain: Chain) -> FloatArray | None:
        assert self.aim is not None
        places = {s.issue: s.places for i, s in chain.settlements.items() if i in self.aim.positions}
        return self.closeness(places, chain.worlds) if places else None

    def closeness(self, places: Mapping[Issue, FloatArray], worlds: Worlds) -> FloatArray:
        """Return how close places, of one issue or more, come to the aim, in points of 100, in every world."""
        assert self.aim is not None
        if self.aim.actor:
            # What is wanted is measured by the stances before the plan: changing one's mind is no success.
            return 100.0 + worth_of(self.now, (self.aim.actor,), places, worlds)[:, 0]
        return 100.0 * (1.0 - self.aim.distances(places))

    def _to_allies(self, plan: Plan, chain: Chain, draws: int) -> tuple[dict[str, FloatArray], dict[str, FloatArray]]:
        """Return how far the settlement is from what each ally asks for, and what each loses by the plan."""
        if draws not in self._before:
            self._before[draws] = self.chain(self.now, draws)
        before, worlds = self._before[draws], self.worlds(draws)
        issues = [
            issue for issue in self.now.issues if issue.id in before.settlements and issue.id in chain.settlements
        ]
        without, with_it = (
            -worth_of(self.now, self.allies, {issue: each.settlements[issue.id].places for issue in issues}, worlds)
            for each in (before, chain)
        )
        paid = chain.paid.gains(self.allies) - before.paid.gains(self.allies)
        distances, losses = {}, {}
        for number, ally in enumerate(self.allies):
            distances[ally] = with_it[:, number]
            told = told_loss(self.now, plan, ally, worlds)
            lost = with_it[:, number] - without[:, number] - paid[:, number]
            losses[ally] = np.maximum(lost, 0.0) if told is None else told
        return distances, losses

    def _costs(self, plan: Plan, draws: int) -> tuple[FloatArray, FloatArray]:
        worlds, capital, money = self.worlds(draws), np.zeros(draws), np.zeros(draws)
        for name in plan:
            initiative = self.dossier.initiatives[name]
            if initiative.cost is not None:
                capital = capital + worlds.sample(f"cost of {name}", initiative.cost)
            if initiative.money is not None:
                money = money + worlds.sample(f"money for {name}", initiative.money)
        return capital, money


def _stretched(values: FloatArray, draws: int) -> FloatArray:
    found = np.full(draws, np.nan)
    found[: len(values)] = values
    return found


def _by_world(plan: Plan, variants: list[Evaluation], which: NDArray[np.int64]) -> Evaluation:
    """Return in every world what the variant gives that is the case there; what some variant lacks is left out."""
    worlds = np.arange(len(which))

    def picked(each: list[Mapping[str, FloatArray]]) -> dict[str, FloatArray]:
        common = [name for name in each[0] if all(name in other for other in each)]
        return {name: np.stack([other[name] for other in each])[which, worlds] for name in common}

    scores = picked([{str(k): v for k, v in each.scores.items()} for each in variants])
    return Evaluation(
        plan,
        {name: scores[name] for name in variants[0].scores if name in scores},
        picked([each.links for each in variants]),
        picked([each.settlements for each in variants]),
        picked([each.distances for each in variants]),
        picked([each.losses for each in variants]),
    )
