"""What the dossier says of a body beside its formulas and rules, as part of the answer: abstention, reforms, motions, stances."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from goodoffices.assessment.answer import Method, Table
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.questions.councils.abstention import (
    ABSTENTION,
    finding_of_abstention,
    says_what_abstaining_means,
    table_of_abstention,
    ternaries,
)
from goodoffices.assessment.questions.councils.changes import changes_of, coalitions_of
from goodoffices.assessment.questions.councils.changes_told import (
    WHAT_IF,
    findings_of_changes,
    misfits_in_words,
    table_of_changes,
    what_if,
)
from goodoffices.assessment.questions.councils.lines import Line, told_first
from goodoffices.assessment.questions.councils.motions import (
    PASSAGE,
    Prospect,
    finding_of_motion,
    prospects,
    table_of_motions,
)
from goodoffices.assessment.questions.councils.pivots import PIVOTS, finding_of_turning, table_of_turnings, turnings
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError

MOST_REFORMS = 2
MOST_MOTIONS = 2
"""So many have a finding of their own; the table has all."""


@dataclass(frozen=True)
class Part:
    """A part of the answer."""

    findings: tuple[Finding, ...] = ()
    tables: tuple[Table, ...] = ()
    methods: tuple[Method, ...] = ()
    missing: tuple[str, ...] = ()


def parts_of(situation: Situation, council: Council, lines: Sequence[Line], worlds: Worlds) -> list[Part]:
    """Return what is to be told of a body in the brief, in order: under what was adopted, or else the first formula."""
    adopted = [line for line in lines if line.formula.adopted and line.rule.adopted]
    first = told_first(lines)[0].formula.id
    one_formula = [line for line in lines if line.formula.id == first]
    return [
        part
        for part in (
            motions_part(situation, council, one_formula, worlds, 4),
            _abstention(situation, council, lines),
            _changes(situation, council, adopted or one_formula),
            _pivots(situation, council, one_formula, worlds),
        )
        if part.findings or part.missing
    ]


def leading_finding(parts: Sequence[Part], lines: Sequence[Line]) -> Finding | None:
    """Return what leads in place of power without abstention: power with it, if the rule told first says what it means."""
    if not says_what_abstaining_means(told_first(lines)[0].rule):
        return None
    found = (finding for part in parts for finding in part.findings if finding.id.endswith(".abstention"))
    return next((replace(finding, priority=0) for finding in found), None)


def motions_part(
    situation: Situation, council: Council, lines: Sequence[Line], worlds: Worlds, priority: int, place: str = "motion"
) -> Part:
    """Return how likely the body's motions are carried."""
    findings: list[Finding] = []
    found: list[Prospect] = []
    missing: list[str] = []
    for motion in council.motions:
        outlook, misfits = prospects(situation, council, lines, motion, worlds)
        found += outlook
        missing += [f"{motion.name}: {why}" for why in misfits_in_words(council, misfits)]
        if outlook and len(findings) < MOST_MOTIONS:
            where = f"councils.{council.id}.{place}.{motion.id}"
            findings.append(finding_of_motion(situation, council, outlook, where, priority))
    if not found:
        return Part(missing=tuple(missing))
    table = table_of_motions(situation, council, found, f"councils.{council.id}.{place}s")
    return Part(tuple(findings), (table,), (PASSAGE,), tuple(missing))


def _abstention(situation: Situation, council: Council, lines: Sequence[Line]) -> Part:
    found, missing = ternaries(situation, lines)
    if not found:
        return Part(missing=tuple(missing))
    finding, table = finding_of_abstention(situation, council, found), table_of_abstention(situation, council, found)
    return Part((finding,), (table,), (ABSTENTION,), tuple(missing))


def _changes(situation: Situation, council: Council, lines: Sequence[Line]) -> Part:
    """Return what the reforms proposed would change, and what it would that the members of a coalition agree first."""
    place = f"councils.{council.id}"
    reforms = [what_if(situation, lines, changes_of(reform)) for reform in council.reforms]
    coalitions = sorted(coalitions_of(situation, council), key=lambda changes: -len(changes.unions[0]))
    unions = [what_if(situation, lines, changes) for changes in coalitions]
    findings = [
        finding
        for reform, what in list(zip(council.reforms, reforms, strict=True))[:MOST_REFORMS]
        for finding in findings_of_changes(situation, council, what, f"{place}.reform.{reform.id}", 5, 1)
    ]
    for what in unions[:1]:
        findings += findings_of_changes(situation, council, what, f"{place}.union", 8, 1)
    missing = [
        f"{what.changes.name}: {why}"
        for what in reforms
        if not what.results
        for why in misfits_in_words(council, what.misfits)
    ]
    table = table_of_changes(situation, council, [*reforms, *unions], f"{place}.changes")
    return Part(tuple(findings), (table,) if table else (), (WHAT_IF,) if table else (), tuple(missing))


def _pivots(situation: Situation, council: Council, lines: Sequence[Line], worlds: Worlds) -> Part:
    try:
        found = turnings(situation, lines, worlds)
    except ModelInputError as error:
        return Part(missing=(f"{council.name}, on whom decisions turn: {error}",))
    if not found:
        return Part()
    first = next((turning for turning in found if turning.holds is not None), found[0])
    finding = finding_of_turning(situation, council, first, 6)
    return Part((finding,), (table_of_turnings(situation, council, found),), (PIVOTS,))
