"""What decision makers prefer, and the ranks of all states that follow from it."""
