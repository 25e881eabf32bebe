"""A settlement on paper can be verified, opened step by step, and binds both sides."""

from collections.abc import Iterator, Mapping, Sequence

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.text import Provision
from goodoffices.errors import Problem

TO_BE_VERIFIED = ("military", "humanitarian", "territorial")
_LIVE = ("proposed", "accepted", "signed")
_TIED = ("requires", "takes_effect_with", "takes_effect_after")


def provisions_have_a_verifier(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """What soldiers, borders or the protection of people depend on is verified by someone."""
    for provision in _live(dossier):
        if (
            provision.kind in TO_BE_VERIFIED
            and provision.verifier is None
            and not _verified_in_a_phase(dossier, provision)
        ):
            yield Problem(
                "provisions.yaml",
                f"nobody verifies {provision.name!r}",
                *files.key_place("provisions.yaml", (provision.id,)),
                field="verifier",
                expected="a verifier, or a phase with one that carries the provision out",
                witness=files.witness("texts.yaml", (provision.text,)),
            )


def military_provisions_have_a_political_twin(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No side is asked to give up arms without something political taking effect with it."""
    tied: dict[str, set[str]] = {}
    for linkage in dossier.linkages:
        if linkage.kind in _TIED:
            tied.setdefault(linkage.provision, set()).add(linkage.other)
            tied.setdefault(linkage.other, set()).add(linkage.provision)
    for provision in _live(dossier):
        reached = _reached(provision.id, tied)
        if provision.kind == "military" and not any(dossier.provisions[name].kind == "political" for name in reached):
            political = [p.id for p in _live(dossier) if p.text == provision.text and p.kind == "political"]
            yield Problem(
                "provisions.yaml",
                f"{provision.name!r} takes effect whether or not anything political does",
                *files.key_place("provisions.yaml", (provision.id,)),
                expected="a row in linkages.csv to a political provision"
                + (f", such as {political[0]}" if political else "; the text has none"),
                witness=files.witness("texts.yaml", (provision.text,)),
            )


def gates_can_be_opened(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever is to open a gate is there to do so, and what it waits for can come before it."""
    needs = {
        phase.id: tuple(dict.fromkeys((*phase.after, *(phase.gate.confirms if phase.gate else ()))))
        for phase in dossier.phases.values()
    }
    for phase in dossier.phases.values():
        circle = _circle(phase.id, needs)
        if circle:
            yield Problem(
                "phases.yaml",
                f"{phase.id} waits for itself: {' waits for '.join(circle)}",
                *files.key_place("phases.yaml", (phase.id,)),
                field="gate" if phase.gate else "after",
                expected="phases that can come first",
                witness=files.witness("phases.yaml", (circle[1],)),
            )
        if phase.gate is None:
            continue
        place = files.place("phases.yaml", (phase.id, "gate"))
        verifier = dossier.verifiers[phase.gate.verifier]
        text = dossier.texts[phase.text]
        if verifier.until and verifier.until.latest < text.date.earliest:
            yield Problem(
                "phases.yaml",
                f"nobody can open this gate: {verifier.id} was there until {verifier.until} only",
                *place,
                field="gate",
                found=verifier.id,
                expected=f"a verifier after {text.date}",
                witness=files.witness("verifiers.yaml", (verifier.id,)),
            )
        for name in phase.gate.confirms:
            if dossier.phases[name].text != phase.text:
                yield Problem(
                    "phases.yaml",
                    f"nobody can open this gate: it waits for {name}, a phase of another text",
                    *place,
                    field="gate",
                    found=name,
                    expected=f"a phase of {phase.text}",
                    witness=files.witness("phases.yaml", (name,)),
                )


def linkages_do_not_run_in_circles(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No provision takes effect only after itself."""
    after: dict[str, tuple[str, ...]] = {}
    for linkage in dossier.linkages:
        if linkage.kind == "takes_effect_after":
            after[linkage.provision] = (*after.get(linkage.provision, ()), linkage.other)
    for index, linkage in enumerate(dossier.linkages):
        circle = _circle(linkage.provision, after) if linkage.kind == "takes_effect_after" else ()
        if linkage.provision == linkage.other:
            circle = (linkage.provision, linkage.other)
        if circle:
            yield Problem(
                "linkages.csv",
                f"{circle[0]} can never take effect: {' waits for '.join(circle)}",
                *files.row_place("linkages.csv", index),
                expected="a first step",
                witness=files.witness("provisions.yaml", (circle[1],)),
            )


def _live(dossier: Dossier) -> list[Provision]:
    """The provisions of texts that are signed, accepted or still on the table."""
    return [p for p in dossier.provisions.values() if dossier.texts[p.text].status in _LIVE]


def _verified_in_a_phase(dossier: Dossier, provision: Provision) -> bool:
    return any(provision.id in phase.provisions and (phase.verifier or phase.gate) for phase in dossier.phases.values())


def _reached(start: str, tied: Mapping[str, set[str]]) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        new = tied.get(todo.pop(), set()) - found
        found |= new
        todo += sorted(new)
    return found


def _circle(start: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the shortest way from an entry back to itself, or nothing."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:
        for name in needs.get(way[-1], ()):
            if name == start:
                return (*way, start)
            if name not in seen:
                seen.add(name)
                ways.append((*way, name))
    return ()
