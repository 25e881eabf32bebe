"""Reads the part of the PRISM language that is written, on its own, and walks through the states one by one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Values = dict[str, Any]
Term = Callable[[Values], Any]

LEVELS: list[dict[str, Callable[[Any, Any], Any]]] = [
    {"|": lambda a, b: a or b},
    {"&": lambda a, b: a and b},
    {},  # not
    {"=": lambda a, b: a == b, "!=": lambda a, b: a != b},
    {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b},
    {"+": lambda a, b: a + b, "-": lambda a, b: a - b},
    {"*": lambda a, b: a * b, "/": lambda a, b: a / b},
]
NOT = 2


class Reader:
    """Reads one expression by precedence."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = [*re.findall(r"\d+\.?\d*(?:[eE][-+]?\d+)?|\w+|!=|<=|>=|\S", text), ""]
        self.at = 0

    def take(self, *wanted: str) -> str:
        token: str = self.tokens[self.at]
        if wanted and token not in wanted:
            return ""
        self.at += 1
        return token

    def expression(self) -> Term:
        condition = self.level(0)
        if not self.take("?"):
            return condition
        then = self.expression()
        assert self.take(":")
        otherwise = self.expression()
        return lambda v: then(v) if condition(v) else otherwise(v)

    def level(self, depth: int) -> Term:
        if depth == len(LEVELS):
            return self.atom()
        if depth == NOT and self.take("!"):
            inner = self.level(depth)
            return lambda v: not inner(v)
        left = self.level(depth + 1)
        while token := self.take(*LEVELS[depth]) if LEVELS[depth] else "":
            left = self.joined(LEVELS[depth][token], left, self.level(depth + 1))
        return left

    @staticmethod
    def joined(function: Callable[[Any, Any], Any], left: Term, right: Term) -> Term:
        return lambda v: function(left(v), right(v))

    def atom(self) -> Term:
        token = self.take()
        if token == "(":
            inner = self.expression()
            assert self.take(")")
            return inner
        if token == "-":
            negated = self.atom()
            return lambda v: -negated(v)
        if token in ("min", "max"):
            assert self.take("(")
            first = self.expression()
            assert self.take(",")
            second = self.expression()
            assert self.take(")")
            return self.joined(min if token == "min" else max, first, second)
        if token in ("true", "false"):
            return lambda _: token == "true"
        if token[0].isdigit():
            number = int(token) if token.isdigit() else float(token)
            return lambda _: number
        return lambda v: v[token]


def read(text: str) -> Term:
    reader = Reader(text)
    found = reader.expression()
    assert not reader.tokens[reader.at], text
    return found


@dataclass
class Program:
    """What stands in a file."""

    kind: str
    constants: Values
    ranges: dict[str, tuple[int, int]] = field(default_factory=dict)
    initial: Values = field(default_factory=dict)
    commands: list[tuple[str, Term, list[tuple[Term, dict[str, Term]]]]] = field(default_factory=list)
    labels: dict[str, Term] = field(default_factory=dict)
    players: dict[str, str] = field(default_factory=dict)

    def steps(self, state: Values) -> list[tuple[int, dict[tuple[int, ...], float]]]:
        """Return for each possible command where it leads."""
        values, found = {**self.constants, **state}, []
        for number, (_, guard, branches) in enumerate(self.commands):
            if guard(values):
                targets: dict[tuple[int, ...], float] = {}
                for chance, updates in branches:
                    if (probability := chance(values)) > 0:
                        after = tuple({**state, **{k: u(values) for k, u in updates.items()}}.values())
                        assert all(lo <= x <= hi for x, (lo, hi) in zip(after, self.ranges.values(), strict=True))
                        targets[after] = targets.get(after, 0.0) + probability
                found.append((number, targets))
        return found

    def reachable(self) -> list[tuple[int, ...]]:
        """Return all states, by breadth-first search."""
        found = [tuple(self.initial.values())]
        for state in found:
            for _, targets in self.steps(dict(zip(self.initial, state, strict=True))):
                found += [target for target in targets if target not in found]
        return found


def parse(text: str) -> Program:
    """Read a file as `to_prism` writes it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    program = Program(lines[0], {})
    rewards = False
    for line in lines[1:]:
        if line.startswith("rewards") or line == "endrewards":
            rewards = line != "endrewards"
        elif rewards or line.startswith(("module", "endmodule")):
            continue
        elif match := re.fullmatch(r"const (?:int|double) (\w+) = (.*);", line):
            program.constants[match[1]] = read(match[2])({})
        elif match := re.fullmatch(r"(\w+) : \[(-?\d+)\.\.(-?\d+)\] init (-?\d+);", line):
            program.ranges[match[1]] = (int(match[2]), int(match[3]))
            program.initial[match[1]] = int(match[4])
        elif match := re.fullmatch(r'label "(\w+)" = (.*);', line):
            program.labels[match[1]] = read(match[2])
        elif match := re.fullmatch(r"player (\w+) (.*) endplayer", line):
            program.players |= dict.fromkeys(re.findall(r"\w+", match[2]), match[1])
        else:
            match = re.fullmatch(r"\[(\w*)\] (.*?) -> (.*);", line)
            assert match, line
            program.commands.append((match[1], read(match[2]), [_branch(part) for part in _outside(match[3], " + ")]))
    return program


def _outside(text: str, mark: str) -> list[str]:
    """Cut at a mark wherever it stands outside brackets."""
    parts, depth, start = [], 0, 0
    for i, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and text.startswith(mark, i):
            parts.append(text[start:i])
            start = i + len(mark)
    return [*parts, text[start:]]


def _branch(text: str) -> tuple[Term, dict[str, Term]]:
    *chance, update = _outside(text, " : ")
    updates = {} if update == "true" else dict(_update(part) for part in _outside(update, "&"))
    return read(chance[0] if chance else "1"), updates


def _update(text: str) -> tuple[str, Term]:
    name, _, value = text.strip()[1:-1].partition("'=")
    return name, read(value)
