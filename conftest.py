"""The documentation runs as tests: every block of code in the README, the docs and the docstrings.

What a block does depends on its language:

``python``
    is run; lines that start with ``>>>`` are compared with their output.
``console``
    holds commands of this package after ``$``. They run in a folder of the document's own, and the output shown is
    compared with the real one; ``...`` stands for anything. A last line ``[exit 2]`` names an exit code other than 0.
    If no output is shown, only the exit code is compared.
``yaml``, ``csv``
    start with ``# file: folder/name`` and are written to that folder as they stand; ``# file: folder/name, line 7``
    replaces one line of a file by the rest of the block.
``sh``
    is for the user's shell: it is not run, but what it names must exist.
"""

import doctest
import logging
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from sybil import Example, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

from goodoffices.cli import main
from goodoffices.progress import LOGGER_NAME

ROOT = Path(__file__).parent
FLAGS = doctest.ELLIPSIS
FILE = re.compile(r"# file: (?P<path>[^,\s]+)(?:, line (?P<line>\d+))?\n")
EXIT = re.compile(r"\[exit (\d+)\]")
PLAIN = {"NO_COLOR": "1", "FORCE_COLOR": None, "COLUMNS": "80"}
SHELL_WORDS = ("cd", "git", "py", "python3", "source", "mkdir", ".venv\\Scripts\\activate")


def run_console(example: Example) -> str | None:
    """Run the commands of a block and compare what they print."""
    for command, shown in _commands(str(example.parsed)):
        words = shlex.split(command)
        if words[0] != "goodoffices":
            return f"only this package's commands can be run here, not: {command}"
        code = 0
        if shown and (match := EXIT.fullmatch(shown[-1])):
            code = int(match[1])
            shown.pop()
        result = CliRunner(env=PLAIN).invoke(main, words[1:], prog_name="goodoffices")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        printed = "".join(f"{line.rstrip()}\n" for line in result.output.splitlines())
        if result.exit_code != code:
            return f"$ {command}\nexit code {result.exit_code}, not {code}:\n{printed}"
        wanted = "".join(f"{line.rstrip()}\n" for line in shown)
        if shown and not doctest.OutputChecker().check_output(wanted, printed, FLAGS):
            return f"$ {command}\nshown:\n{wanted}\nprinted:\n{printed}"
    return None


def _commands(block: str) -> list[tuple[str, list[str]]]:
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif commands:
            commands[-1][1].append(line)
        elif line.strip():
            raise ValueError(f"a console block starts with a command; found {line!r}")
    return commands


def write_file(example: Example) -> str | None:
    """Write a block to the file it names, or replace one line of it."""
    block = str(example.parsed)
    match = FILE.match(block)
    if not match:
        return "the block must start with '# file: folder/name'"
    path = Path(match["path"])
    if not match["line"]:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, encoding="utf-8")
        return None
    lines, number = path.read_text(encoding="utf-8").splitlines(keepends=True), int(match["line"])
    if number > len(lines):
        return f"{path} has only {len(lines)} lines"
    lines[number - 1] = block[match.end() :]
    path.write_text("".join(lines), encoding="utf-8")
    return None


def check_shell(example: Example) -> str | None:
    """Check that the scripts and words a block of shell names exist."""
    usage = subprocess.run(
        [sys.executable, "start.py", "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stderr
    for part in re.split(r"&&|\n", str(example.parsed)):
        words = part.split("#")[0].split()
        if not words:
            continue
        scripts = [word for word in words if word.startswith((".ci/", "docs/", "tests/")) or word.endswith(".py")]
        missing = [word for word in scripts if not (ROOT / word).exists()]
        if missing:
            return f"there is no {', '.join(missing)}"
        word = words[words.index("start.py") + 1] if "start.py" in words[:-1] else ""
        if word and not re.search(rf"^  {word} ", usage, flags=re.MULTILINE):
            return f"start.py does not know {word!r}"
        program = words[0].removeprefix(".venv/bin/")
        if program == "goodoffices" and words[1] not in main.commands:
            return f"goodoffices has no command {words[1]!r}"
        if program not in ("goodoffices", "python", "pytest", "sphinx-build", *SHELL_WORDS, *scripts):
            return f"{words[0]!r} is not checked; add it to conftest.py"
    return None


def _enter_folder(namespace: dict[str, Any]) -> None:
    namespace["_before"], namespace["_folder"] = Path.cwd(), tempfile.mkdtemp(prefix="goodoffices-docs-")
    os.chdir(namespace["_folder"])
    logging.getLogger(LOGGER_NAME).setLevel(logging.WARNING)  # another test may have asked for every step


def _leave_folder(namespace: dict[str, Any]) -> None:
    os.chdir(namespace["_before"])
    shutil.rmtree(namespace["_folder"])


_pages = Sybil(
    name="pages",
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=FLAGS),
        CodeBlockParser("console", run_console),
        CodeBlockParser("yaml", write_file),
        CodeBlockParser("csv", write_file),
        CodeBlockParser("sh", check_shell),
    ],
    patterns=["README.md", "CONTRIBUTING.md", "docs/*.md", "docs/*/*.md"],
    setup=_enter_folder,
    teardown=_leave_folder,
)
_docstrings = Sybil(
    name="docstrings",
    parsers=[DocTestParser(FLAGS)],
    path="src",
    pattern="*.py",
    document_types={".py": PythonDocStringDocument},
)

pytest_collect_file = (_pages + _docstrings).pytest()
