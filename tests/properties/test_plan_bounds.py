"""Bounds on plans hold whatever is added to them, and branch and bound finds what looking at everything finds."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import MINIMAL

from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.initiatives.bounding import Bounds
from goodoffices.initiatives.choosing.plans import Choice
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.patching import compiled_all
from goodoffices.initiatives.search import Settings, search

PARTIES = ("north", "south", "east", "host")
FILES = MINIMAL | {
    "parties.yaml": "".join(f"{name}: {{name: {name.title()}, kind: state}}\n" for name in PARTIES),
    "issues.yaml": "catch: {name: Catch, scale: {low: 0, high: 100}, source: judgement}\n"
    "zone: {name: Zone, scale: {low: -10, high: 10}, source: judgement}\n"
    "flag: {name: Flag, options: [{id: red, name: Red}, {id: blue, name: Blue}, {id: none, name: None}], source: judgement}\n",
    "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, east, host], must_sign: [north, south], "
    "issues: [catch, zone, flag], status_quo: {catch: 50..55..60, zone: -2, flag: none}}\n",
    "capabilities.csv": "party,capability,issue,source\nnorth,30,,judgement\nsouth,10..30..50,,judgement\neast,20,,judgement\n"
    "east,0..5..10,zone,judgement\nhost,5,,judgement\n",
    "stances.csv": "party,issue,position,salience,source\n"
    "north,catch,0..10..70,50,judgement\nsouth,catch,50..90..100,50,judgement\neast,catch,20,10..20..30,judgement\n"
    "host,catch,40..50..60,5,judgement\nnorth,zone,-10..-5..5,20..40..60,judgement\nsouth,zone,0..2..10,30,judgement\n"
    "east,zone,-3,20,judgement\nnorth,flag,red > blue > none,20..30..40,judgement\nsouth,flag,blue > red > none,0..20..60,judgement\n"
    "host,flag,blue > none = red,10,judgement\n",
}
FILES["constituencies.yaml"] = (
    "diet: {name: Diet, party: north, kind: legislature, can_block: true, needs: 0.5, source: judgement, positions: {catch: 20..30..60, zone: -4}, "
    "blocs: [{id: doves, name: Doves, seats: 3, positions: {catch: 60..70..80}}, {id: hawks, name: Hawks, seats: 2, positions: {zone: -10..-8..0}}, "
    "{id: few, name: Few, seats: 2}]}\n"
    "army: {name: Army, party: south, kind: armed_forces, can_block: true, source: judgement, positions: {zone: 1}, "
    "blocs: [{id: old, name: Old, seats: 1}, {id: young, name: Young, seats: 1, positions: {catch: 55..70..90}}]}\n"
)
FILES["payments.yaml"] = (
    "gift: {name: Gift, paid_by: [host], paid_to: south, worth: 0..8..30, source: judgement}\n"
    "deal: {name: Deal, paid_by: [south, east], paid_to: north, worth: 10, cost: 2..5..9, credible: 0.6, source: judgement}\n"
)
NUMBERS = (
    "payments.gift.worth", "payments.deal.cost",
    "constituencies.diet.positions.catch", "constituencies.army.positions.zone",
    "stances.north.catch.position", "stances.south.catch.position", "stances.host.catch.salience", "stances.north.zone.position",
    "stances.south.zone.salience", "stances.south.flag.salience", "stances.host.flag.salience", "stances.north.catch.salience",
    "capabilities.north.capability", "capabilities.east.zone.capability", "capabilities.host.capability",
)  # fmt: skip
OTHERS = (
    ("add", "moments.talks.must_sign", "east"), ("remove", "moments.talks.must_sign", "south"), ("remove", "moments.talks.issues", "flag"),
    ("remove", "payments.gift", ""), ("set", "payments.deal.credible", "1"), ("set", "moments.talks.status_quo.zone", "3"), ("set", "stances.south.flag.position", "red > none > blue"),
)  # fmt: skip
DRAWS = 12


@pytest.fixture(scope="module")
def dispute() -> Dossier:
    """Three issues, one with options, and ranges nearly everywhere."""
    with TemporaryDirectory() as folder:
        for name, text in FILES.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        return read_dossier(folder)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, str]:
    """A change of a number, or of something else."""
    chance = {"chance": draw(st.sampled_from(["0.5", "0.3..0.6..0.9"]))} if draw(st.booleans()) else {}
    if draw(st.integers(0, 4)) == 0:
        op, at, value = draw(st.sampled_from(OTHERS))
        return {"op": op, "at": at, "value": value, "source": "judgement"} | chance
    at = draw(st.sampled_from(NUMBERS))
    low = draw(st.integers(-60, 50))
    value = f"{low}..{low + 5}..{low + 20}" if draw(st.booleans()) else f"{low}"
    op = "set" if draw(st.integers(0, 5)) == 0 and low >= 0 and "zone" not in at else "shift"
    return {"op": op, "at": at, "value": value, "source": "judgement"} | chance


COLLAPSE = [
    {"op": "shift", "at": f"capabilities.{row}.capability", "value": "-60", "chance": "0.8", "source": "judgement"}
    for row in ("north", "south", "east", "host", "east.zone")
]
"""In some worlds nobody has any weight left on one issue, or on any."""


@st.composite
def choices(draw: st.DrawFn) -> list[Initiative]:
    """A few initiatives."""
    found = []
    for number in range(draw(st.integers(2, 5))):
        few = st.lists(changes(), min_size=1, max_size=2, unique_by=lambda change: change["at"])
        made = COLLAPSE if draw(st.integers(0, 4)) == 0 else draw(few)
        found.append(
            Initiative.model_validate(
                {"id": f"try{number}", "name": f"Try {number}", "by": ["host"], "changes": made, "source": "judgement"}
                | {"cost": str(draw(st.integers(0, 30)))}
            )
        )
    return found


def choice_of(dispute: Dossier, initiatives: list[Initiative], **limits: float) -> Choice:
    """All that can be chosen from."""
    dossier = replace(dispute, initiatives={each.id: each for each in initiatives}, digest=repr(initiatives))
    return Choice(dossier, dossier.moment("talks"), compiled_all(dossier), **limits)  # type: ignore[arg-type]


@given(choices(), st.sampled_from(["agreement", "aim"]), st.sampled_from([None, 40.0]), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_plan_exceeds_the_bound_of_a_family_it_belongs_to(
    dispute: Dossier, initiatives: list[Initiative], by: str, budget: float | None, data: st.DataObject
) -> None:
    choice = choice_of(dispute, initiatives, **({"budget": budget} if budget else {}))
    evaluator = Evaluator(choice.dossier, "talks", "host", 3)
    bounds = Bounds(evaluator, choice, by, DRAWS)  # type: ignore[arg-type]
    plans = [*choice.all_plans()]
    chosen = data.draw(st.sampled_from(plans))
    further = [name for name in choice.initiatives if name not in chosen and data.draw(st.booleans())]
    room = data.draw(st.integers(0, len(further)))
    most = bounds.most(chosen, further, room)
    for plan in plans:
        added = set(plan) - set(chosen)
        if set(chosen) <= set(plan) and added <= set(further) and len(added) <= room:
            assert evaluator.evaluate(plan, DRAWS).mean(by) <= most + 1e-9  # type: ignore[arg-type]
    if not further:
        assert by != "aim" or most <= evaluator.evaluate(chosen, DRAWS).mean("aim") + 1e-3


@given(choices(), st.sampled_from(["agreement", "aim"]), st.sampled_from([None, 40.0]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_branch_and_bound_finds_what_looking_at_everything_finds(
    dispute: Dossier, initiatives: list[Initiative], by: str, budget: float | None
) -> None:
    dossier = choice_of(dispute, initiatives).dossier
    quick = Settings(by=by, budget=budget, draws=DRAWS, rounds=(), times=1)  # type: ignore[arg-type]
    whole = search(dossier, "talks", "host", quick)
    bounded = search(dossier, "talks", "host", replace(quick, most_plans=1, width=1))
    assert whole.complete
    if len(whole.choice.initiatives) and whole.looked_at > 1:
        assert not bounded.complete
    assert bounded.most == -np.inf
    ours, theirs = bounded.first.evaluation, whole.first.evaluation
    assert ours.mean(by) == pytest.approx(theirs.mean(by), abs=0.005 if by == "agreement" else 0.5)  # type: ignore[arg-type]


def test_where_all_weight_can_be_lost_the_bound_counts_with_what_holds_now(tmp_path: Path) -> None:
    """What holds now is all that the host asks for, and further than anything that those with weight can be brought to."""
    files = FILES | {
        "constituencies.yaml": "",
        "payments.yaml": "",
        "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host], must_sign: [host, south], "
        "issues: [catch, zone], status_quo: {catch: 0, zone: 5}}\n",
        "capabilities.csv": "party,capability,issue,source\nnorth,30,,judgement\nsouth,30,,judgement\n",
        "stances.csv": "party,issue,position,salience,source\nnorth,catch,40,50,judgement\nsouth,catch,60,1,judgement\n"
        "host,catch,0,50,judgement\nnorth,zone,0,50,judgement\nsouth,zone,-10,50,judgement\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lost = [{**change, "chance": "0.5"} for change in COLLAPSE[:2]]
    fields = {"id": "fall", "name": "Fall", "by": ["host"], "changes": lost, "source": "judgement"}
    choice = choice_of(read_dossier(tmp_path), [Initiative.model_validate(fields)])
    evaluator = Evaluator(choice.dossier, "talks", "host", 3)
    found = evaluator.evaluate(("fall",), 100).mean("aim")
    assert found > evaluator.evaluate((), 100).mean("aim")
    assert found <= Bounds(evaluator, choice, "aim", 100).most((), ("fall",), 1) + 1e-9
