"""The files of a dossier: which concept stands in which, and which a dossier must have."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.dossier.claim import Claim
from goodoffices.dossier.constituency import Constituency
from goodoffices.dossier.council import Council
from goodoffices.dossier.dossier import About
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
from goodoffices.dossier.record import Record, Target
from goodoffices.dossier.remark import Remark
from goodoffices.dossier.source import Source
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.text import Linkage, Provision, Text


@dataclass(frozen=True)
class DossierFile:
    """One file: the attribute of the dossier it fills and the record it holds.

    Attributes
    ----------
    name, attribute : str
        Name of the file, and of the attribute of :class:`~goodoffices.dossier.Dossier`.
    record : type of Record
        What one entry (of a YAML file) or row (of a table) holds.
    defines : str or None
        What the ids in it name, for references elsewhere.
    required, everyday : bool
        Whether a dossier must have it; whether a new dossier starts with it.
    provisional : bool
        Whether no model reads it yet, so that its fields may still change.
    folder : str
        Name of the folder that may hold further entries, each in a file of its own named after it; empty: none may.
    key : tuple of str
        Of a table, the attributes by which a row of one version is known again in another.
    """

    name: str
    attribute: str
    record: type[Record]
    defines: Target | None = None
    required: bool = False
    everyday: bool = False
    provisional: bool = False
    folder: str = ""
    key: tuple[str, ...] = ()

    @property
    def is_table(self) -> bool:
        """Whether the file is a CSV table and not YAML."""
        return self.name.endswith(".csv")

    @property
    def concept(self) -> str:
        """Name of the file without its ending."""
        return self.name.rpartition(".")[0]

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields as they are written in the file."""
        return tuple(field.alias or name for name, field in self.record.model_fields.items())

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Names of the fields that must be there."""
        return tuple(f.alias or name for name, f in self.record.model_fields.items() if f.is_required())


ABOUT = DossierFile("dossier.yaml", "about", About, required=True, everyday=True)
FILES = (
    ABOUT,
    DossierFile("sources.yaml", "sources", Source, "source", everyday=True),
    DossierFile("parties.yaml", "parties", Party, "party", required=True, everyday=True),
    DossierFile("ties.csv", "ties", Tie, everyday=True, key=("party", "kind", "other", "from_")),
    DossierFile("issues.yaml", "issues", Issue, "issue", everyday=True),
    DossierFile("moments.yaml", "moments", Moment, "moment", everyday=True),
    DossierFile("stances.csv", "stances", Stance, everyday=True, key=("party", "issue", "from_")),
    DossierFile("capabilities.csv", "capabilities", Capability, everyday=True, key=("party", "issue", "from_")),
    DossierFile("options.yaml", "options", PartyOption, "option"),
    DossierFile("infeasible.csv", "infeasible", Infeasible, key=("taken", "not_taken")),
    DossierFile("preferences.csv", "preferences", Preference, key=("party", "rank_or_statement", "from_")),
    DossierFile("constituencies.yaml", "constituencies", Constituency, "constituency"),
    DossierFile("councils.yaml", "councils", Council, "council", everyday=True),
    DossierFile("texts.yaml", "texts", Text, "text"),
    DossierFile("provisions.yaml", "provisions", Provision, "provision"),
    DossierFile("linkages.csv", "linkages", Linkage, key=("provision", "kind", "other")),
    DossierFile("phases.yaml", "phases", Phase, "phase"),
    DossierFile("verifiers.yaml", "verifiers", Verifier, "verifier"),
    DossierFile("forums.yaml", "forums", Forum, "forum", provisional=True),
    DossierFile("instruments.yaml", "instruments", Instrument, "instrument"),
    DossierFile("payments.yaml", "payments", Payment, "payment"),
    DossierFile("initiatives.yaml", "initiatives", Initiative, "initiative", folder="initiatives"),
    DossierFile("windows.csv", "windows", Window, "window", key=("id",)),
    DossierFile("events.csv", "events", Event, "event", everyday=True, key=("id", "date", "summary")),
    DossierFile("intervals.csv", "intervals", Interval, key=("first", "second")),
    DossierFile("figures.csv", "figures", Figure, "figure", key=("id",)),
    DossierFile("polls.csv", "polls", PollAnswer, "poll", key=("id", "date", "answer")),
    DossierFile("claims.yaml", "claims", Claim, "claim"),
    DossierFile("remarks.csv", "remarks", Remark, key=("source", "remark")),
)
FILE_NAMES = tuple(file.name for file in FILES)
FOLDERS = {file.folder: file for file in FILES if file.folder}
"""Files whose entries may also stand in files of their own, by the folder these lie in."""
DEFINED_IN: Mapping[Target, DossierFile] = {file.defines: file for file in FILES if file.defines}


def entry_file(name: str) -> DossierFile | None:
    """Return the file to which an entry belongs that stands in a file of its own; None if the name is not that of one.

    >>> entry_file("initiatives/host_talks.yaml").name
    'initiatives.yaml'
    """
    folder, slash, file = name.partition("/")
    return FOLDERS.get(folder) if slash and "/" not in file and file.endswith(".yaml") else None
