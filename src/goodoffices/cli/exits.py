"""Exit codes: 0 all well, 1 a check found something, 2 wrong usage or an input that cannot be used."""

FOUND, UNUSABLE = 1, 2
