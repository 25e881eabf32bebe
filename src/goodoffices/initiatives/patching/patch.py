"""What an initiative's changes come down to once their paths and values have been read."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.record import Target
from goodoffices.dossier.values.changed import WORKS
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.quantity import Quantity

Row = tuple[tuple[str, str | None], ...]
"""What tells a row of a table from the others: attributes with their values as text."""
Path = tuple[str | Row, ...]
"""Way to a value: the attribute of the dossier, an entry's id or a row, then fields, keys and names of parts."""
Named = tuple[Target, str]
"""Something that has a name in the dossier."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change, ready to be made.

    Attributes
    ----------
    name : str
        ``initiative#n``, by which its draws and whether it works are known.
    at : str
        What it changes, as written.
    op : {"set", "shift", "add", "remove"}
        What is done.
    path : tuple
        Way to what is set or shifted, or to the list or mapping that something is added to or removed from.
    value : object
        The new value, the amount, what is added, or by which names what is removed is known.
    chance : Quantity or None
        How likely it works; ``None`` if it is certain.
    since : Date or None
        First day it is felt; ``None`` if at once.
    is_effect : bool
        Whether it acts on a number that can be a range, so that whether it works is drawn with the number.
    low, high : float
        Scale of the number it acts on.
    depends : frozenset of str
        Names of the steps that make what this one builds on; if one of them fails or is left out, so is this.
    makes : frozenset
        What is there only once it is made: kinds with names, and paths.
    """

    name: str
    at: str
    op: Literal["set", "shift", "add", "remove"]
    path: Path
    value: object
    chance: Quantity | None
    since: Date | None
    is_effect: bool
    low: float
    high: float
    depends: frozenset[str] = frozenset()
    makes: frozenset[object] = frozenset()

    @property
    def is_unsure(self) -> bool:
        """Whether it is made or not made as a whole, with a chance."""
        return self.chance is not None and not self.is_effect

    @property
    def is_expected(self) -> bool:
        """Whether the likeliest course is that it works."""
        return self.chance is None or self.chance.likely >= WORKS


@dataclass(frozen=True, slots=True)
class Patch:
    """An initiative whose changes have been read against a dossier.

    Attributes
    ----------
    initiative : Initiative
        Whose changes they are.
    steps : tuple of Step
        The changes, in order.
    removes, mentions : frozenset of (str, str)
        Kind and name of what it takes out of the dossier, and of what its values speak of.
    day : Date or None
        Of the moment that it is meant for, if it names one.
    """

    initiative: Initiative
    steps: tuple[Step, ...]
    removes: frozenset[Named]
    mentions: frozenset[Named]
    day: Date | None

    @property
    def id(self) -> str:
        """Id of the initiative."""
        return self.initiative.id
