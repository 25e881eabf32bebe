"""An initiative as a patch: every kind of path, every operation, every mistake."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from goodoffices.dossier import read_dossier
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.storage.reading import inspect_texts
from goodoffices.dossier.storage.serialising import data_of, texts_of
from goodoffices.dossier.storage.writing import new_dossier
from goodoffices.dossier.values.changed import Changed
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import DossierError, PatchConflictError
from goodoffices.initiatives.patching import compiled, compiled_all, conflicts, patched


@pytest.fixture(scope="module")
def asha(tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The dossier that teaches, with every kind of file there is."""
    folder = tmp_path_factory.mktemp("patching") / "asha"
    new_dossier(folder, full=True)
    return read_dossier(folder)


def change(op: str, at: str, value: Any = "", **fields: Any) -> Change:
    return Change.model_validate({"op": op, "at": at, "value": value, "source": "judgement", **fields})


def initiative(name: str, *changes: Change, **fields: Any) -> Initiative:
    given = {"id": name, "name": name, "by": ("bank",), "changes": changes, "source": "judgement", **fields}
    return Initiative.model_validate(given)


def after(dossier: Dossier, *changes: Change, **fields: Any) -> Dossier:
    return patched(dossier, [initiative("move", *changes)], **fields).dossier


def stance(dossier: Dossier, party: str, issue: str) -> Any:
    return [row for row in dossier.stances if (row.party, row.issue) == (party, issue)][-1]


SHORT_GATE = {"verifier": "gorge_observers", "confirms": ["build_gauges"], "if_excluded": "goes_on"}
CHANGES: list[tuple[Change, Callable[[Dossier], object], object]] = [
    (change("set", "stances.lowland.dry_year_flow.position", "60"), lambda d: stance(d, "lowland", "dry_year_flow").position,
     Quantity.point(60)),
    (change("set", "stances.upland.monitor.position", "joint_gauges > bank_gauges"),
     lambda d: str(stance(d, "upland", "monitor").position), "joint_gauges > bank_gauges"),
    (change("shift", "capabilities.bank.capability", "10"), lambda d: str(d.capabilities[-1].capability), "40..50..70"),
    (change("add", "moments.march_talks.must_sign", "delta"), lambda d: d.moments["march_talks"].must_sign,
     ("upland", "lowland", "delta")),
    (change("add", "moments.march_talks.at_table", ["bank"]), lambda d: (d.moments["march_talks"].at_table,
     d.moments["march_talks"].in_the_wings), (("upland", "lowland", "delta", "bank"), ())),
    (change("remove", "moments.march_talks.at_table.delta"), lambda d: d.moments["march_talks"].at_table, ("upland", "lowland")),
    (change("remove", "moments.march_talks.issues", "monitor"), lambda d: d.moments["march_talks"].issues, ("dry_year_flow",)),
    (change("set", "moments.march_talks.status_quo.dry_year_flow.position", "40"),
     lambda d: d.moments["march_talks"].status_quo["dry_year_flow"].position, Quantity.point(40)),
    (change("set", "moments.march_talks.status_quo.monitor.position", "upland_gauges"),
     lambda d: str(d.moments["march_talks"].status_quo["monitor"].position), "upland_gauges"),
    (change("set", "moments.march_talks.status_quo.monitor", "upland_gauges"),
     lambda d: str(d.moments["march_talks"].status_quo["monitor"].position), "upland_gauges"),
    (change("remove", "moments.march_talks.status_quo.dry_year_flow"), lambda d: d.moments["march_talks"].status_quo, {}),
    (change("set", "councils.basin_commission.formulas.three_states_parties.seats.delta", "2"),
     lambda d: d.councils["basin_commission"].formulas[0].seats, {"upland": 3, "lowland": 2, "delta": 2}),
    (change("shift", "councils.basin_commission.formulas.three_states_parties.seats.upland", "-2"),
     lambda d: d.councils["basin_commission"].formulas[0].seats["upland"], 1),
    (change("add", "councils.basin_commission.formulas.three_states_parties.seats", {"bank": "1"}),
     lambda d: d.councils["basin_commission"].formulas[0].seats["bank"], 1),
    (change("add", "councils.basin_commission.rules", {"id": "two", "name": "Two", "kind": "quota", "quota": "2"}),
     lambda d: (d.councils["basin_commission"].rules[-1].quota, str(d.councils["basin_commission"].rules[-1].source[0])),
     (2, "judgement")),
    (change("set", "councils.basin_commission.rules.river_states.needs.1.share", "3/4"),
     lambda d: str(d.councils["basin_commission"].rules[3].needs[0].share), "3/4"),
    (change("shift", "councils.basin_commission.motions.joint_gauges.in_favour.upland", "0.2"),
     lambda d: str(d.councils["basin_commission"].motions[0].in_favour["upland"]), "0.3..0.5..0.7"),
    (change("remove", "councils.basin_commission.rules.majority"),
     lambda d: [rule.id for rule in d.councils["basin_commission"].rules], ["consensus", "chair_decides", "river_states"]),
    (change("set", "phases.share_water.gate", SHORT_GATE), lambda d: d.phases["share_water"].gate and
     d.phases["share_water"].gate.if_excluded, "goes_on"),
    (change("set", "phases.share_water.gate.opens_anyway", "60"), lambda d: d.phases["share_water"].gate and
     d.phases["share_water"].gate.opens_anyway, Quantity.point(60)),
    (change("remove", "phases.share_water.gate"), lambda d: d.phases["share_water"].gate, None),
    (change("set", "phases.build_gauges.days", "30"), lambda d: d.phases["build_gauges"].days, Quantity.point(30)),
    (change("set", "phases.clear_gorge.obligations.lowland.keeps", "0.5"),
     lambda d: d.phases["clear_gorge"].obligations[1].keeps, Quantity.point(0.5)),
    (change("set", "verifiers.gauge_readers.detection", "0.99"), lambda d: d.verifiers["gauge_readers"].detection,
     Quantity.point(0.99)),
    (change("add", "options.walk_out", {"name": "Walk out", "party": "delta"}), lambda d: d.options["walk_out"].name, "Walk out"),
    (change("add", "options", {"id": "walk_out", "name": "Walk out", "party": "delta"}),
     lambda d: d.options["walk_out"].name, "Walk out"),
    (change("add", "infeasible", {"taken": "pay_loan; stay_away"}), lambda d: d.infeasible[-1].taken, ("pay_loan", "stay_away")),
    (change("remove", "infeasible", {"taken": ["stay_away", "go_to_court"]}), lambda d: len(d.infeasible), 1),
    (change("add", "linkages", {"provision": "both_measure", "kind": "requires", "other": "commission_decides"}),
     lambda d: d.linkages[-1].other, "commission_decides"),
    (change("remove", "linkages.half_the_water.takes_effect_after.both_measure"), lambda d: len(d.linkages), 1),
    (change("add", "provisions.pay", {"name": "Money", "text": "bank_draft", "kind": "economic"}),
     lambda d: d.provisions["pay"].kind, "economic"),
    (change("add", "texts.plan", {"name": "Plan", "kind": "plan", "date": "2024-03", "status": "proposed"}),
     lambda d: d.texts["plan"].kind, "plan"),
    (change("add", "preferences", {"party": "bank", "rank": "2", "statement": "not stay_away"}),
     lambda d: d.preferences[-1].rank, 2),
    (change("set", "preferences.upland.2.statement", "not pay_loan"), lambda d: str(d.preferences[1].statement), "not pay_loan"),
    (change("set", "constituencies.lowland_assembly.needs", "0.66"), lambda d: d.constituencies["lowland_assembly"].needs,
     Quantity.point(0.66)),
    (change("set", "constituencies.lowland_assembly.positions.monitor", "joint_gauges"),
     lambda d: str(d.constituencies["lowland_assembly"].positions["monitor"]), "joint_gauges"),
    (change("shift", "constituencies.lowland_assembly.blocs.other_members.positions.dry_year_flow", "10"),
     lambda d: str(d.constituencies["lowland_assembly"].blocs[1].positions["dry_year_flow"]), "50..60..70"),
    (change("set", "issues.dry_year_flow.scale.high", "120"), lambda d: d.issues["dry_year_flow"].scale and
     d.issues["dry_year_flow"].scale.high, 120.0),
    (change("set", "issues.monitor.question", "Who is trusted?"), lambda d: d.issues["monitor"].question, "Who is trusted?"),
    (change("add", "ties", {"party": "bank", "kind": "backs", "other": "delta"}), lambda d: d.ties[-1].other, "delta"),
    (change("set", "ties.bank.backs.upland.until", "2024"), lambda d: str(d.ties[0].until), "2024"),
    (change("set", "instruments.second_half.held_by", "bank; lowland"), lambda d: d.instruments["second_half"].held_by,
     ("bank", "lowland")),
    (change("add", "payments.aid", {"name": "Aid", "paid_by": "bank", "paid_to": "upland", "worth": "5..10..20"}),
     lambda d: d.payments["aid"].worth, Quantity(5, 10, 20)),
    (change("set", "payments.orchards.credible", "1"), lambda d: d.payments["orchards"].credible, Quantity.point(1)),
    (change("add", "payments.orchards.paid_by", "bank"), lambda d: d.payments["orchards"].paid_by, ("lowland", "bank")),
    (change("remove", "payments.orchards"), lambda d: d.payments, {}),
    (change("add", "windows", {"id": "summit", "name": "Summit", "kind": "meeting", "from": "2024-05"}),
     lambda d: d.windows[-1].id, "summit"),
    (change("set", "parties.delta.note", ""), lambda d: d.parties["delta"].note, ""),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "read", "expected"), CHANGES, ids=[f"{c.op} {c.at}" for c, _, _ in CHANGES])
def test_every_kind_of_path(asha: Dossier, asked: Change, read: Callable[[Dossier], object], expected: object) -> None:
    changed = after(asha, asked)
    assert read(changed) == expected
    assert asha != changed
    assert changed.digest != asha.digest
    again = inspect_texts("asha", texts_of(data_of(changed)))
    assert again.dossier is not None, again.problems
    assert read(again.dossier) == expected or isinstance(expected, Quantity)


def test_nothing_but_what_is_named_is_made_anew(asha: Dossier) -> None:
    changed = after(asha, change("set", "phases.build_gauges.days", "30"))
    assert changed.phases["share_water"] is asha.phases["share_water"]
    assert all(getattr(changed, name) is getattr(asha, name) for name in vars(asha) if name not in ("phases", "digest"))


def test_an_empty_patch_is_the_dossier_itself(asha: Dossier) -> None:
    assert patched(asha, []).dossier is asha
    assert patched(asha, [initiative("nothing")]).dossier is asha


def test_the_initiative_of_the_scaffold(asha: Dossier) -> None:
    result = patched(asha, [asha.initiatives["loan_for_water"]])
    position = stance(result.dossier, "upland", "dry_year_flow").position
    assert isinstance(position, Changed)
    assert (position.base, position.low, position.likely, position.high) == (Quantity(10, 20, 35), 10, 30, 55)
    assert result.unsure == {"loan_for_water#2": Quantity(0.2, 0.3, 0.5)}
    assert str(stance(result.dossier, "upland", "monitor").position).startswith("upland_gauges")
    worked = patched(asha, [asha.initiatives["loan_for_water"]], {"loan_for_water#2": True}).dossier
    assert str(stance(worked, "upland", "monitor").position).startswith("joint_gauges")


def test_a_new_party_brings_its_stance_and_capability(asha: Dossier) -> None:
    changed = after(
        asha,
        change("add", "parties.temple", {"name": "Temple", "kind": "group"}),
        change("add", "moments.march_talks.at_table", "temple"),
        change("set", "stances.temple.dry_year_flow.position", "50"),
        change("set", "stances.temple.dry_year_flow.salience", "10..20..30"),
        change("add", "capabilities", {"party": "temple", "capability": "5"}),
    )
    row = stance(changed, "temple", "dry_year_flow")
    assert (row.position, row.salience, str(row.source[0])) == (Quantity.point(50), Quantity(10, 20, 30), "judgement")
    assert changed.capabilities[-1].party == "temple"


def test_what_builds_on_something_that_failed_fails_with_it(asha: Dossier) -> None:
    new = initiative(
        "new",
        change("add", "parties.temple", {"name": "Temple", "kind": "group"}, chance="0.4"),
        change("add", "moments.march_talks.at_table", "temple"),
        change("add", "stances", {"party": "temple", "issue": "monitor", "position": "joint_gauges", "salience": "9"}),
        change("shift", "stances.temple.monitor.salience", "5"),
        change("set", "phases.build_gauges.days", "30"),
    )
    result = patched(asha, [new])
    assert result.dossier.moments == asha.moments
    assert result.dossier.stances == asha.stances
    assert result.dossier.phases["build_gauges"].days == Quantity.point(30)
    assert list(result.unsure) == ["new#1"]
    works = patched(asha, [new], {"new#1": True}).dossier
    assert stance(works, "temple", "monitor").salience == Quantity.point(14)
    assert "temple" in works.moments["march_talks"].at_table


def test_a_chance_on_a_number_is_an_effect_and_on_anything_else_unsure(asha: Dossier) -> None:
    result = patched(
        asha,
        [
            initiative(
                "move",
                change("set", "verifiers.gauge_readers.detection", "0.9", chance="0.7"),
                change("set", "phases.share_water.gate.opens_anyway", "60", chance="0.7"),
                change("shift", "councils.basin_commission.formulas.downstream_bloc.seats.upland", "1", chance="0.2"),
            )
        ],
    )
    assert isinstance(result.dossier.verifiers["gauge_readers"].detection, Changed)
    assert list(result.unsure) == ["move#2", "move#3"]
    gate = result.dossier.phases["share_water"].gate
    assert gate is not None
    assert gate.opens_anyway == Quantity.point(60)
    assert result.dossier.councils == asha.councils


def test_two_shifts_of_one_number_add_up_and_stop_at_its_scale(asha: Dossier) -> None:
    at = "stances.lowland.dry_year_flow.position"
    one = initiative("one", change("shift", at, "15", chance="0.5"))
    two = initiative("two", change("shift", at, "5..10..20"))
    result = patched(asha, [one, two])
    position = stance(result.dossier, "lowland", "dry_year_flow").position
    assert [effect.name for effect in position.effects] == ["one#1", "two#1"]
    assert position.high == 100
    assert [(c.name, c.reached, c.end) for c in result.clipped] == [("one#1", 105, 100), ("two#1", 120, 100)]
    assert "stops at 100" in str(result.clipped[0])


def test_a_count_stops_at_its_least(asha: Dossier) -> None:
    at = "councils.basin_commission.formulas.three_states_parties.seats.delta"
    result = patched(asha, [initiative("move", change("shift", at, "-3"))])
    assert result.dossier.councils["basin_commission"].formulas[0].seats["delta"] == 0
    assert [clipping.end for clipping in result.clipped] == [0]


def test_a_change_felt_later_is_left_out(asha: Dossier) -> None:
    later = change("set", "phases.build_gauges.days", "30", **{"from": "2024-06"})
    assert after(asha, later, at=Date.parse("2024-03")).phases == asha.phases
    assert after(asha, later, at=Date.parse("2024-07")).phases != asha.phases
    assert after(asha, later).phases != asha.phases


def test_the_row_in_force_is_the_one_that_changes(asha: Dossier) -> None:
    rows = [
        change("add", "capabilities", {"party": "bank", "capability": str(n), "from": f"{n}"}) for n in (2010, 2030)
    ]
    rows = [
        change("add", "capabilities", {"party": "bank", "capability": "20", "from": "2010"}),
        change("add", "capabilities", {"party": "bank", "capability": "30", "from": "2030"}),
    ]
    dated = after(asha, *rows)
    shift = initiative("move", change("shift", "capabilities.bank.capability", "1"))
    then = patched(dated, [shift], at=Date.parse("2024")).dossier
    last = patched(dated, [shift]).dossier
    meant = patched(dated, [shift.model_copy(update={"moment": "march_talks"})]).dossier
    assert [str(row.capability) for row in then.capabilities[-2:]] == ["21", "30"]
    assert [str(row.capability) for row in last.capabilities[-2:]] == ["20", "31"]
    assert meant.capabilities == then.capabilities


MISTAKES = [
    (change("set", "stance.lowland.monitor.salience", "3"), "stances", "no file of this name"),
    (change("set", "dossier.title", "x"), "", "no file of this name"),
    (change("set", "stances.lowlnd.monitor.salience", "3"), "lowland", "no party of this name"),
    (change("set", "stances.lowland.monitr.salience", "3"), "monitor", "no issue of this name"),
    (change("set", "stances.lowland.monitor.salence", "3"), "salience", "no field of this name"),
    (change("set", "stances.lowland", "3"), "", "names no row"),
    (change("set", "stances.downstream.monitor.salience", "3"), "", "'position' is missing"),
    (change("set", "stances.lowland.monitor.salience", "300"), "", "outside its scale"),
    (change("set", "stances.lowland.dry_year_flow.position", "300"), "", "outside its scale"),
    (change("set", "stances.lowland.dry_year_flow.position", "joint_gauges"), "", "has a scale"),
    (change("set", "stances.lowland.monitor.position", "joint_gages"), "joint_gauges", "no such option"),
    (change("shift", "stances.lowland.monitor.position", "3"), "", "a ranking stands there"),
    (change("shift", "capabilities.bank.capability", "much"), "", "not a number"),
    (change("shift", "phases.share_water.gate.opens_anyway", "3"), "", "nothing stands there"),
    (change("shift", "councils.basin_commission.formulas.downstream_bloc.seats.upland", "1..2..3"), "", "not a range here"),
    (change("set", "phases.share_watr.days", "3"), "share_water", "no entry of this name"),
    (change("set", "phases.share_water", ""), "", "fields are expected here"),
    (change("set", "phases.share_water", {"name": "x"}), "", "'text' is missing"),
    (change("set", "phases.build_gauges.gate.of", "own_party"), "", "there is no gate yet"),
    (change("set", "phases.share_water.days.x", "3"), "", "has no parts"),
    (change("set", "phases", "3"), "", "a whole file"),
    (change("set", "moments.march_talks.name", ""), "", "a value is missing"),
    (change("add", "moments.march_talks.at_table", "delta"), "", "there already"),
    (change("add", "moments.march_talks.at_table", "detla; nobody"), "delta", "no party of this name"),
    (change("add", "moments.march_talks.name", "x"), "", "no list"),
    (change("add", "options.pay_loan", {"name": "x", "party": "bank"}), "", "there already"),
    (change("add", "options", {"name": "x", "party": "bank"}), "", "has no name"),
    (change("add", "options.x", {"name": "x", "party": "bnk"}), "bank", "no party of this name"),
    (change("add", "options.x", {"nme": "x", "party": "bank"}), "name", "no field of this name"),
    (change("add", "options.X", {"name": "x", "party": "bank"}), "", "not an id"),
    (change("add", "phases.build_gauges.verifier", "x"), "", "no list"),
    (change("remove", "moments.march_talks.at_table", "detla"), "delta", "nothing of this name"),
    (change("remove", "moments.march_talks.at_table.bank"), "", "nothing of this name"),
    (change("remove", "moments.march_talks.name"), "", "must be there"),
    (change("remove", "moments"), "", "not said what is removed"),
    (change("remove", "infeasible", {"taken": "pay_loan"}), "", ""),
    (change("remove", "infeasible", {"taken": "go_to_court"}), "", "no row says this"),
    (change("remove", "linkages.half_the_water.requires.both_measure"), "half_the_water.takes_effect_after.both_measure",
     "no such row"),
    (change("remove", "parties.delta"), "", "still named in"),
    (change("remove", "councils.basin_commission.rules", "majority; consensus; chair_decides; river_states"), "", "empty"),
    (change("set", "councils.basin_commission.rules.majority.kind", "quota"), "", "needs a quota"),
    (change("set", "issues.dry_year_flow.scale.high", "90"), "", "outside the scale"),
    (change("remove", "issues.monitor.options", "joint_gauges"), "bank_gauges", "no such option"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "suggestion", "words"), MISTAKES, ids=[f"{c.op} {c.at} {w}" for c, _, w in MISTAKES])
def test_a_mistake_is_told_with_its_place_and_the_nearest_name(
    asha: Dossier, asked: Change, suggestion: str, words: str
) -> None:
    if not words:
        assert after(asha, asked) != asha
        return
    with pytest.raises(DossierError, match=words) as raised:
        compiled(asha, initiative("move", asked))
    assert all(
        problem.file == "initiatives.yaml" and problem.field.startswith("move") for problem in raised.value.problems
    )
    assert suggestion in {problem.suggestion for problem in raised.value.problems}


def test_all_mistakes_of_all_initiatives_are_told_at_once(asha: Dossier) -> None:
    first = initiative("first", *(c for c, _, words in MISTAKES[:5] if words))
    second = initiative("second", MISTAKES[0][0])
    with pytest.raises(DossierError) as raised:
        compiled_all(asha, [first, second])
    assert len(raised.value.problems) == 6


def test_a_removal_that_cannot_be_made_is_told_in_place_of_what_then_lacks(asha: Dossier) -> None:
    later = change("set", "stances.delta.monitor.salience", "30")
    other = change("add", "moments.march_talks.at_table", "nobody")
    with pytest.raises(DossierError) as raised:
        compiled(asha, initiative("move", change("remove", "parties.delta"), later, other))
    told = [str(problem) for problem in raised.value.problems]
    assert any("the party delta is taken out and still named in" in line for line in told)
    assert not any("no party of this name" in line and "delta" in line.partition("expected")[0] for line in told)
    assert any("'nobody'" in line for line in told)


def test_a_removal_beside_changes_with_fields_is_told(asha: Dossier) -> None:
    option = change("add", "options.mend", {"name": "Mend the gauges", "party": "bank"})
    known = replace(asha, initiatives={**asha.initiatives, "mend": initiative("mend", option)})
    with pytest.raises(DossierError, match="the party delta is taken out and still named in"):
        compiled(known, initiative("move", change("remove", "parties.delta")))


def test_an_initiative_builds_on_what_it_requires(asha: Dossier) -> None:
    base = initiative("found", change("add", "parties.temple", {"name": "Temple", "kind": "group"}, chance="0.5"))
    more = initiative("invite", change("add", "moments.march_talks.at_table", "temple"), requires=["found"])
    patches = compiled_all(asha, [base, more])
    both = [patches["found"], patches["invite"]]
    assert "temple" in patched(asha, both).dossier.moments["march_talks"].at_table
    assert patched(asha, both, {"found#1": False}).dossier is asha
    with pytest.raises(PatchConflictError, match="invite requires found, which is not taken"):
        patched(asha, both[1:])
    with pytest.raises(DossierError, match="no party of this name"):
        compiled(asha, more.model_copy(update={"requires": ()}))


def test_a_circle_of_requirements_is_told(asha: Dossier) -> None:
    with pytest.raises(DossierError, match="a → b → a"):
        compiled_all(asha, [initiative("a", requires=["b"]), initiative("b", requires=["a"])])
    with pytest.raises(DossierError, match="no initiative of this name"):
        compiled(asha, initiative("a", requires=["loan_for_watr"]))


SET = change("set", "phases.build_gauges.days", "30")
CONFLICTS: list[tuple[list[Change], dict[str, Any], list[Change], dict[str, Any], str | None]] = [
    ([SET], {}, [change("set", "phases.build_gauges.days", "40")], {}, "one and other both set phases.build_gauges.days"),
    ([change("set", "phases.share_water.gate", SHORT_GATE)], {}, [change("set", "phases.share_water.gate.opens_anyway", "9")], {},
     "one and other both set phases.share_water.gate.opens_anyway"),
    ([change("remove", "phases.share_water.gate")], {}, [change("set", "phases.share_water.gate.opens_anyway", "9")], {},
     "one removes phases.share_water.gate, which other changes"),
    ([change("shift", "councils.basin_commission.rules.chair_decides.no_consensus", "0.1")], {},
     [change("remove", "councils.basin_commission.rules", "chair_decides")], {},
     "other removes councils.basin_commission.rules.chair_decides, which one changes"),
    ([change("add", "options.x", {"name": "x", "party": "bank"})], {}, [change("add", "options.x", {"name": "y", "party": "bank"})],
     {}, "one and other both add options.x"),
    ([change("add", "options", {"id": "x", "name": "x", "party": "bank"})], {},
     [change("add", "options", {"id": "x", "name": "y", "party": "bank"})], {}, "one and other both add options.x"),
    ([change("add", "moments.march_talks.must_sign", "delta")], {}, [change("set", "moments.march_talks.must_sign", "upland")], {},
     None),
    ([change("remove", "moments.march_talks.must_sign", "upland")], {}, [change("set", "moments.march_talks.must_sign", "upland")],
     {}, "one removes moments.march_talks.must_sign.upland, which other changes"),
    ([SET], {"not_with": ["other"]}, [], {}, "one cannot be taken with other"),
    ([SET], {}, [], {"not_with": ["one"]}, "one cannot be taken with other"),
    ([SET], {"after": ["other"]}, [], {}, "one comes after other, not before it"),
    ([SET], {}, [], {"after": ["one"]}, None),
    ([SET], {}, [], {"requires": ["loan_for_water"]}, "other requires loan_for_water, which is not taken"),
    ([SET], {}, [SET], {}, "one and other both set phases.build_gauges.days"),
    ([SET], {}, [change("shift", "phases.build_gauges.days", "3")], {}, None),
    ([change("remove", "linkages.half_the_water.takes_effect_after.both_measure")], {},
     [change("remove", "linkages.half_the_water.takes_effect_after.both_measure")], {}, None),
]  # fmt: skip


@pytest.mark.parametrize("case", CONFLICTS, ids=[str(case[4]) for case in CONFLICTS])
def test_conflicts_are_told_with_both_names(asha: Dossier, case: Any) -> None:
    first, first_fields, second, second_fields, words = case
    pair = [initiative("one", *first, **first_fields), initiative("other", *second, **second_fields)]
    assert [str(conflict) for conflict in conflicts(pair)] == ([words] if words else [])
    if words:
        with pytest.raises(PatchConflictError) as raised:
            patched(asha, pair)
        assert words in str(raised.value)
    else:
        patched(asha, pair)


def test_a_name_that_another_takes_out_is_a_conflict(asha: Dossier) -> None:
    text = initiative(
        "text",
        change("add", "texts.plan", {"name": "Plan", "kind": "plan", "date": "2024-03", "status": "proposed"}),
    )
    drop = initiative("drop", change("remove", "options.pay_loan"), change("remove", "infeasible.('pay_loan',)"))
    with pytest.raises(DossierError):
        compiled(asha, drop)
    dated = after(asha, change("add", "options.walk_out", {"name": "Walk out", "party": "delta"}))
    drop = initiative("drop", change("remove", "options.walk_out"))
    name = initiative("name", change("add", "infeasible", {"taken": "walk_out; pay_loan"}))
    with pytest.raises(PatchConflictError, match="drop removes the option walk_out, which name names"):
        patched(dated, [drop, name])
    assert "walk_out" not in patched(dated, [text, drop]).dossier.options


def test_several_conflicts_are_told_together(asha: Dossier) -> None:
    three = [initiative(name, SET) for name in ("a", "b", "c")]
    with pytest.raises(PatchConflictError) as raised:
        patched(asha, three)
    assert [(c.first, c.second) for c in raised.value.conflicts] == [("a", "b"), ("a", "c"), ("b", "c")]  # type: ignore[attr-defined]


def test_what_is_removed_first_may_be_removed(asha: Dossier) -> None:
    changed = after(
        asha,
        change("remove", "infeasible", {"taken": "stay_away; go_to_court"}),
        change("remove", "preferences.lowland.2"),
        change("remove", "preferences.upland.1"),
        change("remove", "options", "stay_away; go_to_court"),
    )
    assert set(changed.options) == {"release_water", "pay_loan"}
    again = inspect_texts("asha", texts_of(data_of(changed)))
    assert again.dossier is not None
