"""Writing files so that a reader never meets half of one."""

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Mapping
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


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`: all of it, or nothing and the old file stays.

    Parameters
    ----------
    path : Path
        Where to write; the folder must exist.
    content : str or bytes
        The whole content. Text is written as UTF-8, and its lines end with a newline on every platform.

    Raises
    ------
    OutputError
        If the folder is missing or cannot be written to.
    """
    write_together({path: content})


def write_together(contents: Mapping[Path, str | bytes]) -> None:
    """Write several files that belong together: none of them takes its place before all are written out.

    Parameters
    ----------
    contents : mapping of Path to str or bytes
        Where to write, and what; as for :func:`write_atomically`.

    Raises
    ------
    OutputError
        If one of them cannot be written. Usually nothing has changed then; if some files have taken their place
        already, the message names them.
    """
    waiting: dict[Path, Path] = {}
    done: list[Path] = []
    path = Path()
    try:
        for path, content in contents.items():
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            _write_beside(path, content, waiting)
        for path, temporary in waiting.items():
            temporary.replace(path)
            done.append(path)
        for folder in {path.parent for path in done}:
            _settle(folder)
    except UnicodeEncodeError as error:
        raise OutputError(f"cannot write {path}: it would hold characters that are not text") from error
    except OSError as error:
        kept = f"; written before that: {', '.join(map(str, done))}" if done else ""
        raise OutputError(f"cannot write {path}: {error.strerror or error}{kept}") from error
    finally:
        for temporary in waiting.values():
            temporary.unlink(missing_ok=True)


def write_folder(folder: Path, contents: Mapping[str, str | bytes]) -> None:
    """Write a folder with all its files, which appears as a whole or not at all.

    Parameters
    ----------
    folder : Path
        Where to write; must not exist, or be empty. Folders above it are made.
    contents : mapping of str to str or bytes
        Names of the files, and what they hold; as for :func:`write_atomically`. A file in a folder within is named
        ``folder/name``.

    Raises
    ------
    OutputError
        If the folder holds anything already, or cannot be written.
    """
    shown, folder = folder, Path(os.path.realpath(folder))
    temporary: Path | None = None
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"{shown} exists already; choose a new name, nothing was written")
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:100]}."))
        for inner in {(temporary / name).parent for name in contents} - {temporary}:
            inner.mkdir()
        write_together({temporary / name: content for name, content in contents.items()})
        temporary.chmod(permissions(0o777))
        if folder.exists():
            folder.rmdir()
        temporary.replace(folder)
        _settle(folder.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"cannot write {shown}: {getattr(error, 'strerror', None) or error}") from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _settle(folder: Path) -> None:
    """Have the names in a folder written to the disk, where the system can: a file's name is not part of the file."""
    if hasattr(os, "O_DIRECTORY"):
        with contextlib.suppress(OSError):  # some file systems cannot; the files themselves are safe by now
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _write_beside(path: Path, content: str | bytes, waiting: dict[Path, Path]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    waiting[path] = Path(name)
    with os.fdopen(handle, "wb") as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    waiting[path].chmod(path.stat().st_mode & 0o777 if path.exists() else permissions(0o666))
