"""Write the generated parts of the dossier's reference from the code: `python docs/dossier_reference.py`.

A part stands between the lines `<!-- begin: WHAT -->` and `<!-- end -->` of a page in `reference`; everything else there is
written by hand. The sentences come from the records (below each field, and in `Means`), the examples from the scaffold,
the advice on checks from the second paragraph of each check's docstring.
"""

import inspect
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin, get_type_hints

from pydantic.fields import FieldInfo

from goodoffices.dossier.checks.check import Check
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.record import ID_PATTERN, APosition, AValue, Citations, Means, Record, Refers
from goodoffices.dossier.storage import layout
from goodoffices.dossier.storage.layout import DEFINED_IN, FILES, DossierFile
from goodoffices.dossier.storage.references import references_of
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.duration import Duration
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import Severity
from goodoffices.logic import Formula

REFERENCE = Path(__file__).parent / "reference"
SCAFFOLD = Path(layout.__file__).parent / "scaffold"
PAGES = ("dossier.md", "dossier-settlements.md", "dossier-influence.md", "dossier-evidence.md", "checks.md")
PART = re.compile(r"(<!-- begin: (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)
NOTICE = (
    "*Provisional: no model reads this file yet; its fields may change, and then a migration comes with the change.*"
)

_SIMPLE = {
    Quantity: "number or range",
    Date: "date",
    Duration: "length of time",
    Fraction: "share, such as 2/3",
    Formula: "statement",
    bool: "yes or no",
    int: "whole number",
    float: "number",
}
_PLURALS = {"party": "parties", "constituency": "constituencies"}
_MANY = {
    "text": "list of texts",
    "id": "ids",
    "whole number": "whole numbers",
    "one of the words below": "some of the words below",
}


def pages() -> dict[Path, str]:
    """Return every page that has generated parts, with these as they should be."""
    return {REFERENCE / page: PART.sub(_renewed, (REFERENCE / page).read_text(encoding="utf-8")) for page in PAGES}


def fields_of(record: type[Record]) -> Iterator[tuple[str, FieldInfo, Any]]:
    """Yield name, description and annotated type of each field that is written in a file."""
    hints = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        if name != "id" or record not in _KEYED:
            yield field.alias or name, field, hints[name]


def words_of(hint: Any) -> dict[str, str | None] | None:
    """Return the allowed words of a field with their meanings (None where there is none); None if any text will do."""
    if get_origin(hint) is Literal:
        return dict.fromkeys(get_args(hint))
    if get_origin(hint) is Annotated:
        words = words_of(get_args(hint)[0])
        means = next((mark.values for mark in get_args(hint)[1:] if isinstance(mark, Means)), None)
        return words if words is None or means is None else {word: means.get(word) for word in words}
    return next((found for part in get_args(hint) if (found := words_of(part))), None)


def nested_in(hint: Any) -> type[Record] | None:
    """Return the record that a field holds, once or in a list."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    return next((found for part in get_args(hint) if (found := nested_in(part))), None)


_KEYED = {file.record for file in FILES if not file.is_table}  # their id is the name of the entry


def _renewed(match: re.Match[str]) -> str:
    kind, _, name = match[2].partition(" ")
    if kind in ("file", "within"):
        file = next(file for file in FILES if file.name == name)
        text = "\n\n".join(_file(file) if kind == "file" else _within(name, file.record)) + "\n"
    elif kind == "overview":
        text = _overview()
    else:
        text = _checks(Severity(name))
    return f"{match[1]}\n{text}\n{match[3]}"


def _overview() -> str:
    where = {name: page for page in PAGES for kind, name in _parts(page) if kind == "file"}
    rows = [
        [
            f"[`{name}`]({'' if page == PAGES[0] else page}#{_anchor(name)})",
            _sentence(file.record).rstrip("."),
            _status(file),
        ]
        for name, page in where.items()
        for file in FILES
        if file.name == name
    ]
    return _table(["file", "an entry is", "status"], rows) + "\n"


def _status(file: DossierFile) -> str:
    if file.required:
        return "must be there"
    return "everyday" if file.everyday else "as needed; provisional" if file.provisional else "as needed"


def _parts(page: str) -> Iterator[tuple[str, str]]:
    for match in PART.finditer((REFERENCE / page).read_text(encoding="utf-8")):
        kind, _, name = match[2].partition(" ")
        yield kind, name


def _file(file: DossierFile) -> Iterator[str]:
    """Yield what an entry is, an example, the table of its fields, and where its ids are named."""
    yield _prose(file.record)
    if file.provisional:
        yield NOTICE
    yield _example(file)
    yield from _fields(file.name, file.record)
    if file.defines and (used := _named_in(file)):
        yield f"Its ids are named in {used}."


def _within(heading: str, record: type[Record], inner: str = "") -> Iterator[str]:
    """Yield the sections on the records within a record."""
    for name, _, hint in fields_of(record):
        if nested := nested_in(hint):
            yield f"### {heading}: {inner}{name}"
            yield _prose(nested)
            yield from _fields(heading, nested, f"{inner}{name}.")
            yield from _within(heading, nested, f"{inner}{name}.")


def _fields(heading: str, record: type[Record], inner: str = "") -> Iterator[str]:
    """Yield the table of a record's fields, and the meanings of their words."""
    fields = list(fields_of(record))
    rows = [
        [
            f"`{name}`",
            _type(hint, _anchor(f"{heading}: {inner}{name}")),
            "yes" if field.is_required() else "no",
            _if_empty(field),
            _meaning(field),
        ]
        for name, field, hint in fields
    ]
    yield _table(["field", "type", "needed", "if empty", "meaning"], rows)
    for name, _, hint in fields:
        if words := words_of(hint):
            yield _table([f"`{name}`", "meaning"], [[f"`{word}`", means or ""] for word, means in words.items()])


def _type(hint: Any, anchor: str) -> str:
    if hint == APosition:
        return "position"
    if hint == Citations:
        return "citations"
    if hint == AValue:
        return "text, list or fields"
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        inner, marks = arguments[0], arguments[1:]
        target = next((mark.target for mark in marks if isinstance(mark, Refers)), None)
        if inner is str and target:
            return f"id of {'an' if target[0] in 'aeiou' else 'a'} {target}"
        if inner is str and any(getattr(mark, "pattern", None) == ID_PATTERN for mark in marks):
            return "id"
        return "citations" if "Citation" in str(inner) else _type(inner, anchor)
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if origin is Literal:
        return "one of the words below"
    if nested_in(hint) is hint:
        return f"[fields](#{anchor})"
    if origin is tuple:
        one = _type(arguments[0], anchor)
        if one.startswith("id of "):
            named = one.rpartition(" ")[2]
            return f"ids of {_PLURALS.get(named, f'{named}s')}"
        return _MANY.get(one, f"list of {one}")
    if origin is dict:
        return f"{_type(arguments[0], anchor).rpartition(' ')[2]}: {_type(arguments[1], anchor)}"
    chosen = [part for part in arguments if part is not NoneType]
    return _type(chosen[0], anchor) if chosen else "text"


def _meaning(field: FieldInfo) -> str:
    text = (field.description or "").partition("; empty:")[0].strip()
    return _inline(text if text.endswith(".") else f"{text}.")


def _if_empty(field: FieldInfo) -> str:
    said = (field.description or "").partition("; empty:")[2].strip().rstrip(".")
    if said or field.is_required():
        return _inline(said)
    default = field.get_default(call_default_factory=True)
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default:g}`" if isinstance(default, int | float) else f"`{default}`" if default else ""


def _named_in(file: DossierFile) -> str:
    used: dict[str, list[str]] = {}
    for other in FILES:
        for pattern, target in references_of(other.record):
            if DEFINED_IN[target] is file:
                used.setdefault(other.name, []).append(".".join(part for part in pattern if part.isidentifier()))
    cited = ["the `source` of every file"] if file.defines == "source" else []
    return "; ".join(cited + [f"`{name}` ({', '.join(dict.fromkeys(fields))})" for name, fields in used.items()])


def _example(file: DossierFile) -> str:
    lines = (SCAFFOLD / file.name).read_text(encoding="utf-8").splitlines()
    kept = "\n".join(line for line in lines if not line.lstrip().startswith("#"))
    kept = re.sub(r"\n{3,}", "\n\n", kept).strip()
    language = "csv" if file.is_table else "yaml"
    return f"```{language}\n# file: asha/{file.name}\n{kept}\n```"


def _checks(severity: Severity) -> str:
    chosen = [check for check in CHECKS if check.severity is severity]
    rows = [[f"`{check.name}`", _inline(check.holds), _inline(advice(check))] for check in chosen]
    return _table(["check", "what holds where it finds nothing", "what to do"], rows) + "\n"


def advice(check: Check) -> str:
    """Return what a check's docstring says on what to do about what it finds."""
    _, _, second = (inspect.getdoc(check.find) or "").partition("\n\n")
    return " ".join(second.split())


def _prose(record: type[Record]) -> str:
    return _inline(inspect.cleandoc(record.__doc__ or ""))


def _sentence(record: type[Record]) -> str:
    return _inline(" ".join((record.__doc__ or "").strip().split("\n\n")[0].split()))


def _inline(text: str) -> str:
    return text.replace("``", "`").replace("|", r"\|")


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


if __name__ == "__main__":
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8")
