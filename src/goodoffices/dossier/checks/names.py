"""Nothing has two names, and no name stands for two things."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from goodoffices.dossier.checks.check import Files, records
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.storage.layout import FILES
from goodoffices.dossier.storage.text.located import Path
from goodoffices.errors import Problem

UNIQUE_IN_TABLES = ("windows.csv", "figures.csv")
"""Tables whose ids name one row each; elsewhere several rows may speak of the same thing."""

_NAMED_FIELDS = ("name", "short", "place", "summary", "says", "author", "title", "what", "of")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]{2}))+")
_SHORTEST_NAME, _SHORTEST_ACRONYM, _ONE_LETTER_FROM = 4, 4, 7
_SOUNDS = str.maketrans("ckqrlwvzsyi", "kkkllvvssii")
"""Letters that transcriptions into Latin script use for one another."""


def lists_name_nothing_twice(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No list names the same thing twice, and what has an id within a list or table is alone in having it.

    Take one of the two out, or give it an id of its own.
    """
    for moment in dossier.moments.values():
        present = [(("at_table", i), p) for i, p in enumerate(moment.at_table)]
        present += [(("in_the_wings", i), p) for i, p in enumerate(moment.in_the_wings)]
        yield from _repeats("moments.yaml", files, [((moment.id, *path), name) for path, name in present])
    for file, path, record in records(dossier, files):
        for name, field in type(record).model_fields.items():
            value = getattr(record, name)
            if not isinstance(value, tuple) or not value or name in ("at_table", "in_the_wings", "source"):
                continue
            place = (*path, field.alias or name)
            named: list[tuple[Path, str]] = [
                ((*place, i), part) if isinstance(part, str) else ((*place, i, "id"), part.id)
                for i, part in enumerate(value)
                if isinstance(part, str) or hasattr(part, "id")
            ]
            yield from _repeats(file, files, named)
    for table in UNIQUE_IN_TABLES:
        rows: Sequence[Any] = getattr(dossier, table.removesuffix(".csv"))
        yield from _repeats(table, files, [((*files.rows[table][i], "id"), row.id) for i, row in enumerate(rows)])


def names_are_distinct(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two parties, issues or moments have the same name in charts and tables.

    Make the names differ; in charts nobody could tell the two apart.
    """
    for file, names in (
        ("parties.yaml", [((p.id, "short" if p.short else "name"), p.label) for p in dossier.parties.values()]),
        ("issues.yaml", [((i.id, "name"), i.name) for i in dossier.issues.values()]),
        ("moments.yaml", [((m.id, "name"), m.name) for m in dossier.moments.values()]),
    ):
        yield from _repeats(file, files, names)


def _repeats(file: str, files: Files, named: Sequence[tuple[Path, str]]) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for path, name in named:
        if name in seen:
            line = files.place(file, seen[name])[0]
            field = next((part for part in reversed(path) if isinstance(part, str)), "")
            message = f"this stands on line {line} already"
            yield Problem(file, message, *files.place(file, path), field, name, "each name once")
        seen.setdefault(name, path)


def names_look_alike(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """No two names differ only as spellings of one name do, unless a party lists both as its own.

    If they are one name, write it one way throughout, or list both as aliases of the party.
    """
    first: dict[str, tuple[str, Path]] = {}
    skeletons: dict[str, list[str]] = {}
    for file, path, text in _names(files):
        for word in _WORD.findall(text):
            if word not in first and _is_name(word):
                first[word] = (file, path)
                for skeleton in _skeletons(word):
                    skeletons.setdefault(skeleton, []).append(word)
    together = _listed_together(dossier)
    told = set()
    for words in skeletons.values():
        for number, word in enumerate(words):
            for other in words[:number]:
                pair = frozenset((word, other))
                if pair in told or together.get(word, set()) & together.get(other, set()) or not _variants(word, other):
                    continue
                told.add(pair)
                file, path = first[word]
                yield Problem(
                    file,
                    f"{word!r} looks like another spelling of {other!r}",
                    *files.place(file, path),
                    found=word,
                    expected="one spelling throughout, or both among the aliases of one party",
                    witness=files.witness(*first[other]),
                )


def _names(files: Files) -> Iterator[tuple[str, Path, str]]:
    for file in FILES:
        if file.name in files.located:
            yield from _named_texts(file.name, files.located[file.name].data, ())


def _named_texts(file: str, value: object, path: Path) -> Iterator[tuple[str, Path, str]]:
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _named_texts(file, part, (*path, index))
    elif isinstance(value, dict):
        for key, part in value.items():
            if isinstance(part, str) and key in _NAMED_FIELDS:
                yield file, (*path, key), part
            else:
                yield from _named_texts(file, part, (*path, key))


def _listed_together(dossier: Dossier) -> dict[str, set[str]]:
    """Return for each word the parties in whose names and aliases it stands."""
    found: dict[str, set[str]] = {}
    for party in dossier.parties.values():
        for text in (party.name, party.short, *(alias.name for alias in party.aliases)):
            for word in _WORD.findall(text):
                found.setdefault(word, set()).add(party.id)
    return found


def _is_name(word: str) -> bool:
    if word.isupper():
        return len(word) >= _SHORTEST_ACRONYM
    return word[0].isupper() and (len(word) >= _SHORTEST_NAME or len(word) == _SHORTEST_NAME - 1)


def _folded(word: str) -> str:
    """Return how a name sounds, roughly: without accents, doubled letters and mute h; l for r, v for w, k for c."""
    if word.isupper():
        return word.replace("I", "L").replace("0", "O")  # letters that are misread for one another in print
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    plain = plain.replace("ph", "f").translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", plain[:1] + plain[1:].replace("h", ""))


def _skeletons(word: str) -> set[str]:
    """Return keys of which two words share one if they sound alike or, being long, differ in one letter."""
    keys = {f"sound {_folded(word)}"}
    if len(word) >= _ONE_LETTER_FROM and not word.isupper():
        lower = word.lower()
        keys |= {f"letters {lower[:i]}{lower[i + 1 :]}" for i in range(len(lower))} | {f"letters {lower}"}
    return keys


def _variants(word: str, other: str) -> bool:
    if word.lower() == other.lower():
        return False  # capitals are a matter of style
    short, long = sorted((word.lower(), other.lower()), key=len)
    same_sound = _folded(word) == _folded(other)
    if same_sound:
        return True
    # One more letter at the end makes a plural or an adjective: Cambodia, Cambodian.
    return not long.startswith(short) and _one_edit_apart(short, long)


def _one_edit_apart(short: str, long: str) -> bool:
    start = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[start:] == long[start + 1 :] or short[start + 1 :] == long[start + 1 :]
