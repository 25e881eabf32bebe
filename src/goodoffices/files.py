"""Writing files so that a reader never meets half of one."""

import os
import tempfile
from pathlib import Path

from goodoffices.errors import OutputError


def permissions(wanted: int) -> int:
    """Return the permissions that a new file or folder gets under the user's mask."""
    mask = os.umask(0)
    os.umask(mask)
    return wanted & ~mask


def make_folder(folder: Path) -> None:
    """Make a folder, with those above it, unless it is there.

    Raises
    ------
    OutputError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write into {folder}: {error.strerror or error}") from error


def write_atomically(path: Path, text: str) -> None:
    """Write `text` as UTF-8 to `path`: all of it, or nothing and the old file stays.

    Parameters
    ----------
    path : Path
        Where to write; the folder must exist.
    text : str
        The whole content. Lines end with a newline on every platform.

    Raises
    ------
    OutputError
        If the folder is missing or cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else permissions(0o666))
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
