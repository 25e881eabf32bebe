"""Bringing worths that stand as written to the scale on which GENIUS takes them: 0 to 1."""

from dataclasses import replace

import numpy as np

from goodoffices.errors import OutputError
from goodoffices.interchange.scenarios.scenario import Line, Profile, Rule, Scenario, Table, Topic, Worth


def in_unit_scale(scenario: Scenario) -> Scenario:
    """Return the scenario with every profile on the scale from 0 to 1; those on it already stay as they are.

    The worst value of each topic comes to be worth 0 and the best package 1. Every utility is multiplied by one positive
    number and moved by another, and so is the reservation value: what is preferred to what stays the same, and so do the
    ratios of gains.

    Raises
    ------
    OutputError
        If a profile has rules beside a constant or beside worths of single values, or a line on named options.

    Examples
    --------
    >>> topics = (Topic("price", "integer", low=0, high=4, number=1), Topic("terms", "discrete", ("a", "b"), number=2))
    >>> buyer = Profile("buyer", (1.0, 2.0), (Line(-1.0, 4.0), Table((1.0, 4.0))), reservation=5.0, scale="as written")
    >>> in_unit_scale(Scenario("sale", topics, (buyer,))).profiles[0]
    Profile(name='buyer', weights=(0.4, 0.6), worths=(Line(slope=-0.25, offset=1.0, start=0.0), Table(values=(0.0, 1.0))), rules=(), constant=0.0, reservation=0.3, discount=None, largest=None, scale='unit')
    """
    return replace(scenario, profiles=tuple(_brought(profile, scenario.topics) for profile in scenario.profiles))


def _brought(profile: Profile, topics: tuple[Topic, ...]) -> Profile:
    if profile.scale == "unit":
        return profile
    if profile.rules:
        return _with_rules(profile)
    spans: list[float] = []
    least = profile.constant
    worths: list[Worth | None] = []
    for weight, worth, topic in zip(profile.weights, profile.worths, topics, strict=True):
        low, span, brought = _from_0_to_1(weight, worth, topic, profile.name)
        least += low
        spans.append(span)
        worths.append(brought)
    total = sum(spans) or 1.0
    reservation = None if profile.reservation is None else (profile.reservation - least) / total
    return replace(
        profile,
        weights=tuple(span / total for span in spans),
        worths=tuple(worths),
        constant=0.0,
        reservation=reservation,
        scale="unit",
    )


def _from_0_to_1(weight: float, worth: Worth | None, topic: Topic, name: str) -> tuple[float, float, Worth | None]:
    """Return the least that a topic can be worth, by how much the best value is above it, and its worths from 0 to 1."""
    match worth:
        case Table(values):
            weighted = weight * np.array(values)
            low, span = float(weighted.min()), float(np.ptp(weighted))
            return low, span, Table(tuple(((weighted - low) / (span or 1.0)).tolist()))
        case Line(slope, offset, start) if topic.kind != "discrete":
            ends = [weight * (offset + slope * (x - start)) for x in (topic.low, topic.high)]
            low, span = min(ends), abs(ends[1] - ends[0])
            return (
                low,
                span,
                Line(weight * slope / (span or 1.0), (weight * (offset - slope * start) - low) / (span or 1.0)),
            )
        case None:
            return 0.0, 0.0, Table((0.0,) * topic.size) if topic.kind == "discrete" else None
    raise OutputError(f"cannot bring {name!r} to 0 to 1: what it says of {topic.name!r} is no table and no line")


def _with_rules(profile: Profile) -> Profile:
    if profile.constant or any(worth is not None for worth in profile.worths):
        raise OutputError(f"cannot bring {profile.name!r} to 0 to 1: it has rules beside other worths")
    largest = sum(max(rule.worth, 0.0) for rule in profile.rules) or 1.0
    rules = tuple(Rule(rule.bounds, rule.worth, rule.inside) for rule in profile.rules)
    reservation = None if profile.reservation is None else profile.reservation / largest
    return replace(profile, rules=rules, largest=largest, reservation=reservation, scale="unit")
