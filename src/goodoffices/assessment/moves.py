"""The moves open to the parties at a moment, as a conflict in option form, and what each party would have of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from goodoffices.dossier.option import Infeasible, PartyOption, Preference
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.dossier.values.citation import Citation
from goodoffices.logic import Formula
from goodoffices.models.stability import Option, OptionForm


@dataclass(frozen=True)
class Moves:
    """What can be done at a moment, and by whom.

    A move already made that cannot be taken back is no move any more: it holds in every state.

    Attributes
    ----------
    options : tuple of PartyOption
        The moves open, those of one party side by side, in the order of the form's options.
    form : OptionForm
        The conflict.
    status_quo : int
        The state as things stand.
    statements : dict of str to tuple of Formula
        For each party with moves, what it would have true, the most important first; empty if nothing is told.
    preferences : tuple of Preference
        The rows that the statements come from.
    left_out : tuple of str
        Statements that say nothing of the moves open, in words.
    withheld : tuple of str
        Rows left out because their documents were written after the moment and the dossier declares no hindsight.
    """

    situation: Situation
    options: tuple[PartyOption, ...]
    form: OptionForm
    status_quo: int
    statements: dict[str, tuple[Formula, ...]]
    preferences: tuple[Preference, ...]
    left_out: tuple[str, ...]
    withheld: tuple[str, ...]

    @property
    def sources(self) -> list[Citation]:
        """All that the conflict and its preferences rest on."""
        sources = [*(option.source for option in self.options), *(row.source for row in self.preferences)]
        return [citation for source in sources for citation in source]


def open_options(situation: Situation) -> tuple[PartyOption, ...]:
    """Return the options that some party can still take or give up at a moment, those of one party side by side."""
    at = [o for o in situation.dossier.options.values() if not o.moments or situation.moment.id in o.moments]
    free = [option for option in at if option.can_be_undone or not option.taken_now]
    owners = list(dict.fromkeys(option.party for option in free))
    return tuple(sorted(free, key=lambda option: owners.index(option.party)))


def moves_at(situation: Situation) -> Moves | None:
    """Return the moves at a moment, or None if there are none."""
    dossier, date = situation.dossier, situation.moment.date
    withheld: list[str] = []

    def usable(source: Iterable[Citation], what: str) -> bool:
        if dossier.about.hindsight or not later_documents(dossier, source, date):
            return True
        withheld.append(what)
        return False

    options = tuple(option for option in open_options(situation) if usable(option.source, f"option {option.id}"))
    if not options:
        return None
    names = {option.id for option in options}
    known = {option.id: option.taken_now for option in dossier.options.values() if option.id not in names}
    patterns = [
        _pattern(row)
        for row in dossier.infeasible
        if in_force(row.from_, row.until, date) and usable(row.source, f"combination of {_named(row)}")
    ]
    left = [pattern.given(known) for pattern in patterns]
    form = OptionForm(
        tuple(Option(option.id, option.party, "both" if option.can_be_undone else "forward") for option in options),
        tuple(pattern for pattern in left if isinstance(pattern, Formula)),
    )
    told: dict[str, list[Formula]] = {party: [] for party in form.decision_makers}
    used, left_out = [], []
    for row in sorted(dossier.preferences, key=lambda row: row.rank):
        if row.party not in told or not in_force(row.from_, row.until, date):
            continue
        if not usable(row.source, f"preference {row.rank} of {row.party}"):
            continue
        statement = row.statement.given(known)
        if isinstance(statement, Formula):
            told[row.party].append(statement)
            used.append(row)
        else:
            left_out.append(f"{dossier.label(row.party)}: {row.statement}")
    return Moves(
        situation,
        options,
        form,
        sum(1 << bit for bit, option in enumerate(options) if option.taken_now),
        {party: tuple(statements) for party, statements in told.items()},
        tuple(used),
        tuple(left_out),
        tuple(withheld),
    )


def _pattern(row: Infeasible) -> Formula:
    return Formula.parse(" and ".join([*row.taken, *(f"not {name}" for name in row.not_taken)]))


def _named(row: Infeasible) -> str:
    return ", ".join((*row.taken, *row.not_taken))
