"""What is asked of a game: power, roles, coalitions, the chance that a decision is carried."""
