"""Files of GMCR+: conflicts in option form with preference statements or rankings."""

from goodoffices.interchange.gmcr.conflict_file import ConflictFile, FileDecisionMaker, FileOption, Pattern
from goodoffices.interchange.gmcr.from_model import conflict_file_of
from goodoffices.interchange.gmcr.reading import inspect_gmcr, is_gmcr, read_gmcr
from goodoffices.interchange.gmcr.writing import gmcr_text, write_gmcr

__all__ = [
    "ConflictFile",
    "FileDecisionMaker",
    "FileOption",
    "Pattern",
    "conflict_file_of",
    "gmcr_text",
    "inspect_gmcr",
    "is_gmcr",
    "read_gmcr",
    "write_gmcr",
]
