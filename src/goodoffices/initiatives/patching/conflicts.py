"""Which initiatives cannot be taken together, told from what they say they change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.initiatives.patching.patch import Patch


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that stands between two initiatives, or in the way of one.

    Attributes
    ----------
    kind : {"set twice", "added twice", "removed", "excluded", "required", "order", "missing"}
        Both set one value; both add one name; one removes what the other changes or names; one is not to be taken with the
        other; one needs the other, which is not taken; one must come after the other; what one changes is not there.
    first, second : str
        Ids of the two; the second is empty if there is only one.
    words : str
        What the conflict is, as a sentence.
    """

    kind: Literal["set twice", "added twice", "removed", "excluded", "required", "order", "missing"]
    first: str
    second: str
    words: str

    def __str__(self) -> str:
        """Return it as a sentence."""
        return self.words


def conflicts(initiatives: Sequence[Initiative | Patch]) -> tuple[Conflict, ...]:
    """Return what keeps initiatives from being taken together in the order given; an initiative has none with itself.

    Parameters
    ----------
    initiatives : sequence of Initiative or Patch
        What would be done. Of a patch it is known what its values speak of, so that it is also told if another one
        removes that.

    Examples
    --------
    >>> def setting(name, value):
    ...     change = Change(op="set", at="phases.truce.days", value=value, source="judgement")
    ...     return Initiative(id=name, name=name, by=("japan",), changes=(change,), source="judgement")
    >>> print(*conflicts([setting("short", "10"), setting("long", "30")]))
    short and long both set phases.truce.days
    """
    patches = {i.id: i for i in initiatives if isinstance(i, Patch)}
    taken = [i.initiative if isinstance(i, Patch) else i for i in initiatives]
    place = {initiative.id: number for number, initiative in enumerate(taken)}
    found: list[Conflict] = []
    for one in taken:
        for needed in one.requires:
            if needed not in place:
                words = f"{one.id} requires {needed}, which is not taken"
                found.append(Conflict("required", one.id, needed, words))
        for before in one.after:
            if place.get(before, -1) > place[one.id]:
                found.append(Conflict("order", one.id, before, f"{one.id} comes after {before}, not before it"))
    for one, other in combinations(taken, 2):
        if other.id in one.not_with or one.id in other.not_with:
            found.append(Conflict("excluded", one.id, other.id, f"{one.id} cannot be taken with {other.id}"))
        found += _between(one, other)
        for first, second in ((one, other), (other, one)):
            if first.id in patches and second.id in patches:
                for kind, name in sorted(
                    patches[first.id].removes & (patches[second.id].mentions - patches[second.id].removes)
                ):
                    words = f"{first.id} removes the {kind} {name}, which {second.id} names"
                    found.append(Conflict("removed", first.id, second.id, words))
    return tuple(dict.fromkeys(found))


def _between(one: Initiative, other: Initiative) -> Iterator[Conflict]:
    for first in one.changes:
        for second in other.changes:
            if first.op == second.op == "set" and (_within(first.at, second.at) or _within(second.at, first.at)):
                words = f"{one.id} and {other.id} both set {max(first.at, second.at, key=len)}"
                yield Conflict("set twice", one.id, other.id, words)
            elif first.op == second.op == "add" and first.value != second.value:
                for name in sorted(_entries(first) & _entries(second)):
                    yield Conflict("added twice", one.id, other.id, f"{one.id} and {other.id} both add {name}")
            elif first.op == "remove" != second.op:
                yield from _removal(one, first, other, second)
            elif second.op == "remove" != first.op:
                yield from _removal(other, second, one, first)


def _removal(one: Initiative, removal: Change, other: Initiative, change: Change) -> Iterator[Conflict]:
    changed = _targets(change) if change.op == "add" else {change.at}
    for name in sorted(_targets(removal)):
        if any(_within(at, name) or (change.op == "set" and _within(name, at)) for at in changed):
            words = f"{one.id} removes {name}, which {other.id} {'adds' if change.op == 'add' else 'changes'}"
            yield Conflict("removed", one.id, other.id, words)


def _within(at: str, whole: str) -> bool:
    return at == whole or at.startswith(f"{whole}.")


def _targets(change: Change) -> set[str]:
    """Return what a change adds or removes, each as a path."""
    if not change.value:
        return {change.at}
    return {f"{change.at}.{name}" for name in _names(change.value)} or {change.at}


def _entries(change: Change) -> set[str]:
    """Return the entries with fields of their own that a change adds, each as a path."""
    values = change.value if isinstance(change.value, list) else [change.value]
    return {
        f"{change.at}.{value['id']}" if "id" in value else change.at
        for value in values
        if isinstance(value, Mapping) and ("id" in value or change.at.count("."))
    }


def _names(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from (part.strip() for part in value.split(";") if part.strip())
    elif isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
    elif isinstance(value, list):
        for part in value:
            yield from _names(part)
