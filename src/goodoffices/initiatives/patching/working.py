"""A dossier while patches are made on it: only the records they name are made anew, all else is shared with the original."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.values.changed import Changed, Effect
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import PatchConflictError
from goodoffices.initiatives.patching.conflicts import Conflict
from goodoffices.initiatives.patching.parts import MISSING, NotThereError, index_of, row_index, with_part
from goodoffices.initiatives.patching.patch import Patch, Row, Step


@dataclass(frozen=True, slots=True)
class Clipping:
    """A shift that would have left the scale.

    Attributes
    ----------
    name, at : str
        Which change, and what it changes.
    reached, end : float
        The lowest or highest value it would have led to, and the end of the scale at which it stops.
    """

    name: str
    at: str
    reached: float
    end: float

    def __str__(self) -> str:
        """Return it as a sentence."""
        return f"{self.name}: {self.at} would come to {self.reached:g} and stops at {self.end:g}, where its scale ends."


@dataclass(frozen=True, slots=True)
class Patched:
    """A dossier after initiatives.

    Attributes
    ----------
    dossier : Dossier
        The dossier as they leave it, with a digest of its own.
    clipped : tuple of Clipping
        Shifts that stop at the end of a scale.
    unsure : dict of str to Quantity
        Changes other than of numbers that may fail, with how likely they work: each was made or left out as a whole.
    conflicts : tuple of Conflict
        Always empty; who only wants to know asks :func:`~goodoffices.initiatives.patching.conflicts`.
    """

    dossier: Dossier
    clipped: tuple[Clipping, ...] = ()
    unsure: dict[str, Quantity] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()


class Working:
    """A dossier on which patches are at work."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.contents: dict[str, Any] = {}
        self.clipped: list[Clipping] = []
        self.unsure: dict[str, Quantity] = {}
        self.failed: set[str] = set()
        self.made: list[str] = []

    def apply(self, patch: Patch, works: Mapping[str, bool], at: Date | None) -> None:
        """Make the changes of one patch."""
        for step in patch.steps:
            if at is not None and step.since is not None and step.since.earliest > at.latest:
                self.failed.add(step.name)
                continue
            if step.is_unsure:
                assert step.chance is not None
                self.unsure[step.name] = step.chance
            works_out = works.get(step.name, step.is_expected) if step.is_unsure else True
            if not works_out or not self.failed.isdisjoint(step.depends):
                self.failed.add(step.name)
                continue
            try:
                self.make(step, at or patch.day)
            except NotThereError as missing:
                words = f"{step.name} cannot be made: {missing} in {step.at} is not there any more"
                raise PatchConflictError([Conflict("missing", patch.id, "", words)]) from missing

    def make(self, step: Step, day: Date | None) -> None:
        """Make one change, whatever its chance.

        Raises
        ------
        NotThereError
            If a part on the way to it is not there.
        """
        attribute, *rest = step.path
        assert isinstance(attribute, str)
        content = self.contents.get(attribute)
        if content is None:
            content = getattr(self.dossier, attribute)
        self.contents[attribute] = with_part(
            self.dossier, content, tuple(rest), day, lambda now: self._after(step, now, day)
        )
        if step.op == "add" and attribute == "moments" and rest[1:] in (["at_table"], ["in_the_wings"]):
            self._take_from_other_room(step)
        self.made.append(f"{step.name} {step.op} {step.at} {step.value!r} {step.chance}")

    def _take_from_other_room(self, step: Step) -> None:
        """Nobody sits in two rooms: who is added at the table leaves the wings, and the other way round."""
        _, moment, field = step.path
        other = "in_the_wings" if field == "at_table" else "at_table"
        moments = self.contents["moments"]
        left = tuple(party for party in getattr(moments[moment], other) if party not in step.value)  # type: ignore[operator]
        self.contents["moments"] = {**moments, moment: moments[moment].model_copy(update={other: left})}

    def result(self) -> Patched:
        """Return the dossier as it is now."""
        if not self.made:
            return Patched(self.dossier, (), self.unsure)
        digest = hashlib.sha256("\0".join((self.dossier.digest, *self.made)).encode()).hexdigest()
        return Patched(replace(self.dossier, digest=digest, **self.contents), tuple(self.clipped), self.unsure)

    def _after(self, step: Step, now: Any, day: Date | None) -> Any:
        match step.op:
            case "add":
                return _added(now, step.value)
            case "remove":
                return self._removed(now, step.value, day)
            case "set":
                if step.is_effect and isinstance(now, Quantity) and isinstance(step.value, Quantity):
                    return Changed.by(now, _effect(step))
                return step.value
        if now is MISSING or now is None or not isinstance(step.value, Quantity):
            raise NotThereError("what is shifted")
        if isinstance(now, Quantity):
            self._note(step, now.low + step.value.low, now.high + step.value.high)
            return Changed.by(now, _effect(step))
        amount = Fraction(step.value.likely)
        self._note(step, float(now + amount), float(now + amount))
        return type(now)(min(max(now + amount, Fraction(step.low)), Fraction(step.high)))

    def _note(self, step: Step, low: float, high: float) -> None:
        if low < step.low:
            self.clipped.append(Clipping(step.name, step.at, low, step.low))
        if high > step.high:
            self.clipped.append(Clipping(step.name, step.at, high, step.high))

    def _removed(self, now: Any, names: Any, day: Date | None) -> Any:
        if isinstance(now, dict):
            return {key: value for key, value in now.items() if key not in names}
        left = now
        for name in names:
            try:
                index = index_of(left, name) if isinstance(name, str) else self._row(left, name, day)
            except NotThereError:
                continue  # another initiative has taken it out already
            left = (*left[:index], *left[index + 1 :])
        return left

    def _row(self, rows: Any, row: Row, day: Date | None) -> int:
        return row_index(self.dossier, rows, row, day)


def _effect(step: Step) -> Effect:
    assert isinstance(step.value, Quantity)
    return Effect(step.name, "set" if step.op == "set" else "shift", step.value, step.chance, step.low, step.high)


def _added(now: Any, value: Any) -> Any:
    if isinstance(now, dict):
        return {**now, **value}
    ids = {part.id for part in now if hasattr(part, "id")}
    return (*now, *(part for part in value if part not in now and getattr(part, "id", None) not in ids))
