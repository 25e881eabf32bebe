"""What a single cell can say: a judged number, a date with its precision, a ranking, a citation."""
