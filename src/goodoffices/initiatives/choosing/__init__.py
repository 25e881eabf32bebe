"""What can be done at a moment: which initiatives are open to whom, in which combinations, and on which days."""
