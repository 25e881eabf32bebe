"""What a party wants, said in words of logic about who makes which move."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

EXPECTED = "options joined by and, or, not, if, iff, such as: host_talks and not boycott"
MAX_LENGTH = 2_000
MAX_DEPTH = 40
_TOKEN = re.compile(r"\s*(?:([a-z][a-z0-9_]*)|([()]))")
_WORDS = ("and", "or", "not", "if", "iff")


@dataclass(frozen=True, slots=True)
class Statement:
    """A preference statement over options, true or false of every combination of moves.

    ``not`` binds tightest, then ``and``, then ``or``; ``a if b`` says that a should hold wherever b does, and ``a iff b``
    that both hold or neither. Statements of this kind are how option prioritisation ranks outcomes (Hipel, Kilgour,
    Fang and Peng 1997).

    >>> wish = Statement.parse("attend if not boycott")
    >>> wish.options
    ('attend', 'boycott')
    >>> wish.holds({"boycott"}), wish.holds(set())
    (True, False)
    """

    text: str
    options: tuple[str, ...]

    @classmethod
    def parse(cls, text: str) -> "Statement":
        """Read a statement.

        Raises
        ------
        ValueError
            If the text is empty or longer than 2,000 characters, or not options joined by the five words.
        """
        text = " ".join(text.split())
        parser = _Parser(_tokens(text))
        parser.whole()
        return cls(text, tuple(dict.fromkeys(t for t in parser.tokens if t not in (*_WORDS, "(", ")"))))

    def holds(self, taken: Collection[str]) -> bool:
        """Whether the statement is true when exactly the options in `taken` are taken."""
        return _Parser(_tokens(self.text)).whole()(frozenset(taken))

    def __str__(self) -> str:
        """Return the statement as it is written in a dossier."""
        return self.text


Truth = Callable[[frozenset[str]], bool]


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


class _Parser:
    """Recursive descent: implication over disjunction over conjunction over negation."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def whole(self) -> Truth:
        truth = self.implication()
        if self.place < len(self.tokens):
            raise ValueError(f"not a statement from {self.tokens[self.place]!r} on")
        return truth

    def implication(self) -> Truth:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("nested too deeply")
        left = self.joined("or", self.conjunction)
        if self.next_is("if"):
            condition = self.implication()
            truth: Truth = lambda taken: left(taken) or not condition(taken)  # noqa: E731
        elif self.next_is("iff"):
            other = self.implication()
            truth = lambda taken: left(taken) == other(taken)  # noqa: E731
        else:
            truth = left
        self.depth -= 1
        return truth

    def conjunction(self) -> Truth:
        return self.joined("and", self.negation)

    def joined(self, word: str, part: Callable[[], Truth]) -> Truth:
        parts = [part()]
        while self.next_is(word):
            parts.append(part())
        if len(parts) == 1:
            return parts[0]
        combine = all if word == "and" else any
        return lambda taken: combine(truth(taken) for truth in parts)

    def negation(self) -> Truth:
        negated = False
        while self.next_is("not"):
            negated = not negated
        truth = self.atom()
        return (lambda taken: not truth(taken)) if negated else truth

    def atom(self) -> Truth:
        if self.next_is("("):
            truth = self.implication()
            if not self.next_is(")"):
                raise ValueError("a bracket is never closed")
            return truth
        if self.place >= len(self.tokens):
            raise ValueError("the statement breaks off")
        name = self.tokens[self.place]
        if name in (*_WORDS, ")"):
            raise ValueError(f"an option is expected where {name!r} stands")
        self.place += 1
        return lambda taken: name in taken

    def next_is(self, token: str) -> bool:
        found = self.place < len(self.tokens) and self.tokens[self.place] == token
        self.place += found
        return found
