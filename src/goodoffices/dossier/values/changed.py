"""A judged number after what initiatives do to it: each effect may work or not, and by how much is a judgement too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.dossier.values.quantity import Quantity

WORKS = 0.5
"""From this chance on, the likeliest course is that an effect works."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect on a number.

    Attributes
    ----------
    name : str
        Its own name, by which its draws are the same in every combination of initiatives.
    op : {"set", "shift"}
        Whether the number becomes the amount, or moves by it.
    amount : Quantity
        What it becomes, or by how much it moves.
    chance : Quantity or None
        How likely it works, 0 to 1; ``None`` if it is certain.
    low, high : float
        Ends of the number's scale, which it never leaves.
    """

    name: str
    op: Literal["set", "shift"]
    amount: Quantity
    chance: Quantity | None
    low: float
    high: float

    def on(self, value: float, amount: float) -> float:
        """Return what a value becomes where the effect works."""
        return min(max(value + amount if self.op == "shift" else amount, self.low), self.high)

    def __str__(self) -> str:
        """Return what it does in words.

        >>> str(Effect("host#1", "shift", Quantity(5, 10, 15), Quantity.point(0.6), 0, 100))
        'rises by 5 to 15, likeliest 10, if it works: 60%'
        >>> str(Effect("host#2", "shift", Quantity(-10.0, -5.0, 0.0), None, 0, 100))
        'falls by 0 to 10, likeliest 5'
        """
        amount = self.amount
        if self.op == "set":
            words = f"becomes {_span(amount)}"
        elif amount.low < 0 < amount.high:
            words = f"moves by {_span(amount)}"
        elif amount.high <= 0:
            words = f"falls by {_span(Quantity(0 - amount.high, 0 - amount.likely, 0 - amount.low))}"
        else:
            words = f"rises by {_span(amount)}"
        return words if self.chance is None else f"{words}, if it works: {chance_in_words(self.chance)}"

    @property
    def is_certain(self) -> bool:
        """Whether it works in every case."""
        return self.chance is None or self.chance.low >= 1.0

    @property
    def is_expected(self) -> bool:
        """Whether the likeliest course is that it works."""
        return self.chance is None or self.chance.likely >= WORKS


def chance_in_words(chance: Quantity) -> str:
    """Return how likely something works, as a reader is told it.

    >>> chance_in_words(Quantity(0.4, 0.6, 0.8))
    '40% to 80%, likeliest 60%'
    """
    return _span(Quantity(100 * chance.low, 100 * chance.likely, 100 * chance.high), "%")


def _span(quantity: Quantity, unit: str = "") -> str:
    if quantity.is_point:
        return f"{quantity.likely:g}{unit}"
    return f"{quantity.low:g}{unit} to {quantity.high:g}{unit}, likeliest {quantity.likely:g}{unit}"


@dataclass(frozen=True, slots=True, init=False)
class Changed(Quantity):
    """A number after effects on it, one after the other.

    ``low`` and ``high`` are the bounds of what can come out, ``likely`` is what becomes of the likeliest value if every effect
    works that is more likely to than not. Draws are not those of a PERT distribution on the bounds:
    they follow base and effects (see ``Worlds.sample``).

    Parameters
    ----------
    base : Quantity
        The number without the effects.
    effects : sequence of Effect
        In the order in which they come.

    Examples
    --------
    >>> hosting = Effect("host#1", "shift", Quantity(5, 10, 15), Quantity.point(0.6), 0, 100)
    >>> changed = Changed(Quantity.point(50), [hosting])
    >>> changed.low, changed.likely, changed.high
    (50, 60, 65)
    """

    base: Quantity
    effects: tuple[Effect, ...]

    def __init__(self, base: Quantity, effects: Sequence[Effect]) -> None:
        low, likely, high = base.low, base.likely, base.high
        for effect in effects:
            lowest, highest = effect.on(low, effect.amount.low), effect.on(high, effect.amount.high)
            if effect.is_expected:
                likely = effect.on(likely, effect.amount.likely)
            if effect.is_certain:
                low, high = lowest, highest
            elif effect.chance is None or effect.chance.high > 0.0:
                low, high = min(low, lowest), max(high, highest)
        for name, value in (("low", low), ("likely", likely), ("high", high), ("base", base)):
            object.__setattr__(self, name, value)
        object.__setattr__(self, "effects", tuple(effects))

    @classmethod
    def by(cls, value: Quantity, effect: Effect) -> Quantity:
        """Return a number after one more effect: a plain number where nothing about it is uncertain.

        >>> Changed.by(Quantity.point(50), Effect("host#1", "shift", Quantity.point(70), None, 0, 100))
        Quantity(low=100, likely=100, high=100)
        """
        if effect.is_certain and effect.amount.is_point and (effect.op == "set" or value.is_point):
            return Quantity.point(effect.on(value.likely, effect.amount.likely))
        if isinstance(value, Changed):
            return cls(value.base, (*value.effects, effect))
        return cls(value, (effect,))

    def __str__(self) -> str:
        """Return the bounds and the likeliest value as a range, which is how a dossier can write it."""
        return str(Quantity(self.low, self.likely, self.high))
