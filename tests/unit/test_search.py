"""The search for initiatives on small made-up disputes, where it is known what it must find."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from tests.support import MINIMAL

from goodoffices.casebook import case_folder
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.errors import ModelInputError, NotFoundError
from goodoffices.initiatives.checkpoint import PARTS, Checkpoint
from goodoffices.initiatives.choosing.available import actor_of, available, moment_for
from goodoffices.initiatives.choosing.plans import NOTHING, Choice
from goodoffices.initiatives.evaluation import Evaluation, Evaluator
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.patching import compiled_all
from goodoffices.initiatives.search import Found, Settings, search
from goodoffices.initiatives.search.ranking import chance_better, efficient, rank, without_ballast
from goodoffices.initiatives.telling import told
from goodoffices.initiatives.workers.task import Assignment, Task

QUICK = Settings(draws=32, rounds=(64,), times=4)
STANCES = (
    "party,issue,position,salience,source\n"
    "north,catch,0..10..20,50,judgement\nsouth,catch,80..90..100,50,judgement\nhost,catch,40..50..60,5,judgement\n"
)


def initiative(name: str, at: str, value: object, op: str = "shift", **more: object) -> Initiative:
    """An initiative of the host with one change."""
    change = {"op": op, "at": at, "value": value, "source": "judgement"} | (
        {"chance": more.pop("chance")} if "chance" in more else {}
    )
    return Initiative.model_validate(
        {
            "id": name,
            "name": f"do {name}",
            "by": ["host"],
            "changes": [change],
            "source": "judgement",
            "cost": "10",
            **more,
        }
    )


@pytest.fixture
def quarrel(tmp_path: Path) -> Dossier:
    """Two who must sign, far apart, about a scale of which the status quo lies near one of them; a third can act."""
    files = MINIMAL | {
        "parties.yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\nhost: {name: Host, kind: state}\n",
        "moments.yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host], must_sign: [north, south], issues: [catch], "
        "status_quo: {catch: 50..55..60}}\n",
        "stances.csv": STANCES,
        "capabilities.csv": "party,capability,source\nnorth,30,judgement\nsouth,10..30..50,judgement\nhost,5,judgement\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return read_dossier(tmp_path)


def with_initiatives(dossier: Dossier, *initiatives: Initiative) -> Dossier:
    """The dossier with other initiatives, and a digest of its own."""
    return replace(
        dossier, initiatives={each.id: each for each in initiatives}, digest="-".join(i.id for i in initiatives)
    )


DECISIVE = initiative("decisive", "stances.north.catch.position", "40..60..70", cost="20")
SLIGHT = initiative("slight", "stances.south.catch.position", "-10..-5..0")
USELESS = initiative("useless", "stances.host.catch.salience", "0..0..0")
CHANCY = initiative("chancy", "moments.talks.must_sign", "north", op="remove", chance="0.5")


def plans_of(found: Found) -> list[tuple[str, ...]]:
    """The plans in their order."""
    return [standing.evaluation.plan for standing in found.standings]


def test_exhaustive_search_is_brute_force_over_assessments(quarrel: Dossier) -> None:
    dossier = with_initiatives(quarrel, DECISIVE, SLIGHT, USELESS, CHANCY)
    found = search(dossier, "talks", "host", Settings(draws=32, rounds=(), times=2))
    assert found.complete
    assert found.looked_at == 16
    values = {
        frozenset(plan): Evaluator(dossier, "talks", "host", 1).evaluate(plan, 32).mean("agreement")
        for size in range(5)
        for plan in combinations(sorted(dossier.initiatives), size)
    }
    best = max(values.values())
    assert found.first.mean["agreement"] == best
    cheapest = min((len(p), sum(found.choice.cost([n]) for n in p)) for p, v in values.items() if v == best)
    assert len(found.first.evaluation.plan) == cheapest[0]
    assert best > values[frozenset()]


def test_a_planted_initiative_is_found_among_twenty_decoys(quarrel: Dossier) -> None:
    decoys = [
        initiative(
            f"decoy{n:02}", "stances.host.catch.position" if n % 2 else "capabilities.host.capability", f"{n % 5 - 2}"
        )
        for n in range(20)
    ]
    dossier = with_initiatives(quarrel, *decoys[:7], DECISIVE, *decoys[7:])
    for seed in range(3):
        settings = Settings(draws=16, rounds=(32,), times=2, most_plans=200, width=4, seed=seed)
        found = search(dossier, "talks", "host", settings)
        assert not found.complete
        assert "decisive" in found.first.evaluation.plan
        assert found.first.mean["agreement"] > found.nothing.mean["agreement"]


def test_of_plans_not_told_apart_from_the_best_the_cheapest_stands_first(quarrel: Dossier) -> None:
    names = {"dear": ("50", 0.970), "cheap": ("5", 0.966), "far": ("1", 0.960), "vain": ("1", 0.500)}
    dossier = with_initiatives(quarrel, *(replace_cost(name, cost) for name, (cost, _) in names.items()))
    choice = Choice(dossier, dossier.moment("talks"), compiled_all(dossier))
    values = {(name,): value for name, (_, value) in names.items()} | {NOTHING: 0.5}
    made = [Evaluation(plan, {"agreement": np.full(4, value)}, {}, {}, {}, {}) for plan, value in values.items()]
    expected = [("cheap",), ("dear",), ("far",), NOTHING, ("vain",)]
    for order in (made, made[::-1]):
        ranked = rank(order, "agreement", choice)
        assert [each.plan for each in ranked] == expected
        assert [each.plan for each in without_ballast(ranked, "agreement")] == expected[:-1]


def replace_cost(name: str, cost: str) -> Initiative:
    """An initiative that costs so much."""
    return initiative(name, "stances.host.catch.salience", "0", cost=cost)


def test_what_few_draws_could_not_show_is_looked_at_again(quarrel: Dossier) -> None:
    rare = initiative("rare", "stances.north.catch.position", "30", chance="0.15", cost="1")
    dossier = with_initiatives(
        quarrel, rare, SLIGHT, CHANCY, initiative("more", "stances.north.catch.position", "5..15..25")
    )
    for seed in range(4):
        found = search(dossier, "talks", "host", Settings(draws=8, rounds=(16, 512), times=1, seed=seed))
        evaluator = Evaluator(dossier, "talks", "host", seed)
        first = found.first.evaluation.plan
        beside = [evaluator.evaluate(plan, 512) for plan in (first, *found.choice.neighbours(first))]
        assert rank(beside, "agreement", found.choice)[0].plan == first


def many(quarrel: Dossier, size: int, *others: Initiative) -> Dossier:
    """The quarrel with eight initiatives that do little by some measure, and others."""
    fields = ("stances.south.catch.position", "capabilities.host.capability", "stances.host.catch.salience")
    small = [initiative(f"small{n}", fields[n % 3], f"{size if n % 2 else -size}", cost=f"{n + 1}") for n in range(8)]
    return with_initiatives(quarrel, *small, *others)


def test_what_was_not_looked_at_is_ruled_out_by_a_bound(quarrel: Dossier) -> None:
    dossier = many(quarrel, 1, DECISIVE, CHANCY)
    settings = Settings(draws=16, rounds=(), times=1, most_plans=100, width=2, budget=45)
    found = search(dossier, "talks", "host", settings)
    assert not found.complete
    assert found.most == -np.inf
    assert "none of them can come to more" in told(found).findings[0].claim
    whole = search(dossier, "talks", "host", replace(settings, most_plans=5_000))
    assert whole.complete
    assert whole.looked_at > 2 * found.looked_at
    assert found.first.evaluation.plan == whole.first.evaluation.plan


def test_what_is_not_ruled_out_is_told_with_its_bound(quarrel: Dossier) -> None:
    settings = Settings(by="aim", draws=16, rounds=(), times=1, most_plans=20, width=1, most_families=5)
    found = search(many(quarrel, 6), "talks", "host", settings)
    assert found.most is not None
    assert found.first.mean["aim"] < found.most < 100
    assert f"none of them can come to more than {found.most:.0f}" in told(found).findings[0].claim


@pytest.mark.parametrize(("by", "most"), [("agreement", 1.0), ("aim", 100.0)])
def test_where_nothing_is_ruled_out_that_is_told(quarrel: Dossier, by: ObjectiveId, most: float) -> None:
    settings = Settings(by=by, draws=16, rounds=(), times=1, most_plans=20, width=1, most_families=1)
    found = search(many(quarrel, 2, CHANCY), "talks", "host", settings)
    assert found.most == most
    assert "there may be better ones" in told(found).findings[0].claim


@pytest.mark.slow
def test_a_planted_initiative_is_found_nineteen_times_in_twenty_at_the_default_budget(quarrel: Dossier) -> None:
    random = np.random.default_rng(7)
    fields = ["stances.host.catch.position", "capabilities.host.capability", "stances.host.catch.salience"]
    hits = 0
    for seed in range(20):
        decoys = [
            initiative(f"decoy{n:02}", fields[int(random.integers(3))], f"{random.integers(-4, 5)}") for n in range(20)
        ]
        place = int(random.integers(21))
        dossier = with_initiatives(quarrel, *decoys[:place], DECISIVE, *decoys[place:])
        found = search(dossier, "talks", "host", Settings(times=2, seed=seed))
        hits += "decisive" in found.first.evaluation.plan
    assert hits >= 19


def test_what_does_nothing_never_stands_above_doing_nothing(quarrel: Dossier) -> None:
    dossier = with_initiatives(quarrel, USELESS, initiative("vain", "stances.host.catch.position", "0"))
    for seed in range(4):
        found = search(dossier, "talks", "host", Settings(draws=16, rounds=(32,), times=2, seed=seed))
        assert plans_of(found)[0] == NOTHING
        assert "none does more than doing nothing" in told(found).findings[0].claim


def test_workers_and_interruptions_do_not_change_a_bit(quarrel: Dossier, tmp_path: Path) -> None:
    dossier = with_initiatives(quarrel, DECISIVE, SLIGHT, CHANCY)
    alone = search(dossier, "talks", "host", QUICK, keep=tmp_path / "whole")
    lines = (tmp_path / "whole").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "cut").write_text("".join(lines[:6]) + lines[6][:30], encoding="utf-8")
    resumed = search(dossier, "talks", "host", QUICK, keep=tmp_path / "cut")
    shared = search(dossier, "talks", "host", Settings(draws=32, rounds=(64,), times=4, workers=2))
    for other in (resumed, shared):
        assert plans_of(other) == plans_of(alone)
        assert other.leads == alone.leads
        assert other.breaks == alone.breaks
        for mine, its in zip(alone.standings, other.standings, strict=True):
            for name, values in mine.evaluation.scores.items():
                assert values.tobytes() == its.evaluation.scores[name].tobytes()
    assert sorted((tmp_path / "cut").read_text(encoding="utf-8").splitlines()) == sorted(
        line.rstrip("\n") for line in lines
    )


def test_a_checkpoint_of_something_else_is_refused(quarrel: Dossier, tmp_path: Path) -> None:
    dossier = with_initiatives(quarrel, DECISIVE)
    assignment = Assignment(dossier, "talks", "host", 1)
    with Checkpoint(tmp_path / "kept", assignment) as checkpoint:
        task = Task(("decisive",), 8)
        checkpoint.keep([(task, assignment.evaluator().evaluate(task.plan, 8))])
    with Checkpoint(tmp_path / "kept", assignment) as checkpoint:
        assert checkpoint.found == 1
    with pytest.raises(ModelInputError, match="kept for another search: its seed is 1, not 2"):
        Checkpoint(tmp_path / "kept", Assignment(dossier, "talks", "host", 2))
    (tmp_path / "other").write_text("a list of fish\n", encoding="utf-8")
    old = (tmp_path / "kept").read_text(encoding="utf-8").replace('"format": 3', '"format": 2')
    (tmp_path / "old").write_text(old, encoding="utf-8")
    with pytest.raises(
        ModelInputError, match="kept by another version of goodoffices, in another format; name another"
    ):
        Checkpoint(tmp_path / "old", assignment)
    with pytest.raises(ModelInputError, match="not a file of finished work"):
        Checkpoint(tmp_path / "other", assignment)
    title = (tmp_path / "kept").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "bad").write_text(f"{title}\n{json.dumps({'plan': []})}\n", encoding="utf-8")
    with pytest.raises(ModelInputError, match="line 2: not a piece of finished work"):
        Checkpoint(tmp_path / "bad", assignment)


def test_arrays_are_kept_once_and_come_back_bit_for_bit_whatever_is_added_later(tmp_path: Path) -> None:
    assignment = Assignment(read_dossier(case_folder("cambodia-1990")), "tokyo_1990", "japan", 1)
    evaluator, (first, second, *_) = assignment.evaluator(), assignment.dossier.initiatives
    done = [(task := Task(plan, 64), evaluator.evaluate(plan, task.draws)) for plan in ((), (first,), (second,))]
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    with Checkpoint(whole, assignment) as checkpoint:
        checkpoint.keep(done)
    for each in done:
        with Checkpoint(parts, assignment) as checkpoint:
            checkpoint.keep([each])
    assert parts.read_bytes() == whole.read_bytes()
    with Checkpoint(parts, assignment) as checkpoint:
        for task, found in done:
            known = checkpoint.known(task)
            assert known is not None
            for part in PARTS:
                mine, its = getattr(found, part), getattr(known, part)
                assert [*mine] == [*its]
                assert all(mine[n].dtype == its[n].dtype and mine[n].tobytes() == its[n].tobytes() for n in mine)
    lines = [json.loads(line) for line in whole.read_text(encoding="utf-8").splitlines()[1:]]
    assert len({line["links"]["room"] for line in lines}) == 1
    lines[1]["scores"]["agreement"] = 99
    (tmp_path / "bad").write_text(
        "\n".join([whole.read_text(encoding="utf-8").splitlines()[0], *map(json.dumps, lines)]) + "\n", encoding="utf-8"
    )
    with pytest.raises(ModelInputError, match="line 3: not a piece of finished work"):
        Checkpoint(tmp_path / "bad", assignment)


def test_an_uncertain_change_is_a_mixture_of_both_courses(quarrel: Dossier) -> None:
    dossier = with_initiatives(quarrel, CHANCY)
    evaluator = Evaluator(dossier, "talks", "host", 1)
    without = evaluator.evaluate(NOTHING, 200).scores["agreement"]
    certain = initiative("chancy", "moments.talks.must_sign", "north", op="remove")
    whole = (
        Evaluator(with_initiatives(quarrel, certain), "talks", "host", 1).evaluate(("chancy",), 200).scores["agreement"]
    )
    mixed = evaluator.evaluate(("chancy",), 200).scores["agreement"]
    assert ((mixed == without) | (mixed == whole)).all()
    apart = whole != without
    assert apart.any()
    share = float((mixed == whole)[apart].mean())
    assert 0.3 < share < 0.7
    none = evaluator.evaluate(("chancy",), 200, {"chancy": 0.0}).scores["agreement"]
    assert (none == without).all()


def test_the_break_even_of_a_shift_is_where_it_stops_mattering(quarrel: Dossier) -> None:
    found = search(with_initiatives(quarrel, DECISIVE), "talks", "host", QUICK)
    need = next(each for each in found.breaks if each.initiative == "decisive")
    assert need.factor is not None
    assert 0 < need.factor < 1
    evaluator = Evaluator(found.dossier, "talks", "host", 1)

    def gained(factor: float) -> bool:
        now = evaluator.evaluate(("decisive",), 64, {"decisive": factor}).mean("agreement")
        return now > evaluator.evaluate(NOTHING, 64).mean("agreement")

    assert gained(need.factor)
    assert not gained(need.factor - 1 / 64)


def test_the_chance_to_be_better_is_sure_of_what_is_always_better(quarrel: Dossier) -> None:
    evaluator = Evaluator(with_initiatives(quarrel, DECISIVE, SLIGHT), "talks", "host", 1)
    nothing, decisive = (evaluator.evaluate(plan, 64) for plan in (NOTHING, ("decisive",)))
    assert chance_better(decisive, nothing, "agreement", 1) == 1.0
    assert chance_better(nothing, decisive, "agreement", 1) == 0.0
    assert chance_better(nothing, nothing, "agreement", 1) == 0.5


def test_only_plans_that_are_beaten_in_everything_are_left_out(quarrel: Dossier) -> None:
    evaluator = Evaluator(with_initiatives(quarrel, DECISIVE, USELESS), "talks", "host", 1)
    plans = [NOTHING, ("decisive",), ("useless",), ("decisive", "useless")]
    assert efficient([evaluator.evaluate(plan, 32) for plan in plans]).tolist() == [True, True, False, False]


def test_plans_keep_to_budgets_needs_and_order(quarrel: Dossier) -> None:
    first = initiative("first", "stances.host.catch.position", "1")
    second = initiative("second", "stances.host.catch.salience", "1", after=["first"], requires=["first"])
    apart = initiative("apart", "capabilities.host.capability", "1", not_with=["first"])
    dossier = with_initiatives(quarrel, second, first, apart)
    choice = Choice(dossier, dossier.moment("talks"), compiled_all(dossier))
    assert set(choice.all_plans()) == {(), ("first",), ("apart",), ("first", "second")}
    assert next(plan for plan in choice.all_plans() if len(plan) == 2) == ("first", "second")
    limited = Choice(dossier, dossier.moment("talks"), compiled_all(dossier), budget=10)
    assert set(limited.all_plans()) == {(), ("first",), ("apart",)}
    assert set(choice.neighbours(())) == {("first",), ("apart",), ("first", "second")}
    assert set(choice.neighbours(("first", "second"))) == {(), ("first",), ("apart",)}
    circle = with_initiatives(quarrel, first.model_copy(update={"after": ("second",)}), second)
    with pytest.raises(ModelInputError, match="in a circle"):
        Choice(circle, circle.moment("talks"), compiled_all(circle))


def test_only_what_can_be_done_by_then_is_open(quarrel: Dossier) -> None:
    late = initiative("late", "stances.host.catch.position", "1", date="1991")
    stub = Initiative.model_validate({"id": "stub", "name": "stub", "by": ["host"], "source": "judgement"})
    needy = initiative("needy", "stances.host.catch.position", "1", requires=["late"])
    other = initiative("other", "stances.host.catch.position", "1").model_copy(update={"by": ("south",)})
    dossier = with_initiatives(quarrel, late, stub, needy, other, SLIGHT)
    found = available(dossier, dossier.moment("talks"), "host")
    assert list(found.open) == ["slight"]
    assert found.closed == {
        "late": "not before 1991",
        "stub": "what it would change is not judged",
        "needy": "needs “do late”, which is not open",
    }
    assert moment_for(dossier, "host").id == "talks"
    with pytest.raises(NotFoundError, match="say who acts: host, south"):
        actor_of(dossier)
    with pytest.raises(NotFoundError, match="Did you mean 'host'"):
        available(dossier, dossier.moment("talks"), "hosts")
    with pytest.raises(NotFoundError, match="no initiative that North could take"):
        moment_for(dossier, "north")


def test_who_must_sign_puts_forward_what_suits_it_best_of_what_all_would_sign(quarrel: Dossier) -> None:
    found = search(with_initiatives(quarrel, DECISIVE), "talks", "host", QUICK)
    counters = [reply for reply in found.replies[("decisive",)] if reply.kind == "counters"]
    assert counters
    assert {reply.party for reply in counters} <= {"north", "south"}
    for reply in counters:
        assert dict(reply.offer).keys() == {"Catch"}
        assert reply.gain > 0
    answer = told(found)
    assert "would put forward what suits it best of what all would sign (Catch: " in " ".join(
        f.claim for f in answer.findings
    )


def test_what_is_found_is_told(quarrel: Dossier) -> None:
    answer = told(search(with_initiatives(quarrel, DECISIVE, SLIGHT, USELESS), "talks", "host", QUICK))
    claims = " ".join(finding.claim for finding in answer.findings)
    assert "“do decisive”" in answer.findings[0].claim
    assert "all eight combinations of three initiatives open to Host" in claims
    assert "It leads as long as “do decisive” (A) moves what it moves by at least" in claims
    plans = next(table for table in answer.tables if table.id == "initiatives.plans")
    assert "do nothing" in [row[0] for row in plans.rows]
    assert all(isinstance(row[1], float) and np.isfinite(row[1]) for row in answer.figures[0].data.rows)


def test_plans_cannot_be_ranked_by_what_the_dossier_does_not_feed(quarrel: Dossier) -> None:
    dossier = with_initiatives(quarrel, DECISIVE)
    with pytest.raises(ModelInputError, match="cannot be ranked by support at home"):
        search(dossier, "talks", "host", Settings(by="home"))
    with pytest.raises(ModelInputError, match="ranked by one of agreement, aim, holds, home, not by 'cost'"):
        search(dossier, "talks", "host", Settings(by="cost"))


def test_a_plan_can_fail_in_more_than_64_ways(quarrel: Dossier) -> None:
    gift = {"name": "Gift", "paid_by": ["host"], "paid_to": "south", "worth": "3"}
    gifts = (initiative(f"gift{n}", "payments", gift | {"id": f"gift{n}"}, "add", chance="0.5") for n in range(7))
    dossier = with_initiatives(quarrel, *gifts)
    evaluator, plan = Evaluator(dossier, "talks", "host", 3), tuple(dossier.initiatives)
    variants = evaluator.variants(plan, evaluator.worlds(400))
    assert len(variants.situations) > 64
    found = evaluator.evaluate(plan, 400).scores["agreement"]
    for number in (0, 70, len(variants.situations) - 1):
        alone = evaluator.chain(variants.situations[number], 400).agreement
        here = variants.which == number
        assert here.any()
        assert (found[here] == alone[here]).all()


def test_money_is_never_earned_by_an_initiative() -> None:
    with pytest.raises(ValueError, match="outside its scale"):
        initiative("earn", "capabilities.host.capability", "5", money="-6")
    assert initiative("spend", "capabilities.host.capability", "5", money="2500000").money is not None
