"""Side payments: what they are worth in every world, who then signs, and what a reader is told of them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.support import Write

from goodoffices.assessment.answer import Answer
from goodoffices.assessment.assess import assess
from goodoffices.assessment.chain import Chain, Memo, chain_at
from goodoffices.assessment.chain.paying import paying
from goodoffices.assessment.completion import completion, plan_on_table
from goodoffices.assessment.questions.agreements.bargain import bargain_at
from goodoffices.assessment.questions.agreements.offers import on_table
from goodoffices.assessment.questions.agreements.side_payments import effects, least_worth
from goodoffices.assessment.registry import by_id
from goodoffices.assessment.transfers import transfers
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier import Dossier, at_moment, inspect_dossier, read_dossier
from goodoffices.dossier.comparison import compare
from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.payment import Payment
from goodoffices.errors import DossierError
from goodoffices.initiatives.bounding import Bounds
from goodoffices.initiatives.choosing.plans import Choice
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.patching import compiled_all, conflicts, patched
from goodoffices.initiatives.search import Settings, search
from goodoffices.initiatives.search.replies import _worth as worth_to
from goodoffices.initiatives.search.replies import replies

DRAWS = 400
STANCES = (
    "party,issue,position,salience,source\n"
    "north,catch,0..10..20,50,judgement\nsouth,catch,80..90..100,50,judgement\nhost,catch,50,5,judgement\n"
)
FILES = {
    "parties_yaml": "north: {name: North, kind: state}\nsouth: {name: South, kind: state}\n"
    "host: {name: Host, kind: state}\nclub: {name: Club, kind: group}\n",
    "ties_csv": "party,kind,other,source\nhost,allied_with,north,judgement\n",
    "moments_yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host], must_sign: [north, south], issues: [catch], "
    "status_quo: {catch: 70}}\nlater: {name: Later, date: 1991-06, at_table: [north, south], issues: [catch]}\n",
    "stances_csv": STANCES,
    "capabilities_csv": "party,capability,source\nnorth,30,judgement\nsouth,30,judgement\nhost,5,judgement\n",
}
AID = "aid: {name: Aid for a signature, paid_by: [host], paid_to: south, worth: 30, source: judgement%s}\n"
PLAN = {
    "texts_yaml": "deal: {name: Deal, kind: draft, date: 1990-05, status: proposed, source: judgement}\n",
    "phases_yaml": "leave: {name: Leave, text: deal, days: 30, obligations: [{party: north, duty: go}], "
    "conduct: [{party: north, stops: 0.2..0.5..0.9, source: judgement}], source: judgement}\n",
}


def payment(**fields: object) -> Payment:
    """A payment of the host to the south."""
    return Payment.model_validate(
        {"id": "aid", "name": "Aid", "paid_by": "host", "paid_to": "south", "worth": "30", "source": "judgement"}
        | fields
    )


def with_payments(dossier: Dossier, *payments: Payment) -> Dossier:
    return replace(dossier, payments={each.id: each for each in payments})


def chain(dossier: Dossier, draws: int = DRAWS) -> Chain:
    return chain_at(at_moment(dossier, "talks"), Worlds(draws, 1))


def holds(found: Chain, link: str) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return next(each.holds for each in found.links if each.id == link)


@pytest.fixture
def quarrel(write: Write) -> Dossier:
    """South always loses by the settlement expected, some twenty points of its own worth; what holds now suits it."""
    return read_dossier(write(**FILES))


def test_nobody_pays_itself_and_numbers_stay_on_their_scale(write: Write) -> None:
    texts = FILES | {
        "payments_yaml": "own: {name: Own, paid_by: [north, south], paid_to: south, worth: 10, source: judgement}\n"
        "none: {name: None, paid_by: [], paid_to: south, worth: 10, source: judgement}\n"
        "far: {name: Far, paid_by: [nort], paid_to: south, worth: 10..50..101, credible: 2, source: judgement}\n"
    }
    with pytest.raises(DossierError) as refused:
        read_dossier(write(**texts))
    told = str(refused.value)
    assert "south would pay itself" in told
    assert "paid_by" in told
    assert "Did you mean 'north'?" in told
    assert told.count("outside its scale") == 2


def test_what_bears_on_no_signature_is_warned_of(write: Write) -> None:
    texts = FILES | {
        "payments_yaml": "good: {name: Good, paid_by: [north], paid_to: south, worth: 10, source: judgement}\n"
        "absent: {name: Absent, paid_by: [north, club], paid_to: south, worth: 10, source: judgement}\n"
        "late: {name: Late, paid_by: [north], paid_to: south, moments: [later], worth: 10, source: judgement}\n"
    }
    problems = [str(each) for each in inspect_dossier(write(**texts)).problems if each.file == "payments.yaml"]
    assert [problem.split(": ", 1)[1].split(" (")[0] for problem in problems] == [
        "paid_by: club would pay and takes part at no moment at which this is on offer",
        "paid_to: south need not sign at any moment at which this is on offer, so that it brings no signature",
    ]
    assert problems[0].startswith("payments.yaml:2:")
    assert problems[1].startswith("payments.yaml:3:")


def test_who_is_paid_gains_and_each_who_pays_loses(quarrel: Dossier) -> None:
    given = payment(paid_by="host; north", worth="10..20..30", cost="2..3..5")
    worlds = Worlds(DRAWS, 1)
    found = transfers(at_moment(with_payments(quarrel, given), "talks"), worlds)
    gains = found.gains(("south", "club", "north", "host"))
    assert (gains[:, 0] == worlds.sample("worth of payment aid", given.worth)).all()
    assert (gains[:, 1] == 0).all()
    assert given.cost is not None
    assert (gains[:, 2] == -worlds.sample("cost of payment aid", given.cost)).all()
    assert (gains[:, 3] == gains[:, 2]).all()
    assert found.likely_gains(("south", "host")).tolist() == [20.0, -3.0]
    assert found.is_uncertain
    assert not transfers(at_moment(with_payments(quarrel, payment()), "talks"), worlds).is_uncertain


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"moments": "talks"}, True),
        ({"moments": "later"}, False),
        ({"from": "1990-07"}, False),
        ({"until": "1990-05"}, False),
        ({"worth": "0", "cost": "0"}, False),
        ({"worth": "0", "cost": "1"}, True),
    ],
)
def test_only_what_is_on_offer_counts(quarrel: Dossier, fields: dict[str, str], counts: bool) -> None:
    situation = at_moment(with_payments(quarrel, payment(**fields)), "talks")
    assert bool(transfers(situation, Worlds(8, 1)).each) is counts


def test_what_is_told_only_later_counts_with_hindsight_alone(write: Write) -> None:
    source = "memoir: {title: Memoir, author: X, date: 1999, standpoint: y}\n"
    text = (AID % "").replace("judgement", '"memoir:1"')
    dossier = read_dossier(write(**FILES, sources_yaml=source, payments_yaml=text))
    assert not transfers(at_moment(dossier, "talks"), Worlds(8, 1)).each
    told = [
        str(problem)
        for problem in inspect_dossier(write("again", **FILES, sources_yaml=source, payments_yaml=text)).problems
    ]
    assert any("cite memoir, which was written later; they are left out (payment aid)" in each for each in told)
    declared = replace(dossier, about=dossier.about.model_copy(update={"hindsight": "a test"}))
    assert transfers(at_moment(declared, "talks"), Worlds(8, 1)).each


def test_the_only_loser_signs_once_it_is_paid_what_it_lacks(quarrel: Dossier) -> None:
    """Each link against a count by hand: South gains what it is paid, less what the settlement takes from it."""
    before = chain(quarrel)
    assert before.signing is not None
    own = before.signing.gains[:, before.signing.parties.index("south")]
    assert (own < 0).all()
    assert not holds(before, "room").any()
    for worth in (15.0, float(-own.max()) + 1, 40.0):
        after = chain(with_payments(quarrel, payment(worth=f"{worth}")))
        assert after.signing is not None
        assert np.allclose(after.signing.gains[:, 1], own + worth)
        assert (holds(after, "signed") == (own + worth >= 0)).all()
        assert holds(after, "room").all()  # a step small enough is worth the payment


def test_a_payer_who_loses_more_than_it_gains_does_not_sign(quarrel: Dossier) -> None:
    free = chain(quarrel)
    assert free.signing is not None
    gain = free.signing.gains[:, 0]
    for cost in (5.0, float(np.median(gain)), 90.0):
        paid = chain(with_payments(quarrel, payment(paid_by="north", worth="60", cost=f"{cost}")))
        assert (holds(paid, "signed") == (gain - cost >= 0)).all()


def test_who_asks_for_nothing_does_not_pay_for_it(write: Write) -> None:
    moments = FILES["moments_yaml"].replace("must_sign: [north, south]", "must_sign: [north, south, club]", 1)
    files = FILES | {"moments_yaml": moments.replace("[north, south, host]", "[north, south, host, club]")}
    dossier = read_dossier(write(**files))
    paid = payment(paid_by="club", worth="60")
    assert holds(chain(with_payments(dossier, paid)), "room").all()
    assert holds(chain(with_payments(dossier, paid)), "signed").all()
    dear = chain(with_payments(dossier, paid.model_copy(update={"cost": paid.worth, "credible": None})))
    assert not holds(dear, "room").any()
    assert not holds(dear, "signed").any()


def test_what_is_half_believed_brings_half_the_signatures(quarrel: Dossier) -> None:
    given = payment(worth="60", credible="0.5")
    found = chain(with_payments(quarrel, given), 2000)
    believed = Worlds(2000, 1).works("payment aid", given.credible)  # type: ignore[arg-type]
    assert (holds(found, "signed") == believed).all()
    assert holds(found, "signed").mean() == pytest.approx(0.5, abs=0.04)


def test_what_is_due_on_carrying_out_counts_by_the_chance_of_it(write: Write) -> None:
    dossier = read_dossier(write(**FILES, **PLAN))
    worlds, late = Worlds(DRAWS, 1), payment(worth="60", due="carrying_out")
    situation = at_moment(with_payments(dossier, late), "talks")
    reading = plan_on_table(situation)
    assert reading is not None
    chance = completion(reading, worlds)
    assert not isinstance(chance, str)
    assert 0 < chance.min() < chance.max() < 1
    found = transfers(situation, worlds)
    assert np.allclose(found.gains(("south",))[:, 0], 60 * chance)
    assert found.is_uncertain
    assert not found.each[0].unfollowed
    free = chain(dossier)
    assert free.signing is not None
    signed = holds(chain(with_payments(dossier, late)), "signed")
    assert (signed == (free.signing.gains[:, 1] + 60 * chance >= 0)).all()
    assert 0 < signed.mean() < 1


def test_without_a_plan_it_counts_as_promised_and_says_so(quarrel: Dossier) -> None:
    dossier = with_payments(quarrel, payment(worth="60", due="carrying_out"))
    found = transfers(at_moment(dossier, "talks"), Worlds(8, 1))
    assert found.gains(("south",)).tolist() == [[60.0]] * 8
    assert "phases.yaml" in found.each[0].unfollowed
    assert "so that it counts as promised" in claim(asked(dossier), "payments")


def test_a_payment_is_worked_out_once_and_anew_where_it_changed(quarrel: Dossier) -> None:
    memo, worlds = Memo(), Worlds(16, 1)
    one, same, other = (
        at_moment(with_payments(quarrel, payment(**fields)), "talks")
        for fields in ({}, {"note": "a note"}, {"worth": "31"})
    )
    assert paying(one, worlds, memo) is paying(same, worlds, memo)
    assert paying(other, worlds, memo) is not paying(one, worlds, memo)
    assert (chain_at(one, worlds, memo=memo).agreement == chain_at(one, worlds).agreement).all()
    none = chain_at(at_moment(quarrel, "talks"), worlds, memo=memo)
    assert not none.agreement.any()


def asked(dossier: Dossier, draws: int = DRAWS) -> Answer:
    return assess(dossier, ["talks"], draws=draws, questions=[by_id("agreements")]).answers[0]


def test_the_way_to_an_agreement_names_what_it_counts(quarrel: Dossier) -> None:
    dossier = with_payments(quarrel, payment(worth="15..20..25"))
    answer = assess(dossier, ["talks"], draws=DRAWS, questions=[by_id("chain")]).answers[0]
    assert "Counted on signing: “Aid”." in answer.findings[0].claim
    hinges = next(table for table in answer.tables if table.id == "chain.hinges")
    assert "what “Aid” is worth to South" in [row[1] for row in hinges.rows]


def claim(answer: Answer, what: str) -> str:
    return next(f.claim for f in answer.findings if f.id == f"agreements.talks.{what}")


def test_what_each_payment_does_is_told(quarrel: Dossier) -> None:
    dossier = with_payments(quarrel, payment(worth="40"), payment(id="coin", name="Coin", worth="0.5"))
    told = claim(asked(dossier), "payments")
    assert told.startswith("Counted beside what is on the table: two side payments.")
    assert (
        "“Aid” (Host to South): where bargaining points would be signed by all in 100% of draws, without it in 0%"
        in told
    )
    assert (
        "“Coin” (Host to South): where bargaining points would be signed by all in 100% of draws, without it in 100%"
        in told
    )
    table = next(t for t in asked(dossier).tables if t.id == "agreements.talks.payments")
    assert table.rows[0][:5] == ("Aid", "Host", "South", "signing", "40")
    assert table.rows[0][6:9] == ("100%", "100%, without it 100%", "100%, without it 0%")
    assert table.rows[1][8:] == ("100%, without it 100%", "0")
    assert not [f for f in asked(quarrel).findings if f.id.endswith(".payments")]


def test_what_would_be_needed_is_told_in_points_of_each_own(quarrel: Dossier) -> None:
    """The settlement is 50 where 70 holds: South lacks twenty points of the scale, and North gains as many."""
    told = claim(asked(quarrel), "needed")
    assert "a side payment would be needed to South, worth 20 of its 100 points" in told
    assert "could give: North 20 (20 to 20 in 80% of draws)." in told
    assert "each in its own points, which are not those of who is paid" in told
    paid = claim(asked(with_payments(quarrel, payment(worth="15"))), "needed")
    assert "a further side payment would be needed to South, worth 5 of its 100 points" in paid
    enough = asked(with_payments(quarrel, payment(worth="20.5")))
    assert not [f for f in enough.findings if f.id.endswith(".needed")]


def test_the_least_worth_is_that_of_a_search() -> None:
    random = np.random.default_rng(5)
    for _ in range(50):
        before, made = random.normal(-1, 3, 40), random.integers(0, 5, 40) / 4
        share = float(random.uniform(0.1, 1))
        found = least_worth(before, made, share)
        reached = [w for w in np.linspace(0, 200, 4001) if (before + w * made >= -1e-9).mean() >= share - 1e-12]
        assert (found is None) == (not reached)
        if found is not None:
            assert found == pytest.approx(reached[0], abs=0.051)


def initiative(name: str, *changes: dict[str, object], **more: object) -> Initiative:
    fields = {"id": name, "name": f"do {name}", "by": ["host"], "source": "judgement", "cost": "10", **more}
    return Initiative.model_validate({**fields, "changes": [{"source": "judgement", **each} for each in changes]})


def promise(**fields: str) -> dict[str, object]:
    value = {"name": "Aid for a signature", "paid_by": "host", "paid_to": "south", "worth": "25..30..35"} | fields
    return {"op": "add", "at": "payments.aid_for_signature", "value": value}


def with_initiatives(dossier: Dossier, *initiatives: Initiative) -> Dossier:
    return replace(
        dossier, initiatives={each.id: each for each in initiatives}, digest="-".join(i.id for i in initiatives)
    )


def test_a_payment_that_makes_the_only_loser_sign_is_found(quarrel: Dossier) -> None:
    vain = initiative("vain", {"op": "shift", "at": "stances.host.catch.salience", "value": "0..0..0"})
    settings = Settings(draws=64, rounds=(128,), times=4)
    for credible, low, high in (("1", 1.0, 1.0), ("0.5", 0.4, 0.6)):
        dossier = with_initiatives(quarrel, vain, initiative("promise", promise(credible=credible)))
        found = search(dossier, "talks", "host", settings)
        assert found.first.evaluation.plan == ("promise",)
        assert found.nothing.mean["agreement"] == 0
        assert low <= found.first.mean["agreement"] <= high


def test_the_break_even_of_a_payment_is_what_the_loser_lacks(quarrel: Dossier) -> None:
    """Even in every draw from where it is worth the twenty points or so that South loses: two thirds of thirty."""
    evaluator = Evaluator(
        with_initiatives(quarrel, initiative("promise", promise(worth="30", cost="9"))), "talks", "host", 1
    )
    free = chain(quarrel, 64)
    assert free.signing is not None
    lacks = -free.signing.gains[:, 1]
    for factor in (0.0, 0.3, 0.64, 0.7, 1.0, 2.0, 9.0):
        signed = evaluator.evaluate(("promise",), 64, {"promise": factor}).scores["agreement"]
        assert (signed == (min(30 * factor, 100) >= lacks)).all()
    found = search(evaluator.dossier, "talks", "host", Settings(draws=64, rounds=(128,), times=4))
    need = next(each for each in found.breaks if each.initiative == "promise" or each.plan == ("promise",))
    assert need.factor == pytest.approx(lacks.min() / 30, abs=0.1)


def test_a_shift_of_its_worth_and_a_chance_are_drawn(quarrel: Dossier) -> None:
    small = with_payments(quarrel, payment(worth="10"))
    raised = initiative("raise", {"op": "shift", "at": "payments.aid.worth", "value": "5..20..30", "chance": "0.5"})
    evaluator = Evaluator(with_initiatives(small, raised), "talks", "host", 1)
    assert evaluator.evaluate((), 200).mean("agreement") == 0
    share = evaluator.evaluate(("raise",), 400).mean("agreement")
    worlds = Worlds(400, 1)
    patch = compiled_all(with_initiatives(small, raised))["raise"]
    worth = worlds.sample("worth of payment aid", patched(small, [patch]).dossier.payments["aid"].worth)
    assert 0.2 < share < 0.6
    assert share <= float((worth > 10).mean())


def test_conflicts_and_differences_are_told(quarrel: Dossier) -> None:
    dossier = with_initiatives(
        quarrel,
        initiative("one", promise()),
        initiative("two", promise(worth="10")),
    )
    patches = compiled_all(dossier)
    assert conflicts([patches["one"], patches["two"]])
    after = patched(dossier, [patches["one"]]).dossier
    assert [d.words for d in compare(dossier, after)] == ["Payment aid_for_signature (Aid for a signature) is new."]
    raised = initiative("raise", {"op": "shift", "at": "payments.aid_for_signature.worth", "value": "5"})
    more = patched(after, [raised]).dossier
    (told,) = [d.words for d in compare(after, more)]
    assert told.startswith("Payment aid_for_signature (Aid for a signature): worth")
    with pytest.raises(DossierError, match="would pay itself"):
        compiled_all(with_initiatives(quarrel, initiative("own", promise(paid_by="south"))))


def test_an_ally_who_pays_loses_what_it_costs(quarrel: Dossier) -> None:
    bill = initiative("bill", promise(paid_by="north", cost="7"))
    gift = initiative("gift", promise(paid_to="north", paid_by="south", cost="3"))
    evaluator = Evaluator(with_initiatives(quarrel, bill, gift), "talks", "host", 1)
    assert evaluator.allies == ("north",)
    assert evaluator.evaluate(("bill",), 64).scores["ally"] == pytest.approx(np.full(64, 7.0))
    assert (evaluator.evaluate(("gift",), 64).scores["ally"] == 0).all()


def test_a_bound_on_plans_counts_what_is_paid_and_what_could_be(write: Write) -> None:
    dossier = with_payments(read_dossier(write(**FILES, **PLAN)), payment(worth="40", due="carrying_out"))
    sure = initiative("sure", {"op": "set", "at": "phases.leave.conduct.north.stops", "value": "0"})
    more = initiative("more", {"op": "add", "at": "payments.more", "value": promise()["value"]})
    vain = initiative("vain", {"op": "shift", "at": "stances.host.catch.salience", "value": "0..0..0"})
    dossier = with_initiatives(dossier, sure, more, vain)
    evaluator = Evaluator(dossier, "talks", "host", 1)
    choice = Choice(dossier, dossier.moment("talks"), compiled_all(dossier))
    for by in ("agreement", "aim"):
        bounds = Bounds(evaluator, choice, by, 64)
        assert all(bounds.is_plain(name) for name in ("sure", "more", "vain"))
        for plan in choice.all_plans():
            for size in range(len(plan) + 1):
                most = bounds.most(plan[:size], plan[size:], len(plan) - size)
                assert evaluator.evaluate(plan, 64).mean(by) <= most + 1e-9
    assert evaluator.evaluate((), 64).mean("agreement") < evaluator.evaluate(("sure",), 64).mean("agreement") == 1
    unpaid = Evaluator(replace(dossier, payments={}), "talks", "host", 1)
    assert Bounds(unpaid, choice, "agreement", 64).most((), ["vain"], 1) == 0


def test_who_refuses_forgoes_the_payment(quarrel: Dossier) -> None:
    """South loses twenty points by the settlement and is paid sixty: refusing would lose it forty."""
    situation = at_moment(with_payments(quarrel, payment(worth="60")), "talks")
    found = chain_at(situation, Worlds(64, 1))
    assert found.agreement.all()
    settled, refused = worth_to(situation, "south", found), worth_to(situation, "south", found, np.zeros(64, bool))
    assert found.signing is not None
    assert np.allclose(settled - refused, found.signing.gains[:, 1])
    assert (settled - refused).mean() == pytest.approx(40, abs=1.5)


def test_a_payer_who_pays_more_than_it_gains_leaves_with_its_payment(quarrel: Dossier) -> None:
    """The host need not sign. It wants what is expected, twenty points better than what holds, but not at any cost."""
    for cost, kind, agreement in (("5", "lets_it_be", 1.0), ("30", "stays_away", 0.0)):
        dossier = with_payments(quarrel, payment(worth="60", cost=cost))
        told = {reply.party: reply for reply in replies(Evaluator(dossier, "talks", "south", 1), (), 64)}
        assert (told["host"].kind, told["host"].agreement) == (kind, agreement)


def test_a_payment_due_later_reads_the_same_plan_as_the_chain(write: Write) -> None:
    dossier = read_dossier(write(**FILES, **PLAN))
    done = next(link for link in chain(dossier, 4000).links if link.id == "carried_out")
    late = transfers(at_moment(with_payments(dossier, payment(due="carrying_out")), "talks"), Worlds(4000, 1))
    assert late.each[0].made.mean() == pytest.approx(done.holds.mean(), abs=0.03)


@pytest.mark.parametrize(("until", "left_out"), [("1985", False), ("1992", True)])
def test_a_payment_that_has_ended_is_not_told_to_be_left_out(write: Write, until: str, left_out: bool) -> None:
    memoir = FILES | {"sources_yaml": "memoir: {title: Memoir, date: 1995}\n"}
    aid = "aid: {name: Aid, paid_by: [host], paid_to: south, worth: 30, until: %s, source: 'memoir:1'}\n"
    problems = inspect_dossier(write(**memoir, payments_yaml=aid % until)).problems
    assert any("payment aid" in str(problem) for problem in problems) == left_out


def test_a_payment_comes_to_no_negative_sum_of_money() -> None:
    with pytest.raises(ValueError, match="outside its scale"):
        payment(money="-5..0..5")


SILENT = FILES | {
    "moments_yaml": "talks: {name: Talks, date: 1990-06, at_table: [north, south, host, club], must_sign: [north, south, club], issues: [catch], "
    "status_quo: {catch: 100}}\n",
    "capabilities_csv": "party,capability,source\nnorth,50,judgement\nsouth,30,judgement\nhost,5,judgement\n",
    "stances_csv": "party,issue,position,salience,source\nnorth,catch,0,50,judgement\nsouth,catch,60,50,judgement\nhost,catch,50,5,judgement\n",
    "initiatives_yaml": "a: {name: A, by: [host], changes: [{op: shift, at: capabilities.host.capability, value: 5, source: judgement}], "
    "source: judgement}\n",
}


GIFT = "gift: {name: Gift, paid_by: [club], paid_to: south, worth: 10%s, source: judgement}\n"


@pytest.mark.parametrize("cost", ["", ", cost: 10", ", cost: 10, credible: 0.4"])
def test_no_counter_offer_is_signed_where_a_signatory_without_a_stance_would_have_to_pay(
    write: Write, cost: str
) -> None:
    dossier = read_dossier(write(**SILENT, payments_yaml=GIFT % cost))
    evaluator = Evaluator(dossier, "talks", "host", 1)
    paid = evaluator.chain(evaluator.now, 100).paid.gains(("club",))[:, 0]
    (south,) = [reply for reply in replies(evaluator, (), 100) if reply.party == "south"]
    assert south.kind == ("counters" if (paid >= 0).any() else "lets_it_be")
    assert south.agreement == (paid >= 0).mean()


@pytest.mark.parametrize("cost", ["", ", cost: 10", ", cost: 10, credible: 0.4", ", cost: 0..1..5, credible: 0.7"])
def test_what_everyone_could_sign_agrees_with_the_chain_about_a_signatory_without_a_stance(
    write: Write, cost: str
) -> None:
    dossier = read_dossier(write(**SILENT, payments_yaml=GIFT % cost))
    situation = at_moment(dossier, "talks")
    answer = assess(dossier, ["talks"], draws=DRAWS, seed=1, questions=[by_id("agreements")]).answers[0]
    found = {finding.id: finding for finding in answer.findings}
    (room, *_) = (number.value for number in found["agreements.talks"].numbers)
    chain = chain_at(situation, Worlds(DRAWS, 1))
    holds = {link.id: link.holds.mean() for link in chain.links}
    assert room == pytest.approx(holds["room"])
    paid = chain.paid.gains(("club",))[:, 0]
    pays = bool((paid < 0).any())
    assert ("Club must sign too" in found["agreements.talks"].claim) == pays
    bargain, packages = bargain_at(situation, Worlds(DRAWS, 1))
    table = on_table(packages, Worlds(DRAWS, 1))
    assert table.forecast is not None
    assert table.forecast.all_sign == pytest.approx((paid >= 0).mean() if table.forecast.signs.all() else 0)
    (effect,) = effects(table.packages, table.bargain, table.forecast)
    assert effect.room == pytest.approx(holds["room"])
    assert effect.room_without == 1
    assert effect.signed_without == 1
    assert bargain.payers == (("Club",) if pays else ())
    assert any("unless they have to pay for it" in what for what in answer.missing) == pays
    assert ("agreements.talks.package" in found) != bool(bargain.likely_payers)
    if cost == ", cost: 10":
        assert "no package leaves all three who must sign better off" in found["agreements.talks"].claim
        assert "by all but Club" in found["agreements.talks.forecast"].claim
        assert (
            "would not be signed by all, and without it would be signed by all"
            in found["agreements.talks.payments"].claim
        )
