"""How far would an agreement get? Every model that the dossier feeds, one after the other, in the same worlds."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Method
from goodoffices.assessment.chain import Aim, Chain, chain_at
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.chain.exhibits import chain_figure, links_table, skipped_of, swings_table
from goodoffices.assessment.questions.chain.findings import chain_finding, hinge_finding
from goodoffices.assessment.questions.chain.hinges import hinges
from goodoffices.assessment.questions.implementation.courses import MOST_WORLDS
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation

METHODS = (
    Method(
        "The way to an agreement that is carried through",
        "Every draw of the uncertain inputs is one world. In each it is asked, in this order: is there a package that everyone who must sign "
        "prefers to no agreement; is the settlement that the compromise model expects one by which nobody who must sign loses; does the body "
        "that decides pass it by its rule, each member voting for what is no worse for it than no agreement; do those at home who can refuse accept it; "
        "is the plan on the table carried out. Each share is of the worlds that came so far, never a product of shares that were worked "
        "out apart. A share of draws measures how uncertain the inputs are, not how often history would come out so.",
        "The steps are those of the questions that follow; each is told there with its source",
    ),
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Answer for every moment, in order of date."""
    return answer_of(question, chains_at(situations, worlds))


def chains_at(situations: Sequence[Situation], worlds: Worlds, aims: Sequence[Aim | None] | None = None) -> list[Chain]:
    """Return the chain of every moment, in as many of the worlds as are worth asking, each with what is aimed at."""
    few = Worlds(min(worlds.draws, MOST_WORLDS), worlds.seed)
    wanted = [None] * len(situations) if aims is None else aims
    return [chain_at(situation, few, aim) for situation, aim in zip(situations, wanted, strict=True)]


def answer_of(question: Question, chains: Sequence[Chain]) -> Answer:
    """Return what is told of chains."""
    told = [chain for chain in chains if len(chain.links) > 1]
    found = [(chain, hinges(chain)) for chain in told]
    findings = [
        finding
        for chain, on in found
        for finding in (chain_finding(chain, is_last=chain is told[-1]), hinge_finding(chain, on))
        if finding is not None
    ]
    tables = (links_table(told), swings_table(found))
    return Answer(
        question.id,
        question.title,
        tuple(findings),
        tuple(table for table in tables if table.rows),
        (chain_figure(told),) if told else (),
        METHODS,
        tuple(dict.fromkeys(missing for chain in chains for missing in skipped_of(chain, alone=len(chains) == 1))),
    )


__all__ = ["Chain", "answer", "answer_of", "chains_at"]
