"""How initiatives, plans and objectives are named: by name and letter at first, by letter afterwards."""

from collections.abc import Iterable
from string import ascii_uppercase

from goodoffices.assessment.wording import count, listing, percent, points
from goodoffices.initiatives.choosing.plans import NOTHING, Plan
from goodoffices.initiatives.objectives import OBJECTIVES, ObjectiveId
from goodoffices.initiatives.search import Found

MOST_NAMED = 4
SHARES: dict[ObjectiveId, str] = {
    "agreement": "of draws come through to an agreement that is carried through",
    "holds": "of draws make the outcome aimed at hold",
    "home": "of draws have the home of {actor} with it",
}


def letters_of(found: Found) -> dict[str, str]:
    """Return the letter of every initiative that could be chosen, by id: in the order of what each comes to by itself.

    Those that cannot be taken alone come last, in the order of the dossier.
    """
    alone = [each.plan[0] for each in found.alone]
    rest = [name for name in found.choice.initiatives if name not in alone]
    return {name: _letter(number) for number, name in enumerate([*alone, *rest])}


def _letter(number: int) -> str:
    """Return A to Z, then AA, AB and so on."""
    more, last = divmod(number, len(ascii_uppercase))
    return (_letter(more - 1) if more else "") + ascii_uppercase[last]


class Names:
    """What initiatives and plans are called in a finding: an initiative by name and letter when it is first spoken of, then by letter.

    Parameters
    ----------
    found : Found
        What the search found.
    named : iterable of str
        Initiatives that the reader has been told of before. Findings that may stand on the first page take none for granted.
    """

    def __init__(self, found: Found, named: Iterable[str] = ()) -> None:
        self._found = found
        self._letters = letters_of(found)
        self._named = set(named)

    def initiative(self, name: str) -> str:
        """Return an initiative; one that the actor cannot choose has no letter."""
        letter = self._letters.get(name, "")
        if letter and name in self._named:
            return letter
        self._named.add(name)
        title = f"“{self._found.dossier.initiatives[name].name}”"
        return f"{title} ({letter})" if letter else title

    def plan(self, plan: Plan) -> str:
        """Return a plan; of a long one the first are named, and the letters of all told."""
        if plan == NOTHING:
            return "doing nothing"
        ordered = by_letter(self._letters, plan)
        new = [name for name in ordered if name not in self._named]
        if len(new) <= MOST_NAMED:
            return listing([self.initiative(name) for name in ordered])
        kept = [name for name in ordered if name not in new[MOST_NAMED - 1 :]]
        rest = [name for name in ordered if name not in kept]
        told = f"{count(len(rest), 'other')} ({listing([self._letters[name] for name in rest])})"
        return listing([*(self.initiative(name) for name in kept), told])

    def leading(self) -> str:
        """Return the first plan as it is spoken of once it has been named."""
        first = self._found.first.evaluation.plan
        if len(first) < 2:
            return self.plan(first)
        return f"the leading plan ({self._found.dossier.moments[self._found.moment].name})"

    def beside(self, plan: Plan) -> str:
        """Return another plan by what tells it from the first."""
        first = self._found.first.evaluation.plan
        more = tuple(name for name in plan if name not in first)
        less = tuple(name for name in first if name not in plan)
        if len(first) < 2 or plan == NOTHING or len(less) == len(first):
            return self.plan(plan)
        if not more:
            return f"the same without {self.plan(less)}"
        if not less:
            return f"the same with {self.plan(more)} besides"
        return f"the same with {self.plan(more)} instead of {self.plan(less)}"

    def from_leading(self, plan: Plan) -> str:
        """Return another plan as what is done to the leading one to come to it."""
        first = self._found.first.evaluation.plan
        more = tuple(name for name in plan if name not in first)
        less = tuple(name for name in first if name not in plan)
        if len(first) < 2 or plan == NOTHING or len(less) == len(first):
            return self.plan(plan)
        if not less:
            return f"the leading plan with {self.plan(more)} added"
        without = self.plan(less)
        return (
            f"the leading plan with {self.plan(more)} in place of {without}"
            if more
            else f"the leading plan without {without}"
        )


def later_names(found: Found) -> Names:
    """Return the names of a finding that is read after the first page: there the leading plan has been named."""
    return Names(found, found.first.evaluation.plan)


def by_letter(letters: dict[str, str], plan: Plan) -> list[str]:
    """Return the initiatives of a plan in the order of their letters."""
    return sorted(plan, key=lambda name: (len(letters[name]), letters[name]))


def plan_cell(found: Found, plan: Plan) -> str:
    """Return a plan for a cell of a table: ``A + C``."""
    letters = letters_of(found)
    return " + ".join(letters[name] for name in by_letter(letters, plan)) or "do nothing"


def plan_in_full(found: Found, plan: Plan) -> str:
    """Return a plan for whoever has no key at hand: names with letters."""
    return " + ".join(initiative_cell(found, name) for name in by_letter(letters_of(found), plan)) or "do nothing"


def initiative_cell(found: Found, name: str) -> str:
    """Return an initiative for a cell of a table: its name, with its letter if the actor can choose it."""
    letter = letters_of(found).get(name, "")
    title = found.dossier.initiatives[name].name
    return f"{title} ({letter})" if letter else title


def value(by: ObjectiveId, mean: float) -> str:
    """Return the value of an objective."""
    if mean != mean:  # noqa: PLR0124 (nan)
        return "–"
    return percent(mean) if OBJECTIVES[by].is_share else points(mean)


def measured(found: Found, mean: float) -> str:
    """Return what the plans are ranked by, with a value, as the end of a sentence."""
    by = found.settings.by
    label = found.dossier.label(found.actor)
    if by == "aim":
        return f"the settlement expected comes to {points(mean)} of 100 of what {label} asks for"
    return f"{percent(mean)} {SHARES[by].format(actor=label)}"
