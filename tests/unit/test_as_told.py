"""What two texts say, slips included (tests/as_told): the checks find the slips and let the sound statements pass."""

from pathlib import Path

import pytest

from goodoffices.dossier import Inspection, inspect_dossier, read_dossier

AS_TOLD = Path(__file__).parent.parent / "as_told"


@pytest.fixture(scope="module")
def told() -> Inspection:
    return inspect_dossier(AS_TOLD)


SLIPS = [
    ("a slogan of 1989 that is also of 1992", "events-have-one-date", "'global_partnership' is dated 1992 here and 1989"),
    ("aid guidelines dated differently by two texts", "events-have-one-date", "'aid_guidelines' is dated 1992 here and 1991"),
    ("an illness after the visit that cured it", "events-are-in-order", "told to have followed 'illness', dated 1992-12"),
    ("three months that are 38 days", "stated-intervals-fit", "from dinner (1991-04-25) to accord (1991-06-02) it is 38 days"),
    ("two years that are one", "stated-intervals-fit", "from bill (1991) to act (1992) it is 1 year"),
    ("seven partners of whom six are named", "counts-agree-with-lists", "7 are stated, 6 are named"),
    ("a row without its name", "series-name-what-they-measure", "does not say of whom"),
    ("a term without its end", "days-agree-with-the-calendar", "932 days from 1996-01-11 on, both counted, end on 1998-07-30"),
    ("steadily, from two polls", "trends-have-enough-points", "from 2 observations (1989 and 1993)"),
    ("Chavalit", "names-look-alike", "'Chavalit' looks like another spelling of 'Chawarit'"),
    ("San", "names-look-alike", "'San' looks like another spelling of 'Sann'"),
    ("Penn", "names-look-alike", "'Penn' looks like another spelling of 'Penh'"),
    ("Plem", "names-look-alike", "'Plem' looks like another spelling of 'Prem'"),
    ("Creber", "names-look-alike", "'Kleber' looks like another spelling of 'Creber'"),
    ("Minster", "names-look-alike", "'Minster'"),
    ("LAEA", "names-look-alike", "'LAEA' looks like another spelling of 'IAEA'"),
]  # fmt: skip


@pytest.mark.parametrize(("check", "message"), [slip[1:] for slip in SLIPS], ids=[slip[0] for slip in SLIPS])
def test_a_slip_is_found_with_its_place(told: Inspection, check: str, message: str) -> None:
    found = [problem for problem in told.problems if problem.check == check and message in problem.message]
    assert len(found) == (2 if check == "series-name-what-they-measure" else 1)
    assert all(problem.line for problem in found)


def test_a_slip_is_told_with_what_it_disagrees_with(told: Inspection) -> None:
    illness = next(problem for problem in told.problems if problem.check == "events-are-in-order")
    assert illness.witness == "events.csv:6"
    interval = next(problem for problem in told.problems if problem.check == "stated-intervals-fit")
    assert interval.expected.endswith("as long after dinner are chair (1991-07)")


def test_nothing_else_is_found(told: Inspection) -> None:
    known = {check for _, check, _ in SLIPS} | {"there-is-a-moment"}
    assert {problem.check for problem in told.problems} == known
    assert sum(problem.check == "stated-intervals-fit" for problem in told.problems) == 2
    assert sum(problem.check == "counts-agree-with-lists" for problem in told.problems) == 1


def test_the_sound_numbers_of_the_texts_are_represented() -> None:
    dossier = read_dossier(AS_TOLD)
    assert len(dossier.forums["apec"].parties("member")) == 17
    assert len(dossier.texts["paris"].signed_by) == 18
    assert sum(dossier.councils["snc"].formulas[0].seats.values()) == 12
    values = {figure.id: figure.value.likely for figure in dossier.figures}
    assert values["asean"] + values["partners"] + values["invited"] == values["arf"] == 18
    assert values["asean"] + values["partners"] == values["pmc"] == 13
    assert (values["days_1"], values["days_4"]) == (576, 644)
