"""An initiative as a patch on a dossier: its changes are read once and then applied in any combination."""

from goodoffices.initiatives.patching.applying import patched
from goodoffices.initiatives.patching.compiling import compiled, compiled_all
from goodoffices.initiatives.patching.conflicts import Conflict, conflicts
from goodoffices.initiatives.patching.patch import Patch, Step
from goodoffices.initiatives.patching.working import Clipping, Patched

__all__ = ["Clipping", "Conflict", "Patch", "Patched", "Step", "compiled", "compiled_all", "conflicts", "patched"]
