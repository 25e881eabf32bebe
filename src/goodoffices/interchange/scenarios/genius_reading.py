"""GENIUS XML: the domain (``negotiation_template``) and the profiles (``utility_space``)."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.errors import nearest
from goodoffices.interchange.cells import is_number
from goodoffices.interchange.scenarios.rules import read_rules
from goodoffices.interchange.scenarios.scenario import Kind, Line, Profile, Table, Topic, Triangle, Worth
from goodoffices.interchange.scenarios.xml import Element, Sheet

DOMAIN, PROFILE = "negotiation_template", "utility_space"
MOST_TOPICS, MOST_OPTIONS = 1_000, 100_000
_KINDS: dict[str, Kind] = {"discrete": "discrete", "integer": "integer", "real": "real"}


@dataclass(frozen=True)
class Domain:
    """What a domain file holds: its name, that of the file, the topics and their lines by name."""

    file: str
    topics: tuple[Topic, ...]
    lines: dict[str, int]


def read_domain(sheet: Sheet, root: Element) -> Domain:
    """Return the topics of a domain; problems are noted in the sheet. Nested objectives are passed through."""
    topics: dict[str, Topic] = {}
    lines: dict[str, int] = {}
    numbers: dict[int, int] = {}
    for at in _issues(root):
        name, number = sheet.text(at, "name", "the name of the issue"), sheet.number(at, "index", 0, 1e9, whole=True)
        topic = _topic(sheet, at, name or "", int(number or 0))
        if name in lines:
            sheet.tell(
                at,
                "name",
                "this issue stands twice",
                name or "",
                "each name once",
                witness=f"{sheet.file}:{lines[name]}",
            )
        elif number is not None and number in numbers:
            witness = f"{sheet.file}:{numbers[int(number)]}"
            sheet.tell(at, "index", "this index stands twice", f"{number:g}", "each index once", witness=witness)
        if name and number is not None:
            lines.setdefault(name, at.line)
            numbers.setdefault(int(number), at.line)
            topics.setdefault(name, topic)
        if len(lines) > MOST_TOPICS:
            sheet.tell(at, "", "there are too many issues", expected=f"at most {MOST_TOPICS:,}")
            break
    if not topics and not sheet.problems:
        sheet.tell(root, "", "the domain has no issue", expected="<issue> with index, name and values")
    return Domain(sheet.file, tuple(topics.values()), lines)


def read_profile(sheet: Sheet, root: Element, name: str, domain: Domain) -> Profile:
    """Return a profile for the topics of a domain; problems are noted in the sheet.

    Issues are known by index, as in GENIUS, and must carry the domain's name for it; options are known by value.
    """
    by_number = {topic.number: index for index, topic in enumerate(domain.topics)}
    worths: list[Worth | None] = [None] * len(domain.topics)
    lines: dict[int, int] = {}
    for at in _issues(root):
        index = _known(sheet, at, domain, by_number)
        if index is None:
            continue
        if index in lines:
            sheet.tell(at, "index", "this issue stands twice", at.attributes["index"], "each issue once",
                       witness=f"{sheet.file}:{lines[index]}")  # fmt: skip
            continue
        lines[index] = at.line
        worths[index] = _worth(
            sheet, at, domain.topics[index], f"{domain.file}:{domain.lines[domain.topics[index].name]}"
        )
    weights = _weights(sheet, root, domain, by_number, worths)
    rules, largest, as_written = read_rules(sheet, root, domain.topics, by_number)
    for index, topic in enumerate(domain.topics):
        if index not in lines and not rules:
            expected = f"an <issue> with index {topic.number} and the name {topic.name!r}"
            sheet.tell(root, "", f"the profile says nothing of the issue {topic.name!r}", expected=expected,
                       witness=f"{domain.file}:{domain.lines[topic.name]}")  # fmt: skip
    return Profile(
        name,
        tuple(weights),
        tuple(worths),
        rules,
        reservation=_value(sheet, root, "reservation"),
        discount=_value(sheet, root, "discount_factor"),
        largest=largest,
        scale="as written" if as_written else "unit",
    )


def _issues(root: Element) -> Iterator[Element]:
    """Yield the issues in the order of the file, whatever objectives they stand in."""
    for child in root.children:
        if child.tag == "issue":
            yield child
        elif child.tag in ("objective", PROFILE):
            yield from _issues(child)


def _all(root: Element, tag: str) -> Iterator[Element]:
    for child in root.children:
        if child.tag == tag:
            yield child
        elif child.tag in ("objective", PROFILE):
            yield from _all(child, tag)


def _topic(sheet: Sheet, at: Element, name: str, number: int) -> Topic:
    written = at.attributes.get("type") or at.attributes.get("vtype") or "discrete"
    kind = _KINDS.get(written.lower())
    if kind is None:
        sheet.tell(at, "type", "no kind of issue that is known", written, ", ".join(_KINDS), nearest(written, _KINDS))
        return Topic(name, "discrete", number=number)
    if kind != "discrete":
        return _range(sheet, at, name, kind, number)
    lines: dict[str, int] = {}
    for item in at.all("item"):
        value = sheet.text(item, "value", "the name of the option")
        if value in lines:
            sheet.tell(item, "value", "this option stands twice", value or "", "each option once",
                       witness=f"{sheet.file}:{lines[value]}")  # fmt: skip
        elif value:
            lines[value] = item.line
    if not lines:
        sheet.tell(at, "", "the issue has no option", expected="at least one <item> with a value")
    if len(lines) > MOST_OPTIONS:
        sheet.tell(at, "", "the issue has too many options", f"{len(lines):,}", f"at most {MOST_OPTIONS:,}")
    return Topic(name, "discrete", tuple(lines), number=number)


def _range(sheet: Sheet, at: Element, name: str, kind: Kind, number: int) -> Topic:
    holder = at.first("range") or at
    low, high = (sheet.number(holder, end, whole=kind == "integer") for end in ("lowerbound", "upperbound"))
    if low is None or high is None:
        return Topic(name, kind, number=number)
    if low > high or (kind == "real" and low == high):
        expected = f"at least {low:.15g}" if kind == "integer" else f"more than {low:.15g}"
        sheet.tell(holder, "upperbound", "the range has no length", f"{high:.15g}", expected)
    return Topic(name, kind, (), low, high, number)


def _known(sheet: Sheet, at: Element, domain: Domain, by_number: dict[int, int]) -> int | None:
    """Return which topic an issue or its index means, or None and a problem."""
    number = sheet.number(at, "index", 0, 1e9, whole=True)
    name = at.attributes.get("name", "").strip()
    if number is None:
        return None
    index = by_number.get(int(number))
    named = {topic.name: topic.number for topic in domain.topics}
    if index is None:
        expected = f"one of {', '.join(map(str, sorted(by_number)[:20]))}, as in {domain.file}"
        near = str(named[name]) if name in named else ""
        sheet.tell(at, "index", "the domain has no issue of this index", f"{number:g}", expected, near)
    elif name != domain.topics[index].name:
        topic = domain.topics[index]
        sheet.tell(at, "name", f"the domain has another issue of the index {topic.number}", name, repr(topic.name),
                   nearest(name, named), f"{domain.file}:{domain.lines[topic.name]}")  # fmt: skip
    else:
        return index
    return None


def _worth(sheet: Sheet, at: Element, topic: Topic, witness: str) -> Worth | None:
    if topic.kind == "discrete" or at.first("item"):
        return _table(sheet, at, topic, witness)
    evaluator = at.first("evaluator")
    if evaluator is None:
        return None
    kind = evaluator.attributes.get("ftype", "linear").strip().lower()
    if kind == "linear" and topic.kind == "integer" and "parameter1" not in evaluator.attributes:
        slope, offset = sheet.number(evaluator, "slope"), sheet.number(evaluator, "offset")
        return Line(slope or 0.0, offset or 0.0, topic.low)
    if kind == "linear":
        slope, offset = sheet.number(evaluator, "parameter1"), sheet.number(evaluator, "parameter0")
        return Line(slope or 0.0, offset or 0.0)
    if kind == "constant":
        return Line(0.0, sheet.number(evaluator, "parameter0", 0, 1) or 0.0)
    if kind == "triangular":
        low, high, top = (sheet.number(evaluator, f"parameter{n}") for n in range(3))
        if low is None or high is None or top is None:
            return None
        if not low <= top <= high or low == high:
            expected = f"from {low:.15g} to {high:.15g}, as parameter0 and parameter1 say"
            sheet.tell(evaluator, "parameter2", "the top of the triangle lies outside it", f"{top:.15g}", expected)
        return Triangle(low, high, top)
    known = ("linear", "constant", "triangular")
    sheet.tell(evaluator, "ftype", "no kind of evaluation that is known", kind, ", ".join(known), nearest(kind, known))
    return None


def _table(sheet: Sheet, at: Element, topic: Topic, witness: str) -> Table | None:
    if topic.kind == "real" or topic.size > MOST_OPTIONS:
        sheet.tell(at, "", "items stand where the domain has a range", expected="an <evaluator>", witness=witness)
        return None
    options = topic.options or tuple(str(n) for n in range(int(topic.low), int(topic.high) + 1))
    found: dict[str, tuple[int, float]] = {}
    for item in at.all("item"):
        value = sheet.text(item, "value", "the name of the option")
        worth = sheet.number(item, "evaluation")
        if value is None:
            continue
        if topic.kind == "integer" and is_number(value) and float(value).is_integer():
            value = str(int(float(value)))
        if value not in options:
            sheet.tell(item, "value", f"the domain has no such option of {topic.name!r}", value,
                       ", ".join(options[:12]) + (", …" if len(options) > 12 else ""), nearest(value, options), witness)  # fmt: skip
        elif value in found:
            sheet.tell(item, "value", "this option stands twice", value, "each option once",
                       witness=f"{sheet.file}:{found[value][0]}")  # fmt: skip
        else:
            found[value] = item.line, worth or 0.0
    missing = [option for option in options if option not in found]
    if missing:
        message = f"the profile does not say what these options of {topic.name!r} are worth: {', '.join(missing[:12])}"
        sheet.tell(at, "", message, expected="an <item> with an evaluation for each option", witness=witness)
        return None
    return Table(tuple(found[option][1] for option in options))


def _weights(
    sheet: Sheet, root: Element, domain: Domain, by_number: dict[int, int], worths: list[Worth | None]
) -> list[float]:
    """Return the weights of the topics. Those of objectives, which GENIUS does not use either, are passed over."""
    objectives = {o.attributes.get("index", "").strip() for o in _all_objectives(root)}
    weights: dict[int, tuple[int, float]] = {}
    for at in _all(root, "weight"):
        number, value = sheet.number(at, "index", 0, 1e9, whole=True), sheet.number(at, "value")
        if number is None or value is None:
            continue
        index = by_number.get(int(number))
        if index is None:
            if at.attributes["index"].strip() not in objectives:
                expected = f"one of {', '.join(map(str, sorted(by_number)[:20]))}, as in {domain.file}"
                sheet.tell(at, "index", "the domain has no issue of this index", f"{number:g}", expected)
        elif index in weights:
            sheet.tell(at, "index", "this weight stands twice", f"{number:g}", "each weight once",
                       witness=f"{sheet.file}:{weights[index][0]}")  # fmt: skip
        else:
            weights[index] = at.line, value
    for index, topic in enumerate(domain.topics):
        if worths[index] is not None and index not in weights:
            expected = f'<weight index="{topic.number}" value="..."/>'
            sheet.tell(root, "", f"the issue {topic.name!r} has no weight", expected=expected)
    return [weights[index][1] if index in weights else 0.0 for index in range(len(domain.topics))]


def _all_objectives(root: Element) -> Iterator[Element]:
    for child in root.all("objective"):
        yield child
        yield from _all_objectives(child)


def _value(sheet: Sheet, root: Element, tag: str) -> float | None:
    at = root.first(tag)
    return None if at is None else sheet.number(at, "value")
