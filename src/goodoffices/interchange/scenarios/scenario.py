"""What a scenario holds, in the file's own units: topics with their values, and profiles that say what each is worth."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["discrete", "integer", "real"]
Scale = Literal["unit", "as written"]


@dataclass(frozen=True)
class Topic:
    """An issue of a domain.

    Attributes
    ----------
    name : str
        What it is called; no two topics of a scenario share a name.
    kind : {'discrete', 'integer', 'real'}
        Named options, or numbers from `low` to `high`, both included.
    options : tuple of str
        Names of the options; of a discrete topic only.
    low, high : float
        Ends of the range; 0 of a discrete topic.
    number : int
        The index by which files refer to it.
    """

    name: str
    kind: Kind
    options: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 0.0
    number: int = 0

    @property
    def size(self) -> int:
        """Number of values; 0 if they cannot be counted."""
        match self.kind:
            case "discrete":
                return len(self.options)
            case "integer":
                return int(self.high) - int(self.low) + 1
            case _:
                return 0


@dataclass(frozen=True)
class Table:
    """What each value of a topic is worth, in the order of the options, or from the lowest integer to the highest."""

    values: tuple[float, ...]


@dataclass(frozen=True)
class Line:
    """Worth that grows or falls evenly: ``offset + slope · (x − start)``."""

    slope: float
    offset: float
    start: float = 0.0


@dataclass(frozen=True)
class Triangle:
    """Worth that rises from 0 at `low` to 1 at `top` and falls to 0 at `high`; 0 beyond."""

    low: float
    high: float
    top: float


Worth = Table | Line | Triangle


@dataclass(frozen=True)
class Bound:
    """The values of one topic, counted from 0, that a rule asks for: from `low` to `high`, both included, or by number.

    `chosen` holds numbers of options, counted from 0, of a discrete topic; it is empty where the bound is a range.
    """

    topic: int
    low: float = 0.0
    high: float = 0.0
    chosen: tuple[int, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A hyper-rectangle: what a package is worth if it lies within all bounds, or, if not `inside`, beyond any.

    A rule without bounds holds everywhere.
    """

    bounds: tuple[Bound, ...]
    worth: float
    inside: bool = True


@dataclass(frozen=True)
class Profile:
    """What the outcomes are worth to one party.

    Attributes
    ----------
    name : str
        Name of the party, which is that of its file.
    weights : tuple of float
        How much each topic counts; 0 where the file says nothing of it.
    worths : tuple of (Table, Line, Triangle or None)
        What the values of each topic are worth before weighting; None where the file says nothing of it.
    rules : tuple of Rule
        Worth of combinations, on top of all else.
    constant : float
        Worth of every package, on top of all else.
    reservation : float or None
        What no agreement is worth; None if not stated.
    discount : float or None
        What remains of the worth when all the time allowed has gone; None if not stated.
    largest : float or None
        What the worth of the rules is divided by to come to 0 to 1.
    scale : {'unit', 'as written'}
        How the file's program takes it. ``'unit'``, GENIUS: the worth of a topic's value is divided by that of its best
        value, lines are cut off below 0 and above 1, rules are divided by `largest`; with weights that sum to 1, utilities
        and the reservation value run from 0 to 1. ``'as written'``, NegMAS: sums of weight times worth, as they stand.
    """

    name: str
    weights: tuple[float, ...]
    worths: tuple[Worth | None, ...]
    rules: tuple[Rule, ...] = ()
    constant: float = 0.0
    reservation: float | None = None
    discount: float | None = None
    largest: float | None = None
    scale: Scale = "unit"


@dataclass(frozen=True)
class Scenario:
    """A domain and its profiles.

    Attributes
    ----------
    name : str
        Name of the domain, which is that of its file.
    topics : tuple of Topic
        What is negotiated.
    profiles : tuple of Profile
        Who negotiates; files are taken in the order of their names, numbers within names counting as numbers.

    Examples
    --------
    >>> price, terms = Topic("price", "integer", low=1, high=3, number=1), Topic("terms", "discrete", ("a", "b"), number=2)
    >>> seller = Profile("seller", (0.6, 0.4), (Line(0.5, 0.0, 1.0), Table((2.0, 4.0))), reservation=0.3)
    >>> Scenario("sale", (price, terms), (seller,)).package_count
    6
    """

    name: str
    topics: tuple[Topic, ...]
    profiles: tuple[Profile, ...]

    @property
    def package_count(self) -> int | None:
        """Number of packages; None if a topic's values cannot be counted."""
        count = 1
        for topic in self.topics:
            count *= topic.size
        return count or None
