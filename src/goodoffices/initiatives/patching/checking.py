"""Whether a dossier could still be read as an initiative leaves it: names that exist, records that hold, no mistakes."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goodoffices.dossier.checks.check import Files, run
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.storage.layout import ABOUT, DEFINED_IN, FILES
from goodoffices.dossier.storage.text.located import Located
from goodoffices.errors import Problem, nearest
from goodoffices.initiatives.patching.patch import Named
from goodoffices.initiatives.patching.place import names_of
from goodoffices.initiatives.patching.values import ValueProblem, named_in, revalidated

_CHECKS = tuple(check for check in CHECKS if check.looks_at_single_entries)
_MOST_TOLD = 6


def unknown_names(dossier: Dossier, spoken: Iterable[Named]) -> Iterator[Problem]:
    """Yield a problem for each name that nothing in the dossier has."""
    for target, name in spoken:
        if name not in (known := names_of(dossier, target)):
            expected = f"one defined in {DEFINED_IN[target].name} or added before"
            message = f"there is no {target} of this name"
            yield Problem("", message, None, None, "value", name, expected, nearest(name, known))


def broken_record(dossier: Dossier, attribute: str, key: object) -> tuple[Problem, ...]:
    """Return what keeps an entry from being read, if anything does."""
    content = getattr(dossier, attribute)
    if isinstance(content, dict) and key in content:
        try:
            revalidated(content[key])
        except ValueProblem as error:
            return error.problems
    return ()


def still_used(dossier: Dossier, removed: Iterable[Named], apart_from: str) -> Iterator[Problem]:
    """Yield a problem for each entry taken out whose name is used by another than the initiative that takes it out."""
    gone = {(target, name) for target, name in removed if name not in names_of(dossier, target)}
    used: dict[Named, dict[str, None]] = {named: {} for named in sorted(gone)}
    for place, named in _all_named(dossier, apart_from) if gone else ():
        if named in used:
            used[named][place] = None
    for (target, name), places in used.items():
        if places:
            more = f"; and {len(places) - _MOST_TOLD} more" if len(places) > _MOST_TOLD else ""
            message = (
                f"the {target} {name} is taken out and still named in {'; '.join(list(places)[:_MOST_TOLD])}{more}"
            )
            yield Problem("", message, field="changes", expected="what names it changed or taken out first")


def mistakes(dossier: Dossier) -> Iterator[Problem]:
    """Yield what the checks of single entries find."""
    tables = {file.name: getattr(dossier, file.attribute) for file in FILES if file.is_table}
    files = Files(
        {file.name: Located(file.name, None) for file in FILES},
        {name: tuple((index,) for index in range(len(rows))) for name, rows in tables.items()},
    )
    for problem in run(dossier, files, _CHECKS):
        words = problem.message.replace(" on line None", "")
        message = f"with its changes, {problem.file} would hold a mistake: {words}"
        yield replace(problem, message=message, line=None, column=None, witness="")


def _all_named(dossier: Dossier, apart_from: str) -> Iterator[tuple[str, Named]]:
    for file in FILES:
        content = getattr(dossier, file.attribute)
        if file is ABOUT:
            continue
        for key, record in enumerate(content, 1) if file.is_table else content.items():
            if (file.concept, key) != ("initiatives", apart_from):
                place = f"{file.name}, {f'row {key}' if file.is_table else key}"
                yield from ((place, named) for named in named_in(record, file.record))
