"""Set everything up and run: `python3 start.py` writes and opens the Cambodian brief; `python3 start.py test` tests.

Needs only Python 3.11 or later and a package registry; everything lands in `.venv` beside this file.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
ACTIVATE = ".venv\\Scripts\\activate" if os.name == "nt" else "source .venv/bin/activate"
SHARED_OUT = ("-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder")
"""The tests run on all processors. Files stay whole, since the blocks of a page follow one another; large ones come first."""
USAGE = """usage: python3 start.py [brief | test | setup | lock] [ARGUMENTS]

  brief   set up, then write and open the brief of the shipped Cambodian case (the default)
  test    set up with the developers' tools, then run the tests; ARGUMENTS go to pytest
  setup   set up with the developers' tools, and stop there
  lock    resolve the dependencies anew and write requirements.txt and requirements-dev.txt
"""


def run(*command: str | Path) -> int:
    """Run a command in the project's folder and return its exit code."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, check=False).returncode


def must(what: str, *command: str | Path) -> None:
    """Run a command that the rest depends on; stop with one line if it fails."""
    if run(*command) != 0:
        sys.exit(f"start.py: {what} failed; the lines above say why. Nothing else was changed.")


def set_up(requirements: Path) -> None:
    """Make the virtual environment hold exactly the locked packages, and the project itself."""
    stamp = VENV / f"{requirements.stem}.installed"
    wanted = hashlib.sha256(
        requirements.read_bytes() + (ROOT / "pyproject.toml").read_bytes() + sys.version.encode()
    ).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    print(f"Setting up in {VENV} (once; a minute or two) …", file=sys.stderr, flush=True)
    if not PYTHON.exists():
        must(
            "making a virtual environment (on Debian and Ubuntu: install the package python3-venv)",
            sys.executable, "-m", "venv", VENV,
        )  # fmt: skip
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    must("installing the locked packages", *pip, "--require-hashes", "-r", requirements)
    must("installing goodoffices", *pip, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(wanted)


def lock() -> None:
    """Write both requirement files: versions and hashes for every platform, no addresses."""
    set_up(ROOT / "requirements-dev.txt")
    for group, extras, target in (
        ("build", ("--extra", "documents"), "requirements.txt"),
        ("dev", ("--extra", "documents", "--extra", "cluster"), "requirements-dev.txt"),
    ):
        must(
            f"locking {target}",
            PYTHON, "-m", "uv", "pip", "compile", "pyproject.toml", "--group", group, *extras, "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--upgrade",
            "--quiet", "--custom-compile-command", "python3 start.py lock", "--output-file", target,
        )  # fmt: skip


def main(arguments: list[str]) -> int:
    """Carry out one of the words in USAGE."""
    if sys.version_info < (3, 11):
        sys.exit(f"start.py: Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
    word, rest = (arguments[0], arguments[1:]) if arguments else ("brief", [])
    if word == "brief":
        set_up(ROOT / "requirements.txt")
        return run(BIN / "goodoffices", "brief", "cambodia-1990", "--open", *rest)
    if word == "test":
        set_up(ROOT / "requirements-dev.txt")
        return run(PYTHON, "-m", "pytest", "--cov=goodoffices", *SHARED_OUT, *rest)
    if word == "setup":
        set_up(ROOT / "requirements-dev.txt")
        print("Ready. Activate the environment:", ACTIVATE)
        return 0
    if word == "lock":
        lock()
        return 0
    print(USAGE, file=sys.stderr)
    return 0 if word in ("-h", "--help", "help") else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
