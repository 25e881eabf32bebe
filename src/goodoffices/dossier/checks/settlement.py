"""A settlement on paper can be verified, opened step by step, is dated, and binds both sides."""

from collections.abc import Iterator

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.settlement import circle, everything, waits_for
from goodoffices.errors import Problem


def provisions_have_a_verifier(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """What soldiers, borders or the protection of people depend on is verified by someone.

    Name the verifier; if the text names none, that is a finding about the text.
    """
    for provision in everything(dossier).unverified:
        yield Problem(
            "provisions.yaml",
            f"nobody verifies {provision.name!r}",
            *files.key_place("provisions.yaml", (provision.id,)),
            field="verifier",
            expected="a verifier, or a phase with one that carries the provision out",
            witness=files.witness("texts.yaml", (provision.text,)),
        )


def military_provisions_have_a_political_twin(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No side is asked to give up arms without something political taking effect with it.

    Add the link if the text makes one; if it does not, that is a finding too.
    """
    settlement = everything(dossier)
    for provision in settlement.untied:
        political = settlement.political(provision.text)
        yield Problem(
            "provisions.yaml",
            f"{provision.name!r} takes effect whether or not anything political does",
            *files.key_place("provisions.yaml", (provision.id,)),
            expected="a row in linkages.csv to a political provision"
            + (f", such as {political[0].id}" if political else "; the text has none"),
            witness=files.witness("texts.yaml", (provision.text,)),
        )


def gates_can_be_opened(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever is to open a gate is there to do so, and what it waits for can come before it.

    Let the gate wait for phases of the same text that can come first, and name a verifier who is there.
    """
    needs = {phase.id: waits_for(phase) for phase in dossier.phases.values()}
    for phase in dossier.phases.values():
        way = circle(phase.id, needs)
        if way:
            yield Problem(
                "phases.yaml",
                f"{phase.id} waits for itself: {' waits for '.join(way)}",
                *files.key_place("phases.yaml", (phase.id,)),
                field="gate" if phase.gate else "after",
                expected="phases that can come first",
                witness=files.witness("phases.yaml", (way[1],)),
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


def appointments_have_a_day(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """It is known when something begins that waits for a day, and by when something must be over.

    Give the date or the window; if the text leaves it open, that is a finding about the text.
    """
    for phase in dossier.phases.values():
        for field, day in (("starts", phase.starts), ("due", phase.due)):
            if day and day.date is None and day.window is None:
                yield Problem(
                    "phases.yaml",
                    f"nobody knows when this is: {day.on}",
                    *files.place("phases.yaml", (phase.id, field)),
                    field=field,
                    expected="a date or a window",
                    witness=files.witness("texts.yaml", (phase.text,)),
                )


def conduct_is_of_parties_that_owe(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Conduct in a phase is judged only of parties that owe something in it.

    Give the party an obligation in the phase, or judge its conduct in the phase in which it owes something; as it stands it is not used.
    """
    for phase in dossier.phases.values():
        owing = list(dict.fromkeys(obligation.party for obligation in phase.obligations))
        for number, conduct in enumerate(phase.conduct):
            if conduct.party not in owing:
                yield Problem(
                    "phases.yaml",
                    f"{conduct.party} owes nothing in {phase.id}, so that its conduct there is not used",
                    *files.place("phases.yaml", (phase.id, "conduct", number)),
                    field="conduct",
                    found=conduct.party,
                    expected=f"one of: {', '.join(owing)}" if owing else "obligations in this phase",
                    witness=files.witness("phases.yaml", (phase.id,)),
                )


def linkages_do_not_run_in_circles(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No provision takes effect only after itself.

    Take out the link that the documents support least.
    """
    after: dict[str, tuple[str, ...]] = {}
    for linkage in dossier.linkages:
        if linkage.kind == "takes_effect_after":
            after[linkage.provision] = (*after.get(linkage.provision, ()), linkage.other)
    for index, linkage in enumerate(dossier.linkages):
        way = circle(linkage.provision, after) if linkage.kind == "takes_effect_after" else ()
        if linkage.provision == linkage.other:
            way = (linkage.provision, linkage.other)
        if way:
            yield Problem(
                "linkages.csv",
                f"{way[0]} can never take effect: {' waits for '.join(way)}",
                *files.row_place("linkages.csv", index),
                expected="a first step",
                witness=files.witness("provisions.yaml", (way[1],)),
            )
