"""Models, one folder per question. Each is a library of its own: arrays in, frozen dataclasses out.

No model imports another model, the dossier, or anything that reads files or draws.
"""
