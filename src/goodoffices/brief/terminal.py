"""Findings in the terminal: what matters first, no more than fits a screen or two."""

from typing import IO

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table as RichTable

from goodoffices.assessment.answer import Answer, Table
from goodoffices.assessment.assess import Assessment
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import capital, percent
from goodoffices.brief.document import Brief

MOST_ROWS = 30


def console(file: IO[str] | None = None) -> Console:
    """Return a console for standard output that never breaks text when the output is piped."""
    plain = Console(file=file, highlight=False, soft_wrap=False)
    return plain if plain.is_terminal else Console(file=file, highlight=False, width=100, no_color=True)


def print_brief(brief: Brief, out: Console) -> None:
    """Print bottom line, key findings, and which questions are still open."""
    about = brief.assessment.dossier.about
    out.print(f"\n[bold]{escape(about.title)}[/bold]")
    out.print(escape(" · ".join(s.moment.name for s in brief.assessment.situations)), style="dim")
    out.print("\n[bold]Bottom line[/bold]")
    for finding in brief.bottom_line:
        out.print(_indented(escape(finding.claim)))
    if brief.key_findings:
        out.print("\n[bold]Key findings[/bold]")
        for number, finding in enumerate(brief.key_findings, 1):
            out.print(_indented(f"{number}. {_claim(finding, brief)}"))
    if about.hindsight:
        out.print("\n[bold]Hindsight declared.[/bold] " + escape(about.hindsight))
    if brief.unanswered:
        out.print("\n[bold]Not answered yet[/bold]")
        for answer in brief.unanswered:
            out.print(_indented(f"{escape(answer.title)} [dim]{escape('; '.join(answer.missing))}[/dim]"))


def print_answers(assessment: Assessment, brief: Brief, out: Console) -> None:
    """Print the answers to the questions asked, with their tables."""
    for answer in assessment.answers:
        out.print(f"\n[bold]{escape(answer.title)}[/bold]")
        _print_answer(answer, brief, out)


def _claim(finding: Finding, brief: Brief) -> str:
    claim = finding.claim
    if finding.share is not None:
        word = brief.scale.word(finding.share)
        claim += f" {capital(finding.share_of)}: {word} ({percent(finding.share)} of draws)."
    return f"{escape(claim)} [dim]Confidence: {finding.confidence}.[/dim]"


def _indented(text: str) -> Padding:
    return Padding(text, (0, 0, 0, 2), expand=False)


def _print_answer(answer: Answer, brief: Brief, out: Console) -> None:
    for finding in answer.findings:
        out.print(_indented(f"• {_claim(finding, brief)}"))
    for table in answer.tables:
        print_table(table, out)
    for missing in answer.missing:
        out.print(f"  [dim]Missing: {escape(missing)}[/dim]")


def print_table(table: Table, out: Console) -> None:
    """Print a table; of a long one the first rows, and how many more there are."""
    if not table.rows:
        return
    grid = RichTable(title=escape(table.title), title_justify="left", title_style="bold", box=None, pad_edge=False)
    for column in table.columns:
        longest = max(len(word) for word in column.split())
        grid.add_column(escape(column), header_style="dim", overflow="fold", min_width=min(longest, 14))
    for row in table.rows[:MOST_ROWS]:
        grid.add_row(
            *(escape("" if cell is None else f"{cell:.3g}" if isinstance(cell, float) else str(cell)) for cell in row)
        )
    out.print()
    out.print(grid)
    if len(table.rows) > MOST_ROWS:
        out.print(f"[dim]… {len(table.rows) - MOST_ROWS} more rows; --json gives all of them[/dim]")
