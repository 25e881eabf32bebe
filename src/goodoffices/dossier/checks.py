"""Consistency checks: what the schema cannot see. Each is a function that yields problems with their place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.folder.located import Located, Path
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.party import Tie
from goodoffices.dossier.situation import at_moment, later_documents
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import Problem, Severity, nearest

MOST_NAMED = 3


@dataclass(frozen=True)
class Files:
    """Where things stand: the located text of every file, and for each table the place of each of its rows."""

    located: Mapping[str, Located]
    rows: Mapping[str, tuple[Path, ...]]

    def place(self, file: str, path: Path) -> tuple[int | None, int | None]:
        """Return line and column of a value in a YAML file."""
        return self.located[file].place(path)

    def row_place(self, file: str, number: int, field: str = "") -> tuple[int | None, int | None]:
        """Return line and column of a row of a table, or of one of its cells."""
        row = self.rows[file][number]
        return self.located[file].place((*row, field) if field else row)


Check = Callable[[Dossier, Files], Iterator[Problem]]


def run(dossier: Dossier, files: Files, checks: tuple[Check, ...]) -> list[Problem]:
    """Run checks and return what they found."""
    return [problem for check in checks for problem in check(dossier, files)]


def positions_fit_their_issue(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A position lies on its issue's scale, or ranks the issue's options."""
    for index, stance in enumerate(dossier.stances):
        if issue := dossier.issues.get(stance.issue):
            place = files.row_place("stances.csv", index, "position")
            yield from _misfit(stance.position, issue, "stances.csv", place, "position")
    for moment in dossier.moments.values():
        for issue_id, stated in moment.status_quo.items():
            if issue := dossier.issues.get(issue_id):
                place = files.place("moments.yaml", (moment.id, "status_quo", issue_id))
                yield from _misfit(stated.position, issue, "moments.yaml", place, issue_id)
        for issue_id, outcome in moment.outcome.items():
            if outcome.agreed is not None and (issue := dossier.issues.get(issue_id)):
                place = files.place("moments.yaml", (moment.id, "outcome", issue_id, "agreed"))
                yield from _misfit(outcome.agreed, issue, "moments.yaml", place, "agreed")
                if isinstance(outcome.agreed, Ranking) and len(outcome.agreed.options) > 1:
                    found, expected = str(outcome.agreed), "one option"
                    yield Problem("moments.yaml", "only one option can be agreed", *place, "agreed", found, expected)


def _misfit(
    position: Quantity | Ranking, issue: Issue, file: str, place: tuple[int | None, int | None], field: str
) -> Iterator[Problem]:
    found = str(position)
    if issue.scale and isinstance(position, Ranking):
        scale = f"a value between {issue.scale.low:g} and {issue.scale.high:g}"
        yield Problem(file, f"the issue {issue.id!r} has a scale", *place, field, found, scale)
    elif issue.scale and isinstance(position, Quantity) and not position.within(issue.scale.low, issue.scale.high):
        expected = f"a value between {issue.scale.low:g} and {issue.scale.high:g}, the scale of {issue.id}"
        yield Problem(file, "outside its scale", *place, field, found, expected)
    elif not issue.scale and isinstance(position, Quantity):
        options = f"a ranking of {', '.join(issue.option_ids)}, such as {' > '.join(issue.option_ids[:2])}"
        yield Problem(file, f"the issue {issue.id!r} has options, not a scale", *place, field, found, options)
    elif isinstance(position, Ranking):
        for option in position.options:
            if option not in issue.option_ids:
                yield Problem(
                    file,
                    f"the issue {issue.id!r} has no such option",
                    *place,
                    field,
                    option,
                    f"one of {', '.join(issue.option_ids)}",
                    nearest(option, issue.option_ids),
                )


def lists_name_nothing_twice(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No list of a moment names a party or issue twice; options, formulas and rules have ids of their own."""
    for moment in dossier.moments.values():
        present = [("at_table", i, p) for i, p in enumerate(moment.at_table)]
        present += [("in_the_wings", i, p) for i, p in enumerate(moment.in_the_wings)]
        for listed in (
            present,
            [("issues", i, name) for i, name in enumerate(moment.issues)],
            [("must_sign", i, name) for i, name in enumerate(moment.must_sign)],
        ):
            yield from _repeats("moments.yaml", files, [((moment.id, field, i), name) for field, i, name in listed])
    for issue in dossier.issues.values():
        places = [((issue.id, "options", i, "id"), option.id) for i, option in enumerate(issue.options)]
        yield from _repeats("issues.yaml", files, places)
    for council in dossier.councils.values():
        formulas = [((council.id, "formulas", i, "id"), formula.id) for i, formula in enumerate(council.formulas)]
        rules = [((council.id, "rules", i, "id"), rule.id) for i, rule in enumerate(council.rules)]
        yield from _repeats("councils.yaml", files, formulas)
        yield from _repeats("councils.yaml", files, rules)


def names_are_distinct(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two parties, issues or moments have the same name in charts and tables."""
    for file, names in (
        ("parties.yaml", [((p.id, "short" if p.short else "name"), p.label) for p in dossier.parties.values()]),
        ("issues.yaml", [((i.id, "name"), i.name) for i in dossier.issues.values()]),
        ("moments.yaml", [((m.id, "name"), m.name) for m in dossier.moments.values()]),
    ):
        yield from _repeats(file, files, names)


def _repeats(file: str, files: Files, named: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, name in named:
        if name in seen:
            line = files.place(file, seen[name])[0]
            field = next((part for part in reversed(path) if isinstance(part, str)), "")
            message = f"this stands on line {line} already"
            yield Problem(file, message, *files.place(file, path), field, name, "each name once")
        seen.setdefault(name, path)


def nothing_is_said_twice(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two rows give the same party's stance or capability from the same date."""
    seen: dict[object, int] = {}
    tables: tuple[tuple[str, tuple[Stance | Capability, ...]], ...] = (
        ("stances.csv", dossier.stances),
        ("capabilities.csv", dossier.capabilities),
    )
    for name, rows in tables:
        for index, row in enumerate(rows):
            key = (name, row.party, row.issue, str(row.from_ or ""))
            if key in seen:
                first = files.row_place(name, seen[key])[0]
                yield Problem(
                    name,
                    f"line {first} gives the same party's row from the same date",
                    *files.row_place(name, index),
                    expected="one row, or a later date in 'from'",
                )
            seen.setdefault(key, index)


def intervals_run_forwards(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Nothing ends before it begins."""
    tables: tuple[tuple[str, tuple[Tie | Stance | Capability, ...]], ...] = (
        ("ties.csv", dossier.ties),
        ("stances.csv", dossier.stances),
        ("capabilities.csv", dossier.capabilities),
    )
    for name, rows in tables:
        for index, row in enumerate(rows):
            if row.from_ and row.until and row.until.latest < row.from_.earliest:
                yield Problem(
                    name,
                    "this ends before it begins",
                    *files.row_place(name, index, "until"),
                    field="until",
                    found=str(row.until),
                    expected=f"a date from {row.from_} on",
                )


def parties_present_have_a_say(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever takes part in a moment has a capability and a stance on at least one open issue."""
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        if situation.withheld:
            continue  # told by the check on hindsight, which is the cause
        for role, parties in (("at_table", moment.at_table), ("in_the_wings", moment.in_the_wings)):
            for index, party in enumerate(parties):
                held = [issue for issue in moment.issues if (party, issue) in situation.stances]
                able = any(situation.capability(party, issue) for issue in moment.issues)
                lacking = [
                    what for what, has in (("no stance on any open issue", held), ("no capability", able)) if not has
                ]
                if lacking:
                    yield Problem(
                        "moments.yaml",
                        f"{party} takes part at {moment.id} but has {' and '.join(lacking)} then",
                        *files.place("moments.yaml", (moment.id, role, index)),
                        field=role,
                        expected="rows in stances.csv and capabilities.csv that are in force at the moment",
                        severity=Severity.WARNING,
                    )


def stances_have_weight(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Whoever has a stance on an open issue has a capability there; else the stance counts for nothing."""
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        able = {party for party, _ in situation.stances if any(situation.capability(party, i) for i in moment.issues)}
        for party, issue in situation.stances:
            if party in able and situation.capability(party, issue) is None and not situation.withheld:
                yield Problem(
                    "moments.yaml",
                    f"{party} has a stance on {issue} at {moment.id} but no capability there, so it is left out",
                    *files.located["moments.yaml"].key_place((moment.id,)),
                    expected="a row in capabilities.csv without an issue, or with this one",
                    severity=Severity.WARNING,
                )


def outcomes_are_of_open_issues(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """What was agreed at a moment was open then; else it is shown nowhere."""
    for moment in dossier.moments.values():
        for issue in moment.outcome:
            if issue not in moment.issues:
                yield Problem(
                    "moments.yaml",
                    f"{moment.id} has an outcome on {issue}, which was not open then; it is not shown",
                    *files.located["moments.yaml"].key_place((moment.id, "outcome", issue)),
                    field="outcome",
                    found=issue,
                    expected=f"one of {', '.join(moment.issues)}",
                    severity=Severity.WARNING,
                )


def open_issues_have_stances(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Every issue open at a moment has at least two stances in force."""
    for moment in dossier.moments.values():
        situation = at_moment(dossier, moment.id)
        if situation.withheld:
            continue
        for index, issue in enumerate(moment.issues):
            count = sum(1 for _, held in situation.stances if held == issue)
            if count < 2:
                yield Problem(
                    "moments.yaml",
                    f"{issue} is open at {moment.id}, but {count or 'no'} part{'y has' if count == 1 else 'ies have'} "
                    "a stance on it then",
                    *files.place("moments.yaml", (moment.id, "issues", index)),
                    field="issues",
                    expected="at least two stances",
                    severity=Severity.WARNING,
                )


def hindsight_is_declared(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Documents written after a moment are used for it only if the dossier says why it may."""
    if dossier.about.hindsight:
        return
    for moment in dossier.moments.values():
        citations: set[Citation] = set()
        rows: tuple[Stance | Capability, ...] = (*dossier.stances, *dossier.capabilities)
        for row in rows:
            if row.party in moment.participants and (row.from_ is None or row.from_.earliest <= moment.date.latest):
                citations.update(row.source)
        withheld = at_moment(dossier, moment.id).withheld
        rows_named = "; ".join(withheld[:MOST_NAMED]) + (
            f" and {len(withheld) - MOST_NAMED} more" if withheld[MOST_NAMED:] else ""
        )
        for document in sorted(later_documents(dossier, citations, moment.date)):
            yield Problem(
                "moments.yaml",
                f"inputs at {moment.id} cite {document}, which was written later; they are left out ({rows_named})",
                *files.located["moments.yaml"].key_place((moment.id,)),
                expected="'hindsight:' in dossier.yaml with the reason, if they are to be used",
                severity=Severity.WARNING,
            )


def chairs_have_a_vote(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """The chair named by a rule holds seats, or belongs to a coalition that does, in at least one formula."""
    for council in dossier.councils.values():
        voters = {party for formula in council.formulas for party in formula.seats}
        members = {m.party for party in voters for m in dossier.parties[party].members}
        for index, rule in enumerate(council.rules):
            if rule.chair and rule.chair not in voters | members:
                yield Problem(
                    "councils.yaml",
                    f"the chair of the rule {rule.id!r} has no seat under any formula",
                    *files.place("councils.yaml", (council.id, "rules", index, "chair")),
                    field="chair",
                    found=rule.chair,
                    expected=f"one of {', '.join(sorted(voters))}, or a member of one of them",
                    severity=Severity.WARNING,
                )


def rules_can_be_met(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No quota asks for more seats than the body has under its largest formula."""
    for council in dossier.councils.values():
        most = max(sum(formula.seats.values()) for formula in council.formulas)
        for index, rule in enumerate(council.rules):
            if rule.quota is not None and rule.quota > most:
                yield Problem(
                    "councils.yaml",
                    f"the rule {rule.id!r} asks for more seats than {council.id} has",
                    *files.place("councils.yaml", (council.id, "rules", index, "quota")),
                    field="quota",
                    found=str(rule.quota),
                    expected=f"at most {most}",
                    severity=Severity.WARNING,
                )


def there_is_a_moment(dossier: Dossier, files: Files) -> Iterator[Problem]:  # noqa: ARG001
    """Every assessment speaks of a moment, so there must be one."""
    if not dossier.moments:
        yield Problem(
            "moments.yaml",
            "no moment is described, so nothing can be assessed",
            expected="a date, who is at the table and which issues are open",
            severity=Severity.WARNING,
        )


ROW_CHECKS: tuple[Check, ...] = (
    positions_fit_their_issue,
    lists_name_nothing_twice,
    names_are_distinct,
    nothing_is_said_twice,
    intervals_run_forwards,
)
"""Checks of single rows and values; they also run on what could be read of a dossier with other mistakes in it."""

WHOLE_CHECKS: tuple[Check, ...] = (
    there_is_a_moment,
    parties_present_have_a_say,
    stances_have_weight,
    open_issues_have_stances,
    outcomes_are_of_open_issues,
    hindsight_is_declared,
    chairs_have_a_vote,
    rules_can_be_met,
)
"""Checks of how the parts fit together; they need a dossier without mistakes."""
