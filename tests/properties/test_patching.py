"""What must hold for patches whatever they change."""

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support import MINIMAL

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.storage.reading import inspect_texts
from goodoffices.dossier.storage.serialising import data_of, texts_of
from goodoffices.dossier.values.changed import Changed
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.patching import compiled, patched

FILES = MINIMAL | {
    "parties.yaml": MINIMAL["parties.yaml"] + "east: {name: East, kind: state}\n",
    "options.yaml": "sail: {name: Sail, party: north, source: judgement}\nstay: {name: Stay, party: south, source: judgement}\n",
    "verifiers.yaml": "coastguard: {name: Coast guard, party: east, detection: 0.2..0.5..0.9, delay_days: 3}\n",
}
NUMBERS = {
    "stances.north.catch.position": (0, 100),
    "stances.north.catch.salience": (0, 100),
    "stances.south.catch.position": (0, 100),
    "capabilities.north.capability": (0, 100),
    "capabilities.south.capability": (0, 100),
    "verifiers.coastguard.detection": (0, 1),
    "verifiers.coastguard.delay_days": (0, 100_000),
}
CHANCES = st.none() | st.sampled_from(["0", "0.3", "0.2..0.5..0.8", "0.7", "1"])


@cache
def fish() -> Dossier:
    read = inspect_texts("fish", FILES).dossier
    assert read is not None
    return read


def _change(op: str, at: str, value: Any, chance: str | None) -> Change:
    return Change.model_validate({"op": op, "at": at, "value": value, "chance": chance, "source": "judgement"})


@st.composite
def shifts(draw: st.DrawFn) -> Change:
    at = draw(st.sampled_from(sorted(NUMBERS)))
    low, likely, high = sorted(draw(st.tuples(*[st.integers(-40, 40)] * 3)))
    scale = 0.01 if "detection" in at else 1.0
    return _change("shift", at, f"{low * scale:g}..{likely * scale:g}..{high * scale:g}", draw(CHANCES))


@st.composite
def sets(draw: st.DrawFn) -> Change:
    at = draw(st.sampled_from(sorted(NUMBERS)))
    low, likely, high = sorted(draw(st.tuples(*[st.integers(0, 100)] * 3)))
    scale = 0.01 if "detection" in at else 1.0
    return _change("set", at, f"{low * scale:g}..{likely * scale:g}..{high * scale:g}", draw(CHANCES))


@st.composite
def others(draw: st.DrawFn) -> Change:
    op, at, value = draw(
        st.sampled_from(
            [
                ("add", "moments.talks.at_table", "east"),
                ("add", "moments.talks.must_sign", ["north"]),
                ("set", "moments.talks.status_quo.catch.position", "30"),
                ("add", "options.swim", {"name": "Swim", "party": "south", "implies": {"catch": "10..20..30"}}),
                ("remove", "options.stay", ""),
                ("add", "ties", {"party": "north", "kind": "backs", "other": "east"}),
                ("set", "issues.catch.question", "How much?"),
                ("remove", "verifiers.coastguard.delay_days", ""),
            ]
        )
    )
    return _change(op, at, value, draw(CHANCES))


def initiative(name: str, changes: list[Change]) -> Initiative:
    fields = {"id": name, "name": name, "by": ("north",), "source": "judgement", "changes": tuple(changes)}
    return Initiative.model_validate(fields)


def _apart(changes: list[Change]) -> list[Change]:
    """Leave out a second change of the same thing, and what another takes away."""
    kept: dict[str, Change] = {}
    for change in changes:
        kept.setdefault(change.at, change)
    return list(kept.values())


MOVES = st.lists(shifts() | sets() | others(), min_size=1, max_size=4).map(_apart)


def _flat(dossier: Dossier) -> Dossier:
    """Return a dossier as it is once it has been written and read, where what a number goes back to is not kept."""
    read = inspect_texts("fish", texts_of(data_of(dossier)))
    assert read.dossier is not None, read.problems
    return read.dossier


@given(MOVES)
@settings(max_examples=40, deadline=None)
def test_a_patched_dossier_is_written_and_read_back(changes: list[Change]) -> None:
    after = patched(fish(), [initiative("move", changes)]).dossier
    once = _flat(after)
    assert texts_of(data_of(once)) == texts_of(data_of(after))


@given(MOVES, MOVES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_order_of_independent_initiatives_does_not_matter(
    first: list[Change], second: list[Change], works: bool
) -> None:
    taken = {change.at for change in first}
    one, other = initiative("one", first), initiative("other", [c for c in second if c.at not in taken])
    patches = [compiled(fish(), one), compiled(fish(), other)]
    decided = {f"{name}#{n}": works for name in ("one", "other") for n in range(1, 5)}
    forth, back = patched(fish(), patches, decided), patched(fish(), patches[::-1], decided)
    for name in vars(forth.dossier):
        if name not in ("digest", "ties"):
            assert getattr(forth.dossier, name) == getattr(back.dossier, name)
    assert forth.unsure == back.unsure
    assert set(forth.clipped) == set(back.clipped)


@given(MOVES, MOVES)
@settings(max_examples=40, deadline=None)
def test_one_after_the_other_is_the_same_as_both_at_once(first: list[Change], second: list[Change]) -> None:
    taken = {change.at for change in first}
    one, other = initiative("one", first), initiative("other", [c for c in second if c.at not in taken])
    at_once = patched(fish(), [one, other]).dossier
    in_turn = patched(patched(fish(), [one]).dossier, [other]).dossier
    assert all(getattr(at_once, name) == getattr(in_turn, name) for name in vars(at_once) if name != "digest")


@given(shifts())
@settings(max_examples=60, deadline=None)
def test_a_shift_never_leaves_the_scale_and_tells_when_it_would(change: Change) -> None:
    result = patched(fish(), [initiative("move", [change])])
    low, high = NUMBERS[change.at]
    if change.at.startswith("stances"):
        _, party, _, field = change.at.split(".")
        before, after = (
            next(getattr(r, field) for r in d.stances if r.party == party) for d in (fish(), result.dossier)
        )
    elif change.at.startswith("capabilities"):
        party = change.at.split(".")[1]
        before, after = (
            next(r.capability for r in d.capabilities if r.party == party) for d in (fish(), result.dossier)
        )
    else:
        field = change.at.split(".")[2]
        before, after = (getattr(d.verifiers["coastguard"], field) for d in (fish(), result.dossier))
    amount = Quantity.parse(str(change.value))
    assert low <= after.low <= after.likely <= after.high <= high
    assert bool(result.clipped) == (before.low + amount.low < low or before.high + amount.high > high)
    if isinstance(after, Changed):
        assert after.base == before


@given(st.sampled_from(["sail", "stay"]), st.booleans())
def test_removing_and_adding_again_gives_the_same_content(option: str, as_entry: bool) -> None:
    fields = data_of(fish())["options.yaml"][option]
    at, value = ("options", {"id": option, **fields}) if as_entry else (f"options.{option}", fields)
    moves = [_change("remove", f"options.{option}", "", None), _change("add", at, value, None)]
    assert patched(fish(), [initiative("move", moves)]).dossier.options == fish().options
