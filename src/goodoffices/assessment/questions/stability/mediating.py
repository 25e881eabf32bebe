"""What would make an outcome hold that does not, or bring it about: the smallest changes a mediator could work for."""

from collections.abc import Mapping

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.basis import confidence
from goodoffices.assessment.questions.stability.solved import Outcome, Solved
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.models.stability import Change, Concept, Preference, Remedy, StateValues, ranks, remedies
from goodoffices.models.stability.mediation.candidates import Lever
from goodoffices.models.stability.mediation.changes import (
    DropStatement,
    FixOption,
    FormCoalition,
    MoveStatement,
    NegateStatement,
    RaiseState,
    SetDirection,
)

CONCEPT: Concept = "seq"
LEVERS: tuple[Lever, ...] = ("statements", "raise", "direction", "fix", "coalition")
"""What somebody from outside can work for: another wish, a side payment, a guarantee, a move for good, a common front."""
MOST_OPTIONS = 12
MOST_PAIRS = 200
MOST_TOLD = 3


def mediating_finding(solved: Solved, outcome: Outcome) -> Finding | None:
    """Return the smallest changes after which an outcome holds and is reached; None if it holds, or with too many moves.

    Parameters
    ----------
    solved : Solved
        The conflict.
    outcome : Outcome
        The outcome that a mediator would like, such as what was agreed.
    """
    conflict = solved.conflict
    if outcome.holds is not None or conflict.ending or len(conflict.form.options) > MOST_OPTIONS:
        return None
    desired = int(solved.states[outcome.number])
    found = remedies(
        conflict.form,
        _preferences(conflict),
        conflict.status_quo,
        desired,
        CONCEPT,
        reached_by="moves",
        levers=LEVERS,
        most_pairs=MOST_PAIRS,
    )
    fewest = min((len(remedy.changes) for remedy in found.remedies), default=0)
    told = [remedy for remedy in found.remedies if len(remedy.changes) == fewest]
    name = "what was agreed" if outcome.name == "as agreed" else "it"
    claim = (
        f"What would make {name} hold by answers ({conflict.situation.moment.name}): {_ways(solved, told)}."
        if told
        else f"Nothing tried would make {name} hold by answers ({conflict.situation.moment.name}): no other order of wishes, side payment, "
        f"guarantee or common front, {'alone or two together' if found.exhausted else 'alone or in one of the pairs tried'}."
    )
    level, reason = confidence(conflict)
    return Finding(
        f"stability.{conflict.situation.moment.id}.mediating",
        claim,
        priority=5,
        moment=conflict.situation.moment.id,
        confidence=level,
        confidence_in="the changes",
        reason=f"{reason}; {count(found.tried, 'change')} tried, which say what would do and not what can be had",
        sources=distinct(conflict.sources),
    )


def _preferences(conflict: Conflict) -> Mapping[str, Preference]:
    """Return preferences with statements only where a party is said to have them; a mediator cannot argue with derived ones."""
    table = ranks(conflict.form, conflict.preferences)
    return {
        ranking.party: ranking.preference if ranking.route == "statements" else StateValues(table[number])
        for number, ranking in enumerate(conflict.rankings)
    }


def _ways(solved: Solved, told: list[Remedy]) -> str:
    conflict = solved.conflict
    coalitions = [r.changes[0].members for r in told if len(r.changes) == 1 and isinstance(r.changes[0], FormCoalition)]
    single = [
        " and ".join(_in_words(conflict, change) for change in remedy.changes)
        for remedy in told
        if not isinstance(remedy.changes[0], FormCoalition)
    ]
    ways = list(dict.fromkeys(single))
    label = conflict.situation.dossier.label
    if coalitions:
        fronts = [listing([label(party) for party in members]) for members in sorted(coalitions, key=len)]
        others = f" (or one of {count(len(fronts) - 1, 'other front')})" if len(fronts) > 1 else ""
        ways.append(f"that {fronts[0]} move only together{others}")
    more = len(ways) - MOST_TOLD
    return listing(ways[:MOST_TOLD], "or") + (f" ({count(more, 'other way')} besides)" if more > 0 else "")


def _in_words(conflict: Conflict, change: Change) -> str:
    label = conflict.situation.dossier.label

    def wish(party: str, place: int) -> str:
        ranking = next(ranking for ranking in conflict.rankings if ranking.party == party)
        return f"“{phrases.in_words(conflict, str(ranking.statements[place - 1].row.statement))}”"

    match change:
        case DropStatement(party, place):
            return f"that {label(party)} no longer minds {wish(party, place)}"
        case NegateStatement(party, place):
            return f"that {label(party)} comes to want the opposite of {wish(party, place)}"
        case MoveStatement(party, place, to):
            return f"that {label(party)} finds {wish(party, place)} {'more' if to < place else 'less'} important"
        case RaiseState(party, _, overtakes):
            return f"something for {label(party)} worth more to it than {count(len(overtakes), 'state')} that it now likes better"
        case SetDirection(option, _):
            return f"a guarantee that {phrases.move(conflict, option)} cannot be changed back"
        case FixOption(option, taken):
            return f"that {phrases.move(conflict, option)} is {'made for good' if taken else 'ruled out'}"
        case _:
            return capital(str(change))
