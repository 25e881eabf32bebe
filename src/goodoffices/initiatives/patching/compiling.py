"""From an initiative as it is written to a patch: paths are resolved and values read once, and all mistakes told at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import DossierError, Problem, nearest
from goodoffices.initiatives.patching.checking import broken_record, mistakes, still_used, unknown_names
from goodoffices.initiatives.patching.meaning import Meaning, creation, meaning
from goodoffices.initiatives.patching.parts import NotThereError
from goodoffices.initiatives.patching.patch import Named, Patch, Step
from goodoffices.initiatives.patching.paths import PathError, locate
from goodoffices.initiatives.patching.place import Place
from goodoffices.initiatives.patching.values import ValueProblem, limits
from goodoffices.initiatives.patching.working import Working

FILE = "initiatives.yaml"


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


def compiled_all(
    dossier: Dossier, initiatives: Iterable[Initiative] | None = None, places: Located | None = None
) -> dict[str, Patch]:
    """Return the patches of several initiatives by their ids; of all that the dossier has if none are given.

    Parameters
    ----------
    dossier : Dossier
        What they change.
    initiatives : iterable of Initiative, optional
        Which; what they require is looked for among them and in the dossier.
    places : Located, optional
        The initiatives as they stand in their files, so that problems are told with their lines.

    Raises
    ------
    DossierError
        If any does not fit; it carries the problems of all.
    """
    compiler = _Compiler(dossier, places or Located(FILE, None))
    asked = tuple(dossier.initiatives.values() if initiatives is None else initiatives)
    compiler.known |= {initiative.id: initiative for initiative in asked}
    found = {initiative.id: compiler.patch_of(initiative.id, ()) for initiative in asked}
    if compiler.problems:
        raise DossierError(dossier.id, present(compiler.problems))
    return {name: patch for name, patch in found.items() if patch is not None}


@dataclass
class _Compiler:
    dossier: Dossier
    places: Located
    known: dict[str, Initiative] = field(default_factory=dict)
    done: dict[str, Patch | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.known |= self.dossier.initiatives

    def patch_of(self, name: str, asked_by: tuple[str, ...]) -> Patch | None:
        if name in asked_by:
            circle = " → ".join((*asked_by[asked_by.index(name) :], name))
            is_own = asked_by[-1] == name
            message = (
                "it names itself" if is_own else f"initiatives that require each other can never be begun: {circle}"
            )
            place = self.places.place((name, "requires"))
            self.problems.append(Problem(FILE, message, *place, field=f"{name}: requires"))
            return None
        if name not in self.done:
            initiative = self.known[name]
            needed = self._required(initiative, (*asked_by, name))
            if needed is None:
                self.done[name] = None
                return None
            reading = _Reading(self.dossier, self.places, initiative, needed)
            self.done[name] = reading.patch()
            self.problems += reading.problems
        return self.done[name]

    def _required(self, initiative: Initiative, asked_by: tuple[str, ...]) -> list[Patch] | None:
        """Return the patches of all that an initiative requires, in an order in which they can be made."""
        patches: dict[str, Patch] = {}
        for name in initiative.requires:
            if name not in self.known:
                message, expected = "there is no initiative of this name", "an initiative of the dossier"
                place = self.places.place((initiative.id, "requires"))
                where, guess = f"{initiative.id}: requires", nearest(name, self.known)
                self.problems.append(Problem(FILE, message, *place, where, name, expected, guess))
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

    def __init__(self, dossier: Dossier, places: Located, initiative: Initiative, required: Sequence[Patch]) -> None:
        self.places = places
        self.start = dossier
        self.initiative = initiative
        self.problems: list[Problem] = []
        moment = dossier.moments.get(initiative.moment or "")
        self.day = moment.date if moment else None
        self.makers: dict[object, Step] = {}
        self.spoken: dict[tuple[int, Named], None] = {}
        self.removes: set[Named] = set()
        self.touched: dict[tuple[str, object], int] = {}
        work = Working(dossier)
        for patch in required:
            for step in patch.steps:
                work.make(step, patch.day)
                self._note(step)
        self.dossier = work.result().dossier

    def patch(self) -> Patch | None:
        """Return the patch; None if there are problems, which are then told."""
        steps = []
        changes = list(enumerate(self.initiative.changes, 1))
        while changes:
            number, change = changes.pop(0)
            try:
                place = locate(self.dossier, change.at, self.day)
                if place.is_new_field and change.op == "set":
                    with_it = [(n, c) for n, c in changes if c.op == "set" and _entry(c) == _entry(change)]
                    changes = [each for each in changes if each not in with_it]
                    meant = creation([change, *(c for _, c in with_it)], place)
                else:
                    meant = meaning(change, place)
                steps.append(self._make(self._step(number, change, place, meant)))
            except PathError as error:
                self._tell(number, error.problem)
            except ValueProblem as error:
                self._tell(number, *error.problems)
            except NotThereError as error:
                self._tell(number, Problem("", "there is nothing of this name", field="at", found=str(error)))
        self._check()
        if self.problems:
            return None
        mentions = frozenset(named for _, named in self.spoken)
        return Patch(self.initiative, tuple(steps), frozenset(self.removes), mentions, self.day)

    def _step(self, number: int, change: Change, place: Place, meant: Meaning) -> Step:
        spoken = (*place.names, *meant.spoken)
        self.spoken |= dict.fromkeys((number, named) for named in spoken)
        self.removes |= meant.removes
        self.touched[str(meant.path[0]), meant.path[1] if len(meant.path) > 1 else None] = number
        low, high = limits(place)
        is_effect = isinstance(place.now, Quantity) and isinstance(meant.value, Quantity)
        built_on = (*spoken, *(meant.path[:length] for length in range(1, len(meant.path) + 1)))
        depends = {
            name
            for step in (self.makers[thing] for thing in built_on if thing in self.makers)
            for name in (step.name, *step.depends)
        }
        return Step(
            f"{self.initiative.id}#{number}",
            change.at,
            meant.op,
            meant.path,
            meant.value,
            change.chance,
            change.from_,
            is_effect,
            low,
            high,
            frozenset(depends),
            meant.makes,
        )

    def _make(self, step: Step) -> Step:
        work = Working(self.dossier)
        work.make(step, self.day)
        self.dossier = work.result().dossier
        self._note(step)
        return step

    def _note(self, step: Step) -> None:
        self.makers |= dict.fromkeys(step.makes, step)

    def _check(self) -> None:
        for number, named in self.spoken:
            if named not in self.removes:
                self._tell(number, *unknown_names(self.dossier, [named]))
        for (attribute, key), number in self.touched.items():
            self._tell(number, *broken_record(self.dossier, attribute, key))
        used = [*still_used(self.dossier, self.removes, self.initiative.id)]
        if used:  # then what comes later and lacks what was taken out is no fault of its own
            gone = {name for _, name in self.removes}
            self.problems = [problem for problem in self.problems if problem.found not in gone]
        self._tell_of_all(*used)
        if not self.problems:
            self._tell_of_all(*self._new_mistakes())

    def _new_mistakes(self) -> list[Problem]:
        """Return the mistakes that are not in the dossier without the changes, which is sound unless it is looked at to be mended."""
        found = [*mistakes(self.dossier)]
        before = {*mistakes(self.start)} if found else set()
        return [problem for problem in found if problem not in before]

    def _tell_of_all(self, *problems: Problem) -> None:
        line, column = self.places.place((self.initiative.id, "changes"))
        for problem in problems:
            field = f"{self.initiative.id}: {problem.field}"
            self.problems.append(replace(problem, file=FILE, field=field, line=line, column=column))

    def _tell(self, number: int, *problems: Problem) -> None:
        change = self.initiative.changes[number - 1]
        for problem in problems:
            message = f"{problem.message} ({change.op} {change.at})"
            where = f"{self.initiative.id}: change {number}" + (f": {problem.field}" if problem.field else "")
            part = problem.field if problem.field in type(change).model_fields else "value"
            line, column = self.places.place((self.initiative.id, "changes", number - 1, part))
            self.problems.append(replace(problem, file=FILE, field=where, message=message, line=line, column=column))


def _entry(change: Change) -> str:
    return change.at.rpartition(".")[0]
