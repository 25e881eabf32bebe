"""Utility functions of NegMAS as profiles."""

import math
import re

from goodoffices.dossier.storage.text.located import Path
from goodoffices.errors import nearest
from goodoffices.interchange.cells import is_number
from goodoffices.interchange.scenarios.negmas_file import File, shown
from goodoffices.interchange.scenarios.scenario import Bound, Line, Profile, Rule, Table, Topic, Triangle, Worth

MOST_OPTIONS = 100_000
_NEVER = re.compile(r"-\.?inf(inity)?", re.IGNORECASE)
_ADDITIVE, _AFFINE, _LINEAR = "LinearAdditiveUtilityFunction", "AffineUtilityFunction", "LinearUtilityFunction"
_RULES, _DISCOUNTED = "HyperRectangleUtilityFunction", "ExpDiscountedUFun"
FUNCTIONS = (_ADDITIVE, _AFFINE, _LINEAR, _RULES, _DISCOUNTED)
_VALUES = ("TableFun", "AffineFun", "LinearFun", "IdentityFun", "ConstFun", "TriangularFun")


def read_function(file: File, path: Path, name: str, topics: tuple[Topic, ...], domain: str) -> Profile:
    """Return the utility function that stands at `path` as a profile; problems are noted in the file.

    Parameters
    ----------
    file : File
        The file.
    path : tuple
        Where in it the function stands; functions can stand within others.
    name : str
        Name of the party.
    topics : tuple of Topic
        What is negotiated.
    domain : str
        Name of the file with the outcome space, for messages.
    """
    kind = file.type(path)
    count = len(topics)
    if kind == _DISCOUNTED:
        inner = read_function(file, (*path, "ufun"), name, topics, domain)
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


def _reservation(file: File, path: Path) -> float | None:
    """Return the reservation value; minus infinity, with which NegMAS says that nothing is refused, is none."""
    value = file.get((*path, "reserved_value"))
    if value is None or (isinstance(value, str) and _NEVER.fullmatch(value)):
        return None
    return file.number((*path, "reserved_value"))


def _count(file: File, path: Path, count: int) -> None:
    found = len(file.list(path, f"a list of {count}, one for each issue"))
    if found and found != count:
        file.tell(path, "there is not one for each issue", str(found), str(count))


def _numbers(file: File, path: Path, count: int) -> list[float]:
    _count(file, path, count)
    return [file.number((*path, n)) for n in range(count)]


def _identity(file: File, path: Path, topic: Topic) -> Worth | None:
    if topic.kind != "discrete":
        return Line(1.0, 0.0)
    if all(is_number(option) for option in topic.options):
        return Table(tuple(float(option) for option in topic.options))
    file.tell(path, f"a weight alone does not say what the options of {topic.name!r} are worth", expected=_ADDITIVE)
    return None


def _worth(file: File, path: Path, topic: Topic, domain: str) -> Worth | None:
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


def _table(file: File, path: Path, topic: Topic, domain: str) -> Table | None:
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


def _rules(file: File, path: Path, topics: tuple[Topic, ...]) -> tuple[Rule, ...]:
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
                shown(given),
                "numbers of issues, from 0, with what they may be",
            )
        rules.append(Rule(tuple(b for b in bounds if b is not None), weight * worth))
    return tuple(rules)


def _bound(file: File, path: Path, key: str, topics: tuple[Topic, ...]) -> Bound | None:
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
                file.tell(path, f"the outcome space has no such option of {topic.name!r}", shown(option),
                          ", ".join(topic.options[:12]), nearest(shown(option), topic.options))  # fmt: skip
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
