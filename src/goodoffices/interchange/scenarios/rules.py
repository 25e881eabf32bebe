"""Nonlinear utility spaces of GENIUS: sums of hyper-rectangles, each worth something to packages within it, or beyond."""

from collections.abc import Sequence

from goodoffices.errors import nearest
from goodoffices.interchange.scenarios.scenario import Bound, Rule, Topic
from goodoffices.interchange.scenarios.xml import Element, Sheet

_BOUNDS = ("INCLUDES", "EXCLUDES")


def read_rules(
    sheet: Sheet, root: Element, topics: Sequence[Topic], by_number: dict[int, int]
) -> tuple[tuple[Rule, ...], float | None, bool]:
    """Return the rules, what their worth is divided by, and whether the file says that it is not divided by anything."""
    objective = root.first("objective") or root
    at = objective.first("utility", "utility_function")
    if at is None:
        return (), None, False
    functions = list(at.all("ufun"))
    if len(functions) != 1:
        expected = "one <ufun>; several can stand in one whose aggregation is sum"
        sheet.tell(at, "", "there is not exactly one function", str(len(functions)), expected)
        return (), None, False
    largest = sheet.number(at, "maxutility")
    if functions[0].attributes.get("weight", "1").strip() not in ("1", "1.0"):
        expected = "1, since GENIUS passes it over and NegMAS does not"
        sheet.tell(
            functions[0], "weight", "the outermost function is weighted", functions[0].attributes["weight"], expected
        )
    rules = _function(sheet, functions[0], 1.0, topics, by_number)
    divided = largest is not None and largest > 0
    return tuple(rules), largest if divided else None, not divided


def _function(
    sheet: Sheet, at: Element, weight: float, topics: Sequence[Topic], by_number: dict[int, int]
) -> list[Rule]:
    aggregation = at.attributes.get("aggregation", "sum").strip()
    if aggregation.lower() != "sum":
        sheet.tell(at, "aggregation", "only sums can be taken over", aggregation, "sum")
    rules = []
    for child in at.children:
        if child.tag == "hyperRectangle":
            rules.append(_rectangle(sheet, child, weight, topics, by_number))
        elif child.tag == "ufun":
            inner = sheet.number(child, "weight") if "weight" in child.attributes else 1.0
            rules += _function(sheet, child, weight * (inner or 0.0), topics, by_number)
        else:
            known = ("hyperRectangle", "ufun")
            sheet.tell(
                child,
                "",
                "no part of a function that is known",
                child.tag,
                " or ".join(known),
                nearest(child.tag, known),
            )
    return rules


def _rectangle(sheet: Sheet, at: Element, weight: float, topics: Sequence[Topic], by_number: dict[int, int]) -> Rule:
    name = "utility_function" if "utility_function" in at.attributes and "utility" not in at.attributes else "utility"
    worth = sheet.number(at, name)
    own = sheet.number(at, "weight") if "weight" in at.attributes else 1.0
    tags = {child.tag for child in at.children}
    for tag in sorted(tags - set(_BOUNDS)):
        sheet.tell(at, "", "no bound that is known", tag, " or ".join(_BOUNDS), nearest(tag, _BOUNDS))
    if tags.issuperset(_BOUNDS):
        sheet.tell(at, "", "bounds of both kinds stand in one rule", expected="INCLUDES or EXCLUDES")
    bounds = [_bound(sheet, child, topics, by_number) for child in at.children if child.tag in _BOUNDS]
    kept = tuple(bound for bound in bounds if bound is not None)
    return Rule(kept, weight * (own or 0.0) * (worth or 0.0), "EXCLUDES" not in tags)


def _bound(sheet: Sheet, at: Element, topics: Sequence[Topic], by_number: dict[int, int]) -> Bound | None:
    number = sheet.number(at, "index", 0, 1e9, whole=True)
    low, high = sheet.number(at, "min"), sheet.number(at, "max")
    if number is None or low is None or high is None:
        return None
    index = by_number.get(int(number))
    if index is None:
        expected = f"one of {', '.join(map(str, sorted(by_number)[:20]))}"
        sheet.tell(at, "index", "the domain has no issue of this index", f"{number:g}", expected)
        return None
    if topics[index].kind == "discrete":
        message = f"the issue {topics[index].name!r} has options and no range"
        sheet.tell(at, "index", message, f"{number:g}", "the index of an integer or real issue")
        return None
    if low > high:
        sheet.tell(at, "max", "the bound is empty", f"{high:.15g}", f"at least {low:.15g}")
    return Bound(index, low, high)
