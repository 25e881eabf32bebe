"""Findings in the terminal: what matters first, no more than fits a screen or two."""

import re
from collections.abc import Sequence
from typing import IO

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as RichTable

from goodoffices.assessment.answer import Answer, Table
from goodoffices.assessment.assess import Assessment
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import count, listing
from goodoffices.brief.blocks import cell_text
from goodoffices.brief.document import Brief
from goodoffices.brief.likelihood import confidence, likelihood

FILE = re.compile(r"[a-z]+\.(?:yaml|csv)")
"""A file of a dossier, where something is said to be missing."""
MOST_ROWS = 30
PROSE, WIDE, NARROW = 100, 160, 80
"""Columns of running text, of output that is piped, and below which tables are printed as lists."""


def console(file: IO[str] | None = None) -> Console:
    """Return a console for standard output; where the output is piped, wide enough for every table."""
    plain = Console(file=file, highlight=False)
    return plain if plain.is_terminal else Console(file=file, highlight=False, width=WIDE, no_color=True)


def print_brief(brief: Brief, out: Console) -> None:
    """Print bottom line, key findings, and which questions are still open."""
    about = brief.assessment.dossier.about
    out.print(f"\n[bold]{escape(about.title)}[/bold]")
    out.print(escape(" · ".join(s.moment.name for s in brief.assessment.situations)), style="dim")
    out.print("\n[bold]Bottom line[/bold]")
    for finding in brief.bottom_line:
        _print_text(out, _claim(finding, brief))
    if brief.key_findings:
        out.print("\n[bold]Key findings[/bold]")
        for number, finding in enumerate(brief.key_findings, 1):
            _print_text(out, f"{number}. {_claim(finding, brief)}")
    if about.hindsight:
        out.print()
        _print_text(out, "[bold]Hindsight declared.[/bold] " + escape(about.hindsight), indent=0)
    if brief.unanswered:
        out.print("\n[bold]Not answered yet[/bold]")
        for answer in brief.unanswered:
            _print_text(out, f"{escape(answer.title)} [dim]{escape('; '.join(answer.missing))}[/dim]")
        _print_examples([what for answer in brief.unanswered for what in answer.missing], out)


def print_answers(assessment: Assessment, brief: Brief, out: Console, everything: bool = False) -> None:
    """Print the answers to the questions asked, with their tables: in short where an answer says how, unless `everything` is wanted."""
    for answer in assessment.answers:
        out.print(f"\n[bold]{escape(answer.title)}[/bold]")
        _print_answer(answer, brief, out, everything or not answer.in_short)


def _claim(finding: Finding, brief: Brief) -> str:
    claim = finding.claim
    if finding.share is not None:
        claim += f" {likelihood(finding, brief.scale)}."
    return f"{escape(claim)} [dim]{confidence(finding)}.[/dim]"


def _print_text(out: Console, text: str, indent: int = 2) -> None:
    out.print(Padding(text, (0, 0, 0, indent), expand=False), width=min(out.width, PROSE))


def _print_answer(answer: Answer, brief: Brief, out: Console, everything: bool) -> None:
    left_out: list[str] = []
    further = 0
    for finding in answer.findings:
        if not everything and finding.id not in answer.in_short:
            further += 1
            continue
        _print_text(out, f"• {_claim(finding, brief)}")
        if finding.disagreement:
            _print_text(out, f"[dim]Models disagree. {escape(finding.disagreement)}[/dim]", indent=4)
    if further:
        left_out.append(count(further, "further finding"))
    for table in answer.tables:
        if everything or table.id in answer.in_short:
            print_table(table, out)
        else:
            left_out.append(f"“{table.title}”")
    if left_out:
        out.print()
        _print_text(out, f"More in the brief and with --all: {escape(listing(left_out))}.", indent=0)
    for missing in answer.missing:
        out.print(f"  [dim]Missing: {escape(missing)}[/dim]")
    if not answer.is_answered:
        _print_examples(answer.missing, out)


def _print_examples(missing: Sequence[str], out: Console) -> None:
    """Say where to see how the files are written that a question lacks."""
    files = dict.fromkeys(name for what in missing for name in FILE.findall(what))
    if files:
        _print_text(out, f"For an example of {listing(list(files))}, run: goodoffices new ANOTHER-FOLDER --full")


def print_table(table: Table, out: Console, most: int = MOST_ROWS) -> None:
    """Print a table; of a long one the first rows, and how many more there are. Narrow terminals get a list."""
    if not table.rows:
        return
    out.print(f"\n[bold]{escape(table.title)}[/bold]")
    rows = [[cell_text(cell) for cell in row] for row in table.rows[:most]]
    if out.width < NARROW:
        for row in rows:
            out.print(
                escape("; ".join(f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=True) if cell))
            )
    else:
        grid = RichTable(box=None, pad_edge=False)
        for column in table.columns:
            grid.add_column(escape(column), header_style="dim", overflow="fold")
        for row in rows:
            grid.add_row(*map(escape, row))
        out.print(grid)
    if len(table.rows) > most:
        out.print(f"[dim]… {len(table.rows) - most} more rows; --json gives all of them[/dim]")
