"""What differs between two dossiers, for the terminal and for programs."""

from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from goodoffices.assessment.wording import count, listing
from goodoffices.brief.json import to_json
from goodoffices.dossier.comparison import Difference


def differences_json(found: Sequence[Difference]) -> str:
    """Return differences as JSON, schema ``goodoffices.diff/1``."""
    return to_json({"schema": "goodoffices.diff/1", "differences": list(found)})


def print_differences(found: Sequence[Difference], out: Console) -> None:
    """Print how much differs, then each difference as a sentence under its file."""
    if not found:
        out.print("The two dossiers say the same.")
        return
    kinds = [
        (kind, sum(1 for difference in found if difference.kind == kind)) for kind in ("added", "removed", "changed")
    ]
    words = {"added": ("new entry", "new entries"), "removed": ("entry gone", "entries gone"),
             "changed": ("changed value", "changed values")}  # fmt: skip
    out.print(f"[bold]{listing([count(number, *words[kind]) for kind, number in kinds if number])}[/bold]")
    for file, differences in groupby(found, key=lambda difference: difference.file):
        out.print(f"\n[bold]{escape(file)}[/bold]")
        for difference in differences:
            out.print(Padding(escape(difference.words), (0, 0, 0, 2), expand=False))
