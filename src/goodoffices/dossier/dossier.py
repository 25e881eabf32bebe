"""The case file as a whole."""

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.claim import Claim
from goodoffices.dossier.constituency import Constituency
from goodoffices.dossier.council import Council
from goodoffices.dossier.event import Event
from goodoffices.dossier.figure import Figure, Interval
from goodoffices.dossier.forum import Forum
from goodoffices.dossier.initiative import Initiative, Instrument, Window
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.option import Infeasible, PartyOption, Preference
from goodoffices.dossier.party import Party, Tie
from goodoffices.dossier.payment import Payment
from goodoffices.dossier.phase import Phase, Verifier
from goodoffices.dossier.poll import PollAnswer
from goodoffices.dossier.record import Name, Record
from goodoffices.dossier.remark import Remark
from goodoffices.dossier.source import Source
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.text import Linkage, Provision, Text
from goodoffices.errors import NotFoundError, nearest

FORMAT = 2
"""Version of the dossier's file layout that this package writes; older ones are still read."""
_NO_REASONS = ("yes", "no", "true", "false", "none", "y", "n")


def _readable(version: int) -> int:
    if not 1 <= version <= FORMAT:
        raise PydanticCustomError(
            "dossier_value",
            "{why}",
            {"why": "a format of dossier that this version cannot read", "expected": f"1 to {FORMAT}"},
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
    """Version of the files' layout."""
    title: Name
    """Title of the dossier and of its brief."""
    question: str = ""
    """The question that its reader has."""
    summary: str = ""
    """A paragraph of background."""
    hindsight: Annotated[str, AfterValidator(_reason)] = ""
    """Why documents written after a moment may be used for it, as a reason and not yes or no; empty: they may not."""


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
    options: dict[str, PartyOption] = field(default_factory=dict)
    infeasible: tuple[Infeasible, ...] = ()
    preferences: tuple[Preference, ...] = ()
    constituencies: dict[str, Constituency] = field(default_factory=dict)
    councils: dict[str, Council] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    provisions: dict[str, Provision] = field(default_factory=dict)
    linkages: tuple[Linkage, ...] = ()
    phases: dict[str, Phase] = field(default_factory=dict)
    verifiers: dict[str, Verifier] = field(default_factory=dict)
    forums: dict[str, Forum] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    windows: tuple[Window, ...] = ()
    events: tuple[Event, ...] = ()
    intervals: tuple[Interval, ...] = ()
    figures: tuple[Figure, ...] = ()
    polls: tuple[PollAnswer, ...] = ()
    claims: dict[str, Claim] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

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
