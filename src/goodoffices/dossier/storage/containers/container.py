"""Where the files of a dossier lie: a folder, or an archive opened as one. Names in, bytes out, within limits."""

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

MAX_TABLE_BYTES = 64 * 2**20
MAX_TEXT_BYTES = 4 * 2**20
MAX_TOTAL_BYTES = 256 * 2**20
MAX_NAMES = 10_000


class RefusedError(Exception):
    """A file or container that is not read, with the reason a user is told."""

    def __init__(self, message: str, expected: str = "", name: str = "") -> None:
        super().__init__(message)
        self.message, self.expected, self.name = message, expected, name


class Container(Protocol):
    """What holds a dossier's files."""

    def names(self) -> frozenset[str]:
        """Return the names of what it holds."""
        ...

    def names_in(self, folder: str) -> frozenset[str]:
        """Return the names of what a folder in it holds; none if there is no such folder.

        Raises
        ------
        RefusedError
            If it cannot be listed, or holds too many.
        """
        ...

    def read(self, name: str, most: int) -> bytes:
        """Return the content of one file of at most so many bytes; one in a folder is named ``folder/name``.

        Raises
        ------
        RefusedError
            If it cannot be read, is not a file or is larger.
        """
        ...


def largest(name: str) -> int:
    """Return how many bytes a dossier's file of that name may have: tables are long, texts are not."""
    return MAX_TABLE_BYTES if name.endswith(".csv") else MAX_TEXT_BYTES


def too_large(most: int) -> RefusedError:
    """Return what is said of a file that is larger than `most` bytes."""
    return RefusedError("the file is too large", f"at most {most // 2**20} MiB")


class Folder:
    """A folder. Links to files are followed; whatever is no file (a pipe, a device) is refused without waiting for it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> frozenset[str]:
        """Return the names of the files and folders in it.

        Raises
        ------
        RefusedError
            If it cannot be listed, or holds too many.
        """
        return _listed(self.path)

    def names_in(self, folder: str) -> frozenset[str]:
        """Return the names of the files in a folder within it.

        Raises
        ------
        RefusedError
            If it cannot be listed, or holds too many.
        """
        return _listed(self.path / folder) if (self.path / folder).is_dir() else frozenset()

    def read(self, name: str, most: int) -> bytes:
        """Return the content of one file.

        Raises
        ------
        RefusedError
            If it cannot be read, is not a file or is larger than `most` bytes.
        """
        return read_file(self.path / name, most)


class Texts:
    """The texts of files that are in no folder."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def names(self) -> frozenset[str]:
        """Return the names of the files."""
        return frozenset(name.partition("/")[0] for name in self.texts)

    def names_in(self, folder: str) -> frozenset[str]:
        """Return the names of the files in a folder."""
        return frozenset(name.removeprefix(f"{folder}/") for name in self.texts if name.startswith(f"{folder}/"))

    def read(self, name: str, most: int) -> bytes:
        """Return the content of one file.

        Raises
        ------
        RefusedError
            If it is larger than `most` bytes.
        """
        content = self.texts[name].encode()
        if len(content) > most:
            raise too_large(most)
        return content


def _listed(folder: Path) -> frozenset[str]:
    found: set[str] = set()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found.add(entry.name)
                if len(found) > MAX_NAMES:
                    raise RefusedError("the folder holds too many files", f"at most {MAX_NAMES:,}")
    except OSError as error:
        raise RefusedError(f"the folder cannot be read: {error.strerror or error}") from error
    return frozenset(found)


def read_file(path: Path, most: int) -> bytes:
    """Return the content of a file of at most `most` bytes, whose size is looked at before it is read.

    Raises
    ------
    RefusedError
        If it cannot be read, is not a file or is larger.
    """
    try:
        _check_kind(path.stat().st_mode)
        # What was a file a moment ago may be a pipe now: opening must not wait for a writer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            opened = os.fstat(handle)
            _check_kind(opened.st_mode)
            if opened.st_size > most:
                raise too_large(most)
            content = file.read(most + 1)
    except OSError as error:
        reason = "it is a link that leads in a circle" if error.errno == errno.ELOOP else error.strerror or str(error)
        raise RefusedError(f"the file cannot be read: {reason}") from error
    if len(content) > most:
        raise too_large(most)
    return content


def _check_kind(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise RefusedError("this is a folder", "a file of this name")
    if not stat.S_ISREG(mode):
        raise RefusedError("this is a pipe or a device", "a file of this name")
