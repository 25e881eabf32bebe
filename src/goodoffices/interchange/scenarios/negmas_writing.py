"""A scenario as files of NegMAS, in YAML."""

import json
import math
from collections.abc import Iterator
from typing import Any

from goodoffices.errors import OutputError
from goodoffices.interchange.scenarios.scenario import Line, Profile, Rule, Scenario, Table, Topic, Triangle, Worth

_TYPES = {"discrete": "CategoricalIssue", "integer": "ContiguousIssue", "real": "ContinuousIssue"}


def negmas_files(scenario: Scenario) -> dict[str, str]:
    """Return the texts of a scenario's files, by their names.

    A profile that is taken as written gives the same profile when it is read again, number for number. One on the scale
    from 0 to 1 is written with its worths divided, so that NegMAS gives the utilities that GENIUS does.

    Raises
    ------
    OutputError
        If NegMAS has no way to write something that the scenario holds.
    """
    whole = all(topic.kind != "real" for topic in scenario.topics)
    space = {
        "type": "DiscreteCartesianOutcomeSpace" if whole else "CartesianOutcomeSpace",
        "name": scenario.name,
        "issues": [_issue(topic) for topic in scenario.topics],
    }
    files = {f"{scenario.name}.yml": "\n".join(_yaml(space, 0)) + "\n"}
    for profile in scenario.profiles:
        files[f"{profile.name}.yml"] = "\n".join(_yaml(_function(scenario, profile), 0)) + "\n"
    return files


def _issue(topic: Topic) -> dict[str, Any]:
    ends = [topic.low, topic.high] if topic.kind == "real" else [int(topic.low), int(topic.high)]
    return {"type": _TYPES[topic.kind], "name": topic.name, "values": list(topic.options) or ends}


def _function(scenario: Scenario, profile: Profile) -> dict[str, Any]:
    worths = [w for w in profile.worths if w is not None]
    if profile.rules and worths:
        raise OutputError(f"cannot write {profile.name!r} for NegMAS: it has rules beside worths of single values")
    largest = (profile.largest or 1.0) if profile.scale == "unit" else 1.0
    made: dict[str, Any] = {"name": profile.name, "bias": profile.constant / largest}
    if profile.rules:
        made |= {
            "type": "HyperRectangleUtilityFunction",
            "outcome_ranges": [_ranges(scenario, rule, profile.name) for rule in profile.rules],
            "utilities": [rule.worth / largest for rule in profile.rules],
        }
    else:
        made |= {
            "type": "LinearAdditiveUtilityFunction",
            "weights": list(profile.weights),
            "values": [
                _value(topic, worth, profile) for topic, worth in zip(scenario.topics, profile.worths, strict=True)
            ],
        }
    never = 0.0 if profile.scale == "unit" else float("-inf")
    made["reserved_value"] = never if profile.reservation is None else profile.reservation
    if profile.discount is None:
        return made
    reserved = {"name": profile.name, "reserved_value": made["reserved_value"]}
    return {"type": "ExpDiscountedUFun", "discount": profile.discount, "ufun": made, **reserved}


def _value(topic: Topic, worth: Worth | None, profile: Profile) -> dict[str, Any]:
    match worth:
        case None:
            return {"type": "ConstFun", "bias": 0.0}
        case Table(values):
            best = max(values) if profile.scale == "unit" else 1.0
            options: list[Any] = list(topic.options or range(int(topic.low), int(topic.high) + 1))
            divided = (value / best if best else 0.0 for value in values)
            return {"type": "TableFun", "mapping": dict(zip(options, divided, strict=True))}
        case Triangle(low, high, top):
            return {"type": "TriangularFun", "start": low, "middle": top, "end": high}
        case Line(slope, offset, start):
            at_ends = [offset + slope * (x - start) for x in (topic.low, topic.high)]
            if profile.scale == "unit" and not (min(at_ends) > -1e-9 and max(at_ends) < 1 + 1e-9):
                raise OutputError(
                    f"cannot write {profile.name!r} for NegMAS: GENIUS cuts the worth of {topic.name!r} off at 0 or 1"
                )
            return {"type": "AffineFun", "slope": slope, "bias": offset - slope * start}


def _ranges(scenario: Scenario, rule: Rule, name: str) -> dict[int, Any] | None:
    if not rule.inside:
        raise OutputError(f"cannot write {name!r} for NegMAS: it has a rule that holds beyond its bounds")
    made: dict[int, Any] = {}
    for bound in rule.bounds:
        topic = scenario.topics[bound.topic]
        if bound.topic in made:
            raise OutputError(f"cannot write {name!r} for NegMAS: a rule bounds {topic.name!r} twice")
        made[bound.topic] = (
            _asked(bound.chosen, topic) if topic.kind == "discrete" else _ends(bound.low, bound.high, topic)
        )
    return made or None


def _asked(chosen: tuple[int, ...], topic: Topic) -> list[str]:
    return [topic.options[option] for option in chosen]


def _ends(low: float, high: float, topic: Topic) -> list[float] | float:
    """Return a range as NegMAS has it, whose ends it leaves out: around integers it begins and ends half-way to the next."""
    if topic.kind == "real":
        return [low, high]
    low, high = math.ceil(low), math.floor(high)
    return low if low == high else [low - 0.5, high + 0.5]


def _yaml(value: Any, depth: int) -> Iterator[str]:
    """Yield the lines of a record; what is deep within stands on one line."""
    margin = "  " * depth
    for name, part in value.items():
        if isinstance(part, dict) and name in ("ufun", "mapping"):
            yield f"{margin}{_flow(name)}:"
            yield from _yaml(part, depth + 1)
        elif isinstance(part, list) and any(isinstance(item, dict) for item in part):
            yield f"{margin}{_flow(name)}:"
            yield from (f"{margin}- {_flow(item)}" for item in part)
        else:
            yield f"{margin}{_flow(name)}: {_flow(part)}"


def _flow(value: Any) -> str:
    match value:
        case None:
            return "null"
        case str():
            return _text(value)
        case float():
            return _number(value)
        case dict():
            return "{" + ", ".join(f"{_flow(name)}: {_flow(part)}" for name, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(_flow(part) for part in value) + "]"
    return str(value)


def _number(value: float) -> str:
    """Return a float as YAML 1.1 has it, which takes ``1e-07`` for text and wants ``1.0e-07``."""
    if value in (float("inf"), float("-inf")):
        return f"{'-' if value < 0 else ''}.inf"
    mantissa, e, exponent = repr(value).partition("e")
    return repr(value) if not e or "." in mantissa else f"{mantissa}.0e{exponent}"


def _text(text: str) -> str:
    plain = (
        text.isascii()
        and text.isidentifier()
        and text.lower() not in ("yes", "no", "on", "off", "true", "false", "null", "y", "n")
    )
    return (
        text if plain else "".join(c if c.isprintable() else _escaped(c) for c in json.dumps(text, ensure_ascii=False))
    )


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
