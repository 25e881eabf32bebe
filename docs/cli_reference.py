"""Write the reference of the command line from its own help: `python docs/cli_reference.py`."""

from pathlib import Path

from click.testing import CliRunner

from goodoffices.cli import main

PAGE = Path(__file__).parent / "reference" / "cli.md"
INTRODUCTION = """# Commands

<!-- Written by docs/cli_reference.py from the help of the commands; change it there. -->

`DOSSIER|CASE` is a dossier (a folder, a zip or a workbook), the name of a shipped case, or [a file of another bargaining
program](../how-to/import-from-other-programs.md). Results go to standard output, messages and progress to standard error.
[Exit codes](errors.md#exit-codes): 0 all well, 1 a check found something, 2 wrong usage or an input that cannot be used.

Progress bars and colours appear only in a terminal. Set the environment variable `NO_COLOR` to do without colours.
"""


def reference() -> str:
    """Return the page as text."""
    parts = [INTRODUCTION, _section("goodoffices")]
    parts += [_section("goodoffices", name) for name in sorted(main.commands)]
    return "\n".join(parts)


def _section(*words: str) -> str:
    result = CliRunner().invoke(main, [*words[1:], "--help"], prog_name="goodoffices", terminal_width=80)
    return f"## {' '.join(words)}\n\n```text\n{result.output}```\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
