"""XML as a small tree whose elements know their lines. Declarations of entities are refused; size and depth are bounded."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from goodoffices.errors import Problem, nearest
from goodoffices.interchange.cells import LARGEST, is_number

MOST_BYTES = 16 * 2**20
MOST_ELEMENTS = 200_000
MOST_DEPTH = 32
LONGEST_NAME = 1_000
MOST_PROBLEMS = 2_000


@dataclass
class Element:
    """An element: its tag, its attributes, the line on which it begins, and what is in it. Text between is passed over."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Element"]:
        """Yield the elements of that tag directly below."""
        return (child for child in self.children if child.tag == tag)

    def first(self, *tags: str) -> "Element | None":
        """Return the first element of one of these tags directly below."""
        return next((child for child in self.children if child.tag in tags), None)


@dataclass
class Sheet:
    """A file that is being read, and what is wrong with it so far."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self, at: Element, name: str, message: str, found: str = "", expected: str = "", suggestion: str = "",
        witness: str = "",
    ) -> None:  # fmt: skip
        """Note a problem with an element, or with one of its attributes."""
        place = f"<{at.tag}> {name}".strip()
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                Problem(self.file, message, at.line, None, place, found, expected, suggestion, witness=witness)
            )

    def text(self, at: Element, name: str, wanted: str) -> str | None:
        """Return an attribute without the blanks around it, or None and a problem if it is empty or missing."""
        text = at.attributes.get(name, "").strip()
        if not text:
            here = name in at.attributes
            near = "" if here or not nearest(name, at.attributes) else name
            found = "" if here else ", ".join(sorted(at.attributes))
            self.tell(at, name, "it is empty" if here else "this attribute is missing", found, wanted, near)
            return None
        if len(text) > LONGEST_NAME:
            self.tell(at, name, "it is too long", text, f"at most {LONGEST_NAME:,} characters")
            return None
        return text

    def number(
        self, at: Element, name: str, low: float = -LARGEST, high: float = LARGEST, whole: bool = False
    ) -> float | None:
        """Return the number in an attribute, or None and a problem if there is none between `low` and `high`."""
        bounds = "" if (low, high) == (-LARGEST, LARGEST) else f" from {low:g} to {high:,.15g}"
        wanted = f"{'a whole number' if whole else 'a number'}{bounds}"
        text = self.text(at, name, wanted)
        if text is None:
            return None
        if not is_number(text):
            self.tell(at, name, "this is no number", text, wanted)
        elif not low <= float(text) <= high or (whole and not float(text).is_integer()):
            self.tell(at, name, "this number cannot be", text, wanted)
        else:
            return float(text) + 0.0  # never minus zero
        return None


class _RefusedError(Exception):
    """Something in a file after which it is not read on."""


def parse(file: str, content: bytes) -> tuple[Element | None, list[Problem]]:
    r"""Parse XML.

    Parameters
    ----------
    file : str
        Name used in messages.
    content : bytes
        The file, in UTF-8, UTF-16, ISO-8859-1 or ASCII, as its declaration says.

    Returns
    -------
    Element or None
        The outermost element; None if the file cannot be read.
    list of Problem
        Why it cannot be read.

    Examples
    --------
    >>> root, _ = parse("domain.xml", b"<a>\n<b name='x'/></a>")
    >>> root.children[0].line, root.children[0].attributes
    (2, {'name': 'x'})
    >>> print(parse("domain.xml", b"<!DOCTYPE a [<!ENTITY e 'x'>]><a/>")[1][0])
    domain.xml:1:13: declarations of document types and entities are not read (found '<!DOCTYPE a'; expected elements only)
    """
    if len(content) > MOST_BYTES:
        return None, [Problem(file, "the file is too large", expected=f"at most {MOST_BYTES // 2**20} MiB")]
    builder = _Builder(file)
    try:
        builder.parser.Parse(content, True)
    except _RefusedError:
        return None, builder.problems
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        return None, [Problem(file, f"this is not valid XML: {said}", error.lineno, error.offset + 1)]
    except (LookupError, ValueError) as error:
        return None, [Problem(file, f"this is not valid XML: {error}", 1, expected="text saved as UTF-8")]
    return builder.root, []


class _Builder:
    """Builds the tree from the parser's events."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Add an element below the one that is open."""
        self.count += 1
        if self.count > MOST_ELEMENTS:
            self.refuse("the file has too many elements", f"<{tag}>", f"at most {MOST_ELEMENTS:,}")
        if len(self.open) >= MOST_DEPTH:
            self.refuse("the elements are nested too deeply", f"<{tag}>", f"at most {MOST_DEPTH} levels")
        made = Element(tag, attributes, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)

    def end(self, _tag: str) -> None:
        """Close the element that is open."""
        self.open.pop()

    def doctype(self, name: str, *_: object) -> None:
        """Refuse a document type, in which entities could be declared."""
        self.refuse("declarations of document types and entities are not read", f"<!DOCTYPE {name}", "elements only")

    def entity(self, name: str, *_: object) -> None:
        """Refuse an entity."""
        self.refuse("declarations of document types and entities are not read", f"<!ENTITY {name}", "elements only")

    def refuse(self, message: str, found: str, expected: str) -> None:
        """Note why the file is not read on, and stop."""
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        self.problems.append(Problem(self.file, message, *place, found=found, expected=expected))
        raise _RefusedError
