"""The whole assessment, asked for on request: what each model answers, how surely, and what that hangs on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Answer, Cell, Table
from goodoffices.assessment.chain import Aim, Chain, Holding, Settlement, aim_of
from goodoffices.assessment.chain.aim import stated_aim
from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.question import Question, Step
from goodoffices.assessment.questions.chain import answer_of, chains_at
from goodoffices.assessment.questions.chain.exhibits import share_interval
from goodoffices.assessment.questions.chain.findings import told_of
from goodoffices.assessment.questions.chain.hinges import hinges
from goodoffices.assessment.wording import capital, listing, percent, points
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError

Result = NDArray[np.float64] | NDArray[np.bool_]


@dataclass(frozen=True)
class AskedWhole(Question):
    """The question of how far an agreement would get, with every model's own answer, and with an outcome that somebody aims at.

    Attributes
    ----------
    actor : str
        Whose stances say what is aimed at; empty: nobody's.
    stated : tuple of str
        What is aimed at, ``issue=position`` each, in place of an actor's stances.
    """

    actor: str = ""
    stated: tuple[str, ...] = ()

    @property
    def step(self) -> Step:
        """The function that answers what was asked."""
        return lambda _, situations, worlds: _answer(self, situations, worlds)


def asking(question: Question, actor: str = "", stated: Sequence[str] = ()) -> AskedWhole:
    """Return the question, to be answered as a whole.

    Parameters
    ----------
    question : Question
        How far an agreement would get.
    actor : str
        Whose aim it is; empty for none.
    stated : sequence of str
        An aim as a user writes it, ``issue=position``; it goes with one moment.
    """
    return AskedWhole(
        question.id, question.title, question.module, question.command, question.needs, question.about, actor, tuple(stated)
    )  # fmt: skip


def _answer(question: AskedWhole, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    if question.stated and len(situations) > 1:
        raise ModelInputError(
            f"--aim speaks of one moment: name it with --moment, one of {', '.join(s.moment.id for s in situations)}"
        )
    aims = [_aim(question, situation) for situation in situations]
    chains = chains_at(situations, worlds, aims)
    found = answer_of(question, chains)
    told = [_aim_finding(chain, aim) for chain, aim in zip(chains, aims, strict=True) if aim]
    lacking = tuple(
        f"at {chain.situation.moment.name}, the outcome aimed at: {chain.skipped['holding']}"
        for chain in chains
        if "holding" in chain.skipped
    )
    each = _each_table(chains)
    return replace(
        found,
        findings=(*found.findings, *(finding for finding in told if finding)),
        tables=(*found.tables, each) if each.rows else found.tables,
        missing=(*found.missing, *lacking),
    )


def _aim(question: AskedWhole, situation: Situation) -> Aim | None:
    if question.stated:
        return stated_aim(situation.dossier, situation.moment, question.stated)
    return aim_of(situation, question.actor) if question.actor else None


def _aim_finding(chain: Chain, aim: Aim) -> Finding | None:
    held, situation = chain.holding, chain.situation
    if held is None:
        return None
    whose = f"what {situation.dossier.label(aim.actor)} asks for" if aim.actor else "the outcome aimed at"
    names = [f"“{situation.dossier.options[name].name}”" for name in held.moves]
    moves = f" (with {listing(names)})" if names else " (with none of the moves made)"
    low, high = share_interval(held.holds)
    claim = (
        f"{situation.moment.name}: of all outcomes of the moves open then, the closest to {whose}{moves} lies {points(100 * held.distance)} of 100 "
        f"from it; things as they stand {points(100 * held.distance_now)}. It would hold in {percent(float(held.holds.mean()))} of draws "
        f"(80% interval: {percent(low)} to {percent(high)}), and improvements by one party at a time lead to it in {percent(float(held.reached.mean()))}."
    )
    return Finding(
        f"chain.{situation.moment.id}.aim",
        claim,
        priority=4,
        moment=situation.moment.id,
        numbers=(
            Number("draws in which the outcome aimed at holds", float(held.holds.mean()), "draws", "", low, high),
            Number("draws in which improvements lead to it", float(held.reached.mean()), "draws"),
        ),
        confidence="low",
        confidence_in="the shares",
        reason=f"by sequential stability, in the first {len(held.holds)} draws",
    )


def _each_table(chains: Sequence[Chain]) -> Table:
    rows = [(chain.situation.moment.name, *row) for chain in chains for row in _rows(chain)]
    return Table(
        "chain.each",
        "What each model answers, and what that hangs on",
        ("moment", "answer", "value", "80% interval", "hangs most on"),
        tuple(rows),
        note="Every answer by itself, whatever becomes of the others. A share of draws has the interval of counting so many; a place on a scale, and the chance of a plan, that of its draws. "
        "Hangs most on: the input between whose lower and upper half of draws the answer differs most, with the answer in each; empty: none stands out from chance.",
    )


def _rows(chain: Chain) -> Iterator[tuple[Cell, ...]]:
    for settled in chain.settlements.values():
        yield _settlement_row(chain, settled)
    for link in chain.links:
        if link.id == "carried_out" and chain.course:
            chance = chain.course.chance
            low, high = np.quantile(chance, LEVELS)
            yield told_of(chain, link), percent(link.alone), _shares(low, high), _hinge(chain, chance)
        else:
            yield _share_row(chain, told_of(chain, link), link.holds)
    for party, carried in chain.ratified.items():
        yield _share_row(chain, f"The home of {chain.situation.dossier.label(party)} carries it", carried)
    if isinstance(chain.holding, Holding):
        yield _share_row(chain, "The outcome aimed at holds", chain.holding.holds)
        yield _share_row(chain, "Improvements lead to the outcome aimed at", chain.holding.reached)


def _settlement_row(chain: Chain, settled: Settlement) -> tuple[Cell, ...]:
    what, issue = f"Settlement expected on {settled.issue.name}", settled.issue
    interval = settled.interval
    if issue.scale is None or interval is None:
        favourite, share = max(settled.shares.items(), key=lambda pair: pair[1])
        won = settled.places == issue.option_ids.index(favourite)
        value = f"“{issue.option_name(favourite)}” in {percent(share)}"
        return what, value, _shares(*share_interval(won)), _hinge(chain, won)
    unit, length = issue.scale.unit, issue.scale.high - issue.scale.low
    low, middle, high = (points(at, length) for at in (interval.low, interval.median, interval.high))
    return (
        what,
        f"{middle}{unit}" if unit.startswith("%") else f"{middle} {unit}".strip(),
        _span(low, high),
        _hinge(chain, settled.places, length),
    )


def _share_row(chain: Chain, what: str, holds: NDArray[np.bool_]) -> tuple[Cell, ...]:
    return what, percent(float(holds.mean())), _shares(*share_interval(holds)), _hinge(chain, holds)


def _hinge(chain: Chain, result: Result, length: float | None = None) -> str:
    found = hinges(chain, result)
    if not found:
        return ""
    first = found[0]
    below, above = (percent(v) if length is None else points(v, length) for v in (first.below, first.above))
    return f"{capital(first.what)}: {below} where it is low, {above} where it is high"


def _shares(low: float, high: float) -> str:
    return _span(percent(low), percent(high))


def _span(low: str, high: str) -> str:
    return " to ".join(dict.fromkeys((low, high)))
