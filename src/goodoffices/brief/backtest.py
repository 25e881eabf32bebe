"""A backtest in the terminal and as JSON."""

from collections.abc import Mapping

from rich.console import Console

from goodoffices import __version__
from goodoffices.assessment.answer import Table
from goodoffices.assessment.wording import count
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import print_table
from goodoffices.interchange.eu_decisions import EuDecisions
from goodoffices.models.bargaining.backtest import Backtest, Difference, Section, Summary

SHOWN_BY_GROUP = ("forecaster", "compromise")
LOSS_NAMES = {"error": "error", "crps": "CRPS", "log_score": "log score"}
NOT_GIVEN = "not given"


def backtest_json(name: str, data: EuDecisions, found: Backtest) -> str:
    """Return a backtest as JSON, schema ``goodoffices.backtest/1``."""
    about = {
        "name": name,
        "rows": data.rows,
        "issues": data.issues,
        "issues_used": len(data.cases),
        "left_out": data.left_out,
    }
    return to_json({"schema": "goodoffices.backtest/1", "goodoffices": __version__, "data": about, "backtest": found})


def left_out_in_words(data: EuDecisions) -> str:
    """Return what of the data could not be used, as one sentence, or nothing."""
    left = data.left_out
    parts = [
        f"{count(len(names), 'issue', 'issues')} {why} ({', '.join(names)})"
        for names, why in (
            (left.without_outcome, "without a known outcome"),
            (left.without_weight, "on which nobody carries weight"),
        )
        if names
    ]
    if left.rows:
        parts.append(f"{count(left.rows, 'row', 'rows')} without position, salience or capability")
    return f"Left out: {'; '.join(parts)}." if parts else ""


def print_backtest(data: EuDecisions, found: Backtest, out: Console) -> None:
    """Print all losses, then the differences, then the groups, then the proposals kept aside."""
    whole = found.all_cases
    out.print(
        f"\n{len(data.cases)} of {data.issues} issues used, {whole.proposals} proposals. {left_out_in_words(data)}"
    )
    print_table(_losses(f"All issues: cross-validated by proposal, {found.folds} folds, seed {found.seed}", whole), out)
    out.print(
        "Errors and CRPS in points of 100. Log score: minus the log of the probability of the outcome's hundredth. Coverage:"
        " share of outcomes in the middle 80%, with a 95% interval by proposal.",
        style="dim",
    )
    print_table(_differences("The forecaster less each model (below zero: better)", whole.of_forecaster, False), out)
    print_table(_differences("Each model less compromise (below zero: better)", whole.against_compromise, True), out)
    for title, sections in (("By decision rule", found.by_rule), ("By period", found.by_period)):
        if len(sections) > 1:
            print_table(_groups(title, sections), out)
    if found.kept_aside is None:
        out.print("\nNo proposal is kept aside in these data.", style="dim")
        return
    aside = found.kept_aside
    title = f"Kept aside: {aside.issues} issues of {aside.proposals} proposals, models fitted on all others"
    print_table(_losses(title, aside), out)
    print_table(_differences("The forecaster less each model, kept aside", aside.of_forecaster, False), out)


def _losses(title: str, section: Section) -> Table:
    columns = (
        "model", "mean error", "median", "RMSE", "within 5", "within 10", "CRPS", "log score", "80% coverage",
        "mode within 5",
    )  # fmt: skip
    return Table("losses", title, columns, tuple(_row(summary) for summary in section.summaries))


def _row(s: Summary) -> tuple[str, ...]:
    return (
        s.model, f"{s.mean_error:.2f}", f"{s.median_error:.2f}", f"{s.root_mean_square:.2f}", f"{s.within_5:.2f}",
        f"{s.within_10:.2f}", f"{s.crps:.2f}", f"{s.log_score:.3f}",
        f"{s.coverage:.3f} [{s.coverage_low:.3f}, {s.coverage_high:.3f}]", f"{s.mode_within_5:.2f}",
    )  # fmt: skip


def _differences(title: str, differences: tuple[Difference, ...], by_model: bool) -> Table:
    rows: dict[str, list[str]] = {}
    for d in differences:
        digits = 3 if d.loss == "log_score" else 2
        cell = f"{d.mean:+.{digits}f} [{d.low:+.{digits}f}, {d.high:+.{digits}f}]" + ("" if d.excludes_zero else " ~")
        rows.setdefault(d.model if by_model else d.against, []).append(cell)
    columns = ("model", *(LOSS_NAMES[name] for name in dict.fromkeys(d.loss for d in differences)))
    title += "; 95% intervals by proposal, ~ holds zero"
    return Table("differences", title, columns, tuple((model, *cells) for model, cells in rows.items()))


def _groups(title: str, sections: Mapping[str, Section]) -> Table:
    rows = tuple(
        (name or NOT_GIVEN, str(section.issues), s.model, f"{s.mean_error:.2f}", f"{s.crps:.2f}", f"{s.log_score:.3f}",
         f"{s.coverage:.3f} [{s.coverage_low:.3f}, {s.coverage_high:.3f}]")
        for name, section in sections.items()
        for s in section.summaries
        if s.model in SHOWN_BY_GROUP
    )  # fmt: skip
    columns = ("group", "issues", "model", "mean error", "CRPS", "log score", "80% coverage")
    return Table("groups", title, columns, rows)
