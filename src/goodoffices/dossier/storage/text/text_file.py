"""From the bytes of a file to its text: UTF-8, and nothing that a reader could not see."""

import codecs
import re
import unicodedata

from goodoffices.errors import Problem

EMPTY = "the file is empty"
_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]")
"""Control characters, breaks and signs that turn the direction of writing around what follows them."""
_EXPECTED = "text saved as UTF-8; in Excel 'CSV UTF-8 (comma delimited)'"


def decode(file: str, content: bytes) -> tuple[str, Problem | None]:
    r"""Return the text of a file with Unix line ends, or what keeps it from being read as text.

    >>> decode("parties.yaml", b"north:\r\n")
    ('north:\n', None)
    >>> print(decode("parties.yaml", "São Tomé".encode("latin-1"))[1])
    parties.yaml:1:2: the file is not UTF-8 text (found 'São Tomé'; expected text saved as UTF-8; in Excel 'CSV UTF-8 (comma delimited)')
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return "", Problem(file, f"the file is saved as {name}", 1, expected=_EXPECTED)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        line, column = content.count(b"\n", 0, error.start) + 1, error.start - start + 1
        if b"\0" in content[:1024]:
            return "", Problem(file, "the file holds characters that are not text", line, column, expected="plain text")
        # As Windows would have written it, which is what such files mostly are.
        around = (
            content[max(start, error.start - 20) : error.start + 20].split(b"\n")[0].decode("cp1252", "replace").strip()
        )
        return "", Problem(file, "the file is not UTF-8 text", line, column, found=around, expected=_EXPECTED)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if hidden := _HIDDEN.search(text):
        line, start = text.count("\n", 0, hidden.start()) + 1, text.rfind("\n", 0, hidden.start())
        message = "the file holds characters that are not text"
        found = describe(hidden[0])
        return "", Problem(file, message, line, hidden.start() - start, found=found, expected="plain text")
    return text, None


def empty_file(file: str, expected: str) -> Problem:
    """Return what is said of a file without content, whatever it was to hold."""
    return Problem(file, EMPTY, expected=expected)


def hidden_in(text: str) -> str:
    """Return the first character of a cell that a reader could not see, described; empty if there is none."""
    hidden = _HIDDEN.search(text)
    return describe(hidden[0]) if hidden else ""


def describe(character: str) -> str:
    r"""Return a character's code and name.

    >>> describe("\u202e")
    'U+202E RIGHT-TO-LEFT OVERRIDE'
    """
    return f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
