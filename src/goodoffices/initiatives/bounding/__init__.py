"""How much a plan could come to at most, whatever is added to it.

Start with :class:`Bounds`; ``shifts`` says which numbers an initiative moves in which world, ``reach`` what can become of a situation's
numbers, ``ceilings`` what follows for the settlement, for those who must sign, and for an aim.
"""

from goodoffices.initiatives.bounding.bounds import BOUNDED, TRIVIAL, Bounds

__all__ = ["BOUNDED", "TRIVIAL", "Bounds"]
