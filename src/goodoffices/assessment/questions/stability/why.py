"""Why a state holds for a party, or why it does not, in plain words."""

from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.solved import Solved
from goodoffices.assessment.wording import capital
from goodoffices.models.stability import ImprovementMet, reasons

MOST_GAINS = 2
"""So many of a party's gains are told one by one."""


def why(solved: Solved, party: str, state: int) -> str:
    """Return why a party would stay in a state or leave it."""
    label = capital(solved.conflict.situation.dossier.label(party))
    concept = solved.stable_for(state, party)
    found = reasons(solved.graph, solved.ranks, concept or "gmr", party, state)
    if not found.improvements:
        return f"{label} has nothing to gain by a move of its own."
    if concept is None:
        free = [improvement for improvement in found.improvements if improvement.sanction is None]
        told = _gain(solved, party, state, free[0])
        return f"{label} would leave: by {told}, and nothing that the others can do would make it regret that."
    if len(found.improvements) == 1:
        only = found.improvements[0]
        return f"{label} would not leave: its only gain, by {_gain(solved, party, state, only)}, would be met by {_answer(solved, only)}."
    told = "; ".join(
        f"its gain by {_gain(solved, party, state, gain)} would be met by {_answer(solved, gain)}"
        for gain in found.improvements[:MOST_GAINS]
    )
    more = len(found.improvements) - MOST_GAINS
    rest = f"; and so would {'another' if more == 1 else f'{more} others'}" if more > 0 else ""
    return f"{label} would not leave: {told}{rest}."


def movable(solved: Solved, state: int) -> tuple[str, ...]:
    """Return those who would gain by a move of their own from a state."""
    return tuple(party for party in solved.graph.decision_makers if solved.stable_for(state, party) != "nash")


def _gain(solved: Solved, party: str, state: int, improvement: ImprovementMet) -> str:
    reason = phrases.reason_for(solved, party, state, improvement.state)
    return phrases.change(solved, state, improvement.state) + (f" ({reason})" if reason else "")


def _answer(solved: Solved, improvement: ImprovementMet) -> str:
    assert improvement.sanction is not None
    return phrases.steps(solved, improvement.state, improvement.sanction)
