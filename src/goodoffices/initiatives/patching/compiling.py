"""From an initiative as it is written to a patch: paths are resolved and values read once, and all mistakes told at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import PydanticUndefined

from goodoffices.dossier.checks.check import Files, run
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.storage.layout import ABOUT, DEFINED_IN, FILES
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import DossierError, Problem, nearest
from goodoffices.initiatives.patching.applying import Working
from goodoffices.initiatives.patching.parts import MISSING, NotThereError, index_of
from goodoffices.initiatives.patching.patch import Named, Patch, Row, Step
from goodoffices.initiatives.patching.paths import PathError, Place, as_record, hints_of, locate, names_of, row_key
from goodoffices.initiatives.patching.values import (
    ValueProblem,
    limits,
    named_in,
    read_amount,
    read_field,
    read_record,
    revalidated,
    with_source,
)

FILE = "initiatives.yaml"
_CHECKS = tuple(check for check in CHECKS if check.looks_at_single_entries)


def compiled(dossier: Dossier, initiative: Initiative) -> Patch:
    """Return an initiative's changes, read against a dossier, ready to be applied any number of times.

    What the initiative `requires` is thought done: it may build on what that adds.

    Parameters
    ----------
    dossier : Dossier
        What it changes.
    initiative : Initiative
        Of this dossier or any other that fits it.

    Raises
    ------
    DossierError
        If a path leads nowhere, a value does not fit, something taken out is still referred to, or the dossier would no
        longer be one that could be read; it carries all problems.

    Examples
    --------
    >>> from goodoffices.casebook import case_folder
    >>> from goodoffices.dossier import read_dossier
    >>> case = read_dossier(case_folder("cambodia-1990"))
    >>> change = Change(op="shift", at="capabilities.japn.capability", value="5", source="judgement")
    >>> try:
    ...     compiled(case, Initiative(id="host", name="Host", by=("japan",), changes=(change,), source="judgement"))
    ... except DossierError as error:
    ...     print(error.problems[0].suggestion)
    japan
    """
    return compiled_all(dossier, [initiative])[initiative.id]


def compiled_all(dossier: Dossier, initiatives: Iterable[Initiative] | None = None) -> dict[str, Patch]:
    """Return the patches of several initiatives by their ids; of all that the dossier has if none are given.

    Raises
    ------
    DossierError
        If any does not fit; it carries the problems of all.
    """
    compiler = _Compiler(dossier)
    asked = tuple(dossier.initiatives.values() if initiatives is None else initiatives)
    compiler.known |= {initiative.id: initiative for initiative in asked}
    found = {initiative.id: compiler.patch_of(initiative.id, ()) for initiative in asked}
    if compiler.problems:
        raise DossierError(dossier.id, present(compiler.problems))
    return {name: patch for name, patch in found.items() if patch is not None}


@dataclass
class _Compiler:
    dossier: Dossier
    known: dict[str, Initiative] = field(default_factory=dict)
    done: dict[str, Patch | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known |= self.dossier.initiatives

    def patch_of(self, name: str, asked_by: tuple[str, ...]) -> Patch | None:
        if name in asked_by:
            circle = " → ".join((*asked_by, name))
            message = f"initiatives that require each other can never be begun: {circle}"
            self.problems.append(Problem(FILE, message, field=f"{name}: requires"))
            return None
        if name not in self.done:
            initiative = self.known[name]
            needed = self._required(initiative, (*asked_by, name))
            if needed is None:
                return None
            reading = _Reading(self.dossier, initiative, needed)
            self.done[name] = reading.patch()
            self.problems += reading.problems
        return self.done[name]

    def _required(self, initiative: Initiative, asked_by: tuple[str, ...]) -> list[Patch] | None:
        """Return the patches of all that an initiative requires, in an order in which they can be made."""
        patches: dict[str, Patch] = {}
        for name in initiative.requires:
            if name not in self.known:
                message, expected = "there is no initiative of this name", "an initiative of the dossier"
                where, guess = f"{initiative.id}: requires", nearest(name, self.known)
                self.problems.append(Problem(FILE, message, None, None, where, name, expected, guess))
                return None
            patch = self.patch_of(name, asked_by)
            if patch is None:
                return None
            for inner in self._required(patch.initiative, asked_by) or ():
                patches.setdefault(inner.id, inner)
            patches[name] = patch
        return list(patches.values())


class _Reading:
    """Reads the changes of one initiative, each in the dossier that those before it leave."""

    def __init__(self, dossier: Dossier, initiative: Initiative, required: Sequence[Patch]) -> None:
        self.initiative = initiative
        self.problems: list[Problem] = []
        moment = dossier.moments.get(initiative.moment or "")
        self.day = moment.date if moment else None
        self.makers: dict[object, Step] = {}
        work = Working(dossier)
        for patch in required:
            for step in patch.steps:
                work.make(step, patch.day)
                self._note(step)
        self.dossier = work.result().dossier
        self.mentions: list[tuple[int, Named]] = []
        self.removes: set[Named] = set()
        self.touched: dict[tuple[str, object], int] = {}

    def patch(self) -> Patch | None:
        steps = []
        changes = list(enumerate(self.initiative.changes, 1))
        while changes:
            number, change = changes.pop(0)
            try:
                place = locate(self.dossier, change.at, self.day)
                if place.is_new_field and change.op == "set":
                    prefix = change.at.rpartition(".")[0]
                    same = [c for _, c in changes if c.op == "set" and c.at.rpartition(".")[0] == prefix]
                    changes = [(n, c) for n, c in changes if c not in same]
                    step = self._creation(number, change, place, [change, *same])
                else:
                    step = self._read(number, change, place)
                self.dossier = self._after(step)
            except PathError as error:
                self._tell(number, error.problem)
            except ValueProblem as error:
                self._tell(number, *error.problems)
            except NotThereError as error:
                self._tell(number, Problem("", "there is nothing of this name", field="at", found=str(error)))
            else:
                steps.append(step)
        if not self.problems:
            self._check_whole()
        if self.problems:
            return None
        mentions = frozenset(named for _, named in self.mentions)
        return Patch(self.initiative, tuple(steps), frozenset(self.removes), mentions, self.day)

    def _after(self, step: Step) -> Dossier:
        work = Working(self.dossier)
        work.make(step, self.day)
        self._note(step)
        return work.result().dossier

    def _note(self, step: Step) -> None:
        if step.may_fail:
            self.makers |= dict.fromkeys(step.makes, step)

    def _tell(self, number: int, *problems: Problem) -> None:
        change = self.initiative.changes[number - 1]
        for problem in problems:
            message = f"{problem.message} ({change.op} {change.at})"
            where = f"{self.initiative.id}: change {number}" + (f": {problem.field}" if problem.field else "")
            self.problems.append(replace(problem, file=FILE, field=where, message=message))

    def _read(self, number: int, change: Change, place: Place) -> Step:
        match change.op:
            case "set":
                return self._set(number, change, place)
            case "shift":
                return self._step(number, change, place, place.path, read_amount(place, change.value))
            case "add":
                return self._add(number, change, place)
        return self._remove(number, change, place)

    def _set(self, number: int, change: Change, place: Place) -> Step:
        if not place.is_part and place.field is None:
            raise ValueProblem(Problem("", "this is a whole file", field="at", expected="an entry and a field of it"))
        if place.is_part and isinstance(place.path[-1], tuple):
            raise ValueProblem(Problem("", "this is a whole row", field="at", expected="a field of it"))
        if place.is_part and place.now is MISSING and not _in_mapping(place):
            raise ValueProblem(Problem("", "there is no such entry to set", field="op", found="set", expected="add"))
        if place.is_part and as_record(place.hint) is None and place.hint is not None and isinstance(place.now, str):
            raise ValueProblem(
                Problem("", "this is a name in a list", field="op", found="set", expected="add or remove")
            )
        if change.value in ("", [], {}) and place.field is not None and place.field.is_required():
            raise ValueProblem(Problem("", "a value is missing", field="value", expected="a value, or remove"))
        data = with_source(place.record, change.value, _source(change))
        value: Any
        if place.record and place.is_part and len(place.path) == 2:
            value = read_record(place.record, data, _source(change), id=str(place.path[-1]))
        else:
            value = read_field(place, data)
        self._mention(number, place.names, named_in(value, place.hint))
        makes = {place.path} if place.now is MISSING else set()
        return self._step(number, change, place, place.path, value, makes)

    def _creation(self, number: int, change: Change, place: Place, group: Sequence[Change]) -> Step:
        """Return the step that makes a row, or an entry of a mapping, from the fields that are set of it."""
        if len({each.chance for each in group}) > 1:
            message = "the changes that together make something new must have the same chance"
            raise ValueProblem(Problem("", message, field="chance"))
        assert place.holder is not None
        fields = {each.at.rpartition(".")[2]: each.value for each in group}
        key = place.path[-2]
        if isinstance(key, tuple):
            stated = {name: value for name, value in key if value is not None}
            since = {"from": str(change.from_)} if change.from_ else {}
            record = read_record(place.holder, {**stated, **since, **fields}, _source(change))
            for name, value in fields.items():
                inner = _sibling(place, name, getattr(record, name, None))
                read_field(inner, value)
            self._mention(number, place.names, named_in(record, place.holder))
            return self._step(number, change, None, place.path[:-2], (record,), {place.path[:-1]}, op="add")
        record = read_record(place.holder, fields, _source(change))
        self._mention(number, place.names, named_in(record, place.holder))
        return self._step(number, change, None, place.path[:-2], {key: record}, {place.path[:-1]}, op="add")

    def _add(self, number: int, change: Change, place: Place) -> Step:
        source = _source(change)
        if place.is_part and place.now is not MISSING and place.of is None:
            raise ValueProblem(Problem("", "this is there already", field="at", found=str(place.path[-1])))
        if place.is_part and place.now is MISSING:
            parent, key = place.path[:-1], str(place.path[-1])
            if isinstance(place.path[-1], tuple):
                raise ValueProblem(Problem("", "a row is added to its table", field="at", expected=place.file.concept))
            extra = {"id": key} if place.record and "id" in place.record.model_fields else {}
            if place.record is not None:
                value: Any = read_record(place.record, change.value, source, **extra)
            elif _in_mapping(place):
                value = read_field(place, change.value)
            else:
                raise ValueProblem(
                    Problem("", "a name is added to its list", field="at", expected="the path without it")
                )
            self._mention(number, place.names, named_in(value, place.hint))
            into = {key: value} if _in_mapping(place) else (value,)
            return self._step(number, change, place, parent, into, {*_named(place, key), place.path})
        if place.of is None:
            raise ValueProblem(Problem("", "this is no list", field="op", found="add", expected="set or shift"))
        value = self._entries(place, change.value, source)
        for name in value if isinstance(value, dict) else [n for part in value if (n := _name(part))]:
            if _is_there(place.now, name):
                raise ValueProblem(Problem("", "this is there already", field="value", found=name))
        self._mention(number, place.names, named_in(value, place.hint))
        keys = list(value) if isinstance(value, dict) else [_name(part) for part in value]
        makes: set[object] = {(place.file.defines, key) for key in keys if place.field is None and place.file.defines}
        return self._step(number, change, place, place.path, value, makes | {(*place.path, key) for key in keys})

    def _entries(self, place: Place, data: Any, source: str) -> Any:
        """Return what is added to a file, list or mapping, in the form in which that holds it."""
        record = as_record(place.of)
        if record is None or (place.field is not None and place.is_mapping):
            return read_field(place, data)
        parts = data if isinstance(data, list) else [data]
        if place.field is not None:
            return read_field(place, [with_source(record, part, source) for part in parts])
        if place.file.is_table:
            return tuple(read_record(record, part, source) for part in parts)
        entries = {}
        for part in parts:
            if not isinstance(part, Mapping) or not isinstance(part.get("id"), str):
                message, expected = "the new entry has no name", f"the path {place.file.concept}.NAME, or a field id"
                raise ValueProblem(Problem("", message, field="value", expected=expected))
            fields = {name: value for name, value in part.items() if name != "id"}
            entries[part["id"]] = read_record(record, fields, source, id=part["id"])
        return entries

    def _remove(self, number: int, change: Change, place: Place) -> Step:
        if place.is_part and not change.value:
            if place.now is MISSING:
                raise NotThereError(str(place.path[-1]))
            self._mention(number, place.names, ())
            self._take(place)
            return self._step(number, change, None, place.path[:-1], (place.path[-1],))
        if place.of is not None and change.value:
            names = tuple(self._found(place, change.value))
            for name in names:
                self._take(replace(place, path=(*place.path, name)))
            self._mention(number, place.names, ())
            return self._step(number, change, None, place.path, names)
        if place.field is None or change.value:
            message, expected = (
                "it is not said what is removed",
                "the path of an entry, or of a list and what to take out",
            )
            raise ValueProblem(Problem("", message, field="at", expected=expected))
        if place.field.is_required():
            message = "this must be there"
            raise ValueProblem(Problem("", message, field="op", found="remove", expected="set"))
        default = place.field.get_default(call_default_factory=True)
        assert default is not PydanticUndefined
        self._mention(number, place.names, ())
        return self._step(number, change, None, place.path, default, op="set")

    def _found(self, place: Place, data: Any) -> Iterator[str | Row]:
        """Yield by which names what is to be removed is known."""
        for part in data if isinstance(data, list) else [data]:
            if isinstance(part, Mapping):
                yield self._row_like(place, part)
                continue
            for name in filter(None, (word.strip() for word in str(part).split(";"))):
                if not _is_there(place.now, name):
                    valid = list(place.now) if isinstance(place.now, dict) else [_name(p) for p in place.now]
                    expected = f"one of {', '.join(map(str, valid[:12]))}" if valid else ""
                    guess = nearest(name, filter(None, valid))
                    message = "there is nothing of this name"
                    raise ValueProblem(Problem("", message, None, None, "value", name, expected, guess))
                yield name

    def _row_like(self, place: Place, fields: Mapping[str, Any]) -> Row:
        if place.field is not None or not place.file.is_table:
            message = "names are expected here"
            raise ValueProblem(Problem("", message, field="value", expected="a name, or several in a list"))
        columns = {f.alias or name: name for name, f in place.file.record.model_fields.items()}
        for name in fields:
            if name not in columns:
                expected, guess = f"one of {', '.join(columns)}", nearest(name, columns)
                message = "there is no field of this name here"
                raise ValueProblem(Problem("", message, None, None, "value", name, expected, guess))
        for row in place.now:
            if all(_written(getattr(row, columns[name])) == _written(value) for name, value in fields.items()):
                keys = row_key(place.file)
                return tuple((k, None if getattr(row, k) is None else str(getattr(row, k))) for k in keys)
        message, expected = "no row says this", "fields as they stand in one row"
        raise ValueProblem(Problem("", message, field="value", found=str(dict(fields)), expected=expected))

    def _take(self, place: Place) -> None:
        """Note that an entry with a name is taken out."""
        if len(place.path) == 2 and place.file.defines:
            key = place.path[-1]
            name = key if isinstance(key, str) else dict(key).get("id")
            if name is not None:
                self.removes.add((place.file.defines, name))

    def _step(
        self,
        number: int,
        change: Change,
        place: Place | None,
        path: Any,
        value: Any,
        makes: Iterable[object] = (),
        op: Any = None,
    ) -> Step:
        low, high = limits(place) if place else (0.0, 0.0)
        is_effect = (
            place is not None
            and change.op in ("set", "shift")
            and isinstance(place.now, Quantity)
            and isinstance(value, Quantity)
        )
        spoken = [named for n, named in self.mentions if n == number]
        built_on = [self.makers[thing] for thing in (*spoken, *(path[:n] for n in range(1, len(path) + 1)))
                    if thing in self.makers]  # fmt: skip
        depends = frozenset(name for step in built_on for name in (step.name, *step.depends))
        self.touched[path[0], path[1] if len(path) > 1 else None] = number
        name = f"{self.initiative.id}#{number}"
        return Step(name, change.at, op or change.op, path, value, change.chance, change.from_, is_effect, low, high,
                    depends, frozenset(makes))  # fmt: skip

    def _mention(self, number: int, names: Iterable[Named], more: Iterable[Named]) -> None:
        self.mentions += [(number, named) for named in (*names, *more)]

    def _check_whole(self) -> None:
        """Tell what would keep the dossier, as the initiative leaves it, from being read."""
        for number, (target, name) in dict.fromkeys(self.mentions):
            if (target, name) not in self.removes and name not in (known := names_of(self.dossier, target)):
                file = DEFINED_IN[target].name
                message, expected = f"there is no {target} of this name", f"one defined in {file} or added before"
                self._tell(number, Problem("", message, None, None, "value", name, expected, nearest(name, known)))
        for target, name in sorted(self.removes):
            if name not in names_of(self.dossier, target):
                self._check_unused(target, name)
        for (attribute, key), number in self.touched.items():
            content = getattr(self.dossier, attribute)
            if isinstance(content, dict) and key in content:
                try:
                    revalidated(content[key])
                except ValueProblem as error:
                    self._tell(number, *error.problems)
        if not self.problems:
            files = Files(
                {file.name: Located(file.name, None) for file in FILES},
                {
                    f.name: tuple((i,) for i in range(len(getattr(self.dossier, f.attribute))))
                    for f in FILES
                    if f.is_table
                },
            )
            for problem in run(self.dossier, files, _CHECKS):
                words = f"with its changes, {problem.file} would hold a mistake: {problem.message.replace(' on line None', '')}"
                where = f"{self.initiative.id}: {problem.field}"
                self.problems.append(replace(problem, file=FILE, field=where, message=words, line=None, column=None))

    def _check_unused(self, target: str, name: str) -> None:
        used = dict.fromkeys(_uses(self.dossier, lambda named: named == (target, name), self.initiative.id))
        if used:
            listed = "; ".join(list(used)[:6]) + (f"; and {len(used) - 6} more" if len(used) > 6 else "")
            message = f"the {target} {name} is taken out and still named in {listed}"
            expected = "what names it changed or taken out first"
            self.problems.append(Problem(FILE, message, field=f"{self.initiative.id}: changes", expected=expected))


def _sibling(place: Place, name: str, now: Any) -> Place:
    """Return the place of another field of the record that a place lies in."""
    assert place.holder is not None
    attribute = next(a for a, f in place.holder.model_fields.items() if (f.alias or a) == name)
    return replace(
        place,
        path=(*place.path[:-1], attribute),
        hint=hints_of(place.holder)[attribute],
        field=place.holder.model_fields[attribute],
        field_name=name,
        now=now,
    )


def _uses(dossier: Dossier, is_it: Callable[[Named], bool], apart_from: str) -> Iterator[str]:
    for file in FILES:
        content = getattr(dossier, file.attribute)
        if file is ABOUT:
            continue
        entries = enumerate(content, 1) if file.is_table else content.items()
        for key, record in entries:
            if (file.concept, key) != ("initiatives", apart_from) and any(map(is_it, named_in(record, file.record))):
                yield f"{file.name}, {f'row {key}' if file.is_table else key}"


def _source(change: Change) -> str:
    return "; ".join(str(citation) for citation in change.source)


def _in_mapping(place: Place) -> bool:
    """Whether a part is the entry of a file or of a mapping, and not of a list."""
    return len(place.path) == 2 or place.in_mapping


def _named(place: Place, key: str) -> set[object]:
    return {(place.file.defines, key)} if len(place.path) == 2 else set()


def _name(part: Any) -> str:
    return part if isinstance(part, str) else part.id if getattr(part, "id", "") else ""


def _is_there(now: Any, name: str) -> bool:
    if isinstance(now, dict):
        return name in now
    try:
        index_of(now or (), name)
    except NotThereError:
        return False
    return True


def _written(value: Any) -> str:
    if isinstance(value, tuple | list):
        return ";".join(str(part) for part in value)
    return "" if value is None else ";".join(part.strip() for part in str(value).split(";"))
