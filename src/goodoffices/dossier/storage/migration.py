"""Older formats of the dossier: how what they call a thing is called today.

A dossier says in ``dossier.yaml`` which format it is written in. Files of an older format are read as if they had been
written today; the files themselves stay as they are until :func:`~goodoffices.dossier.storage.writing.upgrade_dossier`
rewrites them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goodoffices.dossier.dossier import FORMAT
from goodoffices.dossier.storage.text.located import Located, Path


@dataclass(frozen=True)
class Renamed:
    """A field of every entry of a file that has had another name since a format."""

    since: int
    file: str
    old: str
    new: str


RENAMED = (Renamed(2, "moments.yaml", "signatories", "must_sign"),)
"""Every renaming so far, oldest first."""


def format_of(files: Mapping[str, Located]) -> int:
    """Return the format that a dossier's files say they are written in; today's if they do not say."""
    about = files.get("dossier.yaml")
    stated = about.text(("format",)) if about else ""
    return int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 9 else FORMAT


def old_names(files: Mapping[str, Located]) -> Iterator[tuple[Located, Path, str]]:
    """Yield every field that stands under a name of an older format: its file, its path, its name today."""
    version = format_of(files)
    for renamed in RENAMED:
        located = files.get(renamed.file)
        if version >= renamed.since or located is None or not isinstance(located.data, Mapping):
            continue
        for entry, fields in located.data.items():
            if isinstance(fields, Mapping) and renamed.old in fields and renamed.new not in fields:
                yield located, (entry, renamed.old), renamed.new


def read_as_today(files: Mapping[str, Located]) -> None:
    """Give the fields of an older format the names they have today."""
    for located, path, new in list(old_names(files)):
        located.rename(path, new)
