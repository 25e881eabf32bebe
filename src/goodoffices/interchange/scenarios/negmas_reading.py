"""NegMAS scenario folders: an outcome space and one utility function for each party, in YAML or JSON."""

from collections.abc import Mapping
from pathlib import Path as FilePath

from goodoffices.dossier.storage.text.located import Path
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.errors import Problem, nearest
from goodoffices.interchange.scenarios.negmas_file import File
from goodoffices.interchange.scenarios.negmas_functions import FUNCTIONS, MOST_OPTIONS, read_function
from goodoffices.interchange.scenarios.scenario import Kind, Scenario, Topic

_KINDS: dict[str, Kind] = {
    "CategoricalIssue": "discrete",
    "DiscreteOrdinalIssue": "discrete",
    "DiscreteCardinalIssue": "discrete",
    "SingletonIssue": "discrete",
    "ContiguousIssue": "integer",
    "ContinuousIssue": "real",
}


def read_negmas(files: Mapping[str, bytes]) -> tuple[Scenario | None, list[Problem], list[str]]:
    """Return the scenario that files hold, what is wrong with them, and the names of files that are no part of it.

    Parameters
    ----------
    files : mapping of str to bytes
        Content by name, in the order in which parties are to come.
    """
    problems: list[Problem] = []
    spaces: list[File] = []
    functions: list[File] = []
    others: list[str] = []
    for name, content in files.items():
        text, problem = decode(name, content)
        if problem is not None:
            problems.append(problem)
            continue
        located, wrong = parse_yaml(name, text)
        file = File(located)
        kind = file.type(())
        if kind.endswith("OutcomeSpace"):
            spaces.append(file)
        elif "fun" in kind.lower():
            functions.append(file)
        else:
            others.append(name)
            wrong = wrong if located.is_broken else []
        problems += wrong
    if len(spaces) != 1 or not functions:
        problems += [
            Problem(f.located.file, "the folder holds another outcome space", expected="one") for f in spaces[1:]
        ]
        if not spaces and not problems:
            beside = functions[0].located.file if functions else next(iter(files), "")
            problems.append(
                Problem(beside, "no outcome space stands beside it", expected="a file of the type OutcomeSpace")
            )
        if not functions and spaces:
            expected = f"a file of the type {' or '.join(FUNCTIONS[:2])} for each party"
            problems.append(Problem(spaces[0].located.file, "no utility function stands beside it", expected=expected))
        return None, problems, others
    (space,) = spaces
    topics = tuple(_topic(space, ("issues", n), n + 1) for n in range(len(space.list(("issues",), "the issues"))))
    _check_names(space, topics)
    problems += space.problems
    profiles = []
    if not problems:
        for file in functions:
            profiles.append(read_function(file, (), FilePath(file.located.file).stem, topics, space.located.file))
            problems += file.problems
    if problems:
        return None, problems, others
    return Scenario(FilePath(space.located.file).stem, topics, tuple(profiles)), [], others


def _check_names(space: File, topics: tuple[Topic, ...]) -> None:
    seen: dict[str, int] = {}
    for number, topic in enumerate(topics):
        if topic.name in seen:
            witness = space.located.witness(("issues", seen[topic.name]))
            space.tell(
                ("issues", number, "name"), "this issue stands twice", topic.name, "each name once", witness=witness
            )
        seen.setdefault(topic.name, number)


def _topic(space: File, path: Path, number: int) -> Topic:
    written, name = space.type(path), space.get((*path, "name"))
    if not isinstance(name, str) or not name.strip():
        space.tell((*path, "name"), "this is missing", expected="the name of the issue")
    kind = _KINDS.get(written)
    values = space.list((*path, "values"), "the options, or the lower and the upper end")
    shown = name if isinstance(name, str) else ""
    if kind is None:
        space.tell(
            (*path, "type"),
            "no kind of issue that can be taken over",
            written,
            ", ".join(_KINDS),
            nearest(written, _KINDS),
        )
        return Topic(shown, "discrete", number=number)
    if kind == "discrete":
        options = tuple(value if isinstance(value, str) else "" for value in values)
        for index, option in enumerate(options):
            if not option:
                space.tell((*path, "values", index), "this is no name", expected="the name of the option")
        if len(set(options)) < len(options):
            space.tell((*path, "values"), "an option stands twice", expected="each option once")
        if len(options) > MOST_OPTIONS:
            space.tell(
                (*path, "values"), "there are too many options", f"{len(options):,}", f"at most {MOST_OPTIONS:,}"
            )
        return Topic(shown, kind, options, number=number)
    if len(values) != 2:
        space.tell((*path, "values"), "a range has two ends", str(len(values)), "[low, high]")
        return Topic(shown, kind, number=number)
    low, high = (space.number((*path, "values", n), whole=kind == "integer") for n in range(2))
    if low > high or (low == high and kind == "real"):
        space.tell((*path, "values", 1), "the range has no length", f"{high:g}", f"more than {low:g}")
    return Topic(shown, kind, (), low, high, number)
