"""The files of a dossier: which concept stands in which, and which a dossier must have."""

from dataclasses import dataclass

from goodoffices.dossier.council import Council
from goodoffices.dossier.dossier import About
from goodoffices.dossier.event import Event
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.party import Party, Tie
from goodoffices.dossier.record import Record
from goodoffices.dossier.source import Source
from goodoffices.dossier.stance import Capability, Stance


@dataclass(frozen=True)
class DossierFile:
    """One file: the attribute of the dossier it fills and the record it holds."""

    name: str
    attribute: str
    record: type[Record]
    required: bool = False

    @property
    def is_table(self) -> bool:
        """Whether the file is a CSV table and not YAML."""
        return self.name.endswith(".csv")

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the fields as they are written in the file."""
        return tuple(field.alias or name for name, field in self.record.model_fields.items())

    @property
    def required_columns(self) -> tuple[str, ...]:
        """Names of the fields that must be there."""
        return tuple(f.alias or name for name, f in self.record.model_fields.items() if f.is_required())


ABOUT = DossierFile("dossier.yaml", "about", About, required=True)
FILES = (
    ABOUT,
    DossierFile("sources.yaml", "sources", Source),
    DossierFile("parties.yaml", "parties", Party, required=True),
    DossierFile("ties.csv", "ties", Tie),
    DossierFile("issues.yaml", "issues", Issue),
    DossierFile("moments.yaml", "moments", Moment),
    DossierFile("stances.csv", "stances", Stance),
    DossierFile("capabilities.csv", "capabilities", Capability),
    DossierFile("councils.yaml", "councils", Council),
    DossierFile("events.csv", "events", Event),
)
FILE_NAMES = tuple(file.name for file in FILES)
