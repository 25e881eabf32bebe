"""A folder of scenario files: which file is which, reading all of them, and writing them together."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from goodoffices.dossier.storage.containers.container import Folder, RefusedError
from goodoffices.dossier.storage.layout import ABOUT
from goodoffices.dossier.storage.presenting import present
from goodoffices.errors import DossierError, NotFoundError, OutputError, Problem
from goodoffices.files import write_folder
from goodoffices.interchange.scenarios import genius_reading, xml
from goodoffices.interchange.scenarios.genius_writing import genius_files
from goodoffices.interchange.scenarios.negmas_reading import read_negmas
from goodoffices.interchange.scenarios.negmas_writing import negmas_files
from goodoffices.interchange.scenarios.scenario import Profile, Scenario
from goodoffices.interchange.scenarios.unit_scale import in_unit_scale

XML, NEGMAS = ".xml", (".yml", ".yaml", ".json")
MOST_FILES = 1_000
_KIND = re.compile(rb"<(negotiation_template|utility_space)\b")
_SPACE = re.compile(rb"\btype['\"]?\s*:\s*['\"]?[\w.]*OutcomeSpace\b")
_WRITERS: dict[str, Callable[[Scenario], dict[str, str]]] = {"genius": genius_files, "negmas": negmas_files}
_NAME = re.compile(r"[^\x00-\x1f/\\:*?\"<>|]{1,150}")


@dataclass(frozen=True)
class Inspected:
    """What was found in a folder.

    Attributes
    ----------
    scenario : Scenario or None
        What the files hold; None if anything in them is wrong.
    problems : tuple of Problem
        What is wrong, each with file, line and element.
    form : str
        What kind of folder it is, in words.
    remarks : tuple of str
        What was passed over or taken for granted, in words.
    """

    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    form: str = ""
    remarks: tuple[str, ...] = field(default=())


def is_scenario(path: str | Path) -> bool:
    """Whether a path is a folder that holds a domain or a profile and is no dossier."""
    folder = Folder(Path(path))
    try:
        if not folder.path.is_dir():
            return False
        names = folder.names()
        if ABOUT.name in names:
            return False
        return any(_holds(folder, name) for name in sorted(names)[:MOST_FILES])
    except (RefusedError, OSError, ValueError):
        return False


def read_scenario(path: str | Path) -> Scenario:
    """Read a folder of GENIUS or NegMAS files.

    Parameters
    ----------
    path : str or Path
        A folder with one domain and one profile for each party: XML of GENIUS, or YAML or JSON of NegMAS.

    Returns
    -------
    Scenario
        What the files hold, in their own units.

    Raises
    ------
    NotFoundError
        If there is no such folder, or no domain in it.
    DossierError
        If anything in the files is wrong; the error carries every problem with file, line and element.

    Examples
    --------
    >>> import tempfile
    >>> from goodoffices.interchange.scenarios.scenario import Table, Topic
    >>> sale = Scenario("sale", (Topic("terms", "discrete", ("a", "b"), number=1),), (Profile("seller", (1.0,), (Table((2.0, 4.0)),)),))
    >>> folder = Path(tempfile.mkdtemp()) / "sale"
    >>> write_scenario(folder, sale)
    ('sale.xml', 'seller.xml')
    >>> read_scenario(folder) == sale
    True
    """
    found = inspect_scenario(path)
    if found.scenario is None:
        raise DossierError(Path(path).name, found.problems)
    return found.scenario


def inspect_scenario(path: str | Path) -> Inspected:
    """Read a folder of GENIUS or NegMAS files and return what it holds with the problems found.

    Raises
    ------
    NotFoundError
        If there is no such folder, or no domain and no profile in it.
    """
    if not is_scenario(path):
        raise NotFoundError(
            f"{str(path)!r} is not a folder with a scenario: a GENIUS domain (<negotiation_template>) with profiles "
            "(<utility_space>) in .xml files, or an outcome space of NegMAS with utility functions in .yml or .json files, is expected"
        )
    folder = Folder(Path(path))
    names = sorted((n for n in folder.names() if not n.startswith(".")), key=_natural)
    if any(n.lower().endswith(XML) and _holds(folder, n) for n in names):
        return _presented(_read_genius(folder, names))
    return _presented(_read_negmas(folder, names))


def write_scenario(folder: str | Path, scenario: Scenario, form: str = "genius") -> tuple[str, ...]:
    """Write a scenario as a new folder, which appears as a whole or not at all.

    Parameters
    ----------
    folder : str or Path
        Where to write; must not exist, or be empty.
    scenario : Scenario
        What to write.
    form : {'genius', 'negmas'}
        XML, or YAML. Profiles that NegMAS takes as written are brought to 0 to 1 for GENIUS, which keeps every ratio of
        gains (see :func:`~goodoffices.interchange.scenarios.unit_scale.in_unit_scale`), and the other way round.

    Returns
    -------
    tuple of str
        Names of the files written.

    Raises
    ------
    OutputError
        If the form is none of these, if the folder holds anything already or cannot be written, if a name cannot be that of a file, or if the form has no
        way to write something that the scenario holds.
    """
    if form not in _WRITERS:
        raise OutputError(f"a scenario is written for {' or '.join(_WRITERS)}, not {form!r}")
    names = [scenario.name, *(profile.name for profile in scenario.profiles)]
    for name in names:
        if not _NAME.fullmatch(name) or name.strip(" .") != name:
            raise OutputError(f"cannot write a file called {name!r}; change the name of the scenario or the profile")
    if len({name.casefold() for name in names}) < len(names):
        raise OutputError("cannot write two files of one name; the names of the scenario and its profiles must differ")
    if form == "genius":
        scenario = in_unit_scale(scenario)
    files = _WRITERS[form](scenario)
    write_folder(Path(folder), files)
    return tuple(files)


def _read_genius(folder: Folder, names: list[str]) -> Inspected:
    problems: list[Problem] = []
    roots: list[tuple[str, xml.Element]] = []
    others: list[str] = []
    for name in names:
        if not name.lower().endswith(XML):
            others.append(name)
            continue
        try:
            root, wrong = xml.parse(name, folder.read(name, xml.MOST_BYTES))
        except RefusedError as refused:
            problems.append(Problem(name, refused.message, expected=refused.expected))
            continue
        problems += wrong
        if root is not None and root.tag in (genius_reading.DOMAIN, genius_reading.PROFILE):
            roots.append((name, root))
        elif root is not None:
            others.append(name)
    domains = [(name, root) for name, root in roots if root.tag == genius_reading.DOMAIN]
    profiles = [(name, root) for name, root in roots if root.tag == genius_reading.PROFILE]
    if len(domains) != 1 or not profiles:
        problems += _not_complete(folder, [name for name, _ in domains], profiles, bool(problems))
        if len(domains) != 1:
            return Inspected(None, tuple(problems))
    sheet = xml.Sheet(domains[0][0], problems)
    domain = genius_reading.read_domain(sheet, domains[0][1])
    read: list[Profile] = []
    if domain.topics and not problems:
        for name, root in profiles:
            read.append(genius_reading.read_profile(xml.Sheet(name, problems), root, Path(name).stem, domain))
    if problems:
        return Inspected(None, tuple(problems))
    scenario = Scenario(Path(domain.file).stem, domain.topics, tuple(read))
    return Inspected(scenario, (), "a GENIUS scenario", tuple(_passed_over(others)))


def _read_negmas(folder: Folder, names: list[str]) -> Inspected:
    problems: list[Problem] = []
    texts: dict[str, bytes] = {}
    for name in names:
        if name.lower().endswith(NEGMAS):
            try:
                texts[name] = folder.read(name, xml.MOST_BYTES)
            except RefusedError as refused:
                problems.append(Problem(name, refused.message, expected=refused.expected))
    scenario, wrong, others = read_negmas(texts)
    problems += wrong
    others += [name for name in names if not name.lower().endswith(NEGMAS)]
    if problems or scenario is None:
        return Inspected(None, tuple(problems))
    return Inspected(scenario, (), "a NegMAS scenario", tuple(_passed_over(others)))


def _not_complete(
    folder: Folder, domains: list[str], profiles: list[tuple[str, xml.Element]], excused: bool
) -> list[Problem]:
    name = folder.path.name
    told = []
    if len(domains) > 1:
        expected = "one file with <negotiation_template>"
        told = [
            Problem(d, "the folder holds another domain", found=d, expected=expected, witness=domains[0])
            for d in domains[1:]
        ]
    elif not domains and not excused:
        told = [Problem(name, "the folder holds no domain", expected="an .xml file with <negotiation_template>")]
    if not profiles and not excused:
        told.append(
            Problem(name, "the folder holds no profile", expected="an .xml file with <utility_space> for each party")
        )
    return told


def _presented(found: Inspected) -> Inspected:
    return replace(found, problems=present(found.problems))


def _passed_over(names: list[str]) -> list[str]:
    return [f"files passed over: {', '.join(names)}"] if names else []


def _holds(folder: Folder, name: str) -> bool:
    ending = Path(name).suffix.lower()
    if name.startswith(".") or ending not in (XML, *NEGMAS):
        return False
    try:
        content = folder.read(name, xml.MOST_BYTES)
    except RefusedError:
        return False
    return bool((_KIND if ending == XML else _SPACE).search(content))


def _natural(name: str) -> tuple[tuple[str, int], ...]:
    """Return by what names are sorted: numbers in them count as numbers."""
    parts = re.findall(r"(\D*)(\d*)", name)
    return tuple((text, int(number[:18] or 0)) for text, number in parts)
