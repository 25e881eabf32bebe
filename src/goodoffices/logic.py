"""Statements of logic over names: who makes which move, true or false, for one combination of moves or for many at once."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

import numpy as np
from numpy.typing import NDArray

MAX_LENGTH = 2_000
MAX_DEPTH = 40
WORDS = ("and", "or", "not", "if", "iff")
_TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_]*)|([()]))")

EXPECTED = "options joined by and, or, not, if, iff, such as: host_talks and not boycott"

Truths = NDArray[np.bool_]
Tree = str | tuple["str | Tree", ...]
"""A name, or a word with what it joins: ``("or", "a", ("not", "b"))``."""


@dataclass(frozen=True, slots=True)
class Formula:
    """Names joined by ``and``, ``or``, ``not``, ``if`` and ``iff``.

    ``not`` binds tightest, then ``and``, then ``or``; ``a if b`` says that a holds wherever b does (it is true where b is
    false), and ``a iff b`` that both hold or neither.

    Attributes
    ----------
    text : str
        As it was written, with single spaces.
    names : tuple of str
        The names it speaks of, in order of their first appearance.
    tree : nested tuples of str
        Its structure: a name, or a word followed by what it joins.

    References
    ----------
    Hipel, Kilgour, Fang & Peng (1997), 'The decision support system GMCR in environmental conflict management',
    *Applied Mathematics and Computation* 83(2-3), 117-152 (the connectives of option prioritisation).

    Examples
    --------
    >>> formula = Formula.parse("attend if not boycott")
    >>> formula.names
    ('attend', 'boycott')
    >>> formula.holds({"boycott"}), formula.holds(set())
    (True, False)
    >>> formula.over({"attend": np.array([True, False]), "boycott": np.array([False, False])}).tolist()
    [True, False]
    """

    text: str
    names: tuple[str, ...]
    tree: Tree = field(repr=False, compare=False)

    @classmethod
    def parse(cls, text: str) -> "Formula":
        """Read a formula.

        Raises
        ------
        ValueError
            If the text is empty or longer than 2,000 characters, nested more than 40 deep, or not names joined by the
            five words.
        """
        text = " ".join(text.split())
        parser = _Parser(_tokens(text))
        tree = parser.whole()
        return cls(text, tuple(dict.fromkeys(t for t in parser.tokens if t not in (*WORDS, "(", ")"))), tree)

    @classmethod
    def joined(cls, word: str, parts: Iterable["Formula"]) -> "Formula":
        """Return formulas joined by ``and`` or by ``or``; at least one is needed.

        Examples
        --------
        >>> Formula.joined("and", [Formula.parse("a"), Formula.parse("b or c")]).text
        'a and (b or c)'
        """
        trees = [part.tree for part in parts]
        return _built(trees[0] if len(trees) == 1 else (word, *trees))

    @property
    def negated(self) -> "Formula":
        """The formula that is true where this one is false."""
        tree = _negated(self.tree)
        assert not isinstance(tree, bool)
        return _built(tree)

    def holds(self, true: Collection[str]) -> bool:
        """Whether the formula is true when exactly the names in `true` are."""
        return bool(self.over({name: np.array(name in true) for name in self.names}))

    def over(self, truths: Mapping[str, Truths]) -> Truths:
        """Return where the formula is true.

        Parameters
        ----------
        truths : mapping of str to ndarray of bool
            Where each of its names is true; all of one shape.

        Returns
        -------
        ndarray of bool
            Of the same shape.
        """
        return _over(self.tree, truths)

    def given(self, known: Mapping[str, bool]) -> "Formula | bool":
        """Return what is left of the formula once some of its names are known, or its truth if nothing is.

        Examples
        --------
        >>> Formula.parse("a and (b or not c)").given({"c": True}).text
        'a and b'
        >>> Formula.parse("a if b").given({"b": False})
        True
        """
        tree = _given(self.tree, known)
        return tree if isinstance(tree, bool) else _built(tree)

    def __str__(self) -> str:
        """Return the formula as it was written."""
        return self.text


def _built(tree: Tree) -> Formula:
    return Formula(_written(tree), tuple(dict.fromkeys(_names(tree))), tree)


def _names(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield tree
    else:
        yield from (name for part in tree[1:] for name in _names(part))


def _tokens(text: str) -> list[str]:
    if not text or len(text) > MAX_LENGTH:
        raise ValueError("no statement" if not text else "longer than a statement can be")
    tokens, place = [], 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if not match:
            raise ValueError(f"not a statement from {text[place : place + 12].strip()!r} on")
        tokens.append(match[1] or match[2])
        place = match.end()
    return tokens


def _over(tree: Tree, truths: Mapping[str, Truths]) -> Truths:
    if isinstance(tree, str):
        return truths[tree]
    word, *parts = tree
    values = [_over(part, truths) for part in parts]
    match word:
        case "not":
            return np.asarray(np.logical_not(values[0]))
        case "and":
            return np.asarray(reduce(np.logical_and, values))
        case "or":
            return np.asarray(reduce(np.logical_or, values))
        case "if":
            return np.asarray(values[0] | ~values[1])
        case _:
            return np.asarray(values[0] == values[1])


def _given(tree: Tree, known: Mapping[str, bool]) -> Tree | bool:
    if isinstance(tree, str):
        return known.get(tree, tree)
    word, *parts = tree
    left = [_given(part, known) for part in parts]
    match word:
        case "not":
            return _negated(left[0])
        case "if":
            return _joined("or", [left[0], _negated(left[1])])
        case "iff":
            one, other = left
            if isinstance(one, bool):
                return other if one else _negated(other)
            if isinstance(other, bool):
                return one if other else _negated(one)
            return ("iff", one, other)
        case _:
            return _joined(str(word), left)


def _negated(tree: Tree | bool) -> Tree | bool:
    if isinstance(tree, bool):
        return not tree
    return tree[1] if tree[0] == "not" else ("not", tree)


def _joined(word: str, parts: list[Tree | bool]) -> Tree | bool:
    decides = word == "or"
    if decides in [part for part in parts if isinstance(part, bool)]:
        return decides
    left = [part for part in parts if not isinstance(part, bool)]
    if not left:
        return not decides
    return left[0] if len(left) == 1 else (word, *left)


def _written(tree: Tree, within: bool = False) -> str:
    if isinstance(tree, str):
        return tree
    word, *parts = tree
    if word == "not":
        return f"not {_written(parts[0], within=True)}"
    text = f" {word} ".join(_written(part, within=True) for part in parts)
    return f"({text})" if within else text


class _Parser:
    """Recursive descent: implication over disjunction over conjunction over negation."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def whole(self) -> Tree:
        tree = self.implication()
        if self.place < len(self.tokens):
            raise ValueError(f"not a statement from {self.tokens[self.place]!r} on")
        return tree

    def implication(self) -> Tree:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        tree = self.joined("or", self.conjunction)
        if self.next_is("if"):
            tree = ("if", tree, self.implication())
        elif self.next_is("iff"):
            tree = ("iff", tree, self.implication())
        self.depth -= 1
        return tree

    def conjunction(self) -> Tree:
        return self.joined("and", self.negation)

    def joined(self, word: str, part: Callable[[], Tree]) -> Tree:
        parts = [part()]
        while self.next_is(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else (word, *parts)

    def negation(self) -> Tree:
        negated = False
        while self.next_is("not"):
            negated = not negated
        return ("not", self.atom()) if negated else self.atom()

    def atom(self) -> Tree:
        if self.next_is("("):
            tree = self.implication()
            if not self.next_is(")"):
                raise ValueError("a bracket is never closed")
            return tree
        if self.place >= len(self.tokens):
            raise ValueError("the statement breaks off")
        name = self.tokens[self.place]
        if name in (*WORDS, ")"):
            raise ValueError(f"an option is expected where {name!r} stands")
        self.place += 1
        return name

    def next_is(self, token: str) -> bool:
        found = self.place < len(self.tokens) and self.tokens[self.place] == token
        self.place += found
        return found
