"""Files of other bargaining programs as dossiers: which format a file has, and the dossier made from it."""

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodoffices.dossier import Dossier, Inspection
from goodoffices.dossier.storage.containers.container import RefusedError, read_file
from goodoffices.dossier.storage.layout import ABOUT, FILE_NAMES
from goodoffices.dossier.storage.opening import WORKBOOK, ZIP
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.reading import inspect_texts
from goodoffices.dossier.storage.text.text_file import decode, empty_file
from goodoffices.errors import DossierError, NotFoundError, Problem, Severity
from goodoffices.interchange import challenge_table, exchange_file, ktab
from goodoffices.interchange.as_dossier import dossier_texts
from goodoffices.interchange.cells import MOST_BYTES, Sheet
from goodoffices.interchange.council_file import FILE as COUNCILS
from goodoffices.interchange.council_file import FORM as BODIES
from goodoffices.interchange.council_file import assumed_of, council_texts, parties_of
from goodoffices.interchange.display_names import display_names
from goodoffices.interchange.gmcr import inspect_gmcr, is_gmcr
from goodoffices.interchange.gmcr.as_dossier import FORM as CONFLICT
from goodoffices.interchange.gmcr.as_dossier import conflict_assumed, conflict_problem, conflict_texts
from goodoffices.interchange.negotiation import Negotiation
from goodoffices.interchange.scenarios import inspect_scenario, is_scenario
from goodoffices.interchange.scenarios.as_dossier import scenario_assumed, scenario_problems, scenario_texts

LOGGER = logging.getLogger(__name__)
MOST_ACTORS = 10_000
BODIES_ENDINGS = (".yaml", ".yml")
TEXT_ENDINGS = (".csv", ".txt", ".cmp", ".tsv", ".gmcr", ".json", "", *BODIES_ENDINGS)
FORMATS: tuple[tuple[Callable[[Sheet], str], Callable[[Sheet, str, str], Negotiation | None]], ...] = (
    (exchange_file.separator_of, exchange_file.read),
    (challenge_table.separator_of, challenge_table.read),
    (ktab.separator_of, ktab.read),
)
ALWAYS = (
    "capability is scaled so that the largest is 100",
    "date, kinds of parties and who has to sign are not known",
)
EXPECTED = (
    "a folder, a .zip or an .xlsx is expected, or a text file of another bargaining program: a table with the columns "
    "Actor, Capability, Position, Salience; a KTAB scenario; a file of the exchange model with rows #A, #P, #M, #D; "
    "a folder with a scenario of GENIUS or NegMAS; a .gmcr file of GMCR+; or a .yaml file that describes bodies as councils.yaml does"
)


@dataclass(frozen=True)
class Imported:
    """What became of a file of another program.

    Attributes
    ----------
    inspection : Inspection
        The dossier made from it, if it can be used, and what is wrong with the file.
    form : str
        What kind of file it is, in words.
    assumed : tuple of str
        What the file does not say and was taken for granted, and what was left out, in words.
    texts : dict of str
        The texts of the dossier's files, by their names; for :func:`~goodoffices.dossier.storage.writing.write_dossier`.
    """

    inspection: Inspection
    form: str = ""
    assumed: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)


def is_other_file(path: Path) -> bool:
    """Whether there is a file at a path that is no archive or workbook, and so may be one of another program, or a scenario."""
    try:
        return (path.is_file() and path.suffix.lower() not in (ZIP, WORKBOOK)) or is_scenario(path)
    except (OSError, ValueError):  # a name that the system refuses
        return False


def import_dossier(path: str | Path) -> Dossier:
    r"""Read a file of another bargaining program as a dossier.

    Parameters
    ----------
    path : str or Path
        A table with the columns Actor, Capability, Position and Salience; a scenario of KTAB's spatial model of politics; or a
        file of the exchange model's program with rows ``#A``, ``#P``, ``#M``, ``#D``; or a folder with a scenario of GENIUS or
        NegMAS; or a file of GMCR+. The format is told from the content.

    Returns
    -------
    Dossier
        The dossier, as :func:`~goodoffices.dossier.read_dossier` would give it after ``goodoffices convert``.

    Raises
    ------
    NotFoundError
        If there is no such file, or it is none of these.
    DossierError
        If anything in it is wrong; the error carries every problem with its line.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "fish.csv"
    >>> _ = path.write_text("Actor,Capability,Position,Salience\nNorth,1,20,0.5\nSouth,0.5,80,0.9\n")
    >>> dossier = import_dossier(path)
    >>> dossier.label("north"), str(dossier.capabilities[1].capability), str(dossier.stances[1].salience)
    ('North', '50', '90')
    """
    inspection = inspect_import(path).inspection
    if inspection.dossier is None:
        raise DossierError(Path(path).name, inspection.errors)
    return inspection.dossier


def inspect_import(path: str | Path) -> Imported:
    """Read a file of another bargaining program and return the dossier made from it with the problems found.

    Raises
    ------
    NotFoundError
        If there is no such file, or it is of none of the formats.
    """
    path = Path(path)
    if path.name in FILE_NAMES and (path.parent / ABOUT.name).exists():
        raise NotFoundError(f"{str(path)!r} is one file of a dossier; name the folder it lies in")
    LOGGER.info("reading %s", path)
    if path.is_dir():
        return _scenario(path)
    if path.suffix.lower() == ".xml" and is_scenario(path.parent):
        raise NotFoundError(f"{str(path)!r} is one file of a scenario; name the folder it lies in")
    try:
        content = read_file(path, MOST_BYTES)
    except RefusedError as refused:
        if not path.is_file():
            raise NotFoundError(f"{str(path)!r} cannot be read: {refused.message}") from refused
        return _unusable(Problem(path.name, refused.message, expected=refused.expected))
    text, problem = decode(path.name, content)
    if problem is not None:
        if path.suffix.lower() in TEXT_ENDINGS:
            return _unusable(problem)
        raise _none_of_these(path)
    if path.suffix.lower() in BODIES_ENDINGS:
        return _bodies(path, text)
    if is_gmcr(path.name, text):
        return _conflict(path, text)
    if not text.strip():
        return _unusable(empty_file(path.name, "a dossier, or a file of another bargaining program"))
    sheet = Sheet(path.name, text)
    for separator_of, read in FORMATS:
        if separator := separator_of(sheet):
            return _made(path, sheet, read(sheet, separator, _title(path)))
    raise _none_of_these(path)


def _made(path: Path, sheet: Sheet, negotiation: Negotiation | None) -> Imported:
    if negotiation is not None and len(negotiation.actors) > MOST_ACTORS:
        line = negotiation.actors[MOST_ACTORS].line
        sheet.tell(line, None, "there are too many actors", expected=f"at most {MOST_ACTORS:,}")
    if negotiation is None or sheet.problems:
        return _unusable(*sheet.problems)
    assumed = (*negotiation.assumed, *ALWAYS)
    texts = dossier_texts(replace(negotiation, assumed=assumed), path.name)
    found = inspect_texts(Path(os.path.realpath(path)).stem, texts)
    # The places in the texts made here are of no use to somebody who has never seen them.
    told = (replace(p, file=path.name, line=None, column=None, witness="") for p in found.problems)
    return Imported(Inspection(found.dossier, tuple(told)), negotiation.form, assumed, texts)


def _scenario(path: Path) -> Imported:
    found = inspect_scenario(path)
    if found.scenario is None:
        return _unusable(*found.problems)
    if problems := scenario_problems(found.scenario):
        return _unusable(*problems)
    title = Path(os.path.realpath(path)).name or found.scenario.name
    texts = scenario_texts(found.scenario, title, found.form)
    inspection = inspect_texts(title, texts)
    told = (replace(p, file=path.name, line=None, column=None, witness="") for p in inspection.problems)
    assumed = (*found.remarks, *scenario_assumed(found.scenario))
    return Imported(Inspection(inspection.dossier, tuple(told)), found.form, assumed, texts)


def _conflict(path: Path, text: str) -> Imported:
    conflict, problems = (found := inspect_gmcr(path.name, text)).conflict, found.problems
    if conflict is None:
        return _unusable(*problems)
    if message := conflict_problem(conflict):
        return _unusable(Problem(path.name, message))
    texts = conflict_texts(conflict, _title(path), path.name)
    inspection = inspect_texts(Path(os.path.realpath(path)).stem, texts)
    told = (replace(p, file=path.name, line=None, column=None, witness="") for p in inspection.problems)
    return Imported(Inspection(inspection.dossier, tuple(told)), CONFLICT, conflict_assumed(conflict), texts)


def _bodies(path: Path, text: str) -> Imported:
    if not text.strip():
        return _unusable(empty_file(path.name, "a body that decides, as in councils.yaml"))
    called = display_names(path.name, text)
    parties = parties_of(called.text)
    if problems := called.held_against(path.name, parties):
        return _unusable(*problems)
    texts = council_texts(called.text, _title(path), called.names)
    found = inspect_texts(Path(os.path.realpath(path)).stem, texts)
    here = [replace(problem, file=path.name) for problem in found.problems if problem.file == COUNCILS]
    # The files around it are made of it: their mistakes are its own, at places that nobody has seen.
    elsewhere = [
        replace(problem, file=path.name, line=None, column=None, witness="")
        for problem in found.problems
        if problem.file != COUNCILS and (problem.severity is not Severity.ERROR or not here)
    ]
    return Imported(Inspection(found.dossier, (*here, *elsewhere)), BODIES, assumed_of(parties, called.names), texts)


def _unusable(*problems: Problem) -> Imported:
    return Imported(Inspection(None, present(problems)))


def _title(path: Path) -> str:
    return path.stem.replace("_", " ").strip() or "Imported"


def _none_of_these(path: Path) -> NotFoundError:
    return NotFoundError(f"{str(path)!r} is not a dossier: {EXPECTED}")
