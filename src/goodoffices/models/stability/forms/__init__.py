"""A conflict as options or as a graph: its states, the moves between them, and the same with fewer of either."""
