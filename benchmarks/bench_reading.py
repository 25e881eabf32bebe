"""Time the reading of a dossier beside a bare parse of the same files.

Run ``python benchmarks/bench_reading.py``. The baseline parses YAML with ruamel and tables with the csv module and stops there: it
knows no lines, no types, no references and no checks. What the ratio buys is all of these.
"""

import csv
import random
import resource
import tempfile
import time
from pathlib import Path

from ruamel.yaml import YAML

from goodoffices.casebook import case_folder
from goodoffices.dossier import inspect_dossier
from goodoffices.dossier.storage.layout import FILES
from goodoffices.dossier.storage.writing import convert_dossier

PARTIES, ISSUES = 10_000, 10


def plain(folder: Path) -> int:
    """Parse every file and return how many entries and rows there are."""
    entries = 0
    for file in FILES:
        path = folder / file.name
        if not path.exists():
            continue
        if file.is_table:
            with path.open(encoding="utf-8", newline="") as lines:
                entries += sum(1 for _ in csv.DictReader(line for line in lines if not line.startswith("#")))
        else:
            entries += len(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
    return entries


def make_large(folder: Path) -> None:
    """Write a dossier of ten thousand parties with a stance on each of ten issues."""
    draw = random.Random(1)
    names = ["".join(draw.choices("abcdefghijklmnop", k=9)).title() for _ in range(PARTIES)]
    texts = {
        "dossier.yaml": "title: A very large quarrel\n",
        "parties.yaml": "".join(f"p{i}: {{name: {name} {i}, kind: group}}\n" for i, name in enumerate(names)),
        "issues.yaml": "".join(f"i{k}: {{name: Issue {k}, scale: {{}}}}\n" for k in range(ISSUES)),
        "moments.yaml": f"m: {{name: M, date: 1990, at_table: [{', '.join(f'p{i}' for i in range(PARTIES))}], "
        f"issues: [{', '.join(f'i{k}' for k in range(ISSUES))}]}}\n",
        "stances.csv": "party,issue,position,salience,source\n"
        + "".join(f"p{i},i{k},{(7 * i + k) % 101},50,judgement\n" for i in range(PARTIES) for k in range(ISSUES)),
        "capabilities.csv": "party,capability,source\n"
        + "".join(f"p{i},{i % 100},judgement\n" for i in range(PARTIES)),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def timed(what: str, path: Path, baseline: float = 0.0) -> None:
    """Print how long a dossier takes to be read and checked."""
    start = time.perf_counter()
    inspection = inspect_dossier(path)
    spent = time.perf_counter() - start
    assert inspection.dossier is not None
    print(
        f"{what:<42} {spent:6.2f} s"
        + (f"   bare parse {baseline:6.2f} s   ratio {spent / baseline:.1f}" if baseline else "")
    )


def main() -> None:
    """Print times, ratios and peak memory."""
    case = case_folder("cambodia-1990")
    inspect_dossier(case)  # imports, and dates that are parsed once
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        start = time.perf_counter()
        entries = plain(case)
        timed(f"Cambodian case, {entries} entries, folder", case, time.perf_counter() - start)
        for form in ("zip", "xlsx"):
            convert_dossier(case, folder / f"case.{form}")
            timed(f"the same as {form}", folder / f"case.{form}")
        large = folder / "large"
        large.mkdir()
        make_large(large)
        start = time.perf_counter()
        entries = plain(large)
        timed(f"{PARTIES:,} parties, {entries:,} entries, folder", large, time.perf_counter() - start)
    print(f"peak memory of the whole run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
