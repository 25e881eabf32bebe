"""The moves and preferences of one moment as a file of GMCR+."""

from goodoffices.assessment.moves import moves_at
from goodoffices.dossier import Dossier
from goodoffices.dossier.situation import at_moment
from goodoffices.errors import ModelInputError
from goodoffices.interchange.gmcr import ConflictFile, conflict_file_of


def conflict_file_at(dossier: Dossier, moment: str = "") -> tuple[ConflictFile, tuple[str, ...]]:
    """Return the moves open at a moment as a file of GMCR+, and in words what was taken for granted or left out.

    Parameters
    ----------
    dossier : Dossier
        The dossier.
    moment : str
        Id of the moment; by default the last in the file.

    Raises
    ------
    NotFoundError
        If there is no such moment.
    ModelInputError
        If nobody has a move then, or a statement takes more patterns than the file can say.
    """
    if not dossier.moments:
        raise ModelInputError(f"{dossier.id} has no moment, and so no moves")
    situation = at_moment(dossier, moment or list(dossier.moments)[-1])
    moves = moves_at(situation)
    if moves is None:
        raise ModelInputError(f"{situation.moment.id}: no party has a move; options.yaml says who can do what")
    names = [option.name for option in moves.options]
    alike = len(set(names)) < len(names)
    wishes = moves.wishes
    labels = {party: dossier.label(party) for party in wishes}
    conflict = conflict_file_of(
        moves.form,
        wishes,
        [option.id for option in moves.options] if alike else names,
        labels if len(set(labels.values())) == len(labels) else None,
    )
    silent = [dossier.label(party) for party, statements in moves.statements.items() if not statements]
    taken = [option.name for option in moves.options if option.taken_now]
    return conflict, (
        f"the moment is {situation.moment.id}",
        f"the file cannot say how things stand: {', '.join(taken) if taken else 'no move'} is made",
        *([f"indifferent among all states, nothing being told of them: {', '.join(silent)}"] if silent else []),
        *(
            [f"left out, as they say nothing of moves still open: {'; '.join(moves.left_out)}"]
            if moves.left_out
            else []
        ),
        *([f"left out, as their documents are of later: {'; '.join(moves.withheld)}"] if moves.withheld else []),
    )
