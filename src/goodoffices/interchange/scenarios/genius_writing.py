"""A scenario as files of GENIUS."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from goodoffices.errors import OutputError
from goodoffices.interchange.scenarios.scenario import Line, Profile, Rule, Scenario, Table, Topic, Triangle, Worth

_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def genius_files(scenario: Scenario) -> dict[str, str]:
    """Return the texts of a scenario's files, by their names; read again they give the same scenario, number for number.

    Raises
    ------
    OutputError
        If GENIUS has no way to write something that the scenario holds.
    """
    files = {f"{scenario.name}.xml": _text(_domain(scenario))}
    for profile in scenario.profiles:
        files[f"{profile.name}.xml"] = _text(_profile(scenario, profile))
    return files


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _domain(scenario: Scenario) -> Iterator[str]:
    yield "<negotiation_template>"
    yield f'<utility_space number_of_issues="{len(scenario.topics)}">'
    yield _objective(scenario)
    for topic in scenario.topics:
        yield f"  {_issue(topic)}>"
        if topic.kind == "real":
            yield f"    {_range(topic)}"
        for number, option in enumerate(topic.options, 1):
            yield f'    <item index="{number}" value={_quoted(option)}/>'
        yield "  </issue>"
    yield "</objective>"
    yield "</utility_space>"
    yield "</negotiation_template>"


def _profile(scenario: Scenario, profile: Profile) -> Iterator[str]:
    if profile.constant:
        raise OutputError(
            f"cannot write {profile.name!r} for GENIUS: a constant added to all worths has no place there"
        )
    if profile.scale == "as written":
        raise OutputError(
            f"cannot write {profile.name!r} for GENIUS, which divides all worths: bring them to 0 to 1 first"
        )
    yield "<utility_space>"
    yield _objective(scenario)
    for topic, worth in zip(scenario.topics, profile.worths, strict=True):
        yield from _evaluated(topic, worth, profile.name, bool(profile.rules))
    for topic, weight, worth in zip(scenario.topics, profile.weights, profile.worths, strict=True):
        if worth is not None or weight:
            yield f'  <weight index="{topic.number}" value="{weight!r}"/>'
    if profile.rules:
        yield from _rules(scenario, profile)
    yield "</objective>"
    if profile.discount is not None:
        yield f'<discount_factor value="{profile.discount!r}"/>'
    if profile.reservation is not None:
        yield f'<reservation value="{profile.reservation!r}"/>'
    yield "</utility_space>"


def _objective(scenario: Scenario) -> str:
    number = 0 if all(topic.number for topic in scenario.topics) else max(topic.number for topic in scenario.topics) + 1
    return f'<objective index="{number}" name="root" description="" type="objective" etype="objective">'


def _issue(topic: Topic, kind: str = "") -> str:
    kind = kind or topic.kind
    ends = f' lowerbound="{int(topic.low)}" upperbound="{int(topic.high)}"' if topic.kind == "integer" else ""
    name = _quoted(topic.name)
    return f'<issue index="{topic.number}" name={name} type="{kind}" etype="{kind}" vtype="{topic.kind}"{ends}'


def _range(topic: Topic) -> str:
    return f'<range lowerbound="{topic.low!r}" upperbound="{topic.high!r}"/>'


def _evaluated(topic: Topic, worth: Worth | None, name: str, with_rules: bool) -> Iterator[str]:
    if worth is None and topic.kind == "discrete" and not with_rules:
        raise OutputError(f"cannot write {name!r} for GENIUS: it does not say what {topic.name!r} is worth")
    if worth is None and topic.kind == "discrete":
        return
    by_option = isinstance(worth, Table) and topic.kind == "integer"
    yield f"  {_issue(topic, 'discrete' if by_option else '')}>"
    if topic.kind == "real":
        yield f"    {_range(topic)}"
    match worth:
        case Table(values):
            options = topic.options or [str(n) for n in range(int(topic.low), int(topic.high) + 1)]
            for number, (option, value) in enumerate(zip(options, values, strict=True), 1):
                yield f'    <item index="{number}" value={_quoted(option)} evaluation="{value!r}"/>'
        case Line(slope, offset, start) if topic.kind == "integer" and start == topic.low:
            yield f'    <evaluator ftype="linear" slope="{slope!r}" offset="{offset!r}"/>'
        case Line(slope, offset, start):
            yield f'    <evaluator ftype="linear" parameter0="{offset - slope * start!r}" parameter1="{slope!r}"/>'
        case Triangle(low, high, top):
            yield f'    <evaluator ftype="triangular" parameter0="{low!r}" parameter1="{high!r}" parameter2="{top!r}"/>'
    yield "  </issue>"


def _rules(scenario: Scenario, profile: Profile) -> Iterator[str]:
    yield f'  <utility maxutility="{profile.largest or 1.0!r}">'
    yield '    <ufun type="PlainUfun" weight="1" aggregation="sum">'
    for rule in profile.rules:
        yield from _rule(scenario, rule, profile.name)
    yield "    </ufun>"
    yield "  </utility>"


def _rule(scenario: Scenario, rule: Rule, name: str) -> Iterator[str]:
    yield f'      <hyperRectangle utility="{rule.worth!r}">'
    tag = "INCLUDES" if rule.inside else "EXCLUDES"
    for bound in rule.bounds:
        topic = scenario.topics[bound.topic]
        if topic.kind == "discrete":
            raise OutputError(
                f"cannot write {name!r} for GENIUS: its rules bound {topic.name!r}, which has options and no range"
            )
        yield f'        <{tag} index="{topic.number}" min="{_plain(bound.low)}" max="{_plain(bound.high)}"/>'
    yield "      </hyperRectangle>"


def _plain(value: float) -> str:
    """Return a number as GENIUS reads bounds: whole ones without a point."""
    return str(int(value)) if value.is_integer() else repr(value)


def _quoted(text: str) -> str:
    if bad := _REFUSED.search(text):
        raise OutputError(f"cannot write {text!r} in XML: it holds the character {bad[0]!r}")
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
