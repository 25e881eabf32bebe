"""Formulas as patterns: combinations of options taken and not taken, of which at least one holds."""

from collections.abc import Mapping

from goodoffices.errors import ModelInputError
from goodoffices.interchange.gmcr.conflict_file import Statement
from goodoffices.logic import Formula, Tree

MOST_PATTERNS = 1_000
Terms = set[frozenset[tuple[int, bool]]]


def patterns_of(formula: Formula, numbers: Mapping[str, int]) -> Statement:
    """Return patterns of which one holds exactly where a formula does.

    Parameters
    ----------
    formula : Formula
        The formula.
    numbers : mapping of str to int
        The number of each option it names.

    Returns
    -------
    tuple of Pattern
        None of them implies another; no pattern if the formula never holds, one empty pattern if it is plain that it always does.

    Raises
    ------
    ModelInputError
        If it takes more than 1,000 patterns.

    Examples
    --------
    >>> patterns_of(Formula.parse("a if b"), {"a": 0, "b": 1})
    (((0, True),), ((1, False),))
    """
    terms = _terms(formula.tree, True, numbers)
    return tuple(
        sorted(
            (tuple(sorted(term)) for term in terms),
            key=lambda pattern: (len(pattern), [(o, not t) for o, t in pattern]),
        )
    )


def _terms(tree: Tree, holds: bool, numbers: Mapping[str, int]) -> Terms:
    if isinstance(tree, str):
        return {frozenset([(numbers[tree], holds)])}
    word, *parts = tree
    if word == "not":
        return _terms(parts[0], not holds, numbers)
    if word == "if":
        one, other = _terms(parts[0], holds, numbers), _terms(parts[1], not holds, numbers)
        return _either([one, other]) if holds else _both([one, other])
    if word == "iff":
        ways = ((True, holds), (False, not holds))
        return _either([_both([_terms(parts[0], a, numbers), _terms(parts[1], b, numbers)]) for a, b in ways])
    every = [_terms(part, holds, numbers) for part in parts]
    return _either(every) if (word == "or") == holds else _both(every)


def _either(sets: list[Terms]) -> Terms:
    return _shortest(set().union(*sets))


def _both(sets: list[Terms]) -> Terms:
    made: Terms = {frozenset()}
    for terms in sets:
        joined = (one | other for one in made for other in terms)
        made = _shortest({term for term in joined if not any((option, not taken) in term for option, taken in term)})
    return made


def _shortest(terms: Terms) -> Terms:
    if len(terms) > MOST_PATTERNS:
        raise ModelInputError(f"a statement takes more than {MOST_PATTERNS:,} patterns, which is how the file says it")
    kept: Terms = set()
    for term in sorted(terms, key=len):
        if not any(shorter <= term for shorter in kept):
            kept.add(term)
    return kept
