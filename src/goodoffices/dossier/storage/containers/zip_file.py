"""Reading an archive as if it were a folder, without trusting what it says of itself."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from goodoffices.dossier.storage.containers.container import MAX_TOTAL_BYTES, RefusedError, too_large
from goodoffices.dossier.storage.layout import FILE_NAMES
from goodoffices.dossier.storage.text.text_file import EMPTY

MAX_ARCHIVE_BYTES = 64 * 2**20
MAX_MEMBERS = 1_000
MAX_RATIO = 1_000
"""How many times larger a file may be unpacked than packed, if it is large; text rarely exceeds 20."""
_LARGE = 2**20
_DIRECTORY_ENTRY_BYTES = 1_024
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_END = b"PK\x05\x06"
_END_SIZE = 22
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error, KeyError, OverflowError,
)  # fmt: skip


class Archive:
    """The members of a zip archive, checked before any is unpacked, unpacked one at a time and never to disk."""

    def __init__(self, content: bytes) -> None:
        """Open an archive.

        Raises
        ------
        RefusedError
            If it is no archive, or one that a careful reader does not unpack.
        """
        if content.startswith(b"\xd0\xcf\x11\xe0"):
            raise RefusedError("the file is protected by a password, or in a format of old Office programs")
        if not content:
            raise RefusedError(EMPTY)
        _check_end(content)
        self.left = MAX_TOTAL_BYTES
        self.members: dict[str, zipfile.ZipInfo] = {}
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(content))
            listed = self.archive.infolist()
        except (*_DAMAGED, NotImplementedError) as error:
            raise RefusedError("this is not a zip archive, or it is damaged") from error
        if len(listed) > MAX_MEMBERS:
            raise RefusedError("the archive holds too many files", f"at most {MAX_MEMBERS:,}")
        for member in listed:
            if not _is_litter(member.filename):
                self._check(member)

    def _check(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        path = PurePosixPath(name.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in name or "\0" in member.orig_filename or "\\" in name:
            raise RefusedError("the archive holds a file that would lie outside of it", name=name)
        if name in self.members:
            raise RefusedError("the archive holds this name twice", name=name)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise RefusedError("the archive holds a link", "the file itself", name)
        if member.flag_bits & _ENCRYPTED:
            raise RefusedError("the archive is protected by a password", "an archive without one", name)
        if member.compress_type not in _METHODS:
            raise RefusedError("this file is packed by an unusual method", "ordinary zip compression (deflate)", name)
        if member.file_size > _LARGE and member.file_size > MAX_RATIO * max(1, member.compress_size):
            raise RefusedError("this file unpacks to a size beyond reason", f"at most {MAX_RATIO} times its size", name)
        self.members[name] = member

    def names(self) -> frozenset[str]:
        """Return the names of its members."""
        return frozenset(self.members)

    def read(self, name: str, most: int) -> bytes:
        """Return the content of one member.

        Raises
        ------
        RefusedError
            If it is damaged, or larger than `most` bytes or than what may still be unpacked.
        """
        most = min(most, self.left)
        member = self.members[name]
        if member.file_size > most:
            raise too_large(most)
        try:
            with self.archive.open(member) as file:
                content = file.read(most + 1)
        except (*_DAMAGED, NotImplementedError) as error:
            raise RefusedError("this file is damaged in the archive", "an archive packed anew") from error
        if len(content) > most:
            raise too_large(most)
        self.left -= len(content)
        return content


class ZippedFolder:
    """A zip archive of a dossier, its files at the top or inside one folder."""

    def __init__(self, content: bytes) -> None:
        """Open an archive.

        Raises
        ------
        RefusedError
            If it is refused (see :class:`Archive`) or does not hold one dossier.
        """
        self.archive = Archive(content)
        self.root = _root(self.archive.members)

    def names(self) -> frozenset[str]:
        """Return the names of the files and folders in the dossier's folder."""
        inside = (name.removeprefix(self.root) for name in self.archive.members if name.startswith(self.root))
        return frozenset(name.partition("/")[0] for name in inside if name)

    def names_in(self, folder: str) -> frozenset[str]:
        """Return the names of the files in a folder within the dossier's folder."""
        start = f"{self.root}{folder}/"
        return frozenset(name.removeprefix(start) for name in self.archive.members if name.startswith(start)) - {""}

    def read(self, name: str, most: int) -> bytes:
        """Return the content of one file.

        Raises
        ------
        RefusedError
            If it is not a file, is damaged or is larger than `most` bytes.
        """
        if self.root + name not in self.archive.members:
            raise RefusedError("this is a folder", "a file of this name")
        return self.archive.read(self.root + name, most)


def _root(members: Iterable[str]) -> str:
    """Return the folder of an archive in which the dossier's files lie: none, or the only one."""
    paths = [PurePosixPath(name) for name in members if not name.endswith("/")]
    roots = sorted({path.parent for path in paths if path.name in FILE_NAMES}, key=lambda path: len(path.parts))
    if roots and not roots[0].parts:
        return ""
    shallow = [path for path in roots if len(path.parts) == 1]
    if len(shallow) == 1:
        return f"{shallow[0]}/"
    if shallow:
        names = ", ".join(str(path) for path in shallow[:3])
        raise RefusedError("the archive holds more than one dossier", "one archive for each", names)
    if roots:
        raise RefusedError("the files of the dossier lie too deep in the archive", "at the top or inside one folder")
    if any(path.suffix.lower() == ".zip" for path in paths):
        raise RefusedError("the archive holds an archive", "the files of the dossier; unpack the inner one first")
    tops = {path.parts[0] for path in paths if len(path.parts) == 2}
    return f"{tops.pop()}/" if len(tops) == 1 and all(len(path.parts) > 1 for path in paths) else ""


def _is_litter(name: str) -> bool:
    return any(part in _LITTER or part.startswith("._") for part in PurePosixPath(name).parts)


def _check_end(content: bytes) -> None:
    """Refuse an archive whose directory is too large to be looked through, before it is."""
    place = len(content) - _END_SIZE
    if not (place >= 0 and content[place : place + 4] == _END and content.endswith(b"\0\0")):
        place = content.rfind(_END, max(0, place - 2**16))
    if place < 0 or len(content) - place < _END_SIZE:
        raise RefusedError("this is not a zip archive, or it is damaged")
    count, size = struct.unpack_from("<10xHL", content, place)
    if content[max(0, place - 20) : place].startswith(b"PK\x06\x07") or 0xFFFF in (count,) or size == 0xFFFFFFFF:
        raise RefusedError("the archive is of the kind meant for very many or very large files", "an ordinary one")
    if count > MAX_MEMBERS or size > MAX_MEMBERS * _DIRECTORY_ENTRY_BYTES:
        raise RefusedError("the archive holds too many files", f"at most {MAX_MEMBERS:,}")
