"""What a question gives back: findings, and the tables and figures behind them, as plain data."""

from dataclasses import dataclass, field
from typing import Literal

from goodoffices.assessment.finding import Finding

Cell = str | float | int | bool | None
FigureKind = Literal[
    "ties", "positions", "settlements", "outcomes", "power", "chair", "voice", "timeline", "phases", "levers", "homes",
    "frontier", "gains", "acceptance", "transitions", "evolution", "chain", "plans", "risk",
]  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A table: column names and rows of cells."""

    id: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure as data; how each kind is drawn is the brief's business.

    Attributes
    ----------
    kind : str
        Which drawing.
    description : str
        What the picture shows, in words, for readers who cannot see it.
    data : Table
        Everything drawn, shown as the table behind the picture.
    lead : bool
        Whether the figure may stand on the first page.
    categories : tuple of str
        What colours stand for, in the same order in all figures of a question.
    """

    id: str
    kind: FigureKind
    title: str
    description: str
    data: Table
    lead: bool = False
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Method:
    """How an answer was computed, and from which publication the method comes."""

    name: str
    text: str
    source: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer to one question about one dossier.

    Attributes
    ----------
    missing : tuple of str
        What the dossier lacks for the question, or for parts of it.
    in_short : tuple of str
        Ids of the findings and tables told where there is little room, such as a terminal; empty: all.
    """

    question: str
    title: str
    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()
    methods: tuple[Method, ...] = ()
    missing: tuple[str, ...] = field(default=())
    in_short: tuple[str, ...] = ()

    @property
    def is_answered(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.findings)
