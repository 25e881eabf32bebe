"""How places on a scale, and what a home would accept, are put in words."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Basis, distinct
from goodoffices.assessment.questions.bargaining.phrases import named, position
from goodoffices.assessment.questions.ratification.carrying import Carried, Reception, agreed_on
from goodoffices.assessment.two_level_games import FULL, position_of
from goodoffices.assessment.wording import listing, percent, points
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.ratification import WinSet

NO_RANGES = "no input uncertainty was stated"
NO_RECORD = "what people at home want is mostly judged, and no record of past cases is known for such chances"


def place(found: Carried, value: float, by_name: bool = False) -> str:
    """Return a position on the issue's scale, if asked for with the name of one nearby."""
    if found.item:
        return named(found.item, value) if by_name else position(found.item, value)
    assert found.issue.scale is not None
    return points(value, found.issue.scale.high - found.issue.scale.low)


def stretches(found: Carried, accepted: WinSet | None) -> str:
    """Return a set of positions for a cell of a table."""
    if accepted is None:
        return ""
    if is_everything(accepted):
        return "all of the scale"
    told = [
        place(found, position_of(found.issue, low))
        if low == high
        else f"{place(found, position_of(found.issue, low))} to {place(found, position_of(found.issue, high))}"
        for low, high in accepted.ends
    ]
    return "; ".join(told) or "nothing"


def limits(found: Carried, accepted: WinSet) -> str:
    """Return what a home would not accept, to follow "would rather have no agreement than"."""
    if not accepted:
        return "anything on the scale"
    low, high = (position_of(found.issue, end) for end in (accepted.ends[0][0], accepted.ends[-1][1]))
    below, above = accepted.ends[0][0] > 0, accepted.ends[-1][1] < FULL
    held = found.situation.moment.status_quo[found.issue.id].position
    if below and above and isinstance(held, Quantity) and low != high:
        # Talks are about leaving the status quo on one side; that the other side is worse goes without saying.
        below, above = low != held.likely, high != held.likely
    gap = " or in a gap between" if len(accepted.ends) > 1 else ""
    if low == high:
        return f"any move away from {place(found, low)}"
    if below and above:
        return f"anything below {place(found, low)} or above {place(found, high)}{gap}"
    if above:
        return f"anything above {place(found, high)}{gap}"
    if below:
        return f"anything below {place(found, low)}{gap}"
    return "what lies in a gap of the scale"


def is_everything(accepted: WinSet) -> bool:
    """Whether every place on the scale is accepted."""
    return accepted.ends == [(0.0, FULL)]


def owner(found: Carried, reception: Reception) -> str:
    """Return a home with whose it is."""
    label = found.situation.dossier.label(reception.body.party)
    return reception.body.name if label in reception.body.name else f"{reception.body.name} ({label})"


def wings_of(reception: Reception, numbers: tuple[str, ...]) -> str:
    """Return the names of parts of a body."""
    return listing([reception.body.wings[int(number)].name for number in numbers])


def often(share: float, is_stated: bool) -> str:
    """Return in how many draws something holds; nothing if there are none."""
    return f" in {percent(share)} of draws" if is_stated else ""


def is_stated(found: Carried, receptions: Sequence[Reception] | None = None) -> bool:
    """Whether anything that decides on a refusal by some homes, or by those that count, is uncertain."""
    held = found.situation.moment.status_quo[found.issue.id].position
    agreed = agreed_on(found.situation, found.issue)
    return (
        any(reception.body.is_stated for reception in (found.counting if receptions is None else receptions))
        or bool(found.item and found.item.inputs.stated)
        or (isinstance(held, Quantity) and not held.is_point)
        or bool(agreed and not agreed.is_point)
    )


def basis(found: Carried) -> Basis:
    """Return what shares of draws rest on."""
    return "draws" if is_stated(found) else "point"


def sources(found: Carried, receptions: Sequence[Reception]) -> tuple[Citation, ...]:
    """Return the sources of the status quo and of some homes."""
    held = found.situation.moment.status_quo[found.issue.id].source
    return distinct([*held, *(citation for reception in receptions for citation in reception.body.sources)])
