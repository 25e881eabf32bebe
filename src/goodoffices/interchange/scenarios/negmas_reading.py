"""NegMAS scenario folders: an outcome space and one utility function for each party, in YAML or JSON."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.errors import Problem, nearest
from goodoffices.interchange.cells import LARGEST, is_number
from goodoffices.interchange.scenarios.scenario import (
    Bound,
    Kind,
    Line,
    Profile,
    Rule,
    Scenario,
    Table,
    Topic,
    Triangle,
    Worth,
)

MOST_OPTIONS = 100_000
_NEVER = re.compile(r"-\.?inf(inity)?", re.IGNORECASE)
_KINDS: dict[str, Kind] = {
    "CategoricalIssue": "discrete",
    "DiscreteOrdinalIssue": "discrete",
    "DiscreteCardinalIssue": "discrete",
    "SingletonIssue": "discrete",
    "ContiguousIssue": "integer",
    "ContinuousIssue": "real",
}
_ADDITIVE, _AFFINE, _LINEAR = "LinearAdditiveUtilityFunction", "AffineUtilityFunction", "LinearUtilityFunction"
_RULES, _DISCOUNTED = "HyperRectangleUtilityFunction", "ExpDiscountedUFun"
FUNCTIONS = (_ADDITIVE, _AFFINE, _LINEAR, _RULES, _DISCOUNTED)
_VALUES = ("TableFun", "AffineFun", "LinearFun", "IdentityFun", "ConstFun", "TriangularFun")


@dataclass
class _File:
    """A file that is being read, and what is wrong with it so far."""

    located: Located
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self, path: Path, message: str, found: str = "", expected: str = "", suggestion: str = "", witness: str = ""
    ) -> None:
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        place = self.located.place(path)
        self.problems.append(
            Problem(self.located.file, message, *place, name, found, expected, suggestion, witness=witness)
        )

    def get(self, path: Path) -> Any:
        value = self.located.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def list(self, path: Path, expected: str) -> list[Any]:
        value = self.get(path)
        if isinstance(value, list) and value:
            return value
        self.tell(path, "a list is expected here" if value is not None else "this is missing", expected=expected)
        return []

    def number(self, path: Path, missing: float | None = None, whole: bool = False) -> float:
        """Return a number; 0 and a problem if there is none."""
        value = self.get(path)
        wanted = "a whole number" if whole else "a number"
        if value is None and missing is not None:
            return missing
        if not isinstance(value, str) or not is_number(value):
            self.tell(path, "this is missing" if value is None else "this is no number", _shown(value), wanted)
        elif abs(float(value)) > LARGEST or (whole and not float(value).is_integer()):
            self.tell(path, "this number cannot be", value, wanted)
        else:
            return float(value) + 0.0
        return 0.0

    def type(self, path: Path) -> str:
        """Return the last part of what a record says it is."""
        value = self.get((*path, "type"))
        return value.rpartition(".")[2] if isinstance(value, str) else ""


def read_negmas(files: Mapping[str, bytes]) -> tuple[Scenario | None, list[Problem], list[str]]:
    """Return the scenario that files hold, what is wrong with them, and the names of files that are no part of it.

    Parameters
    ----------
    files : mapping of str to bytes
        Content by name, in the order in which parties are to come.
    """
    problems: list[Problem] = []
    spaces: list[_File] = []
    functions: list[_File] = []
    others: list[str] = []
    for name, content in files.items():
        text, problem = decode(name, content)
        if problem is not None:
            problems.append(problem)
            continue
        located, wrong = parse_yaml(name, text)
        file = _File(located)
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
            profiles.append(_profile(file, (), FilePath(file.located.file).stem, topics, space.located.file))
            problems += file.problems
    if problems:
        return None, problems, others
    return Scenario(FilePath(space.located.file).stem, topics, tuple(profiles)), [], others


def _check_names(space: _File, topics: tuple[Topic, ...]) -> None:
    seen: dict[str, int] = {}
    for number, topic in enumerate(topics):
        if topic.name in seen:
            witness = space.located.witness(("issues", seen[topic.name]))
            space.tell(
                ("issues", number, "name"), "this issue stands twice", topic.name, "each name once", witness=witness
            )
        seen.setdefault(topic.name, number)


def _topic(space: _File, path: Path, number: int) -> Topic:
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


def _profile(file: _File, path: Path, name: str, topics: tuple[Topic, ...], domain: str) -> Profile:
    kind = file.type(path)
    count = len(topics)
    if kind == _DISCOUNTED:
        inner = _profile(file, (*path, "ufun"), name, topics, domain)
        discount = file.number((*path, "discount"))
        outer = _reservation(file, path)
        reservation = inner.reservation if outer is None else outer
        return Profile(
            name, inner.weights, inner.worths, inner.rules, inner.constant, reservation, discount, scale="as written"
        )
    if kind not in FUNCTIONS:
        file.tell(
            (*path, "type"),
            "no kind of utility function that can be taken over",
            kind,
            ", ".join(FUNCTIONS),
            nearest(kind, FUNCTIONS),
        )
        return Profile(name, (), ())
    weights = (0.0,) * count
    worths: tuple[Worth | None, ...] = (None,) * count
    rules: tuple[Rule, ...] = ()
    if kind == _RULES:
        rules = _rules(file, path, topics)
    else:
        weights = tuple(_numbers(file, (*path, "weights"), count))
        if kind == _ADDITIVE:
            _count(file, (*path, "values"), count)
            worths = tuple(_worth(file, (*path, "values", n), topic, domain) for n, topic in enumerate(topics))
        else:
            worths = tuple(_identity(file, path, topic) for topic in topics)
    constant = file.number((*path, "bias"), 0.0)
    return Profile(name, weights, worths, rules, constant, _reservation(file, path), scale="as written")


def _reservation(file: _File, path: Path) -> float | None:
    """Return the reservation value; minus infinity, with which NegMAS says that nothing is refused, is none."""
    value = file.get((*path, "reserved_value"))
    if value is None or (isinstance(value, str) and _NEVER.fullmatch(value)):
        return None
    return file.number((*path, "reserved_value"))


def _count(file: _File, path: Path, count: int) -> None:
    found = len(file.list(path, f"a list of {count}, one for each issue"))
    if found and found != count:
        file.tell(path, "there is not one for each issue", str(found), str(count))


def _numbers(file: _File, path: Path, count: int) -> list[float]:
    _count(file, path, count)
    return [file.number((*path, n)) for n in range(count)]


def _identity(file: _File, path: Path, topic: Topic) -> Worth | None:
    if topic.kind != "discrete":
        return Line(1.0, 0.0)
    if all(is_number(option) for option in topic.options):
        return Table(tuple(float(option) for option in topic.options))
    file.tell(path, f"a weight alone does not say what the options of {topic.name!r} are worth", expected=_ADDITIVE)
    return None


def _worth(file: _File, path: Path, topic: Topic, domain: str) -> Worth | None:
    kind = file.type(path)
    match kind:
        case "TableFun":
            return _table(file, (*path, "mapping"), topic, domain)
        case "AffineFun" | "LinearFun":
            line = Line(file.number((*path, "slope")), file.number((*path, "bias"), 0.0))
        case "IdentityFun":
            line = Line(1.0, 0.0)
        case "ConstFun":
            line = Line(0.0, file.number((*path, "bias")))
        case "TriangularFun" if topic.kind == "real":
            low, high, top = (file.number((*path, end)) for end in ("start", "end", "middle"))
            if (file.number((*path, "bias"), 0.0), file.number((*path, "scale"), 1.0)) != (0.0, 1.0):
                file.tell(path, "only triangles from 0 to 1 can be taken over", expected="bias 0 and scale 1")
            return Triangle(low, high, top)
        case _:
            file.tell(
                (*path, "type"),
                "no kind of value function that can be taken over",
                kind,
                ", ".join(_VALUES),
                nearest(kind, _VALUES),
            )
            return None
    if topic.kind != "discrete":
        return line
    if line.slope and not all(is_number(option) for option in topic.options):
        file.tell(path, f"the options of {topic.name!r} are no numbers", kind, "TableFun")
        return None
    return Table(tuple(line.offset + (line.slope * float(option) if line.slope else 0.0) for option in topic.options))


def _table(file: _File, path: Path, topic: Topic, domain: str) -> Table | None:
    mapping = file.get(path)
    if not isinstance(mapping, dict) or topic.kind == "real" or topic.size > MOST_OPTIONS:
        expected = "options with numbers" if topic.kind != "real" else "AffineFun, since the outcome space has a range"
        file.tell(path, f"this does not say what the values of {topic.name!r} are worth", expected=expected)
        return None
    options = topic.options or tuple(str(n) for n in range(int(topic.low), int(topic.high) + 1))
    for option in mapping:
        if option not in options:
            file.tell((*path, option), f"the outcome space has no such option of {topic.name!r}", option,
                      ", ".join(options[:12]), nearest(option, options), domain)  # fmt: skip
    missing = [option for option in options if option not in mapping]
    if missing:
        file.tell(path, f"it does not say what these options of {topic.name!r} are worth: {', '.join(missing[:12])}")
        return None
    return Table(tuple(file.number((*path, option)) for option in options))


def _rules(file: _File, path: Path, topics: tuple[Topic, ...]) -> tuple[Rule, ...]:
    ranges = file.list((*path, "outcome_ranges"), "the outcomes to which each worth applies")
    utilities = _numbers(file, (*path, "utilities"), len(ranges))
    weights = [1.0] * len(ranges)
    if file.get((*path, "weights")) is not None:
        weights = _numbers(file, (*path, "weights"), len(ranges))
    rules = []
    for number, (given, worth, weight) in enumerate(zip(ranges, utilities, weights, strict=True)):
        here = (*path, "outcome_ranges", number)
        bounds = [_bound(file, (*here, key), key, topics) for key in given] if isinstance(given, dict) else []
        if given is not None and not isinstance(given, dict):
            file.tell(
                here,
                "this says of no issue what it may be",
                _shown(given),
                "numbers of issues, from 0, with what they may be",
            )
        rules.append(Rule(tuple(b for b in bounds if b is not None), weight * worth))
    return tuple(rules)


def _bound(file: _File, path: Path, key: str, topics: tuple[Topic, ...]) -> Bound | None:
    """Return what a rule asks of an issue: a value, a list of values, or, of numbers, the two ends of a range.

    Both ends are in the range, as NegMAS's documentation and GENIUS have it; NegMAS 0.16 itself leaves them out.
    """
    index = int(key) if key.isdecimal() else len(topics)
    if index >= len(topics):
        file.tell(path, "there is no such issue", key, f"a number from 0 to {len(topics) - 1}")
        return None
    topic, value = topics[index], file.get(path)
    if topic.kind == "discrete":
        asked = value if isinstance(value, list) else [value]
        for option in asked:
            if option not in topic.options:
                file.tell(path, f"the outcome space has no such option of {topic.name!r}", _shown(option),
                          ", ".join(topic.options[:12]), nearest(_shown(option), topic.options))  # fmt: skip
        return Bound(index, chosen=tuple(sorted(topic.options.index(o) for o in asked if o in topic.options)))
    if isinstance(value, list) and len(value) == 2:
        low, high = (file.number((*path, n)) for n in range(2))
        if low > high:
            file.tell(path, "the range is empty", f"{low:g} to {high:g}", "the lower end first")
        return Bound(
            index, *((low, high) if topic.kind == "real" else (float(math.ceil(low)), float(math.floor(high))))
        )
    if isinstance(value, list):
        file.tell(path, "this is no range", f"{len(value)} values", "one value, or the two ends of a range")
        return None
    at = file.number(path)
    return Bound(index, at, at)


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else type(value).__name__
