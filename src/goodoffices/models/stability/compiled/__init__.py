"""Compiled loops over the moves of a graph, imported only where they are used."""
