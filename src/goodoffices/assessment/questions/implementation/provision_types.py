"""As what sort of provision past agreements would be coded: as a dossier states it, or told from the words of a name."""

import re

from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.dossier.text import Provision

_FORCES = r"(?:troops|soldiers|forces|units|arm(?:y|ies))"
_LEAVE = r"(?:withdraw\w*|pull\w*|leav(?:e|es|ing))"
_UN = r"(?:united nations|\bun\b)"
WORDS: dict[ProvisionType, str] = {
    "ceasefire": r"cease-?\s?fire|\btruce|\barmistice|(?:end|cessation) of hostilities|stop\w* (?:the )?fighting",
    "disarmament": r"\bdisarm",
    "demobilisation": r"\bdemobili[sz]",
    "reintegration": r"\breintegrat",
    "withdrawal_of_troops": rf"{_LEAVE}\b.{{0,40}}\b{_FORCES}|\b{_FORCES}\b.{{0,40}}\b{_LEAVE}\b",
    "military_reform": r"(?:integrat|merg|unif)\w*.{0,30}\b(?:army|armed forces)|(?:army|armed forces|military)\b.{0,30}\breform",
    "paramilitary_groups": r"\bparamilitar|\bmilitias?\b",
    "police_reform": r"\bpolice\b",
    "verification": r"\bverif|\bmonitor|\bobservers?\b",
    "un_peacekeeping": rf"{_UN}.{{0,40}}peace-?keep|peace-?keep\w*.{{0,40}}{_UN}",
    "regional_peacekeeping": r"(?:regional|african union|ecowas|asean).{0,40}peace-?keep",
    "arms_embargo": r"\barms embargo",
    "prisoner_release": r"\bprisoners?\b|\bdetainees?\b",
    "amnesty": r"\bamnest",
    "truth_or_reconciliation": r"\btruth\b|\breconciliation\b",
    "reparations": r"\breparations?\b",
    "human_rights": r"\bhuman rights\b",
    "refugees": r"\brefugees?\b",
    "displaced_persons": r"\bdisplaced\b",
    "women": r"\bwomen\b",
    "children": r"\bchild(?:ren)?\b",
    "minority_rights": r"\bminorit",
    "citizenship": r"\bcitizenship\b",
    "official_languages_and_symbols": r"\bofficial language|\bflag\b|\banthem\b",
    "transitional_power_sharing": r"\b(?:transitional|interim|unity) government|\bgovernment of national unity|\bpower.sharing",
    "un_transitional_authority": rf"{_UN}.{{0,20}}(?:governs|administers|transitional authority)|transition under the {_UN}",
    "electoral_reform": (
        r"^(?:(?:an?|the|first|free|fair|general|national|early|and) )*elections?\b|\belectoral (?:law|reform)|"
        r"\bproportional representation"
    ),
    "constitutional_reform": r"\bconstitution(?:al (?:reform|change))?\b",
    "decentralisation": r"\bdecentrali[sz]|\bfederal",
    "territorial_power_sharing": r"\bautonom",
    "self_determination": r"\bself-determination",
    "independence_referendum": r"\breferendum.{0,40}independence|independence.{0,40}\breferendum",
    "boundary_demarcation": r"\bdemarcat",
    "natural_resources": r"\bnatural resources",
    "economic_development": r"\breconstruction\b|\beconomic development\b",
    "donor_support": r"\bdonors?\b",
    "ratification": r"\bratif",
    "timeline": r"\btimetable\b|\btimeline\b",
}
"""Words, in English, that name a sort of provision so plainly that no judgement is needed."""
CONDITION = r"\b(?:once|before|after|until|while|if|unless)\b"
"""What follows says when, and not what."""


def types_of(provision: Provision) -> tuple[ProvisionType, ...]:
    """Return the sorts of provision that a dossier states, or that the provision's name tells.

    >>> from goodoffices.dossier.text import Provision
    >>> types_of(Provision(id="p", name="All forces disarm and demobilise", text="t", kind="military", source="judgement: made up"))
    ('disarmament', 'demobilisation')
    """
    if provision.coded_as:
        return provision.coded_as
    name = re.split(CONDITION, provision.name.casefold())[0]
    return tuple(sort for sort, words in WORDS.items() if re.search(words, name))


def in_words(sort: ProvisionType) -> str:
    """Return a sort of provision as a reader would write it.

    >>> in_words("un_peacekeeping")
    'UN peacekeeping'
    """
    words = sort.replace("_", " ")
    return f"UN{words[2:]}" if words.startswith("un ") else words
