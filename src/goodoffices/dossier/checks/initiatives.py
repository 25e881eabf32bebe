"""Initiatives can be taken, and what is told of how allies take them is of allies."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.errors import Problem

FILE = "initiatives.yaml"


def initiatives_do_not_name_themselves(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No initiative requires, excludes or comes after itself.

    Take its name out of `requires`, `not_with` or `after`.
    """
    for name, each in dossier.initiatives.items():
        for field in ("requires", "not_with", "after"):
            if name in getattr(each, field):
                place = files.place(FILE, (name, field))
                yield Problem(
                    FILE, "it names itself", *place, field=f"{name}: {field}", found=name, expected="others, or none"
                )


def initiatives_do_not_wait_in_circles(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No initiative comes after another that comes after it.

    Take one of the names out of `after`.
    """
    known = dossier.initiatives
    graph = {name: [other for other in each.after if other in known and other != name] for name, each in known.items()}
    while True:
        try:
            TopologicalSorter(graph).prepare()
            return
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            first = min(circle)
            yield Problem(
                FILE,
                "these come after each other in a circle, so that none of them can be first",
                *files.place(FILE, (first, "after")),
                found=" after ".join(f"{name!r}" for name in circle),
                expected="an order that can be kept",
            )
            for name in circle:
                graph[name] = []


def initiatives_do_not_need_what_they_exclude(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whatever an initiative requires, and what that requires, it can be taken together with.

    Correct `requires` or `not_with`.
    """
    known = dossier.initiatives
    for name, each in known.items():
        needed, todo = dict[str, None](), list(each.requires)
        while todo:
            other = todo.pop()
            if other in known and other not in needed and other != name:
                needed[other] = None
                todo += known[other].requires
        taken = [name, *needed]
        for one in taken:
            for other in known[one].not_with:
                if other in taken and other != one:
                    yield Problem(
                        FILE,
                        f"it can never be taken: it requires {other if one == name else one}, and {one} cannot be taken with {other}",
                        *files.place(FILE, (name, "requires")),
                        expected="initiatives that can be taken together",
                    )


def friction_is_of_allies(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever is told to mind an initiative is tied by an alliance to somebody who takes it.

    Enter the alliance in ties.csv, or take the entry out: only losses of allies are counted.
    """
    allied = {frozenset((tie.party, tie.other)) for tie in dossier.ties if tie.kind == "allied_with"}
    for name, each in dossier.initiatives.items():
        for number, friction in enumerate(each.friction):
            if not any(frozenset((friction.party, actor)) in allied for actor in each.by):
                yield Problem(
                    FILE,
                    f"{friction.party} is tied to nobody who takes it by an alliance, so that its loss is not counted",
                    *files.place(FILE, (name, "friction", number, "party")),
                    field=f"{name}: friction",
                    found=friction.party,
                    expected="an ally (allied_with in ties.csv)",
                )
