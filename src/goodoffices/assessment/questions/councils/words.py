"""Names and numbers in what a user asks of bodies, held against the bodies of the dossier."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from goodoffices.dossier.council import MOST_SEATS
from goodoffices.dossier.dossier import Dossier
from goodoffices.errors import Problem, nearest

MOST_NAMED = 12
"""Of more members than this only the first are named in a message, and no votes for a wanted power are looked for."""


@dataclass
class WordReader:
    """Reads names and numbers against the bodies looked at, and gathers what is wrong with them."""

    dossier: Dossier
    body: str
    formula: str = ""
    problems: list[Problem] = field(default_factory=list)
    joining: list[str] = field(default_factory=list)

    @property
    def members(self) -> list[str]:
        """Everyone with a seat or vote in the bodies looked at."""
        bodies = [c for c in self.dossier.councils.values() if self.body in ("", c.id)]
        return list(dict.fromkeys(voter for c in bodies for formula in c.formulas for voter in formula.seats))

    @property
    def of_one_formula(self) -> list[str]:
        """The members with a vote under the formula that was adopted, or else the first one, of those looked at."""
        formulas = [
            formula
            for c in self.dossier.councils.values()
            if self.body in ("", c.id)
            for formula in c.formulas
            if self.formula in ("", formula.id)
        ]
        first = max(formulas, key=lambda formula: formula.adopted, default=None)
        return [] if first is None else [voter for voter, seats in first.seats.items() if seats]

    @property
    def everywhere(self) -> set[str]:
        """Who has a seat or vote under every formula looked at."""
        formulas = [f for c in self.dossier.councils.values() if self.body in ("", c.id) for f in c.formulas]
        return set.intersection(*(set(formula.seats) for formula in formulas)) if formulas else set()

    @property
    def counts_others(self) -> bool:
        """Whether any rule looked at counts other votes than the seats."""
        bodies = [c for c in self.dossier.councils.values() if self.body in ("", c.id)]
        return any(part.votes for c in bodies for rule in c.rules for part in (*rule.needs, *rule.or_else))

    @property
    def most_votes(self) -> int:
        """The votes of all members under the formula with most of them."""
        bodies = [c for c in self.dossier.councils.values() if self.body in ("", c.id)]
        return max((sum(formula.seats.values()) for c in bodies for formula in c.formulas), default=0)

    @property
    def spoken_for(self) -> list[str]:
        """The members of coalitions that vote as one, beside those who vote themselves."""
        parties = self.dossier.parties
        return [*self.members, *(m.party for voter in self.members if voter in parties for m in parties[voter].members)]

    def tell(self, option: str, message: str, found: str = "", expected: str = "", suggestion: str = "") -> None:
        """Note a mistake."""
        self.problems.append(Problem(option, message, found=found, expected=expected, suggestion=suggestion))

    def name(self, option: str, word: str, among: Sequence[str] | None = None) -> str:
        """Return a member by its id or label."""
        known = list(among) if among is not None else [*self.members, *self.joining]
        labels = {
            self.dossier.parties[party].label.casefold(): party for party in known if party in self.dossier.parties
        }
        folded = word.strip().casefold()
        if folded in known:
            return folded
        if folded in labels:
            return labels[folded]
        shown = ", ".join(known[:MOST_NAMED]) + (
            f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
        )
        self.tell(option, "this is no member of the body", word, f"one of {shown}", nearest(folded, known))
        return ""

    def votes(self, option: str, word: str, least: int) -> int | None:
        """Return a number of votes, or None if it is none."""
        if word.isascii() and word.isdigit() and least <= int(word[:12]) <= MOST_SEATS:
            return int(word)
        self.tell(option, "this is no number of votes", word, f"a whole number from {least} to {MOST_SEATS}")
        return None
