"""Made-up content of a dossier's files, as nested text, for tests of what must hold for any dossier."""

from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic import BaseModel

from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.storage.text.text_file import hidden_in
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.duration import Duration
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.logic import Formula

IDS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True) | st.sampled_from(["no", "null", "true", "y", "id", "nan"])
AWKWARD = st.sampled_from(
    ["=1+1", "#1", "# a", "a: b", "a #b", "[a", "{a: b}", "- a", "null", "~", "1990", "1990-06", "true", "'a", '"a"', "a; b", "a;b",
     "_x0041_", "_x005F_", "@a", "%a", "&a", "*a", "!a", "|", ">", "?", "? a", ":", "a:", "<b>&amp;", "a\nb", "a\n\n b", "Ünïcödé 北京",
     "«à»", "\u200f\u05d0", "a" * 200, "one two " * 40, "1e3", "0x10", "---", "...", "a,b", "a\tb", "\u00a0a"]
)  # fmt: skip
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30)
TEXTS = (AWKWARD | WORDS).filter(lambda text: not hidden_in(text))
NAMES = TEXTS.filter(lambda text: bool(text.strip()))
QUANTITIES = st.sampled_from(["0", "1", "0.5", "0..0.5..1", "0.1..0.25..0.3", "1..1..1", ".5", "0.30"])
DATES = st.sampled_from(["1990", "1990-06", "1990-06-04", "1990-06-04~", "1989-22", "198X", "1990?"])
CITATIONS = st.sampled_from(["essay:1", "essay:1-4; judgement: a guess", "judgement", "judgement: one, two"])
SPECIAL: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(1, 2).map(str),
    float: st.sampled_from(["0", "50", "62.5", "1e1"]),
    bool: st.sampled_from(["true", "false"]),
    Quantity: QUANTITIES,
    Date: DATES,
    Duration: st.sampled_from(["3 months", "1 day"]),
    Fraction: st.sampled_from(["2/3", "0.65", "1"]),
    Formula: st.sampled_from(["a", "a and not b"]),
}


def contents() -> st.SearchStrategy[dict[str, Any]]:
    """Content of some files of a dossier; each entry can be read, though names may point nowhere."""
    return st.fixed_dictionaries(
        {file.name: _content(file) for file in FILES if file.required},
        optional={file.name: _content(file) for file in FILES if not file.required},
    )


def _content(file: DossierFile) -> st.SearchStrategy[Any]:
    if file is ABOUT:
        return _record(file.record).map(lambda fields: {**fields, "format": "2", "hindsight": "because"})
    if file.is_table:
        return st.lists(_record(file.record).map(_as_row), min_size=1, max_size=3)
    return st.dictionaries(IDS, _record(file.record, without="id"), min_size=1, max_size=3)


def _as_row(fields: dict[str, Any]) -> dict[str, str]:
    cells = {name: ";".join(v) if isinstance(v, list) else v.strip() for name, v in fields.items()}
    return {name: cell for name, cell in cells.items() if cell}


@st.composite
def _record(draw: st.DrawFn, record: type[BaseModel], without: str = "") -> dict[str, Any]:
    fields: dict[str, Any] = {}
    hints = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        if name != without and (field.is_required() or draw(st.booleans())):
            fields[field.alias or name] = draw(_value(hints[name], field.is_required()))
    match record.__name__:
        case "Issue":
            fields.pop("scale", None) if draw(st.booleans()) else fields.pop("options", None)
            if not fields.get("options"):
                fields.pop("options", None)
                fields.setdefault("scale", {})
        case "Scale":
            fields.pop("low", None), fields.pop("high", None)
        case "Rule":
            for name in ("quota", "chair"):
                fields.pop(name, None)
            if fields["kind"] == "quota":
                fields["quota"] = "3"
            if fields["kind"] in ("chair_breaks_ties", "consensus_else_chair"):
                fields["chair"] = "north"
            if fields["kind"] != "consensus_else_chair":
                fields.pop("no_consensus", None)
            if fields["kind"] == "requirements":
                fields["needs"] = [{"share": "2/3"}, {"of": ["north"]}]
            else:
                fields.pop("needs", None), fields.pop("or_else", None)
        case "Requirement":
            for name in ("at_least", "more_than", "all_but", "quorum"):
                fields.pop(name, None)
            fields["share"] = "2/3"
        case "Reform":
            fields["quota"] = "2"
            for name in ("bloc", "union"):
                fields.pop(name, None)
        case "Motion":
            fields["together"] = "0.5"
        case "Figure":
            if {"paid_by", "paid_for"} <= fields.keys():
                fields |= {"unit": "%", "value": "0..0.5..1"}
            else:
                fields.pop("paid_by", None), fields.pop("paid_for", None)
        case "Payment":
            fields["paid_by"] = [name for name in fields["paid_by"] if name != fields["paid_to"]] or [
                fields["paid_to"] + "_"
            ]
        case "Infeasible":
            fields["taken"] = [name for name in fields.get("taken", []) if name not in fields.get("not_taken", [])] or [
                "b"
            ]
            fields["not_taken"] = [name for name in fields.get("not_taken", []) if name != "b"]
        case "Preference":
            fields.pop("weight" if draw(st.booleans()) else "rank", None)
            if not fields.keys() & {"rank", "weight"}:
                fields["weight"] = "0..0.5..1"
        case "Claim":
            fields["kind"] = "forecast"
        case "Friction":
            fields["source"] = "essay:1"
    return fields


def _value(kind: Any, required: bool) -> st.SearchStrategy[Any]:
    if get_origin(kind) is Annotated:
        base, *marks = get_args(kind)
        if _is_citations(base):
            return CITATIONS
        if base is str:
            if any("pattern=" in str(mark) and "a-z" in str(mark) for mark in marks):
                return IDS
            return NAMES if any("min_length" in str(mark) for mark in marks) else TEXTS
        if _kinds(base) == {Quantity, Ranking}:
            return QUANTITIES | st.sampled_from(["a > b = c", "a"])
        return _value(base, required or any("min_length" in str(mark) for mark in marks))
    if get_origin(kind) in (Union, UnionType) and dict[str, Any] in get_args(kind):
        return st.recursive(
            NAMES.map(str.strip),
            lambda part: st.lists(part, max_size=2) | st.dictionaries(IDS, part, max_size=2),
            max_leaves=4,
        )
    if get_origin(kind) in (Union, UnionType):
        return _value(next(part for part in get_args(kind) if part is not NoneType), required)
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        return st.lists(_value(get_args(kind)[0], True), min_size=int(required), max_size=3)
    if get_origin(kind) is dict:
        key, value = get_args(kind)
        return st.dictionaries(_value(key, True), _value(value, True), min_size=int(required), max_size=3)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _record(kind)
    return SPECIAL[kind]


def _is_citations(kind: Any) -> bool:
    return get_origin(kind) is tuple and get_args(kind)[0] is Citation


def _kinds(kind: Any) -> set[Any]:
    return set(get_args(kind)) if get_origin(kind) in (Union, UnionType) else set()
