"""Effects of the initiatives of the Cambodian case: judged by the rule of the note, coded twice, nothing counted twice."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest

from goodoffices.casebook import case_folder
from goodoffices.dossier import read_dossier
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Change, Initiative
from goodoffices.dossier.situation import at_moment
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.allies import allies_of
from goodoffices.initiatives.choosing.available import available
from goodoffices.initiatives.choosing.calendar import opening
from goodoffices.initiatives.patching import Patch, compiled_all, patched

NOTE = Path(__file__).parents[2] / "docs" / "explanation" / "coding-cambodia" / "initiatives.md"
WHATS = ("amount", "chance", "cost")


@pytest.fixture(scope="module")
def case() -> Dossier:
    return read_dossier(case_folder("cambodia-1990"))


@pytest.fixture(scope="module")
def patches(case: Dossier) -> dict[str, Patch]:
    return compiled_all(case)


@pytest.fixture(scope="module")
def codings() -> list[dict[str, str]]:
    with NOTE.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def table(head: str) -> list[list[str]]:
    """The rows of the table of the note that begins with this heading."""
    text = NOTE.read_text(encoding="utf-8")
    body = text[text.index(head) :].split("\n\n")[0]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in body.splitlines()[2:]]


def classes(what: str) -> set[Quantity]:
    """The classes that the rule of the note allows."""
    name = {"amount": "size", "chance": "chance", "cost": "cost"}[what]
    found = {Quantity(*map(float, row[1:4])) for row in table(f"| {name} | lowest |")}
    return found | {Quantity(-q.high, -q.likely, -q.low) for q in found} if what == "amount" else found


def judged(case: Dossier) -> dict[tuple[str, str, str], str]:
    """Every judged number of the initiatives, by initiative, path and what it is."""
    found = {}
    for initiative in case.initiatives.values():
        if initiative.cost:
            found[initiative.id, "", "cost"] = str(initiative.cost)
        for change in initiative.changes:
            if change.op == "shift":
                assert isinstance(change.value, str)
                found[initiative.id, change.at, "amount"] = str(Quantity.parse(change.value))
            if change.chance:
                found[initiative.id, change.at, "chance"] = str(change.chance)
    return found


def test_the_case_holds_the_numbers_that_were_coded(case: Dossier, codings: list[dict[str, str]]) -> None:
    assert judged(case) == {(row["initiative"], row["at"], row["what"]): row["case"] for row in codings}


def test_the_case_holds_the_spread_of_both_passes_and_both_keep_to_the_classes(codings: list[dict[str, str]]) -> None:
    for row in codings:
        first, second, held = (Quantity.parse(row[name]) for name in ("first", "second", "case"))
        assert {first, second} <= classes(row["what"]), row
        assert (held.low, held.high) == (min(first.low, second.low), max(first.high, second.high)), row
        within = 0.006 if row["what"] == "chance" else 0.5
        assert held.likely == pytest.approx((first.likely + second.likely) / 2, abs=within), row
        assert row["reason"], row


def test_the_note_says_what_the_case_holds(case: Dossier, codings: list[dict[str, str]]) -> None:
    held = judged(case)
    told = {}
    for initiative, at, amount, chance in table("| initiative | what it changes |"):
        told[initiative, at, "amount"], told[initiative, at, "chance"] = amount, chance
    told |= {(initiative, "", "cost"): cost for initiative, cost in table("| initiative | cost |")}
    assert {key: value for key, value in told.items() if value[0].isdigit() or value[0] == "-"} == held
    agreed = [
        [what, str(len(own)), str(sum(row["first"] == row["second"] for row in own))]
        for what in WHATS
        for own in [[row for row in codings if row["what"] == what]]
    ]
    assert table("| judged | numbers |") == agreed


def test_the_note_says_how_allies_took_what_the_case_holds(case: Dossier) -> None:
    held = [[i.id, f.party, str(f.loss)] for i in case.initiatives.values() for f in i.friction]
    assert sorted(row[:3] for row in table("| initiative | ally | friction |")) == sorted(held)
    allowed = {Quantity(*map(float, row[1:4])) for row in table("| friction | lowest |")}
    for initiative in case.initiatives.values():
        for friction in initiative.friction:
            assert friction.loss in allowed
            assert initiative.moment
            assert friction.party in allies_of(at_moment(case, initiative.moment), "japan")
            (told,) = [row[3] for row in table("| initiative | ally | friction |") if row[0] == initiative.id]
            assert all(f"`{name}`" in told or told.endswith(name) for name in (*friction.events, *friction.claims))
            # no evidence is later than the moment, apart from the account itself
            days = [event.date for event in case.events if event.id in friction.events]
            days += [made for name in friction.claims if (made := case.claims[name].made)]
            assert all(day.earliest <= case.moments[initiative.moment].date.latest for day in days)


def test_everything_else_is_structure_and_certain(case: Dossier) -> None:
    numbers = {key[:2] for key in judged(case)}
    structural = {
        i.id: {c.at.split(".")[0] for c in i.changes if (i.id, c.at) not in numbers}
        for i in case.initiatives.values()
        if any((i.id, c.at) not in numbers for c in i.changes)
    }
    assert structural == {
        "gates_and_registration": {"phases"},
        "four_factions_at_the_table": {"moments"},
        "support_asean_only": {"moments", "stances"},
        "leave_it_to_the_five": {"moments"},
        "bypass_khmer_rouge": {"moments"},
    }


def test_every_initiative_fits_the_case_and_can_be_taken_alone_or_with_what_it_needs(
    case: Dossier, patches: dict[str, Patch]
) -> None:
    assert set(patches) == set(case.initiatives)
    for initiative in case.initiatives.values():
        if initiative.changes:
            needed = [*initiative.requires, initiative.id]
            after = patched(case, [patches[name] for name in needed], dict.fromkeys(needed, True))
            assert after.dossier.digest != case.digest
            assert initiative.moment in case.moments
            assert any(
                initiative.id in available(case, case.moments[initiative.moment], who).open for who in initiative.by
            )


@pytest.mark.parametrize(("moment", "least", "others"), [("tokyo_1990", 8, "us thailand soc asean"), ("pattaya_1991", 6, "us china vietnam")])  # fmt: skip
def test_japan_has_a_choice_and_others_have_replies(case: Dossier, moment: str, least: int, others: str) -> None:
    assert len(available(case, case.moments[moment], "japan").open) >= least
    for other in others.split():
        assert available(case, case.moments[moment], other).open


def lines(source: tuple[Citation, ...]) -> set[int]:
    """The lines of the account that a source rests on."""
    found: set[int] = set()
    for citation in source:
        if match := re.fullmatch(r"essay:(\d+)(?:-(\d+))?", str(citation)):
            found |= set(range(int(match[1]), int(match[2] or match[1]) + 1))
    return found


def in_force(case: Dossier, initiative: Initiative, change: Change) -> Stance | Capability | None:
    assert initiative.moment
    situation = at_moment(case, initiative.moment)
    kind, party, *rest = change.at.split(".")
    if kind == "stances":
        return situation.stances[party, rest[0]]
    return situation.capabilities[party, None] if kind == "capabilities" else None


def test_no_effect_is_entered_that_the_number_in_force_holds_already(case: Dossier) -> None:
    seen = 0
    for initiative in case.initiatives.values():
        for change in initiative.changes:
            row = in_force(case, initiative, change)
            assert lines(change.source), change
            if row is None or change.op != "shift":
                continue
            seen += 1
            assert initiative.moment
            done = opening(case, initiative, case.moments[initiative.moment])
            began = row.from_ and done and done.first > date.min and row.from_.earliest >= done.first
            assert not (began and lines(row.source) & lines(change.source)), (initiative.id, change.at)
    assert seen > 30


def test_gates_are_put_before_the_phases_of_the_draft(case: Dossier, patches: dict[str, Patch]) -> None:
    assert case.phases["draft_canton"].gate is None
    after = patched(case, [patches["gates_and_registration"]]).dossier
    for phase, before in (("draft_canton", "draft_regroup"), ("draft_disarm", "draft_canton"), ("draft_demobilise", "draft_disarm")):  # fmt: skip
        gate = after.phases[phase].gate
        assert gate is not None
        assert (gate.verifier, gate.confirms) == ("untac_gatekeeper", (before,))
        assert "exclusion" in {breach.consequence for breach in after.phases[phase].breaches}


def test_the_council_decides_at_pattaya(case: Dossier) -> None:
    assert case.moments["pattaya_1991"].decided_by == "snc"


def test_two_initiatives_of_the_korean_case_keep_to_the_same_rule() -> None:
    korea = read_dossier(case_folder("korea-1994"))
    judged_ = judged(korea)
    assert {key[0] for key in judged_} == {"present_package", "ask_neighbours"}
    assert set(compiled_all(korea)) == set(korea.initiatives)
    allowed = {what: classes(what) for what in WHATS}
    once_even_once_unlikely = Quantity(0.1, 0.38, 0.7)
    for (_, _, what), value in judged_.items():
        assert Quantity.parse(value) in allowed[what] | {once_even_once_unlikely}
    for actor in ("us", "japan"):
        assert available(korea, korea.moments["march_1994"], actor).open
