"""The case file as a whole."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.council import Council
from goodoffices.dossier.event import Event
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.party import Party, Tie
from goodoffices.dossier.record import Name, Record
from goodoffices.dossier.source import Source
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.errors import NotFoundError, nearest

FORMAT = 1
"""Version of the dossier's file layout that this package writes and reads."""
_NO_REASONS = ("yes", "no", "true", "false", "none", "y", "n")


def _readable(version: int) -> int:
    if version != FORMAT:
        raise PydanticCustomError(
            "dossier_value",
            "{why}",
            {"why": "a format of dossier that this version cannot read", "expected": str(FORMAT)},
        )
    return version


def _reason(text: str) -> str:
    if text.casefold() in _NO_REASONS:
        raise PydanticCustomError(
            "dossier_value",
            "{why}",
            {
                "why": "hindsight is declared by its reason",
                "expected": "why later documents may be used, or nothing at all",
            },
        )
    return text


class About(Record):
    """What the dossier is about, and from where it looks at the dispute."""

    format: Annotated[int, AfterValidator(_readable)] = FORMAT
    title: Name
    question: str = ""
    summary: str = ""
    hindsight: Annotated[str, AfterValidator(_reason)] = ""
    """Why inputs written after the moments they speak of may be used; empty if they may not."""


@dataclass(frozen=True)
class Dossier:
    """A dispute as its files describe it; records are keyed by id, tables keep the order of their rows.

    Attributes
    ----------
    id : str
        Name of the folder.
    digest : str
        SHA-256 over the names and contents of the files read: the same digest means the same dossier.
    """

    id: str
    digest: str
    about: About
    sources: dict[str, Source] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    ties: tuple[Tie, ...] = ()
    issues: dict[str, Issue] = field(default_factory=dict)
    moments: dict[str, Moment] = field(default_factory=dict)
    stances: tuple[Stance, ...] = ()
    capabilities: tuple[Capability, ...] = ()
    councils: dict[str, Council] = field(default_factory=dict)
    events: tuple[Event, ...] = ()

    def moment(self, moment_id: str) -> Moment:
        """Return one moment.

        Raises
        ------
        NotFoundError
            If the dossier has no such moment.
        """
        if moment_id not in self.moments:
            guess = nearest(moment_id, self.moments)
            raise NotFoundError(
                f"{self.id} has no moment {moment_id!r}; "
                + (f"did you mean {guess!r}? " if guess else "")
                + f"it has: {', '.join(self.moments) or 'none'}"
            )
        return self.moments[moment_id]

    def label(self, party_id: str) -> str:
        """Return a party's name for charts and tables."""
        return self.parties[party_id].label
