"""Decision rules."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Majority:
    """More than half of all seats."""


@dataclass(frozen=True)
class Quota:
    """At least `quota` seats."""

    quota: int


@dataclass(frozen=True)
class Unanimity:
    """Every voter that holds a seat."""


@dataclass(frozen=True)
class ChairBreaksTies:
    """More than half of all seats, or exactly half with the chair among them."""

    chair: str


@dataclass(frozen=True)
class ChairDecides:
    """The chair alone; everyone else has a voice but no vote."""

    chair: str


Rule = Majority | Quota | Unanimity | ChairBreaksTies | ChairDecides
