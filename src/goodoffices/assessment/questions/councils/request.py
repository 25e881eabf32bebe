"""Reading what a user asks of bodies on the command line, with every mistake named at once."""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from goodoffices.assessment.questions.councils.abstention import says_what_abstaining_means
from goodoffices.assessment.questions.councils.asked import Request
from goodoffices.assessment.questions.councils.changes import Changes
from goodoffices.assessment.questions.councils.words import MOST_NAMED, WordReader
from goodoffices.dossier.council import Motion
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.portion import parse_share
from goodoffices.dossier.values.quantity import EXPECTED, Quantity
from goodoffices.errors import DossierError, nearest

VERBS = {
    "join": "join NAME [VOTES [COUNTED ...]]",
    "leave": "leave NAME ...",
    "quota": "quota VOTES",
    "veto": "veto NAME ...",
    "bloc": "bloc NAME NAME ...",
    "union": "union NAME NAME ...",
}
"""What can follow ``--if``."""
OTHERS = "others"
EQUAL = "equal"


def read_request(
    dossier: Dossier,
    *,
    ifs: Sequence[str] = (),
    leanings: Sequence[str] = (),
    abstaining: Sequence[str] = (),
    together: float = 0.0,
    wanted: str = "",
    sides: str = "",
    body: str = "",
    formula: str = "",
    rule: str = "",
) -> Request:
    """Return what is asked for in words such as ``join india 5``, ``a=0.7`` or ``a b / c d``.

    Parameters
    ----------
    dossier : Dossier
        The dossier whose bodies are meant.
    ifs : sequence of str
        Changes that are made together, each as in `VERBS`.
    leanings : sequence of str
        How likely members vote in favour, each as ``NAME=CHANCE``, with a number or range; ``others=CHANCE`` for the rest.
    abstaining : sequence of str
        How likely members abstain, in the same form; whoever is not named never does.
    together : float, 0 up to but not 1
        Correlation of any two members' leanings.
    wanted : str
        ``equal``, or the power each is meant to have as ``NAME=SHARE NAME=SHARE ...`` in any unit.
    sides : str
        Two sides that are meant to have equal power, as ``NAME NAME / NAME``.
    body, formula, rule : str
        Ids of the only ones to look at.

    Raises
    ------
    DossierError
        With every problem found.
    """
    reader = WordReader(dossier, body, formula)
    _known("--body", body, dossier.councils, "body", reader)
    bodies = [c for c in dossier.councils.values() if body in ("", c.id)]
    _known("--formula", formula, [f.id for c in bodies for f in c.formulas], "formula", reader)
    _known("--rule", rule, [r.id for c in bodies for r in c.rules], "rule", reader)
    if body and body not in dossier.councils:
        raise DossierError(dossier.id, reader.problems)
    request = Request(
        _changes(reader, ifs) if ifs else None,
        _motion(reader, leanings, abstaining, together) if leanings else None,
        _wanted(reader, wanted) if wanted else {},
        _sides(reader, sides) if sides else None,
        body,
        formula,
        rule,
    )
    if reader.problems:
        raise DossierError(dossier.id, reader.problems)
    return request


def _known(option: str, word: str, known: Iterable[str], what: str, reader: WordReader) -> None:
    names = list(dict.fromkeys(known))
    if word and word not in names:
        reader.tell(
            option, f"there is no such {what}", word, f"one of {', '.join(names) or 'none'}", nearest(word, names)
        )


def _changes(reader: WordReader, ifs: Sequence[str]) -> Changes:
    joins: dict[str, tuple[int, ...]] = {}
    quotas: list[int] = []
    groups: dict[str, list[tuple[str, ...]]] = {"leave": [], "veto": [], "bloc": [], "union": []}
    split = [(text, *_verb(reader, text)) for text in ifs]
    for text, verb, words in split:
        if verb == "join":
            _joins(reader, f"--if {text!r}", words, joins)
    reader.joining = list(joins)
    for text, verb, words in split:
        option = f"--if {text!r}"
        if verb == "quota":
            if len(words) != 1:
                reader.tell(option, "a quota is one number of votes", expected=VERBS[verb])
            elif (votes := reader.votes(option, words[0], 1)) is not None:
                quotas.append(votes)
                most = reader.most_votes + sum(number for number, *_ in filter(None, joins.values()))
                if votes > most:
                    reader.tell(option, "this is more than all votes together", words[0], f"at most {most}")
            if len(quotas) > 1:
                reader.tell(option, "there is another quota already", str(quotas[-1]), "one quota")
        elif verb in groups:
            names = tuple(dict.fromkeys(filter(None, (reader.name(option, word) for word in words))))
            least = 2 if verb in ("bloc", "union") else 1
            if len(words) < least or (len(names) < least and not reader.problems):
                several = "two different members" if least == 2 else "a member"
                reader.tell(option, f"this needs at least {several}", expected=VERBS[verb])
            groups[verb].append(names)
    _once(reader, "--if bloc", groups["bloc"])
    _once(reader, "--if union", groups["union"])
    gone = {name for names in groups["leave"] for name in names}
    for verb in ("veto", "bloc", "union"):
        for name in dict.fromkeys(name for names in groups[verb] for name in names if name in gone):
            reader.tell(f"--if '{verb} {name}'", "this member leaves and can have no part in it", name)
    blocs = {name for names in groups["bloc"] for name in names}
    for name in dict.fromkeys(name for names in groups["union"] for name in names if name in blocs):
        reader.tell("--if union", "this member votes in a bloc and not for itself", name, "a bloc or a union")
    return Changes(
        joins={name: votes[0] if votes else 0 for name, votes in joins.items()},
        counted={name: votes[1:] for name, votes in joins.items() if len(votes) > 1},
        leaves=tuple(dict.fromkeys(name for names in groups["leave"] for name in names)),
        quota=quotas[0] if quotas else None,
        veto=tuple(dict.fromkeys(name for names in groups["veto"] for name in names)),
        blocs=tuple(groups["bloc"]),
        unions=tuple(groups["union"]),
    )


def _verb(reader: WordReader, text: str) -> tuple[str, list[str]]:
    verb, *words = text.replace(",", " ").split() or [""]
    if verb.lower() not in VERBS:
        reader.tell(
            f"--if {text!r}", "this is no change that can be asked about", verb, "; or ".join(VERBS.values()),
            nearest(verb, VERBS),
        )  # fmt: skip
        return "", []
    return verb.lower(), words


def _joins(reader: WordReader, option: str, words: Sequence[str], joins: dict[str, tuple[int, ...]]) -> None:
    if not words:
        reader.tell(option, "one name and perhaps a number of votes", expected=VERBS["join"])
        return
    name = words[0].casefold()
    votes = [reader.votes(option, word, 0) for word in words[1:]] or [1]
    if name in reader.everywhere:
        reader.tell(option, "this is a member already", name, "somebody new")
    elif name in joins:
        reader.tell(option, "this one joins already", name, "each new member once")
    elif not all(c.isalnum() or c == "_" for c in name):
        reader.tell(option, "this is no name", name, "letters, digits and _")
    elif len(votes) > 1 and not reader.counts_others:
        reader.tell(option, "no rule counts other votes than the seats", " ".join(words[2:]), "join NAME [VOTES]")
    else:
        joins[name] = tuple(number for number in votes if number is not None)


def _once(reader: WordReader, option: str, groups: Sequence[Sequence[str]]) -> None:
    seen: set[str] = set()
    for name in (name for names in groups for name in names):
        if name in seen:
            reader.tell(option, "this member is in two of them", name, "each member in one")
        seen.add(name)


def _pairs(reader: WordReader, option: str, text: str, read: Callable[[str, str], None]) -> None:
    for word in text.replace(",", " ").split():
        name, equals, value = word.partition("=")
        if not (name and equals and value):
            reader.tell(option, "this is no name with a number", word, "NAME=NUMBER, such as france=0.7")
        else:
            read(name, value)


def _motion(reader: WordReader, leanings: Sequence[str], abstaining: Sequence[str], together: float) -> Motion | None:
    chances, idle = _chances(reader, "--leaning", leanings), _chances(reader, "--abstaining", abstaining)
    bodies = [c for c in reader.dossier.councils.values() if reader.body in ("", c.id)]
    if idle and not any(says_what_abstaining_means(rule) for c in bodies for rule in c.rules):
        reader.tell(
            "--abstaining",
            "no rule says what it means to abstain",
            expected="abstaining: against, or abstaining: left_out, in the needs of a rule (councils.yaml)",
        )
    for name, chance in idle.items():
        yes = chances.get(name) or chances.get(OTHERS) or Quantity.point(0.5)
        if yes.likely + chance.likely > 1:
            found = f"{yes.likely:g} in favour and {chance.likely:g} abstaining"
            reader.tell("--abstaining", f"more than 1 together for {name}", found, "chances that add up to 1 at most")
    if idle and together:
        reader.tell("--together", "this cannot go with --abstaining", f"{together:g}", "one of the two")
    others = chances.pop(OTHERS, None)
    if not 0 <= together < 1:
        reader.tell("--together", "a correlation lies from 0 up to but not 1", f"{together:g}", "such as 0.3")
    if reader.problems:
        return None
    named = chances or {reader.members[0]: others or Quantity.point(0.5)}
    return Motion(
        id="as_asked", name="A decision as asked about", in_favour=named, others=others, together=together,
        abstaining={name: chance for name, chance in idle.items() if name != OTHERS}, others_abstaining=idle.get(OTHERS),
        source=(Citation("judgement", ""),),
    )  # fmt: skip


def _chances(reader: WordReader, what: str, words: Sequence[str]) -> dict[str, Quantity]:
    chances: dict[str, Quantity] = {}
    for text in words:
        option = f"{what} {text!r}"

        def read(name: str, value: str, option: str = option) -> None:
            known = OTHERS if name.casefold() == OTHERS else reader.name(option, name, reader.spoken_for)
            try:
                chance = Quantity.parse("..".join(f"{float(parse_share(part))}" for part in value.split("..")))
            except ValueError as error:
                expected = EXPECTED.replace("60", "0.6").replace("50", "0.5").replace("75", "0.9")
                reader.tell(option, str(error).replace("share", "chance"), value, f"{expected}, or in per cent")
                return
            if known in chances:
                done = "leans already" if what == "--leaning" else "stands twice"
                reader.tell(option, f"this one {done}", name, "each member once")
            elif known:
                chances[known] = chance

        _pairs(reader, option, text, read)
    return chances


def _wanted(reader: WordReader, text: str) -> dict[str, Fraction]:
    if text.strip().casefold() == EQUAL:
        return dict.fromkeys(reader.of_one_formula, Fraction(1))
    shares: dict[str, Fraction] = {}
    units: set[bool] = set()

    def read(name: str, value: str) -> None:
        known = reader.name("--wanted", name)
        number = value.removesuffix("%")
        units.add(number != value)
        try:
            share = Fraction(number) if len(value) <= 20 and "e" not in value.lower() else None
        except (ValueError, ZeroDivisionError):
            share = None
        if share is None or share < 0:
            reader.tell("--wanted", "this is no share of power", f"{name}={value}", "NAME=SHARE, such as france=25")
        elif known in shares:
            reader.tell("--wanted", "this one stands twice", name, "each once")
        elif known:
            shares[known] = share

    _pairs(reader, "--wanted", text, read)
    if len(units) > 1:
        reader.tell("--wanted", "some shares are in per cent and some are not", text, "all of them in one unit")
    if not reader.problems and not any(shares.values()):
        reader.tell("--wanted", "somebody must be meant to have power", text, "NAME=SHARE NAME=SHARE ..., or equal")
    if len(shares) > MOST_NAMED:
        reader.tell("--wanted", "too many members", str(len(shares)), f"at most {MOST_NAMED}")
    return shares


def _sides(reader: WordReader, text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    parts = [part.replace(",", " ").split() for part in text.split("/")]
    if len(parts) != 2 or not all(parts):
        reader.tell("--sides", "two sides are needed", text, "NAME ... / NAME ...")
        return None
    first, second = (tuple(reader.name("--sides", word) for word in part) for part in parts)
    _once(reader, "--sides", [first, second])
    return first, second
