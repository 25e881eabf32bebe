# ruff: noqa: D105 (the operators do what they always do: they write down an expression)
"""Expressions over integer variables and parameters: evaluated on whole arrays of states, printed in the PRISM language.

Write ``a + 1``, ``minimum(a, b) > g``, ``(a < 4) & ~held``, ``if_then_else(gated == 1, 0.2, p)``. Comparisons, ``==`` among
them, make expressions and not truth values, so an expression cannot stand in an ``if``.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.operators import BINDS, COMPARES, FUNCTIONS

Value = Any
"""A number or an array of numbers; all values of one evaluation broadcast against each other."""


class Expression(ABC):
    """What all expressions share: the operators, evaluation and printing."""

    __slots__ = ()

    @abstractmethod
    def evaluate(self, values: Mapping[str, Value], memo: dict[int, Value] | None = None) -> Value:
        """Return the value, given those of variables and parameters by name.

        Parameters
        ----------
        values : mapping of str to number or ndarray
            Values of every name in :meth:`names`.
        memo : dict, optional
            Shared by the evaluations of several expressions on the same values, so that common parts are computed once.

        Returns
        -------
        number or ndarray
            Of the common shape of the values.
        """

    def parts(self) -> "tuple[Expression, ...]":
        """Return the expressions that this one is put together from."""
        return ()

    def walk(self) -> "Iterator[Expression]":
        """Yield the expression and all its parts, each once."""
        seen: set[int] = set()
        waiting: list[Expression] = [self]
        while waiting:
            part = waiting.pop()
            if id(part) not in seen:
                seen.add(id(part))
                yield part
                waiting.extend(part.parts())

    def names(self) -> frozenset[str]:
        """Return the names of all variables and parameters in it."""
        return frozenset(part.name for part in self.walk() if isinstance(part, (Variable, Parameter)))

    @abstractmethod
    def prism(self) -> str:
        """Return the expression in the PRISM language."""

    def __bool__(self) -> NoReturn:
        """Refuse: the value is not known before :meth:`evaluate`."""
        raise TypeError(f"the expression {self.prism()} has no truth value; use & | ~ in place of and, or, not")

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """Return the PRISM text."""
        return self.prism()

    def __add__(self, other: "Expression | float") -> "Expression":
        return Operation("+", self, other)

    def __radd__(self, other: float) -> "Expression":
        return Operation("+", other, self)

    def __sub__(self, other: "Expression | float") -> "Expression":
        return Operation("-", self, other)

    def __rsub__(self, other: float) -> "Expression":
        return Operation("-", other, self)

    def __mul__(self, other: "Expression | float") -> "Expression":
        return Operation("*", self, other)

    def __rmul__(self, other: float) -> "Expression":
        return Operation("*", other, self)

    def __truediv__(self, other: "Expression | float") -> "Expression":
        return Operation("/", self, other)

    def __rtruediv__(self, other: float) -> "Expression":
        return Operation("/", other, self)

    def __eq__(self, other: object) -> "Expression":  # type: ignore[override]
        return Operation("=", self, other)

    def __ne__(self, other: object) -> "Expression":  # type: ignore[override]
        return Operation("!=", self, other)

    def __lt__(self, other: "Expression | float") -> "Expression":
        return Operation("<", self, other)

    def __le__(self, other: "Expression | float") -> "Expression":
        return Operation("<=", self, other)

    def __gt__(self, other: "Expression | float") -> "Expression":
        return Operation(">", self, other)

    def __ge__(self, other: "Expression | float") -> "Expression":
        return Operation(">=", self, other)

    def __and__(self, other: "Expression | bool") -> "Expression":
        return Operation("&", self, other)

    def __rand__(self, other: bool) -> "Expression":
        return Operation("&", other, self)

    def __or__(self, other: "Expression | bool") -> "Expression":
        return Operation("|", self, other)

    def __ror__(self, other: bool) -> "Expression":
        return Operation("|", other, self)

    def __invert__(self) -> "Expression":
        return Operation("!", self)


class Constant(Expression):
    """A number, or true or false."""

    __slots__ = ("value",)

    def __init__(self, value: float) -> None:
        self.value = value

    def evaluate(self, values: Mapping[str, Value], memo: dict[int, Value] | None = None) -> Value:  # noqa: ARG002
        """Return the number itself."""
        return self.value

    def prism(self) -> str:
        """Return the number with all its digits."""
        return prism_number(self.value)


class Variable(Expression):
    """A whole number that is part of the state.

    Attributes
    ----------
    name : str
        A name in the PRISM language: letters, digits and underscores.
    low, high : int
        The range, both ends included.
    initial : int
        The value at the start; the low end if not said.
    """

    __slots__ = ("high", "initial", "low", "name")

    def __init__(self, name: str, low: int, high: int, initial: int | None = None) -> None:
        self.name, self.low, self.high = name, low, high
        self.initial = low if initial is None else initial
        if not low <= self.initial <= high:
            raise ModelInputError(
                f"variable {name} starts at {self.initial}, which is not in its range {low} to {high}"
            )

    def evaluate(self, values: Mapping[str, Value], memo: dict[int, Value] | None = None) -> Value:  # noqa: ARG002
        """Return the values of the variable."""
        return values[self.name]

    def prism(self) -> str:
        """Return the name."""
        return self.name


class Parameter(Expression):
    """A number that stays what it is within one setting: a probability, a threshold, a switch.

    Attributes
    ----------
    name : str
        A name in the PRISM language.
    whole : bool
        Whether it is a whole number; ``const int`` in PRISM, otherwise ``const double``.
    """

    __slots__ = ("name", "whole")

    def __init__(self, name: str, *, whole: bool = False) -> None:
        self.name, self.whole = name, whole

    def evaluate(self, values: Mapping[str, Value], memo: dict[int, Value] | None = None) -> Value:  # noqa: ARG002
        """Return the value of the parameter."""
        return values[self.name]

    def prism(self) -> str:
        """Return the name."""
        return self.name


class Operation(Expression):
    """An operator of the PRISM language and what it is applied to."""

    __slots__ = ("operands", "symbol")

    def __init__(self, symbol: str, *operands: object) -> None:
        self.symbol = symbol
        self.operands = tuple(as_expression(operand) for operand in operands)

    def parts(self) -> tuple[Expression, ...]:
        """Return the operands."""
        return self.operands

    def evaluate(self, values: Mapping[str, Value], memo: dict[int, Value] | None = None) -> Value:
        """Apply the operator to the values of its operands."""
        memo = {} if memo is None else memo
        if id(self) not in memo:
            memo[id(self)] = FUNCTIONS[self.symbol](*(operand.evaluate(values, memo) for operand in self.operands))
        return memo[id(self)]

    def prism(self) -> str:
        """Return the operation, with brackets where the language needs them."""
        if self.symbol in ("min", "max"):
            return f"{self.symbol}({', '.join(operand.prism() for operand in self.operands)})"
        if self.symbol == "!":
            return f"!{bracketed(self.operands[0])}"
        if self.symbol == "?":
            condition, then, otherwise = (bracketed(operand) for operand in self.operands)
            return f"{condition} ? {then} : {otherwise}"
        left, right = self.operands
        return f"{self._side(left, 0)} {self.symbol} {self._side(right, 1)}"

    def _side(self, operand: Expression, right: int) -> str:
        """Return an operand, without brackets if it binds tighter or is read from left to right anyway."""
        if isinstance(operand, Operation) and BINDS.get(operand.symbol, 0) >= BINDS[self.symbol] + (
            right or BINDS[self.symbol] == COMPARES
        ):
            return operand.prism()
        return bracketed(operand)


def minimum(first: "Expression | float", second: "Expression | float") -> Expression:
    """Return the smaller of two."""
    return Operation("min", first, second)


def maximum(first: "Expression | float", second: "Expression | float") -> Expression:
    """Return the larger of two."""
    return Operation("max", first, second)


def if_then_else(condition: Expression, then: "Expression | float", otherwise: "Expression | float") -> Expression:
    """Return one of two, by a condition; both are evaluated."""
    return Operation("?", condition, then, otherwise)


def as_expression(value: object) -> Expression:
    """Return a number as an expression, and an expression as it is.

    Raises
    ------
    ModelInputError
        If it is neither.
    """
    if isinstance(value, Expression):
        return value
    if isinstance(value, (bool, int, float, np.integer, np.floating, np.bool_)):
        return Constant(value.item() if isinstance(value, np.generic) else value)
    raise ModelInputError(f"{value!r} is neither a number nor an expression")


def prism_number(value: float) -> str:
    """Return a number as PRISM reads it, with all its digits.

    >>> prism_number(True), prism_number(3), prism_number(0.1)
    ('true', '3', '0.1')
    """
    return str(value).lower() if isinstance(value, bool) else repr(value)


def bracketed(operand: Expression) -> str:
    """Return the PRISM text of an expression, in brackets if it is an operation."""
    text = operand.prism()
    plain = not isinstance(operand, Operation) or operand.symbol in ("min", "max")
    return text if plain and not text.startswith("-") else f"({text})"
