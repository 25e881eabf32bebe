"""What a dossier holds, at a glance and concept by concept."""

import io
import json

import pytest
from rich.console import Console
from tests.support import Write

from goodoffices.brief.contents import contents_json, print_concept, print_contents
from goodoffices.dossier import Dossier, read_dossier
from goodoffices.dossier.storage.layout import FILES
from goodoffices.errors import NotFoundError

CONCEPTS = [file.concept for file in FILES]


def printed(dossier: Dossier, concept: str = "", width: int = 160) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, highlight=False, no_color=True)
    if concept:
        print_concept(dossier, concept, console)
    else:
        print_contents(dossier, console)
    return out.getvalue()


def test_what_is_not_everyday_is_counted_in_one_table(write: Write, cambodia: Dossier) -> None:
    assert "Also in this dossier" not in printed(read_dossier(write()))
    told = printed(cambodia)
    lines = [line.split() for line in told.partition("Also in this dossier")[2].splitlines()]
    counted = {words[0]: int(words[1]) for words in lines if len(words) > 2 and words[1].isdigit()}
    assert counted["provisions"] == len(cambodia.provisions)
    assert counted["remarks"] == len(cambodia.remarks)
    assert not {"parties", "stances", "events", "sources"} & set(counted)


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("width", [60, 160])
def test_every_concept_can_be_shown_in_full(cambodia: Dossier, concept: str, width: int) -> None:
    told = printed(cambodia, concept, width)
    file = next(file for file in FILES if file.concept == concept)
    content = getattr(cambodia, file.attribute)
    if not content:
        assert told == f"cambodia-1990 has nothing in {file.name}.\n"
    elif isinstance(content, dict):
        assert [line for line in told.splitlines() if line and not line.startswith(" ")] == list(content)
    assert "more rows" not in told
    assert "Quantity(" not in told


def test_fields_are_shown_as_they_are_written(write: Write) -> None:
    told = printed(read_dossier(write()), "issues.yaml")
    assert told.splitlines()[:2] == ["catch", "  name: Catch"]
    assert "marks: at: 0, name: none; at: 100, name: all" in told
    assert printed(read_dossier(write("other")), "capabilities").splitlines()[2].split() == [
        "party",
        "capability",
        "source",
    ]


def test_json_holds_every_concept_or_the_one_asked_for(cambodia: Dossier) -> None:
    whole = json.loads(contents_json(cambodia))
    assert {file.attribute for file in FILES} <= set(whole)
    one = json.loads(contents_json(cambodia, "texts"))
    assert set(one) == {"schema", "id", "sha256", "texts"}
    assert one["texts"] == whole["texts"]


def test_an_unknown_concept_is_refused_with_the_nearest(cambodia: Dossier) -> None:
    with pytest.raises(NotFoundError, match="did you mean 'provisions'"):
        printed(cambodia, "provision")
